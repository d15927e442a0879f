// A footnote is a mark on the words of the note, written where its number will stand. Paper sets it
// at the foot of the page; the screen shows it small, in brackets.
import { Mark } from "django-prose-editor/editor";

const PLACEHOLDER = "Text der Fußnote";

export const Footnote = Mark.create({
  name: "footnote",
  exitable: true,

  parseHTML() {
    return [{ tag: "span.footnote" }];
  },

  renderHTML() {
    return ["span", { class: "footnote" }, 0];
  },

  addCommands() {
    return {
      // In a note: make it text again. Words selected: make them a note. Otherwise: begin one.
      toggleFootnote: () => ({ chain, editor, state }) => {
        if (editor.isActive(this.name)) {
          return chain().extendMarkRange(this.name).unsetMark(this.name).run();
        }
        if (!state.selection.empty) return chain().setMark(this.name).run();
        const start = state.selection.from;
        return chain()
          .insertContent({ type: "text", text: PLACEHOLDER, marks: [{ type: this.name }] })
          .setTextSelection({ from: start, to: start + PLACEHOLDER.length })
          .run();
      },
    };
  },

  addKeyboardShortcuts() {
    return {
      "Mod-Alt-f": ({ editor }) => editor.commands.toggleFootnote(),
      // At the end of a note both lead back into the text, before the letter that follows.
      ArrowRight: ({ editor }) => leave(editor, this),
      Escape: ({ editor }) => leave(editor, this),
    };
  },

  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "footnote",
      groups: "link",
      command: (editor) => editor.chain().focus().toggleFootnote().run(),
      active: (editor) => editor.isActive("footnote"),
      button: buttons.text("Fn", "Fußnote (Strg+Alt+F; Pfeil rechts führt zurück in den Text)"),
    });
  },
});

function leave(editor, mark) {
  const { state, view } = editor;
  const { $from, empty } = state.selection;
  const written = state.storedMarks || $from.marks();
  const after = $from.nodeAfter;
  if (!empty || !mark.type.isInSet(written) || (after && mark.type.isInSet(after.marks))) return false;
  if (!after) return Mark.handleExit({ editor, mark });
  view.dispatch(state.tr.removeStoredMark(mark.type));
  return true;
}
