"""Vectors in λ∂Ω and beside it, from difference quotients of Ω: a box, or the hull of gradients around θ."""

import itertools

import mpmath  # type: ignore[import-untyped]

from sparsity_kit.derivations.checks.signs import STEPS_ASIDE
from sparsity_kit.derivations.checks.slopes import limit
from sparsity_kit.derivations.formulas.comparison import side_of

NEAR = [mpmath.ldexp(1, -330), mpmath.ldexp(1, -165)]
ASIDE, CLOSE = STEPS_ASIDE


def in_box(low, high, sizes, rng):
    """Corners, midpoints and points beside each edge of the box; it has none inside if an edge is on the wrong side."""
    columns = []
    for down, up, size in zip(low, high, sizes, strict=True):
        ends = [end for end in (down, up) if mpmath.isfinite(end)]
        middle = sum(ends) / len(ends) if ends else mpmath.mpf(0)
        beside = [end + sign * step * size for end in ends for step in (CLOSE, ASIDE, 1, 1000) for sign in (1, -1)]
        columns.append([middle, *ends, *beside, *(-end for end in ends), 0, size, -size])
    answers = [[column[0] for column in columns]]
    answers += [[*answers[0][:j], number, *answers[0][j + 1 :]] for j, c in enumerate(columns) for number in c]
    answers += [[rng.choice(column[: 1 + len(columns)]) for column in columns] for _ in range(8 * (len(columns) > 1))]
    return [(v, all(_between(*ends) for ends in zip(low, v, high, strict=True))) for v in answers]


def _between(low, number, high):
    return all(side_of(a, b, (number,)) <= 0 for a, b in ((low, number), (number, high)))


def gradient_near(along, at, block, direction):
    """λ∇Ω just beside θ, in the limit; None where it is not smooth there."""
    found = []
    for i in range(len(block)):
        sides = []
        for sign in (1, -1):
            numbers = []
            for step in NEAR:
                start = list(at)
                for j, d in zip(block, direction, strict=True):
                    start[j] += step * d
                numbers.append(sign * along([sign * (i == j) for j in range(len(block))], start))
            sides.append(limit(*numbers))
        if not all(map(mpmath.isfinite, sides)) or side_of(sides[0], sides[1], sides) != 0:
            return None
        found.append(sides[0])
    return found


def in_hull(spanning, directions, rises, sizes):
    """Points of the hull, and points that a direction shows to be beyond it; others say nothing and are left out."""
    if not spanning:
        return []
    k, n = len(sizes), len(spanning)
    middle = [sum(column) / n for column in zip(*spanning, strict=True)]
    inside = [*spanning, middle, *(_mix(a, b, mpmath.mpf(1) / 2) for a, b in itertools.pairwise(spanning))]
    inside += [_mix(middle, g, 1 - s) for g in spanning for s in (CLOSE, ASIDE)]
    others = [_mix(middle, g, 1 + s) for g in spanning for s in (CLOSE, ASIDE, 1, 1000)]
    others += [
        [g[i] + sign * ASIDE * size * (i == j) for i, size in enumerate(sizes)]
        for g in spanning for j in range(k) for sign in (1, -1)
    ]  # fmt: skip

    def leaves(v):
        return any(
            side_of(sum(parts := [a * b for a, b in zip(v, d, strict=True)]), rise, (rise, *parts)) > 0
            for d, rise in zip(directions, rises, strict=True)
        )

    return [(v, True) for v in inside if not leaves(v)] + [(v, False) for v in others if leaves(v)]


def _mix(start, end, share):
    return [a + share * (b - a) for a, b in zip(start, end, strict=True)]
