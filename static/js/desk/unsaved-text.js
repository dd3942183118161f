/**
 * Keeps the whole story form while somebody types: in this browser at once, at the desk a moment later. What was never
 * saved is offered, never applied. Before the form is sent it asks whether anybody will hear it: whoever is signed out
 * or without a network stays on the page, with every word.
 */
import "./begun-story.js";
import { gettext, ngettext, printf } from "./words.js";
import { place } from "./place.js";
import { all, put, remove } from "./text-buffer.js";
import { csrf } from "./token.js";
import { said, written } from "./typed-fields.js";

const PAUSE = 900; // ms after the last key, so that the desk has it within two seconds
const BUFFER = 250; // ms: what a crash may take
const AGAIN = 10_000; // ms, while the desk is in trouble
const LARGEST = 2_000_000; // bytes of a body; the desk refuses more
const ONCE = new Set(["csrfmiddlewaretoken", "save_token", "overwrite"]);
/** What differs between two drawings of the same form and is not typed. */
const DRAWN = /^(base_version|version_name|override_reason)$|^(correction|withdraw|plan)-|-(id|article|position|TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS|DELETE)$/;

/** What a tool beside the story brings along when it is opened. */
const OF_A_TOOL = /^(version_name|override_reason)$|^(correction|withdraw|plan)-/;

const minute = () => new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
const isJson = (response) => !response.redirected && Boolean(response.headers.get("content-type")?.includes("json"));

class UnsavedText extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.getAttribute("for"));
    if (!this.form) return;
    this.story = this.getAttribute("story");
    this.token = crypto.randomUUID?.() ?? String(Math.random()).slice(2).padEnd(12, "0");
    this.seq = 0;
    this.line = this.querySelector(".keeping");
    for (const name of ["input", "change", "click", "drop", "keyup"]) this.form.addEventListener(name, this);
    this.addEventListener("click", this);
    this.line.addEventListener("click", this);
    document.addEventListener("submit", this, true); // before whoever believes that leaving is now meant
    document.addEventListener("visibilitychange", this);
    document.addEventListener("desk:panel", this);
    for (const name of ["online", "offline", "pageshow"]) window.addEventListener(name, this);
    this.begin();
  }

  /** What stands here now is stored, or was typed before: then it is kept at once, in place of what was kept of it. */
  begin() {
    this.taken = this.hasAttribute("taken");
    this.saved = this.taken ? "" : written(this.fields());
    if (this.taken) this.form.dispatchEvent(new Event("input", { bubbles: true }));
    else this.offer();
  }

  handleEvent(event) {
    if (event.type === "submit") return event.target === this.form ? this.submit(event) : undefined;
    const deed = event.target.closest?.("[data-deed]")?.dataset.deed;
    if (deed && (this.contains(event.target) || this.line.contains(event.target))) {
      event.stopPropagation(); // the line may stand in this very element, and both listen
      return this.pressed(deed);
    }
    if (event.type === "desk:panel") return this.came();
    if (event.type === "offline") return this.say(this.dataset.away, "warn");
    if (event.type === "pageshow") return void (this.cleared = false);
    if (event.type === "visibilitychange" && document.visibilityState !== "hidden") return undefined;
    if (event.type === "online" || event.type === "visibilitychange") return this.send();
    return this.typed();
  }

  /** Fields of a tool that was opened are nothing that somebody typed. */
  came() {
    if (!this.saved) return;
    const saved = Object.fromEntries(JSON.parse(this.saved));
    for (const [name, value] of Object.entries(this.fields())) if (OF_A_TOOL.test(name)) saved[name] ??= value;
    this.saved = written(saved);
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
    this.buffering ??= setTimeout(() => this.buffer(), BUFFER);
  }

  /** What the form would send, without what belongs to one sending; of a row that is not there yet, nothing. */
  fields() {
    const sent = [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !ONCE.has(name) && !name.includes("__prefix__"));
    return Object.fromEntries(sent);
  }

  entry() {
    return { story: `${this.story}:${this.token}`, at: Date.now(), version: this.version(), fields: this.fields() };
  }

  version() {
    return Number(this.form.elements.base_version?.value || this.getAttribute("version"));
  }

  /** What is on its way to the desk says so, however often it is kept: letting go of the keys of Ctrl S keeps it again. */
  async buffer() {
    clearTimeout(this.buffering);
    this.buffering = undefined;
    const entry = this.entry();
    const now = written(entry.fields);
    if (now === this.sent?.text) entry.sent = this.sent.by;
    else if (now === this.saved) return;
    await put(entry).catch(() => {});
  }

  forget() {
    return remove(`${this.story}:${this.token}`).catch(() => {});
  }

  /** `sending` is there for whoever has to wait until the answer has been dealt with. */
  async send(takeOver = false) {
    const mine = (this.sending = this.deliver(takeOver));
    await mine;
    if (this.sending === mine) this.sending = null;
  }

  async deliver(takeOver) {
    clearTimeout(this.timer);
    if (this.cleared || this.asking) return; // the form is on its way: kept beside it, a new story would be two
    const fields = this.fields();
    const now = written(fields);
    if (now === this.saved && !takeOver) return;
    await this.buffer();
    let response;
    try {
      response = await this.post(this.message(fields, takeOver || this.taken));
    } catch {
      return this.say(this.dataset.away, "warn");
    }
    if (!isJson(response)) return this.unheard(response);
    const answer = await response.json();
    if (answer.begun) await this.begun(answer.begun);
    if (response.ok || answer.status === "newer_story") {
      this.saved = now;
      this.taken = false;
      if (written(this.fields()) === now) await this.forget();
    }
    this.told(answer);
  }

  message(fields, takeOver) {
    return { token: this.token, seq: ++this.seq, base_version: this.version(), fields, take_over: takeOver, block: place() };
  }

  /** The first words of a new story have given it a number: kept under that from now on. */
  async begun({ address, ...mine }) {
    await this.forget();
    for (const [name, value] of Object.entries(mine)) this.setAttribute(name, value);
    this.story = this.getAttribute("story");
    await this.buffer();
    document.dispatchEvent(new CustomEvent("desk:begun", { detail: { address, ...mine } }));
  }

  post(body, address = this.getAttribute("src")) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf() };
    return fetch(address, { method: "POST", headers, body: JSON.stringify(body), credentials: "same-origin" });
  }

  /** Whoever answered was not the desk as one knows it: she is signed out, or its disk is full, its database away. */
  unheard({ status }) {
    if (status < 500) return this.say(this.dataset.signedOut, "warn", [["sign-in", gettext("Sign in in a new window")]]);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), AGAIN);
    return this.say(gettext("The desk cannot store anything at the moment. Your text is kept in this browser and sent again by itself."), "warn");
  }

  told(answer) {
    document.dispatchEvent(new CustomEvent("desk:others", { detail: answer }));
    if (answer.status === "other_tab") return this.say(this.dataset.otherTab, "warn", [["here", this.dataset.here]]);
    if (answer.status === "refused") return this.say(answer.sentence, "warn");
    this.say(`${this.dataset.kept} ${minute()}`);
  }

  /** Sent only if the desk will hear it; the second time round it goes its way. */
  submit(event) {
    if (this.cleared) return void clearTimeout(this.timer);
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.asking) this.asking = this.ask(event.submitter).finally(() => (this.asking = null));
    return undefined;
  }

  async ask(submitter) {
    document.dispatchEvent(new CustomEvent("desk:flush"));
    const open = document.querySelector("merge-choices")?.open ?? 0;
    if (open) return this.undecided(open);
    if (new Blob([this.form.elements.body?.value ?? ""]).size > LARGEST) return this.say(gettext("The story is too large: 2 MB are the most that can be kept. Please take something out; nothing has been sent."), "warn");
    await this.sending?.catch(() => {});
    this.sent = { by: this.form.elements.save_token?.value ?? "", text: written(this.fields()) };
    await this.buffer();
    if (!(await this.reaches())) return void (this.sent = null);
    this.sent.text = written(this.fields()); // typed while the desk was asked: it goes along
    this.cleared = true;
    const button = submitter?.isConnected ? submitter : document.querySelector('.storybar [name="_save"]');
    return this.form.requestSubmit(button?.form === this.form ? button : undefined);
  }

  undecided(count) {
    document.querySelector("merge-choices").next();
    const told = ngettext("%s place is still to be decided: which text should stand?", "%s places are still to be decided: which text should stand?", count);
    return this.say(printf(told, count), "warn");
  }

  async reaches() {
    const address = this.dataset.presence;
    if (!address || this.story === "new") return true;
    try {
      const response = await this.post({ block: place() }, address);
      if (isJson(response)) return true;
      this.unheard(response);
    } catch {
      this.say(this.dataset.away, "warn");
    }
    return false;
  }

  /** Text of a crashed browser, if it says something else than what stands here now and was not stored after all. */
  async offer() {
    const entries = (await all(this.story).catch(() => [])).sort((one, other) => other.at - one.at);
    for (const entry of entries) {
      if (!this.differs(entry) || (await this.wasStored(entry))) await remove(entry.story).catch(() => {});
      else return this.offered(entry);
    }
    return undefined;
  }

  differs({ fields }) {
    const here = this.fields();
    const typed = (all) => Object.entries(all).filter(([name]) => !DRAWN.test(name));
    // Publishing gives an address: that the form had none before is nobody's text.
    const known = (name, value) => name === "slug" && !value;
    return typed(fields).some(([name, value]) => !known(name, value) && said(here[name] ?? "") !== said(value));
  }

  async wasStored({ sent }) {
    if (!sent || !this.dataset.presence) return false;
    const response = await this.post({ sent }, this.dataset.presence).catch(() => null);
    return Boolean(response && isJson(response) && (await response.json()).stored);
  }

  offered(entry) {
    this.found = entry;
    const when = new Date(entry.at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
    this.say(`${this.dataset.found} ${when}`, "warn", [["take", this.dataset.take], ["drop", this.dataset.drop]]);
  }

  async pressed(deed) {
    if (deed === "here") return this.send(true);
    if (deed === "sign-in") return void window.open(this.dataset.login, "_blank");
    if (deed === "discard") {
      await this.post({ discard: true });
      this.querySelector(".offer")?.remove();
    }
    if (deed === "take") return this.take();
    if (deed === "drop") {
      await remove(this.found.story);
      this.say("");
      return this.offer();
    }
    return undefined;
  }

  /** The desk draws the form from it, rows and choices too; without a network at least the words come back. */
  async take() {
    const { fields, version, story } = this.found;
    const message = { ...this.message(fields, true), base_version: version };
    const response = await this.post(message).catch(() => null);
    if (response && isJson(response) && this.story !== "new") {
      await remove(story).catch(() => {});
      location.assign("?unsaved=1");
      return;
    }
    for (const [name, value] of Object.entries(fields)) {
      const field = this.form.elements[name];
      if (field && !DRAWN.test(name) && "value" in field) field.value = value;
    }
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
    this.say("");
  }

  /** A word stands in the bar; what needs an answer below it. */
  say(sentence, tone = "", deeds = []) {
    const { line } = this;
    const home = (tone !== "warn" && document.querySelector(".storybar .who")) || this;
    if (line.parentElement !== home) home.prepend(line);
    line.classList.toggle("warn", tone === "warn");
    const buttons = deeds.map(([deed, word]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn small", textContent: word });
      button.dataset.deed = deed;
      return button;
    });
    line.replaceChildren(sentence, ...buttons);
  }
}

customElements.define("unsaved-text", UnsavedText);
