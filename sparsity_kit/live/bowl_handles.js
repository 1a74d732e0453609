// The handles of a bowl: its centre, and an end of an axis of its ellipses, which turns and stretches them.

import { handle } from "./dragging.js";
import { svg } from "./drawing.js";
import { halfWidth } from "./state.js";
import { plus } from "./vectors.js";
import { number, tidy } from "./words.js";

export const STRETCH = 0.3; // of half the window: how far the handle of a circle is from its centre
const APART = 44; // pixels: the least from there to the centre, whose own handle lies on top

const windowOf = (it) => halfWidth(it.model.get("reach"), it.model.get("center"));

export function centerHandle(it, plot) {
  const put = ([x, y]) => {
    const most = 0.97 * windowOf(it), clip = (v) => Math.max(-most, Math.min(most, v));
    it.model.set("center", tidy([clip(x), clip(y)]));
  };
  return handle(it, {
    label: "Centre of the loss",
    shape: svg("path", { class: "grip", d: "M-7,0H7M0,-7V7" }),
    move: (pixel) => put(plot.back(pixel)),
    nudge: (right, up) => put(plus(it.model.get("center"), [right, up], windowOf(it) / 40)),
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

export function shapeHandle(it, plot) {
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
      const wide = windowOf(it), [x, y] = plus(plot.back(pixel), it.model.get("center"), -1);
      put(Math.max(least(wide), Math.hypot(x, y) / (STRETCH * wide)), Math.atan2(y, x));
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
