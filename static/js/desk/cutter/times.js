/** Milliseconds, and the pictures they fall on. A mark is whole milliseconds, so it is rounded into its picture, not out of it. */
const ALMOST = 1e-3; // of a picture: what a division leaves over

export const frameAt = (ms, frame) => Math.max(0, Math.floor(ms / frame + ALMOST));
export const startOf = (number, frame) => Math.ceil(number * frame - ALMOST);
export const endOf = (number, frame) => Math.floor((number + 1) * frame + ALMOST);

const two = (number) => String(number).padStart(2, "0");

/** “5:12”, “1:02:15”. */
export function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** “5:12.480”, as the form takes it; nothing where nothing is set. */
export const exact = (ms) => (ms === null ? "" : `${clock(ms)}.${String(ms % 1000).padStart(3, "0")}`);

/** What somebody typed: `m:ss`, `h:mm:ss`, seconds alone, a fraction behind a dot or a comma; NaN if it is none. */
export function parse(text) {
  const typed = text.trim().replace(",", ".");
  if (!/^(\d+:){0,2}\d+(\.\d+)?$/.test(typed)) return NaN;
  return Math.round(typed.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1000);
}
