// The sentences that say what the picture of a threshold shows.

import { name, number } from "./words.js";

export const LIFE = { true: "alive", false: "zero" };
export const RULE = { L1: "λ/2", "best subset": "√λ‖x‖" };

// |x·y| against the threshold, with as many digits as it takes to tell them apart.
export function against(pull, threshold) {
  const size = Math.abs(pull);
  let digits = 3;
  while (digits < 15 && size !== threshold && number(size, digits) === number(threshold, digits)) digits++;
  return `${number(size, digits)} is ${size > threshold ? "above" : "not above"} ${number(threshold, digits)}`;
}

const answer = (theta, symbol) => (theta === 0 ? `${symbol} is exactly zero` : `${symbol} = ${number(theta)}, alive`);

export function sentence(s, now) {
  const answers = now.theta.map((theta, j) => answer(theta, s.second ? `${name(j)}*` : "θ*"));
  if (s.penalty === "squared L2") return `Squared L2 shrinks and has no threshold: ${s.second ? "θⱼ* = xⱼ·r₋ⱼ/(‖x‖² + λ)" : "θ* = x·y/(‖x‖² + λ)"}. Here ${answers.join("; ")}.`;
  if (!s.second) return `|x·y| = ${against(s.xy, now.threshold)}, the threshold ${RULE[s.penalty]}: ${answers[0]}.`;
  const wrong = now.fails.indexOf(true), k = Math.max(wrong, 0), pull = against(now.pulls[k], now.threshold);
  const rule = `The rule |${name(k, "x")}·y| > ${RULE[s.penalty]}`, mended = `|${name(k, "x")}·r₋${name(k, "")}| = ${against(now.residuals[k], now.threshold)}`;
  if (wrong < 0) return `${rule} is right here: ${pull}, and ${answers[k]}. The partial residual agrees: ${mended}. ${answers[1 - k]}.`;
  return `${rule} says ${LIFE[now.rule[k]]}, as ${pull}; the solver says ${LIFE[now.alive[k]]}, ${name(k)}* = ${number(now.theta[k])}. The partial residual mends the rule: ${mended}. ${answers[1 - k]}.`;
}

// What has just become zero or ceased to be, and where the rule has just begun or ceased to fail.
export function news(before, now) {
  if (!before || before.theta.length !== now.theta.length) return "";
  return now.alive.flatMap((alive, j) => {
    const symbol = now.theta.length > 1 ? name(j) : "θ";
    return [
      alive === before.alive[j] ? "" : `${symbol} is ${alive ? "no longer zero" : "now exactly zero"}.`,
      now.fails[j] === before.fails[j] ? "" : `For ${symbol} the rule is ${now.fails[j] ? "now wrong" : "right again"}.`,
    ];
  }).filter(Boolean).join(" ");
}
