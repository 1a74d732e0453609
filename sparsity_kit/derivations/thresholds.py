"""When is the answer exactly zero? The threshold on the data."""

from dataclasses import dataclass

import sympy as sp

from sparsity_kit.derivations.conditions import between, raw, slope_at, solved_for_data
from sparsity_kit.derivations.convexity import concave_point
from sparsity_kit.derivations.pieces import one_coefficient
from sparsity_kit.derivations.sign_cases import slopes_between
from sparsity_kit.derivations.smooth_loss import as_loss
from sparsity_kit.derivations.steps import Derivation, Step, equivalent, identity
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
    first = Step(
        "At θ = 0 the slope of the loss is this.",
        sp.Eq(sp.Subs(sp.Derivative(loss, theta), theta, 0), slope, evaluate=False),
        identity(),
    )
    says = "θ = 0 is the answer: −∂f(0) lies between λ times the penalty's two slopes."
    if bend is not None:
        says = f"θ = 0 is stationary; F is not convex ({bend}), so a lower point may exist."
    zero = Step(says, between(slope, slopes, price), equivalent(_raw_zero(pieces, slope, price)))
    if bend is not None:
        return Threshold((first, zero), zero.formula, None, zero.formula, None, False)
    positive = _side_step("> 0", "right", slope, price * slopes.sup, sp.Lt)
    negative = _side_step("< 0", "left", slope, price * slopes.inf, sp.Gt)
    return Threshold(
        (first, zero, positive, negative), zero.formula, negative.formula, zero.formula, positive.formula, True
    )


def _raw_zero(pieces, slope, price):
    low, high = pieces.slopes_at(pieces.zero)
    return sp.And(raw(slope, price * low, sp.Le), raw(slope, price * high, sp.Ge))


def _side_step(words, side, slope, push, relation):
    says = f"θ {words}: F falls from 0 to the {side}."
    return Step(says, solved_for_data(slope, push, relation), equivalent(raw(slope, push, relation)))
