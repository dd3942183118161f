/**
 * Who else has this story open, and where they write: in the bar, and at the block. Asked lightly while the window is
 * looked at; whoever types hears it with every answer anyway.
 */
import { margin, place } from "./place.js";
import { csrf } from "./token.js";
import { gettext, initials, printf } from "./words.js";

const EVERY = 15_000; // ms


class StoryPresence extends HTMLElement {
  connectedCallback() {
    document.addEventListener("desk:others", this);
    document.addEventListener("visibilitychange", this);
    window.addEventListener("pagehide", this);
    this.poll();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("desk:others", this);
    document.removeEventListener("visibilitychange", this);
    window.removeEventListener("pagehide", this);
  }

  handleEvent(event) {
    if (event.type === "pagehide") return void this.post({ leave: true }, true).catch(() => {});
    if (event.type === "desk:others") return this.heard(event.detail);
    return document.visibilityState === "visible" ? this.poll() : clearTimeout(this.timer);
  }

  async poll() {
    clearTimeout(this.timer);
    if (document.visibilityState !== "visible") return;
    try {
      const response = await this.post({ block: place(), version: Number(this.getAttribute("version")) });
      if (response.ok && !response.redirected) this.heard(await response.json());
    } catch {
      // No network: whoever types is told so anyway.
    }
    if (this.isConnected) this.timer = setTimeout(() => this.poll(), EVERY);
  }

  post(body, keepalive = false) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf() };
    return fetch(this.getAttribute("src"), { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin", keepalive });
  }

  heard({ others = [], last, version }) {
    const told = JSON.stringify([others, last]);
    if (told === this.shown) return;
    this.shown = told;
    const bar = document.querySelector(".storybar .who");
    if (bar && this.parentElement !== bar) bar.append(this);
    this.replaceChildren(...(last ? [this.moved(last, version)] : []), ...others.map((one) => this.line(one)));
    this.atBlocks(others);
  }

  /** The story has been saved by somebody else since this page was drawn; saving here puts both together. */
  moved({ by, at }, version) {
    const told = printf(gettext("%(by)s saved version %(version)s at %(at)s. Saving puts both together."), { by, at, version });
    return Object.assign(document.createElement("span"), { className: "moved q", textContent: told });
  }

  line({ name, block, writing }) {
    const face = Object.assign(document.createElement("span"), { className: "face", textContent: initials(name), ariaHidden: "true" });
    const words = Object.assign(document.createElement("span"), { className: "words", textContent: sentence(name, block, writing) });
    const line = document.createElement("span");
    line.className = writing ? "other writing" : "other";
    line.title = words.textContent;
    line.append(face, words);
    return line;
  }

  async atBlocks(others) {
    const { setMarginNotes } = (await margin) ?? {};
    const here = others.filter(({ block, writing }) => writing && number(block));
    setMarginNotes?.("presence", here.map(({ name, block }) => ({ block, kind: "here", text: initials(name), label: sentence(name, block, true) })));
  }
}

/** The block's number as an editor counts, or 0. */
function number(block) {
  const doc = document.querySelector("[data-story-editor]")?.editor?.editor?.state.doc;
  return doc ? doc.children.findIndex((node) => node.attrs.id === block) + 1 : 0;
}

function sentence(name, block, writing) {
  const place = number(block);
  const label = block && !place ? document.querySelector(`label[for="id_${CSS.escape(block)}"]`)?.textContent.trim() : "";
  if (writing && place) return printf(gettext("%(name)s is writing in block %(block)s"), { name, block: place });
  if (writing && label) return printf(gettext("%(name)s is writing in “%(field)s”"), { name, field: label });
  return printf(writing ? gettext("%s is writing here") : gettext("%s has this story open"), name);
}

customElements.define("story-presence", StoryPresence);
