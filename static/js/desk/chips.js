/**
 * Names in a row: bylines, people, tags. What the form sends stays in its own fields; without script they are shown instead.
 *
 * <desk-chips formset="bylines" src="…" [ordered] [free]>   rows of an inline formset; `free`: a name alone will do
 * <desk-chips field="id_tags" src="…" free>                 a text field with commas
 * desk:chips   on document, detail: {set: "tags", add: {key, name, role}} or {set, remove: {key, name}}
 */
import { Choices } from "./choices.js";
import { FieldStore, RowStore } from "./chip-stores.js";
import { fill } from "./words.js";

const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
const make = (tag, fields = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), fields);
  element.append(...children.filter(Boolean));
  return element;
};

class DeskChips extends HTMLElement {
  connectedCallback() {
    const rows = this.getAttribute("formset");
    this.set = this.getAttribute("name") ?? rows;
    this.store = rows ? new RowStore(rows, this) : new FieldStore(document.getElementById(this.getAttribute("field")));
    if (!this.store.ready) return; // somebody who may only look
    this.hidePlain();
    const id = `chips-${this.set}`;
    this.list = make("ul", { className: "chips", id });
    this.list.setAttribute("aria-label", this.dataset.label);
    this.said = make("p", { className: "chips-said" });
    this.said.setAttribute("role", "status");
    const label = make("label", { className: "lab", textContent: this.dataset.label, htmlFor: `${id}-add` });
    this.input = make("input", { type: "text", id: `${id}-add`, className: "chip add", placeholder: `+ ${this.dataset.add}`, autocomplete: "off" });
    this.choices = new Choices(this.input, this.getAttribute("src"), {
      free: this.hasAttribute("free") ? this.dataset.free : "",
      commas: !rows,
      known: () => this.store.items(),
      take: (item) => this.add(item),
    });
    this.row = make("div", { className: "chipsrow" }, this.list, make("span", { className: "chipadd" }, this.input, this.choices.list), this.said);
    this.prepend(label, this.row);
    for (const kind of ["click", "keydown", "dragstart", "dragover", "drop", "dragend"]) this.list.addEventListener(kind, this);
    document.addEventListener("desk:chips", this);
    this.store.watch(() => this.draw());
    this.draw();
  }

  /** What the chips stand for; with an error in it, it has to be seen. */
  hidePlain() {
    const plain = this.store.source?.closest(".form-row") ?? this.querySelector(".plain");
    if (!plain || plain.querySelector(".errorlist")) return;
    plain.classList.add("plain");
    plain.hidden = true;
  }

  disconnectedCallback() {
    document.removeEventListener("desk:chips", this);
  }

  handleEvent(event) {
    if (event.type === "desk:chips") return event.detail.set === this.set && this.told(event.detail);
    const chip = event.target.closest?.("li");
    if (event.type === "click") return this.pressed(event.target.closest("button"), chip);
    if (event.type === "keydown") return this.key(event, chip);
    return this.hasAttribute("ordered") && this.drag(event, chip);
  }

  told({ add, remove }) {
    const same = (item) => (remove.key ? item.key === String(remove.key) : item.name.toLowerCase() === remove.name.toLowerCase());
    if (add) this.add(add);
    if (remove) this.remove(this.store.items().findIndex(same));
  }

  draw() {
    const items = this.store.items();
    this.list.replaceChildren(...items.map((item, place) => this.chip(item, place, items.length)));
    this.list.hidden = !items.length;
  }

  chip(item, place, count) {
    const name = make("button", { type: "button", className: "name", textContent: item.name });
    const role = "role" in this.dataset ? this.role(item) : null;
    const close = make("button", { type: "button", className: "out", textContent: "×", ariaLabel: fill(gettext("Take out %(name)s"), item) });
    const chip = make("li", { className: "chip", draggable: this.hasAttribute("ordered") && count > 1 }, name, role, this.shifts(item, place, count), close);
    chip.dataset.place = place;
    if (count > 1 && this.hasAttribute("ordered")) name.setAttribute("aria-keyshortcuts", "Alt+Shift+ArrowLeft Alt+Shift+ArrowRight Delete");
    return chip;
  }

  role(item) {
    const field = make("input", { type: "text", className: "role", value: item.role, placeholder: this.dataset.role, ariaLabel: `${this.dataset.role}: ${item.name}` });
    field.addEventListener("input", () => this.store.say(item, field.value));
    field.addEventListener("keydown", (event) => event.stopPropagation());
    return field;
  }

  /** For whoever cannot drag: shown while the chip has the focus or the pointer. */
  shifts(item, place, count) {
    if (!this.hasAttribute("ordered") || count < 2) return null;
    const arrow = (step, sign, words) => make("button", { type: "button", className: "shift", textContent: sign, tabIndex: -1, ariaLabel: fill(words, item), disabled: place + step < 0 || place + step >= count });
    const [left, right] = [arrow(-1, "←", gettext("Move %(name)s forward")), arrow(1, "→", gettext("Move %(name)s back"))];
    left.dataset.step = -1;
    right.dataset.step = 1;
    return make("span", { className: "shifts" }, left, right);
  }

  pressed(button, chip) {
    if (!button || !chip) return;
    const place = Number(chip.dataset.place);
    if (button.className === "out") this.remove(place);
    else if (button.className === "shift") this.move(place, place + Number(button.dataset.step));
  }

  key(event, chip) {
    if (!chip) return;
    const place = Number(chip.dataset.place);
    const step = STEPS[event.key];
    if (step && event.altKey && event.shiftKey && this.hasAttribute("ordered")) this.move(place, place + step);
    else if (step && !event.altKey && !event.ctrlKey && !event.metaKey) this.focus(place + step);
    else if (event.key === "Delete" || event.key === "Backspace") this.remove(place);
    else return;
    event.preventDefault();
  }

  focus(place) {
    (this.list.children[place]?.querySelector(".name") ?? (place < 0 ? this.list.querySelector(".name") : this.input)).focus();
  }

  add(item) {
    const held = this.store.items().some((one) => (item.key ? one.key === String(item.key) : one.name.toLowerCase() === item.name.toLowerCase()));
    if (held) return this.say(fill(gettext("%(name)s is there already."), item));
    this.store.add(item);
    this.changed();
    return this.say(fill(gettext("%(name)s added."), item));
  }

  remove(place) {
    const item = this.store.items()[place];
    if (!item) return;
    const inside = this.list.contains(document.activeElement);
    this.store.remove(place);
    this.changed();
    if (inside) this.focus(Math.min(place, this.store.items().length - 1));
    this.say(fill(gettext("%(name)s taken out."), item), () => {
      this.store.add(item, place);
      this.changed();
      this.focus(place);
      this.say(fill(gettext("%(name)s added."), item));
    });
  }

  move(from, to) {
    const items = this.store.items();
    if (to < 0 || to >= items.length || from === to) return;
    this.store.move(from, to);
    this.changed();
    this.focus(to);
    this.say(fill(gettext("%(name)s, place %(place)s of %(count)s"), { name: items[from].name, place: to + 1, count: items.length }));
  }

  drag(event, chip) {
    if (event.type === "dragstart") {
      this.dragged = Number(chip.dataset.place);
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", chip.querySelector(".name").textContent);
    }
    if (this.dragged === undefined) return;
    if (event.type === "dragover") event.preventDefault();
    if (event.type === "drop") {
      event.preventDefault();
      if (chip) this.move(this.dragged, Number(chip.dataset.place));
    }
    if (event.type === "drop" || event.type === "dragend") this.dragged = undefined;
  }

  changed() {
    this.draw();
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }

  say(words, undo) {
    const back = undo && make("button", { type: "button", className: "btn small word", textContent: gettext("Undo"), onclick: undo });
    this.said.replaceChildren(words, ...(back ? [" ", back] : []));
  }
}

customElements.define("desk-chips", DeskChips);
