// Points of the plane, directions, and matrices [[a, b], [b, d]].

export const AXES = [[1, 0], [0, 1]];
export const times = ([[a, b], [, d]], [x, y]) => [a * x + b * y, b * x + d * y];
export const dot = ([a, b], [c, d]) => a * c + b * d;
export const plus = ([x, y], [u, v], s = 1) => [x + s * u, y + s * v];
export function inverse([[a, b], [, d]], ridge = 0) {
  const det = (a + ridge) * (d + ridge) - b * b;
  return [[(d + ridge) / det, -b / det], [-b / det, (a + ridge) / det]];
}

// Unit vectors all around.
export const ways = (count) => Array.from({ length: count }, (_, n) => { const u = (2 * Math.PI * n) / count; return [Math.cos(u), Math.sin(u)]; });
