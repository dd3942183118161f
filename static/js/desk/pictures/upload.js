/**
 * Pictures by the hundred: what is already in the library is offered, the others go on to the sheet.
 *
 * <picture-upload begin sheet piece most>, see ``uploading/queue.js``.
 */
import { UploadQueue } from "../uploading/queue.js";
import { send } from "../uploading/sending.js";
import { PictureRow } from "./upload-row.js";

class PictureUpload extends UploadQueue {
  static atOnce = 2;
  static row = PictureRow;
  static tooLarge = () => gettext("The file is larger than 40 MB. Please export a smaller one.");

  connectedCallback() {
    this.toSheet = document.getElementById("to-sheet");
    super.connectedCallback();
  }

  async finish(row) {
    row.reading();
    const told = await send(`${this.address(row.token)}finish/`, { name: row.file.name, ...row.choice });
    if (told.dropped) return row.finished(row.twin, gettext("The library’s own picture was taken"));
    if (told.refused) return row.refused(told.refused);
    if (told.done) return row.finished(told.done);
    return row.ask(told);
  }

  tell() {
    const done = this.of("done");
    const open = super.tell(done.length ? interpolate(ngettext("%s picture is in the library", "%s pictures are in the library", done.length), [done.length]) : "");
    const ids = [...new Set(done.map((row) => row.id))];
    this.toSheet.hidden = !ids.length || open > 0;
    this.toSheet.href = `${this.getAttribute("sheet")}?ids=${ids.join(",")}`;
    this.toSheet.textContent = interpolate(ngettext("Check %s picture", "Check %s pictures", ids.length), [ids.length]);
  }
}

customElements.define("picture-upload", PictureUpload);
