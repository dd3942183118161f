/** The rail: what stands in the story, line by line, and how long it is. Counted when nobody is typing. */
import { KINDS } from "./card.js";
import { button, el, icon, whenIdle } from "./dom.js";
import { jump } from "./jump.js";
import { notesAt } from "./margin.js";
import { clock, fill, gettext, ngettext } from "./words.js";

const WORDS_A_MINUTE = 220;
const LONG = 120; // blocks: a rail of hundreds of lines leads nowhere, and costs every key
const facts = new WeakMap(); // blocks never change, so each is counted once

function factsOf(block) {
  if (facts.has(block)) return facts.get(block);
  const words = block.textBetween(0, block.content.size, " ", (leaf) => leaf.attrs.label ?? " ");
  const clips = [];
  block.descendants((node) => node.type.name === "clip" && clips.push(node.attrs.clip));
  if (block.type.name === "clip") clips.push(block.attrs.clip);
  const found = { words: words.split(/\s+/).filter(Boolean).length, letters: words.length, clips, start: words.slice(0, 48).trim() };
  facts.set(block, found);
  return found;
}

const SIGNS = { must: "must", warn: "check", note: "note" };

/** The gravest thing at a block as its shape, all of them as words. */
function sign(told) {
  const gravest = Object.keys(SIGNS).find((sort) => told.some(({ kind }) => kind === sort));
  const words = told.map(({ text }) => text).join(" ");
  return gravest ? el("span", { class: `sign ${gravest}`, title: words }, icon(SIGNS[gravest]), el("span", { class: "visually-hidden" }, words)) : null;
}

const ICONS = { paragraph: "para", crosshead: "crosshead", list: "list", divider: "more" };

export class Outline {
  constructor(editor, dom, problems, status) {
    Object.assign(this, { editor, dom, problems, lines: new Map() });
    this.counts = el("p", { class: "q n counts" });
    status.append(...this.opener());
    this.list = el("ol");
    const keys = el("p", { class: "keys" }, el("span", {}, el("kbd", {}, "Alt"), " ", el("kbd", {}, "⇧"), " ", el("kbd", {}, "↑"), el("kbd", {}, "↓"), " ", gettext("move the block")));
    dom.append(el("div", { class: "colhead railhead" }, el("h2", {}, gettext("Outline")), this.counts), this.list, keys);
    this.list.addEventListener("click", (event) => this.click(event));
    this.rebuild = whenIdle(() => this.draw());
    editor.on("update", () => this.rebuild());
    editor.storage.shared.library.listeners.add(() => this.rebuild());
    editor.storage.shared.margin.listeners.add(() => this.rebuild());
    editor.on("selectionUpdate", () => this.here());
    this.draw();
  }

  /** Where there is no room for the rail beside the sheet: a button that opens it over the page, and the counts. */
  opener() {
    this.again = el("p", { class: "q n counts" });
    this.dom.id ||= "story-outline";
    const opens = button({ class: "btn small word", "aria-haspopup": "dialog", "aria-controls": this.dom.id, onclick: () => this.open() }, icon("menu"), gettext("Outline"));
    this.dom.addEventListener("toggle", ({ newState }) => newState === "closed" && this.dom.removeAttribute("popover"));
    return [this.again, opens];
  }

  open() {
    this.dom.popover = "auto";
    this.dom.showPopover();
    (this.current ?? this.list.querySelector("button"))?.focus();
  }

  draw() {
    if (this.editor.isDestroyed) return;
    const totals = { words: 0, letters: 0, seconds: 0 };
    const lines = [];
    const shown = this.editor.state.doc.children;
    shown.forEach((block, number) => {
      const { words, letters, clips } = factsOf(block);
      totals.words += words;
      totals.letters += letters;
      for (const key of clips) totals.seconds += (this.editor.storage.shared.library.rows.get(`clip:${key}`)?.ms ?? 0) / 1000;
      const rests = number === shown.length - 1 && !words; // the empty line after the story
      if (block.type.name !== "paragraph" || !(rests || (shown.length > LONG && !this.told(block).length))) lines.push(this.line(block));
    });
    const old = [...this.list.children];
    if (lines.length !== old.length || lines.some((line, number) => line !== old[number])) this.list.replaceChildren(...lines);
    this.count(totals);
    this.here();
  }

  row(block) {
    const [kind, attribute] = KINDS.get(block.type.name)?.library ?? [];
    return kind ? this.editor.storage.shared.library.rows.get(`${kind}:${block.attrs[attribute]}`) : null;
  }

  /** What is wrong with a block, by the server, by the card itself, by whoever notes something at it. */
  told(block) {
    const stops = [...this.problems.of(block.attrs.id), ...(KINDS.get(block.type.name)?.problems?.(block, this.row(block)) ?? [])];
    return [...stops.map((text) => ({ kind: "must", text })), ...notesAt(block)];
  }

  /** The same line element as long as nothing in it changes. */
  line(block) {
    const kind = KINDS.get(block.type.name);
    const [row, told] = [this.row(block), this.told(block)];
    const words = kind ? [kind.label(), kind.title(block, row)].filter(Boolean).join(" · ") : factsOf(block).start || gettext("empty");
    const key = `${block.attrs.id}|${block.type.name}|${words}|${told.map(({ kind: sort, text }) => sort + text).join()}`;
    const known = this.lines.get(block.attrs.id);
    if (known?.key === key) return known.dom;
    const face = [icon(kind?.icon ?? ICONS[block.type.name] ?? "para"), el(block.type.name === "crosshead" ? "b" : "span", {}, words), sign(told)];
    const dom = el("li", { class: block.type.name === "crosshead" ? "h" : null }, el("button", { type: "button", "data-block": block.attrs.id }, ...face));
    this.lines.set(block.attrs.id, { key, dom });
    return dom;
  }

  count({ words, letters, seconds }) {
    const parts = [
      fill(ngettext("%(count)s word", "%(count)s words", words), { count: words }),
      fill(ngettext("%(count)s character", "%(count)s characters", letters), { count: letters }),
      fill(gettext("%(count)s min to read"), { count: Math.max(1, Math.round(words / WORDS_A_MINUTE)) }),
      seconds ? fill(gettext("%(count)s min to watch"), { count: clock(seconds) }) : "",
    ];
    this.counts.textContent = this.again.textContent = parts.filter(Boolean).join(" · ");
  }

  here() {
    const { selection } = this.editor.state;
    const block = selection.$from.depth ? selection.$from.node(1) : selection.node;
    const line = this.lines.get(block?.attrs.id)?.dom.firstChild;
    if (line === this.current) return;
    this.current?.removeAttribute("aria-current");
    line?.setAttribute("aria-current", "true");
    this.current = line;
  }

  click(event) {
    const id = event.target.closest("button")?.dataset.block;
    if (this.dom.popover) this.dom.hidePopover();
    if (id) jump(this.editor, id);
  }
}
