/** A link on the selected words, typed or pasted into a small form under the toolbar. */
import { button, el } from "./dom.js";
import { allowed, gettext } from "./words.js";

/** The stretch that a link covers around the caret, or the selection. */
function stretch(state) {
  const { from, to, empty, $from } = state.selection;
  const type = state.schema.marks.link;
  if (!empty) return { from, to, href: "" };
  const index = $from.index();
  const mark = type.isInSet($from.parent.maybeChild(index)?.marks ?? []) ?? type.isInSet($from.marks());
  if (!mark) return null;
  let [start, end] = [$from.start(), $from.start()];
  $from.parent.forEach((child, offset) => {
    const has = mark.isInSet(child.marks);
    const [left, right] = [$from.start() + offset, $from.start() + offset + child.nodeSize];
    if (has && left <= from && right >= from) [start, end] = [left, right];
  });
  return { from: start, to: end, href: mark.attrs.href };
}

export function openLink(editor) {
  const { state, view } = editor;
  const found = stretch(state);
  const { host, say } = editor.storage.shared;
  if (!found) {
    say(gettext("Select the words that are to be the link."));
    return true;
  }
  let href = found.href;
  state.doc.nodesBetween(found.from, found.to, (node) => {
    href ||= node.marks.find((mark) => mark.type.name === "link")?.attrs.href ?? "";
  });
  host.querySelector(".linkbar")?.remove();
  host.querySelector(".tools").after(bar(editor, { ...found, href }));
  host.querySelector(".linkbar input").select();
  return true;
}

function bar(editor, { from, to, href }) {
  const { view } = editor;
  const type = editor.schema.marks.link;
  const input = Object.assign(el("input", { type: "text", class: "f", id: "editor-link", inputmode: "url", "aria-describedby": "editor-link-told" }), { value: href });
  const told = el("p", { id: "editor-link-told", class: "must", role: "alert" });
  const close = () => {
    dom.remove();
    view.focus();
  };
  const apply = (address) => {
    if (address && !allowed(address)) {
      told.textContent = gettext("This link leads nowhere we allow. Use https://, mailto: or an address of this site.");
      return;
    }
    const tr = editor.state.tr.removeMark(from, to, type);
    view.dispatch(address ? tr.addMark(from, to, type.create({ href: address })) : tr);
    close();
  };
  const set = button({ class: "btn small", onclick: () => apply(input.value.trim()) }, gettext("Set link"));
  const remove = href ? button({ class: "btn small word", onclick: () => apply("") }, gettext("Remove link")) : null;
  const dom = el("div", { class: "linkbar", role: "group", "aria-label": gettext("Link") }, el("label", { for: "editor-link" }, gettext("Address of the link")), input, set, remove, told);
  dom.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === input) apply(input.value.trim());
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return dom;
}
