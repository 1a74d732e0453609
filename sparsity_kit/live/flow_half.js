// One of two flows: its frame, the way of every start, and marks where a coordinate becomes zero.

import { axes } from "./axes.js";
import { dashes, marker, path, set, show, svg, text, translate } from "./drawing.js";
import { clip, flow, steps, taken } from "./flowing.js";
import { LETTERS } from "./flow_words.js";
import { label, write } from "./labels.js";
import { halfWidth } from "./state.js";
import { boundary, size } from "./touching.js";
import { equals, name, number, point } from "./words.js";

// One of the two pictures: a sheet within the sheet, so that it has axes and a colour of its own.
export function half(it, side, k) {
  const sheet = svg("svg", { class: "half", overflow: "visible" }), own = { id: `${it.id}-${k}`, sheet, width: 0, plots: it.plots };
  const title = svg("text", { class: "name", y: 0 }), clock = svg("text", { "text-anchor": "end" });
  it.sheet.append(sheet);
  const plot = axes(own, { names: ["θ₁", "θ₂"] }), { part } = plot;
  const layer = { levels: part("path", { class: "level" }), ball: part("path", { class: "ball" }) };
  plot.inside.append(...plot.lines);
  Object.assign(layer, { ahead: part("path", { class: "ahead" }), behind: part("path", { class: "behind" }), walked: part("path", { class: "walked" }), dots: part("path", { class: "other" }) });
  layer.arrivals = [...LETTERS].map(() => [0, 1].map(() => part("path", { class: "mark" })));
  layer.texts = [0, 1].map(() => label(plot.inside, ""));
  layer.ring = part("circle", { class: "ring", r: 12 });
  layer.points = [...LETTERS].map(() => part("path", { class: "mark" }));
  sheet.append(title, clock);
  const holds = ([x, y]) => { const [u, v] = [x - each.corner[0] - plot.left, y - each.corner[1] - plot.top]; return u >= 0 && v >= 0 && u <= plot.width && v <= plot.height; };
  const each = { side, it: own, plot, layer, title, clock, holds, corner: [0, 0], zeros: null };
  return each;
}

const circle = ([x, y], r) => `M${(x - r).toFixed(2)},${y.toFixed(2)}a${r},${r} 0 1 0 ${2 * r},0a${r},${r} 0 1 0 ${-2 * r},0Z`;

export function drawHalf(it, { it: own, plot, layer, title, clock, grips, corner }, s, now) {
  const look = it.looks.penalties[s.penalty], flowing = s.motion === "flow", small = plot.small;
  const far = 99 * halfWidth(s.reach, s.start), there = now.map(({ theta }) => clip(far, theta)); // steps that run away
  own.sheet.style.setProperty("--colour", look.colour);
  text(title, s.penalty === "elastic net" ? `elastic net, L1 share ${number(s.l1_ratio)}` : s.penalty);
  text(clock, flowing ? `t ${equals(s.time)}` : `step ${taken(s)}`);
  set(title, { x: plot.left, y: -4 });
  set(clock, { x: plot.left + plot.width, y: -4 });
  show(clock, plot.width > 8 * (title.textContent.length + clock.textContent.length)); // the sentence says it too
  const key = [s.start, s.penalty, s.l1_ratio, plot.width, plot.unit, s.show_ahead, s.end, s.lam, s.motion].join(); // not the time
  if (layer.key !== key) {
    layer.key = key;
    set(layer.levels, { d: s.start.map((p) => outline(plot, s, p)).join("") });
    set(layer.ahead, { d: s.show_ahead ? s.start.map((p, k) => trail(plot, s, p, now[k].hits, s.end)).join("") : "" });
    drawArrivals(plot, layer, s, now, look);
  }
  set(layer.levels, { "stroke-dasharray": dashes(look, 1.2) });
  set(layer.ball, { d: outline(plot, s, there[Math.min(it.chosen, now.length - 1)]), "stroke-dasharray": dashes(look, 2.6) });
  set(layer.behind, { d: flowing ? s.start.map((p, k) => trail(plot, s, p, now[k].hits, s.time)).join("") : "" });
  const walks = flowing ? [] : s.start.map((p) => steps(s, p, taken(s)).map((each) => plot.at(clip(far, each))));
  set(layer.walked, { d: walks.map((walk) => path(walk, false)).join("") });
  set(layer.dots, { d: walks.flat().slice(0, 400).map((each) => circle(each, small ? 2 : 3)).join("") });
  layer.points.forEach((node, k) => {
    show(node, k < now.length);
    if (k < now.length) set(node, { d: marker(look.marker, small ? 5 : 7), transform: translate(plot.at(there[k])) });
  });
  grips.forEach((grip, k) => {
    show(grip.node, k < s.start.length);
    if (k < s.start.length) grip.place(plot.at(s.start[k]).map((v, j) => v + corner[j]), s.start[k][0], point(s.start[k]));
  });
}

// Where Ω is as large as at a point.
function outline(plot, s, p) {
  return path(boundary({ ...s, radius: size(s, p) }, 16).map(plot.at));
}

// The way of the flow until a time; its bends, where a coordinate becomes zero, are on it.
function trail(plot, s, p, hit, until) {
  const moments = Array.from({ length: 33 }, (_, n) => (until * n) / 32).concat(hit.filter((t) => t < until)).sort((a, b) => a - b);
  return path(moments.map((t) => plot.at(flow(s, p, t))), false);
}

// A mark where a coordinate becomes zero, and, for a single start, when: beside the way, not on it.
function drawArrivals(plot, layer, s, now, look) {
  const told = (k, j) => s.lam > 0 && s.motion === "flow" && s.show_ahead && now[k]?.hits[j] > 0, never = (hit) => hit === Infinity;
  const arrives = (k, j) => told(k, j) && !never(now[k].hits[j]), [one, other] = now[0].hits;
  const at = (k, j) => (arrives(k, j) ? flow(s, s.start[k], now[k].hits[j]) : [0, 0]);
  layer.arrivals.forEach((pair, k) => pair.forEach((node, j) => {
    show(node, arrives(k, j));
    if (arrives(k, j)) set(node, { d: marker(look.marker, plot.small ? 3 : 4.5), transform: translate(plot.at(at(k, j))) });
  }));
  const [right, up] = s.start[0].map((v) => (v < 0 ? -1 : 1));
  layer.texts.forEach((node, j) => {
    const visible = told(0, j) && !plot.small && now.length === 1 && !(j && one === other);
    const hit = now[0].hits[j], where = at(0, j), last = !where[0] && !where[1];
    const who = one === other ? "both" : name(j);
    if (visible) text(node, never(hit) ? `${who} never zero`.replace("both ", "") : `${who} = 0 at t = ${number(hit)}`);
    write(node, visible, plot.at(where), [-right, last && other < one ? 0.5 * up : -up], 16);
  });
}
