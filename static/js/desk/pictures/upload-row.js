/** One file on its way: its name, how far it is, and what became of it. */
const make = (tag, className = "", text = "") => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.textContent = text;
  return node;
};

const picture = (row) => {
  const node = make("img");
  node.src = row.thumb;
  node.alt = "";
  node.width = 96;
  node.height = 60;
  return node;
};

export class UploadRow {
  constructor(file, owner) {
    this.file = file;
    this.owner = owner;
    this.offset = 0;
    this.element = make("li", "upload");
    this.look = make("span", "upload-look");
    this.name = make("span", "upload-name", file.name.length > 120 ? `${file.name.slice(0, 120)}…` : file.name);
    this.bar = document.createElement("progress");
    this.bar.max = file.size || 1;
    this.bar.value = 0;
    this.bar.setAttribute("aria-label", file.name.slice(0, 120));
    this.said = make("span", "upload-said q", gettext("waits"));
    this.deeds = make("span", "upload-deeds");
    this.element.append(this.look, this.name, this.bar, this.said, this.deeds);
    this.state = "wait";
  }

  set(state, sentence) {
    this.state = state;
    this.element.dataset.state = state;
    this.said.textContent = sentence;
    this.bar.hidden = state !== "wait";
    this.deeds.replaceChildren();
    this.owner.tell();
  }

  wait() { this.set("wait", gettext("waits")); }

  progress(bytes) {
    this.offset = bytes;
    this.bar.value = bytes;
    this.said.textContent = `${Math.round((100 * bytes) / this.file.size)} %`;
  }

  reading() { this.said.textContent = gettext("is being read"); }

  refused(sentence) { this.set("refused", sentence); }

  stopped(sentence) {
    this.set("stopped", sentence);
    this.deed(gettext("Go on"), () => {
      this.token = undefined;
      this.print = undefined;
      this.owner.again(this, this.choice);
    });
  }

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

  deed(words, act) {
    const button = make("button", "btn small word", words);
    button.type = "button";
    button.addEventListener("click", act);
    this.deeds.append(button);
  }
}
