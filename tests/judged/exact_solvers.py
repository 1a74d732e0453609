"""How the judge finds a minimiser of θᵀGθ − 2c·θ + penalty: exact steps, as long as the digits reach.

Arrays hold Decimals, in the precision of the context. Nothing here is trusted: `eighty_digits` proves every answer.
"""

from decimal import Decimal, getcontext

import numpy as np

ZERO = Decimal(0)
MOST_STEPS = 1000


class Unsettled(ArithmeticError):
    """No answer in these digits."""


def solve(matrix, side):
    """matrix⁻¹·side by elimination, for a positive definite matrix (k, k)."""
    rows, k = np.column_stack([matrix, side]), len(matrix)
    for i in range(k):
        if rows[i, i] <= 0:
            raise Unsettled("a matrix is singular")
        rows[i + 1 :, i:] -= np.multiply.outer(rows[i + 1 :, i] / rows[i, i], rows[i, i:])
    for i in reversed(range(k)):
        rows[i, k] = (rows[i, k] - rows[i, i + 1 : k] @ rows[i + 1 :, k]) / rows[i, i]
    return rows[:, k]


def length(v):
    """‖v‖₂."""
    return (v @ v).sqrt()


def dependent():
    """What is left of a column beside the others, as a share of its square, counts as nothing below this."""
    return Decimal(10) ** -(getcontext().prec * 7 // 12)


def independent(gram):
    """Columns that depend on no others, as many as there are, chosen greedily."""
    rest, square, basis = gram.copy(), gram.diagonal(), []
    while True:
        left = [rest[j, j] / square[j] if square[j] and j not in basis else ZERO for j in range(len(gram))]
        j = max(range(len(left)), key=left.__getitem__, default=None)
        if j is None or left[j] <= dependent():
            return basis
        basis.append(j)
        rest = rest - np.multiply.outer(rest[:, j] / rest[j, j], rest[j])


def least_squares(gram, c):
    """argmin θᵀGθ − 2c·θ on independent columns; the others are zero."""
    theta, basis = np.full(len(c), ZERO), independent(gram)
    theta[basis] = solve(gram[np.ix_(basis, basis)], c[basis])
    return theta


def lasso(gram, c, edge, theta):
    """argmin θᵀGθ − 2c·θ + 2·edge·‖θ‖₁, edge > 0: an active set, and one column at a time that must come in.

    With signs held F is a quadratic: walk to its lowest point; who meets zero on the way goes out. So every round
    lowers F, and no set comes back.
    """
    signs = np.array([(t > 0) - (t < 0) for t in theta])
    if len(independent(gram[np.ix_(signs != 0, signs != 0)])) < np.count_nonzero(signs):
        signs[:] = 0
    theta = np.where(signs != 0, theta, ZERO)
    for _ in range(MOST_STEPS):
        _walk(gram, c, edge, theta, signs)
        j, sign = _most_wanted(gram, c, edge, theta, signs)
        if j is None:
            return theta
        _enter(gram, theta, signs, j, sign)
    raise Unsettled(f"the active set still changes after {MOST_STEPS} rounds")


def _walk(gram, c, edge, theta, signs):
    """To the lowest point with these signs, in place."""
    while (active := np.flatnonzero(signs)).size:
        half_slope = c[active] - edge * signs[active] - gram[active] @ theta
        way = solve(gram[np.ix_(active, active)], half_slope)
        if not _move(theta, signs, active, way, at_most=Decimal(1)):
            return


def _move(theta, signs, active, way, at_most):
    """θ + t·way, where t is where the first becomes zero, but `at_most`; whether any became zero."""
    meets = {i: -theta[i] / d for i, d in zip(active, way, strict=True) if d * int(signs[i]) < 0}
    t = min([*meets.values(), *([] if at_most is None else [at_most])], default=None)
    if t is None:
        raise Unsettled("F falls without end")
    theta[active] += t * way
    out = [i for i, at in meets.items() if at <= t and at != at_most]
    theta[out], signs[out] = ZERO, 0
    return bool(out)


def _most_wanted(gram, c, edge, theta, signs):
    """The column outside whose coming in lowers F most, and its sign; None where all are content."""
    rho, rounding = c - gram @ theta, Decimal(10) ** -(getcontext().prec // 2)
    best, wanted = ZERO, (None, 0)
    for j in np.flatnonzero(signs == 0):
        excess = abs(rho[j]) - edge
        if excess > rounding * (abs(c[j]) + abs(gram[j]) @ abs(theta)) and excess**2 / gram[j, j] > best:
            best, wanted = excess**2 / gram[j, j], (j, 1 if rho[j] > 0 else -1)
    return wanted


def _enter(gram, theta, signs, j, sign):
    """Column j comes in; if it depends on the others, θ moves where Xθ stays, until one of them has to go."""
    active = np.flatnonzero(signs)
    share = solve(gram[np.ix_(active, active)], gram[active, j])
    signs[j] = sign
    if gram[j, j] - gram[j, active] @ share <= dependent() * gram[j, j]:
        _move(theta, signs, np.append(active, j), sign * np.append(-share, Decimal(1)), at_most=None)


def groups(gram, c, members, edges, theta, done):
    """argmin θᵀGθ − 2c·θ + 2·Σ edge_g·‖θ_g‖: group by group, each exactly, then a Newton step for all that live."""

    def value(theta):
        return (
            theta @ gram @ theta
            - 2 * c @ theta
            + 2 * sum(e * length(theta[g]) for g, e in zip(members, edges, strict=True))
        )

    for _ in range(100):
        for g, edge in zip(members, edges, strict=True):
            pull = c[g] - gram[g] @ theta + gram[np.ix_(g, g)] @ theta[g]
            theta[g] = one_group(gram[np.ix_(g, g)], pull, edge)
        if done(theta):
            return theta
        theta = descend(value, theta, _newton(gram, c, members, edges, theta))
    raise ArithmeticError("the groups zigzag")


def _newton(gram, c, members, edges, theta):
    """The way to the lowest point of F's second-order picture, among the groups that are not zero."""
    bends, slope, on = gram.copy(), c - gram @ theta, []
    for g, edge in zip(members, edges, strict=True):
        if any(theta[g] != 0):
            size = length(theta[g])
            unit = theta[g] / size
            bends[np.ix_(g, g)] += edge / size * (np.diag([Decimal(1)] * len(g)) - np.multiply.outer(unit, unit))
            slope[g] -= edge * unit
            on += g
    way = np.full(len(c), ZERO)
    way[on] = least_squares(bends[np.ix_(on, on)], slope[on])
    return way


def one_group(gram, c, edge):
    """argmin θᵀGθ − 2c·θ + 2·edge·‖θ‖₂: θ = (G + μ)⁻¹c with μ‖θ‖ = edge, by Newton's steps for 1/‖θ‖ = μ/edge.

    1/‖(G + μ)⁻¹c‖ is concave in μ, so the steps come down to the root from above and never pass it.
    """
    if length(c) <= edge:
        return np.full(len(c), ZERO)
    mu = edge * sum(gram.diagonal()) / (length(c) - edge)
    for _ in range(MOST_STEPS):
        matrix = gram + np.diag([mu] * len(c))
        theta = solve(matrix, c)
        size = length(theta)
        excess, slope = 1 / size - mu / edge, theta @ solve(matrix, theta) / size**3 - 1 / edge
        mu, before = mu - excess / slope, mu
        if abs(mu - before) <= Decimal(10) ** -(getcontext().prec // 2) * mu:
            return solve(gram + np.diag([mu] * len(c)), c)
    raise Unsettled("the length of a group does not settle")


def descend(value, theta, way):
    """θ + way, with the way halved until F falls; θ itself where it does not fall at all."""
    before = value(theta)
    for _ in range(60):
        if value(theta + way) < before:
            return theta + way
        way = way / 2
    return theta
