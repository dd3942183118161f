/** Putting a block in. Where a line is empty the block takes its place, else it follows. One undo step each. */
import { NodeSelection, TextSelection, setBlockType, wrapInList } from "../../vendor/tiptap.js";
import { KINDS } from "./card.js";
import { emptyTable } from "./blocks/table.js";
import { deed } from "./deed.js";
import { gettext } from "./words.js";

const caretIn = ({ selection: { $from } }) => ($from.depth ? $from.node(1) : null);

/** Where a new top-level block goes: [from, to] of an empty paragraph, or the place after the current block. */
function place({ selection, doc }) {
  const { $from } = selection;
  if ($from.depth === 0) return selection.node ? [selection.to, selection.to] : [selection.from, selection.from];
  const block = $from.node(1);
  const isLast = $from.after(1) === doc.content.size;
  if (block.type.name === "paragraph" && !block.childCount) return [$from.before(1), isLast ? $from.before(1) : $from.after(1)];
  return [$from.after(1), $from.after(1)];
}

export function insertNode(editor, node) {
  const { state, view } = editor;
  const [from, to] = place(state);
  const tr = state.tr.replaceWith(from, to, node);
  const inside = TextSelection.near(tr.doc.resolve(from + 1), 1);
  const fits = inside.from < from + node.nodeSize;
  tr.setSelection(fits ? inside : NodeSelection.create(tr.doc, from));
  deed(view, tr.scrollIntoView());
  view.focus();
}

async function fromLibrary(editor, kind) {
  const { swap, chosen, name } = KINDS.get(kind);
  const [row] = await editor.storage.shared.pick(swap);
  if (row) insertNode(editor, editor.schema.nodes[name].create(chosen(row)));
}

async function insertGallery(editor) {
  const rows = await editor.storage.shared.pick("image", { many: true });
  const { gallery, image } = editor.schema.nodes;
  if (rows.length) insertNode(editor, gallery.create(null, rows.map((row) => image.create({ image: row.id }))));
}

/** A paragraph that holds words becomes the quote; else an empty one is put in. */
export function insertQuote(editor) {
  const { state, view, schema } = editor;
  const current = caretIn(state);
  if (current?.type.name === "paragraph" && current.childCount) {
    const { $from } = state.selection;
    deed(view, state.tr.setNodeMarkup($from.before(1), schema.nodes.quote, { id: current.attrs.id }));
    view.focus();
  } else insertNode(editor, schema.nodes.quote.create());
}

export function toggleCrosshead(editor, level = 2) {
  const { state, view, schema } = editor;
  const current = caretIn(state);
  const is = current?.type.name === "crosshead" && (current.attrs.level ?? 2) === level;
  const kept = { id: state.selection.$from.parent.attrs.id };
  const type = is ? schema.nodes.paragraph : schema.nodes.crosshead;
  setBlockType(type, is ? kept : { ...kept, level })(state, (tr) => deed(view, tr));
  view.focus();
}

export function toggleList(editor, ordered = false) {
  const { state, view, schema } = editor;
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name !== "list") continue;
    deed(view, state.tr.setNodeAttribute($from.before(depth), "ordered", ordered));
    return view.focus();
  }
  wrapInList(schema.nodes.list, { ordered })(state, (tr) => deed(view, tr));
  view.focus();
}

function withParagraph(editor, name) {
  insertNode(editor, editor.schema.nodes[name].createAndFill());
}

const CHOICES = [
  ["crosshead", "crosshead", () => gettext("Crosshead"), "crosshead heading zwischentitel", (editor) => toggleCrosshead(editor)],
  ["crosshead3", "crosshead", () => gettext("Small crosshead"), "crosshead heading zwischentitel", (editor) => toggleCrosshead(editor, 3)],
  ["list", "list", () => gettext("List"), "list bullets aufzählung", (editor) => toggleList(editor)],
  ["ordered", "list", () => gettext("Numbered list"), "ordered list nummern", (editor) => toggleList(editor, true)],
  ["quote", "quote", () => gettext("Quote"), "quote zitat", insertQuote],
  ["image", "image", () => gettext("Picture"), "picture image bild foto", (editor) => fromLibrary(editor, "image")],
  ["gallery", "image", () => gettext("Gallery"), "gallery bilder galerie", insertGallery],
  ["clip", "clip", () => gettext("Clip"), "clip video", (editor) => fromLibrary(editor, "clip")],
  ["teaser", "teaser", () => gettext("Teaser"), "teaser story geschichte", (editor) => fromLibrary(editor, "teaser")],
  ["factbox", "fact", () => gettext("Fact box"), "fact box kasten fakten", (editor) => withParagraph(editor, "factbox")],
  ["table", "table", () => gettext("Table"), "table tabelle", (editor) => insertNode(editor, emptyTable(editor.schema))],
  ["embed", "embed", () => gettext("Embed"), "embed einbettung post", (editor) => insertNode(editor, editor.schema.nodes.embed.create())],
  ["divider", "more", () => gettext("Divider"), "divider trenner linie", (editor) => insertNode(editor, editor.schema.nodes.divider.create())],
];

/** Every kind there is, named in the desk's language; `also` are words one may type for it, whatever that language. */
export const insertChoices = (editor) =>
  CHOICES.map(([name, icon, label, also, run]) => ({ name, icon, label: label(), also, run: () => run(editor) }));
