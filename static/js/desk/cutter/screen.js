/**
 * The picture that is seen, to the frame: told by the browser's frame callback where it has one. Seeking aims at the
 * middle of a picture, so that no rounding lands in its neighbour.
 */
import { frameAt } from "./times.js";

const FASTEST = 4;
const BACK = 120; // ms between two pictures on the way back, which browsers do not play

export class Screen extends EventTarget {
  constructor(video, { duration, frame, offset }) {
    super();
    Object.assign(this, { video, duration, frame, offset, seen: 0, aimed: null, until: null });
    for (const kind of ["seeked", "timeupdate", "play", "pause", "loadeddata"]) video.addEventListener(kind, this);
    if (video.requestVideoFrameCallback) this.watch();
  }

  watch() {
    this.video.requestVideoFrameCallback((_now, { mediaTime }) => {
      this.seen = mediaTime * 1000 - this.offset;
      this.told = true;
      this.moved();
      this.watch();
    });
  }

  handleEvent({ type }) {
    if (type === "seeked") this.aimed = null;
    if (!this.told || type === "seeked") this.seen = this.video.currentTime * 1000 - this.offset;
    this.moved();
  }

  moved() {
    if (this.until !== null && !this.video.paused && this.now >= this.until - this.frame / 2) {
      const end = this.until - this.frame / 2;
      this.pause();
      this.seek(end);
    }
    this.dispatchEvent(new Event("moved"));
  }

  /** Where one is, or is about to be. */
  get now() {
    return Math.min(Math.max(0, this.aimed ?? this.seen), this.duration);
  }

  get number() {
    return frameAt(this.now, this.frame);
  }

  seek(ms) {
    const last = Math.max(0, frameAt(this.duration - 1, this.frame));
    this.show(Math.min(frameAt(Math.max(0, ms), this.frame), last));
  }

  show(number) {
    const middle = (Math.max(0, number) + 0.5) * this.frame;
    this.aimed = middle;
    this.video.currentTime = Math.max(0, middle + this.offset) / 1000;
    this.dispatchEvent(new Event("moved"));
  }

  step(frames) {
    this.pause();
    const last = frameAt(Math.max(0, this.duration - 1), this.frame);
    this.show(Math.min(Math.max(0, this.number + frames), last));
  }

  toggle() {
    if (this.video.paused && !this.backwards) this.forward(1);
    else this.pause();
  }

  /** L, again and again: faster. */
  forward(rate = this.video.paused || this.backwards ? 1 : Math.min(FASTEST, this.video.playbackRate * 2)) {
    this.stopBack();
    this.until = null;
    this.video.playbackRate = rate;
    this.video.play().catch(() => {}); // no file, or one that this browser does not play: the page says so
  }

  /** J, again and again: faster. */
  backward() {
    const rate = this.backwards ? Math.min(FASTEST, this.backwards * 2) : 1;
    this.pause();
    this.backwards = rate;
    this.timer = setInterval(() => {
      if (this.now <= this.frame) this.pause();
      else if (this.aimed === null) this.seek(this.now - BACK * this.backwards);
    }, BACK);
  }

  pause() {
    this.until = null;
    this.stopBack();
    this.video.pause();
  }

  stopBack() {
    clearInterval(this.timer);
    this.backwards = 0;
  }

  /** From here to there and no further. */
  async playStretch(begin, end) {
    this.pause();
    this.seek(begin);
    this.video.playbackRate = 1;
    await new Promise((done) => this.video.addEventListener("seeked", done, { once: true }));
    this.until = end;
    this.video.play().catch(() => {});
  }
}
