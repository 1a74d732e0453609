// The sentences that say what the picture of a path shows.

import { equals, listing, number } from "./words.js";

// What happens at each kink.
export function tell({ names, lams, events }) {
  const seen = new Set();
  return events.map(([entered, left], i) => {
    const said = [[entered.filter((j) => !seen.has(j)), "enters", "enter"], [entered.filter((j) => seen.has(j)), "comes back", "come back"], [left, "leaves", "leave"]];
    entered.forEach((j) => seen.add(j));
    const text = said.filter(([who]) => who.length).map(([who, one, more]) => `${listing(who.map((j) => names[j]))} ${who.length > 1 ? more : one}`);
    return text.join(", ") || (lams[i] === 0 ? "the path ends in least squares" : "the path ends");
  });
}

export function sentence({ names, lams }, story, { lam }, { theta, rho }, chosen) {
  const alive = names.filter((_, j) => theta[j] !== 0), rest = names.length - alive.length, edge = `±${number(lam / 2, 4)}`, pull = (j) => (theta[j] === 0 ? rho[j] : (Math.sign(theta[j]) * lam) / 2 + 0); // as exact arithmetic has it
  const i = lams.indexOf(lam), kink = `λ ${equals(lam, 4)}${i < 0 ? "" : `, where ${story[i]}`}`;
  const who = alive.length > 6 ? `${alive.length} of ${names.length} coefficients` : listing(alive);
  const stand = alive.length > 1 ? "are not zero: their xⱼ·r are" : "is not zero: its xⱼ·r is";
  const state = alive.length
    ? `${who} ${stand} exactly on the edge of the band, ${edge}${rest ? `; the other ${rest} ${rest > 1 ? "are" : "is"} exactly zero` : ""}.`
    : `all coefficients are exactly zero: no xⱼ·r is outside the band, ${edge}.`;
  return `${kink}: ${state}${chosen === null ? "" : ` ${names[chosen]} is ${theta[chosen] === 0 ? "exactly zero" : number(theta[chosen])}, its xⱼ·r is ${number(pull(chosen), 4)}.`}`;
}
