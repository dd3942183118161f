/** One file on its way: its name, how far it is, and what became of it. */
export const make = (tag, className = "", text = "") => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.textContent = text;
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

  deed(words, act) {
    const button = make("button", "btn small word", words);
    button.type = "button";
    button.addEventListener("click", act);
    this.deeds.append(button);
  }
}
