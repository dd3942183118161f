/** The tools of the card one is in, on its upper edge: one bar that goes from card to card. */
import { Extension, Plugin } from "../../vendor/tiptap.js";
import { deed } from "./deed.js";
import { button, el, icon } from "./dom.js";
import { withoutIds } from "./ids.js";
import { activeCard, moveBlock } from "./move.js";
import { changeInPopup } from "./popup.js";
import { fill, gettext } from "./words.js";
import { Fragment, Slice } from "../../vendor/tiptap.js";

function duplicate(card) {
  const { state, view } = card.editor;
  const end = card.getPos() + card.node.nodeSize;
  const { content } = withoutIds(new Slice(Fragment.from(card.node), 0, 0));
  deed(view, state.tr.insert(end, content));
  view.focus();
}

function remove(card) {
  const { state, view } = card.editor;
  const $at = state.doc.resolve(card.getPos());
  const [from, to] = $at.depth && $at.parent.childCount === 1 ? [$at.before(), $at.after()] : [$at.pos, $at.pos + card.node.nodeSize];
  deed(view, state.tr.delete(from, to));
  view.focus();
}

function deeds(card) {
  const [kind, attribute] = card.kind.library ?? [];
  const row = card.row();
  return [
    { icon: "up", name: gettext("Move up"), run: () => moveBlock(card.editor, -1) },
    { icon: "down", name: gettext("Move down"), run: () => moveBlock(card.editor, 1) },
    ...(card.kind.deeds?.(card) ?? []),
    card.kind.swap ? { icon: "swap", label: row ? gettext("Change") : gettext("Choose"), run: () => card.swap() } : null,
    row?.change ? { icon: "pencil", name: gettext("Open in the library"), run: () => changeInPopup(row.change, () => card.library.refresh(kind, card.node.attrs[attribute])) } : null,
    { icon: "plus", name: gettext("Duplicate this block"), run: () => duplicate(card) },
    { icon: "close", name: gettext("Remove"), run: () => remove(card) },
  ].filter(Boolean);
}

const tool = (deed) => button({ onclick: deed.run, "aria-label": deed.name ?? null, title: deed.name ?? null, tabindex: "-1" }, icon(deed.icon), deed.label ?? null);

class Tools {
  constructor(view, library) {
    this.card = null;
    this.library = library;
    this.heard = () => !this.bar.contains(document.activeElement) && this.update(view, true); // a row came, and with it its tools
    library.listeners.add(this.heard);
    this.bar = el("div", { class: "blktools", role: "toolbar", contenteditable: "false" });
    this.bar.addEventListener("keydown", (event) => this.key(event));
    this.update(view);
  }

  update(view, anew) {
    const card = view.editable ? activeCard(view) : null;
    if (anew !== true && card === this.card && (!card || card.dom.contains(this.bar))) return;
    this.card?.dom.classList.remove("active");
    this.bar.remove();
    this.card = card;
    if (!card) return;
    card.dom.classList.add("active");
    this.bar.setAttribute("aria-label", fill(gettext("Tools: %(kind)s"), { kind: card.kind.label() }));
    this.bar.replaceChildren(...deeds(card).map(tool));
    this.bar.firstChild.tabIndex = 0;
    card.face.before(this.bar);
  }

  key(event) {
    const buttons = [...this.bar.children];
    const index = buttons.indexOf(document.activeElement);
    const next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Escape") this.card.select();
    else if (next !== undefined) buttons.at(next % buttons.length).focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  destroy() {
    this.library.listeners.delete(this.heard);
    this.bar.remove();
  }
}

export const cardTools = Extension.create({
  name: "cardTools",
  addKeyboardShortcuts: () => ({
    "Alt-F9": ({ editor }) => {
      const first = activeCard(editor.view)?.dom.querySelector(".blktools button");
      first?.focus();
      return Boolean(first);
    },
  }),
  addProseMirrorPlugins() {
    return [new Plugin({ view: (view) => new Tools(view, this.editor.storage.shared.library) })];
  },
});
