/** In and out, and every pair there was before: what is undone comes back whole. */
import { endOf, frameAt, startOf } from "./times.js";

const SHORTEST = 1000;

export class Marks extends EventTarget {
  constructor([begin, end], { duration, frame }) {
    super();
    Object.assign(this, { begin, end, duration, frame, past: [], future: [] });
  }

  get pair() {
    return [this.begin, this.end];
  }

  get length() {
    return this.begin === null || this.end === null ? null : this.end - this.begin;
  }

  /** The picture that is seen becomes the first one of the segment … */
  beginAt(ms) {
    const begin = Math.min(startOf(frameAt(ms, this.frame), this.frame), Math.max(0, this.duration - SHORTEST));
    this.set(begin, this.end !== null && this.end < begin + SHORTEST ? null : this.end);
  }

  /** … or the last one. */
  endAt(ms) {
    const end = Math.min(endOf(frameAt(ms, this.frame), this.frame), this.duration);
    this.set(this.begin !== null && end < this.begin + SHORTEST ? null : this.begin, end);
  }

  /** `joined`: goes on with the step before it, as dragging does, and is undone with it. */
  set(begin, end, { joined = false } = {}) {
    if (begin === this.begin && end === this.end) return;
    if (!joined) this.past.push(this.pair);
    this.future = [];
    this.put([begin, end]);
  }

  undo() {
    if (!this.past.length) return false;
    this.future.push(this.pair);
    this.put(this.past.pop());
    return true;
  }

  redo() {
    if (!this.future.length) return false;
    this.past.push(this.pair);
    this.put(this.future.pop());
    return true;
  }

  put([begin, end]) {
    [this.begin, this.end] = [begin, end];
    this.dispatchEvent(new Event("change"));
  }
}
