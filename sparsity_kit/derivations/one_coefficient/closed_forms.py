"""argmin of f + λΩ in closed form: on every piece of Ω the solution of F′ = 0, and where it counts."""

from dataclasses import replace

import sympy as sp

from sparsity_kit.derivations.checks.minima import is_least
from sparsity_kit.derivations.one_coefficient.cases import cases
from sparsity_kit.derivations.one_coefficient.convexity import concave_point
from sparsity_kit.derivations.one_coefficient.problem import Problem, as_problem
from sparsity_kit.derivations.shapes.pieces import one_coefficient
from sparsity_kit.derivations.steps import Derivation, Step
from sparsity_kit.derivations.symbols import as_price, lam, squared_error, theta, v


def minimiser(objective, loss=None, lam=lam):
    """argmin of f(θ) + λΩ(θ) as a closed formula, for x other than 0; the first condition that holds counts.

    `objective` is f + λΩ in one coefficient, or the penalty alone; then λ is `lam`, a positive number or symbol, and
    `loss` is (x·theta − y)² unless given. F′ never falls, so θ is a breakpoint of Ω where F′ changes sign across it,
    and otherwise solves F′ = 0 on the piece where F′ changes sign. Returns a `Derivation` whose `result` is a formula
    of SymPy, with cases where there are several. Raises ValueError, saying what still holds, if F is not convex or an
    equation has no solution in closed form; TypeError for what does not fit.

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
    bend = concave_point(problem)
    if bend is not None:
        raise ValueError(
            f"F = f + λΩ is not convex for {problem.pieces.name} (it bends downward at {bend}): F′ = 0 does not single "
            "out the minimiser; stationarity(...) still holds, as a necessary condition"
        )
    steps, pairs = [], []
    for answer, condition, more in cases(replace(problem, pieces=problem.pieces.without_smooth_zero())):
        steps += more
        if condition.doit() != sp.false:  # as 20 < 12 is, between numbers
            pairs.append((answer, condition))
        if condition.doit() == sp.true:
            break
    result = sp.Piecewise(*pairs, evaluate=False) if len(pairs) > 1 else pairs[0][0]
    says = "So this is the minimiser" + ("; the first condition that holds counts." if len(pairs) > 1 else ".")
    return Derivation((*steps, Step(says, result, is_least(problem.objective))), result)
