// The picture: a penalty that the reader types, in one coefficient t. Its graph with the slopes at zero, its slopes against
// those of the loss, its ball with the corner's cone, and θ* against x·y, with a sentence on whether it can give zeros.

import { board, safely } from "./board.js";
import { slider } from "./controls.js";
import { set } from "./drawing.js";
import { formulaField } from "./formula_field.js";
import { ball, graph, prox, slopes } from "./lab_pictures.js";
import { proxOf, thresholdOf } from "./lowest.js";
import { HIGH, panel } from "./panel.js";
import { aNumber, aPrice, above0, reader } from "./state.js";
import { studied } from "./study.js";
import { number } from "./words.js";

const aPenalty = [(v) => typeof v === "string" && !studied(v).wrong, "the formula of a penalty in t"];
const RULES = { formula: aPenalty, lam: aPrice, xy: aNumber, reach: above0 };
const read = reader(RULES);

// What there is to say of a state; the loss is (θ − x·y)², a feature of length 1.
export function solve({ formula, lam, xy }) {
  const one = studied(formula), [threshold, jump] = thresholdOf(one, lam);
  return { theta: proxOf(one, xy, lam / 2), slope: one.slope, convex: one.convex, falls: one.falls, threshold, jump };
}

function render({ model, el }) {
  const it = board({ model, el, rules: RULES, label: "A penalty of your own: its graph, its slopes, its ball and its prox", draw: () => draw(), widest: 620 });
  const titles = [["the penalty Ω(t)", "t", ""], ["its slopes, λ∂Ω against −f′", "θ", ""], ["its ball Ω(θ₁) + Ω(θ₂) ≤ r", "θ₁", "θ₂"], ["θ* against x·y", "x·y", "θ*"]];
  const panels = titles.map((names) => panel(it, names)), layers = [graph, slopes, ball, prox].map((make, k) => make(it, panels[k]));
  it.root.style.setProperty("--colour", it.looks.penalties.L1.colour);
  it.root.classList.add("lab");
  const field = formulaField(it), lam = slider(it, { label: "price λ", trait: "lam" }), xy = slider(it, { label: "data x·y", trait: "xy" });
  let zero = null;

  function draw() {
    const s = read(model), now = { ...solve(s), ...studied(s.formula) };
    const columns = it.width < 400 ? 1 : 2, width = it.width / columns, height = Math.round(width * HIGH) + 44;
    panels.forEach((each, k) => each.place((k % columns) * width, Math.floor(k / columns) * height, width, height));
    set(it.sheet, { width: it.width, height: height * (4 / columns) });
    layers.forEach((each) => each(s, now));
    field(s.formula);
    lam(s.lam, Math.max(4 * s.reach, s.lam));
    xy(s.xy, s.reach, true, -s.reach);
    it.say(sentence(s, now), zero === null || zero === (now.theta === 0) ? "" : `θ is ${zero ? "no longer zero" : "now exactly zero"}.`);
    zero = now.theta === 0;
  }
  return it.remove;
}

export default { render: safely(render) };

export function sentence({ lam, xy }, { slope, threshold, jump, convex, falls, theta }) {
  const here = `At x·y = ${number(xy)} θ* is ${theta === 0 ? "exactly zero" : number(theta)}.`;
  const shape = convex ? "It is convex: its slope never falls on the way out." : `It is not convex: its slope falls, at t = ${number(falls)} for example.`;
  if (!(slope > 0)) return `No range of zeros: at zero Ω has the one slope 0, an interval without room. ${shape} ${here}`;
  const room = Number.isFinite(slope) ? `all slopes from ${number(-slope)} to ${number(slope)}` : "every slope there is";
  if (lam === 0) return `It can give zeros: at zero Ω has ${room}; but at λ = 0 it costs nothing. ${shape} ${here}`;
  const end = jump ? `; there θ* jumps to ${number(jump)}, because ${convex ? "Ω is level" : "Ω is not convex"}` : "";
  return `It gives exact zeros: at zero Ω has ${room}, so θ* is zero up to |x·y| = ${number(threshold)}${end}. ${shape} ${here}`;
}
