/** A field that offers rows while one types: arrows and Enter, or a click. The list follows the ARIA combobox pattern. */
const PAUSE = 150; // ms
let count = 0;

export class Choices {
  /** `free`: what is said of typed words that no row bears; "" if they cannot be taken. */
  constructor(input, address, { free = "", commas = false, known, take }) {
    Object.assign(this, { input, address, free, commas, known, take, rows: [], place: -1 });
    this.list = Object.assign(document.createElement("ul"), { className: "choices", id: `choices-${(count += 1)}`, hidden: true });
    this.list.setAttribute("role", "listbox");
    const told = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(told)) input.setAttribute(name, value);
    for (const kind of ["input", "keydown", "blur"]) input.addEventListener(kind, this);
    this.list.addEventListener("pointerdown", this);
  }

  handleEvent(event) {
    if (event.type === "input") return this.typed(event);
    if (event.type === "blur") return this.close();
    if (event.type === "keydown") return this.key(event);
    event.preventDefault(); // the field keeps the focus
    const row = event.target.closest("li");
    if (row) this.choose(Number(row.dataset.place));
    return undefined;
  }

  typed(event) {
    event.stopPropagation(); // not a change of the story yet
    if (this.commas && this.input.value.includes(",")) return this.takeWords(this.input.value.split(",")[0]);
    this.wanted = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
    return undefined;
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !this.list.hidden) this.point((this.place + step + this.rows.length) % this.rows.length);
    else if (event.key === "Enter") this.enter();
    else if (event.key === "Escape" && !this.list.hidden) this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  enter() {
    if (!this.list.hidden && this.place >= 0) this.choose(this.place);
    else if (this.commas) this.takeWords(this.input.value);
    else if (this.input.value.trim()) {
      this.wanted = true; // struck before the rows were here: the first of them is meant
      clearTimeout(this.timer);
      this.ask();
    }
  }

  takeWords(typed) {
    const name = typed.replace(/\s+/g, " ").trim();
    if (name) this.choose(0, [{ key: "", name }]);
    else this.input.value = "";
  }

  async ask() {
    const query = this.input.value.trim();
    if (!query) return this.close();
    this.asked = query;
    let rows = [];
    try {
      const answer = await fetch(`${this.address}?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
      ({ rows } = await answer.json());
    } catch {
      rows = []; // what was typed can still be taken as it is
    }
    if (this.asked === query && this.input.value.trim() === query) this.show(query, rows);
    return undefined;
  }

  show(query, found) {
    const held = new Set(this.known().map(({ key, name }) => key || name.toLowerCase()));
    this.rows = found
      .map(({ id, title, hint, role }) => ({ key: this.commas ? "" : String(id), name: title, hint, role }))
      .filter(({ key, name }) => !held.has(key || name.toLowerCase()))
      .slice(0, 8);
    if (this.free && !this.rows.some(({ name }) => name.toLowerCase() === query.toLowerCase())) this.rows.push({ key: "", name: query, hint: this.free });
    this.list.replaceChildren(...this.rows.map((row, place) => this.line(row, place)));
    this.list.hidden = !this.rows.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.point(this.rows.length ? 0 : -1);
    if (this.wanted) this.choose(0);
  }

  line({ name, hint }, place) {
    const line = Object.assign(document.createElement("li"), { id: `${this.list.id}-${place}` });
    line.setAttribute("role", "option");
    line.dataset.place = place;
    line.append(Object.assign(document.createElement("b"), { textContent: name }));
    if (hint) line.append(" ", Object.assign(document.createElement("span"), { className: "q", textContent: hint }));
    return line;
  }

  point(place) {
    this.place = place;
    [...this.list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === place)));
    this.list.children[place]?.scrollIntoView({ block: "nearest" });
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${place}`);
  }

  choose(place, rows = this.rows) {
    const row = rows[place];
    this.input.value = "";
    this.close();
    if (row) this.take(row);
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.wanted = false;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.rows = [];
    this.input.setAttribute("aria-expanded", "false");
    this.point(-1);
  }
}
