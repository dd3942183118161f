/**
 * Notes at the blocks of the story: what the desk finds, what somebody remarks, who wrote it.
 *
 *     setMarginNotes("lint", [{ block: "c3hhpqtcjh", kind: "warn", text: "Der 24. ist ein Dienstag.", words: "Montag", node: buttons }]);
 *
 * `kind`: `must`, `warn`, `note` stand beneath the block; `remark` in the right margin; `who` in the left one, `here`
 * too, on grey ground: somebody else is writing there. `text` is said; `node` (or `html`, of our own server) stands under
 * it; `words` are underlined in the block; `label` is what a screen reader hears instead of kind and text.
 * A call replaces all notes of its source. Notes cost nothing per key: they are found anew when nobody types.
 */
import { Decoration, DecorationSet, Extension, Plugin, PluginKey, TextSelection } from "../../vendor/tiptap.js";
import { deed } from "./deed.js";
import { el, icon, whenIdle } from "./dom.js";
import { jump } from "./jump.js";
import { fill, gettext } from "./words.js";

const key = new PluginKey("margin");
const PLACES = { must: "below", warn: "below", note: "below", remark: "end", who: "start", here: "start" };
const SIGNS = { must: "must", warn: "check", note: "note" };
const LABELS = {
  must: () => gettext("Prevents publishing"),
  warn: () => gettext("Please look at this"),
  note: () => gettext("Note"),
  remark: () => gettext("Remark"),
  who: () => gettext("Written by"),
  here: () => gettext("Writing here"),
};

const told = new Map(); // source → notes
const margins = new Set(); // one an editor
let count = 0;

export function setMarginNotes(source, notes) {
  if (notes.length) told.set(source, notes.filter(({ kind }) => kind in PLACES).map((note) => ({ ...note, dom: drawn(note) })));
  else told.delete(source);
  margins.forEach((margin) => margin.changed());
}

const inside = new WeakMap(); // nodes never change, so each is asked once

function idsIn(node) {
  if (!inside.has(node)) {
    const ids = new Set([node.attrs.id]);
    node.descendants((inner) => void ids.add(inner.attrs.id));
    inside.set(node, ids);
  }
  return inside.get(node);
}

/** The notes beneath a block of the story, for the line it has in the outline. */
export function notesAt(node) {
  if (!told.size) return [];
  return [...told.values()].flat().filter((note) => PLACES[note.kind] === "below" && idsIn(node).has(note.block));
}

/** The block of the story in which the caret is, or null; nested lines count as what they are in. */
export function currentBlock() {
  const [margin] = margins;
  const { $from, node } = margin?.editor.state.selection ?? {};
  return ($from?.depth ? $from.node(1) : node)?.attrs.id ?? null;
}

/** What that block says. */
export function currentWords() {
  const [margin] = margins;
  const { $from, node } = margin?.editor.state.selection ?? {};
  return ($from?.depth ? $from.node(1) : node)?.textContent ?? "";
}

/** Puts `by` in the place of `words` in this block, as one step that Ctrl+Z takes back. False if they are not there (any more). */
export function replaceWords(block, words, by) {
  const [margin] = margins;
  const { state, view } = margin?.editor ?? {};
  const found = state && view.editable && rangeOf(state.doc, block, words);
  if (!found) return false;
  const tr = by ? state.tr.insertText(by, found.from, found.to) : state.tr.delete(found.from, found.to);
  deed(view, tr.setSelection(TextSelection.near(tr.doc.resolve(found.from + by.length), -1)).scrollIntoView());
  view.focus();
  return true;
}

/** The story as it stands on the screen now, as the form would send it. */
export function currentBody() {
  const [margin] = margins;
  const { shell } = margin?.editor.storage.shared ?? {};
  shell?.flush();
  return shell?.source.value ?? "";
}

const contentOf = ({ node, html }) => (html ? [...new DOMParser().parseFromString(html, "text/html").body.childNodes] : node ? [node] : []);

function drawn(note) {
  const { kind, text = "", label } = note;
  const heard = label || fill(gettext("%(kind)s: %(title)s"), { kind: LABELS[kind](), title: text });
  const id = `margin-note-${(count += 1)}`;
  if (PLACES[kind] !== "below") return el("span", { id, class: `mbadge ${PLACES[kind]} ${kind}`, role: "note", "aria-label": heard, title: heard }, ...contentOf(note), note.node || note.html ? null : text);
  const deeds = contentOf(note);
  const said = text ? el("p", {}, text) : null;
  return el("div", { id, class: `mnote ${kind}`, role: "note", "aria-label": heard, tabindex: "-1", "data-at": note.block }, icon(SIGNS[kind]), said, deeds.length ? el("div", { class: "do" }, ...deeds) : null);
}

/** The blocks that are asked for, nested ones as the block of the story that holds them: id → {from, to}. */
function places(doc, wanted) {
  const found = new Map();
  doc.forEach((block, from) => {
    for (const id of idsIn(block)) if (wanted.has(id)) found.set(id, { from, to: from + block.nodeSize });
  });
  return found;
}

/** Where these words stand in the block: across marks, never across a line break or a name. */
function within(doc, { from, to }, words) {
  let found = null;
  doc.nodesBetween(from, to, (node, position) => {
    if (found || !node.isTextblock) return !found;
    const index = node.textBetween(0, node.content.size, "\ufffc", "\ufffc").indexOf(words);
    if (index >= 0) found = { from: position + 1 + index, to: position + 1 + index + words.length };
    return false;
  });
  return found;
}

function rangeOf(doc, block, words) {
  const place = places(doc, new Set([block])).get(block);
  return place && words ? within(doc, place, words) : null;
}

function decorations(doc, note, place) {
  const settings = { key: note.dom.id, ignoreSelection: true, stopEvent: () => true, block: note.block };
  const beneath = PLACES[note.kind] === "below";
  const made = [Decoration.widget(beneath ? place.to : place.from, note.dom, { ...settings, side: beneath ? -1 : 1 })];
  if (note.kind === "here") made.push(Decoration.node(place.from, place.to, { class: "remote" }));
  const range = note.words && within(doc, place, note.words);
  if (range) made.push(Decoration.inline(range.from, range.to, { class: `lint ${note.kind}`, "aria-describedby": note.dom.id }));
  return made;
}

function decorate(doc) {
  const notes = [...told.values()].flat();
  const found = places(doc, new Set(notes.map(({ block }) => block)));
  return DecorationSet.create(doc, notes.flatMap((note) => (found.has(note.block) ? decorations(doc, note, found.get(note.block)) : [])));
}

class Margin {
  constructor(view, editor) {
    Object.assign(this, { view, editor, listeners: new Set() });
    this.redraw = whenIdle(() => this.draw());
    this.goto = ({ detail }) => jump(editor, detail);
    document.addEventListener("desk:goto-block", this.goto);
    editor.storage.shared.margin = this;
    margins.add(this);
    if (told.size) this.redraw();
  }

  update(_view, before) {
    if (told.size && before.doc !== this.view.state.doc) this.redraw();
  }

  changed() {
    this.draw();
    this.listeners.forEach((told) => told());
  }

  draw() {
    if (this.view.isDestroyed) return;
    const { state } = this.view;
    const next = decorate(state.doc);
    if (!sameNotes(next, key.getState(state))) this.view.dispatch(state.tr.setMeta(key, next).setMeta("addToHistory", false));
  }

  destroy() {
    document.removeEventListener("desk:goto-block", this.goto);
    margins.delete(this);
  }
}

const spelled = (set) => set.find().map(({ from, to, spec }) => `${from} ${to} ${spec.key ?? ""}`).join();
const sameNotes = (one, other) => spelled(one) === spelled(other);

/** From the text to the next note after the caret; from a note to the next one. Escape goes back to the block. */
function nextNote({ editor }) {
  const notes = [...editor.view.dom.querySelectorAll(".mnote")];
  if (!notes.length) {
    editor.storage.shared.say(gettext("No notes in this story."));
    return true;
  }
  const { node } = editor.view.domAtPos(editor.state.selection.from);
  const next = notes.find((note) => node.compareDocumentPosition(note) & Node.DOCUMENT_POSITION_FOLLOWING) ?? notes[0];
  next.focus();
  return true;
}

function keyInNote(editor, event) {
  const note = event.target.closest?.(".mnote");
  if (!note || !["Escape", "F8"].includes(event.key)) return false;
  event.preventDefault();
  event.stopPropagation();
  if (event.key === "Escape") {
    jump(editor, note.dataset.at);
    return true;
  }
  const notes = [...editor.view.dom.querySelectorAll(".mnote")];
  notes[(notes.indexOf(note) + 1) % notes.length].focus();
  return true;
}

export const margin = Extension.create({
  name: "margin",
  addKeyboardShortcuts: () => ({ "Alt-F8": nextNote }),
  addProseMirrorPlugins() {
    const { editor } = this;
    const plugin = new Plugin({
      key,
      state: {
        init: () => DecorationSet.empty,
        apply: (tr, set) => tr.getMeta(key) ?? (tr.docChanged && set !== DecorationSet.empty ? set.map(tr.mapping, tr.doc) : set),
      },
      props: { decorations: (state) => key.getState(state) },
      view: (view) => {
        view.dom.addEventListener("keydown", (event) => keyInNote(editor, event), true);
        return new Margin(view, editor);
      },
    });
    return [plugin];
  },
});
