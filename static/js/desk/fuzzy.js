/** Letters of what was typed, in their order, anywhere in a name: “nst” finds “New story”. */
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The higher the closer; 0 if it does not fit. Beginnings of words count most, then letters side by side. */
export function closeness(typed, name) {
  const wanted = bare(typed).replace(/\s+/g, "");
  const letters = bare(name);
  if (!wanted) return 1;
  let score = 0;
  let from = 0;
  let before = -2;
  for (const letter of wanted) {
    const starts = startOf(letters, letter, from);
    const next = letters.indexOf(letter, from);
    if (next < 0) return 0;
    const at = next === before + 1 || starts < 0 ? next : starts;
    score += at === before + 1 ? 6 : at === starts ? 8 : 1;
    before = at;
    from = at + 1;
  }
  return score / (1 + letters.length / 100);
}

function startOf(letters, letter, from) {
  for (let at = letters.indexOf(letter, from); at >= 0; at = letters.indexOf(letter, at + 1)) {
    if (at === 0 || /[^\p{L}\p{N}]/u.test(letters[at - 1])) return at;
  }
  return -1;
}

export function closest(typed, entries, most) {
  return entries
    .map((entry) => [closeness(typed, entry.title), entry])
    .filter(([score]) => score > 0)
    .sort(([one], [other]) => other - one)
    .slice(0, most)
    .map(([, entry]) => entry);
}
