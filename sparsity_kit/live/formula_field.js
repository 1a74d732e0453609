// The field in which a penalty is typed, and a choice of ready ones.

import { quiet } from "./controls.js";
import { html, set } from "./drawing.js";
import { studied } from "./study.js";

const READY = ["abs(t)", "t**2", "abs(t) + t**2", "log(1 + abs(t))", "sqrt(abs(t))", "max(abs(t) - 1, 0)", "1 - max(1 - abs(t), 0)**2", "Piecewise((t**2, abs(t) <= 1/2), (abs(t) - 1/4, True))"];

// Typing: the picture follows each keystroke that is a penalty; of another it says why not, and stays as it is.
export function formulaField(it) {
  const input = html("input", { type: "text", spellcheck: "false", autocomplete: "off", autocapitalize: "off", "aria-describedby": `${it.id}-told`, ...quiet });
  const told = html("p", { class: "told", id: `${it.id}-told`, role: "status" }), ready = html("select", { "aria-label": "or take one", ...quiet });
  ready.append(html("option", { value: "" }, "or take one …"), ...READY.map((each) => html("option", { value: each }, each)));
  it.controls.append(html("label", { class: "formula" }, html("span", {}, "Ω(t) ="), input), ready, told);
  let typing = null;
  const take = (text) => {
    const { wrong } = studied(text);
    typing = wrong ? text : null;
    told.textContent = wrong ? `Not yet: ${wrong}.` : "";
    set(input, { "aria-invalid": wrong ? "true" : null });
    if (!wrong) it.model.set("formula", text);
  };
  input.addEventListener("keydown", (event) => event.stopPropagation());
  input.addEventListener("input", () => take(input.value));
  input.addEventListener("change", it.save); // of a formula that is none, the penalty that it was last
  ready.addEventListener("change", () => { if (ready.value) { input.value = ready.value; take(ready.value); it.save(); ready.value = ""; } });
  return (formula) => { if (typing === null && input.value !== formula && !(input === input.getRootNode().activeElement && studied(input.value).tree && input.value.trim() === formula.trim())) input.value = formula; };
}
