// The sentence that says what the picture of the held-out error shows.

import { heldOut } from "./heldout.js";
import { equals, listing, number } from "./words.js";

const OFTEN = 0.9;

export function sentence({ names, marks, folds, shares }, lam, { errors, mean, spread }, chosen, share) {
  const best = heldOut({ folds, shares }, marks[0].lam), above = mean - best.mean, mark = marks.find((each) => each.lam === lam);
  const least = errors.indexOf(Math.min(...errors)), most = errors.indexOf(Math.max(...errors)), who = names.filter((_, j) => chosen[j]);
  const where = mark ? `, ${mark.words}` : "";
  const far = number(above / best.spread), high = above > 0 && best.spread > 0 ? `, ${far} standard error${far === "1" ? "" : "s"} above the lowest` : "";
  const range = `those of the folds run from ${number(errors[least], 4)} (fold ${least}) to ${number(errors[most], 4)} (fold ${most})`;
  const columns = who.length ? `${who.length} of ${names.length} column${names.length > 1 ? "s" : ""} ${who.length > 1 ? "are" : "is"} chosen: ${listing(who)}` : "No column is chosen";
  const often = share && names.filter((_, j) => share[j] >= OFTEN);
  const sure = !share ? "" : often.length ? ` In at least 90 % of the samples: ${listing(often)}.` : " None is chosen in 90 % of the samples.";
  return `λ ${equals(lam, 4)}${where}: the error on held-out rows is ${number(mean, 4)} ± ${number(spread)}${high}; ${range}. ${columns}.${sure}`;
}
