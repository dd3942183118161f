/**
 * What the check finds, said at the block, and mended by one click in the editor: one step that Ctrl+Z takes back.
 * In the heads of the story it is the field that is mended. Without the editor the buttons send their forms.
 */
import { gettext } from "./words.js";

const host = document.querySelector("[data-story-editor]");
const shell = () => (host?.dataset.locked ? null : host?.editor);
const margin = host && !host.dataset.locked ? import("../admin/editor/margin.js") : null;
const NO_TEXT = new Set(["image", "lead_image"]);

let notes = [];

function button(words, run, quiet = false) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: quiet ? "btn small word" : "btn small", textContent: words });
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", run);
  return made;
}

const formOf = (key, deed) => document.querySelector(`[data-finding="${CSS.escape(key)}"] form[data-lint="${deed}"]`);

/** The same buttons as beside the story. What may not be left, or not by her, has no form there and no button here. */
function deeds(note) {
  const box = document.createDocumentFragment();
  if (formOf(note.key, "mend")) for (const fix of note.fixes) box.append(button(fix.label, () => mend(note, fix)));
  const leave = formOf(note.key, "leave");
  if (leave) box.append(button(leave.querySelector("button").textContent.trim(), () => send(leave), true));
  const span = document.createElement("span");
  span.className = "do";
  span.append(box);
  return span.childNodes.length ? span : null;
}

async function show() {
  const told = document.getElementById("lint-notes");
  notes = told ? JSON.parse(told.textContent) : [];
  const { setMarginNotes } = (await margin) ?? {};
  setMarginNotes?.("lint", notes.filter(({ block }) => block).map((note) => ({ ...note, node: deeds(note) })));
}

const again = () => document.dispatchEvent(new CustomEvent("desk:reload", { detail: "why" }));

/** One request, then the check is asked anew: of the text as it stands, which the answer to this one does not know. */
async function send(form, submitter) {
  const body = new FormData(form, submitter);
  const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", redirect: "manual" }).catch(() => null);
  if (answer?.type === "opaqueredirect" || answer?.ok) again();
  else form.submit();
}

function mend(note, fix) {
  const done = note.block ? inText(note, fix) : inField(note, fix);
  if (!done) shell()?.say(gettext("These words are not in the story any more."), true);
  again();
}

function inField({ part }, { changes }) {
  const field = document.getElementById(`id_${part}`);
  const fits = field && changes.every(({ from, to, was }) => field.value.slice(from, to) === was);
  if (!fits) return false;
  field.focus();
  for (const { from, to, text } of lastFirst(changes)) {
    field.setSelectionRange(from, to);
    // The one way to write into a field that its own Ctrl+Z takes back.
    if (!document.execCommand(text ? "insertText" : "delete", false, text)) field.setRangeText(text, from, to, "end");
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

const lastFirst = (changes) => [...changes].sort((one, other) => other.from - one.from);

function inText(note, { changes }) {
  const { state, view } = shell()?.editor ?? {};
  const place = state && view.editable && !NO_TEXT.has(note.part) && find(state.doc, note.block);
  if (!place) return false;
  const change = state.tr;
  const whole = note.part === "text" ? spoken(place.node) : (place.node.attrs[note.part] ?? "");
  if (!changes.every(({ from, to, was }) => whole.slice(from, to) === was)) return false;
  if (note.part === "text") for (const one of lastFirst(changes)) write(change, place, one);
  else change.setNodeAttribute(place.position, note.part, lastFirst(changes).reduce((text, { from, to, text: by }) => text.slice(0, from) + by + text.slice(to), whole));
  view.dispatch(change.scrollIntoView());
  view.focus();
  return true;
}

function find(doc, id) {
  let found = null;
  doc.descendants((node, position) => {
    if (!found && node.attrs.id === id) found = { node, position };
    return !found;
  });
  return found;
}

const wordsOf = (child) => (child.isText ? child.text : (child.attrs.label ?? "\n"));
const spoken = (node) => node.children.map(wordsOf).join("");

/** Characters of the words to positions of the document; a mention is one position, its name an attribute. */
function write(change, { node, position }, { from, to, text }) {
  let counted = 0;
  let at = position + 1;
  const pieces = node.children.map((child) => {
    const piece = { child, at, start: counted, end: counted + wordsOf(child).length };
    counted = piece.end;
    at += child.nodeSize;
    return piece;
  });
  const inside = pieces.find(({ child, start, end }) => !child.isText && child.attrs.label && from >= start && to <= end && from < to);
  if (inside) {
    const label = wordsOf(inside.child);
    change.setNodeAttribute(inside.at, "label", label.slice(0, from - inside.start) + text + label.slice(to - inside.start));
    return;
  }
  const where = (offset, last) => {
    const piece = pieces.find(({ start, end }) => (last ? offset <= end && offset > start : offset >= start && offset < end)) ?? pieces.at(-1);
    if (!piece.child.isText) return last || offset > piece.start ? piece.at + piece.child.nodeSize : piece.at;
    return piece.at + offset - piece.start;
  };
  const [begin, end] = from === to ? [where(from, from > 0), where(from, from > 0)] : [where(from, false), where(to, true)];
  if (text) change.insertText(text, begin, end);
  else change.delete(begin, end);
}

function submitted(event) {
  const form = event.target.closest("form[data-lint]");
  if (!form) return;
  if (form.dataset.lint === "leave") {
    event.preventDefault();
    send(form, event.submitter);
    return;
  }
  const note = notes.find(({ key }) => key === form.closest("[data-finding]")?.dataset.finding);
  const fix = note?.fixes[Number(event.submitter?.value ?? 0)];
  if (!fix || (note.block && !shell())) return;
  event.preventDefault();
  mend(note, fix);
}

document.addEventListener("submit", submitted);
document.addEventListener("desk:panel", ({ detail }) => detail.name === "why" && show());
show();
