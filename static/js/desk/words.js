/** The desk's language: Django's JavaScript catalogue where the page has loaded it, English where not. */
export const gettext = (text) => globalThis.gettext?.(text) ?? text;

export const ngettext = (one, many, count) => globalThis.ngettext?.(one, many, count) ?? (count === 1 ? one : many);

/** `printf("%s wrote %s", "Ada", 3)`, in order; `%(name)s` takes from an object. */
export const printf = (text, ...values) => {
  let next = 0;
  return text.replace(/%(?:\((\w+)\))?s/g, (_, name) => (name ? values[0][name] : values[next++]) ?? "");
};

/** `fill("Block %(n)s", {n: 3})`; the catalogue keeps Django's placeholders. */
export const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");

/** “Jonte Reimers” → “JR”: as much of a name as a margin has room for. */
export const initials = (name) => name.split(/[\s-]+/).filter(Boolean).map(([letter]) => letter.toUpperCase()).slice(0, 2).join("") || "?";
