// The four pictures of a penalty of one coefficient: its graph, its slopes, its ball, and θ* against x·y.

import { lever, sideways } from "./dragging.js";
import { path, set, show } from "./drawing.js";
import { label, write } from "./labels.js";
import { proxOf } from "./lowest.js";
import { ownOutline, ownRim, staircase } from "./own_ball.js";
import { HIGH, sampled } from "./panel.js";
import { number, tidy } from "./words.js";

export function graph(it, p) {
  const curve = p.part("path", { class: "ball-line", "stroke-width": 2.6 }), rays = p.part("path", { class: "drop", "stroke-width": 2 });
  return ({ reach }, { value, slope, knots }) => {
    const top = Math.max(value(reach), Number.isFinite(slope) ? 0.3 * slope * reach : 0, 1e-300) * 1.15, t = [...sampled(-reach, reach), ...knots, ...knots.map((k) => -k)].filter((each) => Math.abs(each) <= reach).sort((a, b) => a - b);
    p.fit([-reach, reach], [-0.15 * top, top]);
    set(curve, { d: path(t.map((each) => p.at([each, value(each)])), false) });
    const ray = (side) => (Number.isFinite(slope) ? [side * reach, slope * reach] : [0, 3 * top]);
    set(rays, { d: path([ray(-1), [0, 0], ray(1)].map(p.at), false) });
  };
}

export function slopes(it, p) {
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

export function ball(it, p) {
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

export function prox(it, p) {
  const band = p.part("rect", { class: "band" }), least = p.part("path", { class: "drop" }), curve = p.part("path", { class: "ball-line", "stroke-width": 2.6 }), mark = p.part("circle", { class: "mark", r: 5 });
  const { model } = it, size = () => model.get("reach");
  const grip = lever(it, p, {
    label: "Data x·y", shape: sideways(), axis: 0, value: () => model.get("xy"), size,
    put: (xy) => model.set("xy", tidy(Math.max(-size(), Math.min(size(), xy)))),
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
