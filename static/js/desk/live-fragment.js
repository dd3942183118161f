/** <live-fragment src>: what stands inside is asked for anew, as long as it says (data-again) that it may still change. */
const EVERY = 2000;

class LiveFragment extends HTMLElement {
  connectedCallback() {
    document.addEventListener("visibilitychange", this);
    this.wait();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent() {
    if (!document.hidden) this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    if (this.querySelector("[data-again]") || !this.childElementCount) this.timer = setTimeout(() => this.ask(), this.childElementCount ? EVERY : 0);
  }

  async ask() {
    if (document.hidden) return;
    try {
      const answer = await fetch(this.getAttribute("src"), { credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const open = this.querySelector("details[open]"); // somebody is reading; it goes on when that is closed
      if (!open && !this.contains(document.activeElement)) this.replaceChildren(...fresh.body.children);
    } catch {
      // No network: what stood there stays, and the next look comes by itself.
    }
    this.wait();
  }
}

customElements.define("live-fragment", LiveFragment);
