"""Ω near a point of which only the signs are known: its slope in every coordinate, and its slopes where θⱼ is zero.

Off zero a coefficient is written ±u with a positive u, and at zero as t·d with a t that goes to 0. Then the signs say
on which branch every modulus, maximum or case is.
"""

from dataclasses import dataclass
from itertools import product

import sympy as sp

from sparsity_kit.derivations.formulas.comparison import in_digits, same
from sparsity_kit.derivations.formulas.evaluation import at_points
from sparsity_kit.derivations.formulas.points import sample_points
from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.shapes.cutting import in_cases, is_smooth, known_sign, on_one_branch

T = sp.Symbol("t", positive=True)


@dataclass(frozen=True)
class LocalSlopes:
    """The directional derivative of Ω on one block: pulls·d off zero, and Σ sⱼ(dⱼ) + `radius`·‖d‖₂ at the zeros.

    `pulls` has the slope for every coefficient that is not zero, `ends` the slopes (from the left, from the right) of
    sⱼ for every one that is.
    """

    pulls: dict
    ends: dict
    radius: sp.Expr

    @property
    def is_smooth(self):
        """Whether there is one slope in each coordinate, and no block at its origin."""
        return self.radius == 0 and all(low == high for low, high in self.ends.values())


def local_slopes(name, formula, thetas, signs):
    """The `LocalSlopes` of a formula in `thetas` at these signs, None where it is infinite.

    Raises ValueError if the signs do not decide them.
    """
    sizes = {t: sp.Symbol(t.name, positive=True) for t, sign in zip(thetas, signs, strict=True) if sign}
    sign_of = dict(zip(thetas, signs, strict=True))
    back = {u: sign_of[t] * t for t, u in sizes.items()}
    zeros = [t for t in thetas if t not in sizes]
    formula = formula.xreplace({t: sign_of[t] * u for t, u in sizes.items()})

    def along(direction):
        path = _near_zero(name, formula.xreplace({t: T * d for t, d in zip(zeros, direction, strict=True)}))
        if path.has(sp.oo):
            return sp.oo
        rise = sp.diff(path, T)
        slope = rise.subs(T, 0)
        return sp.simplify(slope if slope.is_finite else sp.limit(rise, T, 0, "+"))

    here = _near_zero(name, formula.xreplace(dict.fromkeys(zeros, sp.Integer(0))))
    if here.has(sp.oo):
        return None
    if not is_smooth(here, set(back)):
        raise ValueError(_undecided(name, here))
    pulls = {t: sp.simplify(sign_of[t] * sp.diff(here, u)).xreplace(back) for t, u in sizes.items()}
    ends, radius = _split(along, zeros)
    for direction in _directions(len(zeros)):
        if not _agree(along(direction), _rise(direction, ends, radius)):
            raise ValueError(
                f"{name} ties {', '.join(map(text, zeros))} at zero in a way for which the conditions are not derived "
                "(neither one interval for each nor a Euclidean norm); pass signs with at most one of them zero"
            )
    put_back = [tuple(end.xreplace(back) for end in pair) for pair in ends]
    return LocalSlopes(pulls, dict(zip(zeros, put_back, strict=True)), radius.xreplace(back))


def _split(along, zeros):
    """The two ends for every zero coefficient, and the weight of the Euclidean norm that is left, if there is one."""
    n = len(zeros)
    axes = [[sp.Integer(i == j) for i in range(n)] for j in range(n)]
    right, left = [along(axis) for axis in axes], [along([-d for d in axis]) for axis in axes]
    sides = [1 if high.is_finite else -1 for high in right]
    parts = [high if side == 1 else low for high, low, side in zip(right, left, sides, strict=True)]
    radius = sp.Integer(0)
    if n > 1 and all(part.is_finite for part in parts):
        radius = sp.simplify((sp.Add(*parts) - along(sides)) / (n - sp.sqrt(n)))
    return [(radius - low, high - radius) for low, high in zip(left, right, strict=True)], radius


def _rise(direction, ends, radius):
    parts = [d * (high if d > 0 else low) for d, (low, high) in zip(direction, ends, strict=True) if d]
    return sp.Add(*parts) + radius * sp.sqrt(sum(d**2 for d in direction))


def _directions(n):
    """Directions in which a form found on the axes and one diagonal is tried out."""
    if n < 2:
        return []
    corners = list(product((1, -1), repeat=n))[:16]
    return [*corners, *([(i * k + i + 2 * k) % 7 - 3 for i in range(n)] for k in range(12))]


@in_digits
def _agree(first, second):
    both = sp.Tuple(first, second)
    values = at_points(both)
    return all(same(*values(point)) for point in sample_points(both, n=3)[:3])


def _near_zero(name, formula):
    """The formula without kinks, for a positive t that goes to 0."""
    cases = in_cases(formula, *formula.free_symbols)
    return on_one_branch(cases, lambda gap: _near_sign(name, gap), name)


def _near_sign(name, gap):
    """The sign of an expression as t goes to 0."""
    start = sp.simplify(gap.subs(T, 0))
    if start == 0 and gap.has(T):
        start = sp.expand(gap).as_leading_term(T).subs(T, 1)
    if (sign := known_sign(start)) is not None:
        return sign
    raise ValueError(_undecided(name, start))


def _undecided(name, where):
    """The sentence that the signs do not decide on which side of a kink θ is."""
    shown = text(where.xreplace({s: sp.Symbol(s.name) for s in where.free_symbols}))
    return (
        f"the signs do not decide the slopes of {name}, which may have a kink at a zero of {shown}; "
        "pass signs with fewer coefficients off zero"
    )
