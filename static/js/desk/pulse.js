/** The masthead's line on the work in the background: asked for when the page has settled, and then every half minute. */
const FIRST = 1500;
const AGAIN = 30_000;

class DeskPulse extends HTMLElement {
  connectedCallback() {
    this.timer = setTimeout(() => this.ask(), FIRST);
    document.addEventListener("visibilitychange", this);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent() {
    if (!document.hidden) this.ask();
  }

  async ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), AGAIN);
    if (document.hidden) return;
    try {
      const answer = await fetch(this.getAttribute("src"), { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      this.replaceChildren(...fresh.body.children);
    } catch {
      // No network: what stood there stays, and the next look comes by itself.
    }
  }
}

customElements.define("desk-pulse", DeskPulse);
