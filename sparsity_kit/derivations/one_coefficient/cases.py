"""The cases of a minimiser: θ inside a piece of Ω, at a kink, or zero, each with the condition for it."""

import sympy as sp

from sparsity_kit.derivations.checks.minima import solves
from sparsity_kit.derivations.checks.slopes import is_slope
from sparsity_kit.derivations.one_coefficient.conditions import as_it_stands, both, solved_for_data
from sparsity_kit.derivations.one_coefficient.convexity import nonzero
from sparsity_kit.derivations.one_coefficient.problem import turns
from sparsity_kit.derivations.one_coefficient.roots import root_between
from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.steps import Step
from sparsity_kit.derivations.symbols import theta


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


def cases(problem):
    """(answer, condition, steps), from both ends inward; the case at or around zero comes last, as `otherwise`."""
    breaks = problem.pieces.breaks
    n, n_negative = len(breaks), sum((-b).is_positive is True for b in breaks)
    kink_at_zero = 0 in breaks
    for k in range(n - 1, n_negative - 1, -1):
        yield from _inside(problem, k + 1, (k, 1, sp.Lt))
        if breaks[k] != 0 and _may_turn_at(problem, k):
            yield _at_kink(problem, k, 0, sp.Le)
    for k in range(n_negative + kink_at_zero):
        yield from _inside(problem, k, (k, 0, sp.Gt))
        if breaks[k] != 0 and _may_turn_at(problem, k):
            yield _at_kink(problem, k, 1, sp.Ge)
    if kink_at_zero:
        solved = both(_sign_at(problem, n_negative, 0, sp.Le), _sign_at(problem, n_negative, 1, sp.Ge))
        check = problem.holds_where(turns, place={theta: sp.Integer(0)})
        yield sp.Integer(0), sp.true, [Step("θ = 0 if F falls before it and rises after it.", solved, check)]
    else:
        yield from _inside(problem, n_negative, None)


def _may_turn_at(problem, k):
    """Whether breakpoint k is a kink, or else, between numbers, exactly where F′ = 0: in neither of its two pieces."""
    slope = problem.slope_at(problem.pieces.breaks[k]) + problem.price * problem.pieces.slopes_at(k)[0]
    return problem.pieces.is_kink(k) or (slope.is_number and sp.simplify(slope) == 0)


def _at_kink(problem, k, side, relation):
    """The case that θ is such a breakpoint other than zero."""
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
