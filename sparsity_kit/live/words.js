// How numbers, names and lists of them are written.

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
export const name = (j, letter = "θ") => letter + SUBSCRIPTS[j + 1];

// Three digits, as in the printed pictures: 0.667, 1230, 1e−30.
export function number(value, digits = 3) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value > 0 ? "infinity" : "−infinity";
  const rounded = Number(value.toPrecision(digits)) || 0, size = Math.abs(rounded);
  const [mantissa, power] = rounded.toExponential().split("e");
  const small = size !== 0 && (size < 1e-4 || size >= 1e6);
  const text = small ? `${mantissa}e${power[0]}${power.slice(1).padStart(2, "0")}` : String(rounded);
  return text.replaceAll("-", "−");
}

// A number that a hand gives is rounded to what is shown; so the picture, its words and Python have the same one.
export const tidy = (value, digits = 3) => (Array.isArray(value) ? value.map((each) => tidy(each, digits)) : Number(value.toPrecision(digits)) + 0);

// A given number with a few more digits if that tells all of it; else ≈ says that there are more. `equals` has a sign always.
const whole = (value, digits) => [0, 1, 2, 3].map((more) => digits + more).find((each) => Math.abs(tidy(value, each) - value) <= 1e-14 * Math.abs(value));
export const given = (value, digits = 3) => (Number.isFinite(value) && !whole(value, digits) ? "≈ " : "") + number(value, (Number.isFinite(value) && whole(value, digits)) || digits);
export const equals = (value, digits = 3) => given(value, digits).replace(/^(≈ )?/, (sign) => sign || "= ");

export const point = (p) => `(${p.map((value) => number(value)).join(", ")})`;

export const shortened = (name, most) => (name.length > most ? `${name.slice(0, most - 1)}…` : name);

// Words in a row: a, b and c; of more than `most`, how many more there are.
export const listing = (items, most = 6) => {
  const shown = items.length > most ? [...items.slice(0, most - 1), `${items.length - most + 1} more`] : items;
  return shown.length > 1 ? `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}` : shown.join("");
};

// Who is now what, and was not before; `became` are the words for true and for false. Nothing without a before.
export function changes(names, before, now, became) {
  const who = [true, false].map((to) => names.filter((_, j) => before && before[j] !== to && now[j] === to));
  return who.map((all, k) => all.length && `${listing(all)} ${all.length > 1 ? "are" : "is"} ${became[k]}.`).filter(Boolean).join(" ");
}
