/** A picture on its way: done, it shows itself and its credit; doubled, it asks. */
import { UploadRow, make } from "../uploading/row.js";

const picture = (row) => {
  const node = make("img");
  node.src = row.thumb;
  node.alt = "";
  node.width = 96;
  node.height = 60;
  return node;
};

export class PictureRow extends UploadRow {
  finished(row, sentence = "") {
    this.id = row.id;
    this.look.replaceChildren(picture(row));
    const link = make("a", "serif", row.title);
    link.href = row.url;
    this.name.replaceChildren(link);
    const credit = row.credit ? `${pgettext("picture credit", "Source:")} ${row.credit}` : gettext("no credit yet");
    this.set("done", sentence ? `${sentence} · ${credit}` : credit);
    this.said.classList.toggle("must", !row.credit);
  }

  /** The library has it, or something that looks the same: the editor decides. */
  ask({ same, alike }) {
    const [twin] = [...same, ...alike];
    this.twin = twin;
    this.look.replaceChildren(picture(twin));
    this.set("ask", interpolate(same.length ? gettext("The library has this file: “%s”") : gettext("Looks like “%s”, which the library has"), [twin.title]));
    this.deed(gettext("Take that one"), () => this.owner.again(this, { drop: true }));
    this.deed(gettext("Upload it all the same"), () => this.owner.again(this, { anyway: true }));
  }
}
