import { card } from "../card.js";
import { deed } from "../deed.js";
import { el } from "../dom.js";
import { fill, gettext, ngettext } from "../words.js";

export const gallery = card("gallery", {
  icon: "image",
  label: () => gettext("Gallery"),
  node: { content: "image+" },
  redraw: true, // it counts its pictures
  title: (node) => node.attrs.title ?? "",
  fields: [{ attr: "title", label: () => gettext("Title of the gallery") }],
  draw: (node, _row, card) => [
    el("p", { class: "q" }, fill(ngettext("%(count)s picture", "%(count)s pictures", node.childCount), { count: node.childCount })),
    el("button", { type: "button", class: "btn small word", onclick: () => addPictures(card) }, gettext("Add pictures")),
  ],
});

async function addPictures(card) {
  const rows = await card.editor.storage.shared.pick("image", { many: true });
  if (!rows.length) return;
  const { state, view } = card.editor;
  const end = card.getPos() + card.node.nodeSize - 1;
  deed(view, state.tr.insert(end, rows.map((row) => state.schema.nodes.image.create({ image: row.id }))));
  view.focus();
}
