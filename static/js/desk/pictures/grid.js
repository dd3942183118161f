/**
 * The contact sheet: choose by click or keys, look at one large or two side by side, describe what is chosen.
 *
 * <picture-grid drawer="address of the drawer’s fragment"> holds ul.pics; #picture-drawer and #picture-look stand beside it.
 */
const PAUSE = 150;

class PictureGrid extends HTMLElement {
  connectedCallback() {
    this.drawer = document.getElementById("picture-drawer");
    this.look = document.getElementById("picture-look");
    this.cells = [...this.querySelectorAll(".pic")];
    this.addEventListener("change", this);
    this.addEventListener("focusin", this);
    document.addEventListener("keydown", this);
    this.drawer?.addEventListener("click", this);
    this.drawer?.addEventListener("input", this);
    this.drawer?.addEventListener("submit", this);
    this.look?.addEventListener("click", () => this.look.close());
    this.counter = document.querySelector("#changelist-form .action-counter");
    document.querySelector("[data-clear-selection]")?.addEventListener("click", () => this.clear());
    this.mark();
  }

  handleEvent(event) {
    if (event.type === "change") return this.mark();
    if (event.type === "focusin") return this.stand(event.target.closest(".pic"));
    if (event.type === "input") return event.target.classList.toggle("changed", event.target.value !== "");
    if (event.type === "click") return event.target.closest("[data-clear]") && this.clear();
    if (event.type === "submit") return this.apply(event);
    return this.key(event);
  }

  get chosen() {
    return this.cells.filter((cell) => cell.querySelector("input")?.checked);
  }

  stand(cell) {
    this.here = cell;
    for (const other of this.cells) other.classList.toggle("here", other === cell);
  }

  key(event) {
    const inField = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter" && this.drawer?.contains(event.target)) {
      return this.drawer.querySelector("form").requestSubmit();
    }
    if (inField || event.ctrlKey || event.metaKey || event.altKey) return undefined;
    const act = { ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1), j: () => this.step(1), k: () => this.step(-1), x: () => this.toggle(), " ": () => this.show(), Enter: () => this.open(event), Escape: () => this.clear(), u: () => document.getElementById("upload-link")?.click(), "/": () => document.getElementById("searchbar")?.focus() }[event.key];
    const presses = { Enter: "a, button, summary", " ": "button, summary" }[event.key]; // theirs, not ours
    if (!act || (presses && event.target.closest(presses))) return undefined;
    if (event.key !== "Enter") event.preventDefault();
    return act();
  }

  step(by) {
    const at = this.cells.indexOf(this.here);
    const next = this.cells[at < 0 ? 0 : Math.min(Math.max(at + by, 0), this.cells.length - 1)];
    next?.querySelector("input, a")?.focus();
  }

  toggle() {
    this.here?.querySelector("input")?.click();
  }

  open(event) {
    if (!this.here) return;
    event.preventDefault();
    location.assign(this.here.dataset.url);
  }

  /** Large; of several chosen the first two side by side. */
  show() {
    const chosen = this.chosen;
    const cells = chosen.length > 1 ? chosen.slice(0, 2) : [this.here ?? chosen[0]].filter(Boolean);
    if (!cells.length || !this.look) return;
    this.look.replaceChildren(...cells.map((cell) => this.large(cell)));
    this.look.classList.toggle("pair", cells.length > 1);
    this.look.showModal();
  }

  large(cell) {
    const figure = document.createElement("figure");
    const picture = cell.querySelector("picture")?.cloneNode(true);
    const words = document.createElement("figcaption");
    words.textContent = [cell.querySelector(".serif").textContent, cell.querySelector(".cred").textContent.trim().replace(/\s+/g, " ")].join(" – ");
    for (const node of picture?.querySelectorAll("[sizes]") ?? []) node.setAttribute("sizes", "90vw");
    figure.append(...[picture, words].filter(Boolean));
    return figure;
  }

  clear() {
    for (const cell of this.chosen) cell.querySelector("input").checked = false;
    this.mark();
  }

  mark() {
    for (const cell of this.cells) cell.classList.toggle("on", Boolean(cell.querySelector("input")?.checked));
    const number = this.chosen.length;
    if (this.counter) this.counter.textContent = interpolate(ngettext("%s picture chosen", "%s pictures chosen", number), [number]);
    clearTimeout(this.timer);
    if (this.drawer && this.hasAttribute("drawer")) this.timer = setTimeout(() => this.fetchDrawer(), PAUSE);
  }

  async fetchDrawer() {
    const turn = (this.turn = (this.turn ?? 0) + 1); // of two answers only the one for the latest choice counts
    const ids = this.chosen.map((cell) => cell.querySelector("input").value);
    if (!ids.length) {
      this.drawer.hidden = true;
      document.body.classList.remove("with-drawer");
      return;
    }
    const answer = await fetch(`${this.getAttribute("drawer")}?ids=${ids.join(",")}`);
    const html = answer.ok ? await answer.text() : undefined;
    if (html !== undefined && turn === this.turn) this.fill(html);
  }

  /** What was typed for the last choice is taken along to the next one. */
  fill(html) {
    const typed = [...this.drawer.querySelectorAll(".changed")].map((field) => [field.name, field.value]);
    this.drawer.innerHTML = html;
    this.drawer.hidden = false;
    document.body.classList.add("with-drawer");
    for (const [name, value] of typed) {
      const field = this.drawer.querySelector(`[name="${name}"]`);
      if (field) Object.assign(field, { value }).classList.add("changed");
    }
  }

  async apply(event) {
    event.preventDefault();
    const answer = await fetch(event.target.action, { method: "POST", body: new FormData(event.target) });
    if (answer.ok && (answer.headers.get("Content-Type") ?? "").startsWith("application/json")) return location.reload();
    if (answer.status === 422) return this.fill(await answer.text());
    return event.target.submit();
  }
}

customElements.define("picture-grid", PictureGrid);
