/** The sheet: what was changed gets a bar, Ctrl+S saves, nobody leaves unasked, and a word of the file is one click away. */
import "./take.js";

const form = document.getElementById("picture-sheet");

class Sheet {
  constructor() {
    form.addEventListener("input", this);
    form.addEventListener("submit", this);
    document.addEventListener("keydown", this);
    window.addEventListener("beforeunload", this);
    for (const field of form.querySelectorAll("input:not([type=hidden]), select, textarea")) this.mark(field); // typed before this ran
  }

  handleEvent(event) {
    if (event.type === "input") this.mark(event.target);
    if (event.type === "submit") this.sent = true;
    if (event.type === "beforeunload" && !this.sent && form.querySelector(".changed")) event.preventDefault();
    if (event.type === "keydown" && (event.ctrlKey || event.metaKey) && event.key === "s") {
      event.preventDefault();
      form.requestSubmit();
    }
  }

  mark(field) {
    const was = field.options ? [...field.options].find((option) => option.defaultSelected)?.value ?? "" : field.defaultValue;
    field.classList.toggle("changed", field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== was);
  }
}

if (form) new Sheet();
