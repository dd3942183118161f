import { card } from "../card.js";
import { el, icon } from "../dom.js";
import { gettext } from "../words.js";
import { isKey } from "./block.js";

const problem = (words) => el("p", { class: "blockline must" }, icon("must"), words);

export const look = (row, className = "card-look") =>
  row?.thumb
    ? el("img", { class: className, src: row.thumb, alt: row.alt ?? "", width: row.width, height: row.height, loading: "lazy", draggable: "false" })
    : el("span", { class: `${className} nothing` }, icon("image"), el("span", {}, row ? gettext("No file yet") : ""));

export const image = card("image", {
  icon: "image",
  label: () => gettext("Picture"),
  node: { content: "inline*", attrs: { image: isKey } },
  library: ["image", "image"],
  swap: "image",
  chosen: (row) => ({ image: row.id, alt: null, credit: null }),
  title: (node, row) => node.textContent || row?.title || "",
  inherited: (row) => row?.caption || gettext("Caption"),
  fields: [
    { attr: "credit", label: () => gettext("Credit"), inherited: (row) => row?.credit },
    { attr: "alt", label: () => gettext("Alternative text"), inherited: (row) => row?.alt, most: 1000 },
  ],
  draw: (node, row) => [look(row), ...missing(node, row).map(problem)],
  problems: missing,
});

function missing(node, row) {
  if (!row) return [];
  const found = [];
  if (!row.credit && !node.attrs.credit) found.push(gettext("The picture has no credit."));
  if (!row.alt && !row.decorative && !node.attrs.alt) found.push(gettext("The picture has no alternative text."));
  if (row.rights) found.push(row.rights);
  return found;
}
