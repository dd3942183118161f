/** What the fields of a form say, to be compared. */

/** The same for the same fields, in whatever order they came into the form. */
export const written = (fields) => JSON.stringify(Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)));

/** What one says, however it is put down: PostgreSQL gives a body back with its keys in an order of its own. */
export function said(value) {
  if (!value.startsWith("{")) return value.trim();
  try {
    return JSON.stringify(JSON.parse(value, (key, one) => (one?.constructor === Object ? Object.entries(one).sort() : one)));
  } catch {
    return value.trim();
  }
}
