/**
 * Single letters, outside fields only, and only as long as somebody wants them (WCAG 2.1.4):
 * N V E begin, G and a letter go, / searches, ? lists all; in lists J K move, X selects, Esc clears the selection.
 */
import { keep, kept } from "./storage.js";

const OFF = "desk-single-keys-off";
const WAIT = 1500; // ms between G and its letter
const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable], [role=listbox], dialog";

class DeskKeys extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.switch = this.querySelector("input[type=checkbox]");
    this.switch.checked = !kept(OFF);
    this.switch.addEventListener("change", () => keep(OFF, this.switch.checked ? "" : "1"));
    document.addEventListener("keydown", this);
    document.addEventListener("click", this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this);
    document.removeEventListener("click", this);
  }

  handleEvent(event) {
    if (event.type === "click") {
      if (event.target.closest("[data-clear-selection]")) this.clear();
      if (event.target.closest("[data-show-keys]")) this.dialog.showModal();
      return;
    }
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(FIELDS) || document.querySelector("dialog:modal")) return;
    if (event.key === "Escape") this.clear();
    else if (event.key === "?") this.show(event);
    else if (!kept(OFF) && event.key.length === 1) this.letter(event);
  }

  show(event) {
    event.preventDefault();
    this.dialog.showModal();
  }

  letter(event) {
    const key = event.key.toLowerCase();
    const gone = this.going && event.timeStamp - this.going < WAIT;
    this.going = 0;
    if (gone) return this.go(`g ${key}`, event);
    if (key === "g") this.going = event.timeStamp;
    else if (key === "/") this.search(event);
    else if (key === "j" || key === "k") this.move(key === "j" ? 1 : -1, event);
    else if (key === "x") this.select(event);
    else if ("nve".includes(key) && !event.repeat) this.go(key, event);
    return undefined;
  }

  async go(key, event) {
    event.preventDefault();
    const command = await document.querySelector("desk-palette")?.asked(key);
    if (command) window.location.assign(command.url);
  }

  search(event) {
    event.preventDefault();
    const field = document.querySelector("#searchbar, #everything-q");
    if (field) field.select();
    else document.querySelector("desk-palette")?.open();
  }

  rows() {
    return [...document.querySelectorAll("#result_list tbody tr")];
  }

  /** The focus goes along, so that Enter opens and a screen reader says the row. */
  move(step, event) {
    const rows = this.rows();
    if (!rows.length) return;
    event.preventDefault();
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + step))];
    (row.querySelector("th a, td a") ?? row.querySelector("input"))?.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  select(event) {
    const box = document.activeElement.closest("#result_list tr")?.querySelector(".action-select");
    if (!box) return;
    event.preventDefault();
    box.click();
  }

  clear() {
    for (const box of document.querySelectorAll("#result_list .action-select:checked")) box.click();
  }
}

customElements.define("desk-keys", DeskKeys);
