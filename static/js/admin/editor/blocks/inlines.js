/** Running text: words, people named in them, line breaks, and the three marks there are. */
import { Mark, Node, toggleMark } from "../../../vendor/tiptap.js";
import { allowed } from "../words.js";
import { isKey, isText, markup, travelling } from "./block.js";

export const doc = Node.create({ name: "doc", topNode: true, content: "block+" });

export const text = Node.create({ name: "text", group: "inline" });

export const mention = Node.create({
  name: "mention",
  group: "inline",
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => travelling({ person: isKey, label: isText }),
  parseHTML: () => [{ tag: 'span[data-block="mention"]' }],
  renderHTML: ({ node }) => ["span", { ...markup("mention", node), class: "mention" }, node.attrs.label ?? ""],
  renderText: ({ node }) => node.attrs.label ?? "",
});

export const hardBreak = Node.create({
  name: "hard_break",
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
  renderText: () => "\n",
  addKeyboardShortcuts() {
    const insert = ({ editor }) => editor.commands.insertContent({ type: "hard_break" });
    return { "Shift-Enter": insert, "Mod-Enter": insert };
  },
});

export const link = Mark.create({
  name: "link",
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (element) => allowed(element.getAttribute("href")) && null }],
  renderHTML: ({ mark }) => ["a", { href: mark.attrs.href, rel: "noreferrer" }, 0],
});

const toggled = (name) => ({ editor }) => toggleMark(editor.schema.marks[name])(editor.state, editor.view.dispatch);

export const strong = Mark.create({
  name: "strong",
  parseHTML: () => [{ tag: "strong" }, { tag: "b" }],
  renderHTML: () => ["strong", 0],
  addKeyboardShortcuts: () => ({ "Mod-b": toggled("strong") }),
});

export const emphasis = Mark.create({
  name: "emphasis",
  parseHTML: () => [{ tag: "em" }, { tag: "i" }],
  renderHTML: () => ["em", 0],
  addKeyboardShortcuts: () => ({ "Mod-i": toggled("emphasis") }),
});
