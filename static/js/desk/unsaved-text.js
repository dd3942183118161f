/** Keeps what is typed in a story form: in this browser at once, at the desk a moment later. Offers it, never applies it. */
import "./begun-story.js";
import { get, put, remove } from "./text-buffer.js";

const PAUSE = 1200; // ms after the last key, so that the desk has it within two seconds
const BUFFER = 250; // ms: what a crash may take
const SKIPPED = new Set(["hidden", "file", "submit", "button", "checkbox", "radio"]);

class UnsavedText extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.getAttribute("for"));
    if (!this.form) return;
    this.story = this.getAttribute("story");
    this.token = crypto.randomUUID?.() ?? String(Math.random()).slice(2).padEnd(12, "0");
    this.seq = 0;
    this.saved = JSON.stringify(this.fields());
    for (const name of ["input", "change", "submit"]) this.form.addEventListener(name, this);
    this.addEventListener("click", this);
    document.addEventListener("visibilitychange", this);
    window.addEventListener("online", this);
    if (this.hasAttribute("taken")) this.form.dispatchEvent(new Event("input", { bubbles: true }));
    else this.offer();
  }

  handleEvent(event) {
    if (event.type === "submit") return this.stop();
    if (event.type === "click") return this.pressed(event.target.closest("[data-deed]")?.dataset.deed);
    if (event.type === "visibilitychange" && document.visibilityState !== "hidden") return;
    if (event.type === "online" || event.type === "visibilitychange") return this.send();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
    this.buffering ??= setTimeout(() => this.buffer(), BUFFER);
  }

  fields() {
    const typed = [...this.form.elements].filter((field) => field.name && !SKIPPED.has(field.type) && !field.name.includes("-"));
    return Object.fromEntries(typed.map((field) => [field.name, String(field.value)]));
  }

  async buffer() {
    this.buffering = undefined;
    await put({ story: this.story, at: Date.now(), fields: this.fields() }).catch(() => {});
  }

  /** `sending` is there for whoever has to wait until the answer has been dealt with. */
  async send(takeOver = false) {
    this.sending = this.deliver(takeOver);
    await this.sending;
    this.sending = null;
  }

  async deliver(takeOver) {
    clearTimeout(this.timer);
    const fields = this.fields();
    const now = JSON.stringify(fields);
    if (now === this.saved && !takeOver) return;
    await this.buffer();
    const seq = ++this.seq;
    const body = { token: this.token, seq, base_version: Number(this.getAttribute("version")), fields, take_over: takeOver };
    let response;
    try {
      response = await this.post(body);
    } catch {
      return this.say(this.dataset.away, "warn");
    }
    if (response.redirected || !response.headers.get("content-type")?.includes("json")) return this.say(this.dataset.signedOut, "warn");
    const answer = await response.json();
    if (answer.begun) await this.begun(answer.begun);
    if (response.ok || answer.status === "newer_story") {
      this.saved = now;
      if (JSON.stringify(this.fields()) === now) await remove(this.story).catch(() => {});
    }
    this.told(answer);
  }

  /** The first words of a new story have given it a number: kept under that from now on. */
  async begun({ address, ...mine }) {
    await remove(this.story).catch(() => {});
    for (const [name, value] of Object.entries(mine)) this.setAttribute(name, value);
    this.story = this.getAttribute("story");
    await this.buffer();
    document.dispatchEvent(new CustomEvent("desk:begun", { detail: { address, ...mine } }));
  }

  post(body) {
    const csrf = this.form.querySelector("[name=csrfmiddlewaretoken]").value;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf };
    return fetch(this.getAttribute("src"), { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin" });
  }

  told(answer) {
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    if (answer.status === "other_tab") return this.say(this.dataset.otherTab, "warn", [["here", this.dataset.here]]);
    if (answer.status === "refused") return this.say(answer.sentence, "warn");
    const others = answer.others?.length ? ` · ${this.dataset.others} ${answer.others.join(", ")}` : "";
    if (answer.status === "newer_story") return this.say(this.dataset.newer + others, "warn");
    this.say(`${this.dataset.kept} ${time}${others}`);
  }

  /** Text of a crashed browser, if it says something else than what stands here now. */
  async offer() {
    const entry = await get(this.story).catch(() => undefined);
    if (!entry) return;
    const differs = Object.entries(entry.fields).some(([name, value]) => (this.form.elements[name]?.value ?? value) !== value);
    if (!differs) return void remove(this.story);
    this.entry = entry;
    const when = new Date(entry.at).toLocaleString(document.documentElement.lang);
    this.say(`${this.dataset.found} ${when}`, "warn", [["take", this.dataset.take], ["drop", this.dataset.drop]]);
  }

  async pressed(deed) {
    if (deed === "here") return this.send(true);
    if (deed === "discard") {
      await this.post({ discard: true });
      this.querySelector(".offer")?.remove();
    }
    if (deed === "take") {
      for (const [name, value] of Object.entries(this.entry.fields)) if (this.form.elements[name]) this.form.elements[name].value = value;
      this.form.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (deed === "take" || deed === "drop") {
      if (deed === "drop") await remove(this.story);
      this.say("");
    }
  }

  say(sentence, tone = "", deeds = []) {
    const line = this.querySelector(".keeping");
    line.classList.toggle("warn", tone === "warn");
    line.replaceChildren(sentence, ...deeds.map(([deed, word]) => Object.assign(document.createElement("button"), { type: "button", className: "btn small", textContent: word })).map((button, place) => {
      button.dataset.deed = deeds[place][0];
      return button;
    }));
  }

  stop() {
    clearTimeout(this.timer);
    clearTimeout(this.buffering);
  }
}

customElements.define("unsaved-text", UnsavedText);
