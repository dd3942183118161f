/** Enter, Backspace, Escape and the arrows at the edges of a card: no key merges a card away. */
import { Extension, NodeSelection, TextSelection } from "../../vendor/tiptap.js";
import { KINDS } from "./card.js";
import { activeCard } from "./move.js";

/** Depth of the innermost card around the caret, 0 if there is none. */
export function cardDepth($from) {
  for (let depth = $from.depth; depth > 0; depth -= 1) if (KINDS.has($from.node(depth).type.name)) return depth;
  return 0;
}

const isWords = ($from, depth) => depth > 0 && depth === $from.depth; // caption, quote, teaser: words right in the card

/** Leaves the card and takes the rest of the line along. */
function enter({ editor }) {
  const { state, view } = editor;
  const { $from, $to, node } = state.selection;
  const paragraph = state.schema.nodes.paragraph;
  if (node) return node.isBlock && after(view, state.tr, state.selection.$to.after(1) || state.selection.to, paragraph.create());
  const depth = cardDepth($from);
  if (isWords($from, depth)) {
    const rest = $from.parent.content.cut($to.parentOffset);
    const tr = state.tr.delete($from.pos, $from.end());
    return after(view, tr, tr.mapping.map($from.after(1)), paragraph.create(null, rest));
  }
  return leaveBox(state, view, depth) || nextRow(state, view);
}

function after(view, tr, position, node) {
  tr.insert(position, node);
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, position + 1)).scrollIntoView());
  return true;
}

/** Enter on the last, empty line of a fact box goes on below it. */
function leaveBox(state, view, depth) {
  const { $from, empty } = state.selection;
  if (!depth || !empty || $from.node(depth).type.name !== "factbox" || $from.depth !== depth + 1) return false;
  const box = $from.node(depth);
  if ($from.parent.content.size || $from.index(depth) !== box.childCount - 1 || box.childCount === 1) return false;
  const tr = state.tr.delete($from.before(), $from.after());
  return after(view, tr, tr.mapping.map($from.after(depth)), state.schema.nodes.paragraph.create());
}

const cellDepth = ($from) => {
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === "table_cell") return depth;
  return 0;
};

/** Enter in a table goes to the cell below, and from the last row out of it. */
function nextRow(state, view) {
  const { $from } = state.selection;
  const depth = cellDepth($from);
  if (!depth) return false;
  const [table, line, column] = [$from.node(depth - 2), $from.index(depth - 2), $from.index(depth - 1)];
  if (line === table.childCount - 1) return after(view, state.tr, $from.after(depth - 2), state.schema.nodes.paragraph.create());
  let position = $from.after(depth - 1) + 1;
  for (let number = 0; number < column; number += 1) position += table.child(line + 1).child(number).nodeSize;
  view.dispatch(state.tr.setSelection(TextSelection.near(state.doc.resolve(position + 1))).scrollIntoView());
  return true;
}

/** Tab walks the cells; at either end it leaves the table as anywhere else. */
const walk = (step) => ({ editor }) => {
  const { state, view } = editor;
  const depth = cellDepth(state.selection.$from);
  if (!depth) return false;
  const { $from } = state.selection;
  const [from, to] = [$from.start(depth - 2), $from.end(depth - 2)];
  const edge = step > 0 ? $from.after(depth) : $from.before(depth);
  const there = TextSelection.findFrom(state.doc.resolve(edge), step, true);
  if (!there || there.from < from || there.to > to) return false;
  view.dispatch(state.tr.setSelection(there).scrollIntoView());
  return true;
};

/** Tab from the words of a card goes to its first field: from a quote to who said it. */
function toField({ editor }) {
  const { $from, node } = editor.state.selection;
  if (node || !isWords($from, cardDepth($from))) return false;
  const field = activeCard(editor.view)?.inputs[0]?.input;
  field?.focus();
  return Boolean(field);
}

function backspace({ editor }) {
  const { state, view } = editor;
  const { $from, empty } = state.selection;
  const depth = cardDepth($from);
  if (!empty || !depth || $from.pos !== TextSelection.atStart($from.node(depth)).from + $from.start(depth)) return false;
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, $from.before(depth))));
  return true;
}

/** From the words to the card, from a picture to its gallery, from a card to the line after it. */
function escape({ editor }) {
  const { state, view } = editor;
  const { $from, node } = state.selection;
  if (node && $from.depth === 0) {
    const there = TextSelection.findFrom(state.doc.resolve(state.selection.to), 1, true);
    if (there) view.dispatch(state.tr.setSelection(there));
    return Boolean(there);
  }
  const depth = cardDepth($from);
  if (!depth) return false;
  view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, $from.before(depth))));
  return true;
}

export const cardKeys = Extension.create({
  name: "cardKeys",
  priority: 500,
  addKeyboardShortcuts: () => ({
    Enter: enter,
    Backspace: backspace,
    Escape: escape,
    Tab: (given) => walk(1)(given) || toField(given),
    "Shift-Tab": walk(-1),
  }),
});
