/** The desk's language: Django's JavaScript catalogue where the page loads it, English where not. */
export const gettext = (text) => globalThis.gettext?.(text) ?? text;

export const ngettext = (one, many, count) => globalThis.ngettext?.(one, many, count) ?? (count === 1 ? one : many);

/** `fill("Block %(n)s", {n: 3})`; the catalogue keeps Django's placeholders. */
export const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name] ?? "");

/** What no copy needs and the gate refuses: controls but tab, lone surrogates, bidi overrides. */
const FORBIDDEN = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu;

export const printable = (text) => text.replace(FORBIDDEN, "");

const LINK = /^(?:(?:https?:\/\/|mailto:)[^\s<>"]+|\/(?!\/)[^\s<>"\\]*|#[\w-]+)$/;

/** The same law as the gate's: what it would refuse never becomes a link here. */
export const allowed = (href) => typeof href === "string" && href.length <= 2000 && LINK.test(href);

/** `mm:ss` as the desk writes durations. */
export function clock(seconds) {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const tail = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}
