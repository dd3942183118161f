import { card } from "../card.js";
import { gettext } from "../words.js";

export const factbox = card("factbox", {
  icon: "fact",
  label: () => gettext("Fact box"),
  node: { content: "(paragraph | list)+", tag: () => "aside" },
  title: (node) => node.attrs.title ?? "",
  fields: [{ attr: "title", label: () => gettext("Title of the fact box") }],
});
