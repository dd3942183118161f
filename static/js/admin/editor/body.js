/** The body as JSON in and out. What this editor does not know is never touched: it is shown, not edited. */
const WITHOUT_ID = new Set(["doc", "text", "mention", "hard_break"]);
const ALPHABET = "abcdefghijkmnopqrstuvwxyz0123456789";

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

export const hasId = (node) => !WITHOUT_ID.has(node.type.name);

const present = (attrs) => Object.fromEntries(Object.entries(attrs).filter(([, value]) => value !== null));

const markJson = ({ type, attrs }) => (type.name === "link" ? { type: "link", attrs: { href: attrs.href } } : { type: type.name });

export function json(node) {
  if (node.isText) {
    const marks = node.marks.map(markJson);
    return marks.length ? { type: "text", text: node.text, marks } : { type: "text", text: node.text };
  }
  const made = { type: node.type.name };
  const attrs = present(node.attrs);
  if (Object.keys(attrs).length) made.attrs = attrs;
  if (node.childCount) made.content = node.children.map(json);
  return made;
}

const isEmptyParagraph = (node) => node.type.name === "paragraph" && node.childCount === 0;

const written = new WeakMap(); // ProseMirror never changes a node: what was written once stays written

function writeBlock(node) {
  if (!written.has(node)) written.set(node, JSON.stringify(json(node)));
  return written.get(node);
}

/** The stored form; trailing empty paragraphs are where the caret rests, not part of the story. */
export function write(doc) {
  const blocks = [...doc.children];
  while (blocks.length && isEmptyParagraph(blocks.at(-1))) blocks.pop();
  return `{"schema":1,"type":"doc","content":[${blocks.map(writeBlock).join(",")}]}`;
}

/** Whether both say the same; unchanged blocks are the same objects, so this is quick in the longest story. */
export function same(left, right) {
  const [one, other] = [left, right].map((doc) => doc.children.slice(0, 1 + doc.children.findLastIndex((node) => !isEmptyParagraph(node))));
  return one.length === other.length && one.every((node, number) => node.eq(other[number]));
}

/** One spelling for bodies that mean the same: keys in order, nothing that is null or empty. */
export function stable(value) {
  if (Array.isArray(value)) return `[${value.map(stable).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).filter(([key, item]) => item !== null && !(isList(key) && item.length === 0));
  const parts = entries.map(([key, item]) => [key, key === "marks" && Array.isArray(item) ? [...item].sort(byType) : item]);
  parts.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${parts.map(([key, item]) => `${JSON.stringify(key)}:${stable(item)}`).join(",")}}`;
}

const isList = (key) => key === "content" || key === "marks";
const byType = (left, right) => (String(left?.type) < String(right?.type) ? -1 : 1);

function withoutTail(body) {
  const content = [...(body.content ?? [])];
  while (content.length && content.at(-1)?.type === "paragraph" && !content.at(-1).content?.length) content.pop();
  return { ...body, content };
}

const freshParagraph = () => ({ type: "paragraph", attrs: { id: newId() } });

/** `{doc}` if every byte of `raw` has a place in this editor, else `{refused}` with the reason for the console. */
export function read(schema, raw) {
  try {
    const body = isNothing(raw) ? { schema: 1, type: "doc", content: [] } : JSON.parse(raw);
    const content = body.content?.length ? body.content : [freshParagraph()];
    const doc = schema.nodeFromJSON({ type: "doc", content });
    doc.check();
    if (stable(withoutTail(body)) !== stable(JSON.parse(write(doc)))) return { refused: "it holds more than this editor knows" };
    return { doc, body };
  } catch (problem) {
    return { refused: String(problem) };
  }
}

/** What makes `state` hold `doc`, touching nothing that is the same in both: the caret stays; null if there is nothing to do. */
export function loaded(state, doc) {
  const start = state.doc.content.findDiffStart(doc.content);
  if (start === null) return null;
  let { a: end, b: ends } = state.doc.content.findDiffEnd(doc.content);
  const overlap = Math.max(0, start - Math.min(end, ends));
  [end, ends] = [end + overlap, ends + overlap];
  return state.tr.replace(start, end, doc.slice(start, ends));
}

const isNothing = (raw) => ["", "{}", "null"].includes(raw.trim());
