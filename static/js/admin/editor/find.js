/** Find and replace in the words of the story, captions and quotes too. Replacing all is one undo step. */
import { Decoration, DecorationSet, Extension, Plugin, PluginKey, TextSelection } from "../../vendor/tiptap.js";
import { deed } from "./deed.js";
import { button, el, icon, later } from "./dom.js";
import { fill, gettext, printable } from "./words.js";

const key = new PluginKey("find");
const NOTHING = { query: "", found: [], at: 0, drawn: DecorationSet.empty };

function search(doc, query, exact) {
  if (!query) return [];
  const wanted = exact ? query : query.toLowerCase();
  const found = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const words = node.textBetween(0, node.content.size, "\n", "\ufffc");
    const text = exact || words.toLowerCase().length !== words.length ? words : words.toLowerCase();
    for (let index = text.indexOf(wanted); index >= 0; index = text.indexOf(wanted, index + wanted.length)) {
      found.push({ from: position + 1 + index, to: position + 1 + index + wanted.length });
    }
    return false;
  });
  return found;
}

function drawn(doc, found, at) {
  const mark = ({ from, to }, number) => Decoration.inline(from, to, { class: number === at ? "found here" : "found" });
  return DecorationSet.create(doc, found.map(mark));
}

export const findMarks = Extension.create({
  name: "findMarks",
  addKeyboardShortcuts: () => ({ "Mod-f": ({ editor }) => editor.storage.shared.find.open() }),
  addProseMirrorPlugins: () => [
    new Plugin({
      key,
      state: {
        init: () => NOTHING,
        apply: (tr, value) => tr.getMeta(key) ?? (tr.docChanged && value !== NOTHING ? { ...value, drawn: value.drawn.map(tr.mapping, tr.doc) } : value),
      },
      props: { decorations: (state) => key.getState(state).drawn },
    }),
  ],
});

export class Find {
  constructor(editor, host) {
    this.editor = editor;
    const field = (id, label) => el("input", { type: "text", class: "f", id, placeholder: label, "aria-label": label, autocomplete: "off" });
    this.query = field("editor-find", gettext("Find"));
    this.by = field("editor-replace", gettext("Replace by"));
    this.exact = el("input", { type: "checkbox", id: "editor-find-exact" });
    this.told = el("span", { class: "q n", role: "status" });
    this.dom = el(
      "div",
      { class: "findbar", role: "search", "aria-label": gettext("Find and replace"), hidden: true },
      this.query,
      button({ class: "btn small icon", "aria-label": gettext("Previous"), onclick: () => this.step(-1) }, icon("up")),
      button({ class: "btn small icon", "aria-label": gettext("Next"), onclick: () => this.step(1) }, icon("down")),
      this.told,
      el("label", {}, this.exact, gettext("Match case")),
      this.by,
      button({ class: "btn small", onclick: () => this.replace() }, gettext("Replace")),
      button({ class: "btn small", onclick: () => this.replaceAll() }, gettext("Replace all")),
      button({ class: "btn small icon", "aria-label": gettext("Close"), onclick: () => this.close() }, icon("close")),
    );
    host.querySelector(".tools").after(this.dom);
    this.query.addEventListener("input", later(() => this.look(0), 150));
    this.exact.addEventListener("change", () => this.look(0));
    this.dom.addEventListener("keydown", (event) => this.key(event));
  }

  /** True: the browser's own search stays closed, a second press of the keys opens it. */
  open() {
    if (!this.dom.hidden && this.dom.contains(document.activeElement)) return false;
    const { state } = this.editor;
    const { from, to } = state.selection;
    const words = to - from < 80 ? state.doc.textBetween(from, to, " ") : "";
    this.dom.hidden = false;
    if (words) this.query.value = words;
    this.query.select();
    this.look(0);
    return true;
  }

  close() {
    this.dom.hidden = true;
    this.set(NOTHING);
    this.editor.view.focus();
  }

  key(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.query) this.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Enter" && event.target === this.by) this.replace();
    else return;
    event.preventDefault();
  }

  look(at) {
    const { doc } = this.editor.state;
    const found = search(doc, this.query.value, this.exact.checked);
    const here = found.length ? (at + found.length) % found.length : 0;
    this.set({ query: this.query.value, found, at: here, drawn: drawn(doc, found, here) });
    const values = { number: found.length && here + 1, all: found.length };
    this.told.textContent = this.query.value ? fill(gettext("%(number)s of %(all)s"), values) : "";
    const first = found[here];
    if (!first) return;
    const tr = this.editor.state.tr.setSelection(TextSelection.create(doc, first.from, first.to));
    this.editor.view.dispatch(tr);
    this.editor.view.dom.querySelector(".found.here")?.scrollIntoView({ block: "center" }); // the caret is in the bar: ProseMirror would leave the text where it is
  }

  set(value) {
    this.editor.view.dispatch(this.editor.state.tr.setMeta(key, value).setMeta("addToHistory", false));
  }

  get state() {
    return key.getState(this.editor.state);
  }

  step(by) {
    this.look(this.state.at + by);
  }

  put(tr, { from, to }, words) {
    if (words) tr.insertText(words, from, to);
    else tr.delete(from, to);
  }

  replace() {
    this.look(this.state.at);
    const one = this.state.found[this.state.at];
    if (!one || !this.editor.isEditable) return;
    const { tr } = this.editor.state;
    this.put(tr, one, printable(this.by.value));
    this.editor.view.dispatch(tr);
    this.look(this.state.at);
  }

  replaceAll() {
    this.look(0);
    const { found } = this.state;
    if (!found.length || !this.editor.isEditable) return;
    const { tr } = this.editor.state;
    for (const one of [...found].reverse()) this.put(tr, one, printable(this.by.value));
    deed(this.editor.view, tr);
    this.look(0);
    this.told.textContent = fill(gettext("%(count)s replaced"), { count: found.length });
  }
}
