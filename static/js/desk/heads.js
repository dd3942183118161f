/**
 * The writing fields of a story: as high as their words, counted in the margin, and in grey what an empty one inherits.
 *
 * data-best="60"         how many characters are best; the count stands beside the field
 * data-inherits="lead"   the field whose words are shown while this one is empty
 */
import { fill } from "./words.js";

const PAUSE = 1500; // ms without a key before a count is said aloud
const form = document.getElementById("article_form");

/** Characters as a reader counts them: an umlaut or a family of emoji is one. */
const parts = globalThis.Intl?.Segmenter ? new Intl.Segmenter(document.documentElement.lang || "de") : null;
const lengthOf = (text) => (parts ? [...parts.segment(text.trim())].length : [...text.trim()].length);

class Heads {
  constructor() {
    this.said = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    this.said.setAttribute("role", "status");
    form.append(this.said);
    for (const field of form.querySelectorAll("[data-best]")) this.countBeside(field);
    for (const field of form.querySelectorAll("textarea")) this.grow(field);
    this.inherit();
    this.measure();
    form.addEventListener("input", this);
    form.addEventListener("keydown", this);
  }

  /** How far below the sheet's top the text begins: the outline beside it starts with the sheet. */
  measure() {
    const copy = form.querySelector(".copy");
    if (!copy) return;
    const told = () => form.style.setProperty("--above", `${copy.offsetTop - form.offsetTop}px`);
    new ResizeObserver(told).observe(form); // heads grow, and rows of names become chips, whenever their script is there
    told();
  }

  handleEvent(event) {
    const field = event.target;
    if (!field.name) return undefined; // the story's text is no field of ours, and a key in it should cost nothing here
    if (event.type === "keydown") return this.key(event);
    if (field.matches("[data-best]")) {
      this.count(field);
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.say(field), PAUSE);
    }
    this.grow(field);
    this.inherit(field.name);
    return undefined;
  }

  /** A headline is one line, however often it wraps: Enter goes on to the next field. */
  key(event) {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("textarea[rows='1']")) return;
    event.preventDefault();
    const fields = [...form.querySelectorAll(".heads :is(input, textarea)")];
    fields[fields.indexOf(event.target) + 1]?.focus();
  }

  countBeside(field) {
    const count = Object.assign(document.createElement("span"), { className: "count n", id: `${field.id}_count` });
    (field.closest(".form-row") ?? field.parentNode).append(count);
    const told = [field.getAttribute("aria-describedby"), count.id].filter(Boolean);
    field.setAttribute("aria-describedby", told.join(" "));
    this.count(field);
  }

  count(field) {
    const count = document.getElementById(`${field.id}_count`);
    const [length, best] = [lengthOf(field.value), Number(field.dataset.best)];
    count.textContent = field.value || document.activeElement === field ? String(length) : "";
    count.title = fill(gettext("%(count)s characters, best up to %(best)s"), { count: length, best });
    count.classList.toggle("over", length > best);
  }

  say(field) {
    const [length, best] = [lengthOf(field.value), Number(field.dataset.best)];
    const words = length > best ? gettext("%(count)s characters, %(over)s more than is best") : gettext("%(count)s characters");
    this.said.textContent = fill(words, { count: length, over: length - best });
  }

  /** Browsers that know `field-sizing` need no help. */
  grow(field) {
    if (field.localName !== "textarea" || CSS.supports("field-sizing", "content") || !field.closest(".form-row")) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
  }

  inherit(name) {
    const heirs = name ? form.querySelectorAll(`[data-inherits="${CSS.escape(name)}"]`) : form.querySelectorAll("[data-inherits]");
    for (const heir of heirs) {
      heir.placeholder = form.elements[heir.dataset.inherits]?.value ?? "";
      this.grow(heir);
    }
  }
}

if (form) new Heads();
