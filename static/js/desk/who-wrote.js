/** Who changed each block last: shown in the margin of the text while it is asked for, from the panel of versions. */
import { margin } from "./place.js";
import { initials } from "./words.js";

let shown = false;

async function draw() {
  const { setMarginNotes } = (await margin) ?? {};
  const button = document.querySelector("[data-who]");
  if (!setMarginNotes) return void (button && (button.hidden = true));
  const found = document.getElementById("who-wrote");
  const written = shown && found ? JSON.parse(found.textContent) : [];
  setMarginNotes("who-wrote", written.map(({ block, by, told }) => ({ block, kind: "who", text: initials(by), label: told })));
  button?.setAttribute("aria-pressed", String(shown));
}

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-who]")) return;
  shown = !shown;
  draw();
});
document.addEventListener("desk:panel", ({ detail }) => detail.name === "versions" && draw());
