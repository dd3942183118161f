/**
 * The page of a live blog: Ctrl+Enter publishes, and the stream beside the form is fetched anew while anybody looks at
 * it. What somebody is doing in the stream is never taken from under her hands.
 */
const EVERY = 5_000; // ms

class LiveDesk extends HTMLElement {
  connectedCallback() {
    this.stream = this.querySelector("[data-stream]");
    document.addEventListener("keydown", this, true); // before the editor, to which Ctrl+Enter is a line break
    document.addEventListener("visibilitychange", this);
    this.plan();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("keydown", this, true);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent(event) {
    if (event.type === "visibilitychange") return document.hidden ? clearTimeout(this.timer) : this.look();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return undefined;
    const button = this.querySelector('#post-form [name="_publish"]') ?? this.querySelector('#post-form [name="_save"]');
    if (!button?.form.contains(event.target)) return undefined;
    event.preventDefault();
    event.stopPropagation();
    return button.form.requestSubmit(button);
  }

  plan() {
    clearTimeout(this.timer);
    if (!document.hidden) this.timer = setTimeout(() => this.look(), EVERY);
  }

  async look() {
    try {
      const answer = await fetch(this.getAttribute("src"), { credentials: "same-origin", cache: "no-store" });
      if (answer.ok && !answer.redirected) this.show(await answer.text());
    } catch {
      // No network: the form says so.
    }
    this.plan();
  }

  show(html) {
    const busy = this.stream.contains(document.activeElement) || this.stream.querySelector("details[open]");
    const words = html.replace(/name="csrfmiddlewaretoken" value="\w+"/g, "");
    if (busy || words === this.shown) return;
    this.shown = words;
    this.stream.replaceChildren(document.createRange().createContextualFragment(html));
  }
}

customElements.define("live-desk", LiveDesk);
