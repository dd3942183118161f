/**
 * One tool beside the story. Its content is a fragment of the desk's own HTML, asked for when it is first shown.
 *
 * <desk-panel name src [eager] [reads-text]>
 *   eager        is asked for in an idle moment even while closed, because its number matters
 *   reads-text   the story's form is sent along (POST), and again a while after the last key as long as it is open
 *   desk:reload  on document, detail: name or nothing for all: what was shown is asked for again
 *   desk:panel   on document, detail: {name, panel}: new content has come
 * A form in it with data-stay is sent without leaving the page: a fragment in the answer replaces the content.
 */
const PAUSE = 2500; // ms after the last key
const idle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));

class DeskPanel extends HTMLElement {
  connectedCallback() {
    this.name = this.getAttribute("name");
    for (const kind of ["desk:reload", "input"]) document.addEventListener(kind, this);
    for (const kind of ["submit", "click"]) this.addEventListener(kind, this);
    if (this.hasAttribute("eager")) idle(() => this.asked || this.load());
  }

  disconnectedCallback() {
    for (const kind of ["desk:reload", "input"]) document.removeEventListener(kind, this);
  }

  show() {
    this.hidden = false;
    if (!this.asked || this.stale) this.load();
  }

  handleEvent(event) {
    const own = event.target.closest?.("desk-panel") === this; // panels stand in panels
    if (event.type === "click" && own && event.target.closest("[data-again]")) return this.load();
    if (event.type === "submit" && own && event.target.hasAttribute("data-stay")) return this.send(event);
    if (event.type === "desk:reload" && this.asked && (!event.detail || event.detail === this.name)) return this.again();
    if (event.type === "input" && event.target.closest("#article_form")) this.typed();
    return undefined;
  }

  /** Closed, it waits with asking until it is opened; unless its number is looked at all the time. */
  again() {
    if (this.hidden && !this.hasAttribute("eager")) this.stale = true;
    else this.load();
  }

  typed() {
    if (!this.asked || !this.hasAttribute("reads-text")) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again(), PAUSE);
  }

  load() {
    this.asked = true;
    this.stale = false;
    return this.fetch(this.getAttribute("src"), this.hasAttribute("reads-text") ? this.story() : undefined);
  }

  /** The form as it stands, unsaved. The editor is told to write down what it still holds. */
  story() {
    const form = document.getElementById("article_form");
    if (!form) return undefined;
    document.dispatchEvent(new CustomEvent("desk:flush"));
    return new FormData(form);
  }

  send(event) {
    event.preventDefault();
    const form = event.target;
    const data = new FormData(form, event.submitter);
    for (const button of form.querySelectorAll("[type=submit]")) button.disabled = true;
    return this.fetch(form.action, data, form);
  }

  async fetch(address, body, sent) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    this.setAttribute("aria-busy", "true");
    if (!this.childElementCount) this.say("…");
    let html;
    try {
      const init = { credentials: "same-origin", headers: { "X-Requested-With": "fragment" } };
      if (body) Object.assign(init, { method: "POST", body });
      const answer = await fetch(address, init);
      if (answer.status === 204) {
        sent?.reset();
        return this.load(); // done; what that changes here is asked for
      }
      // A log-in page is no fragment; a refused form is one, with its reason.
      const usable = !answer.redirected && answer.headers.get("content-type")?.includes("text/html");
      if (usable && (answer.ok || answer.status === 422)) html = await answer.text();
    } catch {
      // Said below, like any other answer that is none.
    }
    if (turn !== this.turn) return;
    this.removeAttribute("aria-busy");
    if (html !== undefined) this.fill(html, sent);
    else if (sent?.isConnected) this.unsent(sent);
    else this.failed();
  }

  /** Nobody heard the form: its words stay where they are, to be sent again. */
  unsent(form) {
    for (const button of form.querySelectorAll("[type=submit]")) button.disabled = false;
    form.querySelector(".unsent")?.remove();
    const line = Object.assign(document.createElement("p"), { className: "q unsent", textContent: gettext("This could not be sent. Your words are still here.") });
    line.setAttribute("role", "alert");
    form.append(line);
  }

  /** What somebody is typing in the tool itself is carried over; what was just sent is not. */
  fill(html, sent) {
    const fields = [...this.querySelectorAll("input[type=text][id], textarea[id]")];
    const typed = fields.filter((field) => field.value !== field.defaultValue && !(sent && field.form === sent)).map(({ id, value }) => [id, value]);
    const held = this.contains(document.activeElement);
    const id = held ? document.activeElement.id : "";
    const fresh = new DOMParser().parseFromString(html, "text/html");
    this.replaceChildren(...fresh.body.childNodes);
    for (const [key, value] of typed) {
      const field = this.querySelector(`#${CSS.escape(key)}`);
      if (field && !field.value) field.value = value;
    }
    if (held) ((id && this.querySelector(`#${CSS.escape(id)}`)) || this).focus({ preventScroll: true });
    this.count();
    this.reveal();
    document.dispatchEvent(new CustomEvent("desk:panel", { detail: { name: this.name, panel: this } }));
  }

  /** The number on the tab: `data-count`, red with `data-bad`; none for 0. */
  count() {
    const told = this.querySelector("[data-count]");
    const number = Number(told?.dataset.count ?? 0);
    const tab = document.getElementById(this.getAttribute("aria-labelledby"));
    tab?.querySelector(".num")?.remove();
    if (tab && this.hasAttribute("if-any") && tab.getAttribute("aria-selected") !== "true") tab.hidden = !number;
    if (!tab || !number) return;
    const badge = Object.assign(document.createElement("span"), { className: "num", textContent: number });
    badge.classList.toggle("bad", "bad" in told.dataset);
    tab.append(badge);
  }

  /** An address may end in the name of a part: it is unfolded, once. */
  reveal() {
    const part = location.hash.length > 1 && !this.revealed && this.querySelector(`#${CSS.escape(location.hash.slice(1))}`);
    if (!part || this.hidden) return;
    this.revealed = true;
    if (part.localName === "details") part.open = true;
    part.scrollIntoView({ block: "nearest" });
  }

  failed() {
    const again = Object.assign(document.createElement("button"), { type: "button", className: "btn small", textContent: gettext("Try again") });
    again.dataset.again = "";
    this.say(gettext("This could not be loaded. Your text is not affected."), again);
  }

  say(sentence, ...more) {
    const line = Object.assign(document.createElement("p"), { className: "q waiting" });
    line.setAttribute("role", "status");
    line.append(sentence, ...(more.length ? [" ", ...more] : []));
    this.replaceChildren(line);
  }
}

customElements.define("desk-panel", DeskPanel);
