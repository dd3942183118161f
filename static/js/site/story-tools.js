/**
 * Below a story: hand it on, copy its address, and, for who asks for it, what is new since the last visit.
 * What was read is kept in this browser alone, as a short sum of each block, and only once the reader wants it.
 */
const KEPT = "visits";
const MOST = 40; // stories that are remembered

/** A short sum of a block's words: tells whether they have changed, not what they were. */
function sum(text) {
  let found = 5381;
  for (const sign of text.replace(/\s+/g, " ").trim()) found = (found * 33 + sign.codePointAt(0)) >>> 0;
  return found.toString(36);
}

function visits() {
  try {
    return JSON.parse(localStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

class StoryTools extends HTMLElement {
  connectedCallback() {
    this.status = this.querySelector("[role=status]");
    for (const [name, works] of [["share", navigator.share], ["copy", navigator.clipboard], ["visit", true]]) {
      const button = this.querySelector(`[name=${name}]`);
      if (button && works) button.hidden = false;
    }
    this.addEventListener("click", this);
    this.anchors();
    if (visits()) this.compare();
  }

  handleEvent({ target }) {
    if (target.name === "share") navigator.share({ title: this.dataset.title, url: this.dataset.url }).catch(() => {});
    if (target.name === "copy") this.copy();
    if (target.name === "visit") (visits() ? this.forget : this.remember).call(this);
  }

  async copy() {
    await navigator.clipboard.writeText(this.dataset.url);
    this.status.textContent = this.dataset.copied;
  }

  get blocks() {
    return [...document.querySelectorAll(".body > [data-block][id^='b-'], #lead")];
  }

  /** A crosshead links to itself, so that a place in a story can be passed on. */
  anchors() {
    for (const head of document.querySelectorAll(".body > .crosshead[id]")) {
      const link = document.createElement("a");
      Object.assign(link, { href: `#${head.id}`, className: "anchor", textContent: "#" });
      link.setAttribute("aria-label", this.dataset.place);
      head.append(" ", link);
    }
  }

  compare() {
    this.label();
    const before = visits().stories?.[this.dataset.story];
    if (before) {
      const fresh = this.blocks.filter((block) => before.blocks[block.id] !== this.sumOf(block));
      for (const block of fresh) block.classList.add("fresh");
      this.status.textContent = fresh.length ? this.dataset.fresh.replace("#", fresh.length) : this.dataset.same;
      if (fresh.length) this.status.append(" ", this.wayTo(fresh[0]));
    }
    this.note();
  }

  wayTo(block) {
    const link = document.createElement("a");
    Object.assign(link, { href: `#${block.id}`, textContent: this.dataset.first });
    return link;
  }

  sumOf(block) {
    const copy = block.cloneNode(true);
    for (const anchor of copy.querySelectorAll(".anchor")) anchor.remove();
    return sum(copy.textContent);
  }

  remember() {
    this.note();
    this.label();
    this.status.textContent = this.dataset.noted;
  }

  forget() {
    localStorage.removeItem(KEPT);
    for (const block of this.blocks) block.classList.remove("fresh");
    this.label();
    this.status.textContent = this.dataset.forgotten;
  }

  note() {
    const stories = visits()?.stories ?? {};
    delete stories[this.dataset.story];
    stories[this.dataset.story] = { blocks: Object.fromEntries(this.blocks.map((block) => [block.id, this.sumOf(block)])) };
    const last = Object.entries(stories).slice(-MOST);
    try {
      localStorage.setItem(KEPT, JSON.stringify({ stories: Object.fromEntries(last) }));
    } catch {
      // full, or forbidden: then there is nothing to compare with next time
    }
  }

  label() {
    const button = this.querySelector("[name=visit]");
    button.setAttribute("aria-pressed", String(Boolean(visits())));
  }
}

customElements.define("story-tools", StoryTools);
