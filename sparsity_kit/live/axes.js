// Axes: a frame in a sheet, with lines at zero, ticks at round numbers, and names.

import { partOf, set, show, svg } from "./drawing.js";
import { number } from "./words.js";

// A frame. `lay` says in which box of the sheet it is, and what it shows; then x, y and at turn numbers into pixels, and
// back turns pixels into numbers. `marks` are ticks of the other kind for x: [where, what is written].
export function frame(sheet, id) {
  const clip = svg("rect"), rim = svg("rect", { class: "frame" }), ticks = svg("g", { class: "ticks", "aria-hidden": "true" });
  const lines = [svg("line", { class: "axis" }), svg("line", { class: "axis" })], inside = svg("g", { "clip-path": `url(#${id})` }, ...lines);
  sheet.append(svg("clipPath", { id }, clip), rim, ticks, inside);
  const plot = { inside, lines, part: partOf(inside) };

  plot.lay = (box, xs, ys, { marks, beside = 6 } = {}) => {
    const { left, top, width, height } = box, bottom = top + height;
    Object.assign(plot, box);
    plot.unit = [width / (xs[1] - xs[0]), height / (ys[1] - ys[0])];
    plot.x = (value) => left + (value - xs[0]) * plot.unit[0];
    plot.y = (value) => top + (ys[1] - value) * plot.unit[1];
    plot.at = ([x, y]) => [plot.x(x), plot.y(y)];
    plot.back = ([x, y]) => [xs[0] + (x - left) / plot.unit[0], ys[1] - (y - top) / plot.unit[1]];
    for (const each of [clip, rim]) set(each, { x: left, y: top, width, height });
    set(lines[0], { x1: left, x2: left + width, y1: plot.y(0), y2: plot.y(0) });
    set(lines[1], { x1: plot.x(0), x2: plot.x(0), y1: top, y2: bottom });
    const tick = (words, x, y, anchor) => svg("text", { x, y, "text-anchor": anchor }, words);
    ticks.replaceChildren(
      ...(marks ?? round(xs, width / 70).map((v) => [v, number(v)])).map(([v, words]) => tick(words, plot.x(v), bottom + 14, "middle")),
      ...round(ys, height / 60).map((v) => tick(number(v), left - beside, plot.y(v) + 4, "end")),
    );
  };
  return plot;
}

// A frame that fills its sheet; `fit` says what it shows.
export function axes(it, { names, ratio = 1 }) {
  const plot = frame(it.sheet, `${it.id}-clip`), titles = names.map((words) => svg("text", { class: "title" }, words));
  it.sheet.append(...titles);
  it.plots?.push(plot);
  let seen = "";
  plot.fit = (xs, ys, marks) => {
    if (seen === (seen = [it.width, ...xs, ...ys, marks].join())) return;
    const small = it.width < 260, left = small ? 30 : 46, bottom = small ? 26 : 38, pad = 8;
    const width = it.width - left - pad, height = Math.round(width * (small ? Math.max(ratio, 0.86) : ratio));
    set(it.sheet, { width: it.width, height: pad + height + bottom });
    plot.small = small;
    plot.lay({ left, top: pad, width, height }, xs, ys, { marks });
    set(titles[0], { x: left + width / 2, y: pad + height + bottom - 6, "text-anchor": "middle" });
    set(titles[1], { transform: `translate(13 ${pad + height / 2}) rotate(-90)`, "text-anchor": "middle" });
    titles.forEach((node) => show(node, !small));
  };
  return plot;
}

// Round numbers in an interval, about `count` of them; where that leaves fewer than three, the next finer ones.
function round([low, high], count) {
  const raw = (high - low) / Math.max(count, 2), power = 10 ** Math.floor(Math.log10(raw));
  const steps = [0.5, 1, 2, 5, 10].map((s) => s * power), chosen = steps.findIndex((step, k) => k && step >= raw);
  const multiples = (step) => {
    const first = Math.ceil(low / step - 1e-9), last = Math.floor(high / step + 1e-9);
    return Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
  };
  const found = multiples(steps[chosen]);
  return found.length < 3 ? multiples(steps[chosen - 1]) : found;
}
