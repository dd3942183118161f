import { block, oneOf } from "./block.js";

export const crosshead = block("crosshead", {
  attrs: { level: oneOf(2, 3) },
  content: "inline*",
  defining: true,
  tag: (node) => `h${node.attrs.level ?? 2}`,
  parse: [
    { tag: "h1", attrs: { level: 2 } },
    { tag: "h2", attrs: { level: 2 } },
    ...[3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: 3 } })),
  ],
});
