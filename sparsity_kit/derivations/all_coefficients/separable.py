"""The conditions where Ω is a sum over the coefficients: one coefficient at a time, or in vectors."""

from dataclasses import replace

import sympy as sp

from sparsity_kit.derivations.all_coefficients.problem import MatrixForm, gradient_step
from sparsity_kit.derivations.one_coefficient.problem import Problem
from sparsity_kit.derivations.one_coefficient.sign_cases import stationarity_of
from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.steps import Step
from sparsity_kit.derivations.symbols import df, theta


def separable(problem, blocks):
    """One coefficient at a time; in vectors, if the penalty's slope is a multiple of θ."""
    pieces = [problem.pieces(j) for (j,) in blocks]
    factors = [_factor(own.without_smooth_zero()) for own in pieces]
    if all(factors):
        return _proportional(problem, factors)
    alike: dict = {}
    for t, own in zip(problem.thetas, pieces, strict=True):
        alike.setdefault(own.formula, (own, []))[1].append(t)
    cases = {formula: stationarity_of(Problem(own, df * theta, problem.price)) for formula, (own, _) in alike.items()}
    named = [_for(members, step, alike) for formula, (_, members) in alike.items() for step in cases[formula]]
    single = [cases[own.formula] for own in pieces]
    pairs = list(zip(single, problem.thetas, problem.gradient, strict=True))
    each = sp.And(*(case.result.subs({theta: t, df: g}) for case, t, g in pairs))
    zero = sp.And(*(case.zero.subs(df, g) for case, _, g in pairs))
    says = "Ω is a sum over the coefficients, so each coefficient has these conditions, with ∂f its own slope."
    origin = sp.And(*(sp.Eq(t, 0) for t in problem.thetas), zero)
    steps = (*named, Step(says, each, problem.check()))
    return MatrixForm(steps, each, problem.thetas, problem.gradient, away=None, origin=origin)


def _for(members, step, alike):
    """The step, with the coefficients that it is about where it is not about all of them."""
    return step if len(alike) == 1 else replace(step, says=f"{', '.join(map(text, members))}: {step.says}")


def _factor(pieces):
    """c, if the slope of a penalty is c·θ everywhere; otherwise None."""
    if pieces.breaks:
        return None
    factor = sp.simplify(pieces.slope(0) / theta)
    return factor if factor != 0 and not factor.has(theta) else None


def _proportional(problem, factors):
    """∇Ω = factor·θ: then θ = −∇f/(factor·λ); for vectors of any length, if the factor is the same for all."""
    price, thetas, gradient = problem.price, problem.thetas, problem.gradient
    written = sp.Matrix([factor * t for factor, t in zip(factors, thetas, strict=True)])
    solved = sp.Matrix([-g / (factor * price) for factor, g in zip(factors, gradient, strict=True)])
    both = sp.Eq(sp.Matrix(thetas), solved, evaluate=False)
    if len(set(factors)) == 1:
        p = sp.Symbol("p", integer=True, positive=True)
        vector, slopes = sp.MatrixSymbol("theta", p, 1), sp.MatrixSymbol("∇f", p, 1)
        condition = sp.Eq(slopes + factors[0] * price * vector, sp.ZeroMatrix(p, 1))
        answer = sp.Eq(vector, -slopes / (factors[0] * price))
        words = "is a multiple of θ", ", for vectors of any length", "it points along −∇f; "
    else:
        condition = sp.Eq(sp.Matrix(gradient) + price * written, sp.zeros(len(thetas), 1), evaluate=False)
        answer, words = both, ("has a multiple of each coefficient", "", "")

    def check(shown):
        problem.check()(_written_out(shown, thetas, gradient))

    steps = (
        gradient_step(f"The gradient of Ω {words[0]}.", problem, written),
        Step(f"So 0 = ∇f + λ∇Ω reads{words[1]}:", condition, check),
        Step(f"Solved for θ: {words[2]}no coordinate has a reason to be zero.", answer, check),
    )
    return MatrixForm(steps, answer, thetas, gradient, both, sp.And(*(sp.Eq(g, 0) for g in gradient)))


def _written_out(formula, thetas, gradient):
    """An equation between vectors θ and ∇f of any length, written out for these coefficients."""
    symbols = formula.atoms(sp.MatrixSymbol)
    if not symbols:
        return formula
    length = next(iter(symbols)).shape[0]
    sides = [side.subs(length, len(thetas)).doit().as_explicit() for side in formula.args]
    entries = {
        sp.MatrixSymbol(symbol.name, len(thetas), 1)[j, 0]: (thetas if symbol.name == "theta" else gradient)[j]
        for symbol in symbols
        for j in range(len(thetas))
    }
    return sp.Eq(*(side.xreplace(entries) for side in sides), evaluate=False)
