// Everything the story editor takes from others, and nothing else. A new name here needs `make editor-bundle`.
export { Editor, Extension, InputRule, Mark, Node, getSchema } from "@tiptap/core";
export { baseKeymap, createParagraphNear, deleteSelection, selectNodeBackward, setBlockType, splitBlock, toggleMark, wrapIn } from "@tiptap/pm/commands";
export { dropCursor } from "@tiptap/pm/dropcursor";
export { GapCursor, gapCursor } from "@tiptap/pm/gapcursor";
export { closeHistory, history, redo, undo } from "@tiptap/pm/history";
export { DOMParser as SliceParser, DOMSerializer, Fragment, Slice } from "@tiptap/pm/model";
export { liftListItem, sinkListItem, splitListItem, wrapInList } from "@tiptap/pm/schema-list";
export { NodeSelection, Plugin, PluginKey, Selection, TextSelection } from "@tiptap/pm/state";
export { Decoration, DecorationSet } from "@tiptap/pm/view";
