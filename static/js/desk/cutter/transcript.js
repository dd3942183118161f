/**
 * What is said, word by word. Words that are selected become the segment: with the mouse or a finger as text is
 * selected anywhere, by keys with the arrows (up and down a line) and Shift. Enter and a line's time lead there.
 */
const LINES = { ArrowUp: -1, ArrowDown: 1 };
const WORDS = { ArrowLeft: -1, ArrowRight: 1 };

export class Transcript {
  constructor(host, { marks, screen }) {
    Object.assign(this, { host, marks, screen, here: 0, from: null });
    for (const line of host.querySelectorAll("p[data-start]")) this.split(line);
    this.words = [...host.querySelectorAll("[data-from]")];
    for (const kind of ["click", "keydown", "pointerup", "focus"]) host.addEventListener(kind, this);
    marks.addEventListener("change", () => this.paint());
    screen.addEventListener("moved", () => this.follow());
    this.paint();
  }

  /** When a word is said is known of its line only: it takes as long as it has letters. */
  split(line) {
    const said = line.querySelector(".said");
    const [start, end] = [Number(line.dataset.start), Number(line.dataset.end)];
    const words = said.textContent.split(/(\s+)/).filter(Boolean);
    const letters = words.join("").length || 1;
    let before = 0;
    const at = (count) => Math.round(start + ((end - start) * count) / letters);
    said.replaceChildren(
      ...words.map((word) => {
        const begin = before;
        before += word.length;
        if (/^\s+$/.test(word)) return word;
        const span = Object.assign(document.createElement("span"), { textContent: word });
        Object.assign(span.dataset, { from: at(begin), to: at(before) });
        return span;
      }),
    );
  }

  handleEvent(event) {
    if (event.type === "keydown") return this.key(event);
    if (event.type === "pointerup") return setTimeout(() => this.selected());
    if (event.type === "focus") return this.point();
    const line = event.target.closest("[data-seek]")?.closest("p");
    if (line) this.screen.seek(Number(line.dataset.start));
    return undefined;
  }

  selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const found = this.words.map((word, place) => [word, place]).filter(([word]) => range.intersectsNode(word) && selection.toString().trim());
    if (!found.length) return;
    selection.removeAllRanges();
    this.take(found[0][1], found.at(-1)[1]);
  }

  take(first, last, options) {
    const [begin, end] = [Number(this.words[first].dataset.from), Number(this.words[last].dataset.to)];
    const out = Math.min(Math.max(end, begin + 1000), this.marks.duration);
    this.marks.set(Math.min(begin, out - 1000), out, options);
    this.screen.seek(begin);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.words.length) return;
    const next = this.next(event.key);
    if (next === null && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") return this.screen.seek(Number(this.words[this.here].dataset.from));
    if (!event.shiftKey) this.from = null;
    const joined = this.from !== null;
    if (event.shiftKey) this.from ??= this.here;
    this.here = next;
    this.point();
    if (this.from !== null) this.take(Math.min(this.from, next), Math.max(this.from, next), { joined });
  }

  next(key) {
    const last = this.words.length - 1;
    if (key === "Home") return 0;
    if (key === "End") return last;
    if (key in WORDS) return Math.min(last, Math.max(0, this.here + WORDS[key]));
    if (!(key in LINES)) return null;
    const lines = [...this.host.querySelectorAll("p[data-start]")];
    const line = lines[lines.indexOf(this.words[this.here].closest("p")) + LINES[key]];
    const first = line?.querySelector("[data-from]");
    return first ? this.words.indexOf(first) : this.here;
  }

  /** Where the keys are. */
  point() {
    this.host.querySelector(".here")?.classList.remove("here");
    const word = this.words[this.here];
    word?.classList.add("here");
    word?.scrollIntoView({ block: "nearest" });
  }

  paint() {
    const [begin, end] = this.marks.pair;
    const whole = begin !== null && end !== null;
    for (const word of this.words) word.classList.toggle("cut", whole && Number(word.dataset.to) > begin && Number(word.dataset.from) < end);
  }

  follow() {
    const { now } = this.screen;
    const line = [...this.host.querySelectorAll("p[data-start]")].findLast((one) => Number(one.dataset.start) <= now);
    if (line === this.line) return;
    this.line?.removeAttribute("aria-current");
    this.line = line;
    line?.setAttribute("aria-current", "true");
    if (!this.host.contains(document.activeElement) && line) this.host.scrollTop = line.offsetTop - this.host.clientHeight / 3;
  }
}
