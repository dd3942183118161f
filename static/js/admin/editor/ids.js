/** Every block has an id, nobody has to think of it: given in the changed stretch only, never an undo step. */
import { Extension, Fragment, Plugin, Slice } from "../../vendor/tiptap.js";
import { hasId, newId } from "./body.js";

/** The stretches of the new document that these transactions touched, as [from, to]. */
export function changedRanges(transactions, doc) {
  const ranges = [];
  transactions.forEach((transaction, number) => {
    transaction.mapping.maps.forEach((map, step) => {
      map.forEach((_from, _to, from, to) => {
        const after = transaction.mapping.slice(step + 1);
        let [start, end] = [after.map(from, -1), after.map(to, 1)];
        for (const next of transactions.slice(number + 1)) {
          [start, end] = [next.mapping.map(start, -1), next.mapping.map(end, 1)];
        }
        ranges.push([Math.max(0, start - 1), Math.min(doc.content.size, end + 1)]);
      });
    });
  });
  return ranges;
}

function mend(transactions, state) {
  const found = new Map();
  for (const [from, to] of changedRanges(transactions, state.doc)) {
    state.doc.nodesBetween(from, to, (node, position) => {
      found.set(position, node);
    });
  }
  const seen = new Set();
  const change = state.tr;
  for (const [position, node] of [...found].sort(([left], [right]) => left - right)) {
    if (!hasId(node)) {
      if (!node.isText && node.marks.length) node.marks.forEach((mark) => change.removeNodeMark(position, mark));
    } else if (node.attrs.id === null || seen.has(node.attrs.id)) change.setNodeAttribute(position, "id", newId());
    else seen.add(node.attrs.id);
  }
  return change.steps.length ? change.setMeta("addToHistory", false) : null;
}

/** The same slice without ids that are taken; all ids go if `taken` is not given. */
export function withoutIds(slice, taken = null) {
  const strip = (fragment) =>
    Fragment.fromArray(
      fragment.content.map((node) => {
        if (node.isText) return node;
        const drop = hasId(node) && (taken === null || taken.has(node.attrs.id));
        return node.type.create(drop ? { ...node.attrs, id: null } : node.attrs, strip(node.content), node.marks);
      }),
    );
  return new Slice(strip(slice.content), slice.openStart, slice.openEnd);
}

function idsOf(doc) {
  const ids = new Set();
  doc.descendants((node) => {
    if (hasId(node)) ids.add(node.attrs.id);
  });
  return ids;
}

export const ids = Extension.create({
  name: "ids",
  addProseMirrorPlugins() {
    let moves = false;
    const note = (moving) => (view, event) => {
      moves = moving && Boolean(view.dragging) && !event.ctrlKey && !event.altKey;
      return false;
    };
    const plugin = new Plugin({
      appendTransaction: (transactions, _before, state) =>
        transactions.some((transaction) => transaction.docChanged) ? mend(transactions, state) : null,
      props: {
        handleDOMEvents: { drop: note(true), paste: note(false) },
        // A block that is dragged is the same block; one that is pasted beside its original is another.
        transformPasted: (slice, view) => (moves ? slice : withoutIds(slice, idsOf(view.state.doc))),
      },
    });
    return [plugin];
  },
});

/** There is always a line to write on after the last card. */
export const trailingLine = Extension.create({
  name: "trailingLine",
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction: (_transactions, _before, state) => {
        if (state.doc.lastChild?.type.name === "paragraph") return null;
        const line = state.schema.nodes.paragraph.create({ id: newId() });
        return state.tr.insert(state.doc.content.size, line).setMeta("addToHistory", false);
      },
    }),
  ],
});
