"""When is the answer exactly zero? The threshold on the data."""

from dataclasses import dataclass
from functools import partial

import sympy as sp

from sparsity_kit.derivations.by_definition import is_slope
from sparsity_kit.derivations.conditions import between, slope_at, solved_for_data
from sparsity_kit.derivations.convexity import concave_point
from sparsity_kit.derivations.pieces import one_coefficient
from sparsity_kit.derivations.sign_cases import slopes_between
from sparsity_kit.derivations.sign_checks import where_slopes
from sparsity_kit.derivations.smooth_loss import as_loss
from sparsity_kit.derivations.steps import Derivation, Step
from sparsity_kit.derivations.symbols import as_price, lam, squared_error, theta


@dataclass(frozen=True, repr=False)
class Threshold(Derivation):
    """When is the answer zero? `zero`, `positive`, `negative` are the conditions for θ = 0, θ > 0 and θ < 0.

    `convex` tells whether F is convex; if not, `zero` only says that zero is stationary, and the others are None.
    """

    negative: sp.Basic
    zero: sp.Basic
    positive: sp.Basic
    convex: bool


def threshold(penalty, loss=None, lam=lam):
    """The condition on the data for θ = 0 to be the answer; for L1 and (xθ − y)² it is −λ/2 <= xy <= λ/2.

    `loss` is an expression in theta, (x·theta − y)² unless given. Returns a `Threshold`. Raises ValueError or
    TypeError for a penalty or loss that does not fit.

    >>> from sparsity_kit import L1
    >>> threshold(L1()).positive
    x*y > lambda/2
    """
    pieces, price = one_coefficient(penalty), as_price(lam)
    loss = squared_error() if loss is None else as_loss(loss)
    slope, slopes = slope_at(loss, 0), slopes_between(pieces, pieces.zero)
    bend = concave_point(pieces, loss, price)
    at_zero = partial(where_slopes, loss=loss, penalty=pieces.formula, price=price, place={theta: sp.Integer(0)})
    first = Step(
        "At θ = 0 the slope of the loss is this.",
        sp.Eq(sp.Subs(sp.Derivative(loss, theta), theta, 0), slope, evaluate=False),
        is_slope(loss),
    )
    says = "θ = 0 is the answer: −∂f(0) lies between λ times the penalty's two slopes."
    if bend is not None:
        says = f"θ = 0 is stationary; F is not convex ({bend}), so a lower point may exist."
    zero = Step(says, between(slope, slopes, price), at_zero(lambda left, right: left <= 0 <= right))
    if bend is not None:
        return Threshold((first, zero), zero.formula, None, zero.formula, None, False)
    positive = Step(
        "θ > 0: F falls from 0 to the right.",
        solved_for_data(slope, price * slopes.sup, sp.Lt),
        at_zero(lambda _, right: right < 0),
    )
    negative = Step(
        "θ < 0: F falls from 0 to the left.",
        solved_for_data(slope, price * slopes.inf, sp.Gt),
        at_zero(lambda left, _: left > 0),
    )
    return Threshold(
        (first, zero, positive, negative),
        zero.formula,
        negative.formula,
        zero.formula,
        positive.formula,
        True,
        check=zero.check,
    )
