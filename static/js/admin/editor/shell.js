/** Makes the editor of every body on the page. The text area below it stays what the form sends. */
import { Editor, Extension, Plugin, closeHistory, dropCursor, gapCursor, getSchema, history } from "../../vendor/tiptap.js";
import { loaded, read, same, write } from "./body.js";
import { cardKeys } from "./cardkeys.js";
import { cardTools } from "./cardtools.js";
import { el, icon, regularly, useSprite } from "./dom.js";
import { Find, findMarks } from "./find.js";
import { ids, trailingLine } from "./ids.js";
import { insertNode } from "./insert.js";
import { Library } from "./library.js";
import { margin } from "./margin.js";
import { move } from "./move.js";
import { Outline } from "./outline.js";
import { paste } from "./paste.js";
import { pick } from "./picker.js";
import { Problems } from "./problems.js";
import { SCHEMA } from "./schema.js";
import { at, slash } from "./suggest.js";
import { Toolbar, toolbarKeys } from "./toolbar.js";
import { gettext } from "./words.js";
import { csrf as token } from "../../desk/token.js";

/** The browser tells of a moved caret only later: a key struck right after Home has to find it where it is. */
const freshCaret = () => new Plugin({ props: { handleDOMEvents: { keydown: (view) => void (view.composing || view.domObserver.flush()) } } });

const foundation = Extension.create({
  name: "foundation",
  priority: 2000,
  addProseMirrorPlugins: () => [freshCaret(), history({ depth: 500 }), dropCursor({ class: "drop-line", color: false }), gapCursor()],
});

/** The date of the story as the form has it now, German or not; "" if there is none. */
function storyDay() {
  const typed = document.getElementById("id_story_date")?.value.trim() ?? "";
  const [, day, month, year] = typed.match(/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/) ?? [];
  if (year) return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return /^\d{4}-\d\d-\d\d$/.test(typed) ? typed : "";
}

class StoryEditor {
  constructor(host) {
    this.host = host;
    this.source = host.querySelector("textarea");
    this.form = this.source.form;
    const { icons, pick: addresses, recognise, problems, lang } = host.dataset;
    useSprite(icons);
    this.library = new Library(JSON.parse(addresses), () => storyDay() || host.dataset.day);
    this.language = document.getElementById("id_language")?.value || lang;
    this.recogniseAt = recognise;
    this.problems = new Problems(JSON.parse(problems || "[]"));
    this.build();
    this.mount();
  }

  build() {
    this.live = el("p", { class: "told", role: "status", "aria-live": "polite" });
    this.rail = el("nav", { class: "rail", "aria-label": gettext("Outline") });
    this.tools = el("div", { class: "tools", role: "toolbar", "aria-label": gettext("Mark up and insert") });
    this.text = el("div", { class: "story-editor" });
    this.status = el("div", { class: "statusline" }, this.live);
    this.sheet = el("div", { class: "editor-sheet" }, this.tools, this.status, this.text);
    this.host.append(this.rail, this.sheet);
    this.source.hidden = true;
    this.host.classList.add("is-live");
  }

  shared() {
    const { host, library, language, recogniseAt } = this;
    return {
      shell: this,
      host,
      library,
      language,
      recogniseAt,
      token,
      pick: (kind, options) => pick(library, kind, options).finally(() => this.editor.view.focus()),
      say: (words, loud = false) => this.say(words, loud),
    };
  }

  mount() {
    const { doc, refused } = read(getSchema(SCHEMA), this.source.value);
    if (refused) return this.readOnly(refused);
    this.original = { raw: this.source.value };
    this.known = this.source.value;
    const shared = this.shared();
    const storage = Extension.create({ name: "shared", addStorage: () => shared });
    this.editor = new Editor({
      element: this.text,
      content: doc.toJSON(),
      injectCSS: false,
      enableInputRules: false,
      enablePasteRules: false,
      enableCoreExtensions: { delete: false },
      extensions: [storage, foundation, ...SCHEMA, ids, trailingLine, slash, at, cardKeys, move, cardTools, toolbarKeys, findMarks, margin, paste],
      editorProps: { attributes: this.named() },
    });
    this.open();
  }

  named() {
    const label = gettext("Story body");
    return { role: "textbox", "aria-multiline": "true", "aria-label": label, lang: this.language, spellcheck: "true" };
  }

  open() {
    const { editor } = this;
    editor.view.dispatch(editor.state.tr.setMeta("addToHistory", false)); // lets the trailing line come
    this.original.doc = editor.state.doc;
    editor.storage.shared.find = new Find(editor, this.host);
    editor.storage.shared.toolbar = new Toolbar(editor, this.tools, editor.storage.shared.find);
    this.outline = new Outline(editor, this.rail, this.problems, this.status);
    this.problems.attach(editor, this.host);
    this.guard();
    this.keep = regularly(() => this.flush(), 200); // a crash takes half a second, whoever types without a pause
    editor.on("update", () => this.keep());
    this.host.editor = this;
  }

  /** Fields that are being typed into count as well: they are told to the document first. */
  flush() {
    this.text.querySelectorAll(".cardfield").forEach((input) => input.commit());
    const { doc } = this.editor.state;
    this.changed = !same(doc, this.original.doc);
    const value = this.changed ? write(doc) : this.original.raw;
    if (value === this.known) return;
    this.known = this.source.value = value;
    this.source.dispatchEvent(new Event("input", { bubbles: true })); // whoever keeps the form keeps this, too
  }

  /** Somebody else wrote into the text area: text taken back after a crash, or merged. One step, undone like typing. */
  heard({ target }) {
    if ((target !== this.source && target !== this.form) || this.source.value === this.known) return;
    const { view, schema } = this.editor;
    const { doc } = read(schema, this.source.value);
    if (!doc) return this.say(gettext("The text that was to be put in here is not one that this editor can show."), true);
    this.known = this.source.value;
    const tr = loaded(view.state, doc);
    if (tr) view.dispatch(closeHistory(tr));
    this.keep();
  }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    event.stopPropagation();
    this.flush();
    const submits = [...(this.form?.elements ?? [])].filter((element) => element.type === "submit");
    this.form?.requestSubmit(submits.find(({ name }) => name === "_save") ?? submits[0]);
  }

  guard() {
    this.form?.addEventListener("submit", () => {
      this.flush();
      this.sent = true;
    });
    this.form?.addEventListener("input", (event) => this.heard(event));
    document.addEventListener("desk:insert", ({ detail }) => this.put(detail));
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    // Taken before the form's own key, which would send the story a second time.
    this.host.addEventListener("keydown", (event) => this.key(event), true);
    window.addEventListener("beforeunload", (event) => {
      if (this.sent) return;
      this.flush();
      if (this.changed) event.preventDefault();
    });
  }

  /** Something beside the story wants a block put in: at the caret, or where it last was. */
  put({ kind, attrs }) {
    insertNode(this.editor, this.editor.schema.nodes[kind].create(attrs));
    this.say(gettext("The video stands in the text now."), false);
    this.flush();
  }

  say(words, loud) {
    this.live.classList.toggle("loud", loud);
    this.live.textContent = words;
  }

  /** Everything stays as it came, byte for byte: the form sends the text area, and nobody writes into it. */
  readOnly(reason) {
    console.warn("story editor:", reason);
    this.tools.hidden = true;
    this.rail.hidden = true;
    this.host.classList.add("is-locked");
    this.host.dataset.locked = "true";
    const told = gettext("This text holds something that this editor does not know. It is shown as stored and cannot be changed here.");
    this.text.append(el("p", { class: "blockline must" }, icon("lock"), told), el("pre", {}, this.source.value));
  }
}

for (const host of document.querySelectorAll("[data-story-editor]")) new StoryEditor(host);
