// The lines of the coefficients from kink to kink, their names at the left ends, and the cursor at λ.

import { dashes, path, set, show, text } from "./drawing.js";
import { apart, at, reached, ticks } from "./kinks.js";
import { label, write } from "./labels.js";
import { number, shortened } from "./words.js";

const GAP = 14; // between two names, in pixels

export function lineLayers(plot, data) {
  const { part } = plot, layer = { past: part("rect", { class: "past" }), kinks: part("path", { class: "kinks" }) };
  plot.inside.append(...plot.lines);
  const colour = (j) => `--colour: ${data.lines[j]?.colour ?? "var(--grey)"}`;
  layer.lines = data.names.map((_, j) => part("path", { class: "coefficient", style: colour(j) }));
  layer.front = part("path", { class: "coefficient front" });
  layer.cursor = part("line", { class: "cursor" });
  layer.dots = data.names.map((_, j) => part("circle", { class: "dot-on-line", style: colour(j) }));
  layer.leaders = part("path", { class: "leaders" });
  layer.names = data.names.map((name) => label(plot.inside, shortened(name, 8)));
  return Object.assign(layer, { value: label(plot.inside, "") });
}

// What changes only with the axes: the lines from kink to kink, the ticks, and the names at the left ends.
export function fitLines(it, plot, layer, data, axis, logarithmic) {
  const key = [it.width, axis.top, logarithmic].join();
  if (layer.key === key) return;
  layer.key = key;
  const { lams, theta } = data, [low, high] = reached(theta), pad = 0.1 * (high - low) || 1;
  layer.named = it.width < 260 ? [] : data.names.map((_, j) => j).filter((j) => data.lines[j] && theta.at(-1)[j] !== 0);
  const room = layer.named.length ? 20 + 7.6 * Math.max(...layer.named.map((j) => shortened(data.names[j], 8).length)) : 6;
  plot.fit([-room / (it.width - 54 - room), 1.02], [low - pad, high + pad], ticks(axis, lams, logarithmic, it.width / 62));
  const along = [...new Set([...lams, ...Array.from({ length: 241 }, (_, k) => axis.back((k / 240) * axis.there(lams[0]))), ...lams.slice(1).map((each, k) => (each + lams[k]) / 2)])].sort((a, b) => a - b);
  const points = along.map((lam) => ({ x: plot.x(axis.there(lam)), theta: at(data, lam).theta }));
  layer.d = data.names.map((_, j) => {
    let d = "", before = false;
    points.forEach(({ x, theta: row }, k) => {
      const near = row[j] !== 0 || (points[k - 1]?.theta[j] ?? 0) !== 0 || (points[k + 1]?.theta[j] ?? 0) !== 0; // a line, both its ends included
      if (near) d += `${before ? "L" : "M"}${x.toFixed(2)},${plot.y(row[j]).toFixed(2)}`;
      before = near;
    });
    return d;
  });
  layer.lines.forEach((node, j) => set(node, { d: layer.d[j] }));
  const bottom = plot.top + plot.height;
  set(layer.kinks, { d: lams.map((lam) => `M${plot.x(axis.there(lam)).toFixed(2)},${bottom}v-7`).join("") });
  set(plot.lines[0], { x1: plot.x(0) });
  const order = [...layer.named].sort((a, b) => theta.at(-1)[b] - theta.at(-1)[a]), left = plot.x(axis.there(lams.at(-1)));
  const ends = order.map((j) => plot.y(theta.at(-1)[j])), heights = apart(ends, GAP);
  const shift = Math.max(0, plot.top + 8 - (heights[0] ?? Infinity)) - Math.max(0, (heights.at(-1) ?? 0) - bottom + 8);
  layer.names.forEach((node) => show(node, false));
  order.forEach((j, k) => write(layer.names[j], true, [left - 9, heights[k] + shift], [-1, 0], 0));
  set(layer.leaders, { d: order.map((j, k) => path([[left - 7, heights[k] + shift], [left, ends[k]]], false)).join("") });
}

export function drawLines(plot, layer, data, s, now, chosen, axis) {
  const key = [chosen, layer.key].join(), x = plot.x(axis.there(s.lam));
  if (layer.seen !== key) {
    layer.seen = key;
    layer.lines.forEach((node, j) => {
      const own = data.lines[j], back = !own || (chosen !== null && chosen !== j), wide = plot.small ? 1.6 : 2.2;
      set(node, { class: `coefficient${back ? " back" : ""}`, "stroke-width": back ? 1 : wide, "stroke-dasharray": back ? null : dashes(own, wide) });
      show(node, j !== chosen);
      set(layer.names[j], { class: `halo-text end${back ? " back" : j === chosen ? " front" : ""}` });
    });
    const own = data.lines[chosen];
    show(layer.front, chosen !== null);
    if (chosen !== null) set(layer.front, { d: layer.d[chosen], "stroke-width": 3.6, "stroke-dasharray": own ? dashes(own, 3.6) : null, style: `--colour: ${own?.colour ?? "var(--text)"}` });
  }
  set(layer.past, { x, width: Math.max(0, plot.left + plot.width - x), y: plot.top, height: plot.height });
  set(layer.cursor, { x1: x, x2: x, y1: plot.top, y2: plot.top + plot.height });
  layer.dots.forEach((node, j) => {
    const shown = now.theta[j] !== 0 || j === chosen;
    show(node, shown);
    if (shown) set(node, { cx: x.toFixed(2), cy: plot.y(now.theta[j]).toFixed(2), r: j === chosen ? 6 : data.lines[j] && !plot.small ? 4 : 2.5 });
  });
  const told = chosen === null ? "" : `${data.names[chosen]}: ${number(now.theta[chosen])}`;
  text(layer.value, told);
  if (chosen !== null) write(layer.value, true, [x, plot.y(now.theta[chosen]) - 14], [x > plot.left + plot.width / 2 ? -1 : 1, 0], 9);
}
