import { card } from "../card.js";
import { el, icon } from "../dom.js";
import { gettext } from "../words.js";
import { isFlag, isKey } from "./block.js";

/** Who says it, with the role of the story's day: copies, so that a later promotion changes no old quote. */
export const speaker = (row) => ({ person: row.id, name: row.name, role: row.role || null });

export const quote = card("quote", {
  icon: "quote",
  label: () => gettext("Quote"),
  node: { content: "inline*", attrs: { person: isKey, repeats_body: isFlag }, tag: () => "blockquote" },
  library: ["person", "person"],
  swap: "person",
  chosen: speaker,
  title: (node) => node.attrs.name ?? "",
  inherited: () => gettext("What was said, without quotation marks"),
  fields: [
    { attr: "name", label: () => gettext("Name"), bare: true },
    { attr: "role", label: () => gettext("Role on the day of the story"), bare: true },
  ],
  draw: (node, row, card) => [
    node.attrs.person
      ? null
      : el("p", { class: "blockline warn" }, icon("person"), gettext("Tied to no person yet."), el("button", { type: "button", class: "btn small word", onclick: () => card.swap() }, gettext("Choose a person"))),
    el(
      "label",
      { class: "repeats" },
      Object.assign(el("input", { type: "checkbox", onchange: (event) => card.set({ repeats_body: event.target.checked || null }) }), { checked: Boolean(node.attrs.repeats_body) }),
      gettext("says again what the text says"),
    ),
  ].filter(Boolean),
});
