/** A link to a clip that plays in place once asked. Without script it stays a link to the clip's page. */
class ClipTeaser extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("src")) this.addEventListener("click", this);
  }

  handleEvent(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return; // a new tab was meant
    event.preventDefault();
    this.removeEventListener("click", this);
    const poster = this.querySelector("img");
    const video = document.createElement("video");
    Object.assign(video, { src: this.getAttribute("src"), controls: true, playsInline: true });
    if (poster) video.poster = poster.currentSrc;
    video.setAttribute("aria-label", this.getAttribute("label"));
    this.replaceChildren(video);
    video.focus();
    video.play().catch(() => {}); // refused: the reader presses the button herself
  }
}

customElements.define("clip-teaser", ClipTeaser);
