"""Checks of the matrix form: what each of its formulas must satisfy, by coordinate or by direction."""

import sympy as sp

from sparsity_kit.derivations.points import sample_points
from sparsity_kit.derivations.printing import text
from sparsity_kit.derivations.steps import Step, StepError, equivalent, identity
from sparsity_kit.derivations.values import value_at


def each_part(expected, gradient, where):
    """A check, coordinate by coordinate: the part of the condition with ∂ⱼf says what is expected of it."""

    def check(formula):
        parts = sp.And.make_args(formula)
        for g, wanted in zip(gradient, expected, strict=True):
            part = sp.And(*(part for part in parts if g in part.free_symbols))
            equivalent(wanted, where)(part)

    return check


def each_set(expected, gradient, regions):
    """A check, coordinate by coordinate: −∂ⱼf lies in the j-th set exactly if its own condition holds."""

    def check(formula):
        for entry, allowed, wanted, g, region in zip(
            formula.args[0], formula.args[1].sets, expected, gradient, regions, strict=True
        ):
            if entry != -g:
                raise StepError(f"{text(entry)} stands where {text(-g)} belongs")
            equivalent(wanted, region)(sp.Contains(entry, allowed, evaluate=False))

    return check


def gradient_step(says, formula, claimed, thetas, where=sp.true):
    """The step ∇(formula) = claimed; its check differentiates the formula by each of `thetas` and compares."""

    def check(shown):
        for entry, t in zip(shown.rhs, thetas, strict=True):
            identity(where)(sp.Eq(sp.diff(formula, t), entry, evaluate=False))

    left = sp.Matrix([sp.Derivative(formula, t) for t in thetas])
    return Step(says, sp.Eq(left, claimed, evaluate=False), check)


def shape_check(multiple):
    """A check: the left side is ∇f plus this multiple of θ."""

    def check(formula):
        parts = formula.lhs.atoms(sp.MatrixSymbol)
        vector, slopes = (next(part for part in parts if (part.name == "theta") == wanted) for wanted in (True, False))
        if sp.simplify(formula.lhs - slopes - multiple * vector) != sp.ZeroMatrix(*vector.shape):
            raise StepError("the condition is not ∇f + λ∇Ω = 0")

    return check


def is_solution(condition):
    """A check: with the answer put in for θ, nothing is left of the condition."""

    def check(formula):
        residual = condition.subs(formula.lhs, formula.rhs).doit()
        if sp.simplify(residual) != sp.ZeroMatrix(*formula.lhs.shape):
            raise StepError(f"put into the condition it leaves {residual}")

    return check


def is_flat(priced, thetas, gradient):
    """A check: the condition says that the derivative of λΩ, plus that of f, is zero in each coordinate."""
    total = [sp.Eq(sp.Derivative(priced, t).doit(), -g) for t, g in zip(thetas, gradient, strict=True)]
    return each_part(total, gradient, sp.true)


def outweighs(own, block, price, thetas, gradient):
    """A check by definition: d·∇f + λΩ(d) >= 0 for all directions d; the worst of them is d = −∇f."""

    def check(formula):
        slopes = [gradient[j] for j in block]
        for point in sample_points(sp.Tuple(*slopes), price + 0, formula, n=40):
            worst = {thetas[j]: -point[gradient[j]] for j in block}
            rival = {thetas[j]: sp.Integer(1 + (i % 2)) for i, j in enumerate(block)}
            descents = []
            for direction in (worst, rival):
                gain = sum(direction[thetas[j]] * point[gradient[j]] for j in block)
                descents.append(value_at(sp.Lt(gain + price * own.xreplace(direction), 0), point))
            holds = value_at(formula, point)
            if holds == descents[0] or (holds and descents[1]):
                raise StepError("a direction leads downhill, or none does and the condition fails")

    return check
