/** The programme as a line: all of it above, and below a window of it with storyboard, sound, chapters, segments and handles. */
import { gettext } from "../words.js";
import { peaksFrom, wave } from "./sound.js";
import { draw, tile } from "./svg.js";
import { clock } from "./times.js";

const CELL = 96; // pixels of a picture
const STEPS = [200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000];
const SOUND = 44; // pixels that the sound takes, where there is one
const LEAST = 2000; // ms: closer is nothing more to see

export class Timeline {
  constructor(host, { material, marks, screen, names }) {
    Object.assign(this, { host, material, marks, screen, names, duration: Math.max(material.duration, 1) });
    this.view = [0, this.duration];
    this.low = material.peaks ? SOUND : 0;
    this.over = draw("svg", { class: "ov", height: 18, width: "100%", "aria-hidden": "true" });
    this.zoom = draw("svg", { class: "tl", height: 150 + this.low, width: "100%", "aria-hidden": "true" });
    host.append(this.over, this.zoom);
    for (const kind of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) host.addEventListener(kind, this);
    this.zoom.addEventListener("wheel", this, { passive: false });
    new ResizeObserver(() => this.draw()).observe(host);
    marks.addEventListener("change", () => this.draw());
    screen.addEventListener("moved", () => this.follow());
    if (material.peaks) this.listen(material.peaks);
  }

  async listen(address) {
    this.peaks = await peaksFrom(address);
    this.draw();
  }

  get span() {
    return this.view[1] - this.view[0];
  }

  share(ms) {
    return `${(100 * (ms - this.view[0])) / this.span}%`;
  }

  whole(ms) {
    return `${(100 * ms) / this.duration}%`;
  }

  /** Closer (below 1) or wider, around the picture that is seen. */
  stretch(factor) {
    const span = Math.min(this.duration, Math.max(LEAST, this.span * factor));
    const share = Math.min(1, Math.max(0, (this.screen.now - this.view[0]) / this.span));
    this.look(this.screen.now - share * span, span);
  }

  look(from, span = this.span) {
    const begin = Math.min(Math.max(0, from), this.duration - span);
    this.view = [begin, begin + span];
    this.draw();
  }

  follow() {
    const { now } = this.screen;
    if (!this.held && (now < this.view[0] || now > this.view[1])) this.look(now - this.span / 10);
    this.head?.setAttribute("x", this.share(now));
    this.dot?.setAttribute("x", this.whole(now));
  }

  draw() {
    this.over.replaceChildren(...this.overview());
    const [begin, end] = this.marks.pair;
    this.zoom.replaceChildren(...this.ticks(), ...this.pictures(), ...this.sound(begin, end), ...this.dimmed(begin, end), ...this.chapters(), ...this.segments(), ...this.own(begin, end), ...this.handles(begin, end));
    this.head = draw("svg", { x: 0, y: 14, overflow: "visible" }, draw("path", { class: "ph", d: "M-6 0h12v8l-6 6-6-6z" }), draw("line", { class: "phl", x1: 0, x2: 0, y1: 8, y2: 136 + this.low }));
    this.zoom.append(this.head);
    this.follow();
  }

  overview() {
    const segments = this.material.segments.map((one) => draw("rect", { class: "sgm", x: this.whole(one.in), width: this.whole(one.out - one.in), y: 2, height: 14 }));
    this.dot = draw("rect", { class: "ph", width: 2, height: 18 });
    const view = draw("rect", { class: "view", x: this.whole(this.view[0]), width: this.whole(this.span), y: 1, height: 16 });
    return [draw("rect", { class: "bg", width: "100%", y: 2, height: 14 }), ...segments, view, this.dot];
  }

  ticks() {
    const step = STEPS.find((one) => this.span / one <= 10) ?? this.span / 8;
    const found = [];
    for (let at = Math.ceil(this.view[0] / step) * step; at <= this.view[1]; at += step) {
      found.push(draw("line", { class: "tick", x1: this.share(at), x2: this.share(at), y1: 0, y2: 6 }));
      const words = step < 1000 ? `${clock(at)}.${Math.floor((at % 1000) / 100)}` : clock(at);
      found.push(draw("svg", { x: this.share(at), overflow: "visible" }, Object.assign(draw("text", { x: 3, y: 12 }), { textContent: words })));
    }
    return found;
  }

  pictures() {
    const { board } = this.material;
    if (!board) return [draw("rect", { class: "none", y: 22, height: 54, width: "100%" })];
    const count = Math.max(1, Math.ceil(this.zoom.clientWidth / CELL));
    return Array.from({ length: count }, (_, place) => {
      const middle = this.view[0] + ((place + 0.5) / count) * this.span;
      return tile(board, middle, { x: `${(100 * place) / count}%`, y: 22, width: `${100 / count}%`, height: 54 });
    });
  }

  sound(begin, end) {
    if (!this.peaks) return [];
    const bars = Math.max(1, Math.floor(this.zoom.clientWidth / 4));
    const cut = (ms) => begin !== null && end !== null && ms >= begin && ms <= end;
    return [wave(this.peaks, this.view, bars, cut, { x: 0, y: 80, width: "100%", height: SOUND - 4 })];
  }

  dimmed(begin, end) {
    if (begin === null && end === null) return [];
    const from = Math.max(this.view[0], begin ?? 0);
    const to = Math.min(this.view[1], end ?? this.duration);
    const before = Math.max(0, from - this.view[0]);
    const after = Math.max(0, this.view[1] - to);
    const wide = (ms) => `${(100 * ms) / this.span}%`;
    return [draw("rect", { class: "dim", y: 22, height: 54, width: wide(Math.min(before, this.span)) }), draw("rect", { class: "dim", y: 22, height: 54, x: this.share(to), width: wide(Math.min(after, this.span)) })];
  }

  chapters() {
    const named = (one) => Object.assign(draw("text", { class: "ch", x: 6, y: 15 }), { textContent: one.title });
    return this.material.chapters.flatMap((one, number, all) => {
      const from = Math.max(one.start_ms, this.view[0]); // of one that began before, the name stands at the edge
      const length = Math.max(0, (all[number + 1]?.start_ms ?? this.duration) - from); // and ends where the next begins
      return [
        draw("line", { class: "chap", x1: this.share(one.start_ms), x2: this.share(one.start_ms), y1: 80 + this.low, y2: 100 + this.low }),
        draw("svg", { x: this.share(from), y: 80 + this.low, width: `${(100 * length) / this.span}%`, height: 20 }, named(one)),
      ];
    });
  }

  /** Each in its own box, so that a long title ends where the segment does. */
  segments() {
    return this.material.segments.filter(({ own }) => !own).map((one) => this.box(one.in, one.out, one.title));
  }

  /** What is being cut, where it will stand among the others. */
  own(begin, end) {
    if (begin === null || end === null) return [];
    const title = this.material.segments.find(({ own }) => own)?.title ?? gettext("New cut");
    return [this.box(begin, end, `${title} · ${clock(end - begin)}`, "new")];
  }

  box(begin, end, words, kind = "") {
    const place = { x: this.share(begin), width: `${(100 * (end - begin)) / this.span}%`, y: 106 + this.low, height: 26 };
    const title = Object.assign(draw("text", { class: `sg ${kind}`, x: 7, y: 17 }), { textContent: words });
    return draw("svg", place, draw("rect", { class: `seg ${kind}`, width: "100%", height: 26 }), title);
  }

  handles(begin, end) {
    const found = [];
    if (begin !== null && end !== null) found.push(draw("rect", { class: "selbox", x: this.share(begin), width: `${(100 * (end - begin)) / this.span}%`, y: 22, height: 110 + this.low }));
    const grip = (name, ms, x) => {
      const letter = Object.assign(draw("text", { class: "hdt", x: x + 7, y: 32, "text-anchor": "middle" }), { textContent: name });
      return draw("svg", { x: this.share(ms), y: 22, overflow: "visible", "data-grip": name }, draw("rect", { class: "hd", x, width: 14, height: 54 }), letter);
    };
    if (begin !== null) found.push(grip("I", begin, -14));
    if (end !== null) found.push(grip("O", end, 0));
    return found;
  }

  handleEvent(event) {
    if (event.type === "wheel") return this.wheel(event);
    if (event.type === "pointerdown") return this.grab(event);
    if (event.type === "pointermove") return this.held?.(event);
    this.held = null;
    return undefined;
  }

  wheel(event) {
    event.preventDefault();
    if (event.ctrlKey) this.stretch(event.deltaY > 0 ? 1.25 : 0.8);
    else this.look(this.view[0] + ((event.deltaX || event.deltaY) / this.zoom.clientWidth) * this.span);
  }

  grab(event) {
    if (event.button) return;
    event.preventDefault();
    this.host.setPointerCapture(event.pointerId);
    this.host.closest("clip-cutter").focus({ preventScroll: true });
    const over = this.over.contains(event.target);
    const grip = event.target.closest("[data-grip]")?.dataset.grip;
    let joined = false;
    this.held = (moved) => {
      const at = this.at(moved, over);
      if (over) this.look(at - this.span / 2);
      if (grip) this.drag(grip, at, joined);
      joined = true;
      this.screen.seek(at);
    };
    this.held(event);
  }

  /** A handle stays on its side of the other. */
  drag(grip, at, joined) {
    const { begin, end, frame } = this.marks;
    const ms = Math.round(Math.round(at / frame) * frame);
    if (grip === "I" && (end === null || ms <= end - 1000)) this.marks.set(ms, end, { joined });
    if (grip === "O" && (begin === null || ms >= begin + 1000)) this.marks.set(begin, ms, { joined });
  }

  at(event, over) {
    const { left, width } = (over ? this.over : this.zoom).getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    return over ? share * this.duration : this.view[0] + share * this.span;
  }
}
