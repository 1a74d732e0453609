// The picture of the error on held-out rows against λ: the folds thin and grey, their mean, and a band of one standard
// error; marks at the lowest point and at the largest λ within one standard error of it; and what holds at the cursor.

import { axes } from "./axes.js";
import { marker, path, set, translate } from "./drawing.js";
import { heldOut } from "./heldout.js";
import { ticks } from "./kinks.js";
import { label, write } from "./labels.js";

const PLACES = 320, MOST_FOLDS = 30; // along the axis; and that are drawn, as in the printed picture

export function heldOutCurve(it, data) {
  const plot = axes(it, { names: ["λ", ""], ratio: 0.78 }), folds = data.folds.slice(0, MOST_FOLDS);
  const { part } = plot;
  const band = part("path", { class: "band" }), lines = folds.map(() => part("path", { class: "of-a-fold" }));
  const bound = part("line", { class: "edge" }), changes = part("path", { class: "kinks" });
  const mean = part("path", { class: "ball-line", "stroke-width": 2.6 }), cursor = part("line", { class: "cursor" });
  const dots = folds.map(() => part("circle", { class: "other", r: 3.2 }));
  const whisker = part("path", { class: "whisker" }), here = part("circle", { class: "mark", r: 5.5 });
  const marks = data.marks.map(({ colour, kind }) => part("path", { class: "mark", d: marker(kind, 6), style: `--line: ${colour}` }));
  const told = label(plot.inside, "lowest + one standard error");
  let seen = "";

  // What changes only with the axes.
  const fit = (axis) => {
    if (seen === (seen = [it.width, axis.top].join())) return;
    const lams = Array.from({ length: PLACES + 1 }, (_, k) => axis.back((k / PLACES) * axis.there(axis.top)));
    const all = lams.map((lam) => heldOut(data, lam)), [lowest] = data.marks, best = heldOut(data, lowest.lam), level = best.mean + best.spread;
    const low = Math.min(...all.map((each) => each.mean - each.spread)), high = Math.max(...all.map((each) => each.mean + each.spread));
    const room = high - low || Math.abs(high) || 1;
    plot.fit([0, 1.02], [low - 0.1 * room, high + 0.16 * room], ticks(axis, [axis.top, data.low], true, it.width / 62));
    const at = (lam, value) => [plot.x(axis.there(lam)), plot.y(value)];
    const along = (value) => all.map((each, k) => at(lams[k], value(each)));
    set(band, { d: path([...along((each) => each.mean + each.spread), ...along((each) => each.mean - each.spread).reverse()]) });
    set(mean, { d: path(along((each) => each.mean), false) });
    lines.forEach((node, k) => set(node, { d: path(along((each) => each.errors[k]), false) }));
    set(bound, { x1: plot.left, x2: plot.left + plot.width, y1: plot.y(level), y2: plot.y(level) });
    write(told, !plot.small, [plot.left + 6, plot.y(level) - 10], [1, 0], 0);
    set(changes, { d: data.changes.map((lam) => `M${plot.x(axis.there(lam)).toFixed(2)},${plot.top + plot.height}v-7`).join("") });
    marks.forEach((node, k) => set(node, { transform: translate(at(data.marks[k].lam, heldOut(data, data.marks[k].lam).mean)) }));
  };

  const draw = (axis, lam, now) => {
    fit(axis);
    const x = plot.x(axis.there(lam)), y = plot.y(now.mean), [up, down] = [now.mean + now.spread, now.mean - now.spread].map(plot.y);
    set(cursor, { x1: x, x2: x, y1: plot.top, y2: plot.top + plot.height });
    dots.forEach((node, k) => set(node, { cx: x.toFixed(2), cy: plot.y(now.errors[k]).toFixed(2) }));
    set(whisker, { d: `M${x - 7},${up}h14M${x},${up}V${down}M${x - 7},${down}h14` });
    set(here, { cx: x.toFixed(2), cy: y.toFixed(2) });
  };
  return { plot, draw };
}

