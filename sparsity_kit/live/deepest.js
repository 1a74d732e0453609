// The lowest point of a function of two coefficients that is not convex, from what is lowest in each of them alone.

// The lowest of all stationary points that are met from the centre, from the axes, and from every low place of F when θ₁
// is at its best for each of the θ₂ in `ys` (once in some thousand problems only that finds the way).
export function deepest({ cost, first, second, polish, center, ys }) {
  const starts = [center, [first(0), 0], [0, second(0)]];
  let near, before, here;
  for (const y of ys) {
    const value = cost([first(y), y]);
    if (here <= before && here <= value) starts.push([first(near), near]);
    [near, before, here] = [y, here, value];
  }
  let best = [0, 0], least = cost(best);
  for (const start of starts) {
    const theta = polish(descend(start, first, second)), value = cost(theta);
    if (value < least) [best, least] = [theta, value];
  }
  return best;
}

function descend([x, y], first, second) {
  for (let n = 0, before = NaN; n < 12 && x !== before; n++) { before = x; x = first(y); y = second(x); }
  return [x, y];
}

// Newton's steps on the coefficients that are not zero, as long as they fit; `at` gives both slopes and the three bends.
export function newton(theta, at, fits) {
  for (let n = 0; n < 20; n++) {
    const [g1, g2, p, o, r] = at(theta), [u, v] = [theta[0] ? g1 : 0, theta[1] ? g2 : 0];
    const [pp, rr, oo] = [theta[0] ? p : 1, theta[1] ? r : 1, theta[0] && theta[1] ? o : 0], det = pp * rr - oo * oo;
    const next = [theta[0] - (rr * u - oo * v) / det, theta[1] - (pp * v - oo * u) / det];
    if (!(det > 0 && pp > 0) || !fits(next, theta) || next.every((t, j) => t === theta[j])) break;
    theta = next;
  }
  return theta;
}
