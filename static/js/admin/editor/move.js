/** Moving a block by keys and by hand. The block keeps its id and the selection; one undo step. */
import { Extension, NodeSelection, Plugin, Slice, Fragment } from "../../vendor/tiptap.js";
import { KINDS } from "./card.js";
import { deed } from "./deed.js";
import { el, icon } from "./dom.js";
import { fill, gettext } from "./words.js";

/** Depth of what moves: the picture inside a gallery when the caret is in it, else the block of the story. */
function movable($from, node) {
  if (node && $from.depth === 0) return 0;
  return $from.depth > 0 && $from.node(1).type.name === "gallery" ? 1 : 0;
}

export function moveBlock(editor, step) {
  const { state, view } = editor;
  const { selection } = state;
  const depth = movable(selection.$from, selection.node);
  const parent = selection.$from.node(depth);
  const index = selection.$from.index(depth);
  const target = index + step;
  if (target < 0 || target >= parent.childCount) return true;
  // Always the upper one goes down: a line that rests below a last card then stays below it when this is undone.
  const upper = Math.min(index, target);
  const from = selection.$from.posAtIndex(upper, depth);
  const [first, second] = [parent.child(upper), parent.child(upper + 1)];
  const tr = state.tr.delete(from, from + first.nodeSize).insert(from + second.nodeSize, first);
  const shift = step > 0 ? second.nodeSize : -first.nodeSize;
  tr.setSelection(selection.node ? NodeSelection.create(tr.doc, selection.from + shift) : selection.constructor.create(tr.doc, selection.anchor + shift, selection.head + shift));
  deed(view, tr.scrollIntoView());
  editor.storage.shared.say(fill(gettext("Block %(number)s of %(all)s"), { number: target + 1, all: parent.childCount }));
  return true;
}

/** The handle in the margin: it follows the pointer from block to block and starts ProseMirror's own drag. */
class Handle {
  constructor(view) {
    this.view = view;
    this.dom = el("div", { class: "drag-handle", draggable: "true", "aria-hidden": "true", hidden: true }, icon("drag"));
    view.dom.parentElement.append(this.dom);
    this.over = (event) => this.follow(event);
    view.dom.addEventListener("mousemove", this.over);
    this.dom.addEventListener("dragstart", (event) => this.start(event));
    this.dom.addEventListener("dragend", () => {
      view.dragging = null;
    });
  }

  follow(event) {
    let block = event.target;
    while (block && block.parentElement !== this.view.dom) block = block.parentElement;
    if (!block || block === this.block) return;
    this.block = block;
    this.dom.hidden = false;
    this.dom.style.top = `${block.offsetTop + (block.card ? 24 : 0)}px`; // a card's margin says what it is, above the handle
  }

  start(event) {
    const { view } = this;
    if (!this.block?.isConnected || !view.editable) return event.preventDefault();
    const inside = view.posAtDOM(this.block, 0);
    const $inside = view.state.doc.resolve(inside);
    const position = $inside.depth ? $inside.before(1) : inside;
    const selection = NodeSelection.create(view.state.doc, position);
    view.dispatch(view.state.tr.setSelection(selection));
    view.dragging = { slice: new Slice(Fragment.from(selection.node), 0, 0), move: true, node: selection };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", selection.node.textContent);
    event.dataTransfer.setDragImage(this.block, 0, 0);
  }

  destroy() {
    this.view.dom.removeEventListener("mousemove", this.over);
    this.dom.remove();
  }
}

export const move = Extension.create({
  name: "move",
  priority: 600,
  addKeyboardShortcuts: () => ({
    "Alt-Shift-ArrowUp": ({ editor }) => moveBlock(editor, -1),
    "Alt-Shift-ArrowDown": ({ editor }) => moveBlock(editor, 1),
  }),
  addProseMirrorPlugins: () => [new Plugin({ view: (view) => new Handle(view) })],
});

/** The card whose tools are shown: around the caret, or selected. */
export function activeCard(view) {
  const { selection } = view.state;
  if (selection.node && KINDS.has(selection.node.type.name)) return view.nodeDOM(selection.from)?.card ?? null;
  const { $from } = selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if (KINDS.has($from.node(depth).type.name)) return view.nodeDOM($from.before(depth))?.card ?? null;
  }
  return null;
}
