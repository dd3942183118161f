/**
 * The tabs beside the story. Arrow keys walk them, the last one used is open the next time; on a phone they are a
 * bar below, and a second press closes the sheet that the first has opened. Without script each is a link.
 */
import "./panel.js";
import { keep, kept } from "./storage.js";

const KEPT = "desk-side";
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
const narrow = window.matchMedia("(max-width: 767px)");

class DeskSide extends HTMLElement {
  connectedCallback() {
    customElements.upgrade(this); // when it is put into the page later, its panels would wake up after it
    this.tabs = [...this.querySelectorAll('[role="tab"]')];
    this.addEventListener("click", this);
    this.addEventListener("keydown", this);
    document.addEventListener("desk:open", this);
    narrow.addEventListener("change", this);
    const asked = this.named(this.dataset.asked);
    const last = this.named(kept(KEPT));
    const tab = asked ?? (last?.hidden ? null : last) ?? this.tabs[0];
    if (tab) this.choose(tab, { open: Boolean(asked) || !narrow.matches });
  }

  named(name) {
    return this.tabs.find((tab) => tab.id === `tab-${name}`);
  }

  handleEvent(event) {
    if (event.type === "change") return this.choose(this.chosen, { open: !narrow.matches });
    if (event.type === "desk:open") return this.opened(event.detail);
    const tab = event.target.closest('[role="tab"]');
    if (event.type === "click" && tab) return this.pressed(event, tab);
    if (event.type === "keydown") return this.key(event, tab);
    return undefined;
  }

  pressed(event, tab) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const again = narrow.matches && tab === this.chosen && this.hasAttribute("open");
    this.choose(tab, { open: !again });
    if (narrow.matches && !again) this.panel(tab).focus();
  }

  key(event, tab) {
    if (event.key === "Escape" && narrow.matches && this.hasAttribute("open")) {
      this.choose(this.chosen, { open: false });
      this.chosen.focus();
    }
    if (!tab) return;
    const shown = this.tabs.filter((one) => !one.hidden);
    const last = shown.length - 1;
    const ends = { Home: 0, End: last };
    const place = shown.indexOf(tab);
    const next = event.key in STEPS ? (place + STEPS[event.key] + last + 1) % (last + 1) : ends[event.key];
    if (event.key === " ") tab.click();
    else if (next === undefined) return;
    else {
      shown[next].focus();
      if (!narrow.matches) this.choose(shown[next]);
    }
    event.preventDefault();
  }

  /** From elsewhere on the page, by a panel's name. */
  opened(name) {
    const tab = this.named(name);
    if (!tab) return;
    this.choose(tab, { open: true });
    this.panel(tab).focus();
  }

  panel(tab) {
    return document.getElementById(tab.getAttribute("aria-controls"));
  }

  choose(tab, { open = true } = {}) {
    this.chosen = tab;
    this.toggleAttribute("open", open);
    for (const one of this.tabs) {
      const on = one === tab;
      one.setAttribute("aria-selected", String(on && open));
      one.tabIndex = on ? 0 : -1;
      if (on && open) this.panel(one).show();
      else this.panel(one).hidden = true;
    }
    keep(KEPT, tab.id.slice(4));
  }
}

customElements.define("desk-side", DeskSide);
