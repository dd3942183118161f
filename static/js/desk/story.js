/** The story form: Ctrl+S saves, and nobody leaves with unsaved words by accident. */
const form = document.getElementById("article_form");

class Guard {
  constructor(watched) {
    this.changed = false;
    watched.addEventListener("input", this);
    watched.addEventListener("change", this);
    watched.addEventListener("submit", this);
    document.addEventListener("keydown", this);
    window.addEventListener("beforeunload", this);
  }

  handleEvent(event) {
    if (event.type === "input" || event.type === "change") this.changed = true;
    if (event.type === "submit") this.changed = false;
    if (event.type === "beforeunload" && this.changed) event.preventDefault();
    if (event.type === "keydown" && (event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit(document.querySelector('.storybar [name="_save"]'));
    }
  }
}

if (form) new Guard(form);
