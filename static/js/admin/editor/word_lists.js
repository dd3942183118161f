/** Word's lists are paragraphs that say their level in a style: made into lists again. */
const LEVEL = /mso-list:\s*l\d+\s+level(\d+)/i;
const ORDERED = /^[\s(]*(?:\d+|[a-z]|[ivxlc]+)[.)]/i;

const levelOf = (element) => Number(element.getAttribute?.("data-style")?.match(LEVEL)?.[1] ?? 0);

/** The marker Word drew, taken out: it decides whether the list counts. */
function takeMarker(paragraph) {
  const mark = [...paragraph.querySelectorAll("span")].find((span) => /mso-list:\s*Ignore/i.test(span.getAttribute("data-style") ?? ""));
  if (!mark) return false;
  const words = mark.textContent;
  mark.remove();
  return ORDERED.test(words);
}

function itemOf(paragraph) {
  const item = paragraph.ownerDocument.createElement("li");
  const inner = paragraph.ownerDocument.createElement("p");
  inner.append(...paragraph.childNodes);
  item.append(inner);
  return item;
}

/** A stack of open lists: cut to the level, open what is missing inside the last item; other text closes it. */
export function mendWordLists(body) {
  let open = [];
  let first = 1;
  for (const element of [...body.querySelectorAll("p, h1, h2, h3, table, ul, ol")]) {
    const level = levelOf(element);
    if (!level) {
      open = [];
      continue;
    }
    if (element.previousElementSibling !== open[0]?.list) open = [];
    const tag = takeMarker(element) ? "ol" : "ul";
    if (!open.length) first = level; // a list that begins at level 2 is lifted to 1
    const depth = Math.max(1, Math.min(level - first + 1, open.length + 1));
    open.length = Math.min(open.length, depth);
    if (open.length === depth && open[depth - 1].list.localName !== tag) open.length = depth - 1;
    const item = itemOf(element);
    if (open.length < depth) {
      const list = element.ownerDocument.createElement(tag);
      if (depth === 1) element.before(list);
      else open[depth - 2].item.append(list);
      open.push({ list });
    }
    open[depth - 1].list.append(item);
    open[depth - 1].item = item;
    element.remove();
  }
}
