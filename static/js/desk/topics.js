/** Suggestions beside the story: taking one puts it into the form as it stands; it is saved with everything else. */
class Topics {
  constructor() {
    document.addEventListener("click", this);
  }

  handleEvent(event) {
    const button = event.target.closest?.("[data-put-in], [data-take-out]");
    if (!button) return;
    const { putIn, takeOut, key = "", name, role = "" } = button.dataset;
    if (putIn) this.tell({ set: putIn, add: { key, name, role } }, button);
    if (takeOut) this.tell({ set: takeOut, remove: { key, name } }, button);
  }

  tell(detail, button) {
    const line = button.closest("li, .chip");
    const next = line?.nextElementSibling?.querySelector("button") ?? line?.closest("desk-panel");
    document.dispatchEvent(new CustomEvent("desk:chips", { detail }));
    if (line?.contains(document.activeElement)) next?.focus();
    line?.remove(); // asked for again in a moment, with the form as it is now
    document.dispatchEvent(new CustomEvent("desk:reload", { detail: "topics" }));
  }
}

new Topics();
