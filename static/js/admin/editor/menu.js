/** A list under the caret, worked from the text: the caret never leaves it. */
import { el, icon } from "./dom.js";

let count = 0;

export class Menu {
  constructor(view, label, choose) {
    Object.assign(this, { view, choose, options: [], at: 0, id: `editor-menu-${(count += 1)}` });
    this.list = el("ul", { id: this.id, role: "listbox", "aria-label": label, tabindex: "0" }); // Tab chooses; who scrolls by keys may
    this.dom = el("div", { class: "editor-menu" }, this.list);
    this.dom.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.options[Number(option.dataset.number)]);
    });
  }

  /** `options`: [{label, hint, icon}]; an empty list closes. */
  show(options, position) {
    this.options = options;
    this.at = 0;
    if (!options.length) return this.close();
    this.list.replaceChildren(...options.map((option, number) => this.option(option, number)));
    if (!this.dom.isConnected) this.view.dom.parentElement.append(this.dom);
    this.place(position);
    const text = this.view.dom;
    text.setAttribute("aria-controls", this.id);
    text.setAttribute("aria-haspopup", "listbox");
    this.mark();
  }

  option({ label, hint, icon: drawn }, number) {
    const parts = [drawn ? icon(drawn) : null, el("b", {}, label), hint ? el("span", {}, hint) : null];
    return el("li", { role: "option", id: `${this.id}-${number}`, "data-number": number }, ...parts);
  }

  place(position) {
    const caret = this.view.coordsAtPos(position);
    const frame = this.dom.offsetParent.getBoundingClientRect();
    const room = frame.width - this.dom.offsetWidth;
    this.dom.style.left = `${Math.max(0, Math.min(caret.left - frame.left, room))}px`;
    const below = caret.bottom + this.dom.offsetHeight < window.innerHeight;
    this.dom.style.top = `${(below ? caret.bottom + 4 : caret.top - this.dom.offsetHeight - 4) - frame.top}px`;
  }

  mark() {
    [...this.list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === this.at)));
    const current = this.list.children[this.at];
    this.view.dom.setAttribute("aria-activedescendant", current.id);
    current.scrollIntoView({ block: "nearest" });
  }

  /** True if the key was for the menu. */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.options.length) % this.options.length;
      this.mark();
    } else if (event.key === "Enter" || event.key === "Tab") this.choose(this.options[this.at]);
    else return false;
    return true;
  }

  close() {
    this.dom.remove();
    this.options = [];
    for (const name of ["aria-controls", "aria-haspopup", "aria-activedescendant"]) this.view.dom.removeAttribute(name);
  }
}
