import { block } from "./block.js";

export const paragraph = block("paragraph", {
  content: "inline*",
  priority: 1000, // the first block of the schema is what an empty place is filled with
  tag: () => "p",
  parse: [{ tag: "p" }],
});
