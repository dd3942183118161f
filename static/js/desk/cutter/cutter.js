/**
 * Cuts a stretch out of a programme: two numbers, to the frame. Keys act while the focus is in here and in no field:
 * J K L back, halt, on (again: faster) · , . and arrows a frame, with Shift a second · I O in and out, with Shift to them ·
 * P plays the stretch · + − stretch the line · T to what is said · Ctrl Z, Ctrl Shift Z. Ctrl S saves from anywhere.
 */
import { gettext } from "../words.js";
import { Marks } from "./marks.js";
import { Posters } from "./posters.js";
import { Screen } from "./screen.js";
import { exact, parse, startOf } from "./times.js";
import { Timeline } from "./timeline.js";
import { Transcript } from "./transcript.js";

const FIELDS = "input, textarea, select, [contenteditable]";

class ClipCutter extends HTMLElement {
  connectedCallback() {
    const material = JSON.parse(document.getElementById("cutter-material").textContent);
    const video = this.querySelector("video");
    this.form = this.closest("form");
    [this.begin, this.end] = ["in_ms", "out_ms"].map((name) => this.form.elements[name]);
    this.marks = new Marks(this.typed() ?? material.marks, material);
    this.screen = new Screen(video, material);
    this.timeline = new Timeline(this.querySelector(".lines"), { material, marks: this.marks, screen: this.screen });
    const said = this.querySelector(".transcript");
    if (said) this.transcript = new Transcript(said, this);
    this.posters = new Posters(document.querySelector(".posters"), { ...this, board: material.board });
    this.listen();
    this.shown();
    this.moved();
    this.arrive(video);
  }

  /** What the form came back with counts: it may be what was just refused. */
  typed() {
    const pair = [this.begin, this.end].map(({ value }) => (value ? parse(value) : null));
    return pair.some((one) => one !== null) && !pair.some(Number.isNaN) ? pair : null;
  }

  listen() {
    for (const kind of ["keydown", "click", "change"]) this.addEventListener(kind, this);
    document.addEventListener("keydown", (event) => this.save(event));
    this.marks.addEventListener("change", () => this.shown());
    this.screen.addEventListener("moved", () => this.moved());
    window.addEventListener("beforeunload", (event) => {
      if (this.marks.past.length && !this.sent) event.preventDefault();
    });
    this.form.addEventListener("submit", () => (this.sent = true));
  }

  arrive(video) {
    const at = this.marks.begin ?? Number(this.dataset.at || 0);
    if (video.readyState) this.screen.seek(at);
    else video.addEventListener("loadedmetadata", () => this.screen.seek(at), { once: true });
    if (!document.querySelector(".errorlist, .errornote")) this.focus({ preventScroll: true });
  }

  handleEvent(event) {
    if (event.type === "keydown") return this.key(event);
    if (event.type === "change") return this.edited(event.target);
    const deed = event.target.closest("[data-deed]")?.dataset.deed;
    return deed && this.act(deed);
  }

  save(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  key(event) {
    if (event.defaultPrevented || event.altKey || event.isComposing || event.target.closest(FIELDS)) return;
    const command = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const pressed = event.target.closest("button, a");
    if (pressed && (key === " " || key === "Enter")) return;
    if (command && key === "z") this.act(event.shiftKey ? "redo" : "undo");
    else if (command || !this.letter(key, event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** True if the key means something here. */
  letter(key, shift) {
    const { screen } = this;
    const second = 1000 / screen.frame;
    const deeds = {
      j: () => screen.backward(),
      k: () => screen.pause(),
      l: () => screen.forward(),
      " ": () => screen.toggle(),
      ",": () => screen.step(-1),
      ".": () => screen.step(1),
      ArrowLeft: () => screen.step(shift ? -Math.round(second) : -1),
      ArrowRight: () => screen.step(shift ? Math.round(second) : 1),
      ArrowUp: () => screen.seek(screen.now - 10_000),
      ArrowDown: () => screen.seek(screen.now + 10_000),
      Home: () => screen.seek(0),
      End: () => screen.seek(screen.duration),
      i: () => this.act(shift ? "to-in" : "in"),
      o: () => this.act(shift ? "to-out" : "out"),
      p: () => this.act("play-cut"),
      "+": () => this.act("closer"),
      "-": () => this.act("wider"),
      t: () => this.querySelector(".transcript")?.focus(),
    };
    deeds[key]?.();
    return key in deeds;
  }

  act(deed) {
    const { marks, screen, timeline } = this;
    const deeds = {
      in: () => marks.beginAt(screen.now),
      out: () => marks.endAt(screen.now),
      "to-in": () => marks.begin !== null && screen.seek(marks.begin),
      "to-out": () => marks.end !== null && screen.seek(marks.end - 1),
      "play-cut": () => marks.length && screen.playStretch(marks.begin, marks.end),
      undo: () => marks.undo() || this.say(gettext("There is nothing to undo.")),
      redo: () => marks.redo(),
      back: () => screen.step(-1),
      on: () => screen.step(1),
      toggle: () => screen.toggle(),
      closer: () => timeline.stretch(0.5),
      wider: () => timeline.stretch(2),
    };
    deeds[deed]?.();
  }

  edited(field) {
    if (field !== this.begin && field !== this.end) return;
    const ms = field.value.trim() ? parse(field.value) : null;
    if (Number.isNaN(ms)) return; // said by the server, with the words that were typed
    if (field === this.begin) this.marks.set(ms, this.marks.end);
    else this.marks.set(this.marks.begin, ms);
  }

  shown() {
    const [begin, end] = this.marks.pair;
    this.begin.value = exact(begin);
    this.end.value = exact(end);
    for (const place of document.querySelectorAll("[data-length]")) place.textContent = this.marks.length === null ? "–" : exact(this.marks.length).slice(0, -2).replace(".", this.dataset.point);
    if (begin !== null && end !== null) this.say(`${exact(begin)} – ${exact(end)}`);
    this.posters?.offer();
  }

  moved() {
    const now = exact(startOf(this.screen.number, this.screen.frame));
    this.querySelector(".tcbig").textContent = now.slice(0, -1).replace(".", this.dataset.point);
    this.querySelector("[data-deed=toggle]").setAttribute("aria-pressed", String(!this.screen.video.paused));
  }

  say(words) {
    this.querySelector(".said-aloud").textContent = words;
  }
}

customElements.define("clip-cutter", ClipCutter);
