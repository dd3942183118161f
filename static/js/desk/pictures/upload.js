/**
 * Pictures by the hundred: two at a time, in pieces, each going on where it stopped.
 *
 * <picture-upload begin sheet piece most> holds a CSRF field, a file input, a status line and an empty list.
 * A file has a token by its content: dropped again after a crash, it goes on; already in the library, it is offered.
 */
import { send, fingerprint, pause } from "./sending.js";
import { UploadRow } from "./upload-row.js";

const AT_ONCE = 2;
const TRIES = 6;

class PictureUpload extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.list = this.querySelector(".upload-list");
    this.said = this.querySelector(".upload-sum");
    this.toSheet = document.getElementById("to-sheet");
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
      const row = new UploadRow(file, this);
      this.rows.push(row);
      this.list.append(row.element);
      this.waiting.push(row);
    }
    this.tell();
    for (let more = this.busy; more < AT_ONCE; more += 1) this.next();
  }

  again(row, choice) {
    row.choice = choice;
    row.wait();
    this.waiting.push(row);
    if (this.busy < AT_ONCE) this.next();
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
    if (file.size > Number(this.getAttribute("most"))) return row.refused(gettext("The file is larger than 40 MB. Please export a smaller one."));
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
    const told = await send(this.getAttribute("begin"), { name: file.name, size: file.size, fingerprint: print });
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
        return told.offset;
      } catch (problem) {
        if (problem.sentence || tried === TRIES) throw problem;
        await pause(500 * 2 ** tried);
      }
    }
  }

  async finish(row) {
    row.reading();
    const told = await send(`${this.address(row.token)}finish/`, { name: row.file.name, ...row.choice });
    if (told.dropped) return row.finished(row.twin, gettext("The library’s own picture was taken"));
    if (told.refused) return row.refused(told.refused);
    if (told.done) return row.finished(told.done);
    return row.ask(told);
  }

  address(token) {
    return `${this.getAttribute("begin").replace(/begin\/$/, "")}${token}/`;
  }

  tell() {
    const of = (state) => this.rows.filter((row) => row.state === state);
    const done = of("done");
    const parts = [];
    const open = this.busy + this.waiting.length;
    if (open) parts.push(interpolate(ngettext("%s still to come", "%s still to come", open), [open]));
    if (done.length) parts.push(interpolate(ngettext("%s picture is in the library", "%s pictures are in the library", done.length), [done.length]));
    const refused = of("refused").length;
    if (refused) parts.push(interpolate(ngettext("%s was refused", "%s were refused", refused), [refused]));
    const asking = of("ask").length;
    if (asking) parts.push(interpolate(ngettext("%s asks a question", "%s ask a question", asking), [asking]));
    const stopped = of("stopped").length;
    if (stopped) parts.push(interpolate(ngettext("%s broke off", "%s broke off", stopped), [stopped]));
    this.said.textContent = parts.join(" · ");
    const ids = [...new Set(done.map((row) => row.id))];
    this.toSheet.hidden = !ids.length || open > 0;
    this.toSheet.href = `${this.getAttribute("sheet")}?ids=${ids.join(",")}`;
    this.toSheet.textContent = interpolate(ngettext("Check %s picture", "Check %s pictures", ids.length), [ids.length]);
  }
}

customElements.define("picture-upload", PictureUpload);
