// One of several pictures in a sheet: axes of its own, with a title above them.

import { frame } from "./axes.js";
import { set } from "./drawing.js";
import { label } from "./labels.js";

export const HIGH = 0.72; // a panel's height beside its width

export function panel(it, [title, xName, yName]) {
  const head = label(it.sheet, title), names = [label(it.sheet, xName), label(it.sheet, yName)];
  const p = frame(it.sheet, `${it.id}-${title.replace(/\W/g, "")}`), near = ([low, high], v) => Math.max(2 * low - high, Math.min(2 * high - low, v));
  let box = null;
  p.place = (x, y, width, height) => { box = { left: x + 44, top: y + 22, width: width - 56, height: height - 22 - 40 }; };
  p.fit = (xs, ys) => {
    const { left, top, width, height } = box, middle = left + width / 2;
    p.lay(box, xs, ys, { beside: 5 });
    p.at = ([x, y]) => [p.x(near(xs, x)), p.y(near(ys, y))]; // what is far off is moved near, where it is not seen either
    set(head, { x: middle, y: top - 8, "text-anchor": "middle" });
    set(names[0], { x: middle, y: top + height + 31, "text-anchor": "middle" });
    set(names[1], { x: left - 24, y: top - 8, "text-anchor": "middle" });
  };
  return p;
}

export const sampled = (low, high, count = 240) => Array.from({ length: count + 1 }, (_, k) => low + ((high - low) * k) / count);
