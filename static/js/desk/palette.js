/**
 * From any page to anything, by Ctrl K: what this page can do, commands and kept searches at once, stories, pictures,
 * clips, persons and tags as one types. Without script the field in the masthead leads to the page that searches everything.
 *
 * <desk-palette src="…" icons="…">   with its <dialog> in it; asked("n") is the command behind a key
 */
import { closest } from "./fuzzy.js";
import { here, press } from "./here.js";

const PAUSE = 140; // ms after the last key
const FEW = 6;

const make = (tag, fields = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(fields)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== ""));
  return element;
};

class DeskPalette extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.input = this.querySelector("input");
    this.list = this.querySelector("[role=listbox]");
    this.said = this.querySelector(".said");
    this.at = 0;
    document.addEventListener("keydown", this, true);
    document.addEventListener("click", this);
    for (const kind of ["input", "keydown", "submit", "click", "mousemove"]) this.addEventListener(kind, this);
    this.dialog.addEventListener("close", this);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this, true);
    document.removeEventListener("click", this);
  }

  handleEvent(event) {
    if (event.currentTarget === document) return this.outside(event);
    if (event.type === "input") return this.typed();
    if (event.type === "close") return this.closed();
    if (event.type === "mousemove") return this.pointed(event);
    if (event.type === "submit") return this.current() ? this.go(event) : undefined;
    if (event.type === "click") return event.target.closest("[role=option]") ? this.go(event) : undefined;
    return this.key(event);
  }

  outside(event) {
    if (event.type === "keydown") {
      const wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k";
      if (!wanted) return;
      event.preventDefault();
      event.stopPropagation();
      if (this.dialog.open) this.dialog.close();
      else this.open();
    } else if (event.target.closest?.("a.palette") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.open();
    } else if (event.target === this.dialog) this.dialog.close(); // beside it
  }

  async open() {
    if (this.dialog.open || document.querySelector("dialog:modal")) return;
    this.before = document.activeElement;
    this.dialog.showModal();
    this.input.value = "";
    this.input.focus();
    this.groups = [];
    this.here = here();
    this.draw([]);
    await this.known();
    if (this.dialog.open) this.draw(this.groups, this.groups.length > 0); // she may have typed by now
  }

  closed() {
    this.turn = (this.turn ?? 0) + 1;
    clearTimeout(this.timer);
    this.before?.focus?.({ preventScroll: true });
  }

  /** What one can do and where one can go, asked for once a page. */
  known() {
    this.asking ??= this.ask("").then((told) => {
      if (told) Object.assign(this, { commands: told.commands, searches: told.searches });
      else this.asking = null;
      return this.commands ?? [];
    });
    return this.asking;
  }

  /** The command behind a key of its own, or nothing. */
  async asked(key) {
    return (await this.known()).find((command) => command.key === key);
  }

  async ask(typed) {
    try {
      const answer = await fetch(`${this.getAttribute("src")}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected) return await answer.json();
    } catch {
      // Said below: what is known already can still be used.
    }
    this.say(this.dataset.failed);
    return null;
  }

  typed() {
    const typed = this.input.value.trim();
    const turn = (this.turn = (this.turn ?? 0) + 1);
    clearTimeout(this.timer);
    if (!typed) this.groups = [];
    this.draw(this.groups);
    if (!typed) return;
    this.timer = setTimeout(async () => {
      const told = await this.ask(typed);
      if (turn !== this.turn || !told) return;
      this.groups = told.groups;
      this.all = told.all;
      this.draw(told.groups, true);
    }, PAUSE);
  }

  draw(groups, settled = false) {
    const typed = this.input.value.trim();
    const commands = closest(typed, this.commands ?? [], typed ? FEW : 40);
    const searches = closest(typed, this.searches ?? [], typed ? FEW : 12);
    const drawn = [
      this.group(this.dataset.here, closest(typed, this.here, typed ? FEW : 40)),
      this.group(this.dataset.commands, typed ? commands : commands.filter((one) => one.key)),
      this.group(this.dataset.searches, searches),
      ...groups.map((group) => this.group(group.title, group.hits, group.kind !== "tag" && group.kind !== "person")),
    ];
    if (settled && groups.length) drawn.push(this.group("", [{ title: this.dataset.all, url: this.all, icon: "search" }]));
    this.list.replaceChildren(...drawn.filter(Boolean));
    this.options().forEach((option, number) => (option.id = `desk-palette-${number}`));
    this.mark(0);
    const found = groups.reduce((sum, group) => sum + group.hits.length, 0);
    if (settled) this.say(found || this.options().length ? `${found} ${this.dataset.hits}` : this.dataset.nothing);
    else this.say("");
  }

  group(title, entries, serif = false) {
    if (!entries.length) return null;
    const options = entries.map((entry) => {
      const option = make("li", { role: "option", "aria-selected": "false", class: serif ? "serif" : "" }, this.icon(entry.icon), make("b", {}, entry.title));
      option.entry = entry;
      if (entry.hint) option.append(make("span", { class: "q" }, entry.hint));
      if (typeof entry.key === "string" && entry.key) option.append(make("kbd", {}, entry.key.toUpperCase()));
      return option;
    });
    const group = make("ul", { role: "group" }, ...options);
    if (title) {
      group.setAttribute("aria-label", title);
      group.prepend(make("li", { role: "presentation" }, title));
    }
    return group;
  }

  icon(name) {
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    drawing.setAttribute("class", "i");
    drawing.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `${this.getAttribute("icons")}#${name}`);
    drawing.append(use);
    return drawing;
  }

  options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  current() {
    return this.options()[this.at];
  }

  mark(at) {
    const options = this.options();
    this.at = options.length ? (at + options.length) % options.length : 0;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === this.at)));
    const current = options[this.at];
    if (current) this.input.setAttribute("aria-activedescendant", current.id);
    else this.input.removeAttribute("aria-activedescendant");
    current?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (!step || event.isComposing) return;
    event.preventDefault();
    this.mark(this.at + step);
  }

  pointed(event) {
    const option = event.target.closest("[role=option]");
    const at = option ? this.options().indexOf(option) : -1;
    if (at >= 0 && at !== this.at) this.mark(at);
  }

  go(event) {
    event.preventDefault();
    const option = event.target.closest?.("[role=option]") ?? this.current();
    const { entry } = option;
    if (entry.element) this.before = null; // the focus goes there
    this.dialog.close();
    if (entry.element) press(entry);
    else if (event.ctrlKey || event.metaKey) window.open(entry.url, "_blank", "noopener");
    else window.location.assign(entry.url);
  }

  say(sentence) {
    this.said.textContent = sentence;
  }
}

customElements.define("desk-palette", DeskPalette);
