/** A new story has got its number: from here on its form is that of any other story, without a word being reloaded. */
const form = document.getElementById("article_form");
const keeper = document.querySelector('unsaved-text[story="new"]');

/** The tools beside the story and the bar above it, as the server now draws them. */
async function fetchTools(address) {
  const response = await fetch(address, { headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const side = page.querySelector(".storygrid > .side");
  const grid = document.querySelector(".storygrid.alone");
  if (!side || !grid) return;
  grid.classList.remove("alone");
  grid.append(document.adoptNode(side));
  const ways = page.getElementById("way-of-writing");
  if (ways) form.parentElement.before(document.adoptNode(ways));
  // Part by part: what keeps the unsaved text stands in the bar, too, and must stay the one it is.
  for (const part of [".where", ".deeds"]) {
    const drawn = page.querySelector(`.storybar > ${part}`);
    if (drawn) document.querySelector(`.storybar > ${part}`)?.replaceWith(document.adoptNode(drawn));
  }
}

class Begun {
  constructor() {
    document.addEventListener("desk:begun", this);
    form.addEventListener("submit", this, true);
  }

  handleEvent(event) {
    if (event.type === "desk:begun") this.moveIn(event.detail);
    else if (keeper.sending) this.wait(event);
  }

  moveIn({ address, version }) {
    form.action = address;
    form.elements.base_version.value = version;
    history.replaceState(history.state, "", `${address}?unsaved=1`); // read again, the page shows what was typed
    fetchTools(address).catch(() => {}); // they come with the next page otherwise
  }

  /** Saved while the first words are on their way: one story, not two. */
  async wait(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    await keeper.sending.catch(() => {});
    keeper.sending = null;
    form.requestSubmit(event.submitter?.isConnected ? event.submitter : document.querySelector('.storybar [name="_save"]'));
  }
}

if (form && keeper) new Begun();
