// Controls: native inputs, so that mouse, touch and keyboard work as everywhere.

import { dashes, html, marker, set, show, svg } from "./drawing.js";
import { given, tidy } from "./words.js";

export const quiet = { "data-lm-suppress-shortcuts": "true" }; // else JupyterLab takes the arrow keys

// About 200 steps of a round size from `low` to `high`, and ends that are on them.
function rungs(low, high) {
  const power = 10 ** Math.floor(Math.log10((high - low) / 200 || 1)), step = [10, 5, 2, 1].map((each) => each * power).find((each) => each <= (high - low) / 100) ?? power;
  return { step: tidy(step), low: tidy(Math.ceil(low / step - 1e-9) * step, 9), high: tidy(Math.floor(high / step + 1e-9) * step, 9) };
}

// A slider for the number `trait`, in steps of round numbers; it never changes the number by rounding, only by being
// moved. If it moves on another scale, `back` leads from there to the number, which is then given as `written`.
export function slider(it, { label, trait, min = 0, back = (value) => tidy(value) }) {
  const input = html("input", { type: "range", "aria-label": label, ...quiet }), text = html("span");
  const shown = html("span", { class: "value", "aria-hidden": "true" }); // the value is spoken by the input itself
  const row = html("label", { class: "slider" }, text, input, shown);
  let moving = false;
  input.addEventListener("input", () => { it.busy = moving = true; it.model.set(trait, back(Number(input.value))); });
  const settle = () => { if (moving) { moving = false; it.save(); } }; // a thumb that is let go where it was taken tells of no change
  for (const each of ["change", "pointerup", "pointercancel", "blur"]) input.addEventListener(each, settle);
  it.controls.append(row);
  text.append(label);
  return (value, max, visible = true, low = min, written = given(value)) => {
    show(row, visible);
    const on = rungs(low, max);
    set(input, { min: Math.min(on.low, value), max: Math.max(on.high, value), step: on.step, "aria-valuetext": written });
    if (Number(input.value) !== value) input.value = value;
    if (shown.textContent !== written) shown.textContent = written;
  };
}

// One of several: `options` maps the trait's values to what is written; `icon(value)` may draw something before it,
// and `along(value)` gives other traits that change with it. Those that are not among the `first` are behind "more".
export function choice(it, { label, trait, options, icon, first = Object.keys(options), along = () => ({}) }) {
  const box = html("fieldset", { class: "choice" }, html("legend", {}, label)), group = `${it.id}-${trait}`;
  const inputs = Object.entries(options).map(([value, text]) => {
    const input = html("input", { type: "radio", name: group, value, ...quiet });
    input.addEventListener("change", () => {
      for (const [each, now] of Object.entries({ ...along(value), [trait]: value })) it.model.set(each, now);
      it.save();
    });
    box.append(html("label", {}, input, ...(icon ? [icon(value)] : []), text));
    return input;
  });
  let few = true;
  const more = button("more", () => { few = !few; set(more, { "aria-expanded": !few }); more.textContent = few ? "more" : "fewer"; it.redraw(); });
  const later = (input) => !first.includes(input.value);
  set(more, { class: "more", "aria-expanded": "false" });
  if (inputs.some(later)) box.append(more);
  it.controls.append(box);
  return (value, visible = true) => {
    show(box, visible);
    inputs.forEach((input) => { input.checked = input.value === value; show(input.parentNode, !few || input.checked || !later(input)); });
  };
}

export function button(words, press) {
  const node = html("button", { type: "button", ...quiet }, words);
  node.addEventListener("click", press);
  return node;
}

export function toggle(it, { label, trait }) {
  const input = html("input", { type: "checkbox", ...quiet });
  input.addEventListener("change", () => { it.model.set(trait, input.checked); it.save(); });
  const row = html("label", {}, input, label);
  it.controls.append(row);
  return (value, visible = true) => { show(row, visible); input.checked = value; };
}

// A small picture of a penalty's look: its line and its marker.
export function sample(it, kind) {
  const look = it.looks.penalties[kind];
  return svg("svg", { class: "sample", width: 30, height: 14, "aria-hidden": "true", style: `--colour: ${look.colour}` },
    svg("line", { x1: 1, x2: 29, y1: 7, y2: 7, class: "ball-line", "stroke-width": 2, "stroke-dasharray": dashes(look, 2) ?? "none" }),
    svg("path", { d: marker(look.marker, 4.5), transform: "translate(15 7)", class: "mark" }));
}

// The penalties that the first lessons teach; the others are there for who asks for more.
export const FIRST = ["L1", "squared L2"];

// The choice of a penalty, with the sliders of those that have a number of their own; a reader's own one goes by its name.
export function penaltyPanel(it, names, along) {
  const own = it.model.get("_own"), options = Object.fromEntries(names.map((each) => [each, each]));
  if (own) options.own = own.name;
  const penalty = choice(it, { label: "penalty Ω", trait: "penalty", options, first: [...FIRST, "own"], icon: (kind) => sample(it, kind), along });
  const ratio = slider(it, { label: "L1 share", trait: "l1_ratio" }), q = slider(it, { label: "power q", trait: "q", min: 0.2 });
  return (s) => {
    penalty(s.penalty);
    ratio(s.l1_ratio, 1, s.penalty === "elastic net");
    q(s.q, 2, s.penalty === "Lq");
  };
}
