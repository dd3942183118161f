/** The desk's language on the story page: Django's catalogue where the page has loaded it, English where not. */
export const gettext = (text) => globalThis.gettext?.(text) ?? text;

export const ngettext = (one, many, count) => globalThis.ngettext?.(one, many, count) ?? (count === 1 ? one : many);

/** `printf("%s wrote %s", "Ada", 3)`, in order; `%(name)s` takes from an object. */
export const printf = (text, ...values) => {
  let next = 0;
  return text.replace(/%(?:\((\w+)\))?s/g, (_, name) => (name ? values[0][name] : values[next++]) ?? "");
};
