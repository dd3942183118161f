/**
 * The point that stays visible and the cuts by hand, by mouse or keys; every ratio is drawn as it will be.
 *
 * <picture-cropper> stands in a form with focal_x, focal_y and crops; #crop-state says how things are.
 */
import { boxAround, clamp, fitting } from "./boxes.js";

const STEP = 0.01;

class PictureCropper extends HTMLElement {
  connectedCallback() {
    const state = JSON.parse(document.getElementById("crop-state").textContent);
    Object.assign(this, state);
    this.form = this.closest("form");
    this.image = this.querySelector("img");
    this.stage = this.querySelector(".stage");
    this.point = this.querySelector(".point");
    this.frame = this.querySelector(".frame");
    this.which = "";
    for (const kind of ["pointerdown", "keydown", "change", "click"]) this.addEventListener(kind, this);
    for (const kind of ["pointermove", "pointerup"]) this.stage.addEventListener(kind, this);
    window.addEventListener("resize", () => this.draw());
    window.addEventListener("beforeunload", (event) => this.changed && event.preventDefault());
    document.addEventListener("keydown", (event) => this.shortcut(event));
    this.form.addEventListener("submit", () => this.write());
    if (this.image.complete) this.draw();
    this.image.addEventListener("load", () => this.draw());
  }

  handleEvent(event) {
    this[event.type]?.(event);
  }

  click(event) {
    const ratio = event.target.closest("[data-reset]")?.dataset.reset;
    if (!ratio) return;
    delete this.crops[ratio];
    this.touched();
  }

  change(event) {
    if (event.target.name === "_which") this.choose(event.target.value);
  }

  choose(ratio) {
    this.which = ratio;
    this.querySelector(`[name=_which][value="${ratio}"]`).checked = true;
    this.draw();
  }

  /** The cut of a ratio as fractions: by hand, or around the focus. */
  box(ratio) {
    return this.crops[ratio] ?? boxAround(this.focus, this.ratios[ratio], this.size);
  }

  at(event) {
    const rect = this.image.getBoundingClientRect();
    return [clamp((event.clientX - rect.left) / rect.width), clamp((event.clientY - rect.top) / rect.height)];
  }

  pointerdown(event) {
    if (!event.target.closest(".stage") || event.button) return;
    event.preventDefault();
    this.stage.setPointerCapture(event.pointerId);
    const [x, y] = this.at(event);
    const box = this.which ? [...this.box(this.which)] : null;
    this.drag = { x, y, box, grip: Boolean(event.target.closest(".grip")) };
    if (!this.which) this.aim(x, y);
    (this.which ? this.frame : this.point).focus({ preventScroll: true });
  }

  pointermove(event) {
    if (!this.drag) return;
    const [x, y] = this.at(event);
    if (!this.which) return this.aim(x, y);
    const [left, top, across, down] = this.drag.box;
    if (this.drag.grip) return this.place([left, top, x - left, down]);
    return this.place([left + x - this.drag.x, top + y - this.drag.y, across, down]);
  }

  pointerup() {
    this.drag = null;
  }

  keydown(event) {
    const by = event.shiftKey ? 5 * STEP : STEP;
    const moves = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] };
    const onStage = event.target === this.point || event.target === this.frame;
    if (onStage && moves[event.key]) {
      event.preventDefault();
      this.move(...moves[event.key]);
    } else if (onStage && this.which && "+-−=".includes(event.key)) {
      event.preventDefault();
      const [left, top, across, down] = this.box(this.which);
      const grown = across * (event.key === "+" || event.key === "=" ? 1.05 : 0.95);
      this.place([left - (grown - across) / 2, top - (down * (grown / across) - down) / 2, grown, down]);
    }
  }

  shortcut(event) {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      this.form.requestSubmit();
      return;
    }
    if (event.target.closest?.("input:not([type=radio]), textarea, select, dialog")) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
    const ratio = ["", ...Object.keys(this.ratios)][Number(event.key)];
    if (ratio === undefined) return;
    this.choose(ratio);
    (ratio ? this.frame : this.point).focus();
  }

  move(across, down) {
    if (!this.which) return this.aim(clamp(this.focus[0] + across), clamp(this.focus[1] + down));
    const [left, top, width, height] = this.box(this.which);
    return this.place([left + across, top + down, width, height]);
  }

  aim(x, y) {
    this.focus = [x, y];
    this.touched();
  }

  place(box) {
    this.crops[this.which] = fitting(box, this.ratios[this.which], this.size);
    this.touched();
  }

  touched() {
    this.changed = true;
    this.draw();
  }

  draw() {
    const { clientWidth: width, clientHeight: height } = this.image;
    this.point.style.left = `${this.focus[0] * width}px`;
    this.point.style.top = `${this.focus[1] * height}px`;
    this.frame.hidden = !this.which;
    if (this.which) {
      const [left, top, across, down] = this.box(this.which);
      Object.assign(this.frame.style, { left: `${left * width}px`, top: `${top * height}px`, width: `${across * width}px`, height: `${down * height}px` });
      const words = gettext("Cut %s: arrow keys move it, plus and minus change its size");
      this.frame.setAttribute("aria-label", interpolate(words, [this.which]));
    }
    for (const canvas of this.querySelectorAll("canvas")) this.preview(canvas);
  }

  preview(canvas) {
    const { ratio } = canvas.dataset;
    const [left, top, across, down] = this.box(ratio);
    const { naturalWidth: width, naturalHeight: height } = this.image;
    if (!width) return;
    const [w, h] = this.ratios[ratio];
    canvas.width = 320;
    canvas.height = Math.round((320 * h) / w);
    canvas.getContext("2d").drawImage(this.image, left * width, top * height, across * width, down * height, 0, 0, canvas.width, canvas.height);
    const byHand = ratio in this.crops;
    const card = canvas.closest(".preview");
    card.querySelector(".how").textContent = byHand ? gettext("by hand") : gettext("follows the focus");
    card.querySelector("[data-reset]").hidden = !byHand;
    card.classList.toggle("on", ratio === this.which);
  }

  write() {
    this.changed = false;
    [this.form.elements.focal_x.value, this.form.elements.focal_y.value] = this.focus.map((part) => part.toFixed(4));
    this.form.elements.crops.value = JSON.stringify(this.crops);
  }
}

customElements.define("picture-cropper", PictureCropper);
