// An editor for Python in the place of a textarea, which keeps the text: what is typed in one stands in the other.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorView, keymap } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";

export function edit(area) {
  const label = document.querySelector(`label[for="${area.id}"]`);
  let filling = false;
  const view = new EditorView({
    doc: area.value,
    extensions: [
      history(), indentOnInput(), bracketMatching(), python(), indentUnit.of("    "), syntaxHighlighting(classHighlighter),
      keymap.of([...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label.textContent }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged || filling) return;
        area.value = view.state.doc.toString();
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    ],
  });
  area.addEventListener("refill", () => {
    filling = true;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: area.value } });
    filling = false;
  });
  label.addEventListener("click", () => view.focus());
  const focused = document.activeElement === area;
  area.hidden = true;
  area.after(view.dom);
  if (focused) view.focus();
}
