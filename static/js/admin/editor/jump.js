/** To a block of the story, wherever one is asked to look. */
import { NodeSelection, TextSelection } from "../../vendor/tiptap.js";
import { KINDS } from "./card.js";

/** Puts the caret into the block, or selects the card, and brings it to sight. False if it is not there. */
export function jump(editor, id) {
  const { state, view } = editor;
  let found = null;
  state.doc.descendants((node, position) => {
    if (found === null && node.attrs.id === id) found = position;
    return found === null;
  });
  if (found === null) return false;
  const node = state.doc.nodeAt(found);
  const selection = KINDS.has(node.type.name) ? NodeSelection.create(state.doc, found) : TextSelection.near(state.doc.resolve(found + 1));
  view.dispatch(state.tr.setSelection(selection).scrollIntoView());
  view.focus();
  const show = () => view.isDestroyed || view.nodeDOM(found)?.scrollIntoView?.({ block: "center" });
  show();
  requestAnimationFrame(show); // what was never in sight gets its height only when it comes
  return true;
}
