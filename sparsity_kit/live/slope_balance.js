// The picture: one coefficient. The slope of the loss is a line, the slopes of the penalty are a staircase; they cross
// at θ*. Where the staircase is upright, at zero, many lines cross it, and all of them lead to exactly zero.

import { axes } from "./axes.js";
import { board, dress, safely } from "./board.js";
import { penaltyPanel, slider, toggle } from "./controls.js";
import { lever, upright } from "./dragging.js";
import { dashes, marker, path, ripple, set, show, svg, translate } from "./drawing.js";
import { label, write } from "./labels.js";
import { sides } from "./own.js";
import { staircase } from "./own_ball.js";
import { aloneOwn, heldPulls, othersOwn } from "./own_lowest.js";
import { alone, growth, kink, soft, weight } from "./penalties.js";
import { cross } from "./roots.js";
import { aFormula, aNumber, aPower, aPrice, aShare, aSwitch, above0, penaltyOf, reader } from "./state.js";
import { equals, number, tidy } from "./words.js";

const RULES = {
  xx: above0, xy: aNumber, penalty: penaltyOf("L1", "squared L2", "elastic net", "Lq"), l1_ratio: aShare, q: aPower,
  _own: aFormula, lam: aPrice, reach: above0, rise: above0, show_held: aSwitch,
};
const read = reader(RULES);

// Mathematics: f(θ) = xx·θ² − 2xy·θ + a constant, so −f′ = 2xy − 2xx·θ.

export const line = ({ xx, xy }, theta) => 2 * (xy - xx * theta);

export function solve(s) {
  const w = weight(s), own = s.penalty === "own";
  const theta = 0 + (own ? aloneOwn(s) : w === null ? alone(s.xx, s.xy, s.lam, s.q) : soft(s.xy, (w * s.lam) / 2) / (s.xx + (1 - w) * s.lam));
  const ends = slopes(s, 0).map((v) => s.lam && s.lam * v);
  return { theta, slope: line(s, theta), ends, held: own ? heldPulls(s) : [-held(s), held(s)], others: own ? othersOwn(s, theta) : others(s, theta) };
}

// The slopes of Ω at θ, from the left and from the right.
export function slopes(s, theta) {
  if (s.penalty === "own") return sides(s, [theta, 0], 0);
  return theta === 0 ? [-kink(s), kink(s)] : [1, 1].map(() => Math.sign(theta) * growth(s, Math.abs(theta)));
}

// The largest pull 2|x·y| that leaves θ* at zero: λ times the kink; for Lq with q < 1, where zero is as low as the other.
export function held({ penalty, q, lam, xx, ...s }) {
  if (penalty !== "Lq" || q >= 1) return lam && lam * kink({ penalty, q, ...s });
  const z = ((lam * (1 - q)) / xx) ** (1 / (2 - q));
  return lam && 2 * xx * z + lam * q * z ** (q - 1);
}

// Where else the line crosses the slopes of λΩ, which happens for Lq with q < 1 only.
export function others(s, theta) {
  const { xx, xy, lam, q } = s, sign = Math.sign(xy);
  if (s.penalty !== "Lq" || q >= 1 || !lam || !sign) return [];
  const far = alone(xx, xy, lam, q, true), bend = ((lam * q * (1 - q)) / (2 * xx)) ** (1 / (2 - q));
  const near = far && sign * cross((z) => 2 * (Math.abs(xy) - xx * z) - lam * growth(s, z), 0, bend);
  return [0, near, far].filter((z, n) => z !== theta && (z !== 0 || n === 0));
}

function render({ model, el }) {
  const it = board({ model, el, rules: RULES, label: "The slope of the loss against the slopes of the penalty", draw: () => draw() });
  const plot = axes(it, { names: ["θ", "slope"], ratio: 0.86 });
  const layer = layers(plot), grips = { pull: pullHandle(it, plot), price: priceHandle(it, plot) }, controls = panel(it);
  let zero = null;

  function draw() {
    const s = read(model), now = solve(s);
    const reach = Math.max(s.reach, 1.2 * Math.abs(now.theta)), rise = Math.max(s.rise, 2.5 * Math.abs(s.xy));
    plot.fit([-reach, reach], [-rise, rise]);
    plot.shelf = 0.8 * reach; // where the price's handle sits on the penalty's slopes
    dress(it, s.penalty);
    drawPenalty(it, layer, plot, s, now, reach, rise);
    drawCrossing(it, layer, plot, s, now, reach, zero);
    const beside = [plot.x(0) - 0.09 * plot.width, plot.y(2 * s.xy)]; // not on the axis, where θ* is when it is zero
    grips.pull.place(beside, 2 * s.xy, `2x·y ${equals(2 * s.xy)}`);
    set(layer.leader, { d: path([beside, plot.at([0, 2 * s.xy])], false) });
    const there = slopes(s, plot.shelf)[1], movable = there > 0 && Number.isFinite(there); // a flat or endless Ω hides λ
    show(grips.price.node, movable && s.lam * there <= rise);
    grips.price.place(plot.at([plot.shelf, movable ? s.lam * there : 0]), s.lam, `λ ${equals(s.lam)}`);
    controls(s, now);
    it.say(sentence(s, now), zero === null || zero === (now.theta === 0) ? "" : `θ is ${zero ? "no longer zero" : "now exactly zero"}.`);
    zero = now.theta === 0;
  }
  return it.remove;
}

export default { render: safely(render) };

function layers(plot) {
  const { part } = plot, layer = { held: part("rect", { class: "band" }) };
  plot.inside.append(...plot.lines);
  for (const each of ["drop", "leader"]) layer[each] = part("path", { class: "drop" });
  layer.upright = part("line", { class: "upright" });
  layer.stairs = part("path", { class: "ball-line", "stroke-width": 2.8 });
  layer.line = part("path", { class: "contour touching" });
  layer.others = [0, 1, 2].map(() => part("circle", { class: "other", r: 5 }));
  layer.ring = part("circle", { class: "ring", r: 12 });
  layer.mark = part("path", { class: "mark" });
  return Object.assign(layer, { slopes: label(plot.inside, "λ∂Ω(θ)"), f: label(plot.inside, "−f′(θ)"), star: label(plot.inside, "θ*"), zone: label(plot.inside, "held at 0") });
}

function drawPenalty(it, layer, plot, s, now, reach, rise) {
  const most = 1.5 * rise, cut = (v) => Math.max(-most, Math.min(most, v)), within = (v) => Math.max(-rise, Math.min(rise, v));
  const stairs = staircase((t) => slopes(s, t).map((v) => s.lam && s.lam * v), -reach, reach, 0.2 / plot.unit[1], most);
  set(layer.stairs, { d: path(stairs.map(plot.at), false), "stroke-dasharray": dashes(it.looks.penalties[s.penalty], 2.8) });
  const x = plot.x(0), [low, high] = now.ends.map((v) => plot.y(cut(v))), [under, over] = now.held.map(within);
  show(layer.upright, low > high);
  set(layer.upright, { x1: x, x2: x, y1: high, y2: low });
  show(layer.held, s.show_held && over > under);
  set(layer.held, { x: x - 0.12 * plot.width, width: 0.24 * plot.width, y: plot.y(over), height: plot.y(under) - plot.y(over) });
  write(layer.zone, s.show_held && !plot.small && ((over - under) / 2 / rise) * plot.height > 56, [x - 0.12 * plot.width, plot.y(0.75 * under + 0.25 * over)], [-1, 0], 5);
  const slope = priceAt(s, -plot.shelf);
  write(layer.slopes, !plot.small && slope > -0.9 * rise, plot.at([-plot.shelf, within(slope)]), [0, -1], 20);
}

function drawCrossing(it, layer, plot, s, now, reach, before) {
  const [x, y] = plot.at([now.theta, now.slope]), zero = now.theta === 0;
  set(layer.line, { d: path([-2 * reach, 2 * reach].map((t) => plot.at([t, line(s, t)])), false) });
  set(layer.drop, { d: zero ? "" : path([[x, y], [x, plot.y(0)]], false) });
  set(layer.mark, { d: marker(it.looks.penalties[s.penalty].marker, plot.small ? 5 : 7), transform: translate([x, y]) });
  layer.others.forEach((node, n) => {
    show(node, n < now.others.length);
    if (n < now.others.length) { const [cx, cy] = plot.at([now.others[n], line(s, now.others[n])]); set(node, { cx, cy }); }
  });
  write(layer.star, !plot.small, [x, y], zero ? [1, 0] : [1, 1], 14);
  const t = -0.62 * reach, inside = Math.abs(line(s, t)) < 0.9 * s.rise;
  write(layer.f, !plot.small, plot.at(inside ? [t, line(s, t)] : [(s.xy - 0.4 * s.rise) / s.xx, 0.8 * s.rise]), [-1, -1], 14);
  if (before === false && zero) ripple(layer.ring, [x, y]);
}

// The data: how much they pull at θ = 0. Up and down.
function pullHandle(it, plot) {
  const put = (pull) => { const most = 0.97 * it.model.get("rise"); it.model.set("xy", tidy(Math.max(-most, Math.min(most, pull)) / 2)); };
  const shape = svg("circle", { class: "grip", r: 5 }), value = () => 2 * it.model.get("xy"), size = () => it.model.get("rise");
  return lever(it, plot, { label: "Pull of the data at zero, 2x·y", shape, axis: 1, value, size, put });
}

const priceAt = (s, t) => s.lam && s.lam * slopes(s, t)[1];

// The price, where λ∂Ω is near the right edge. Up and down.
function priceHandle(it, plot) {
  const put = (slope) => it.model.set("lam", tidy(Math.max(0, Math.min(0.97 * it.model.get("rise"), slope)) / slopes(read(it.model), plot.shelf)[1]));
  const value = () => priceAt(read(it.model), plot.shelf), size = () => it.model.get("rise");
  return lever(it, plot, { label: "Price λ, on the penalty's slopes", shape: upright(), axis: 1, value, size, put });
}

function panel(it) {
  const shape = penaltyPanel(it, ["L1", "squared L2", "elastic net", "Lq"]);
  const lam = slider(it, { label: "price λ", trait: "lam" }), xy = slider(it, { label: "data x·y", trait: "xy" }), xx = slider(it, { label: "data x·x", trait: "xx" });
  const held = toggle(it, { label: "pulls 2x·y that are held at zero", trait: "show_held" });
  return (s) => {
    shape(s);
    lam(s.lam, 1.2 * s.rise, true, s.penalty === "own" && !s._own.finite ? s.rise / 1e3 : 0);
    xy(s.xy, 0.48 * s.rise, true, -0.48 * s.rise);
    xx(s.xx, (2 * s.rise) / s.reach, true, (0.05 * s.rise) / s.reach);
    held(s.show_held);
  };
}

function sentence(s, { theta, ends, held, others }) {
  const pull = `the data pull with 2x·y ${equals(2 * s.xy)}`, answer = theta === 0 ? "θ* is exactly zero" : `θ* = ${number(theta)}`;
  const [low, high] = ends, endless = ends.some((end) => !Number.isFinite(end));
  if (low === high) return `At zero λΩ has the one slope ${number(low)}, an interval of no height; ${pull}: ${answer}.`;
  const fill = endless ? "the whole line, so the lines always cross there" : `the interval from ${number(low)} to ${number(high)}`;
  const where = 2 * s.xy >= held[0] && 2 * s.xy <= held[1] ? "inside" : "outside";
  if (!endless && !others.length) return `At zero the slopes of λΩ fill ${fill}; ${pull}, ${where}: ${answer}.`;
  const among = others.length ? `of the ${others.length + 1} crossings f + λΩ is lowest at` : "the only crossing is";
  return `At zero the slopes of λΩ fill ${fill}; ${pull}, and ${among} θ* = ${theta === 0 ? "0, exactly zero" : number(theta)}.`;
}
