// The picture: the loss's contours meet the penalty's ball. Drag the centre, turn and stretch the ellipses.

import { handle } from "./dragging.js";
import { axes, board, choice, dashes, dress, equals, html, label, marker, name, number, path, penaltyPanel, point, safely, set, show, slider, svg, tidy, toggle, write } from "./drawing.js";
import { omega, solve, zerosOfBoth, zerosOn } from "./meeting.js";
import { differ, ownOutline, sides, steepness } from "./own.js";
import { kink } from "./penalties.js";
import { aBowl, aFormula, aPoint, aPower, aPrice, aShare, aSwitch, above0, oneOf, penaltyOf } from "./state.js";
import { QUARTER, around, plus, zones } from "./touching.js";

const RULES = {
  A: aBowl, center: aPoint, penalty: penaltyOf("L1", "squared L2", "L2", "elastic net", "Lq"), l1_ratio: aShare, q: aPower, _own: aFormula,
  form: oneOf("penalised", "constrained"), lam: aPrice, radius: aPrice, reach: above0, show_cone: aSwitch, show_zeros: aSwitch,
};
const FORMS = { penalised: "price λ", constrained: "budget r" };
const WHERE = { corner: "at a corner", edge: "on a straight edge", smooth: "where its boundary is curved" };
const STRETCH = 0.3; // of half the window: how far the handle of a circle is from its centre
const APART = 44; // pixels: the least from there to the centre, whose own handle lies on top

export const read = (model) => Object.fromEntries(Object.keys(RULES).map((each) => [each, model.get(each)]));

function render({ model, el }) {
  const it = board({ model, el, rules: RULES, label: "The loss's contours meet the penalty's ball", draw: () => draw() });
  const plot = axes(it, { names: ["θ₁", "θ₂"] });
  const layer = layers(it, plot);
  const shape_ = shapeHandle(it, plot), grips = { center: centerHandle(it, plot), shape: shape_ };
  const controls = panel(it);
  let zeros = null;

  function draw() {
    const s = read(model), now = solve(s), half = window_(s);
    plot.fit([-half, half], [-half, half]);
    dress(it, s.penalty);
    drawZeros(it, layer, plot, { ...s, ...now }, half);
    drawBall(it, layer, plot, { ...s, ...now }, half);
    drawLoss(layer, plot, s, now, half);
    drawCone(layer, plot, { ...s, ...now });
    drawPoint(it, layer, plot, s, now, zeros);
    grips.center.place(plot.at(s.center), s.center[0], point(s.center));
    grips.shape(s, half);
    controls(s, now);
    it.say(sentence(s, now), news(zeros, now.zeros));
    zeros = now.zeros;
  }
  return it.remove;
}

export default { render: safely(render) };

// Half the window's width; it grows where the centre was put outside from Python.
function window_(s) {
  const far = Math.max(...s.center.map(Math.abs));
  return far < s.reach ? s.reach : 1.25 * far;
}

function layers(it, plot) {
  const part = (tag, attributes) => { const node = svg(tag, attributes); plot.inside.append(node); return node; };
  const hatch = (key, turn) => svg("pattern", { id: `${it.id}-${key}`, width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${turn})`, style: `--zone: var(--${key})` },
    svg("rect", { width: 7, height: 7, style: `fill: var(--${key}); opacity: 0.5` }),
    key === "both" ? svg("circle", { cx: 2, cy: 2, r: 0.9, class: "dot" }) : svg("line", { x2: 7, class: "stripe" }));
  it.sheet.prepend(svg("defs", {}, hatch("first", -60), hatch("second", 60), hatch("both", 0)));
  const zone = (key) => part("path", { class: `zone ${key}`, fill: `url(#${it.id}-${key})`, style: `--zone: var(--${key})` });
  const layer = { second: zone("second"), first: zone("first"), both: zone("both") };
  plot.inside.append(...plot.lines);
  layer.axis = part("line", { class: "held-axis" });
  layer.ball = part("path", { class: "ball" });
  layer.rings = Array.from({ length: 7 }, () => part("ellipse", { class: "contour" }));
  layer.touching = part("ellipse", { class: "contour touching" });
  layer.cone = part("path", { class: "cone" });
  layer.bar = part("path", { class: "bar" });
  layer.arrow = part("path", { class: "arrow" });
  Object.assign(layer, { tip: label(plot.inside, "−∇f"), star: label(plot.inside, "θ*"), c: label(plot.inside, "c") });
  layer.ring = part("circle", { class: "ring", r: 12 });
  layer.mark = part("path", { class: "mark" });
  return layer;
}

function drawZeros(it, layer, plot, s, half) {
  const given = s.form === "constrained" ? s.radius : s.lam, rough = s.penalty === "Lq" && s.q < 1, count = it.busy ? 14 : 48;
  const own = s.penalty === "own" && s._own;
  const key = [s.show_zeros, s.A, s.penalty, s.l1_ratio, s.q, s.form, given, half, it.width].join();
  if (layer.key === key && (!rough || layer.count >= count)) return; // the centre is not among them
  [layer.key, layer.count] = [key, count];
  let shown = { first: [], second: [], both: [] };
  if (s.show_zeros && given > 0 && (!own || own.convex)) {
    const both = s.form === "constrained" ? [] : [zerosOfBoth(s)];
    shown = rough ? zones(s, half, count) : { first: zerosOn(s, 1, 4 * half), second: zerosOn(s, 0, 4 * half), both };
  }
  for (const [zone, outlines] of Object.entries(shown)) {
    const across = own && sides(s, zone === "first" ? [0, half / 1e3] : [half / 1e3, 0], zone === "first" ? 0 : 1);
    const thin = zone !== "both" && (own ? !differ(...across) : kink(s) === 0);
    set(layer[zone], { d: outlines.map((each) => path(each.map(plot.at), !thin)).join(""), class: `zone ${zone}${thin ? " thin" : ""}` });
  }
}

function drawBall(it, layer, plot, s, half) {
  const look = it.looks.penalties[s.penalty], own = s.penalty === "own", outline = [];
  if (own && s.where !== "origin" && Number.isFinite(s.radius)) outline.push(...ownOutline(s, 4 * half, 0.25 / plot.unit[0]).map(plot.at));
  else if (!own) [[1, 1], [-1, 1], [-1, -1], [1, -1]].forEach((signs, quadrant) => {
    for (let n = 0; n < 24 && s.radius > 0; n++) outline.push(plot.at(around(s, (QUARTER * (quadrant % 2 ? 24 - n : n)) / 24, signs)));
  });
  set(layer.ball, { d: path(outline), "stroke-dasharray": dashes(look, 2.6) });
}

// Contours at fixed levels, the second of them through the handle; and the one that touches the ball.
function drawLoss(layer, plot, s, now, half) {
  const [long, short, angle] = shape(s.A), place = `translate(${plot.at(s.center)}) rotate(${(-angle * 180) / Math.PI})`;
  const ellipse = (node, root) => set(node, { rx: (root * plot.unit[0]) / Math.sqrt(long), ry: (root * plot.unit[0]) / Math.sqrt(short), transform: place });
  const root = STRETCH * half * (long * short) ** 0.25;
  layer.rings.forEach((node, n) => ellipse(node, (root * (n + 1)) / 2));
  ellipse(layer.touching, Math.sqrt(now.level));
}

// The normal cone, −∇f within it, and λ∂Ω, on which −∇f ends; slopes are drawn to one scale, shorter than c − θ*.
function drawCone(layer, plot, s) {
  const { theta, down, zeros, lam } = s, at = plot.at(theta), scale = 0.35 / shape(s.A)[1];
  const ahead = (g, length = scale) => plot.at(plus(theta, g, length));
  const visible = s.show_cone && s.where !== "inside";
  const wide = (v) => Math.max(-1e6, Math.min(1e6, v)), slopes = visible ? s.slopes.map((g) => g.map(wide)) : [];
  const turns = zeros.every(Boolean) ? [] : slopes.filter((g) => g.some(Boolean)).map((g) => Math.atan2(-g[1], g[0]));
  const beyond = turns.map((u) => Math.atan2(Math.sin(u - turns[0]), Math.cos(u - turns[0]))), from = turns[0] + Math.min(...beyond), to = turns[0] + Math.max(...beyond);
  const far = 0.3 * plot.width, arc = turns.length ? Array.from({ length: 17 }, (_, n) => from + ((to - from) * n) / 16) : [];
  const cone = turns.length ? [at, ...arc.map((u) => [at[0] + far * Math.cos(u), at[1] + far * Math.sin(u)])] : [];
  const bar = slopes.map((g) => ahead(g.map((v) => lam * v)).map((v) => Math.max(-999, Math.min(999, v)))); // an endless bar leaves the picture
  if (bar.length) bar.push(bar.length === 1 ? [bar[0][0] + 0.01, bar[0][1]] : bar.length > 2 ? bar[0] : bar[1]);
  set(layer.cone, { d: path(cone) });
  set(layer.bar, { d: path(bar, false) });
  const tip = ahead(down), length = Math.hypot(tip[0] - at[0], tip[1] - at[1]);
  set(layer.arrow, { d: visible && length > 2 ? arrow(at, tip, length) : "" });
  const side = plot.small ? null : down[0] * (s.center[1] - theta[1]) - down[1] * (s.center[0] - theta[0]) > 0 ? -1 : 1; // away from c
  write(layer.tip, visible && length > 24 && side, tip, [side * -down[1], side * down[0]], 12);
  write(layer.star, side, at, zeros.every(Boolean) ? [-1, -1] : [-theta[0] - 0.4 * theta[1], -theta[1] + 0.4 * theta[0]], 17);
  write(layer.c, side, plot.at(s.center), [s.center[0] - theta[0] || 1, s.center[1] - theta[1]], 23);
}

function arrow(from, to, length) {
  const [u, v] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length], head = Math.min(11, length);
  const back = [to[0] - head * u, to[1] - head * v], side = 0.4 * head;
  return path([from, back, [back[0] - side * v, back[1] + side * u], to, [back[0] + side * v, back[1] - side * u], back], true);
}

// θ*, and the axis that holds it as a thick line; a ring spreads when a coefficient has just become zero.
function drawPoint(it, layer, plot, s, now, before) {
  const kinked = s.penalty === "own" ? now.slopes.length > 1 : kink(s) > 0;
  const [x, y] = plot.at(now.theta), held = kinked || now.where === "origin", big = plot.small ? 5 : 7;
  set(layer.mark, { d: marker(it.looks.penalties[s.penalty].marker, big), transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})` });
  const j = held ? now.zeros.indexOf(true) : -1, ends = plot.lines[j === 0 ? 1 : 0];
  show(layer.axis, j >= 0 && now.where !== "origin");
  for (const key of ["x1", "x2", "y1", "y2"]) set(layer.axis, { [key]: ends.getAttribute(key) });
  if (before && now.zeros.some((zero, i) => zero && !before[i])) {
    set(layer.ring, { class: "ring again", style: `transform-origin: ${x}px ${y}px`, cx: x, cy: y });
    layer.ring.getAnimations().forEach((each) => { each.cancel(); each.play(); });
  }
}

function centerHandle(it, plot) {
  const put = ([x, y]) => {
    const most = 0.97 * window_(read(it.model)), clip = (v) => Math.max(-most, Math.min(most, v));
    it.model.set("center", tidy([clip(x), clip(y)]));
  };
  return handle(it, {
    label: "Centre of the loss",
    shape: svg("path", { class: "grip", d: "M-7,0H7M0,-7V7" }),
    move: (pixel) => put(plot.back(pixel)),
    nudge: (right, up) => put(plus(it.model.get("center"), [right, up], window_(read(it.model)) / 40)),
  });
}

// The half axes' curvatures, the smaller first, and the direction of the longer axis.
export function shape([[a, b], [, d]]) {
  const mean = (a + d) / 2, half = Math.hypot((a - d) / 2, b);
  const long = (a * d - b * b) / (mean + half);
  return [long, mean + half, half === 0 ? 0 : 0.5 * Math.atan2(-2 * b, d - a)];
}

// A bowl of the same determinant, stretched by `ratio` along `angle`.
export function bowl([[a, b], [, d]], ratio, angle) {
  const root = Math.sqrt(a * d - b * b), [x, y] = [Math.cos(angle), Math.sin(angle)], [p, q] = [root / ratio ** 2, root * ratio ** 2];
  const off = (p - q) * x * y;
  return [[p * x * x + q * y * y, off], [off, p * y * y + q * x * x]];
}

function shapeHandle(it, plot) {
  let angle = 0; // where the handle was last: of the four ends of the two axes it keeps to the nearest
  const read_ = (A) => {
    const [long, short, direction] = shape(A), ratio = (short / long) ** 0.25;
    const ends = [0, 1, 2, 3].map((k) => [direction + (k * Math.PI) / 2, k % 2 ? 1 / ratio : ratio]);
    const away = (u) => Math.abs(Math.atan2(Math.sin(u - angle), Math.cos(u - angle)));
    return ratio < 1.0001 ? [angle, 1] : ends.reduce((best, end) => (away(end[0]) < away(best[0]) - 1e-9 ? end : best));
  };
  const put = (ratio, turned) => {
    angle = turned;
    it.model.set("A", bowl(it.model.get("A"), Math.max(0.3, Math.min(3.2, ratio)), turned));
  };
  const least = (half) => Math.min(APART / (STRETCH * half * plot.unit[0]), 0.95); // as a ratio
  const grip = handle(it, {
    label: "Shape of the loss: turn and stretch",
    shape: svg("circle", { class: "grip", r: 5 }),
    move: (pixel) => {
      const s = read(it.model), [x, y] = plus(plot.back(pixel), s.center, -1);
      put(Math.max(least(window_(s)), Math.hypot(x, y) / (STRETCH * window_(s))), Math.atan2(y, x));
    },
    nudge: (right, up) => { const [turned, ratio] = read_(it.model.get("A")); put(ratio * 1.06 ** up, turned - (right * Math.PI) / 60); },
  });
  const end = (s, half, [turned, ratio]) => plus(s.center, [Math.cos(turned), Math.sin(turned)], STRETCH * half * Math.max(least(half), Math.min(ratio, 3.2)));
  return (s, half) => {
    const now = read_(s.A), ends = [0, 2, 1, 3].map((k) => [now[0] + (k * Math.PI) / 2, k % 2 ? 1 / now[1] : now[1]]);
    const inside = (each) => end(s, half, each).every((v) => Math.abs(v) < half); // else a moved centre would take it away
    const [turned, ratio] = (!grip.node.classList.contains("held") && ends.find(inside)) || now;
    angle = turned;
    const degrees = Math.round((turned * 180) / Math.PI);
    grip.place(plot.at(end(s, half, [turned, ratio])), degrees, `turned by ${degrees} degrees, ${number(ratio ** 2)} times as long as wide`);
  };
}

function panel(it) {
  const onlyPriced = (kind) => kind === "own" && !it.model.get("_own").budget;
  const shape_ = penaltyPanel(it, ["L1", "squared L2", "L2", "elastic net", "Lq"], (kind) => (onlyPriced(kind) ? { form: "penalised" } : {}));
  const form = choice(it, {
    label: "what is given", trait: "form", options: FORMS,
    along: () => { const { lam, radius } = solve(read(it.model)); return { lam, radius }; },
  });
  const lam = slider(it, { label: "price λ", trait: "lam" }), radius = slider(it, { label: "budget r", trait: "radius" });
  const cone = toggle(it, { label: "−∇f and the normal cone", trait: "show_cone" });
  const zeros = toggle(it, { label: "centres that lead to zeros:", trait: "show_zeros" });
  const swatch = (key, text) => html("span", {}, svg("svg", { width: 22, height: 14, "aria-hidden": "true" }, svg("rect", { width: 22, height: 14, fill: `url(#${it.id}-${key})` })), text);
  const key = html("div", { class: "key" }, swatch("first", "θ₁ = 0"), swatch("second", "θ₂ = 0"), swatch("both", "both"));
  it.controls.append(key);
  return (s, now) => {
    shape_(s);
    form(s.form, !onlyPriced(s.penalty));
    const constrained = s.form === "constrained", far = s.reach;
    const own = s.penalty === "own", most = (4 * far * Math.sqrt(shape(s.A)[0] * shape(s.A)[1])) / (own ? steepness(s, far) : 1);
    const largest = { "squared L2": 0.8 * far * far, L2: 0.9 * far, Lq: 1.4 * far ** s.q, own: own && 0.8 * omega(s, [far, 0]) };
    lam(now.lam, most, !constrained, own && !s._own.finite ? most / 1e3 : 0);
    radius(now.radius, largest[s.penalty] ?? 1.2 * far, constrained);
    cone(s.show_cone);
    zeros(s.show_zeros, !own || s._own.convex);
    show(key, !own || s._own.convex);
  };
}

// Words

function sentence(s, now) {
  const lone = now.zeros.map((zero, j) => zero && name(j)).filter(Boolean);
  const zero = lone.length ? `${lone.join(" and ")} ${lone.length > 1 ? "are" : "is"} exactly zero` : "no coefficient is zero";
  const given = s.form === "constrained" ? `budget r ${equals(now.radius)}, which is the price λ ${equals(now.lam)}` : `λ ${equals(now.lam)}`;
  const meets = {
    inside: now.lam === 0 && s.form === "constrained" ? "The centre lies inside the ball, which costs nothing" : "The penalty has no say",
    origin: "The ball has shrunk to the origin",
    least: "The contour reaches the set where Ω is least",
  }[now.where] ?? `The contour touches the ball ${WHERE[now.where]}`;
  return `${meets}: ${zero}; ${given}. θ* = ${point(now.theta)}.`;
}

function news(before, zeros) {
  if (!before) return "";
  return zeros.map((zero, j) => (zero === before[j] ? "" : `${name(j)} is ${zero ? "now exactly zero" : "no longer zero"}.`)).filter(Boolean).join(" ");
}
