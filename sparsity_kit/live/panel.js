// Axes of its own within a sheet, for one of several pictures.

import { label, number, round, set, svg } from "./drawing.js";

export const HIGH = 0.72; // a panel's height beside its width

// One of the four: axes of its own within the sheet.
export function panel(it, [title, xName, yName]) {
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

export const sampled = (low, high, count = 240) => Array.from({ length: count + 1 }, (_, k) => low + ((high - low) * k) / count);
