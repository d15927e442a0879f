// The rich text editor on text areas marked by the widget: no inline styles (the policy forbids them),
// named by the field's label, with a toolbar that says what its buttons do.
import * as library from "django-prose-editor/editor";
import { Footnote } from "portal/footnote";

// Tab leads out of the text, too: after the last cell of a table no new row begins, and only at the
// start of an item does it move the item in or out.
const Table = library.Table.extend({
  addKeyboardShortcuts() {
    return { ...this.parent?.(), Tab: () => this.editor.commands.goToNextCell() };
  },
});
const ListItem = library.ListItem.extend({
  addKeyboardShortcuts() {
    const level = () => {
      const { $from, empty } = this.editor.state.selection;
      if (!empty || $from.parentOffset) return 0;
      return Array.from({ length: $from.depth }, (_, depth) => $from.node(depth + 1))
        .filter((node) => node.type.name === this.name).length;
    };
    return {
      ...this.parent?.(),
      Tab: () => level() > 0 && this.editor.commands.sinkListItem(this.name),
      "Shift-Tab": () => level() > 1 && this.editor.commands.liftListItem(this.name),
    };
  },
});
const prose = { ...library, Footnote, Table, ListItem };

const MARKER = "data-django-prose-editor-portal";
const NAMES = {
  paragraph: "Absatz", heading2: "Überschrift 2", heading3: "Überschrift 3", heading4: "Überschrift 4",
  bulletList: "Aufzählung", orderedList: "nummerierte Liste",
  blockquote: "Zitat", bold: "fett", italic: "kursiv", footnote: "Fußnote (Strg+Alt+F; Pfeil rechts führt zurück in den Text)",
  link: "Link", unlink: "Link entfernen",
  "history:undo": "rückgängig", "history:redo": "wiederholen", table: "Tabelle einfügen",
  "table:addColumnAfter": "Spalte einfügen", "table:deleteColumn": "Spalte löschen",
  "table:addRowAfter": "Zeile einfügen", "table:deleteRow": "Zeile löschen", "table:mergeCells": "Zellen verbinden",
  "table:splitCell": "Zelle teilen", "table:toggleHeaderCell": "Kopfzelle", "table:deleteTable": "Tabelle löschen",
};

function create(textarea) {
  if (textarea.closest(".prose-editor")) return;
  const config = JSON.parse(textarea.getAttribute(MARKER));
  const extensions = Object.entries(config.extensions)
    .filter(([name]) => prose[name])
    .map(([name, options]) => (typeof options === "object" ? prose[name].configure(options) : prose[name]));
  const box = document.createElement("div");
  box.className = textarea.disabled ? "prose-editor disabled" : "prose-editor";
  textarea.before(box);
  box.append(textarea);
  const editor = new prose.Editor({
    element: box,
    editable: !textarea.disabled,
    extensions,
    content: textarea.value,
    injectCSS: false,
    editorProps: {
      attributes: describe(textarea),
      // Before the library parses it: parsing alone makes the policy complain.
      handleDOMEvents: { paste: (view, event) => tidyPaste(view, event, textarea) },
    },
    onUpdate: ({ editor }) => {
      textarea.value = editor.isEmpty ? "" : editor.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  nameToolbar(box);
  // The library shows by classes alone what is on or cannot be used, some of it a moment later.
  const states = { subtree: true, childList: true, attributeFilter: ["class"] };
  new MutationObserver(() => nameToolbar(box)).observe(box.querySelector(".prose-menubar") ?? box, states);
  followLinks(textarea, editor);
}

// Styles and classes of word processors mean lists, notes and emphasis. The server knows them and
// answers with clean text; a policy that forbids styles would lose them here, and complain.
function tidyPaste(view, event, textarea) {
  const html = event.clipboardData?.getData("text/html") ?? "";
  if (!textarea.dataset.paste || html.includes("data-pm-slice") || !/\s(style|class|on\w+)=/i.test(html)) return false;
  event.preventDefault();
  const text = event.clipboardData.getData("text/plain");
  const token = textarea.form?.querySelector("[name='csrfmiddlewaretoken']")?.value ?? "";
  fetch(textarea.dataset.paste, {
    method: "POST", body: html, redirect: "error",
    headers: { "Content-Type": "text/html; charset=utf-8", "X-CSRFToken": token },
  })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
    .then((clean) => view.isDestroyed || view.pasteHTML(clean))
    .catch(() => view.isDestroyed || view.pasteText(text));
  return true;
}

// What the label, the help and the errors say about the text area, said about the editor.
function describe(textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const attributes = { role: "textbox", "aria-multiline": "true" };
  if (label) {
    label.id ||= `${textarea.id}_label`;
    attributes["aria-labelledby"] = label.id;
  }
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  }
  if (textarea.hasAttribute("aria-required")) attributes["aria-required"] = "true";
  return attributes;
}

function nameToolbar(box) {
  const bar = box.querySelector(".prose-menubar");
  if (!bar) return;
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Textgestaltung");
  for (const button of bar.querySelectorAll("[data-name]")) {
    const words = NAMES[button.dataset.name];
    if (button.parentElement.matches(".prose-menubar__selected")) continue;
    if (words && button.getAttribute("aria-label") !== words) {
      button.setAttribute("aria-label", words);
      button.title = words;
    }
    if (button.classList.contains("prose-menubar__button")) {
      button.setAttribute("aria-pressed", String(button.classList.contains("active")));
      button.setAttribute("aria-disabled", String(button.classList.contains("disabled")));
    }
  }
  for (const shown of bar.querySelectorAll(".prose-menubar__selected > button")) {
    const words = `Art des Absatzes: ${NAMES[shown.dataset.name] ?? "gemischt"}`;
    if (shown.getAttribute("aria-label") !== words) shown.setAttribute("aria-label", words);
    shown.setAttribute("aria-haspopup", "true");
    shown.removeAttribute("aria-pressed");
  }
}

// The label and the error summary lead to the text area, which is hidden now: go to the editor.
function followLinks(textarea, editor) {
  document.addEventListener("click", (event) => {
    const way = event.target.closest(`a[href="#${textarea.id}"], label[for="${textarea.id}"]`);
    if (!way) return;
    event.preventDefault();
    editor.commands.focus();
    editor.view.dom.scrollIntoView({ block: "center" });
  });
}

// The library's question about a header row knows English only, and "no"; a table needs one.
new MutationObserver((changes) => {
  for (const node of changes.flatMap((change) => [...change.addedNodes])) {
    for (const select of node.querySelectorAll?.("select[name='withHeaderRow']") ?? []) {
      for (const option of select.options) {
        option.value = option.text;
        option.text = option.value === "Yes" ? "ja" : "nein";
      }
      select.value = "Yes";
    }
  }
}).observe(document.body, { childList: true, subtree: true });

prose.initializeEditors(create, `[${MARKER}]`);
document.addEventListener("portal:row-added", (event) => {
  for (const textarea of event.target.querySelectorAll(`[${MARKER}]`)) create(textarea);
});
