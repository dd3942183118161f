import { block } from "./block.js";

export const divider = block("divider", { tag: () => "hr", parse: [{ tag: "hr" }] });
