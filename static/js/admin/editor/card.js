/** A block that looks as it will print. Its words are text of the document, its fields are undone like text. */
import { NodeSelection, redo, undo } from "../../vendor/tiptap.js";
import { block, isText } from "./blocks/block.js";
import { deed } from "./deed.js";
import { el, icon, later } from "./dom.js";
import { fill, gettext, printable } from "./words.js";

export const KINDS = new Map();

/**
 * kind: `icon`, `label()`, `title(node, row)` for its name, `draw(node, row, card)` → elements of the face,
 * `inherited(row)` → what stands in grey while the words are empty, `fields` [{attr, label(), inherited(row), most, bare: its label is only heard}],
 * `library` [kind of row, attribute], `swap` a kind the picker offers, `deeds(card)` → [{icon, label, run}].
 */
export function card(name, kind) {
  KINDS.set(name, { name, fields: [], ...kind });
  const attrs = Object.fromEntries((kind.fields ?? []).map(({ attr }) => [attr, isText]));
  return block(name, {
    ...kind.node,
    attrs: { ...attrs, ...kind.node.attrs },
    isolating: true,
    defining: true,
    draggable: false,
    addNodeView: () => (view) => new Card(KINDS.get(name), view),
  });
}

/** What is inherited lies below what is typed, in one place of a grid: whichever is longer makes the height. */
function words() {
  const inner = el("div", { class: "said" });
  return [el("div", { class: "words" }, inner), inner];
}

export class Card {
  constructor(kind, { node, editor, getPos }) {
    Object.assign(this, { kind, node, editor, getPos, library: editor.storage.shared.library });
    this.face = el("div", { class: "face", contenteditable: "false" });
    this.inputs = kind.fields.map((field) => this.input(field));
    const mark = el("span", { class: "gut", contenteditable: "false" }, icon(kind.icon), kind.label());
    const fields = el("div", { class: "fields", contenteditable: "false" }, ...this.inputs.map(({ box }) => box));
    this.dom = el("div", { class: `blk ${kind.name}`, role: "group", "data-kind": kind.name }, mark, this.face);
    if (!node.isLeaf) this.dom.append(this.words());
    if (this.inputs.length) this.dom.append(fields);
    this.dom.card = this;
    this.heard = () => this.draw();
    this.library.listeners.add(this.heard);
    this.draw();
  }

  words() {
    const [outer, inner] = this.kind.frame?.(this) ?? words();
    this.contentDOM = inner;
    this.shown = outer;
    return outer;
  }

  row() {
    const [kind, attribute] = this.kind.library ?? [];
    return kind ? this.library.row(kind, this.node.attrs[attribute]) : null;
  }

  draw() {
    const row = this.row();
    const title = this.kind.title(this.node, row);
    this.dom.setAttribute("aria-label", title ? fill(gettext("%(kind)s: %(title)s"), { kind: this.kind.label(), title }) : this.kind.label());
    const drawn = [...(this.kind.draw?.(this.node, row, this) ?? [])];
    if (row === null && this.kind.library && this.node.attrs[this.kind.library[1]]) drawn.push(this.gone());
    this.face.replaceChildren(...drawn);
    if (this.contentDOM && this.kind.inherited) {
      this.shown.dataset.inherited = this.kind.inherited(row) ?? "";
      this.shown.classList.toggle("is-empty", this.node.content.size === 0);
    }
    for (const { input, field } of this.inputs) this.fillIn(input, field, row);
    this.kind.drawn?.(this);
  }

  gone() {
    return el("p", { class: "blockline must" }, icon("must"), gettext("It is gone from the library, or not open to you."));
  }

  fillIn(input, field, row) {
    input.placeholder = field.inherited?.(row) || (field.bare ? field.label() : "");
    if (!input.pending) input.value = this.node.attrs[field.attr] ?? "";
  }

  input(field) {
    const long = (field.most ?? 0) >= 1000; // an alternative text is read in whole
    const kind = long ? { rows: 1 } : { type: "text" };
    const input = el(long ? "textarea" : "input", { ...kind, class: "cardfield", autocomplete: "off", maxlength: field.most ?? 200, title: field.label(), "data-attr": field.attr });
    const box = el("label", { class: `fieldbox ${field.attr}` }, el("span", {}, field.label()), input);
    const commit = later(() => this.commit(input, field), 500);
    input.addEventListener("input", () => {
      input.pending = true;
      commit();
    });
    input.addEventListener("change", () => commit.flush());
    input.addEventListener("keydown", (event) => this.keys(event, commit));
    input.commit = commit.flush;
    return { box, input, field };
  }

  commit(input, field) {
    input.pending = false;
    const value = printable(input.value);
    if (value !== (this.node.attrs[field.attr] ?? "")) this.set({ [field.attr]: value || null });
  }

  /** Ctrl+Z in a field undoes in the story, so that one key always means the same. */
  keys(event, commit) {
    const command = event.ctrlKey || event.metaKey ? { z: event.shiftKey ? redo : undo, y: redo }[event.key.toLowerCase()] : null;
    if (event.key !== "Enter" && event.key !== "Escape" && !command) return;
    if (event.isComposing) return;
    event.preventDefault();
    commit.flush();
    if (command) command(this.editor.state, this.editor.view.dispatch);
    else this.select();
  }

  set(attrs) {
    const position = this.getPos();
    const change = this.editor.state.tr;
    for (const [name, value] of Object.entries(attrs)) change.setNodeAttribute(position, name, value);
    deed(this.editor.view, change);
  }

  /** Another row in this place; words and place stay. */
  async swap() {
    const [row] = await this.editor.storage.shared.pick(this.kind.swap);
    if (row && this.dom.isConnected) this.set(this.kind.chosen(row));
    this.editor.view.focus();
  }

  select() {
    const { state, view } = this.editor;
    view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, this.getPos())));
    view.focus();
  }

  update(node) {
    if (node.type !== this.node.type) return false;
    const same = node.sameMarkup(this.node);
    const emptied = (node.content.size === 0) !== (this.node.content.size === 0);
    this.node = node;
    if (!same || emptied || this.kind.redraw) this.draw();
    return true;
  }

  selectNode() {
    this.dom.classList.add("sel");
  }

  deselectNode() {
    this.dom.classList.remove("sel");
  }

  stopEvent(event) {
    const own = event.target.closest?.("input, select, textarea, button, label, a");
    return Boolean(own && this.dom.contains(own) && !/^drag|^drop/.test(event.type));
  }

  ignoreMutation(record) {
    if (record.type === "selection") return false;
    return !this.contentDOM || !this.contentDOM.contains(record.target) || record.target === this.contentDOM && record.type === "attributes";
  }

  destroy() {
    this.inputs.forEach(({ input }) => input.commit());
    this.library.listeners.delete(this.heard);
  }
}
