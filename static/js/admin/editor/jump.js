/** To a place of the story, wherever one is asked to look or was writing before. */
import { NodeSelection, TextSelection } from "../../vendor/tiptap.js";
import { KINDS } from "./card.js";

function positionOf(doc, id) {
  let found = -1;
  doc.descendants((node, position) => {
    if (found < 0 && node.attrs.id === id) found = position;
    return found < 0;
  });
  return found;
}

/** Puts the caret into the block, or selects the card, and brings it to sight. False if it is not there. */
export function jump(editor, id) {
  const { state, view } = editor;
  const found = positionOf(state.doc, id);
  if (found < 0) return false;
  const node = state.doc.nodeAt(found);
  const selection = KINDS.has(node.type.name) ? NodeSelection.create(state.doc, found) : TextSelection.near(state.doc.resolve(found + 1));
  view.dispatch(state.tr.setSelection(selection).scrollIntoView());
  view.focus();
  const show = () => view.isDestroyed || view.nodeDOM(found)?.scrollIntoView?.({ block: "center" });
  show();
  requestAnimationFrame(show); // what was never in sight gets its height only when it comes
  return true;
}

/** Where the caret is, so that it can be put there again: the innermost block, the place in it, the height on the screen. */
export function caret({ state: { selection }, view }) {
  const { $from, node } = selection;
  const { top } = view.coordsAtPos(selection.from);
  if (node?.attrs.id) return { block: node.attrs.id, offset: null, top };
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { id } = $from.node(depth).attrs;
    if (id) return { block: id, offset: $from.pos - $from.start(depth), top };
  }
  return null;
}

/** The other way round; nothing moves but the page, which shows the caret where it was. False if its block is gone. */
export function putCaret({ state, view }, { block, offset, top }) {
  const found = positionOf(state.doc, block);
  if (found < 0) return false;
  const { doc } = state;
  const inside = () => TextSelection.near(doc.resolve(found + 1 + Math.min(offset, doc.nodeAt(found).content.size)), -1);
  view.dispatch(state.tr.setSelection(offset === null ? NodeSelection.create(doc, found) : inside()));
  view.focus();
  window.scrollBy({ top: view.coordsAtPos(view.state.selection.from).top - top, behavior: "instant" });
  return true;
}
