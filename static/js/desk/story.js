/** The story form: Ctrl+S saves, Ctrl+P shows, and nobody leaves with unsaved words by accident. */
const form = document.getElementById("article_form");

class Guard {
  constructor(watched) {
    this.changed = false;
    watched.addEventListener("input", this);
    watched.addEventListener("change", this);
    watched.addEventListener("submit", this);
    document.addEventListener("keydown", this);
    window.addEventListener("beforeunload", this);
  }

  handleEvent(event) {
    if (event.type === "input" || event.type === "change") this.changed = true;
    if (event.type === "submit") this.changed = false;
    if (event.type === "beforeunload" && this.changed) event.preventDefault();
    if (event.type === "keydown" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) this.key(event);
  }

  key(event) {
    if (event.key === "s") form.requestSubmit(document.querySelector('.storybar [name="_save"]'));
    else if (event.key === "p" && document.getElementById("tab-preview")) open("preview");
    else return;
    event.preventDefault();
  }
}

const open = (name) => document.dispatchEvent(new CustomEvent("desk:open", { detail: name }));

/** What sticks beside and in the story begins below its bar, which has one row or more, and below what the desk asks. */
function belowBar(bar, note, grid) {
  const isStuck = () => note && getComputedStyle(note).position === "sticky";
  const measure = () => {
    note?.style.setProperty("--bar", `${bar.offsetHeight}px`);
    grid.style.setProperty("--bar", `${bar.offsetHeight + (isStuck() ? note.offsetHeight : 0)}px`);
  };
  const seen = new ResizeObserver(measure);
  for (const part of [bar, note]) if (part) seen.observe(part);
}

if (form) new Guard(form);
const [bar, grid] = [".storybar", ".storygrid"].map((part) => document.querySelector(part));
if (bar && grid) belowBar(bar, document.querySelector("unsaved-text"), grid);
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-open]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !document.getElementById(`tab-${link.dataset.open}`)) return;
  event.preventDefault();
  open(link.dataset.open);
});
// Whoever needs the text as it stands asks the editor to write it down first.
document.addEventListener("desk:flush", () => document.querySelector("[data-story-editor]")?.editor?.flush());
// The admin's own fields of choice do not say what they are for.
window.addEventListener("load", () => {
  for (const select of document.querySelectorAll("#article_form select.select2-hidden-accessible")) {
    const label = select.labels?.[0]?.textContent.trim();
    const shown = select.nextElementSibling?.querySelectorAll('[role="combobox"], [role="textbox"]') ?? [];
    for (const part of label ? shown : []) part.setAttribute("aria-label", label);
  }
});
