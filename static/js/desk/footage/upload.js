/**
 * Programmes come in one after the other; what has come is measured and encoded, and its row shows how far that is.
 *
 * <footage-upload begin piece most into>, see ``uploading/queue.js``. ``into``: the programme that waits for this file.
 */
import "../live-fragment.js";
import { UploadQueue } from "../uploading/queue.js";
import { UploadRow, make } from "../uploading/row.js";
import { send } from "../uploading/sending.js";

class FootageRow extends UploadRow {
  finished(row, sentence = "") {
    const link = make("a", "serif", row.title);
    link.href = row.url;
    this.name.replaceChildren(link);
    this.set("done", sentence);
    const state = document.createElement("live-fragment");
    state.setAttribute("src", row.state);
    this.said.append(state);
  }
}

class FootageUpload extends UploadQueue {
  static row = FootageRow;
  static tooLarge = () => gettext("The file is larger than 32 GB.");

  more() {
    return this.hasAttribute("into") ? { into: this.getAttribute("into") } : {};
  }

  async finish(row) {
    row.reading();
    const told = await send(`${this.address(row.token)}finish/`, { name: row.file.name, ...this.more() });
    return told.refused ? row.refused(told.refused) : row.finished(told.done);
  }

  tell() {
    const done = this.of("done").length;
    return super.tell(done ? interpolate(ngettext("%s programme has come", "%s programmes have come", done), [done]) : "");
  }
}

customElements.define("footage-upload", FootageUpload);
