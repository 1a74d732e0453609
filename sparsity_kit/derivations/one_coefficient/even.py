"""A penalty of one coefficient that is even, nonnegative and 0 at 0: its formula, its slope there, its convexity."""

from dataclasses import dataclass

import sympy as sp

from sparsity_kit.derivations.checks.rivals import T
from sparsity_kit.derivations.formulas.comparison import in_digits, side_of
from sparsity_kit.derivations.formulas.evaluation import at_points
from sparsity_kit.derivations.formulas.points import sample_points
from sparsity_kit.derivations.one_coefficient.convexity import concave_point
from sparsity_kit.derivations.one_coefficient.problem import Problem
from sparsity_kit.derivations.shapes.cutting import cut
from sparsity_kit.derivations.shapes.formula import formula_of_one, name_of
from sparsity_kit.derivations.shapes.pieces import pieces_of
from sparsity_kit.derivations.symbols import theta

_SIZE = sp.Abs(theta)
CONVEX = (_SIZE, theta**2, _SIZE / 2 + theta**2 / 2, sp.Max(_SIZE - 1, 0))
KINDS = (*CONVEX, sp.sqrt(_SIZE), sp.Min(_SIZE, 1), sp.Piecewise((0, sp.Eq(theta, 0)), (1, True)))


@dataclass(frozen=True)
class Even:
    """Ω(θ) as `formula`; Ω(t) for t > 0 as `size`; Ω′(0+) as `slope`, which may be infinite; whether Ω is convex,
    None if that is open.
    """

    formula: sp.Expr
    size: sp.Expr
    slope: sp.Expr
    convex: bool | None

    @property
    def power(self):
        """(c, q) if Ω(t) is c·t^q with q < 1, also for q = 0; else None."""
        c, q = self.size.as_coeff_exponent(T)
        return (c, q) if not c.has(T) and q.is_number and q < 1 else None


def even(penalty):
    """The `Even` of a separable penalty; ValueError if it is not even, nonnegative and 0 at 0."""
    name = name_of(penalty)
    formula = formula_of_one(penalty, name)
    _need_even(name, formula)
    nearest = cut(formula, sp.Integer(0), sp.oo, name)[0][1].subs(theta, T)
    slope = sp.limit(nearest / T, T, 0, "+")
    return Even(formula, formula.subs(theta, T), slope, _is_convex(name, formula, nearest))


def _is_convex(name, formula, nearest):
    if sp.limit(nearest, T, 0, "+") != 0:
        return False
    return concave_point(Problem(pieces_of(name, formula), sp.Integer(0), sp.Integer(1))) is None


@in_digits
def _need_even(name, formula):
    value, mirrored = at_points(formula, [theta]), at_points(formula.subs(theta, -theta), [theta])
    for point in [{theta: sp.Integer(0)}, *sample_points(formula, theta)]:
        at, here, there = point[theta], value(point), mirrored(point)
        wrong = f"{name} is {float(here):.4g} at θ = {at}"
        if not at and here != 0:
            raise ValueError(f"exact_zeros takes a penalty that is 0 at 0, but {wrong}; subtract that")
        if side_of(here, there, (here, there)) != 0:
            raise ValueError(f"exact_zeros takes an even penalty, but {wrong} and {float(there):.4g} at θ = {-at}")
        if here < 0:
            raise ValueError(f"exact_zeros takes a penalty that is nowhere negative, but {wrong}")
