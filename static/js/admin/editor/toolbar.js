/** One bar, one Tab stop: arrows walk it, Alt+F10 goes to it, Escape back to the text. */
import { Extension, redo, toggleMark, undo } from "../../vendor/tiptap.js";
import { button, el, icon } from "./dom.js";
import { insertChoices, toggleCrosshead, toggleList } from "./insert.js";
import { openLink } from "./links.js";
import { gettext } from "./words.js";

const SHORT = ["quote", "image", "clip", "teaser"];

function marked(state, name) {
  const { from, to, empty, $from } = state.selection;
  const type = state.schema.marks[name];
  if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()));
  return to - from < 5000 && state.doc.rangeHasMark(from, to, type);
}

const within = (state, name) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === name) return true;
  return false;
};

function tools(editor, find) {
  const { view, schema } = editor;
  const command = (run) => () => {
    run(editor.state, view.dispatch);
    view.focus();
  };
  const mark = (name) => command(toggleMark(schema.marks[name]));
  const choices = new Map(insertChoices(editor).map((choice) => [choice.name, choice]));
  return [
    { face: el("b", {}, gettext("B")), name: gettext("Bold"), keys: "Ctrl B", run: mark("strong"), on: (state) => marked(state, "strong") },
    { face: el("i", {}, gettext("I")), name: gettext("Italic"), keys: "Ctrl I", run: mark("emphasis"), on: (state) => marked(state, "emphasis") },
    { face: icon("link"), name: gettext("Link"), keys: "Ctrl L", run: () => openLink(editor), on: (state) => marked(state, "link") },
    null,
    { face: icon("crosshead"), label: gettext("Crosshead"), run: () => toggleCrosshead(editor), on: (state) => within(state, "crosshead") },
    { face: icon("list"), label: gettext("List"), run: () => toggleList(editor), on: (state) => within(state, "list") },
    ...SHORT.map((name) => ({ face: icon(choices.get(name).icon), label: choices.get(name).label, run: choices.get(name).run })),
    { face: icon("plus"), label: gettext("More"), run: (event) => more(editor, event.currentTarget), popup: true },
    null,
    { face: icon("undo"), name: gettext("Undo"), keys: "Ctrl Z", run: command(undo) },
    { face: icon("redo"), name: gettext("Redo"), keys: "Ctrl Y", run: command(redo) },
    { face: icon("search"), name: gettext("Find and replace"), keys: "Ctrl F", run: () => find.open() },
  ];
}

/** The kinds that have no button of their own, as a menu under “More”. */
function more(editor, from) {
  const old = from.parentElement.querySelector("[role=menu]");
  if (old) return old.close();
  let open = true;
  const close = (back) => {
    if (!open) return; // taking it away moves the focus, and that closes it, too
    open = false;
    from.setAttribute("aria-expanded", "false");
    if (back) from.focus();
    menu.remove();
  };
  const run = (choice) => () => {
    close(false);
    choice.run();
  };
  const rest = insertChoices(editor).filter(({ name }) => !SHORT.includes(name) && !["crosshead", "list"].includes(name));
  const menu = el("div", { role: "menu", class: "editor-menu", "aria-label": gettext("More blocks") }, ...rest.map((choice) => el("button", { type: "button", role: "menuitem", tabindex: "-1", onclick: run(choice) }, icon(choice.icon), choice.label)));
  menu.close = () => close(true);
  menu.addEventListener("focusout", (event) => !menu.contains(event.relatedTarget) && event.relatedTarget !== from && close(false));
  menu.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") close(true);
    else if (step) menu.children[([...menu.children].indexOf(document.activeElement) + step + menu.children.length) % menu.children.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  from.after(menu);
  from.setAttribute("aria-expanded", "true");
  menu.style.left = `${Math.max(0, Math.min(from.offsetLeft, menu.offsetParent.clientWidth - menu.offsetWidth))}px`;
  menu.firstChild.focus();
}

export class Toolbar {
  constructor(editor, dom, find) {
    this.editor = editor;
    this.dom = dom;
    this.tools = tools(editor, find).map((tool) => (tool ? { ...tool, dom: this.button(tool) } : null));
    dom.append(...this.tools.map((tool) => tool?.dom ?? el("span", { class: "sep" })));
    this.buttons = this.tools.filter(Boolean).map((tool) => tool.dom);
    this.buttons[0].tabIndex = 0;
    dom.addEventListener("keydown", (event) => this.key(event));
    dom.addEventListener("focusin", (event) => this.rove(event.target));
    this.frame = 0;
    editor.on("transaction", () => this.soon());
    editor.on("focus", () => this.soon());
  }

  button({ face, label, name, keys, run, on, popup }) {
    const title = [name ?? label, keys && `(${keys})`].filter(Boolean).join(" ");
    const state = { "aria-pressed": on ? "false" : null, "aria-haspopup": popup ? "menu" : null };
    return button({ tabindex: "-1", title, "aria-label": name ?? label, onclick: run, ...state }, face, label ? el("span", {}, label) : null);
  }

  /** What is pressed is drawn once a frame, however many keys were struck. */
  soon() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      for (const tool of this.tools) tool?.on && this.press(tool.dom, tool.on(this.editor.state));
    });
  }

  press(dom, pressed) {
    if (dom.getAttribute("aria-pressed") !== String(pressed)) dom.setAttribute("aria-pressed", String(pressed));
  }

  key(event) {
    const index = this.buttons.indexOf(document.activeElement);
    const last = this.buttons.length - 1;
    const next = { ArrowRight: index === last ? 0 : index + 1, ArrowLeft: index ? index - 1 : last, Home: 0, End: last }[event.key];
    if (event.key === "Escape") this.editor.view.focus();
    else if (next !== undefined) this.buttons[next].focus();
    else return;
    event.preventDefault();
  }

  rove(target) {
    if (this.buttons.includes(target)) for (const one of this.buttons) one.tabIndex = one === target ? 0 : -1;
  }

  focus() {
    this.buttons.find((one) => one.tabIndex === 0).focus();
  }
}

export const toolbarKeys = Extension.create({
  name: "toolbarKeys",
  addKeyboardShortcuts: () => ({
    "Alt-F10": ({ editor }) => {
      editor.storage.shared.toolbar.focus();
      return true;
    },
    "Mod-l": ({ editor }) => openLink(editor),
    "Mod-z": ({ editor }) => undo(editor.state, editor.view.dispatch),
    "Mod-y": ({ editor }) => redo(editor.state, editor.view.dispatch),
    "Shift-Mod-z": ({ editor }) => redo(editor.state, editor.view.dispatch),
  }),
});
