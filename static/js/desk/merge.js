/**
 * Two people changed the same place: both texts stand in the form, and each place asks which should stay. A choice is a
 * step like any other, undone by Ctrl+Z; then the place asks again. `open` says how many are undecided.
 */
import { margin } from "./place.js";
import { gettext, initials, printf } from "./words.js";

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

function choice(words, run) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "btn small", textContent: words });
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", run);
  return made;
}

class MergeChoices extends HTMLElement {
  connectedCallback() {
    this.question = JSON.parse(document.getElementById("asked").textContent);
    this.form = document.getElementById("article_form");
    this.both = new Set();
    this.fields = this.question.fields.filter(({ name }) => this.form.elements[name]);
    for (const field of this.fields) this.drawField(field);
    if (this.question.blocks.length || this.question.kept.length) this.begin();
  }

  async begin() {
    const host = document.querySelector("[data-story-editor]");
    const { setMarginNotes } = (await margin) ?? {};
    while (host && !host.editor && !host.dataset.locked) await frame();
    this.editor = host?.editor?.editor;
    if (!this.editor) return;
    this.setNotes = setMarginNotes;
    this.editor.on("update", () => this.draw());
    this.draw();
    this.next();
  }

  get doc() {
    return this.editor?.state.doc;
  }

  /** Where the block starts, or -1. */
  at(id) {
    let found = -1;
    this.doc?.forEach((node, position) => {
      if (node.attrs.id === id) found = position;
    });
    return found;
  }

  /** Both texts still stand there, and nobody has said that they should. */
  get pairs() {
    return this.question.blocks.filter(({ theirs, mine }) => !this.both.has(mine) && this.at(theirs) >= 0 && this.at(mine) >= 0);
  }

  get open() {
    return this.pairs.length + this.fields.filter(({ decided }) => !decided).length;
  }

  draw() {
    const { pairs } = this;
    const key = pairs.map(({ mine }) => mine).join();
    if (key === this.drawn) return;
    this.drawn = key;
    const kept = this.question.kept.map((block) => ({ block, kind: "note", text: gettext("One of you deleted this block, the other changed it: it has stayed.") }));
    this.setNotes("merge", [...pairs.flatMap((pair) => this.notes(pair)), ...kept]);
  }

  notes(pair) {
    const { who } = this.question;
    const deeds = document.createElement("span");
    deeds.className = "do merge-deeds";
    deeds.append(
      choice(gettext("Keep mine"), () => this.take(pair, "mine")),
      choice(printf(gettext("Take the text by %s"), who), () => this.take(pair, "theirs")),
      choice(gettext("Keep both"), () => this.take(pair, "both")),
    );
    const told = printf(gettext("%s changed this block while you did. Above stands that text, here yours. Which should stay?"), who);
    return [
      { block: pair.theirs, kind: "who", text: initials(who), label: printf(gettext("Text by %s"), who) },
      { block: pair.mine, kind: "who", text: gettext("me"), label: gettext("Your text") },
      { block: pair.mine, kind: "warn", text: told, node: deeds },
    ];
  }

  take(pair, which) {
    const { state, view } = this.editor;
    const drop = which === "mine" ? this.at(pair.theirs) : this.at(pair.mine);
    if (which === "both") this.both.add(pair.mine);
    else {
      const tr = state.tr.delete(drop, drop + state.doc.nodeAt(drop).nodeSize);
      // What stays is the same block as before, whoever's words it has: its history goes on.
      if (which === "mine") tr.setNodeAttribute(tr.mapping.map(this.at(pair.mine)), "id", pair.theirs);
      view.dispatch(tr);
    }
    this.draw();
    if (this.open) this.next();
    else view.focus();
  }

  next() {
    const [pair] = this.pairs;
    if (pair) return void document.dispatchEvent(new CustomEvent("desk:goto-block", { detail: pair.mine }));
    return this.fields.find(({ decided }) => !decided)?.element?.focus();
  }

  drawField(field) {
    const element = (field.element = this.form.elements[field.name]);
    const { who } = this.question;
    const row = document.createElement("p");
    row.className = "merge-field";
    const done = (value) => {
      if (value !== undefined) this.set(element, value);
      field.decided = true;
      row.remove();
    };
    const theirs = String(field.theirs ?? "");
    row.append(choice(gettext("Keep mine"), () => done()), choice(printf(gettext("Take the text by %s"), who), () => done(theirs)));
    if (element.localName === "textarea" || element.type === "text") {
      row.append(choice(gettext("Keep both"), () => done([theirs, element.value].filter(Boolean).join(element.rows > 1 ? "\n" : " "))));
    }
    const place = element.closest(".form-row") ?? element.parentElement;
    (place.querySelector(".errorlist") ?? element).after(row);
  }

  set(element, value) {
    if (element.localName === "select" && ![...element.options].some((option) => option.value === value)) element.append(new Option(value, value));
    element.value = value;
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

customElements.define("merge-choices", MergeChoices);
