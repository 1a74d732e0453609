"""The condition for one pattern of signs: coefficient by coefficient, or block by block."""

import sympy as sp

from sparsity_kit.derivations.all_coefficients.problem import MatrixForm
from sparsity_kit.derivations.one_coefficient.conditions import absolute
from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.shapes.local_slopes import local_slopes
from sparsity_kit.derivations.shapes.subdifferential import interval, joined
from sparsity_kit.derivations.steps import Step
from sparsity_kit.derivations.symbols import theta


def block_step(problem, block, signs):
    """(step, whether Ω is smooth there): the condition on the slopes of one block at given signs."""
    if len(block) == 1:
        condition, allowed = _condition(problem, block[0], signs[block[0]])
        smooth = isinstance(allowed, sp.FiniteSet)
    else:
        names = [problem.thetas[j] for j in block]
        slope_of = dict(zip(names, (problem.gradient[j] for j in block), strict=True))
        found = local_slopes(problem.name, problem.own(block), names, [signs[j] for j in block])
        condition, smooth = sp.false, False
        if found is not None:
            equations = [sp.Eq(slope_of[t], -problem.price * pull) for t, pull in found.pulls.items()]
            condition = sp.And(*equations, *_at_zeros(found, slope_of, problem.price))
            smooth = found.is_smooth
    together, verb = ", ".join(text(problem.thetas[j]) for j in block), "is" if len(block) == 1 else "are together"
    says = f"{together} {verb} zero if λΩ rises at least as fast as f falls, in every direction."
    if any(signs[j] for j in block):
        says = "On a block that is not zero the slope of F is zero."
        if not smooth:
            says = "On this block −∂f is λ times a slope of Ω: one number where Ω is smooth, an interval at its kinks."
    return Step(says, condition, problem.check(signs=signs, block=block)), smooth


def _at_zeros(found, slope_of, price):
    """The conditions on the slopes of the coefficients that are zero: intervals, with a ball around them or none."""
    sets = {slope_of[t]: interval(*ends) for t, ends in found.ends.items()}
    if found.radius == 0:
        return [absolute(g, slopes, price) for g, slopes in sets.items()]
    square = sp.Add(*(_beyond(g, slopes, price) ** 2 for g, slopes in sets.items()))
    return [sp.Le(sp.sqrt(square), price * found.radius)]


def _beyond(g, slopes, price):
    """How far −g is outside λ·slopes."""
    low, high = price * slopes.inf, price * slopes.sup
    if low == high == 0:
        return g
    return sp.Max(sp.Abs(g) - high, 0) if low == -high else sp.Max(-g - high, g + low, 0)


def _condition(problem, j, sign):
    """(condition, set): what −∂ⱼf must be at this sign of a coefficient that is tied to no other."""
    t, g, price, pieces = problem.thetas[j], problem.gradient[j], problem.price, problem.pieces(j)
    if sign == 0:
        low, high = pieces.slopes_at(pieces.zero)
        return absolute(g, interval(low, high), price), interval(price * low, price * high)
    side = list(range(pieces.zero + 1) if sign < 0 else range(pieces.zero + 1, len(pieces.formulas)))
    if all(pieces.formulas[k] == sp.oo for k in side):
        return sp.false, sp.S.EmptySet
    left, right = (
        sp.piecewise_fold(price * joined(pieces, side, relation), evaluate=False).subs(theta, t)
        for relation in (sp.Le, sp.Lt)
    )
    if not any(pieces.is_kink(k) for k in side[:-1]):
        return sp.Eq(g, sp.piecewise_fold(-right, evaluate=False)), sp.FiniteSet(right)
    allowed = sp.Interval(left, right)
    return sp.Contains(-g, allowed, evaluate=False), allowed


def at_signs(problem, blocks, signs):
    """The condition for a given pattern of signs, block by block."""
    steps = tuple(block_step(problem, block, signs)[0] for block in blocks)
    result = sp.And(*(step.formula for step in steps))
    check = problem.check(signs=signs)
    return MatrixForm(steps, result, problem.thetas, problem.gradient, away=None, origin=None, check=check)


def in_a_product(problem, blocks, signs):
    """−∇f lies in a product of intervals and single values, one factor per coefficient."""
    steps, sets = [], []
    for (j,) in blocks:
        t, g = problem.thetas[j], problem.gradient[j]
        condition, allowed = _condition(problem, j, signs[j])
        sets.append(allowed)
        words = {-1: f"{text(t)} < 0", 0: f"{text(t)} = 0", 1: f"{text(t)} > 0"}[signs[j]]
        check = problem.check(signs=signs, block=[j])
        steps.append(Step(f"Where {words}: −{text(g)} is λ times a slope of Ω there.", condition, check))
    vector = sp.Tuple(*(-g for g in problem.gradient))
    result = sp.Contains(vector, sp.ProductSet(*sets), evaluate=False)
    steps.append(Step("In one line: 0 ∈ ∇f + λ∂Ω(θ).", result, problem.check(signs=signs)))
    return MatrixForm(tuple(steps), result, problem.thetas, problem.gradient, away=None, origin=None)
