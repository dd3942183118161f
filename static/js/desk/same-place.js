/**
 * Saving draws the page anew. Whoever was writing goes on in the same line, at the same height of the screen, and what
 * the desk says of it stands where she looks.
 */
const KEPT = "desk-place";
const FRESH = 60_000; // ms: later she comes for something else
const LONGEST = 40; // characters that have room in the bar
const form = document.getElementById("article_form");
const host = form?.querySelector("[data-story-editor]");
const carets = host ? import("../admin/editor/jump.js") : null;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

class SamePlace {
  constructor() {
    carets?.then((module) => (this.carets = module), () => {});
    for (const name of ["focusin", "submit"]) form.addEventListener(name, this);
    window.addEventListener("pagehide", this);
    this.goOn(taken());
  }

  handleEvent({ type, target }) {
    if (type === "submit") this.sent = true;
    else if (type === "pagehide") this.keep();
    else if (host?.contains(target)) this.field = host;
    else if (target.name && target.selectionStart !== undefined) this.field = target;
  }

  keep() {
    const entry = { path: location.pathname, at: Date.now(), sent: this.sent, scroll: scrollY, ...this.here() };
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(entry));
    } catch {
      // Where nothing may be remembered, every page begins at its top.
    }
  }

  here() {
    const { field } = this;
    if (field === host) return (host?.editor && this.carets?.caret(host.editor.editor)) ?? {};
    return field?.isConnected ? { name: field.name, offset: field.selectionStart, top: field.getBoundingClientRect().top } : {};
  }

  async goOn(entry) {
    if (!entry || location.hash || document.querySelector(".errornote")) return; // there one is asked to look
    if (document.querySelector("desk-side[data-asked]")) entry = { scroll: entry.scroll };
    while (host && !host.editor && !host.dataset.locked) await frame();
    if (scrollY && !entry.sent) return; // she has begun to look around
    if (!(entry.block ? await this.intoText(entry) : this.intoField(entry))) scrollTo({ top: entry.scroll, behavior: "instant" });
    await frame();
    if (scrollY) tell();
  }

  async intoText(entry) {
    const { putCaret } = (await carets) ?? {};
    return Boolean(putCaret && host.editor && putCaret(host.editor.editor, entry));
  }

  intoField({ name, offset, top }) {
    const field = name && form.elements[name];
    if (typeof field?.selectionStart !== "number" || !field.offsetParent) return false; // a number has no caret
    field.focus({ preventScroll: true });
    field.setSelectionRange(offset, offset);
    scrollBy({ top: field.getBoundingClientRect().top - top, behavior: "instant" });
    return true;
  }
}

/** What was kept of this story a moment ago; of a new one, if it has been saved, what was kept before it had a number. */
function taken() {
  try {
    const entry = JSON.parse(sessionStorage.getItem(KEPT));
    sessionStorage.removeItem(KEPT);
    const same = entry?.path === location.pathname || (entry?.sent && entry.path.endsWith("/add/"));
    return same && Date.now() - entry.at < FRESH ? entry : null;
  } catch {
    return null;
  }
}

/** The desk's answer stands on top of the page, which is out of sight: a word goes into the bar, more below it. */
function tell() {
  const told = document.querySelector("ul.messagelist");
  const keeper = document.querySelector("unsaved-text");
  if (!told || !keeper) return;
  const words = told.innerText.trim();
  const isBrief = told.children.length === 1 && told.firstElementChild.matches(".success") && words.length <= LONGEST;
  if (isBrief && keeper.say) {
    keeper.say(words);
    return;
  }
  keeper.append(told);
  form.addEventListener("input", () => told.remove(), { once: true }); // she has read it, and writes on
}

if (form) new SamePlace();
