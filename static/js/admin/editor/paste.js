/** What comes from Word, Docs and web pages, mended as markup; plain text goes to the parser of pasted stories. */
import { Extension, Fragment, Plugin, Slice } from "../../vendor/tiptap.js";
import { newId } from "./body.js";
import { KINDS } from "./card.js";
import { recognise } from "./recognise.js";
import { mendWordLists } from "./word_lists.js";
import { allowed, printable } from "./words.js";

const JUNK = "style, meta, link, title, script, xml, noscript, template, o\\:p, img, svg, iframe, object, input, button, select, textarea";

/** A redirect that Docs puts in front of every link. */
function target(href) {
  try {
    const url = new URL(href);
    const isRedirect = /(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url";
    return isRedirect ? (url.searchParams.get("q") ?? "") : href;
  } catch {
    return href;
  }
}

function mendLinks(body) {
  for (const link of body.querySelectorAll("a")) {
    const href = target(link.getAttribute("href") ?? "").trim();
    if (allowed(href) && !/^file:/i.test(href)) link.setAttribute("href", href);
    else link.replaceWith(...link.childNodes);
  }
}

/** Even a document that shows nothing reports style attributes to the content policy: they get another name first. */
function quiet(html) {
  const tag = (found) => found.replace(/\s(style|on\w+)(\s*=)/gi, (_all, name, equals) => ` data-${name.toLowerCase()}${equals}`);
  return html.replace(/<style\b[\s\S]*?<\/style\s*>/gi, "").replace(/<[a-z][^>]*>/gi, tag);
}

/** Bold and italic that are only said in a style. */
function mendMarks(body) {
  for (const element of body.querySelectorAll("[data-style]")) {
    const style = element.getAttribute("data-style");
    if (/^(p|h[1-6]|li|td|th|div|ul|ol|table|blockquote)$/.test(element.localName)) continue;
    if (/font-weight:\s*(bold|[6-9]\d\d)/i.test(style)) wrap(element, "strong");
    if (/font-style:\s*italic/i.test(style)) wrap(element, "em");
  }
}

function wrap(element, tag) {
  const inner = element.ownerDocument.createElement(tag);
  inner.append(...element.childNodes);
  element.append(inner);
}

/** Docs wraps everything in `<b style="font-weight:normal">`, and breaks between blocks mean nothing. */
function mendShell(body) {
  for (const shell of body.querySelectorAll('b[id^="docs-internal-guid"], b[data-style*="font-weight:normal"]')) shell.replaceWith(...shell.childNodes);
  for (const line of body.querySelectorAll("br")) {
    const beside = [line.previousElementSibling, line.nextElementSibling];
    const betweenBlocks = beside.some((one) => one && isBlock(one));
    if (betweenBlocks || !line.nextSibling?.textContent.trim()) line.remove();
  }
  for (const empty of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, div")) {
    if (!empty.textContent.trim() && !empty.querySelector("hr, table, li, [data-block]")) empty.remove();
  }
}

const isBlock = (element) => /^(p|h[1-6]|ul|ol|table|blockquote|div|hr|section|article)$/.test(element.localName);

/** One paragraph a cell and one line a quote: what stands in several is joined by spaces. */
function flatten(element) {
  for (const block of [...element.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6, li, ul, ol, br")]) block.replaceWith(" ", ...block.childNodes);
  const walker = element.ownerDocument.createTreeWalker(element, 4);
  while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replace(/\s+/g, " ");
  element.normalize();
}

function mendBoxes(body) {
  for (const quote of body.querySelectorAll("blockquote:not([data-block])")) {
    flatten(quote);
    quote.setAttribute("data-block", "quote");
  }
  for (const cell of body.querySelectorAll("td:not([data-block]), th:not([data-block])")) flatten(cell);
  for (const table of body.querySelectorAll("table:not([data-block])")) mendGrid(table);
}

/** Merged cells become empty ones; a table with one cell was only there for the looks of a page. */
function mendGrid(table) {
  const rows = [...table.querySelectorAll("tr")];
  const width = Math.max(0, ...rows.map((row) => row.cells.length));
  if (width < 2 || width > 12 || rows.length > 200) {
    const lines = rows.flatMap((row) => [...row.cells]).map((cell) => {
      const line = table.ownerDocument.createElement("p");
      line.append(...cell.childNodes);
      return line;
    });
    return table.replaceWith(...lines);
  }
  for (const row of rows) while (row.cells.length < width) row.insertCell();
  if (table.querySelector("th")) table.setAttribute("data-attrs", '{"header":true}');
  table.setAttribute("data-block", "table");
  table.querySelectorAll("caption, colgroup").forEach((part) => part.remove());
}

/** The clipboard's HTML, mended. Ours (`data-pm-slice`) passes untouched. */
export function mend(html) {
  if (/<[^>]+\sdata-pm-slice=/.test(html) && /\sdata-block=/.test(html)) return quiet(html);
  const { body } = new DOMParser().parseFromString(quiet(html), "text/html"); // inert: nothing in it runs or loads
  const comments = body.ownerDocument.createTreeWalker(body, 128);
  const dead = [];
  while (comments.nextNode()) dead.push(comments.currentNode);
  dead.forEach((comment) => comment.remove());
  body.querySelectorAll(JUNK).forEach((junk) => junk.remove());
  body.querySelectorAll("[data-block]").forEach((forged) => forged.removeAttribute("data-block"));
  mendWordLists(body);
  mendMarks(body);
  mendLinks(body);
  mendBoxes(body);
  mendShell(body);
  return printable(body.innerHTML.replace(/[\n\r]+/g, " "));
}

const isLineOfCard = ($from) => KINDS.has($from.parent.type.name) || $from.parent.type.name === "crosshead";

/** Into a caption, a quote, a crosshead: one line of text, links, bold and italic, or the card would be split. */
function oneLine(slice, schema) {
  const parts = [];
  slice.content.descendants((node) => {
    if (!node.isTextblock) return true;
    if (parts.length && node.content.size) parts.push(schema.text(" "));
    node.forEach((child) => parts.push(child.type.name === "hard_break" ? schema.text(" ") : child));
    return false;
  });
  slice.content.forEach((node) => node.isInline && parts.push(node));
  return new Slice(Fragment.fromArray(parts), 0, 0);
}

/** Lines of plain text as paragraphs, blank lines or not. */
function paragraphs(text, schema) {
  const made = text.split(/\n+/).map((line) => printable(line.replaceAll("\r", "")).trim()).filter(Boolean);
  return made.map((line) => schema.nodes.paragraph.create({ id: newId() }, schema.text(line)));
}

function pastePlain(editor, text) {
  const { state, view, schema } = editor;
  const blocks = paragraphs(text, schema);
  const { $from } = state.selection;
  if (blocks.length < 2 || $from.depth !== 1 || $from.parent.type.name !== "paragraph") return false;
  view.dispatch(state.tr.replaceSelection(new Slice(Fragment.fromArray(blocks), $from.parent.childCount ? 1 : 0, 0)).scrollIntoView());
  recognise(editor, text, blocks.map((block) => block.attrs.id));
  return true;
}

export const paste = Extension.create({
  name: "mending",
  addProseMirrorPlugins() {
    const { editor } = this;
    const props = {
      transformPastedHTML: mend,
      transformPastedText: (text) => text.split(/\n/).map(printable).join("\n"),
      handlePaste(view, event, slice) {
        const data = event.clipboardData;
        const { $from, $to } = view.state.selection;
        if (isLineOfCard($from) && $from.sameParent($to)) {
          view.dispatch(view.state.tr.replaceSelection(oneLine(slice, editor.schema)).scrollIntoView());
          return true;
        }
        const isPlain = data && !data.getData("text/html") && data.getData("text/plain").trim().includes("\n");
        return isPlain ? pastePlain(editor, data.getData("text/plain")) : false;
      },
    };
    return [new Plugin({ props })];
  },
});
