/** Names of colleagues after an @ in a text field: arrows choose, Enter or Tab takes, Escape leaves the word as it is. */
let count = 0;

export class Names {
  constructor(field, people) {
    Object.assign(this, { field, people, found: [], chosen: 0 });
    this.list = Object.assign(document.createElement("ul"), { className: "names", hidden: true, id: `names-${(count += 1)}` });
    this.list.setAttribute("role", "listbox");
    field.after(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false" })) field.setAttribute(name, value);
    for (const kind of ["input", "keydown", "blur"]) field.addEventListener(kind, this);
    this.list.addEventListener("mousedown", this);
  }

  handleEvent(event) {
    if (event.type === "input") this.look();
    if (event.type === "keydown" && this.found.length) this.key(event);
    if (event.type === "blur") this.close();
    if (event.type === "mousedown") {
      event.preventDefault();
      const row = event.target.closest("[role=option]");
      if (row) this.take([...this.list.children].indexOf(row));
    }
  }

  look() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const typed = /(?:^|[\s(„"])@([\p{L}\p{N}._+-]*)$/u.exec(before)?.[1];
    const wanted = typed?.toLocaleLowerCase();
    const fits = ({ login, name }) => `${login} ${name}`.toLocaleLowerCase().split(/\s+/).some((word) => word.startsWith(wanted));
    this.typed = typed;
    this.found = typed === undefined ? [] : this.people.filter(fits).slice(0, 8);
    this.chosen = 0;
    this.draw();
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.chosen = (this.chosen + step + this.found.length) % this.found.length;
    else if (event.key === "Enter" || event.key === "Tab") return this.take(this.chosen, event);
    else if (event.key === "Escape") this.found = [];
    else return undefined;
    event.preventDefault();
    event.stopPropagation();
    return this.draw();
  }

  take(place, event) {
    event?.preventDefault();
    const { field } = this;
    const end = field.selectionStart;
    field.setRangeText(`${this.found[place].login} `, end - this.typed.length, end, "end");
    field.focus();
    this.close();
  }

  close() {
    this.found = [];
    this.draw();
  }

  draw() {
    this.list.replaceChildren(
      ...this.found.map(({ login, name }, place) => {
        const row = Object.assign(document.createElement("li"), { id: `${this.list.id}-${place}`, textContent: name === login ? login : `${name} · ${login}` });
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", String(place === this.chosen));
        return row;
      }),
    );
    this.list.hidden = !this.found.length;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.list.hidden) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.chosen}`);
  }
}
