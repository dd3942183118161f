/**
 * The reader's own page of what stands in the form, saved or not: on a phone, wide, dark, or as large as the window.
 * Drawn by the server anew when typing pauses, in a frame that keeps its place and cannot run anything.
 */
const PAUSE = 1200; // ms after the last key
const KEPT = "desk-preview";
let count = 0;

class StoryPreview extends HTMLElement {
  connectedCallback() {
    this.form = document.getElementById(this.getAttribute("form"));
    this.stage = this.querySelector(".pv-stage");
    this.settings = { width: 390, dark: nightly(), ...remembered() };
    this.said = this.querySelector(".pv-said");
    this.words = this.said.textContent;
    this.addEventListener("click", this);
    for (const kind of ["input", "desk:chips", "keydown", "selectionchange"]) document.addEventListener(kind, this);
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this.stage);
    this.seen = new IntersectionObserver(([entry]) => this.shown(entry.isIntersecting));
    this.seen.observe(this);
    const outside = this.querySelector(".outside");
    outside?.addEventListener("toggle", () => outside.open && outside.querySelector("desk-panel").show());
    this.show();
  }

  disconnectedCallback() {
    for (const kind of ["input", "desk:chips", "keydown", "selectionchange"]) document.removeEventListener(kind, this);
    this.sizes.disconnect();
    this.seen.disconnect();
    clearTimeout(this.timer);
  }

  handleEvent(event) {
    if (event.type === "click") return this.pressed(event.target.closest("button"));
    if (event.type === "keydown") return event.key === "Escape" && this.settings.whole && this.set({ whole: false });
    if (event.type === "selectionchange") return this.follow();
    if (event.type === "input" && !event.target.closest?.("#article_form")) return undefined;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), PAUSE);
    return undefined;
  }

  pressed(button) {
    if (!button) return;
    if ("copy" in button.dataset) this.copy(button);
    if ("width" in button.dataset) this.set({ width: Number(button.dataset.width) });
    if ("scheme" in button.dataset) this.set({ dark: !this.settings.dark });
    if ("whole" in button.dataset) this.set({ whole: !this.settings.whole });
  }

  async copy(button) {
    const field = button.parentNode.querySelector("input");
    field.select();
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      this.said.textContent = button.dataset.done;
    } catch {
      field.focus(); // selected: Ctrl+C does it
    }
  }

  set(changed) {
    Object.assign(this.settings, changed);
    remember({ width: this.settings.width, dark: this.settings.dark });
    this.show();
  }

  show() {
    const { width, dark, whole } = this.settings;
    for (const button of this.querySelectorAll("[data-width]")) button.setAttribute("aria-pressed", String(Number(button.dataset.width) === width));
    this.querySelector("[data-scheme]").setAttribute("aria-pressed", String(dark));
    this.querySelector("[data-whole]").setAttribute("aria-pressed", String(Boolean(whole)));
    this.toggleAttribute("whole", Boolean(whole));
    this.paint(this.frame);
    this.fit();
  }

  /** The page is as wide as it would be there, and is shown as small as it must be here. */
  fit() {
    const { width, whole } = this.settings;
    const room = this.stage.clientWidth;
    if (!room || !this.frame) return;
    const wide = whole && width > 390 ? Math.max(room, 1024) : width;
    const scale = Math.min(1, room / wide);
    for (const frame of this.stage.children) {
      Object.assign(frame.style, { width: `${wide}px`, height: `${this.stage.clientHeight / scale}px`, transform: `scale(${scale})` });
      frame.style.marginInlineStart = `${Math.max(0, (room - wide * scale) / 2)}px`;
    }
  }

  shown(visible) {
    this.visible = visible;
    if (visible && (this.stale || !this.frame)) this.draw();
  }

  /** Each drawing has a frame of its own: none of them is a page to go back to, and nothing flickers. */
  draw() {
    clearTimeout(this.timer);
    this.stale = !this.visible;
    if (this.stale || !this.form) return;
    document.dispatchEvent(new CustomEvent("desk:flush"));
    const frame = document.createElement("iframe");
    frame.name = `preview-${(count += 1)}`;
    frame.title = this.dataset.frame;
    frame.setAttribute("sandbox", "allow-same-origin");
    frame.className = "coming";
    this.coming?.remove();
    this.coming = frame;
    this.stage.append(frame);
    this.setAttribute("aria-busy", "true");
    this.send(frame.name);
    frame.addEventListener("load", () => frame === this.coming && this.arrived(frame));
  }

  /** As the form itself would be sent, but into the frame; what guards against leaving is not asked, for nobody leaves. */
  send(target) {
    const post = document.createElement("form");
    Object.assign(post, { method: "post", action: this.getAttribute("src"), target, hidden: true });
    for (const [name, value] of new FormData(this.form)) {
      const field = document.createElement("textarea"); // keeps line ends
      Object.assign(field, { name, value });
      post.append(field);
    }
    document.body.append(post);
    post.submit();
    post.remove();
  }

  arrived(frame) {
    const page = frame.contentDocument;
    if (!page?.body?.childElementCount) return; // the empty page it begins with
    this.removeAttribute("aria-busy");
    this.coming = null;
    const refused = page.querySelector("[data-refused]")?.textContent;
    if (refused || !page.querySelector("article")) {
      frame.remove();
      this.said.textContent = refused || gettext("The preview could not be drawn. Your text is not affected.");
      return;
    }
    this.said.textContent = this.words;
    this.paint(frame);
    const top = this.frame?.contentWindow?.scrollY ?? 0;
    this.frame?.remove();
    frame.className = "";
    this.frame = frame;
    this.fit();
    frame.contentWindow.scrollTo({ top, behavior: "instant" });
    page.addEventListener("click", (event) => event.target.closest?.("a") && event.preventDefault());
    this.follow();
  }

  paint(frame) {
    const root = frame?.contentDocument?.documentElement;
    if (root) root.style.colorScheme = this.settings.dark ? "dark" : "light";
  }

  /** To the block one is writing in, when it is another one than before. */
  follow() {
    const block = document.querySelector(".rail [aria-current]")?.dataset.block;
    const drawn = block && this.frame?.contentDocument?.getElementById(`b-${block}`);
    if (!drawn || block === this.block) return;
    this.block = block;
    const { top, bottom } = drawn.getBoundingClientRect();
    if (top < 0 || bottom > this.frame.clientHeight) drawn.scrollIntoView({ block: "center", behavior: "instant" });
  }
}

/** As the desk is shown: by choice, else by the system. */
function nightly() {
  const { theme } = document.documentElement.dataset;
  return theme === "dark" || (theme !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function remember(settings) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(settings));
  } catch {
    // without storage it begins with the phone again
  }
}

customElements.define("story-preview", StoryPreview);
