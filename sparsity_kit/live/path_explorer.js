// The picture: the exact lasso path, a cursor at λ, and below it the bars xⱼ·r in the band from −λ/2 to λ/2.
// Python sends the kinks. Between two of them θ and xⱼ·r are straight, so what is shown at any λ is exact.

import { axes } from "./axes.js";
import { board, dress, safely } from "./board.js";
import { quiet, toggle } from "./controls.js";
import { pixelOf } from "./dragging.js";
import { html } from "./drawing.js";
import { at, passed } from "./kinks.js";
import { pathBars } from "./path_bars.js";
import { drawLines, fitLines, lineLayers } from "./path_lines.js";
import { sentence, tell } from "./path_words.js";
import { sliding } from "./sliding.js";
import { aPrice, aSwitch, reader } from "./state.js";
import { changes, equals, number } from "./words.js";

const RULES = { lam: aPrice, highlighted: null, logarithmic: aSwitch, zoomed: aSwitch };
const read = reader(RULES);

function render({ model, el }) {
  const data = model.get("_path"), { lams } = data, story = tell(data);
  const it = board({ model, el, rules: rules(data), label: "The exact lasso path: coefficients against λ", draw: () => draw() });
  it.sheet.before(html("div", { class: "caption" }, "coefficients θⱼ against λ"));
  const plot = axes(it, { names: ["λ", ""], ratio: 0.66 }), bars = pathBars(it, data), layer = lineLayers(plot, data), view = { hovered: null };
  const along = sliding(it, plot, { label: "Price λ; up and down go from kink to kink", lams, stops: lams, ends: [lams.at(-1), lams[0]] });
  const controls = panel(it, data, story);
  let alive = null;
  hover(it, plot, bars, data, view, along);

  function draw() {
    const s = read(model), now = at(data, s.lam), chosen = view.hovered ?? s.highlighted, before = alive;
    along.settle(s.lam, s.logarithmic);
    dress(it, "L1");
    fitLines(it, plot, layer, data, along.axis, s.logarithmic);
    drawLines(plot, layer, data, s, now, chosen, along.axis);
    bars.draw(s, now, chosen);
    along.draw(s.lam, `λ ${equals(s.lam, 4)}`);
    controls(s);
    alive = now.theta.map((value) => value !== 0);
    it.say(sentence(data, story, s, now, chosen), changes(data.names, before, alive, ["no longer zero", "now exactly zero"]));
  }
  return it.remove;
}

export default { render: safely(render) };

// The rules of a path: how far down it goes, and how many coefficients it has.
function rules({ lams, theta, rho, names }) {
  const end = lams.at(-1);
  if (![...lams, ...theta.flat(), ...rho.flat()].every(Number.isFinite)) throw new Error("a number of its path is missing");
  return {
    ...RULES,
    lam: [(v) => aPrice[0](v) && v >= end, `a number, ${number(end)} or more`],
    highlighted: [(v) => v === null || (Number.isInteger(v) && v in names), `null, or a number from 0 to ${names.length - 1}`],
  };
}

// The coefficient under the mouse stands out, here only; a press on its bar keeps it.
function hover(it, plot, bars, data, view, along) {
  const look = (j) => { if (!it.busy && view.hovered !== j) { view.hovered = j; it.redraw(); } };
  const line = (pixel) => {
    const { theta } = at(data, along.axis.back(plot.back(pixel)[0])), far = theta.map((value) => (value === 0 ? Infinity : Math.abs(plot.y(value) - pixel[1])));
    const least = Math.min(...far);
    return least < 12 ? far.indexOf(least) : null;
  };
  const bar = ([x]) => { const j = Math.round(bars.plot.back([x, 0])[0]); return j in data.names ? j : null; };
  it.sheet.addEventListener("pointermove", (event) => { if (along.axis && event.pointerType === "mouse") look(line(pixelOf(it.sheet, event))); });
  bars.sheet.addEventListener("pointermove", (event) => { if (along.axis && event.pointerType === "mouse") look(bar(pixelOf(bars.sheet, event))); });
  for (const sheet of [it.sheet, bars.sheet]) sheet.addEventListener("pointerleave", () => look(null));
  bars.sheet.addEventListener("click", (event) => {
    const j = bar(pixelOf(bars.sheet, event));
    it.model.set("highlighted", j === it.model.get("highlighted") ? null : j);
    it.save();
  });
}

function panel(it, { names, lams }, story) {
  const options = names.map((name, j) => html("option", { value: j }, name));
  const who = html("select", quiet, html("option", { value: "" }, "none"), ...options);
  who.addEventListener("change", () => { it.model.set("highlighted", who.value === "" ? null : Number(who.value)); it.save(); });
  const said = story.map((text, i) => `λ ${equals(lams[i], 4)}: ${text}`);
  const list = html("select", { size: Math.max(2, Math.min(9, said.length)), ...quiet }, ...said.map((text) => html("option", { title: text }, text)));
  const go = () => { if (list.selectedIndex >= 0 && it.model.get("lam") !== lams[list.selectedIndex]) { it.model.set("lam", lams[list.selectedIndex]); it.save(); } };
  list.addEventListener("change", go);
  list.addEventListener("click", go);
  list.addEventListener("keydown", (event) => { if (event.key === "Enter") go(); });
  it.controls.append(html("label", { class: "chosen" }, html("span", {}, "highlight"), who), html("label", { class: "events" }, html("span", {}, "what happens as λ falls"), list));
  const logarithmic = toggle(it, { label: "logarithmic λ, but plain near zero", trait: "logarithmic" }), zoomed = toggle(it, { label: "magnify: the band fills the picture", trait: "zoomed" });
  return (s) => {
    who.value = s.highlighted ?? "";
    const now = passed(lams, s.lam);
    if (list.selectedIndex !== now) list.selectedIndex = now;
    logarithmic(s.logarithmic);
    zoomed(s.zoomed);
  };
}
