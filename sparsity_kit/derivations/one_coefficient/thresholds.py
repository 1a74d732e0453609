"""When is the answer exactly zero? The threshold on the data."""

from dataclasses import dataclass

import sympy as sp

from sparsity_kit.derivations.checks.slopes import is_slope
from sparsity_kit.derivations.one_coefficient.conditions import between, settled, solved_for_data
from sparsity_kit.derivations.one_coefficient.convexity import concave_point
from sparsity_kit.derivations.one_coefficient.problem import as_problem, turns
from sparsity_kit.derivations.shapes.subdifferential import interval
from sparsity_kit.derivations.steps import Derivation, Step
from sparsity_kit.derivations.symbols import lam, squared_error, theta


@dataclass(frozen=True, repr=False)
class Threshold(Derivation):
    """When is the answer zero? `zero`, `positive`, `negative` are the conditions for θ = 0, θ > 0 and θ < 0.

    Between numbers alone they are true or false, and the steps show the numbers.
    `convex` tells whether F is convex; if not, `zero` only says that zero is stationary, and the others are None.
    """

    negative: sp.Basic
    zero: sp.Basic
    positive: sp.Basic
    convex: bool


def threshold(objective, loss=None, lam=lam):
    """The condition on the data for θ = 0 to be the answer; for L1 and (xθ − y)² it is −λ/2 <= xy <= λ/2.

    `objective` is f + λΩ in one coefficient, or the penalty alone; then λ is `lam`, a positive number or symbol, and
    `loss` is an expression in theta, (x·theta − y)² unless given. Returns a `Threshold`. Raises ValueError or TypeError
    for what does not fit.

    >>> from sparsity_kit import L1
    >>> threshold(L1()).positive
    x*y > lambda/2
    """
    problem, at_zero = as_problem(objective, loss, lam, squared_error()), {theta: sp.Integer(0)}
    slope, pieces, price = problem.slope_at(0), problem.pieces, problem.price
    slopes, bend = interval(*pieces.slopes_at(pieces.zero)), concave_point(problem)
    first = Step(
        "At θ = 0 the slope of the loss is this.",
        sp.Eq(sp.Subs(sp.Derivative(problem.loss, theta), theta, 0), slope, evaluate=False),
        is_slope(problem.loss),
    )
    says = "θ = 0 is the answer: −∂f(0) lies between λ times the penalty's two slopes."
    if bend is not None:
        says = f"θ = 0 is stationary; F is not convex ({bend}), so a lower point may exist."
    zero = Step(says, between(slope, slopes, price), problem.holds_where(turns, place=at_zero))
    if bend is not None:
        is_stationary = settled(zero.formula)
        sides = {"negative": None, "zero": is_stationary, "positive": None}
        return Threshold((first, zero), is_stationary, **sides, convex=False, check=zero.check)
    positive = Step(
        "θ > 0: F falls from 0 to the right.",
        solved_for_data(slope, price * slopes.sup, sp.Lt),
        problem.holds_where(lambda _, right: right < 0, place=at_zero),
    )
    negative = Step(
        "θ < 0: F falls from 0 to the left.",
        solved_for_data(slope, price * slopes.inf, sp.Gt),
        problem.holds_where(lambda left, _: left > 0, place=at_zero),
    )
    below, at, above = (settled(side.formula) for side in (negative, zero, positive))
    sides = {"negative": below, "zero": at, "positive": above}
    return Threshold((first, zero, positive, negative), at, **sides, convex=True, check=zero.check)
