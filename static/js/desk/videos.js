/**
 * Related videos beside the story. In a suggestion: Enter puts it into the text, R below the story, Delete refuses it;
 * in the list below: Alt and an arrow move a video, Delete takes it out, and it can be dragged. Arrows and J K walk.
 * The buttons do the same; without script they are what there is.
 */
const STEPS = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 };
const DELETES = ["Delete", "Backspace"];

class DeskVideos extends HTMLElement {
  connectedCallback() {
    for (const kind of ["keydown", "click", "dragstart", "dragover", "drop", "dragend"]) this.addEventListener(kind, this);
  }

  handleEvent(event) {
    const row = event.target.closest?.("li[data-clip]");
    if (event.type === "click") return this.pressed(event);
    if (event.type === "keydown") return event.target === row && this.key(event, row);
    return row && this.drag(event, row);
  }

  /** Into the open editor, at the caret: it is saved, and undone, with everything else. */
  pressed(event) {
    const button = event.target.closest("[data-insert-clip]");
    const editor = document.querySelector("[data-story-editor].is-live");
    if (!button || !editor) return;
    event.preventDefault();
    const row = button.closest("li");
    const next = this.next(row, 1) ?? this.next(row, -1);
    document.dispatchEvent(new CustomEvent("desk:insert", { detail: { kind: "clip", attrs: { clip: Number(button.dataset.insertClip) } } }));
    (next ?? this.closest("desk-panel"))?.focus({ preventScroll: true }); // whoever goes through the list goes on with it
    document.dispatchEvent(new CustomEvent("desk:reload", { detail: "videos" }));
  }

  key(event, row) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const below = Boolean(row.closest(".below"));
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const step = STEPS[key];
    if (event.altKey && (!below || !key.startsWith("Arrow"))) return;
    if (step && event.altKey) this.press(row, this.mover(row, step));
    else if (step) this.next(row, step)?.focus();
    else if (DELETES.includes(key)) this.settle(row, row.querySelector(below ? "[name=out]" : "[data-refuse]"));
    else if (key === "Enter" && !below) this.press(row, row.querySelector("[data-insert-clip]"));
    else if (key === "r" && !below) this.settle(row, row.querySelector("[data-relate]"));
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  mover(row, step) {
    const place = [...row.parentElement.children].indexOf(row) + step;
    return row.querySelector(`[name=to][value="${place}"]`);
  }

  next(row, step) {
    const rows = [...this.querySelectorAll("li[data-clip]")];
    return rows[rows.indexOf(row) + step];
  }

  press(row, button) {
    if (button?.disabled === false) button.click();
  }

  /** The row goes; the eye stays where it was. */
  settle(row, button) {
    if (!button) return;
    this.press(row, button);
    this.leave(row);
  }

  leave(row) {
    const panel = this.closest("desk-panel");
    if (!row.contains(document.activeElement)) return;
    const next = this.next(row, 1) ?? this.next(row, -1);
    (next ?? panel ?? this).focus();
  }

  drag(event, row) {
    const list = row.closest(".below");
    if (!list) return;
    if (event.type === "dragstart") {
      this.held = row;
      row.classList.add("dragged");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.dataset.name);
    } else if (event.type === "dragover" && this.held) {
      event.preventDefault();
      this.mark(row, this.isLower(event, row) ? "after" : "before");
    } else if (event.type === "drop" && this.held) {
      event.preventDefault();
      this.drop(row, this.isLower(event, row));
    } else if (event.type === "dragend") {
      this.held?.classList.remove("dragged");
      this.held = null;
      this.mark(null);
    }
  }

  isLower(event, row) {
    const { top, height } = row.getBoundingClientRect();
    return event.clientY > top + height / 2;
  }

  mark(row, side) {
    for (const other of this.querySelectorAll(".before, .after")) other.classList.remove("before", "after");
    row?.classList.add(side);
  }

  /** The place is counted without the row itself. */
  drop(row, lower) {
    const others = [...row.parentElement.children].filter((one) => one !== this.held);
    const place = row === this.held ? -1 : others.indexOf(row) + (lower ? 1 : 0);
    if (place < 0) return;
    const button = Object.assign(document.createElement("button"), { type: "submit", name: "to", value: String(place), hidden: true });
    const form = this.held.querySelector("form");
    form.append(button);
    form.requestSubmit(button);
  }
}

customElements.define("desk-videos", DeskVideos);
