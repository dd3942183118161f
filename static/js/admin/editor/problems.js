/** What the server refused, as links to the block it means. */
import { el } from "./dom.js";
import { jump } from "./jump.js";

export class Problems {
  constructor(list) {
    this.list = list;
  }

  of(id) {
    return this.list.filter(({ block }) => block && block === id).map(({ sentence }) => sentence);
  }

  /** Each sentence the form shows about the body leads to its block; the first one is gone to at once. */
  attach(editor, host) {
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[data-block]"); // what the desk's check finds wrong in a block
      if (link && !host.contains(link) && jump(editor, link.dataset.block)) event.preventDefault();
    });
    if (!this.list.length) return;
    const shown = [...(host.closest("form") ?? document).querySelectorAll(".errorlist li")];
    const own = [];
    for (const problem of this.list) {
      const line = shown.find((item) => item.textContent.trim() === problem.sentence) ?? own[own.push(el("li", {}, problem.sentence)) - 1];
      if (problem.block) line.replaceChildren(this.link(editor, problem));
    }
    if (own.length) host.prepend(el("ul", { class: "errorlist" }, ...own));
    jump(editor, this.list[0].block);
  }

  link(editor, { block, sentence }) {
    const go = (event) => {
      event.preventDefault();
      jump(editor, block);
    };
    return el("a", { href: `#b-${block}`, onclick: go }, sentence);
  }
}
