"""Ω of one coefficient, cut at its kinks: on every piece between them it is one smooth formula.

Zero is always among the breakpoints, because it is the point this course asks about.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import sympy as sp

from sparsity_kit.derivations.formulas.edges import put
from sparsity_kit.derivations.shapes.cutting import cut
from sparsity_kit.derivations.shapes.formula import formula_of_one, name_of
from sparsity_kit.derivations.symbols import theta


@dataclass(frozen=True)
class Pieces:
    """Ω(θ) = `formulas[k]` between `breaks[k − 1]` and `breaks[k]`; the first and last piece reach to infinity."""

    name: str
    formula: sp.Expr
    breaks: tuple
    formulas: tuple

    def bounds(self, k):
        """The ends of piece k."""
        ends = (-sp.oo, *self.breaks, sp.oo)
        return ends[k], ends[k + 1]

    def slope(self, k):
        """Ω′(θ) on piece k; ±∞ where Ω is infinite, so that it pushes θ back to where Ω is finite."""
        if self.formulas[k] == sp.oo:
            return sp.oo if any(formula != sp.oo for formula in self.formulas[:k]) else -sp.oo
        return sp.diff(self.formulas[k], theta)

    def slopes_at(self, k):
        """Ω′ just left and just right of breakpoint k, as one-sided limits."""
        return tuple(self._limit(piece, self.breaks[k], side) for piece, side in ((k, "-"), (k + 1, "+")))

    def _limit(self, piece, point, side):
        slope = self.slope(piece)
        value = slope.subs(theta, point)
        if value.is_finite:
            return value
        try:
            value = sp.limit(slope, theta, point, side)
        except (NotImplementedError, ValueError, TypeError, AttributeError):
            value = sp.nan
        if value in (sp.oo, -sp.oo) or value.is_finite:
            return value
        way = "left" if side == "-" else "right"
        raise ValueError(f"the slope of {self.name} at {point} from the {way} is undecided; give its symbols numbers")

    def is_kink(self, k):
        """Whether the slope jumps at breakpoint k."""
        left, right = self.slopes_at(k)
        return left != right and sp.simplify(left - right) != 0

    def without_smooth_zero(self):
        """The same pieces, with those left and right of zero joined if they are one formula."""
        left, right = self.formulas[self.zero : self.zero + 2]
        if sp.expand(left - right) != 0 or left == sp.oo:
            return self
        at = self.zero
        breaks = self.breaks[:at] + self.breaks[at + 1 :]
        return Pieces(self.name, self.formula, breaks, self.formulas[:at] + self.formulas[at + 1 :])

    @property
    def zero(self):
        """The index of the breakpoint at zero."""
        return self.breaks.index(0)


def one_coefficient(penalty):
    """The one-coefficient formula of a separable penalty, cut into its `Pieces`.

    Raises ValueError, naming the penalty, if its formula ties coefficients together or cannot be cut.
    """
    name = name_of(penalty)
    return pieces_of(name, formula_of_one(penalty, name))


def _infinite_or(part):
    """The formula, or ∞ alone where that is one of its terms: SymPy keeps ∞ + √θ."""
    return sp.oo if sp.oo in sp.Add.make_args(part) else part


@lru_cache(100)  # stationarity, threshold and minimiser are asked for one after the other
def pieces_of(name, formula):
    """A formula in θ, cut into its `Pieces`; ValueError, with the name, if it cannot be."""
    if put(formula, {theta: sp.Integer(0)}).has(sp.nan, sp.zoo, sp.oo):
        raise ValueError(f"{name} must have a finite value at 0, got the formula {formula}")
    parts = []
    for low, high in ((-sp.oo, sp.Integer(0)), (sp.Integer(0), sp.oo)):
        parts += [(start, _infinite_or(part)) for start, part in cut(formula, low, high, name)]
    breaks, formulas = [], [parts[0][1]]
    for (_, before), (low, after) in pairwise(parts):
        if low == 0 or sp.expand(before - after) != 0:
            breaks.append(low)
            formulas.append(after)
    pieces = Pieces(name, formula, tuple(breaks), tuple(formulas))
    for k, point in enumerate(breaks):
        sides = [side.subs(theta, point) for side in formulas[k : k + 2] if side != sp.oo]
        if any(sp.simplify(side - formula.subs(theta, point)) != 0 for side in sides):
            raise ValueError(f"{name} must be continuous, but it jumps at {point}: the formula is {formula}")
    return pieces
