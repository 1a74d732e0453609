// Where something ends, or a function crosses zero.

// An interval moved together by halving to where `holds` ends, which is true at `low` and not at `high`.
export function halved(holds, low, high) {
  for (let k = 0; k < 200; k++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (holds(middle)) low = middle; else high = middle;
  }
  return [low, high];
}

// Where a function that is below zero at `low` and above at `high` crosses zero.
export function cross(f, low, high) {
  const [below, above] = halved((t) => f(t) < 0, low, high);
  return (below + above) / 2;
}

// Where a rising function, given as [value, its slope], crosses zero: two neighbours, or one number twice. Newton's
// steps, and a halving where they do not help.
export function crossing(f, low, high, z, near = 0) {
  for (let n = 0, before = Infinity; n < 200; n++) {
    const [value, rise] = f(z);
    if (value === 0) return [z, z];
    if (value < 0) low = z; else high = z;
    let next = z - value / rise;
    if (!(next > low && next < high) || Math.abs(value) > before / 2) next = (low + high) / 2;
    else if (Math.abs(next - z) <= 4e-16 * Math.abs(z)) return [next, next];
    if (next === low || next === high || high - low <= near) return [low, high];
    [before, z] = [Math.abs(value), next];
  }
  return [low, high];
}
