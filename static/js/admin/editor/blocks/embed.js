import { card } from "../card.js";
import { el } from "../dom.js";
import { gettext } from "../words.js";

const HTTPS = /^https:\/\/[^\s"'<>\\]+$/;

export const isEmbeddable = (url) => HTTPS.test(url ?? "");

export const embed = card("embed", {
  icon: "embed",
  label: () => gettext("Embed"),
  node: { atom: true },
  title: (node) => node.attrs.title || node.attrs.url || "",
  fields: [
    { attr: "title", label: () => gettext("What it shows"), most: 300 },
    { attr: "url", label: () => gettext("Address, beginning with https://"), most: 2000 },
    { attr: "provider", label: () => gettext("Provider"), most: 80 },
  ],
  draw: () => [el("p", { class: "q" }, gettext("Readers get a link. Nothing of it loads before they ask."))],
  problems: (node) => (isEmbeddable(node.attrs.url) ? [] : [gettext("The embed has no address that begins with https://.")]),
});
