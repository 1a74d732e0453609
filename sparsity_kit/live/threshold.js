// The picture: θ* against x·y. Between the thresholds L1 holds it at zero. With a second feature the rule |x·y| > λ/2
// fails, and the partial residual mends it: an arrow leads from x·y to x·r, and ends on the curve of one feature.

import { axes } from "./axes.js";
import { board, dress, safely } from "./board.js";
import { FIRST, choice, sample, slider, toggle } from "./controls.js";
import { lever, sideways } from "./dragging.js";
import { dashes, html, marker, path, ripple, set, show, svg, text, translate } from "./drawing.js";
import { label, write } from "./labels.js";
import { aCorrelation, aNumber, aPrice, aSwitch, above0, oneOf, reader } from "./state.js";
import { LIFE, RULE, news, sentence } from "./threshold_words.js";
import { lone, pieces, solve } from "./thresholding.js";
import { equals, name, number, tidy } from "./words.js";

const RULES = {
  xx: above0, xy: aNumber, penalty: oneOf("L1", "squared L2", "best subset"), lam: aPrice, second: aSwitch, xy2: aNumber,
  correlation: aCorrelation, reach: above0, rise: above0,
};
const LOOK = { "best subset": "Lq" }; // it is Lq as q goes to zero
const LABELS = ["x·y, of the feature", "x₁·y, of the first feature", "x₂·y, of the second feature"];
const SHELF = -0.8; // of half the height: where the price's handle sits on the threshold's line

export const read = reader(RULES);

function render({ model, el }) {
  const it = board({ model, el, rules: RULES, label: "The minimiser against x·y, and where it is zero", draw: () => draw() });
  const plot = axes(it, { names: ["x·y", "θ*"], ratio: 0.86 });
  const layer = layers(plot), grips = { second: pullHandle(it, plot, 1), first: pullHandle(it, plot, 0), price: priceHandle(it, plot) };
  it.sheet.append(layer.over); // above the handles: θ* sits in the handle where the two are one
  const controls = panel(it);
  let before = null;

  function draw() {
    const s = read(model), now = solve(s);
    const half = Math.max(s.reach, ...now.pulls.map((v) => 1.1 * Math.abs(v))), rise = Math.max(s.rise, ...now.theta.map((v) => 1.15 * Math.abs(v)));
    plot.fit([-half, half], [-rise, rise]);
    dress(it, LOOK[s.penalty] ?? s.penalty);
    drawBand(layer, plot, s, now, half, rise);
    drawCurves(it, layer, plot, s, half);
    drawPoints(it, layer, plot, s, now, before);
    grips.first(s, now);
    grips.second(s, now);
    show(grips.price.node, s.penalty !== "squared L2" && now.threshold <= half);
    grips.price.place(plot.at([now.threshold, SHELF * rise]), s.lam, `λ ${equals(s.lam)}, threshold ${number(now.threshold)}`);
    controls(s);
    it.say(sentence(s, now), news(before, now));
    before = now;
  }
  return it.remove;
}

export default { render: safely(render) };

function layers(plot) {
  const { part } = plot, layer = { band: part("rect", { class: "band" }), ends: part("path", { class: "drop" }) };
  plot.inside.append(...plot.lines);
  layer.free = part("path", { class: "contour", "stroke-dasharray": "2 4", style: "stroke-opacity: 0.8" });
  layer.lone = part("path", { class: "contour touching", style: "stroke-opacity: 0.55" });
  layer.curve = part("path", { class: "ball-line", "stroke-width": 2.8 });
  layer.drops = [0, 1].map(() => part("path", { class: "drop" }));
  layer.arrows = [0, 1].map(() => part("path", { class: "arrow" }));
  layer.ring = part("circle", { class: "ring", r: 12 });
  layer.tips = [svg("path", { class: "mark" }), svg("circle", { class: "other", r: 5 })];
  layer.over = svg("g", {}, layer.tips[1], layer.tips[0]);
  const words = { pulls: ["", ""].map((each) => label(plot.inside, each)), residuals: ["x₁·r₋₁", "x₂·r₋₂"].map((each) => label(plot.inside, each)) };
  for (const [key, each] of Object.entries({ zone: "zero", free: "", end: "", fails: "" })) words[key] = label(plot.inside, each);
  return Object.assign(layer, { words });
}

function drawBand(layer, plot, s, { threshold }, half, rise) {
  const [left, right] = [-threshold, threshold].map((v) => plot.x(Math.max(-1.2 * half, Math.min(1.2 * half, v)))), bottom = plot.top + plot.height;
  show(layer.band, threshold > 0);
  set(layer.band, { x: left, width: right - left, y: plot.top, height: plot.height });
  set(layer.ends, { d: threshold > 0 ? [left, right].map((x) => path([[x, plot.top], [x, bottom]], false)).join("") : "" });
  text(layer.words.end, RULE[s.penalty] ?? "");
  write(layer.words.end, !plot.small && threshold > 0 && threshold < 0.85 * half, [right, plot.y(SHELF * rise)], [1, 0], 18);
  write(layer.words.zone, !plot.small && right - left > 90, [left, plot.y(SHELF * rise)], [1, 0], 8);
}

// The curve of one feature; with a second one, that is where arrows end, and θ₁* against x₁·y is another.
function drawCurves(it, layer, plot, s, half) {
  const line = (found) => found.map((piece) => path(piece.map(plot.at), false)).join("");
  set(layer.free, { d: path([-half, half].map((v) => plot.at([v, v / s.xx])), false) });
  set(layer.lone, { d: s.second ? line(pieces({ ...s, second: false }, half)) : "" });
  set(layer.curve, { d: line(pieces(s, half)), "stroke-dasharray": dashes(it.looks.penalties[LOOK[s.penalty] ?? s.penalty], 2.8) });
}

function drawPoints(it, layer, plot, s, now, before) {
  const size = plot.small ? 5 : 7, tips = now.residuals.map((v, j) => plot.at([v, now.theta[j]]));
  [0, 1].forEach((j) => {
    const there = j < tips.length, from = there && plot.at([now.pulls[j], now.theta[j]]);
    set(layer.arrows[j], { d: there ? arrowAlong(from, tips[j], size + 1) : "" });
    set(layer.drops[j], { d: there ? [from, tips[j]].map((at) => path([at, [at[0], plot.y(0)]], false)).join("") : "" });
    show(layer.tips[j], there && Math.abs(tips[j][0] - plot.left - plot.width / 2) <= plot.width / 2);
  });
  set(layer.tips[0], { d: marker(it.looks.penalties[LOOK[s.penalty] ?? s.penalty].marker, size), transform: translate(tips[0]) });
  if (s.second) set(layer.tips[1], { cx: tips[1][0], cy: tips[1][1] });
  drawWords(layer.words, plot, s, now, tips);
  const gone = before ? before.alive.findIndex((alive, j) => alive && now.alive[j] === false) : -1;
  if (gone >= 0) ripple(layer.ring, tips[gone]);
}

function drawWords(words, plot, s, now, tips) {
  const wide = !plot.small, right = plot.left + plot.width, middle = plot.left + plot.width / 2;
  now.pulls.forEach((pull, j) => {
    const at = plot.at([pull, now.theta[j]]), up = (now.theta[j] || pull) < 0 ? -1 : 1, way = tips[j][0] - at[0];
    const near = Math.abs(way) < 16, room = way < 0 ? at[0] < right - 70 : at[0] > plot.left + 70;
    text(words.pulls[j], `${s.second ? name(j, "x") : "x"}·y${now.fails[j] ? " ✗" : ""}`);
    write(words.pulls[j], wide, at, near ? (j ? [up, -up] : [-up, up]) : room && now.alive[j] ? [-way, 0] : [0, -up], 22);
    write(words.residuals[j], wide && !near && Math.abs(tips[j][0] - middle) < plot.width / 2 - 20, tips[j], [0, up], 20);
  });
  if (!s.second) [words.pulls[1], words.residuals[1]].forEach((node) => show(node, false));
  text(words.free, s.second ? "one alone" : "least squares");
  const below = 0.38 * Math.min(s.rise, s.reach / s.xx), far = -0.7 * s.reach;
  write(words.free, wide, plot.at(s.second ? [far, lone(s, far)] : [-below * s.xx, -below]), s.second ? [-0.3, 1] : [1, -1], 14);
  const wrong = now.fails.indexOf(true);
  text(words.fails, wrong < 0 ? "" : `✗ the rule says ${name(wrong)} is ${LIFE[now.rule[wrong]]}, the solver ${LIFE[now.alive[wrong]]}`);
  const crowded = now.theta.some((v) => plot.y(v) < plot.top + 60); // then below
  write(words.fails, wide && wrong >= 0, [plot.left + 8, plot.top + (crowded ? plot.height - 8 : 14)], [1, 0], 0);
}

// From where to where, along the picture; it ends short of the mark.
function arrowAlong([x0, y], [x1], gap) {
  const way = Math.sign(x1 - x0), tip = x1 - way * gap, head = Math.min(9, Math.abs(tip - x0));
  if ((tip - x0) * way < 2) return "";
  return path([[x0, y], [tip - way * head, y], [tip - way * head, y - 4], [tip, y], [tip - way * head, y + 4], [tip - way * head, y]]);
}

// x₁·y or x₂·y, dragged along the curve.
function pullHandle(it, plot, j) {
  const trait = ["xy", "xy2"][j], put = (pull) => { const most = 0.97 * it.model.get("reach"); it.model.set(trait, tidy(Math.max(-most, Math.min(most, pull)))); };
  const shape = svg("circle", { class: "grip", r: j ? 3.5 : 5 });
  const grip = lever(it, plot, { label: LABELS[j], shape, axis: 0, value: () => it.model.get(trait), size: () => it.model.get("reach"), put });
  return (s, now) => {
    show(grip.node, j < now.theta.length);
    grip.rename(LABELS[s.second ? j + 1 : 0]);
    const theta = now.theta[j] ?? 0;
    grip.place(plot.at([s[trait], theta]), s[trait], `${s.second ? name(j, "x") : "x"}·y ${equals(s[trait])}, ${s.second ? name(j) : "θ"} ${theta === 0 ? "is exactly zero" : `= ${number(theta)}`}`);
  };
}

// λ, where the right threshold is: dragged sideways.
function priceHandle(it, plot) {
  const put = (t) => {
    const s = read(it.model), at = Math.max(0, Math.min(0.97 * s.reach, t));
    it.model.set("lam", tidy(s.penalty === "L1" ? 2 * at : (at * at) / s.xx));
  };
  const value = () => solve(read(it.model)).threshold, size = () => it.model.get("reach");
  return lever(it, plot, { label: "Price λ, at the threshold", shape: sideways(), axis: 0, value, size, put });
}

function panel(it) {
  const options = Object.fromEntries(["L1", "squared L2", "best subset"].map((each) => [each, each]));
  const penalty = choice(it, { label: "penalty Ω", trait: "penalty", options, first: FIRST, icon: (kind) => sample(it, LOOK[kind] ?? kind) });
  const lam = slider(it, { label: "price λ", trait: "lam" }), xx = slider(it, { label: "length ‖x‖²", trait: "xx" });
  const second = toggle(it, { label: "a second feature, correlated with it", trait: "second" });
  const correlation = slider(it, { label: "correlation", trait: "correlation" }), xy2 = slider(it, { label: "data x₂·y", trait: "xy2" });
  const line = (look, text) => html("span", {}, svg("svg", { class: "line", width: 30, height: 14, "aria-hidden": "true" }, svg("line", { x1: 1, x2: 29, y1: 7, y2: 7, ...look })), html("span", {}, text));
  const curve = line({ class: "ball-line", "stroke-width": 2.8 }, ""), words = curve.lastChild;
  const alone = line({ class: "contour touching", style: "stroke-opacity: 0.55" }, "of one feature alone"), ends = line({ class: "drop" }, "");
  it.controls.append(html("div", { class: "key lines" }, curve, alone, line({ class: "contour", "stroke-dasharray": "2 4", style: "stroke-opacity: 0.8" }, "least squares"), ends));
  return (s) => {
    penalty(s.penalty);
    set(curve.querySelector("line"), { "stroke-dasharray": dashes(it.looks.penalties[LOOK[s.penalty] ?? s.penalty], 2.8) });
    text(words, s.second ? "θ₁* against x₁·y, with x₂" : "θ* against x·y");
    show(alone, s.second);
    text(ends.lastChild, RULE[s.penalty] ? `thresholds ±${RULE[s.penalty]}, and down to x·y` : "down to x·y");
    lam(s.lam, s.penalty === "best subset" ? (0.9 * s.reach) ** 2 / s.xx : 1.8 * s.reach);
    xx(s.xx, (3 * s.reach) / s.rise, true, (0.3 * s.reach) / s.rise);
    second(s.second);
    correlation(s.correlation, 0.95, s.second, -0.95);
    xy2(s.xy2, 0.97 * s.reach, s.second, -0.97 * s.reach);
  };
}
