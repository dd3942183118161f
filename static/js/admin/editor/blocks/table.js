/** A grid without merged cells: every row has as many cells as the first. */
import { Fragment, TextSelection } from "../../../vendor/tiptap.js";
import { card } from "../card.js";
import { deed } from "../deed.js";
import { el } from "../dom.js";
import { gettext } from "../words.js";
import { block, isFlag, oneOf } from "./block.js";

export const tableCell = block("table_cell", {
  group: "",
  content: "paragraph",
  isolating: true,
  attrs: { align: oneOf("start", "end") },
  tag: () => "td",
  parse: [{ tag: "td" }, { tag: "th" }],
});

export const tableRow = block("table_row", { group: "", content: "table_cell+", tag: () => "tr", parse: [{ tag: "tr" }] });

const row = (schema, columns) =>
  schema.nodes.table_row.create(null, Array.from({ length: columns }, () => schema.nodes.table_cell.createAndFill()));

export const emptyTable = (schema, rows = 3, columns = 2) =>
  schema.nodes.table.create({ header: true }, Array.from({ length: rows }, () => row(schema, columns)));

/** Where the caret is: row and column, the first ones if it is somewhere else. */
function at(editor, position) {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "table" && $from.before(depth) === position) return [$from.index(depth), $from.index(depth + 1)];
  }
  return [0, 0];
}

/** Puts a changed grid in the table's place, as one step. */
function rebuilt(card, change) {
  const { state, view } = card.editor;
  const position = card.getPos();
  const [here, column] = at(card.editor, position);
  const old = card.node.children.map((line) => Object.assign([...line.children], { attrs: line.attrs }));
  const rows = change(old, here, column);
  if (!rows.length || !rows[0].length || rows[0].length > 12 || rows.length > 200) return;
  const { table_row: line, table_cell: cell } = state.schema.nodes;
  const attrs = (cells, number) => cells.attrs ?? (rows.length === old.length ? old[number].attrs : null);
  const made = rows.map((cells, number) => line.create(attrs(cells, number), cells.map((one) => one ?? cell.createAndFill())));
  const next = card.node.copy(Fragment.from(made));
  const inside = Math.min(state.selection.from, position + next.nodeSize - 4);
  const tr = state.tr.replaceWith(position, position + card.node.nodeSize, next);
  deed(view, tr.setSelection(TextSelection.near(tr.doc.resolve(Math.max(inside, position + 1)))));
  view.focus();
}

const inserted = (cells, index, value) => [...cells.slice(0, index), value, ...cells.slice(index)];

export const table = card("table", {
  icon: "table",
  label: () => gettext("Table"),
  node: { content: "table_row+", attrs: { header: isFlag }, tag: () => "table", parse: [{ tag: "table" }] },
  title: (node) => node.attrs.caption ?? "",
  fields: [
    { attr: "caption", label: () => gettext("Caption of the table") },
    { attr: "source", label: () => gettext("Source") },
  ],
  frame: () => {
    const body = el("tbody");
    return [el("div", { class: "words" }, el("table", {}, body)), body];
  },
  drawn: (card) => card.dom.classList.toggle("has-header", card.node.attrs.header ?? true),
  deeds: (card) => [
    { icon: "plus", label: gettext("Row"), run: () => rebuilt(card, (rows, here) => inserted(rows, here + 1, rows[0].map(() => null))) },
    { icon: "plus", label: gettext("Column"), run: () => rebuilt(card, (rows, _here, column) => rows.map((cells) => inserted(cells, column + 1, null))) },
    { icon: "close", label: gettext("Row"), name: gettext("Remove row"), run: () => rebuilt(card, (rows, here) => rows.filter((_, number) => number !== here)) },
    { icon: "close", label: gettext("Column"), name: gettext("Remove column"), run: () => rebuilt(card, (rows, _here, column) => rows.map((cells) => cells.filter((_, number) => number !== column))) },
    { icon: "crosshead", label: gettext("Head"), name: gettext("First row is the head"), run: () => card.set({ header: !(card.node.attrs.header ?? true) }) },
  ],
});
