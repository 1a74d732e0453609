// The picture: a penalty that the reader types, in one coefficient t. Its graph with the slopes at zero, its slopes against
// those of the loss, its ball with the corner's cone, and θ* against x·y, with a sentence on whether it can give zeros.

import { handle } from "./dragging.js";
import { board, html, label, number, path, round, safely, set, show, slider, svg, write } from "./drawing.js";
import { ownOutline, ownRim, staircase } from "./own.js";
import { aNumber, aPrice, above0 } from "./state.js";
import { proxOf, studied, thresholdOf } from "./study.js";

const aPenalty = [(v) => typeof v === "string" && !studied(v).wrong, "the formula of a penalty in t"];
const RULES = { formula: aPenalty, lam: aPrice, xy: aNumber, reach: above0 };
const READY = ["abs(t)", "t**2", "abs(t) + t**2", "log(1 + abs(t))", "sqrt(abs(t))", "max(abs(t) - 1, 0)", "1 - max(1 - abs(t), 0)**2", "Piecewise((t**2, abs(t) <= 1/2), (abs(t) - 1/4, True))"];
const HIGH = 0.72; // a panel's height beside its width

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
    const s = Object.fromEntries(Object.keys(RULES).map((each) => [each, model.get(each)])), now = { ...solve(s), ...studied(s.formula) };
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

// Typing: the picture follows each keystroke that is a penalty; of another it says why not, and stays as it is.
function formulaField(it) {
  const input = html("input", { type: "text", spellcheck: "false", autocomplete: "off", autocapitalize: "off", "aria-describedby": `${it.id}-told`, "data-lm-suppress-shortcuts": "true" });
  const told = html("p", { class: "told", id: `${it.id}-told`, role: "status" }), ready = html("select", { "aria-label": "or take one", "data-lm-suppress-shortcuts": "true" });
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
  input.addEventListener("change", () => { if (typing === null) it.save(); });
  ready.addEventListener("change", () => { if (ready.value) { input.value = ready.value; take(ready.value); it.save(); ready.value = ""; } });
  return (formula) => { if (typing === null && input.value !== formula && !(input === input.getRootNode().activeElement && studied(input.value).tree && input.value.trim() === formula.trim())) input.value = formula; };
}

// One of the four: axes of its own within the sheet.
function panel(it, [title, xName, yName]) {
  const id = `${it.id}-${title.replace(/\W/g, "")}`, clip = svg("rect"), frame = svg("rect", { class: "frame" }), ticks = svg("g", { class: "ticks", "aria-hidden": "true" });
  const inside = svg("g", { "clip-path": `url(#${id})` }), lines = [svg("line", { class: "axis" }), svg("line", { class: "axis" })], head = label(it.sheet, title), names = [label(it.sheet, xName), label(it.sheet, yName)];
  it.sheet.append(svg("clipPath", { id }, clip), frame, ticks, inside);
  inside.append(...lines);
  const p = { inside, part: (tag, attributes) => { const node = svg(tag, attributes); inside.append(node); return node; } };
  p.place = (x, y, width, height) => Object.assign(p, { left: x + 44, top: y + 22, width: width - 56, height: height - 22 - 40 });
  p.fit = ([x0, x1], [y0, y1]) => {
    const { left, top, width, height } = p;
    p.unit = [width / (x1 - x0), height / (y1 - y0)];
    p.at = ([x, y]) => [left + (Math.max(x0 - (x1 - x0), Math.min(x1 + (x1 - x0), x)) - x0) * p.unit[0], top + (y1 - Math.max(y0 - (y1 - y0), Math.min(y1 + (y1 - y0), y))) * p.unit[1]];
    p.back = ([x, y]) => [x0 + (x - left) / p.unit[0], y1 - (y - top) / p.unit[1]];
    for (const box of [clip, frame]) set(box, { x: left, y: top, width, height });
    const [ox, oy] = p.at([0, 0]), middle = left + width / 2;
    set(lines[0], { x1: left, x2: left + width, y1: oy, y2: oy });
    set(lines[1], { x1: ox, x2: ox, y1: top, y2: top + height });
    const tick = (text, tx, ty, anchor) => { const node = svg("text", { x: tx, y: ty, "text-anchor": anchor }); node.append(text); return node; };
    ticks.replaceChildren(...round([x0, x1], width / 70).map((v) => tick(number(v), p.at([v, 0])[0], top + height + 14, "middle")), ...round([y0, y1], height / 60).map((v) => tick(number(v), left - 5, p.at([0, v])[1] + 4, "end")));
    set(head, { x: middle, y: top - 8, "text-anchor": "middle" });
    set(names[0], { x: middle, y: top + height + 31, "text-anchor": "middle" });
    set(names[1], { x: left - 24, y: top - 8, "text-anchor": "middle" });
  };
  return p;
}

const sampled = (low, high, count = 240) => Array.from({ length: count + 1 }, (_, k) => low + ((high - low) * k) / count);

function graph(it, p) {
  const curve = p.part("path", { class: "ball-line", "stroke-width": 2.6 }), rays = p.part("path", { class: "drop", "stroke-width": 2 });
  return ({ reach }, { value, slope, knots }) => {
    const top = Math.max(value(reach), Number.isFinite(slope) ? 0.3 * slope * reach : 0, 1e-300) * 1.15, t = [...sampled(-reach, reach), ...knots, ...knots.map((k) => -k)].filter((each) => Math.abs(each) <= reach).sort((a, b) => a - b);
    p.fit([-reach, reach], [-0.15 * top, top]);
    set(curve, { d: path(t.map((each) => p.at([each, value(each)])), false) });
    const ray = (side) => (Number.isFinite(slope) ? [side * reach, slope * reach] : [0, 3 * top]);
    set(rays, { d: path([ray(-1), [0, 0], ray(1)].map(p.at), false) });
  };
}

function slopes(it, p) {
  const bar = p.part("line", { class: "upright" }), stairs = p.part("path", { class: "ball-line", "stroke-width": 2.6 }), line = p.part("path", { class: "contour touching" }), mark = p.part("circle", { class: "mark", r: 5 });
  return ({ lam, xy, reach }, { theta, slope, jet }) => {
    const rise = Math.max(2.4 * Math.abs(xy), Number.isFinite(slope) ? 1.3 * lam * slope : 0, 0.5 * reach), most = 1.5 * rise;
    p.fit([-reach, reach], [-rise, rise]);
    const beside = (t) => [-1, 1].map((side) => (lam === 0 ? 0 : lam * (t < 0 ? -jet(-t, -side)[1] : t > 0 ? jet(t, side)[1] : side * slope)));
    set(stairs, { d: path(staircase(beside, -reach, reach, 0.3 / p.unit[1], most).map(p.at), false) });
    const tall = Math.min(most, lam === 0 ? 0 : lam * slope), [x, y0] = p.at([0, -tall]), [, y1] = p.at([0, tall]);
    show(bar, tall > 0);
    set(bar, { x1: x, x2: x, y1: y0, y2: y1 });
    set(line, { d: path([-reach, reach].map((t) => p.at([t, 2 * (xy - t)])), false) });
    const [cx, cy] = p.at([theta, 2 * (xy - theta)]);
    set(mark, { cx, cy });
  };
}

function ball(it, p) {
  const outline = p.part("path", { class: "ball" }), cone = p.part("path", { class: "cone" }), tip = p.part("circle", { class: "mark", r: 4 }), none = label(p.inside, "no ball: Ω is 0 here");
  return ({ reach }, { tree, value, jet, slope, convex }) => {
    const at = 0.6 * reach, radius = value(at), far = 3 * reach, own = { formula: sum(tree), separable: true, convex, finite: true, budget: convex };
    p.fit([-reach, reach], [-HIGH * reach, HIGH * reach]);
    const there = radius > 0;
    for (const each of [outline, cone, tip]) show(each, there);
    write(none, !there, p.at([0, 0]), [0, 1], 14);
    if (!there) return;
    const s = { penalty: "own", _own: own, radius }, [x] = ownRim(s, [1, 0], far), out = jet(x)[1], size = 0.42 * reach;
    set(outline, { d: path(ownOutline(s, far, 0.4 / p.unit[0]).map(p.at)) });
    const steep = Number.isFinite(slope) ? Math.hypot(out, slope) || 1 : 1, [u, v] = Number.isFinite(slope) ? [out / steep, slope / steep] : [0, 1];
    set(cone, { d: slope > 0 ? path([[x, 0], [x + size * u, size * v], [x + size * (u + (1 - u) / 2), 0], [x + size * u, -size * v]].map(p.at)) : path([[x, 0], [x + size, 0]].map(p.at), false) });
    const [cx, cy] = p.at([x, 0]);
    set(tip, { cx, cy });
  };
}

// Ω(θ₁) + Ω(θ₂) as a tree.
function sum(tree) {
  const second = (part) => (!Array.isArray(part) ? part : part[0] === "theta" ? ["theta", 1] : part.map((each) => second(each)));
  return ["+", tree, second(tree)];
}

function prox(it, p) {
  const band = p.part("rect", { class: "band" }), least = p.part("path", { class: "drop" }), curve = p.part("path", { class: "ball-line", "stroke-width": 2.6 }), mark = p.part("circle", { class: "mark", r: 5 });
  const grip = handle(it, {
    label: "Data x·y", shape: svg("path", { class: "grip", d: "M-3,-5L-8,0L-3,5M3,-5L8,0L3,5" }),
    move: (pixel) => { const r = it.model.get("reach"); it.model.set("xy", Math.max(-r, Math.min(r, p.back(pixel)[0]))); },
    nudge: (right, up) => { const r = it.model.get("reach"); it.model.set("xy", Math.max(-r, Math.min(r, it.model.get("xy") + ((right + up) * r) / 40))); },
  });
  return ({ lam, xy, reach }, now) => {
    const far = Math.max(reach, 1.05 * Math.abs(xy)), { theta, threshold, jump } = now, height = 0.95 * far;
    p.fit([-far, far], [-height, height]);
    const edge = threshold * (1 + 1e-12), right = [...sampled(0, far, 120).filter((v) => v > threshold)].map((v) => [v, proxOf(now, v, lam / 2)]);
    if (threshold > 0) right.unshift([0, 0], [threshold, 0], [edge, jump]);
    const other = right.map(([v, z]) => [-v, -z]).reverse();
    set(curve, { d: path([...other, ...right].map(p.at), false) });
    set(least, { d: path([[-far, -far], [far, far]].map(p.at), false) });
    const [x0, y0] = p.at([-Math.min(threshold, far), 0.06 * far]), [x1, y1] = p.at([Math.min(threshold, far), -0.06 * far]);
    set(band, { x: x0, y: y0, width: Math.max(0, x1 - x0), height: y1 - y0 });
    const [cx, cy] = p.at([xy, theta]);
    set(mark, { cx, cy });
    grip.place(p.at([xy, -0.78 * height]), xy, `x·y = ${number(xy)}, θ* = ${number(theta)}`);
  };
}

export function sentence({ lam, xy }, { slope, threshold, jump, convex, falls, theta }) {
  const here = `At x·y = ${number(xy)} θ* is ${theta === 0 ? "exactly zero" : number(theta)}.`;
  const shape = convex ? "It is convex: its slope never falls on the way out." : `It is not convex: its slope falls, at t = ${number(falls)} for example.`;
  if (!(slope > 0)) return `No range of zeros: at zero Ω has the one slope 0, an interval without room. ${shape} ${here}`;
  const room = Number.isFinite(slope) ? `all slopes from ${number(-slope)} to ${number(slope)}` : "every slope there is";
  if (lam === 0) return `It can give zeros: at zero Ω has ${room}; but at λ = 0 it costs nothing. ${shape} ${here}`;
  const end = jump ? `; there θ* jumps to ${number(jump)}, because ${convex ? "Ω is level" : "Ω is not convex"}` : "";
  return `It gives exact zeros: at zero Ω has ${room}, so θ* is zero up to |x·y| = ${number(threshold)}${end}. ${shape} ${here}`;
}
