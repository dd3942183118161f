/**
 * Arranging a front: without script every step is a form and a page; with it nothing but the part that changed is
 * drawn anew, slots lie over the picture of the page and stories are dragged there, or put there by keys:
 * 1–9 put what has the focus into that slot, arrows walk through the slots, Alt and an arrow moves a story.
 *
 * <front-desk>   around everything that a step can change
 */
import { kept } from "../storage.js";
import { fit } from "./picture.js";

const PARTS = [".pagehead", ".plans", ".time", ".pool", ".insp", ".fslots"];
const FIELDS = "input:not([type=range], [type=hidden]), textarea, select";
const OFF = "desk-single-keys-off";
const PAUSE = 250; // ms after the knob was last moved
const HEARD = ["submit", "click", "input", "change", "keydown", "dragstart", "dragover", "dragleave", "drop"];

const moment = ({ dataset, value }) => new Date(Date.parse(dataset.start) + Number(value) * 60000);

class FrontDesk extends HTMLElement {
  connectedCallback() {
    for (const kind of HEARD) this.addEventListener(kind, this);
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this.querySelector(".front"));
    this.frame.addEventListener("load", () => this.fit());
    this.fit();
  }

  disconnectedCallback() {
    this.sizes.disconnect();
  }

  get frame() {
    return this.querySelector("iframe");
  }

  get slots() {
    return [...this.querySelectorAll(".fslots a")];
  }

  fit() {
    fit(this.querySelector(".stage"), this.frame, this.slots);
  }

  handleEvent(event) {
    this[event.type](event);
  }

  submit(event) {
    const form = event.target;
    if (form.matches("[data-step]")) {
      event.preventDefault();
      this.load(form.action, { method: "POST", body: new FormData(form, event.submitter) });
    } else if (form.method === "get") {
      event.preventDefault();
      this.look(`?${new URLSearchParams(new FormData(form))}`);
    }
  }

  click(event) {
    const link = event.target.closest("a[href^='?']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.look(link.getAttribute("href"));
  }

  /** The knob goes along at once, the page follows when it is let go. */
  input(event) {
    if (event.target.type !== "range") return;
    const { dataset, value, max } = event.target;
    const time = { hour: "2-digit", minute: "2-digit", timeZone: dataset.zone };
    this.querySelector(".sl .here").setAttribute("x", `${(100 * value) / max}%`);
    this.querySelector(".sl .flagt").textContent = moment(event.target).toLocaleTimeString(document.documentElement.lang, time);
  }

  change(event) {
    if (event.target.type !== "range") return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(`?at=${encodeURIComponent(moment(event.target).toISOString())}`), PAUSE);
  }

  keydown(event) {
    if (event.ctrlKey || event.metaKey || event.isComposing || event.target.closest(FIELDS)) return;
    const slot = event.target.closest(".fslots a");
    const arrow = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (arrow && event.shiftKey && event.target.type === "range") this.turn(event, arrow);
    else if (arrow && slot) this.walk(event, slot, arrow);
    else if (!event.altKey && !event.shiftKey && /^\d$/.test(event.key) && !kept(OFF)) this.digit(event);
  }

  turn(event, direction) {
    event.preventDefault();
    const link = this.querySelector(`[data-turn=${direction > 0 ? "later" : "earlier"}]`);
    if (link) this.look(link.getAttribute("href"));
  }

  walk(event, slot, direction) {
    event.preventDefault();
    const next = this.slots[this.slots.indexOf(slot) + direction];
    if (next && event.altKey) this.move(slot, next);
    else next?.focus();
  }

  digit(event) {
    event.preventDefault();
    if (event.key === "0") return this.look("?");
    const story = event.target.closest("[data-story]");
    const slot = this.slots[Number(event.key) - 1];
    if (story && slot) return this.put(story, slot);
    return slot?.focus();
  }

  dragstart(event) {
    this.held = event.target.closest?.("[data-story]");
    if (!this.held) return event.preventDefault();
    event.dataTransfer.effectAllowed = "move";
    return event.dataTransfer.setData("text/plain", this.held.textContent.trim());
  }

  dragover(event) {
    const slot = event.target.closest?.(".fslots a");
    if (!slot || !this.held || slot === this.held) return;
    event.preventDefault();
    slot.classList.add("over");
  }

  dragleave(event) {
    event.target.closest?.(".fslots a")?.classList.remove("over");
  }

  drop(event) {
    const slot = event.target.closest?.(".fslots a");
    if (!slot || !this.held) return;
    event.preventDefault();
    this.put(this.held, slot);
    this.held = null;
  }

  put(story, slot) {
    if (story.matches(".fslots a")) this.move(story, slot);
    else this.step({ deed: "pin", story: story.dataset.story, slot: slot.dataset.slot });
  }

  move(source, target) {
    const { slot, story } = source.dataset;
    if (story && source !== target) this.step({ deed: "move", source: slot, story, slot: target.dataset.slot });
  }

  /** As a form would send it: its token and the moment are those of any form here. */
  step(fields) {
    const form = this.querySelector(".insp form[data-step]");
    const body = new FormData();
    for (const name of ["csrfmiddlewaretoken", "at", "version"]) body.set(name, form.elements[name].value);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    this.focusOn = `.fslots [data-slot="${fields.slot}"]`;
    this.load(form.action, { method: "POST", body });
  }

  look(query) {
    return this.load(new URL(query === "?" ? window.location.pathname : query, window.location.href), {});
  }

  async load(url, options) {
    this.setAttribute("aria-busy", "true");
    const answer = await fetch(url, options).catch(() => null);
    this.removeAttribute("aria-busy");
    if (!answer?.ok) return window.location.assign(options.method ? window.location.href : url); // that page says why
    history.replaceState(null, "", answer.url);
    return this.take(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }

  /** Part by part, and the focus stays where it was. */
  take(page) {
    const fresh = page.querySelector("front-desk");
    if (!fresh) return window.location.reload();
    const where = this.focusOn ?? this.whereabouts();
    this.focusOn = null;
    document.title = page.title;
    for (const part of PARTS) this.swap(part, fresh.querySelector(part));
    this.say(page.querySelector(".messagelist"));
    const source = fresh.querySelector("iframe").getAttribute("src");
    if (this.frame.getAttribute("src") !== source) this.frame.setAttribute("src", source);
    this.fit();
    return where && this.querySelector(where)?.focus({ preventScroll: true });
  }

  swap(part, fresh) {
    const old = this.querySelector(part);
    if (old && fresh) old.replaceWith(fresh);
    else if (old) old.remove();
    else if (fresh) this.querySelector(".pagehead").after(fresh);
  }

  say(fresh) {
    document.querySelector(".messagelist")?.remove();
    if (fresh) document.querySelector("#content").before(fresh);
  }

  whereabouts() {
    const here = document.activeElement;
    if (!this.contains(here)) return "";
    if (here.dataset.slot) return `.fslots [data-slot="${here.dataset.slot}"]`;
    if (here.type === "range") return "input[type=range]";
    const story = here.closest(".pool li")?.dataset.story;
    if (story) return `.pool [data-story="${story}"] button`;
    return here.id && `#${here.id}`;
  }
}

customElements.define("front-desk", FrontDesk);
