/** Pasted lines are looked at by the server and become typed blocks, one step that Ctrl+Z takes back to plain text. */
import { Fragment, closeHistory } from "../../vendor/tiptap.js";
import { fill, gettext, ngettext } from "./words.js";

/** Where the pasted blocks still stand, all of them and next to each other; null once somebody worked on them. */
function stretch(doc, blocks) {
  let found = null;
  doc.forEach((node, position, index) => {
    if (node.attrs.id === blocks[0]) found = { index, from: position };
  });
  if (!found) return null;
  let to = found.from;
  for (const [offset, id] of blocks.entries()) {
    const node = doc.maybeChild(found.index + offset);
    if (node?.attrs.id !== id) return null;
    to += node.nodeSize;
  }
  return { from: found.from, to, text: doc.textBetween(found.from, to, "\n") };
}

export async function recognise(editor, text, pasted) {
  const { recogniseAt, language, say, token } = editor.storage.shared;
  // Pasting into a line with words in it joins them: what is not ours alone is left as it is.
  const mine = pasted.filter((id) => stretch(editor.state.doc, [id]));
  const before = mine.length === pasted.length ? stretch(editor.state.doc, mine) : null;
  if (!recogniseAt || !before) return;
  const form = new URLSearchParams({ text, language });
  try {
    const response = await fetch(recogniseAt, { method: "POST", body: form, headers: { "X-CSRFToken": token(), Accept: "application/json" } });
    if (!response.ok || response.redirected) throw new Error(String(response.status));
    put(editor, await response.json(), mine, before.text, say);
  } catch {
    say(gettext("The text stands as pasted; the server could not look for quotes, pictures and clips in it."));
  }
}

function put(editor, { blocks, told }, mine, words, say) {
  const { state, view, schema } = editor;
  const now = stretch(state.doc, mine);
  if (!now || now.text !== words || !blocks.length) return;
  const nodes = blocks.map((block) => schema.nodeFromJSON(block));
  const kinds = nodes.filter((node) => node.type.name !== "paragraph").length;
  if (kinds) {
    // A step of its own, so that Ctrl+Z gives back the plain lines.
    view.dispatch(closeHistory(state.tr).replaceWith(now.from, now.to, Fragment.fromArray(nodes)));
  }
  const count = fill(ngettext("%(count)s block recognised. Ctrl+Z gives back the plain text.", "%(count)s blocks recognised. Ctrl+Z gives back the plain text.", kinds), { count: kinds });
  say([kinds ? count : "", ...told].filter(Boolean).join(" "), true);
}
