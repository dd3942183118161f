/** The library in a dialog: one types, arrows, Enter. Searching is the registered admin's, and so are its rights. */
import { button, el, icon, later } from "./dom.js";
import { addInPopup } from "./popup.js";
import { fill, gettext, ngettext } from "./words.js";

const titles = {
  image: () => gettext("Choose a picture"),
  clip: () => gettext("Choose a clip"),
  person: () => gettext("Choose a person"),
  story: () => gettext("Choose a story"),
};

class Picker {
  constructor(library, kind, { many }) {
    Object.assign(this, { library, kind, many, rows: [], taken: new Map(), at: -1 });
    this.back = document.activeElement;
    this.build();
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.search();
    this.result = new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  build() {
    const combobox = { role: "combobox", "aria-expanded": "true", "aria-controls": "picker-list", "aria-autocomplete": "list" };
    this.input = el("input", { type: "search", class: "f", id: "picker-search", autocomplete: "off", placeholder: gettext("Search"), "aria-label": gettext("Search"), ...combobox });
    this.list = el("ul", { id: "picker-list", role: "listbox", "aria-label": titles[this.kind](), "aria-multiselectable": this.many ? "true" : null });
    this.told = el("p", { class: "q", role: "status" });
    this.adding = button({ class: "btn word", hidden: true, onclick: () => this.add() }, icon("plus"), gettext("Add a new one"));
    this.take = this.many ? button({ class: "btn go", hidden: true, onclick: () => this.close([...this.taken.values()]) }) : null;
    const foot = el("div", { class: "picker-foot" }, this.told, this.adding, button({ class: "btn", onclick: () => this.close([]) }, gettext("Close")), this.take);
    this.dialog = el("dialog", { class: "story-picker", "aria-labelledby": "picker-title" }, el("h2", { id: "picker-title" }, titles[this.kind]()), this.input, this.list, foot);
    this.input.addEventListener("input", later(() => this.search(), 150));
    this.dialog.addEventListener("keydown", (event) => this.key(event));
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close([]);
    });
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.rows[Number(option.dataset.number)]);
    });
  }

  async search() {
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const answer = await this.library.ask(this.kind, { q: this.input.value }, this.asking.signal);
      this.show(answer);
    } catch (problem) {
      if (problem.name !== "AbortError") this.told.textContent = gettext("The library does not answer. Are you still logged in?");
    }
  }

  show({ rows, more, add }) {
    this.rows = rows;
    this.at = rows.length ? 0 : -1;
    this.list.replaceChildren(...rows.map((row, number) => this.option(row, number)));
    this.adding.hidden = !add;
    this.adding.dataset.address = add ?? "";
    const found = fill(ngettext("%(count)s found", "%(count)s found", rows.length), { count: rows.length });
    this.told.textContent = more ? gettext("The first ones; type more to find others") : found;
    this.mark();
  }

  option(row, number) {
    const picture = row.thumb ? el("img", { src: row.thumb, alt: "", width: 96, height: 54, loading: "lazy" }) : el("span", { class: "nothing" }, icon(this.kind === "story" ? "teaser" : this.kind));
    const words = el("span", { class: "picker-words" }, el("b", {}, row.title || row.name), el("span", { class: "q" }, row.hint ?? ""));
    return el("li", { role: "option", id: `picker-${number}`, "data-number": number, "aria-checked": this.many ? String(this.taken.has(row.id)) : null }, picture, words);
  }

  mark() {
    [...this.list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === this.at)));
    const current = this.list.children[this.at];
    if (current) this.input.setAttribute("aria-activedescendant", current.id);
    else this.input.removeAttribute("aria-activedescendant");
    current?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.rows.length) {
      event.preventDefault();
      this.at = (this.at + step + this.rows.length) % this.rows.length;
      this.mark();
    } else if (event.key === "Enter" && event.target === this.input) {
      event.preventDefault();
      if (event.ctrlKey && this.many) this.close([...this.taken.values()]);
      else if (this.rows[this.at]) this.choose(this.rows[this.at]);
    }
  }

  choose(row) {
    if (!this.many) return this.close([row]);
    if (!this.taken.delete(row.id)) this.taken.set(row.id, row);
    [...this.list.children].forEach((option, number) => option.setAttribute("aria-checked", String(this.taken.has(this.rows[number].id))));
    this.take.hidden = this.taken.size === 0;
    this.take.textContent = fill(ngettext("Take %(count)s picture", "Take %(count)s pictures", this.taken.size), { count: this.taken.size });
  }

  async add() {
    const key = await addInPopup(this.adding.dataset.address);
    if (!key || !this.dialog.isConnected) return;
    const { rows } = await this.library.ask(this.kind, { ids: key });
    if (rows.length) this.choose(rows[0]);
  }

  close(rows) {
    if (!this.dialog.isConnected) return;
    this.dialog.close();
    this.dialog.remove();
    this.back?.focus?.();
    this.resolve(rows);
  }
}

/** The rows somebody chose: none, one, or with `many` several. Focus goes back to where it was. */
export const pick = (library, kind, options = {}) => new Picker(library, kind, options).result;
