import { glimpses } from "./player-board.js";
import { keyed } from "./player-keys.js";

const EVENTS = ["play", "timeupdate", "seeking", "ended", "loadedmetadata", "error"];
const GONE = [403, 404, 410];

/**
 * A video that begins and ends where its clip does. Before somebody asks for it nothing of it is fetched.
 *
 * In a story it is a link with a poster, and plays in place; on the clip's page a native player, which does all of
 * this without script, too. Times are seconds on the clock of the file; what stands in links counts from the clip.
 */
class NewsPlayer extends HTMLElement {
  connectedCallback() {
    const { begin, end, from, frame } = this.dataset;
    this.begin = Number(begin);
    this.end = end ? Number(end) : Infinity;
    this.from = this.begin + Number(from || 0);
    this.frame = Number(frame) / 1000;
    this.bounded = this.hasAttribute("data-cut");
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
    if (!this.querySelector("template")) this.prepare();
  }

  handleEvent(event) {
    this[`on${event.type}`]?.(event);
  }

  /** What the browser would play by itself without script is held back until it is asked for. */
  prepare() {
    this.video = this.querySelector("video");
    this.file = this.video.getAttribute("src").split("#")[0];
    this.video.removeAttribute("src");
    this.video.controls = false;
    this.part(".start", (button) => (button.hidden = false));
    for (const name of EVENTS) this.video.addEventListener(name, this);
    this.part(".reel input", (reel) => reel.addEventListener("input", this));
    this.part(".reel[data-board]", (reel) => glimpses(reel, this.begin));
  }

  onclick(event) {
    const { target, metaKey, ctrlKey, shiftKey } = event;
    const deed = target.closest("[data-do]")?.dataset.do;
    if (deed) this[deed]();
    if (target.closest("a")?.parentElement !== this || metaKey || ctrlKey || shiftKey) return; // a new tab was meant
    event.preventDefault();
    this.replaceChildren(this.querySelector("template").content.cloneNode(true));
    this.prepare();
    this.start();
  }

  onkeydown(event) {
    if (this.started) keyed(this, event);
  }

  async start() {
    if (!this.started) {
      this.started = true;
      this.video.controls = true;
      this.part(".start", (button) => button.remove());
      this.part(".reel", (reel) => (reel.hidden = !this.bounded));
      this.toggleAttribute("data-bounded", this.bounded);
      this.video.focus();
      if (!(await this.adaptive())) this.video.src = this.file;
    }
    this.video.play().catch(() => {}); // refused: the reader presses the button herself
  }

  /** By hls.js wherever a script may feed the player: browsers that play HLS by themselves begin where they like. */
  async adaptive() {
    const { hls } = this.dataset;
    if (!hls) return false;
    const { default: Hls } = await import("../vendor/hls.light.js").catch(() => ({}));
    if (Hls?.isSupported()) this.feed(Hls, hls);
    else if (this.video.canPlayType("application/vnd.apple.mpegurl")) this.video.src = hls;
    else return false;
    return true;
  }

  feed(Hls, source) {
    // No further ahead than the clip lasts: what nobody will see is not fetched.
    const ahead = this.bounded ? Math.min(30, Math.ceil(this.end - this.from) + 1) : 30;
    this.hls = new Hls({ startPosition: this.from, maxBufferLength: ahead, enableWorker: false, capLevelToPlayerSize: true });
    this.hls.on(Hls.Events.ERROR, (_name, problem) => problem.fatal && this.failed(problem));
    this.hls.loadSource(source);
    this.hls.attachMedia(this.video);
  }

  /** A right that has ended is told; anything else gets the plain file, once. */
  failed({ response }) {
    this.from = this.video.currentTime || this.from;
    this.hls.destroy();
    this.hls = null;
    if (GONE.includes(response?.code)) this.say(this.dataset.gone);
    else this.video.src = this.file;
  }

  onerror() {
    if (!this.hls) this.say(this.dataset.gone);
  }

  onloadedmetadata() {
    if (!this.hls) this.video.currentTime = this.from;
  }

  onplay() {
    if (this.bounded && this.video.currentTime >= this.end - 2 * this.frame) this.video.currentTime = this.begin;
    this.part(".after", (after) => (after.hidden = true));
    this.watch();
  }

  /** Frame by frame: the last one that is shown is the clip's own last one. */
  watch() {
    this.video.requestVideoFrameCallback?.((_now, { mediaTime }) => {
      if (!this.bounded || this.video.paused) return;
      if (mediaTime > this.end - 1.5 * this.frame) this.halt();
      else this.watch();
    });
  }

  ontimeupdate() {
    const { currentTime, paused, playbackRate } = this.video;
    this.part(".reel", (reel) => this.show(reel, currentTime));
    const left = this.end - currentTime;
    if (!this.bounded || paused || left > 0.6) return;
    clearTimeout(this.timer); // sound alone has no frames, and a hidden page draws none
    this.timer = setTimeout(() => this.halt(), Math.max(0, left * 1000) / playbackRate);
  }

  onseeking() {
    const { currentTime } = this.video;
    if (!this.bounded || (currentTime >= this.begin - 0.05 && currentTime <= this.end)) return;
    this.video.currentTime = currentTime < this.begin ? this.begin : this.end - this.frame / 2;
  }

  halt() {
    clearTimeout(this.timer);
    if (!this.bounded || this.video.paused) return;
    this.video.pause();
    if (this.video.currentTime > this.end) this.video.currentTime = this.end - this.frame / 2;
    this.onended();
  }

  onended() {
    this.part(".after", (after) => (after.hidden = false));
    this.say(this.dataset.over);
  }

  again() {
    this.video.currentTime = this.begin;
    this.start();
  }

  /** On into the programme: from here on the native bar shows all of it. */
  on() {
    this.bounded = false;
    this.removeAttribute("data-bounded");
    if (this.hls) this.hls.config.maxBufferLength = 30;
    this.part(".reel", (reel) => (reel.hidden = true));
    this.part("[data-do=on]", (button) => (button.hidden = true));
    this.video.focus();
    this.start();
  }

  oninput({ target }) {
    this.video.currentTime = this.begin + Number(target.value);
  }

  /** To a second of the clip, as links name it; it begins to play, for somebody has asked for it. */
  seek(second) {
    const moment = Math.min(this.begin + second, this.end - this.frame);
    if (this.started) this.video.currentTime = moment;
    else this.from = moment;
    this.start();
  }

  show(reel, moment) {
    const at = Math.round(Math.min(Math.max(moment, this.begin), this.end) - this.begin); // as lengths are said
    const { 0: input, 1: output } = reel.children;
    input.value = moment - this.begin;
    output.value = `${Math.floor(at / 60)}:${String(at % 60).padStart(2, "0")} / ${reel.dataset.length}`;
    input.setAttribute("aria-valuetext", output.value);
  }

  say(words) {
    this.part(".said", (place) => (place.textContent = words || ""));
  }

  part(selector, use) {
    const found = this.querySelector(selector);
    if (found) use(found);
  }
}

customElements.define("news-player", NewsPlayer);
