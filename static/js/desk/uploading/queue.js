/**
 * Files on their way to the desk: some at a time, in pieces, each going on where it stopped.
 *
 * An element with begin, piece and most that holds a CSRF field, a file input, a status line and an empty list.
 * A file has a token: dropped again after a crash, it goes on. What becomes of it, and of a row, each kind says itself.
 */
import { send, fingerprint, pause } from "./sending.js";

const TRIES = 6;

export class UploadQueue extends HTMLElement {
  /** Set by each kind: how many at a time, what a row is, and the sentence for a file that is too large. */
  static atOnce = 1;
  static row;
  static tooLarge = () => "";

  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector(".upload-list");
    this.said = this.querySelector(".upload-sum");
    this.rows = [];
    this.waiting = [];
    this.busy = 0;
    this.input.addEventListener("change", this);
    for (const kind of ["dragover", "dragleave", "drop"]) document.addEventListener(kind, this);
    window.addEventListener("beforeunload", this);
  }

  handleEvent(event) {
    if (event.type === "beforeunload") {
      if (this.busy || this.waiting.length) event.preventDefault();
      return;
    }
    if (event.type === "change") {
      this.take(this.input.files);
      this.input.value = "";
      return;
    }
    if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
    event.preventDefault();
    this.classList.toggle("over", event.type === "dragover");
    if (event.type === "drop") this.take(event.dataTransfer.files);
  }

  take(files) {
    for (const file of files) {
      const row = new this.constructor.row(file, this);
      this.rows.push(row);
      this.list.append(row.element);
      this.waiting.push(row);
    }
    this.tell();
    for (let more = this.busy; more < this.constructor.atOnce; more += 1) this.next();
  }

  again(row, choice) {
    row.choice = choice;
    row.wait();
    this.waiting.push(row);
    if (this.busy < this.constructor.atOnce) this.next();
    else this.tell();
  }

  async next() {
    const row = this.waiting.shift();
    if (!row) return this.tell();
    this.busy += 1;
    try {
      await this.upload(row);
    } catch (problem) {
      row.stopped(problem.sentence ?? gettext("The connection broke off. What has arrived is kept."));
    }
    this.busy -= 1;
    this.tell();
    return this.next();
  }

  async upload(row) {
    const { file } = row;
    if (file.size > Number(this.getAttribute("most"))) return row.refused(this.constructor.tooLarge());
    row.token ??= await this.begin(row);
    if (!row.token) return undefined;
    let done = row.offset;
    while (done < file.size) {
      done = await this.piece(row, done);
      row.progress(done);
    }
    return this.finish(row);
  }

  async begin(row) {
    const { file } = row;
    const print = await fingerprint(file);
    const twin = this.rows.find((other) => other !== row && other.print === print && !["refused", "stopped"].includes(other.state));
    row.print = print;
    if (twin) return row.refused(gettext("The same file was dropped twice; once is enough.")), null;
    const told = await send(this.getAttribute("begin"), { name: file.name, size: file.size, fingerprint: print, ...this.more() });
    if (told.refused) return row.refused(told.refused), null;
    if (told.done) return row.finished(told.done, gettext("Was uploaded before")), null;
    row.offset = told.offset;
    return told.token;
  }

  async piece(row, from) {
    const url = `${this.address(row.token)}piece/${from}/`;
    for (let tried = 1; ; tried += 1) {
      try {
        const told = await send(url, row.file.slice(from, from + Number(this.getAttribute("piece"))));
        if (told.offset !== from) return told.offset;
        throw new Error("it arrived as something else");
      } catch (problem) {
        if (problem.sentence || tried === TRIES) throw problem;
        await pause(500 * 2 ** tried);
      }
    }
  }

  /** What else has to be told at the beginning. */
  more() {
    return {};
  }

  address(token) {
    return `${this.getAttribute("begin").replace(/begin\/$/, "")}${token}/`;
  }

  of(state) {
    return this.rows.filter((row) => row.state === state);
  }

  /** How many are on their way or went wrong; ``done``: the sentence of each kind for those that have come. */
  tell(done = "") {
    const open = this.busy + this.waiting.length;
    const [refused, asking, stopped] = ["refused", "ask", "stopped"].map((state) => this.of(state).length);
    const parts = [
      open && interpolate(ngettext("%s still to come", "%s still to come", open), [open]),
      done,
      refused && interpolate(ngettext("%s was refused", "%s were refused", refused), [refused]),
      asking && interpolate(ngettext("%s asks a question", "%s ask a question", asking), [asking]),
      stopped && interpolate(ngettext("%s broke off", "%s broke off", stopped), [stopped]),
    ];
    this.said.textContent = parts.filter(Boolean).join(" · ");
    return open;
  }
}
