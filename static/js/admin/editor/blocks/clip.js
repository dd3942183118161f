import { card } from "../card.js";
import { el, icon } from "../dom.js";
import { gettext } from "../words.js";
import { isKey } from "./block.js";

export const clip = card("clip", {
  icon: "clip",
  label: () => gettext("Clip"),
  node: { content: "inline*", attrs: { clip: isKey } },
  library: ["clip", "clip"],
  swap: "clip",
  chosen: (row) => ({ clip: row.id }),
  title: (_node, row) => row?.title ?? "",
  inherited: (row) => row?.teaser || gettext("Teaser"),
  draw: (_node, row) =>
    [
      el("span", { class: "poster" }, row?.thumb ? el("img", { src: row.thumb, alt: "", width: 224, height: 126, loading: "lazy", draggable: "false" }) : icon("clip"), row?.duration ? el("b", { class: "n" }, row.duration) : null),
      el("p", { class: "ct" }, row?.title ?? ""),
      el("p", { class: "q n stamp" }, row?.stamp ?? ""),
      row?.rights ? el("p", { class: "rights warn" }, icon("check"), row.rights) : null,
    ].filter(Boolean),
  problems: (_node, row) => (row?.rights ? [row.rights] : []),
});
