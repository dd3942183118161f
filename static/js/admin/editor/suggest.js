/** What a typed sign offers: `/` a block, `@` a person. Looks at the words before the caret, at nothing else. */
import { Extension, Plugin } from "../../vendor/tiptap.js";
import { insertChoices } from "./insert.js";
import { Menu } from "./menu.js";
import { gettext } from "./words.js";

class Suggestion {
  constructor(view, { pattern, fits, label, offer, take }) {
    Object.assign(this, { view, pattern, fits, offer, take, range: null, refused: null, asked: 0 });
    this.menu = new Menu(view, label(), (option) => this.choose(option));
    this.blur = () => this.close();
    view.dom.addEventListener("blur", this.blur);
  }

  update(view, before) {
    const { state } = view;
    if (before && before.doc === state.doc && before.selection.eq(state.selection)) return;
    const found = view.editable && view.hasFocus() ? this.find(state.selection) : null;
    if (!found) {
      this.refused = null;
      return this.close();
    }
    if (found.from === this.refused) return;
    this.range = found;
    this.ask(found);
  }

  find({ empty, $from }) {
    if (!empty || !this.fits($from)) return null;
    const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 60), $from.parentOffset, "\n", "\n");
    const found = before.match(this.pattern);
    return found && { from: $from.pos - found[1].length - 1, to: $from.pos, query: found[1] };
  }

  async ask(found) {
    const mine = (this.asked += 1);
    const options = await this.offer(found.query).catch(() => []);
    if (mine === this.asked && this.range && !this.view.isDestroyed) this.menu.show(options, found.from);
  }

  /** The typed words go before anything opens, or the menu would paint itself under the dialog again. */
  choose(option) {
    const { from, to } = this.range;
    this.close();
    this.view.dispatch(this.view.state.tr.delete(from, to));
    this.take(option, this.view);
  }

  key(event) {
    if (!this.menu.options.length || event.isComposing) return false;
    if (event.key !== "Escape") return this.menu.key(event);
    this.refused = this.range.from;
    this.close();
    return true;
  }

  close() {
    this.asked += 1;
    this.range = null;
    if (this.menu.options.length) this.menu.close();
  }

  destroy() {
    this.close();
    this.view.dom.removeEventListener("blur", this.blur);
  }
}

function suggestion(name, settings) {
  return Extension.create({
    name,
    priority: 900,
    addProseMirrorPlugins() {
      let current = null;
      const plugin = new Plugin({
        view: (view) => (current = new Suggestion(view, settings(this.editor))),
        props: { handleKeyDown: (_view, event) => current.key(event) },
      });
      return [plugin];
    },
  });
}

/** Only where a block can stand: at the start of, or after a space in, a paragraph of the story itself. */
export const slash = suggestion("slash", (editor) => ({
  pattern: /(?:^|\s)\/([\p{L}\d]{0,20})$/u,
  fits: ($from) => $from.depth === 1 && $from.parent.type.name === "paragraph",
  label: () => gettext("Insert a block"),
  offer: async (query) => insertChoices(editor).filter(({ label, also }) => matches(query, label, also)),
  take: (option) => option.run(),
}));

function matches(query, label, also) {
  const wanted = query.toLowerCase();
  return [label, also].some((name) => name.toLowerCase().split(" ").some((word) => word.startsWith(wanted)));
}

export const at = suggestion("at", (editor) => ({
  pattern: /(?:^|[\s([„“"‚‘'–—-])@([\p{L}][\p{L}.’'-]*(?: [\p{L}.’'-]*){0,2})$/u,
  fits: ($from) => $from.parent.isTextblock,
  label: () => gettext("Name a person"),
  offer: async (query) => {
    const { rows } = await editor.storage.shared.library.ask("person", { q: query.trim(), most: 8 });
    return rows.map((row) => ({ label: row.name, hint: row.role, icon: "person", row }));
  },
  take: ({ row }, view) => {
    const { state } = view;
    const named = state.schema.nodes.mention.create({ person: row.id, label: row.name });
    view.dispatch(state.tr.replaceSelectionWith(named, false).insertText(" "));
  },
}));

