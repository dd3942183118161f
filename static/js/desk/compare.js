/** Compare by keys: J and K walk the changes, Z fetches one back, U lays the two states one below the other. */
import { keep, kept } from "./storage.js";

const page = document.querySelector("#content.cmp");
const LETTERS_OFF = "desk-single-keys-off"; // one switch for every page, see keys.js

class Compare {
  constructor() {
    page.classList.add("is-live");
    this.rows = [...page.querySelectorAll("[data-change]")];
    this.only = document.getElementById("only-changes");
    this.stacked = document.getElementById("stacked");
    this.letters = document.getElementById("letters");
    if (this.letters) this.letters.checked = !kept(LETTERS_OFF);
    for (const name of ["keydown", "click", "change"]) document.addEventListener(name, this);
  }

  handleEvent(event) {
    if (event.type === "keydown") return this.key(event);
    if (event.type === "click" && event.target.closest("#stacked")) return this.stack();
    if (event.type === "click" && event.target.closest(".toc a")) return this.mark(this.rows.find((row) => `#${row.id}` === event.target.closest("a").hash));
    if (event.target === this.only) for (const one of page.querySelectorAll(".quietrows")) one.open = !this.only.checked;
    if (event.target === this.letters) keep(LETTERS_OFF, this.letters.checked ? "" : "1");
    return undefined;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || this.letters?.checked === false) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea, dialog, [contenteditable]")) return;
    const act = { j: () => this.step(1), k: () => this.step(-1), z: () => this.fetch(), u: () => this.stack() }[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }

  step(by) {
    const here = this.rows.indexOf(this.current);
    const next = this.rows[Math.max(0, Math.min(this.rows.length - 1, here + by))];
    if (!next) return;
    this.mark(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  mark(row) {
    this.current?.classList.remove("cur");
    this.current = row;
    row?.classList.add("cur");
    for (const link of page.querySelectorAll(".toc a")) {
      if (row && link.hash === `#${row.id}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    page.querySelector(".toc [aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  fetch() {
    this.current?.querySelector("form.do")?.requestSubmit();
  }

  stack() {
    const on = page.classList.toggle("is-stacked");
    this.stacked.setAttribute("aria-pressed", String(on));
    this.current?.scrollIntoView({ block: "center" });
  }
}

if (page) new Compare();
