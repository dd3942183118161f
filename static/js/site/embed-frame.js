/**
 * Something of another site, shown in place once the reader has said so. Until then nothing of it is loaded, and
 * nothing is stored; “always” is kept in this browser, one word a provider. Without script it stays a link.
 */
const KEPT = "embeds";

function chosen() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return []; // no storage, or not ours
  }
}

function keep(names) {
  try {
    if (names.length) localStorage.setItem(KEPT, JSON.stringify(names));
    else localStorage.removeItem(KEPT);
  } catch {
    // a browser that keeps nothing asks every time
  }
}

class EmbedFrame extends HTMLElement {
  connectedCallback() {
    this.ask = this.querySelector(".ask");
    this.stop = this.querySelector(".stop");
    this.addEventListener("click", this);
    if (chosen().includes(this.provider)) this.show();
    else this.ask.hidden = false;
  }

  get provider() {
    return this.getAttribute("provider");
  }

  handleEvent({ target }) {
    if (!target.matches("button")) return;
    if (target === this.stop) return this.forget();
    if (this.querySelector("[type=checkbox]").checked) keep([...new Set([...chosen(), this.provider])]);
    this.show().focus();
  }

  show() {
    const frame = document.createElement("iframe");
    Object.assign(frame, {
      src: this.getAttribute("src"),
      title: this.querySelector("a").textContent,
      allow: "fullscreen; picture-in-picture",
      referrerPolicy: "strict-origin-when-cross-origin",
    });
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
    this.ask.replaceWith(frame);
    this.stop.hidden = !chosen().includes(this.provider);
    return frame;
  }

  forget() {
    keep(chosen().filter((name) => name !== this.provider));
    this.querySelector("iframe").replaceWith(this.ask);
    this.ask.hidden = false;
    this.stop.hidden = true;
    this.querySelector("[type=checkbox]").checked = false;
  }
}

customElements.define("embed-frame", EmbedFrame);
