/** Django's own pop-ups, which speak jQuery: a native listener on the field would hear nothing. */
import { el } from "./dom.js";

const target = () => {
  const found = document.getElementById("pick-target");
  if (found) return found;
  const input = el("input", { type: "hidden", id: "pick-target" });
  document.body.append(input);
  return input;
};

const withPopup = (address) => {
  const url = new URL(address, location.href);
  url.searchParams.set("_popup", "1");
  return url.href;
};

/** The key of the row that was added in the pop-up; "" if the window was closed without. */
export function addInPopup(address) {
  const input = target();
  const link = el("a", { id: "add_pick-target", href: withPopup(address), hidden: true });
  document.body.append(link);
  const $ = globalThis.django.jQuery;
  return new Promise((resolve) => {
    $(input).off("change.editor").on("change.editor", () => resolve(input.value));
    globalThis.showRelatedObjectPopup(link);
    link.remove();
  });
}

/** Calls `done` once the window in which somebody changes the row is closed. */
export function changeInPopup(address, done) {
  const opened = window.open(withPopup(address), "pick-target__1", "height=700,width=900,resizable=yes,scrollbars=yes");
  if (!opened) return;
  const watch = setInterval(() => {
    if (!opened.closed) return;
    clearInterval(watch);
    done();
  }, 300);
}
