/** The words of the editor: the desk's catalogue, and what of a text may stay. */
export { fill, gettext, ngettext } from "../../desk/words.js";

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
