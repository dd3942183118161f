/** Remarks beside the text: marks in its margin, the caret's block for a new one, and names after an @. */
import { currentBlock, currentWords, setMarginNotes } from "../admin/editor/margin.js";
import { Names } from "./names.js";

const goto = (block) => document.dispatchEvent(new CustomEvent("desk:goto-block", { detail: block }));

const SOON = 60; // ms

class Remarks {
  constructor() {
    for (const kind of ["desk:panel", "click", "selectionchange"]) document.addEventListener(kind, this);
  }

  handleEvent(event) {
    if (event.type === "desk:panel") return event.detail.name === "remarks" && this.fill(event.detail.panel);
    if (event.type === "selectionchange") return this.follow();
    const link = event.target.closest?.("[data-goto]");
    if (!link) return undefined;
    event.preventDefault();
    return goto(link.dataset.goto);
  }

  fill(panel) {
    this.panel = panel;
    this.mark();
    const names = [...panel.querySelectorAll(".colleagues li")].map((row) => ({ login: row.dataset.login, name: row.textContent }));
    for (const field of panel.querySelectorAll("[data-names]")) new Names(field, names);
    this.follow();
  }

  /** One mark a block, with the number of its open remarks. */
  mark() {
    const blocks = new Map();
    for (const thread of this.panel.querySelectorAll(".thread[data-block]")) {
      const { block, said } = thread.dataset;
      const known = blocks.get(block);
      blocks.set(block, { said: known ? `${known.said}; ${said}` : said, threads: [...(known?.threads ?? []), thread.id] });
    }
    setMarginNotes("remarks", [...blocks].map(([block, { said, threads }]) => ({ block, kind: "remark", text: said, node: this.badge(threads) })));
  }

  badge(threads) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "remark-badge", textContent: threads.length });
    button.setAttribute("aria-label", gettext("To the remarks at this block"));
    button.addEventListener("click", () => this.show(threads[0]));
    return button;
  }

  show(id) {
    document.dispatchEvent(new CustomEvent("desk:open", { detail: "remarks" }));
    const thread = document.getElementById(id);
    thread?.scrollIntoView({ block: "nearest" });
    thread?.focus({ preventScroll: true });
  }

  /** While the caret is in the text, the new remark goes with it; in the remark's own field it stays where it was. */
  follow() {
    const form = this.panel?.querySelector(".remark-form");
    if (!form || !document.activeElement?.closest?.(".ProseMirror")) return;
    clearTimeout(this.soon); // the editor hears of a caret that was set by the browser a moment after we do
    this.soon = setTimeout(() => this.goWith(form), SOON);
  }

  goWith(form) {
    const block = currentBlock() ?? "";
    form.elements.block.value = block;
    const at = form.querySelector(".at");
    const words = currentWords().trim().slice(0, 60);
    at.textContent = block ? `${at.dataset.atBlock} ${words ? `„${words}“` : ""}`.trim() : at.dataset.atStory;
  }
}

new Remarks();
