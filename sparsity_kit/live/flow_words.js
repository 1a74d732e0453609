// The sentences that say what the picture of two flows shows, and what has just happened in it.

import { ripple } from "./drawing.js";
import { growing, MOST, taken } from "./flowing.js";
import { equals, given, name, number, point } from "./words.js";

export const LETTERS = "ABCD"; // the names of starts

const both = (which, letter = name) => which.map((j) => letter(j)).join(" and ");

// What becomes of the coordinates of one point: those that share a fate share the words.
function fate(s, { hits, since }) {
  const flowing = s.motion === "flow", fates = flowing ? hits : since;
  const told = (n) => {
    if (n === 0) return "zero from the start";
    if (!flowing) return n === Infinity ? "not zero" : `exactly zero since step ${n}`;
    return n === Infinity ? "never zero" : n <= s.time ? `exactly zero since t = ${number(n)}` : `zero from t = ${number(n)} on`;
  };
  return [...new Set(fates)].sort((a, b) => a - b).map((n) => `${both([0, 1].filter((j) => fates[j] === n))} ${told(n)}`).join(", ");
}

export function sentence(s, states, now) {
  if (!s.lam) return "λ = 0: without a price nothing moves.";
  const counts = states.map(taken), when = s.motion === "flow" ? `At t ${equals(s.time)}` : `After ${[...new Set(counts)].join(" and ")} ${s.motion} of ${given(s.step)}, t ${equals(s.time)}`;
  const parts = states.map((one, k) => `${one.penalty[0].toUpperCase()}${one.penalty.slice(1)}: ${now[k].map((each, n) => `${now[k].length > 1 ? `${LETTERS[n]} ` : ""}θ = ${point(each.theta)}, ${fate(one, each)}`).join("; ")}${growing(one) > 1 ? ", and steps so long run away" : ""}.`);
  return `${when}. ${parts.join(" ")}${counts.includes(MOST) ? ` No more than ${MOST} steps are taken.` : ""}`;
}

// A ring spreads where a coordinate has just become zero, and it is said.
export function change(each, s, now) {
  const zeros = now.map(({ theta }) => theta.map((v) => v === 0)), before = each.zeros?.length === zeros.length ? each.zeros : null, news = [];
  each.zeros = zeros;
  zeros.forEach((pair, k) => ["now exactly zero", "no longer zero"].forEach((what, gone) => {
    const which = [0, 1].filter((j) => before && before[k][j] !== pair[j] && pair[j] === !gone);
    if (which.length) news.push(`${both(which)}${now.length > 1 ? ` of ${LETTERS[k]}` : ""} ${which.length > 1 ? "are" : "is"} ${what}`);
    if (which.length && !gone) ripple(each.layer.ring, each.plot.at(now[k].theta));
  }));
  return news.length ? `${s.penalty}: ${news.join(", ")}.` : "";
}
