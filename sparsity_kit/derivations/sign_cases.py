"""0 = ∂f + λ·(slope of Ω), by the sign of θ, and at a kink: −∂f lies between the slopes on both sides."""

from dataclasses import dataclass

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.conditions import between
from sparsity_kit.derivations.pieces import one_coefficient
from sparsity_kit.derivations.printing import text
from sparsity_kit.derivations.smooth_loss import as_loss
from sparsity_kit.derivations.steps import Derivation, Step, StepError, equivalent, identity
from sparsity_kit.derivations.symbols import as_price, df, lam, theta

_SLOPE = sp.Symbol("s", real=True)
_SIDES = {"negative": sp.Lt(theta, 0), "positive": sp.Gt(theta, 0)}


@dataclass(frozen=True, repr=False)
class Stationarity(Derivation):
    """The conditions for θ < 0, for θ = 0 and for θ > 0, and the subdifferential of Ω at zero.

    `kinks` holds the condition at every other breakpoint where the slope of Ω jumps. `result` is all of it as one
    SymPy condition.
    """

    negative: sp.Basic
    zero: sp.Basic
    positive: sp.Basic
    subdifferential: sp.Set
    kinks: dict


def subdifferential_at_zero(penalty):
    """All slopes between Ω′(0−) and Ω′(0+): an interval at a kink, one number where Ω is smooth.

    A SymPy Interval or FiniteSet; for |θ|^q with q < 1 it is the whole line, and empty where the slope falls.
    Raises ValueError if the penalty is not separable. (Rockafellar 1970, Convex Analysis, section 23.)

    >>> from sparsity_kit import L1
    >>> subdifferential_at_zero(L1())
    Interval(-1, 1)
    """
    pieces = one_coefficient(penalty)
    return slopes_between(pieces, pieces.zero)


def slopes_between(pieces, k):
    """The subdifferential at breakpoint k, from the one-sided slopes there."""
    low, high = pieces.slopes_at(k)
    if not pieces.is_kink(k):
        return sp.FiniteSet(low)
    if low == sp.oo or high == -sp.oo or sp.simplify(high - low).is_negative:
        return sp.S.EmptySet
    return sp.Interval(low, high)


def stationarity(penalty, loss=None, lam=lam):
    """Where 0 belongs to ∂f + λ∂Ω: an equation for ∂f off zero, an interval for it at zero.

    With no `loss`, ∂f is the symbol `df`; with one, an expression in theta, it is worked out. Returns a
    `Stationarity` with `.negative`, `.zero`, `.positive`. Off convexity the conditions are necessary, not sufficient.
    Raises ValueError or TypeError for a penalty or loss that does not fit.

    >>> from sparsity_kit import L1
    >>> stationarity(L1()).zero
    Abs(∂f) <= lambda
    """
    pieces, price = one_coefficient(penalty), as_price(lam)
    slope = df if loss is None else sp.expand(sp.diff(as_loss(loss), theta))
    at_zero = _breakpoint(pieces, pieces.zero, slope, price)
    kinks = {b: _breakpoint(pieces, k, slope, price) for k, b in enumerate(pieces.breaks) if b and pieces.is_kink(k)}
    negative, positive = (_side(pieces, name, slope, price, tuple(kinks)) for name in _SIDES)
    steps = (*negative, *at_zero, *(step for pair in kinks.values() for step in pair), *positive)
    conditions = {b: pair[-1].formula for b, pair in kinks.items()}
    off = sp.And(*(sp.Ne(theta, b) for b in conditions))
    whole = sp.Or(
        sp.And(theta < 0, off, negative[-1].formula),
        sp.And(sp.Eq(theta, 0), at_zero[-1].formula),
        *(sp.And(sp.Eq(theta, b), condition) for b, condition in conditions.items()),
        sp.And(theta > 0, off, positive[-1].formula),
    )
    return Stationarity(
        steps,
        whole,
        negative[-1].formula,
        at_zero[-1].formula,
        positive[-1].formula,
        slopes_between(pieces, pieces.zero),
        conditions,
    )


def _side(pieces, name, slope, price, kinks):
    """Two steps: the slope of Ω on one side of zero, and what stationarity says there."""
    where = _SIDES[name]
    region = sp.And(where, *(sp.Ne(theta, b) for b in kinks))
    numbers = range(pieces.zero + 1) if name == "negative" else range(pieces.zero + 1, len(pieces.formulas))
    pull = _joined(pieces, list(numbers))
    known = text(pull) if not pull.has(sp.Piecewise) else "this"
    if pull.has(sp.oo):
        return (Step(f"Where {text(where)}, Ω is infinite, so θ cannot be there.", sp.false, equivalent(sp.false)),)
    return (
        Step(
            f"Where {text(where)}, the penalty's slope is {known}.",
            sp.Eq(sp.Derivative(pieces.formula, theta), pull, evaluate=False),
            identity(region),
        ),
        Step(
            f"Where {text(where)}, F′ = 0 means that ∂f is −λ times that slope.",
            sp.Eq(slope, sp.piecewise_fold(-price * pull, evaluate=False)),
            equivalent(sp.Eq(slope + price * pull, 0), region),
        ),
    )


def _joined(pieces, numbers):
    """Ω′ over neighbouring pieces, as one formula."""
    if any(pieces.formulas[k] == sp.oo for k in numbers):
        return sp.oo
    slopes = [(pieces.slope(k), theta < pieces.bounds(k)[1] if k != numbers[-1] else True) for k in numbers]
    return slopes[0][0] if len(slopes) == 1 else sp.Piecewise(*slopes, evaluate=False)


def _breakpoint(pieces, k, slope, price):
    """Two steps: the slopes that Ω has at a breakpoint, and what stationarity says there."""
    point, slopes = pieces.breaks[k], slopes_between(pieces, k)
    here = f"At θ = {text(point)}"
    low, high = pieces.slopes_at(k)
    if slopes == sp.S.EmptySet:
        says = f"{here} the penalty's slope falls from {text(low)} to {text(high)}: no slope lies between."
    elif isinstance(slopes, sp.FiniteSet):
        says = f"{here} the penalty is smooth: its only slope is {text(low)}."
    else:
        says = f"{here} the penalty's slope jumps from {text(low)} to {text(high)}; all slopes between belong to it."
    there = sp.expand(slope.subs(theta, point))
    condition = absolute(there, slopes, price)
    priced = scaled(slopes, price)
    return (
        Step(says, sp.Contains(_SLOPE, slopes, evaluate=False), _slopes_check(pieces, k)),
        Step(
            f"{here}, −∂f must be λ times one of these slopes.",
            condition,
            equivalent(sp.Contains(-there, priced, evaluate=False)),
        ),
    )


def absolute(slope, slopes, price):
    """−slope in λ·slopes, written |slope| <= λc if the interval is symmetric."""
    if isinstance(slopes, sp.Interval) and slopes.sup.is_finite and slopes.inf == -slopes.sup:
        return sp.Le(sp.Abs(slope), price * slopes.sup)
    return between(slope, slopes, price)


def scaled(slopes, price):
    """λ times a set of slopes."""
    if slopes == sp.S.EmptySet or isinstance(slopes, sp.FiniteSet):
        return sp.FiniteSet(*(price * value for value in slopes)) if slopes else slopes
    return sp.Interval(price * slopes.inf, price * slopes.sup)


def _slopes_check(pieces, k):
    """A check: the ends of the interval are the limits of difference quotients of Ω itself."""

    def check(formula):
        claimed = formula.args[1]
        if claimed == sp.S.EmptySet:
            low, high = pieces.slopes_at(k)
            found = not (high - low).is_nonnegative
        else:
            found = all(_is_quotient(pieces, k, side, end) for side, end in ((-1, claimed.inf), (1, claimed.sup)))
        if not found:
            raise StepError("the difference quotients of Ω say otherwise")

    return check


def _is_quotient(pieces, k, side, claimed):
    free = sorted(pieces.formula.free_symbols - {theta}, key=str)
    numbers = {symbol: sp.Rational(3 + 2 * i, 7) for i, symbol in enumerate(free)}
    formula = sp.lambdify(theta, pieces.formula.subs(numbers), "mpmath")
    with mpmath.workdps(1000):
        point, step = (sp.N(sp.sympify(n).subs(numbers), 1000)._to_mpmath(3400) for n in (pieces.breaks[k], side))
        step *= mpmath.mpf(10) ** -400
        quotient = (formula(point + step) - formula(point)) / step
        if claimed.is_infinite:
            return bool(quotient * int(sp.sign(claimed)) > 1000)
        return bool(abs(quotient - sp.N(claimed.subs(numbers), 60)._to_mpmath(200)) < 1e-30)
