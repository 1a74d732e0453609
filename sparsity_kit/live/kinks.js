// A path that is straight from kink to kink, the axis that λ moves on, and names that do not overlap.

import { number } from "./words.js";

// θ and xⱼ·r at λ. Above λ_max, the first kink, θ = 0 and x·r = x·y.
export const at = ({ lams, theta, rho }, lam) => ({ theta: between(lams, theta, lam), rho: between(lams, rho, lam) });

// The row at λ of a table that has one row a kink, and is straight between two of them.
export function between(lams, rows, lam) {
  const below = next(lams, lam), above = Math.max(below - 1, 0), low = lams[below], high = lams[above];
  const share = (Math.min(lam, high) - low) / (high > low ? high - low : 1);
  return rows[below].map((value, j) => (1 - share) * value + share * rows[above][j]);
}

// From where to where the numbers of a table reach, and zero; of all at once there may be more than a call can take.
export const reached = (rows) => [Math.min, Math.max].map((most) => most(0, ...rows.map((row) => most(...row))));

// The first kink that is not above λ; at the end of the path, its last one.
export function next(lams, lam) {
  let low = 0, high = lams.length - 1;
  while (low < high) { const middle = (low + high) >> 1; if (lams[middle] <= lam) high = middle; else low = middle + 1; }
  return low;
}

// The kink that was passed last as λ fell to here, or −1: what holds here began there.
export const passed = (lams, lam) => next(lams, lam) - (lams[next(lams, lam)] === lam ? 0 : 1);

const within = (t) => Math.max(0, Math.min(1, t));

// Where λ stands on its axis, from 0 to 1, and back; along_lambda.py has its ends, for print. A logarithmic axis is plain near zero, so that it has a λ = 0.
export function scale({ lams }, lam, logarithmic) {
  const end = lams.at(-1), first = lams[0] || 1, largest = Math.max(1.25 * first, lam), top = lam > 1.25 * first ? 1.1 * lam : largest;
  const keep = (value) => Math.max(end, Math.min(largest, value)); // a hand does not push the end of the axis before it
  if (!logarithmic) return { top, low: 0, there: (value) => value / top, back: (t) => keep(within(t) * top) };
  const smallest = lams.findLast((each) => each > 0) ?? first, low = end || Math.max(smallest / 1.6, 1e-6 * first);
  const plain = end ? 0 : 0.09, decades = Math.log(top / low);
  return {
    top, low,
    there: (value) => (value < low ? (plain * value) / low : plain + ((1 - plain) * Math.log(value / low)) / decades),
    back: (t) => keep(within(t) < plain ? (low * within(t)) / plain : low * Math.exp((decades * (within(t) - plain)) / (1 - plain))),
  };
}

// Ascending places moved as little as needed to be `gap` apart: neighbours that collide share their middle.
export function apart(places, gap) {
  const blocks = [];
  for (const place of places) {
    blocks.push([place, 1]);
    while (blocks.length > 1 && blocks.at(-1)[0] - blocks.at(-2)[0] < (gap * (blocks.at(-1)[1] + blocks.at(-2)[1])) / 2) {
      const [b, m] = blocks.pop(), [a, n] = blocks.pop();
      blocks.push([(a * n + b * m) / (n + m), n + m]);
    }
  }
  return blocks.flatMap(([middle, count]) => Array.from({ length: count }, (_, k) => middle + gap * (k - (count - 1) / 2)));
}

// [where, what is written] for the axis of λ: round numbers, and of a long logarithmic axis the powers of ten.
export function ticks(axis, lams, logarithmic, most) {
  const power = 10 ** Math.floor(Math.log10(axis.top)), decades = Math.log10(axis.top / (axis.low || 1));
  if (!logarithmic) {
    const step = [0.1, 0.2, 0.5, 1, 2, 5].map((each) => each * power).find((each) => axis.top / each <= most);
    return Array.from({ length: Math.floor(axis.top / step) + 1 }, (_, k) => [axis.there(k * step), number(k * step)]);
  }
  const each = decades * 3 <= most ? [1, 2, 5] : [1], skip = Math.ceil(decades / most), shown = lams.at(-1) ? [] : [[0, "0"]];
  for (let k = Math.ceil(Math.log10(axis.low)) - 1; 10 ** k <= axis.top; k++)
    for (const digit of each) {
      const lam = Number(`${digit}e${k}`), t = axis.there(lam); // 10 ** k is not always the nearest number
      if (lam >= axis.low && lam <= axis.top && k % skip === 0 && t * most > (shown.length ? 0.7 : 0)) shown.push([t, number(lam)]);
    }
  return shown;
}
