// What is drawn where contours meet a ball: centres that lead to zeros, ball, contours, normal cone, and θ*.

import { STRETCH, shape } from "./bowl_handles.js";
import { dashes, marker, path, ripple, set, show, svg, translate } from "./drawing.js";
import { label, write } from "./labels.js";
import { zerosOfBoth, zerosOn } from "./meeting.js";
import { differ, sides } from "./own.js";
import { ownOutline } from "./own_ball.js";
import { kink } from "./penalties.js";
import { boundary } from "./touching.js";
import { plus } from "./vectors.js";
import { zones } from "./zero_zones.js";

export function ballLayers(it, plot) {
  const { part } = plot;
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

export function drawZeros(it, layer, plot, s, half) {
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

export function drawBall(it, layer, plot, s, half) {
  const look = it.looks.penalties[s.penalty], own = s.penalty === "own", outline = [];
  if (own && s.where !== "origin" && Number.isFinite(s.radius)) outline.push(...ownOutline(s, 4 * half, 0.25 / plot.unit[0]).map(plot.at));
  else if (!own) outline.push(...boundary(s, 24).map(plot.at));
  set(layer.ball, { d: path(outline), "stroke-dasharray": dashes(look, 2.6) });
}

// Contours at fixed levels, the second of them through the handle; and the one that touches the ball.
export function drawLoss(layer, plot, s, now, half) {
  const [long, short, angle] = shape(s.A), place = `translate(${plot.at(s.center)}) rotate(${(-angle * 180) / Math.PI})`;
  const ellipse = (node, root) => set(node, { rx: (root * plot.unit[0]) / Math.sqrt(long), ry: (root * plot.unit[0]) / Math.sqrt(short), transform: place });
  const root = STRETCH * half * (long * short) ** 0.25;
  layer.rings.forEach((node, n) => ellipse(node, (root * (n + 1)) / 2));
  ellipse(layer.touching, Math.sqrt(now.level));
}

// The normal cone, −∇f within it, and λ∂Ω, on which −∇f ends; slopes are drawn to one scale, shorter than c − θ*.
export function drawCone(layer, plot, s) {
  const { theta, down, zeros, lam } = s, at = plot.at(theta), scale = 0.35 / shape(s.A)[1];
  const ahead = (g, length = scale) => plot.at(plus(theta, g, length));
  const visible = s.show_cone && s.where !== "inside";
  const wide = (v) => Math.max(-1e6, Math.min(1e6, v)), slopes = visible ? s.slopes.map((g) => g.map(wide)) : [];
  const turns = zeros.every(Boolean) ? [] : slopes.filter((g) => g.some(Boolean)).map((g) => Math.atan2(-g[1], g[0]));
  const beyond = turns.map((u) => Math.atan2(Math.sin(u - turns[0]), Math.cos(u - turns[0]))), from = turns[0] + Math.min(...beyond), to = turns[0] + Math.max(...beyond);
  const far = 0.3 * plot.width, arc = turns.length ? Array.from({ length: 17 }, (_, n) => from + ((to - from) * n) / 16) : [];
  const cone = turns.length ? [at, ...arc.map((u) => [at[0] + far * Math.cos(u), at[1] + far * Math.sin(u)])] : [];
  const bar = slopes.map((g) => ahead(g.map((v) => v && lam * v)).map((v) => Math.max(-999, Math.min(999, v)))); // an endless bar leaves the picture
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
export function drawPoint(it, layer, plot, s, now, before) {
  const kinked = s.penalty === "own" ? now.slopes.length > 1 : kink(s) > 0;
  const at = plot.at(now.theta), held = kinked || now.where === "origin", big = plot.small ? 5 : 7;
  set(layer.mark, { d: marker(it.looks.penalties[s.penalty].marker, big), transform: translate(at) });
  const j = held ? now.zeros.indexOf(true) : -1, ends = plot.lines[j === 0 ? 1 : 0];
  show(layer.axis, j >= 0 && now.where !== "origin");
  for (const key of ["x1", "x2", "y1", "y2"]) set(layer.axis, { [key]: ends.getAttribute(key) });
  if (before && now.zeros.some((zero, i) => zero && !before[i])) ripple(layer.ring, at);
}
