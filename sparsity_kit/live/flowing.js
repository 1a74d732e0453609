// Downhill along a penalty alone, from points of the plane: the exact flow, and steps of a fixed size. No drawing.
// A state `s` has penalty, l1_ratio, lam, motion, step and time. The tests compare all of this with the kit's `flow`.

import { soft, weight } from "./penalties.js";

export const MOST = 1000; // steps; finer ones could not be seen
const FAR = 230; // steps that run away are followed until they have grown e^230 times

const norm = ([x, y]) => { const most = Math.max(Math.abs(x), Math.abs(y)); return most && most * Math.sqrt((x / most) * (x / most) + (y / most) * (y / most)); };
const shorten_ = (v, by) => { const long = norm(v); return v.map((t) => (long > by ? t * (1 - by / long) : 0)); };

// |θ|' = −λ(w + 2(1 − w)|θ|): how fast it decays, and w over that.
const decay = (w) => [2 * (1 - w), w / (2 * (1 - w))];

export const clip = (most, p) => p.map((v) => Math.max(-most, Math.min(most, v)));

// When each coordinate of the flow is zero: 0 if it starts there, Infinity for never, as at λ = 0.
export function hits(s, start) {
  const w = weight(s), [rate, offset] = decay(w);
  const far = (t) => (w === null ? norm(start) : w === 1 ? Math.abs(t) : w ? Math.log1p(Math.abs(t) / offset) / rate : Infinity);
  return start.map((t) => (t === 0 ? 0 : far(t) / s.lam));
}

// θ(t) with θ' = −λ∂Ω(θ).
export function flow(s, start, time) {
  const w = weight(s), [rate, offset] = decay(w), gone = s.lam * time, arrived = hits(s, start).map((hit) => hit <= time);
  const smooth = (t) => Math.sign(t) * Math.max(Math.abs(t) * Math.exp(-rate * gone) + offset * Math.expm1(-rate * gone), 0);
  const there = w === null ? shorten_(start, gone) : start.map((t) => (w === 1 ? soft(t, gone) : smooth(t)));
  return there.map((t, j) => (arrived[j] ? 0 : t));
}

// θ after 0, 1, … steps, `count` of them.
export function steps(s, start, count) {
  const { lam, step, motion } = s, w = weight(s), sign = motion === "sign steps", all = [start];
  const one = (t) => (sign ? t - step * (2 * (lam * (1 - w)) * t + w * lam * Math.sign(t)) : soft(t, step * lam * w) / (1 + 2 * (step * lam) * (1 - w)));
  const long = norm(start), way = start.map((t) => (long ? t / long : 0)); // L2 stays on the line through the start
  for (let n = 0, r = long; n < count; n++) {
    const before = all[n];
    if (w !== null) all.push(before.map(one));
    else if (sign) { r -= step * (lam * Math.sign(r)); all.push(way.map((t) => t * r)); }
    else all.push(shorten_(before, step * lam));
  }
  return all;
}

// By what a step of the smooth part multiplies θ; above 1 the steps run away.
export const growing = (s) => (s.motion === "sign steps" && weight(s) !== null ? Math.abs(1 - 2 * s.step * (s.lam * (1 - weight(s)))) : 0);

export function taken(s) {
  const grow = growing(s), most = grow > 1 ? Math.floor(FAR / Math.log(grow)) : MOST;
  return Math.min(Math.floor(s.time / s.step + 1e-9), MOST, most);
}

// Where a start is at s.time, when the flow from it is zero, and since which step θ is.
export function follow(s, start) {
  const walk = s.motion === "flow" ? [flow(s, start, s.time)] : steps(s, start, taken(s)), theta = walk.at(-1);
  return { hits: hits(s, start), theta, since: theta.map((t, j) => (t === 0 ? walk.findIndex((each) => each[j] === 0) : Infinity)) };
}

// A round time a little after the last arrival; for a flow that never arrives, three half-lives of the slowest decay.
export function horizon(s, arrivals) {
  const all = arrivals.flat(2), last = Math.max(0, ...all.filter(Number.isFinite));
  if (!s.lam) return Math.max(s.time, 1);
  const end = all.every(Number.isFinite) && last > 0 ? 1.1 * last : Math.max(1.1 * last, 1.5 / s.lam), power = 10 ** (Math.floor(Math.log10(end)) - 1);
  return Number((Math.ceil(end / power - 1e-9) * power).toPrecision(2));
}
