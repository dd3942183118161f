import { liftListItem, sinkListItem, splitListItem } from "../../../vendor/tiptap.js";
import { block, isFlag } from "./block.js";

const inItem = (command) => ({ editor }) => {
  const { state, view } = editor;
  return command(state.schema.nodes.list_item)(state, view.dispatch);
};

export const list = block("list", {
  attrs: { ordered: isFlag },
  content: "list_item+",
  tag: (node) => (node.attrs.ordered ? "ol" : "ul"),
  parse: [
    { tag: "ul", attrs: { ordered: false } },
    { tag: "ol", attrs: { ordered: true } },
  ],
});

export const listItem = block("list_item", {
  group: "",
  content: "(paragraph | list)+",
  defining: true,
  tag: () => "li",
  parse: [{ tag: "li" }],
  addKeyboardShortcuts() {
    return {
      Enter: inItem(splitListItem),
      Tab: inItem(sinkListItem),
      "Shift-Tab": inItem(liftListItem),
      Backspace: (context) => atStartOfItem(context.editor.state) && inItem(liftListItem)(context),
    };
  },
});

function atStartOfItem({ selection: { empty, $from } }) {
  return empty && $from.parentOffset === 0 && $from.depth > 1 && $from.node(-1).type.name === "list_item" && $from.index(-1) === 0;
}
