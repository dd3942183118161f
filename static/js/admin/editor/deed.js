/** What is done by one press is one undo step, however quickly keys come before and after it. */
import { closeHistory } from "../../vendor/tiptap.js";

export function deed(view, tr) {
  view.dispatch(closeHistory(tr));
  view.dispatch(closeHistory(view.state.tr));
}
