/**
 * What is new since a reader's last visit to this live blog. Kept in her browser alone, and only once she has asked for
 * it; until then nothing is stored, and what she takes back is gone.
 */
class LastVisit extends HTMLElement {
  connectedCallback() {
    this.key = `read:${this.dataset.blog}`;
    this.line = this.querySelector("p");
    this.addEventListener("click", this);
    document.addEventListener("live:shown", this);
    this.seen = Number(this.read());
    this.hidden = false;
    this.draw();
  }

  disconnectedCallback() {
    document.removeEventListener("live:shown", this);
  }

  handleEvent({ type, target }) {
    if (type === "live:shown") return this.seen && this.keep();
    if (!target.closest("button")) return undefined;
    if (this.seen) this.forget();
    else this.keep();
    return this.draw();
  }

  /** Times of the posts on the page, in seconds; the page begins with the newest. */
  posts() {
    return [...document.querySelectorAll(".post")].filter((post) => !post.classList.contains("is-gone"));
  }

  draw() {
    const fresh = this.seen ? this.posts().filter((post) => Number(post.dataset.begun) > this.seen) : [];
    for (const post of this.posts()) delete post.dataset.new;
    for (const post of fresh) post.dataset.new = this.dataset.mark;
    const words = !this.seen ? this.dataset.offer : fresh.length === 0 ? this.dataset.none : fresh.length === 1 ? this.dataset.one : this.dataset.many.replace("#", fresh.length);
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: this.seen ? this.dataset.stop : this.dataset.start });
    this.line.replaceChildren(words, " ", button);
    if (this.seen) this.keep();
  }

  newest() {
    return Math.max(0, ...this.posts().map((post) => Number(post.dataset.begun)));
  }

  read() {
    try {
      return localStorage.getItem(this.key);
    } catch {
      return null;
    }
  }

  /** On a page of older posts nothing newer is known, and what was read stays read. */
  keep() {
    const newest = Math.max(this.newest(), Number(this.read()));
    try {
      if (newest) localStorage.setItem(this.key, newest);
      this.seen ||= newest;
    } catch {
      this.hidden = true; // this browser keeps nothing
    }
  }

  forget() {
    localStorage.removeItem(this.key);
    this.seen = 0;
  }
}

customElements.define("last-visit", LastVisit);
