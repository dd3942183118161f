/** Where in the story somebody is: the id of the block the caret is in, or the name of the field. */
const host = document.querySelector("[data-story-editor]");

export const margin = host ? import("../admin/editor/margin.js") : null;

let currentBlock = () => null;
margin?.then((module) => {
  currentBlock = module.currentBlock;
}, () => {});

export function place() {
  const here = document.activeElement;
  if (host?.contains(here)) return currentBlock() ?? "";
  return here?.form?.id === "article_form" && /^[a-z_]{1,32}$/.test(here.name ?? "") ? here.name : "";
}
