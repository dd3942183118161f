import { card } from "../card.js";
import { el, icon } from "../dom.js";
import { gettext } from "../words.js";
import { isKey } from "./block.js";

export const teaser = card("teaser", {
  icon: "teaser",
  label: () => gettext("Teaser"),
  node: { content: "inline*", attrs: { article: isKey } },
  library: ["story", "article"],
  swap: "story",
  chosen: (row) => ({ article: row.id, kicker: null, title: null }),
  title: (node, row) => node.attrs.title || row?.title || "",
  inherited: (row) => row?.teaser || gettext("Text of the teaser"),
  fields: [
    { attr: "kicker", label: () => gettext("Kicker"), inherited: (row) => row?.kicker, bare: true },
    { attr: "title", label: () => gettext("Title"), inherited: (row) => row?.title, most: 300, bare: true },
    { attr: "label", label: () => gettext("Label of the link"), most: 80, bare: true },
  ],
  draw: (node, row, card) =>
    node.attrs.article
      ? [el("p", { class: "q stamp" }, row?.stamp ?? "")]
      : [el("p", { class: "blockline warn" }, icon("check"), gettext("Leads to no story yet."), el("button", { type: "button", class: "btn small word", onclick: () => card.swap() }, gettext("Choose a story")))],
  problems: (node) => (node.attrs.article ? [] : [gettext("The teaser leads to no story yet.")]),
});
