"""0 = ∂f + λ·(slope of Ω), by the sign of θ, and at a kink: −∂f lies between the slopes on both sides."""

from dataclasses import dataclass

import sympy as sp

from sparsity_kit.derivations.checks.signs import where_slopes
from sparsity_kit.derivations.checks.slopes import is_slope
from sparsity_kit.derivations.one_coefficient.conditions import absolute, settled
from sparsity_kit.derivations.one_coefficient.problem import as_problem, turns
from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.shapes.subdifferential import interval, joined
from sparsity_kit.derivations.steps import Derivation, Step
from sparsity_kit.derivations.symbols import df, lam, theta

_SLOPE = sp.Symbol("s", real=True)
_SIDES = {"negative": sp.Lt(theta, 0), "positive": sp.Gt(theta, 0)}


@dataclass(frozen=True, repr=False)
class Stationarity(Derivation):
    """The conditions for θ < 0, for θ = 0 and for θ > 0, and the subdifferential of Ω at zero.

    `kinks` holds the condition at every other breakpoint where the slope of Ω jumps. `result` is all of it as one
    SymPy condition. Between numbers alone a condition is true or false; the steps show the numbers.
    """

    negative: sp.Basic
    zero: sp.Basic
    positive: sp.Basic
    subdifferential: sp.Set
    kinks: dict


def stationarity(objective, loss=None, lam=lam):
    """Where 0 belongs to ∂f + λ∂Ω: an equation for ∂f off zero, an interval for it at zero.

    `objective` is f + λΩ in one coefficient, or the penalty alone. Then λ is `lam`, a positive number or symbol, and
    with no `loss`, ∂f is the symbol `df`; with one, an expression in theta, it is worked out. Returns a `Stationarity`
    with `.negative`, `.zero`, `.positive`. Off convexity the conditions are necessary, not sufficient. Raises
    ValueError or TypeError for what does not fit.

    >>> from sparsity_kit import L1
    >>> stationarity(L1()).zero
    Abs(∂f) <= lambda
    """
    return stationarity_of(as_problem(objective, loss, lam, usual=df * theta))


def stationarity_of(problem):
    """`stationarity` for a `Problem`; the loss df·θ has the slope df."""
    pieces = problem.pieces
    at_zero = _breakpoint(problem, pieces.zero)
    kinks = {b: _breakpoint(problem, k) for k, b in enumerate(pieces.breaks) if b and pieces.is_kink(k)}
    negative, positive = (_side(problem, name, tuple(kinks)) for name in _SIDES)
    steps = (*negative, *at_zero, *(step for pair in kinks.values() for step in pair), *positive)
    zero, conditions = settled(at_zero[-1].formula), {b: settled(pair[-1].formula) for b, pair in kinks.items()}
    off = sp.And(*(sp.Ne(theta, b) for b in conditions))
    whole = sp.Or(
        sp.And(theta < 0, off, negative[-1].formula),
        sp.And(sp.Eq(theta, 0), zero),
        *(sp.And(sp.Eq(theta, b), condition) for b, condition in conditions.items()),
        sp.And(theta > 0, off, positive[-1].formula),
    )
    at_points = [problem.holds_where(turns, place={theta: b}) for b in (sp.Integer(0), *kinks)]
    checks = [problem.holds_where(turns), *at_points]
    return Stationarity(
        steps,
        whole,
        negative[-1].formula,
        zero,
        positive[-1].formula,
        interval(*pieces.slopes_at(pieces.zero)),
        conditions,
        check=lambda condition: [check(condition) for check in checks],
    )


def _side(problem, name, kinks):
    """Two steps: the slope of Ω on one side of zero, and what stationarity says there."""
    pieces, where = problem.pieces, _SIDES[name]
    numbers = range(pieces.zero + 1) if name == "negative" else range(pieces.zero + 1, len(pieces.formulas))
    finite = [k for k in numbers if pieces.formulas[k] != sp.oo]
    region = sp.And(where, *(sp.Ne(theta, b) for b in kinks))
    if not finite:
        says = f"Where {text(where)}, Ω is infinite, so θ cannot be there."
        return (Step(says, sp.false, problem.holds_where(turns, where=where)),)
    ends = (sp.Gt, pieces.bounds(finite[0])[0]), (sp.Lt, pieces.bounds(finite[-1])[1])
    inside = sp.And(*(relation(theta, end) for relation, end in ends if end.is_finite and end != 0))
    there, pull = text(sp.And(where, inside)), joined(pieces, finite)
    known = text(pull) if not pull.has(sp.Piecewise) else "this"
    return (
        Step(
            f"Where {there}, the penalty's slope is {known}.",
            sp.Eq(sp.Derivative(pieces.formula, theta), pull, evaluate=False),
            is_slope(pieces.formula, sp.And(region, inside)),
        ),
        Step(
            f"Where {there}, F′ = 0 means that ∂f is −λ times that slope.",
            sp.And(inside, sp.Eq(problem.slope, sp.piecewise_fold(-problem.price * pull, evaluate=False))),
            problem.holds_where(turns, where=region),
        ),
    )


def _breakpoint(problem, k):
    """Two steps: the slopes that Ω has at a breakpoint, and what stationarity says there."""
    pieces = problem.pieces
    point, (low, high) = pieces.breaks[k], pieces.slopes_at(k)
    slopes, here = interval(low, high), f"At θ = {text(point)}"
    if slopes == sp.S.EmptySet:
        says = f"{here} the penalty's slope falls from {text(low)} to {text(high)}: no slope lies between."
    elif isinstance(slopes, sp.FiniteSet):
        says = f"{here} the penalty is smooth: its only slope is {text(low)}."
    else:
        says = f"{here} the penalty's slope jumps from {text(low)} to {text(high)}; all slopes between belong to it."
    is_between = where_slopes(turns, -_SLOPE * theta, pieces.formula, sp.Integer(1), place={theta: point})
    return (
        Step(says, sp.Contains(_SLOPE, slopes, evaluate=False), is_between),
        Step(
            f"{here}, −∂f must be λ times one of these slopes.",
            absolute(sp.expand(problem.slope.subs(theta, point)), slopes, problem.price),
            problem.holds_where(turns, place={theta: point}),
        ),
    )
