/** Where chips are kept: in the fields that the form sends anyway. */

const hidden = (name, value = "") => Object.assign(document.createElement("input"), { type: "hidden", name, value });

/** Rows of one of Django's inline formsets. A row that was stored is marked for deletion, a new one is left empty. */
export class RowStore {
  constructor(prefix, host) {
    Object.assign(this, { prefix, host });
    this.total = host.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
    this.ready = Boolean(this.total) && Boolean(host.querySelector(`[name="${prefix}-__prefix__-person"]`));
    this.form = this.total?.form;
  }

  field(row, name) {
    return this.form.elements[`${this.prefix}-${row}-${name}`];
  }

  rows() {
    return Array.from({ length: Number(this.total.value) }, (_, row) => row).filter((row) => this.field(row, "person"));
  }

  items() {
    return this.rows()
      .filter((row) => !this.field(row, "DELETE")?.checked && (this.field(row, "person").value || this.field(row, "name")?.value))
      .sort((one, other) => Number(this.field(one, "position").value) - Number(this.field(other, "position").value))
      .map((row) => this.item(row));
  }

  item(row) {
    const person = this.field(row, "person");
    const name = this.field(row, "name")?.value || person.dataset.name || person.selectedOptions?.[0]?.textContent.trim() || "";
    return { row, key: person.value, name, role: this.field(row, "role")?.value ?? "" };
  }

  add(item, place = this.items().length) {
    const row = this.free(item);
    const person = this.field(row, "person");
    this.set(person, item.key ?? "", item.name);
    if (this.field(row, "name") && !item.key) this.field(row, "name").value = item.name;
    if (this.field(row, "role")) this.field(row, "role").value = item.role ?? "";
    if (this.field(row, "DELETE")) this.field(row, "DELETE").checked = false;
    const order = this.items().map((one) => one.row).filter((one) => one !== row);
    order.splice(place, 0, row);
    this.number(order);
  }

  /** The row it was taken from, an empty one, or a new one. */
  free(item) {
    const dropped = this.rows().find((row) => this.field(row, "DELETE")?.checked && this.field(row, "person").value === String(item.key ?? "") && (item.key || this.field(row, "name")?.value === item.name));
    const empty = this.rows().find((row) => !this.field(row, "person").value && !this.field(row, "name")?.value && !this.field(row, "id")?.value);
    return dropped ?? empty ?? this.fresh();
  }

  fresh() {
    const row = Number(this.total.value);
    const template = [...this.host.querySelectorAll(`[name^="${this.prefix}-__prefix__-"]`)].filter((field) => field.type !== "checkbox");
    this.host.append(...template.map((field) => hidden(field.name.replace("__prefix__", row), field.name.endsWith("-position") ? "0" : field.type === "hidden" ? field.value : "")));
    this.total.value = row + 1;
    return row;
  }

  set(field, value, label) {
    if (field.localName === "select") {
      if (value && ![...field.options].some((option) => option.value === String(value))) field.append(new Option(label, value));
    } else field.dataset.name = value ? label : "";
    field.value = value;
  }

  remove(place) {
    const { row } = this.items()[place];
    if (this.field(row, "DELETE")) this.field(row, "DELETE").checked = true;
    else {
      this.set(this.field(row, "person"), "", "");
      for (const name of ["name", "role"]) if (this.field(row, name)) this.field(row, name).value = "";
      this.field(row, "position").value = "0";
    }
  }

  say({ row }, role) {
    this.field(row, "role").value = role;
  }

  move(from, to) {
    const order = this.items().map(({ row }) => row);
    order.splice(to, 0, ...order.splice(from, 1));
    this.number(order);
  }

  number(order) {
    order.forEach((row, place) => (this.field(row, "position").value = place));
  }

  watch() {} // nothing else writes into these rows
}

/** Words with commas between them. */
export class FieldStore {
  constructor(source) {
    this.source = source;
    this.ready = Boolean(source);
  }

  items() {
    const words = this.source.value.split(",").map((word) => word.replace(/\s+/g, " ").trim());
    return [...new Set(words.filter(Boolean))].map((name) => ({ key: "", name }));
  }

  write(names) {
    this.source.value = names.join(", ");
    this.source.dispatchEvent(new Event("change", { bubbles: true }));
  }

  add(item, place) {
    const names = this.items().map(({ name }) => name);
    names.splice(place ?? names.length, 0, item.name);
    this.write(names);
  }

  remove(place) {
    this.write(this.items().filter((_, at) => at !== place).map(({ name }) => name));
  }

  watch(told) {
    this.source.addEventListener("input", told); // text that was taken back from an earlier draft
  }
}
