/** Pictures of the stretch to choose the poster from: its first, its middle one, and the one that is seen just now. */
import { tile } from "./svg.js";
import { clock } from "./times.js";

export class Posters {
  constructor(host, { marks, screen, board, form }) {
    Object.assign(this, { host, marks, screen, board, form });
    if (!host || !board) return;
    host.hidden = false;
    host.querySelector("[data-take-this]").addEventListener("click", () => this.take(Math.floor(screen.now)));
    host.addEventListener("change", ({ target }) => target.name === "_poster" && (form.elements.poster_ms.value = target.value));
    this.taken = form.elements.poster_ms.value ? Number(form.elements.poster_ms.value) : null;
    this.offer();
  }

  take(ms) {
    this.taken = ms;
    this.form.elements.poster_ms.value = ms;
    this.offer();
  }

  offer() {
    const { marks, host, board } = this;
    if (!host || !board) return;
    const chosen = this.form.elements.poster_ms.value;
    const middle = marks.length === null ? null : marks.begin + Math.floor(marks.length / 2);
    const moments = [...new Set([this.taken, marks.begin, middle].filter((one) => one !== null))].slice(0, 3);
    host.querySelector(".choice").replaceChildren(...moments.map((ms) => this.choice(ms, String(ms) === chosen)));
    if (chosen && !moments.map(String).includes(chosen)) this.form.elements.poster_ms.value = "";
  }

  choice(ms, checked) {
    const label = document.createElement("label");
    const radio = Object.assign(document.createElement("input"), { type: "radio", name: "_poster", value: ms, checked });
    radio.setAttribute("aria-label", clock(ms));
    label.append(radio, tile(this.board, ms, { width: 96, height: 54, "aria-hidden": "true" }));
    return label;
  }
}
