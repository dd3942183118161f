/** A story's series: those there are, while one types, and the part that comes next as an offer. Nothing is set by itself. */
import { fill } from "./words.js";

const name = document.getElementById("id_series");
const part = document.getElementById("id_series_part");

class Series {
  constructor(address) {
    this.address = address;
    name.setAttribute("list", "known-series");
    name.setAttribute("autocomplete", "off");
    this.list = Object.assign(document.createElement("datalist"), { id: "known-series" });
    this.offer = Object.assign(document.createElement("button"), { type: "button", className: "chip add", hidden: true });
    name.after(this.list);
    part.after(this.offer);
    name.addEventListener("focus", () => this.load());
    for (const field of [name, part]) field.addEventListener("input", () => this.propose());
    this.offer.addEventListener("click", () => this.take());
  }

  async load() {
    this.known ??= fetch(this.address, { headers: { Accept: "application/json" } })
      .then((answer) => answer.json())
      .then(({ series }) => series)
      .catch(() => []);
    const rows = await this.known;
    this.next = new Map(rows.map((row) => [row.name, row.next]));
    this.list.replaceChildren(...rows.map((row) => Object.assign(document.createElement("option"), { value: row.name })));
    this.propose();
  }

  propose() {
    const next = this.next?.get(name.value.trim());
    this.offer.hidden = !next || Boolean(part.value);
    this.offer.textContent = next ? fill(gettext("Part %(number)s"), { number: next }) : "";
    this.offer.dataset.part = next ?? "";
  }

  take() {
    part.value = this.offer.dataset.part;
    part.dispatchEvent(new Event("input", { bubbles: true }));
    part.focus();
  }
}

if (name && part) new Series(name.dataset.known);
