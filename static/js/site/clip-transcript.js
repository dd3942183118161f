/** Times that move the player of the page, and the line that is being said. Without script each is a link of its own. */
class ClipTranscript extends HTMLElement {
  connectedCallback() {
    this.player = document.getElementById(this.getAttribute("for"));
    this.rows = [...this.querySelectorAll("[data-start]")];
    this.addEventListener("click", this);
    this.player?.addEventListener("timeupdate", this, true); // media events do not bubble, but they are passed down
  }

  disconnectedCallback() {
    this.player?.removeEventListener("timeupdate", this, true);
  }

  handleEvent(event) {
    if (event.type === "timeupdate") return this.mark(event.target.currentTime - this.player.begin);
    const link = event.target.closest("[data-seek]");
    if (!link || !this.player || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.player.seek(Number(link.dataset.seek));
  }

  mark(second) {
    const now = this.rows.findLast((row) => Number(row.dataset.start) <= second + 0.05);
    for (const row of this.rows) row.toggleAttribute("data-now", row === now);
  }
}

customElements.define("clip-transcript", ClipTranscript);
