import { card } from "../card.js";
import { el, icon } from "../dom.js";
import { fill, gettext } from "../words.js";
import { isFlag, isKey } from "./block.js";

/** Who says it, with the role of the story's day: copies, so that a later promotion changes no old quote. */
export const speaker = (row) => ({ person: row.id, name: row.name, role: row.role || null });

/** Whoever was named last in the story before this quote, in the two blocks above it: probably the one who speaks. */
function namedAbove({ editor, getPos }) {
  const $at = editor.state.doc.resolve(getPos());
  let found = null;
  for (let index = $at.index(0) - 1; index >= 0 && index >= $at.index(0) - 2 && !found; index -= 1) {
    $at.node(0).child(index).descendants((node) => {
      if (node.type.name === "mention" && node.attrs.person) found = node.attrs;
    });
  }
  return found;
}

/** One click takes the name and the role of the day. It is a proposal: a wrong speaker is the worst of mistakes. */
function propose(card) {
  const line = card.face.querySelector(".unknown");
  const named = line && card.dom.isConnected ? namedAbove(card) : null;
  if (!named || line.querySelector(".proposed")) return;
  const take = async () => {
    const { rows } = await card.library.ask("person", { ids: String(named.person) });
    if (rows.length && card.dom.isConnected) card.set(speaker(rows[0]));
    card.editor.view.focus();
  };
  line.append(el("button", { type: "button", class: "btn small proposed", onclick: take }, fill(gettext("It is %(name)s"), { name: named.label })));
}

export const quote = card("quote", {
  icon: "quote",
  label: () => gettext("Quote"),
  node: { content: "inline*", attrs: { person: isKey, repeats_body: isFlag }, tag: () => "blockquote" },
  library: ["person", "person"],
  swap: "person",
  chosen: speaker,
  title: (node) => node.attrs.name ?? "",
  drawn: (card) => queueMicrotask(() => propose(card)), // it has a place in the story only a moment later
  inherited: () => gettext("What was said, without quotation marks"),
  fields: [
    { attr: "name", label: () => gettext("Name"), bare: true },
    { attr: "role", label: () => gettext("Role on the day of the story"), bare: true },
  ],
  draw: (node, row, card) => [
    node.attrs.person
      ? null
      : el("p", { class: "blockline warn unknown" }, icon("person"), gettext("Tied to no person yet."), el("button", { type: "button", class: "btn small word", onclick: () => card.swap() }, gettext("Choose a person"))),
    el(
      "label",
      { class: "repeats" },
      Object.assign(el("input", { type: "checkbox", onchange: (event) => card.set({ repeats_body: event.target.checked || null }) }), { checked: Boolean(node.attrs.repeats_body) }),
      gettext("says again what the text says"),
    ),
  ].filter(Boolean),
});
