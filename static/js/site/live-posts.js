/**
 * A live blog that asks for news and says so. Nothing moves by itself: new posts wait behind a button, a withdrawn
 * one leaves its place empty. Asks rarely while nothing happens, and never in a tab that nobody looks at.
 */
const SOONEST = 15; // seconds; what is asked for may be that old anyway
const LATEST = 180;

class LivePosts extends HTMLElement {
  connectedCallback() {
    this.line = this.querySelector(".waiting");
    if (!this.line || this.dataset.state === "closed") return;
    this.every = SOONEST;
    this.etag = "";
    document.addEventListener("visibilitychange", this);
    this.plan();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent({ type, currentTarget }) {
    if (type === "click") return this.fetchNew(currentTarget);
    clearTimeout(this.timer);
    if (!document.hidden && !this.over) this.look();
  }

  /** A little earlier or later than everybody else. */
  plan() {
    clearTimeout(this.timer);
    if (!document.hidden && !this.over) this.timer = setTimeout(() => this.look(), this.every * (800 + 400 * Math.random()));
  }

  async look() {
    const found = await this.ask();
    if (found) this.take(found);
    this.every = found ? SOONEST : Math.min(this.every * 1.5, LATEST);
    this.plan();
  }

  /** What has changed since the last time, or null: nothing has, or nobody answered. */
  async ask() {
    const headers = this.etag ? { "If-None-Match": this.etag } : {};
    try {
      const answer = await fetch(this.dataset.updatesUrl, { headers, credentials: "omit", signal: AbortSignal.timeout(10000) });
      if (answer.status === 404) this.over = true;
      const same = answer.status === 304 || (this.etag && answer.headers.get("ETag") === this.etag);
      if (!answer.ok || same) return null;
      this.etag = answer.headers.get("ETag") ?? "";
      return await answer.json();
    } catch {
      return null;
    }
  }

  take({ state, posts }) {
    if (state === "closed") this.over = true;
    const here = new Map([...this.querySelectorAll(".post")].map((post) => [post.dataset.number, post]));
    const oldest = Math.min(...posts.map(([, , begun]) => begun));
    const told = new Set(posts.map(([number]) => String(number)));
    for (const [number, post] of here) {
      const within = posts.length <= Number(this.dataset.size) || Number(post.dataset.begun) > oldest;
      if (within && !told.has(number)) this.empty(post);
    }
    const last = Math.max(0, ...[...here.values()].map((post) => Number(post.dataset.begun)));
    this.fresh = posts.filter(([number, , begun]) => begun >= last && !here.has(String(number))).map(([number]) => String(number));
    this.changed = posts.filter(([number, version]) => Number(here.get(String(number))?.dataset.version ?? version) < version).map(([number]) => String(number));
    this.offer();
  }

  /** Its place stays as large as it was: whoever reads below is not moved. */
  empty(post) {
    if (post.classList.contains("is-gone")) return;
    post.style.minBlockSize = `${post.getBoundingClientRect().height}px`;
    post.classList.add("is-gone");
    const told = document.createElement("p");
    told.className = "body";
    told.textContent = this.dataset.gone;
    post.replaceChildren(told);
  }

  offer() {
    const { fresh, changed } = this;
    if (!fresh.length && !changed.length) return;
    const words = fresh.length === 1 ? this.dataset.one : fresh.length ? this.dataset.many.replace("#", fresh.length) : this.dataset.edited;
    const button = this.line.querySelector("button") ?? this.button();
    if (button.textContent !== words) button.textContent = words;
  }

  button() {
    const button = document.createElement("button");
    button.type = "button";
    button.addEventListener("click", this);
    this.line.replaceChildren(button);
    return button;
  }

  /** All of the page is fetched and what is new is taken out of it: the same bytes for everybody. */
  async fetchNew(button) {
    button.disabled = true;
    const page = await fetch(this.dataset.page, { cache: "no-cache" }).then((answer) => (answer.ok ? answer.text() : "")).catch(() => "");
    const found = new DOMParser().parseFromString(page, "text/html");
    const posts = new Map([...found.querySelectorAll(".post")].map((post) => [post.dataset.number, post]));
    if (!page || this.fresh.some((number) => !posts.has(number))) return location.assign(this.dataset.page);
    for (const number of this.changed) {
      const fresh = posts.get(number);
      if (fresh) document.getElementById(`p${number}`)?.replaceWith(fresh);
    }
    const fresh = this.fresh.map((number) => posts.get(number));
    this.line.after(...fresh);
    this.renew(found, [".keypoints", ".live-state"]);
    this.line.replaceChildren(found.querySelector(".waiting > *") ?? "");
    document.dispatchEvent(new CustomEvent("live:shown"));
    const [first] = fresh;
    if (!first) return;
    first.scrollIntoView({ block: "start" });
    first.querySelector("a").focus({ preventScroll: true });
  }

  renew(found, parts) {
    for (const part of parts) {
      const fresh = found.querySelector(part);
      if (fresh) document.querySelector(part)?.replaceWith(fresh);
    }
  }
}

customElements.define("live-posts", LivePosts);
