/** What every kind of block has: an id, its attributes, and a way through the clipboard. */
import { Node } from "../../../vendor/tiptap.js";

const ID = /^[a-z0-9]{10}$/;

export const isId = (value) => typeof value === "string" && ID.test(value);
export const isKey = (value) => Number.isSafeInteger(value) && value > 0;
export const isText = (value) => typeof value === "string";
export const isFlag = (value) => typeof value === "boolean";
export const oneOf = (...values) => (value) => values.includes(value);

function carried(element) {
  try {
    return JSON.parse(element.getAttribute("data-attrs")) ?? {};
  } catch {
    return {};
  }
}

/** Attributes are absent until they are set: `null` never reaches the stored body. */
export function travelling(tests) {
  const attribute = ([name, test]) => {
    const parseHTML = (element) => {
      const value = carried(element)[name];
      return test(value) ? value : null;
    };
    return [name, { default: null, rendered: false, keepOnSplit: name !== "id", parseHTML }];
  };
  return Object.fromEntries(Object.entries(tests).map(attribute));
}

export const markup = (name, node) => ({ "data-block": name, "data-attrs": JSON.stringify(node.attrs) });

/** A kind of block: `tag(node)` is the element other programs paste, `parse` the elements that become it. */
export function block(name, { attrs = {}, tag = () => "div", parse = [], ...spec }) {
  return Node.create({
    name,
    group: "block",
    ...spec,
    addAttributes: () => travelling({ id: isId, ...attrs }),
    parseHTML: () => [{ tag: `[data-block="${name}"]`, priority: 60 }, ...parse],
    renderHTML: ({ node }) => {
      const shell = [tag(node), markup(name, node)];
      return node.isLeaf ? shell : [...shell, 0];
    },
  });
}
