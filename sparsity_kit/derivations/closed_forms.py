"""argmin of f + λΩ in closed form: on every piece of Ω the solution of F′ = 0, and where it counts."""

from dataclasses import dataclass, replace

import sympy as sp

from sparsity_kit.derivations.by_definition import is_slope
from sparsity_kit.derivations.conditions import as_it_stands, both, solved_for_data
from sparsity_kit.derivations.convexity import concave_point, nonzero
from sparsity_kit.derivations.minimum_checks import is_least, solves
from sparsity_kit.derivations.pieces import one_coefficient
from sparsity_kit.derivations.printing import text
from sparsity_kit.derivations.problem import Problem, as_problem, turns
from sparsity_kit.derivations.roots import root_between
from sparsity_kit.derivations.steps import Derivation, Step
from sparsity_kit.derivations.symbols import as_price, lam, squared_error, theta, v


@dataclass(frozen=True, repr=False)
class Minimiser(Derivation):
    """The minimiser of F as a SymPy `Piecewise` (or a single formula) in `result`."""

    objective: sp.Expr


def minimiser(objective, loss=None, lam=lam):
    """argmin of f(θ) + λΩ(θ) as a closed formula, for x other than 0; the first condition that holds counts.

    `objective` is f + λΩ in one coefficient, or the penalty alone; then `loss` is (x·theta − y)² unless given. F′ never
    falls, so θ is a breakpoint of Ω where F′ changes sign across it, and otherwise solves F′ = 0 on the piece where F′
    changes sign. Raises ValueError, saying what still holds, if F is not convex or an equation has no solution in
    closed form; TypeError for what does not fit.

    >>> from sparsity_kit import SquaredL2
    >>> minimiser(SquaredL2()).result
    x*y/(lambda + x**2)
    """
    return _minimiser(as_problem(objective, loss, lam, squared_error()))


def prox(penalty, lam=lam):
    """argmin of ½(θ − v)² + λΩ(θ), as a formula in v: where the penalty pulls a point. Otherwise as `minimiser`.

    >>> from sparsity_kit import SquaredL2
    >>> prox(SquaredL2()).result
    v/(2*lambda + 1)
    """
    return _minimiser(Problem(one_coefficient(penalty), (theta - v) ** 2 / 2, as_price(lam)))


def _minimiser(problem):
    bend, objective = concave_point(problem), problem.objective
    if bend is not None:
        raise ValueError(
            f"F = f + λΩ is not convex for {problem.pieces.name} (it bends downward at {bend}): F′ = 0 does not single "
            "out the minimiser; stationarity(...) still holds, as a necessary condition"
        )
    steps, pairs = [], []
    for answer, condition, more in _cases(replace(problem, pieces=problem.pieces.without_smooth_zero())):
        steps += more
        if condition.doit() != sp.false:  # as 20 < 12 is, between numbers
            pairs.append((answer, condition))
        if condition.doit() == sp.true:
            break
    result = sp.Piecewise(*pairs, evaluate=False) if len(pairs) > 1 else pairs[0][0]
    says = "So this is the minimiser" + ("; the first condition that holds counts." if len(pairs) > 1 else ".")
    return Minimiser((*steps, Step(says, result, is_least(objective))), result, objective)


def _sign_at(problem, k, side, relation, written=solved_for_data):
    """The condition F′ relation 0 just left (side 0) or right (side 1) of breakpoint k."""
    if not 0 <= k < len(problem.pieces.breaks):
        return sp.true
    slope = problem.slope_at(problem.pieces.breaks[k])
    return written(slope, problem.price * problem.pieces.slopes_at(k)[side], relation)


def _sign_step(says, problem, k, side, relation):
    """That condition as a step."""
    place = {theta: problem.pieces.breaks[k]}
    check = problem.holds_where(lambda *signs: relation(signs[side], 0), place=place)
    return Step(says, _sign_at(problem, k, side, relation), check)


def _cases(problem):
    """(answer, condition, steps), from both ends inward; the case at or around zero comes last, as `otherwise`."""
    pieces, breaks = problem.pieces, problem.pieces.breaks
    n, n_negative = len(breaks), sum(b != 0 and (-b).is_positive is True for b in breaks)
    kink_at_zero = 0 in breaks
    for k in range(n - 1, n_negative - 1, -1):
        yield from _inside(problem, k + 1, (k, 1, sp.Lt))
        if breaks[k] != 0 and pieces.is_kink(k):
            yield _at_kink(problem, k, 0, sp.Le)
    for k in range(n_negative + kink_at_zero):
        yield from _inside(problem, k, (k, 0, sp.Gt))
        if breaks[k] != 0 and pieces.is_kink(k):
            yield _at_kink(problem, k, 1, sp.Ge)
    if kink_at_zero:
        solved = both(_sign_at(problem, n_negative, 0, sp.Le), _sign_at(problem, n_negative, 1, sp.Ge))
        check = problem.holds_where(turns, place={theta: sp.Integer(0)})
        yield sp.Integer(0), sp.true, [Step("θ = 0 if F falls before it and rises after it.", solved, check)]
    else:
        yield from _inside(problem, n_negative, None)


def _at_kink(problem, k, side, relation):
    """The case that θ is a kink other than zero."""
    here = problem.pieces.breaks[k]
    says = f"θ = {text(here)} in what is left, if F turns there from falling to rising."
    step = _sign_step(says, problem, k, side, relation)
    return here, step.formula, [step]


def _inside(problem, k, end):
    """The case that θ lies inside piece k: where F falls at its left end and rises at its right end.

    `end` is the end of the piece at which it has to be asked, (breakpoint, side, relation); None for neither.
    """
    low, high = problem.pieces.bounds(k)
    falls = _sign_at(problem, k - 1, 1, sp.Lt, as_it_stands)
    rises = _sign_at(problem, k, 0, sp.Gt, as_it_stands)
    if _is_never(falls, rises):
        return
    objective, slope = problem.objective, problem.slope + problem.price * problem.pieces.slope(k)
    ends = (sp.Gt(theta, low), low), (sp.Lt(theta, high), high)
    region = sp.And(*(relation for relation, end in ends if end.is_finite is not False))
    root = root_between(slope, low, high, sp.And(falls, rises))
    if root is None:
        raise ValueError(
            f"for {problem.pieces.name} the equation {text(sp.Eq(slope, 0))} has no solution in closed form "
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
    if end is None:
        yield root, sp.true, steps
    else:
        last = _sign_step("That point lies in this piece under this condition.", problem, *end)
        yield root, last.formula, [*steps, last]


def _is_never(falls, rises):
    """Whether it is certain that F′ cannot be below 0 at the left end and above 0 at the right end of a piece."""
    if sp.false in (falls, rises):
        return True
    left, right = (sp.S.NaN if end == sp.true else nonzero(sp.expand(end.lhs - end.rhs)) for end in (falls, rises))
    return bool(left.is_nonnegative or right.is_nonpositive or sp.expand(right - left).is_nonpositive)
