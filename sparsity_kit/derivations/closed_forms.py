"""argmin of f + λΩ in closed form: on every piece of Ω the solution of F′ = 0, and where it counts."""

from dataclasses import dataclass

import sympy as sp

from sparsity_kit.derivations.by_definition import is_slope
from sparsity_kit.derivations.conditions import raw, slope_at, solved_for_data
from sparsity_kit.derivations.convexity import concave_point, nonzero
from sparsity_kit.derivations.minimum_checks import is_least, solves
from sparsity_kit.derivations.pieces import Pieces, one_coefficient
from sparsity_kit.derivations.printing import text
from sparsity_kit.derivations.roots import root_between
from sparsity_kit.derivations.sign_checks import where_slopes
from sparsity_kit.derivations.smooth_loss import as_loss
from sparsity_kit.derivations.steps import Derivation, Step
from sparsity_kit.derivations.symbols import as_price, lam, squared_error, theta, v


@dataclass(frozen=True, repr=False)
class Minimiser(Derivation):
    """The minimiser of F as a SymPy `Piecewise` (or a single formula) in `result`."""

    objective: sp.Expr


def minimiser(penalty, loss=None, lam=lam):
    """argmin of f(θ) + λΩ(θ) as a closed formula, for x other than 0; the first condition that holds counts.

    F′ never falls, so θ is a breakpoint of Ω where F′ changes sign across it, and otherwise solves F′ = 0 on the
    piece where F′ changes sign. Raises ValueError, saying what still holds, if F is not convex or an equation has no
    solution in closed form; TypeError for a penalty or loss that does not fit.

    >>> from sparsity_kit import SquaredL2
    >>> minimiser(SquaredL2()).result
    x*y/(lambda + x**2)
    """
    pieces, price = one_coefficient(penalty), as_price(lam)
    loss = squared_error() if loss is None else as_loss(loss)
    return _minimiser(pieces, loss, price)


def prox(penalty, lam=lam):
    """argmin of ½(θ − v)² + λΩ(θ), as a formula in v: where the penalty pulls a point. Otherwise as `minimiser`.

    >>> from sparsity_kit import SquaredL2
    >>> prox(SquaredL2()).result
    v/(2*lambda + 1)
    """
    return _minimiser(one_coefficient(penalty), (theta - v) ** 2 / 2, as_price(lam))


def _minimiser(pieces, loss, price):
    bend = concave_point(pieces, loss, price)
    if bend is not None:
        raise ValueError(
            f"F = f + λΩ is not convex for {pieces.name} (it bends downward at {bend}): F′ = 0 does not single out "
            "the minimiser; stationarity(...) still holds, as a necessary condition"
        )
    objective, steps, pairs = loss + price * pieces.formula, [], []
    for answer, condition, more in _cases(_Slopes(pieces.without_smooth_zero(), loss, price), objective):
        steps += more
        pairs.append((answer, condition))
        if condition == sp.true:
            break
    result = sp.Piecewise(*pairs, evaluate=False) if len(pairs) > 1 else pairs[0][0]
    says = "So this is the minimiser" + ("; the first condition that holds counts." if len(pairs) > 1 else ".")
    return Minimiser((*steps, Step(says, result, is_least(objective))), result, objective)


@dataclass(frozen=True)
class _Slopes:
    """F′ = f′ + λΩ′ at the breakpoints of Ω and on the pieces between."""

    pieces: Pieces
    loss: sp.Expr
    price: sp.Expr

    def at(self, k, side, relation):
        """The condition F′ relation 0 just left (side 0) or right (side 1) of breakpoint k: (solved, as it stands)."""
        if not 0 <= k < len(self.pieces.breaks):
            return sp.true, sp.true
        slope = slope_at(self.loss, self.pieces.breaks[k])
        push = self.price * self.pieces.slopes_at(k)[side]
        return solved_for_data(slope, push, relation), raw(slope, push, relation)

    def step(self, says, k, side, relation):
        """That condition as a step, checked by the slopes of f + λΩ on both sides of the breakpoint."""
        return Step(says, self.at(k, side, relation)[0], self.turns(k, lambda *signs: relation(signs[side], 0)))

    def turns(self, k, verdict):
        """A check of a condition on the signs of F′ left and right of breakpoint k."""
        place = {theta: self.pieces.breaks[k]}
        return where_slopes(verdict, self.loss, self.pieces.formula, self.price, place=place)

    def on(self, k):
        """F′ on piece k."""
        return sp.expand(sp.diff(self.loss, theta)) + self.price * self.pieces.slope(k)


def _cases(slopes, objective):
    """(answer, condition, steps), from both ends inward; the case at or around zero comes last, as `otherwise`."""
    breaks = slopes.pieces.breaks
    n, n_negative = len(breaks), sum(b != 0 and (-b).is_positive is True for b in breaks)
    kink_at_zero = 0 in breaks
    for k in range(n - 1, n_negative - 1, -1):
        yield from _piece(slopes, objective, k + 1, (k, 1, sp.Lt))
        if breaks[k] != 0 and slopes.pieces.is_kink(k):
            yield _point(slopes, k, 0, sp.Le)
    for k in range(n_negative + kink_at_zero):
        yield from _piece(slopes, objective, k, (k, 0, sp.Gt))
        if breaks[k] != 0 and slopes.pieces.is_kink(k):
            yield _point(slopes, k, 1, sp.Ge)
    if kink_at_zero:
        solved = sp.And(slopes.at(n_negative, 0, sp.Le)[0], slopes.at(n_negative, 1, sp.Ge)[0])
        says, check = "θ = 0 if F falls before it and rises after it.", slopes.turns(n_negative, _turns)
        yield sp.Integer(0), sp.true, [Step(says, solved, check)]
    else:
        yield from _piece(slopes, objective, n_negative, None)


def _turns(left, right):
    return left <= 0 <= right


def _point(slopes, k, side, relation):
    """The case that θ is a kink other than zero."""
    here = slopes.pieces.breaks[k]
    says = f"θ = {text(here)} in what is left, if F turns there from falling to rising."
    step = slopes.step(says, k, side, relation)
    return here, step.formula, [step]


def _piece(slopes, objective, k, end):
    """The case that θ lies inside piece k: where F falls at its left end and rises at its right end.

    `end` is the end of the piece at which it has to be asked, (breakpoint, side, relation); None for neither.
    """
    low, high = slopes.pieces.bounds(k)
    falls, rises = slopes.at(k - 1, 1, sp.Lt)[1], slopes.at(k, 0, sp.Gt)[1]
    if _is_never(falls, rises):
        return
    slope, region = slopes.on(k), _region(low, high)
    root = root_between(slope, low, high, sp.And(falls, rises))
    if root is None:
        raise ValueError(
            f"for {slopes.pieces.name} the equation {text(sp.Eq(slope, 0))} has no solution in closed form "
            f"(it may have none){f' where {text(region)}' if region != sp.true else ''}; "
            "stationarity(...) and threshold(...) still hold, and sparsity_kit.minimize finds the number"
        )
    steps = [
        Step(
            f"{f'Where {text(region)}, the' if region != sp.true else 'The'} slope of F is this.",
            sp.Eq(sp.Derivative(objective, theta), slope, evaluate=False),
            is_slope(objective, region),
        ),
        Step("It is zero here.", sp.Eq(theta, root), solves(objective, low, high, sp.And(falls, rises))),
    ]
    if end is not None:
        steps.append(slopes.step("That point lies in this piece under this condition.", *end))
    yield root, steps[-1].formula if end is not None else sp.true, steps


def _is_never(falls, rises):
    """Whether it is certain that F′ cannot be below 0 at the left end and above 0 at the right end of a piece."""
    if sp.false in (falls, rises):
        return True
    left, right = (sp.S.NaN if end == sp.true else nonzero(sp.expand(end.lhs - end.rhs)) for end in (falls, rises))
    return bool(left.is_nonnegative or right.is_nonpositive or sp.expand(right - left).is_nonpositive)


def _region(low, high):
    return sp.And(sp.Gt(theta, low) if low != -sp.oo else sp.true, sp.Lt(theta, high) if high != sp.oo else sp.true)
