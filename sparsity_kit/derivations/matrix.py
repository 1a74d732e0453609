"""All coefficients at once: 0 ∈ ∇f + λ∂Ω(θ), for any number of coefficients.

Coefficients that Ω ties together (a mixed second derivative that is not zero) form a block. A block of one has its
own subdifferential; a block whose penalty is a multiple of the Euclidean norm is smooth but at its origin.
"""

from dataclasses import dataclass
from numbers import Integral

import sympy as sp

from sparsity_kit.derivations.matrix_checks import (
    each_part,
    each_set,
    gradient_step,
    is_flat,
    is_solution,
    outweighs,
    shape_check,
)
from sparsity_kit.derivations.pieces import formula_of, name_of, one_coefficient
from sparsity_kit.derivations.points import sample_points
from sparsity_kit.derivations.printing import text
from sparsity_kit.derivations.sign_cases import absolute, scaled, slopes_between, stationarity
from sparsity_kit.derivations.steps import Derivation, Step, equivalent
from sparsity_kit.derivations.symbols import as_price, df, lam, theta
from sparsity_kit.derivations.values import value_at


@dataclass(frozen=True, repr=False)
class MatrixForm(Derivation):
    """The stationarity condition of all coefficients together.

    `coefficients` and `gradient` are the symbols θⱼ and ∂ⱼf; `away` and `origin` hold the conditions where no
    block is zero and where all are (None if that was not asked for).
    """

    coefficients: tuple
    gradient: tuple
    away: sp.Basic | None
    origin: sp.Basic | None


def matrix_form(penalty, n_coefficients=None, signs=None, lam=lam):
    """0 ∈ ∇f + λ∂Ω for `n_coefficients` coefficients (3, or as many as there are `signs`).

    `signs` fixes the sign of each coefficient, as (1, 0, −1); then `result` says which set −∇f must lie in, or, for
    coefficients that the penalty ties together, the condition on ∇f. Without it: for squared L2 `result` is
    θ = −∇f/(2λ) for vectors of any length; otherwise the conditions away from and at the origin. Returns a
    `MatrixForm`; raises ValueError or TypeError for arguments that do not fit.

    >>> from sparsity_kit import L1
    >>> matrix_form(L1(), signs=(1, 0, -1)).result.args[1]
    ProductSet({lambda}, Interval(-lambda, lambda), {-lambda})
    """
    name, price = name_of(penalty), as_price(lam)
    n = _count(n_coefficients, signs)
    thetas = sp.symbols(f"theta_1:{n + 1}", real=True)
    gradient = sp.symbols(f"∂f_1:{n + 1}", real=True)
    formula = formula_of(penalty, thetas)
    blocks = _blocks(formula, thetas)
    if signs is not None:
        return _at_signs(penalty, name, formula, blocks, signs, price, thetas, gradient)
    if len(blocks) == n:
        return _separable(penalty, formula, price, thetas, gradient)
    return _tied(name, formula, blocks, price, thetas, gradient)


def _count(n_coefficients, signs):
    if signs is not None:
        if isinstance(signs, str) or not all(sign in (-1, 0, 1) for sign in signs) or not len(signs):
            raise ValueError(f"signs must hold -1, 0 or 1 for every coefficient, got {signs!r}")
        if n_coefficients not in (None, len(signs)):
            raise ValueError(f"signs must have n_coefficients = {n_coefficients} entries, got {len(signs)}")
        return len(signs)
    n = 3 if n_coefficients is None else n_coefficients
    if isinstance(n, bool) or not isinstance(n, Integral) or n < 1:
        raise ValueError(f"n_coefficients must be an integer above 0, got {n!r}")
    return int(n)


def _blocks(formula, thetas):
    """Indices of coefficients that are tied by a mixed second derivative, as sorted lists."""
    blocks = [[j] for j in range(len(thetas))]
    for i in range(len(thetas)):
        for j in range(i):
            a, b = (next(block for block in blocks if k in block) for k in (i, j))
            if a is not b and _tie(formula, thetas[i], thetas[j]):
                blocks = [block for block in blocks if block not in (a, b)] + [sorted(a + b)]
    return sorted(blocks)


def _tie(formula, a, b):
    """Whether Ω(a, b) is more than a function of a plus a function of b, somewhere."""
    for point in sample_points(formula, n=4):
        if a in point and b in point:
            corners = [{**point, a: p, b: q} for p in (point[a], 0) for q in (point[b], 0)]
            both, first, second, none = (value_at(formula, corner) for corner in corners)
            if None not in (both, first, second, none) and abs(both + none - first - second) > sp.Rational(1, 10**12):
                return True
    return False


def _separable(penalty, formula, price, thetas, gradient):
    """One coefficient at a time; in vectors, if the penalty's slope is a multiple of θ."""
    full = one_coefficient(penalty)
    pieces = full.without_smooth_zero()
    if not pieces.breaks and sp.simplify(pieces.slope(0) / theta).is_number:
        return _proportional(formula, sp.simplify(pieces.slope(0) / theta), price, thetas, gradient)
    single = stationarity(penalty, lam=price)
    each = [single.result.subs({theta: t, df: g}) for t, g in zip(thetas, gradient, strict=True)]
    zero = sp.And(*(single.zero.subs(df, g) for g in gradient))
    origin = sp.And(*(sp.Eq(t, 0) for t in thetas), zero)
    says = "Ω is a sum over the coefficients, so each coefficient has these conditions, with ∂f its own slope."
    at_zero = scaled(slopes_between(full, full.zero), price)
    elsewhere = [
        sp.Or(
            sp.And(sp.Eq(t, 0), sp.Contains(-g, at_zero, evaluate=False)),
            sp.And(sp.Ne(t, 0), sp.Eq(g + price * sp.diff(formula, t), 0)),
        )
        for t, g in zip(thetas, gradient, strict=True)
    ]
    off_kinks = sp.And(*(sp.Ne(t, b) for t in thetas for b in full.breaks if b != 0))
    last = Step(says, sp.And(*each), each_part(elsewhere, gradient, off_kinks))
    return MatrixForm((*single.steps, last), last.formula, thetas, gradient, None, origin)


def _proportional(formula, factor, price, thetas, gradient):
    """∇Ω = factor·θ: then θ = −∇f/(factor·λ), for vectors of any length."""
    p = sp.Symbol("p", integer=True, positive=True)
    vector, slopes = sp.MatrixSymbol("theta", p, 1), sp.MatrixSymbol("∇f", p, 1)
    condition = slopes + factor * price * vector
    answer = sp.Eq(vector, -slopes / (factor * price))
    written = sp.Matrix(thetas)
    steps = (
        gradient_step("The gradient of Ω is a multiple of θ.", formula, factor * written, thetas),
        Step(
            "So 0 = ∇f + λ∇Ω reads, for vectors of any length:",
            sp.Eq(condition, sp.ZeroMatrix(p, 1)),
            shape_check(factor * price),
        ),
        Step(
            "Solved for θ: it points along −∇f; no coordinate has a reason to be zero.",
            answer,
            is_solution(condition),
        ),
    )
    both = sp.Eq(written, -sp.Matrix(gradient) / (factor * price), evaluate=False)
    return MatrixForm(steps, answer, thetas, gradient, both, sp.And(*(sp.Eq(g, 0) for g in gradient)))


def _tied(name, formula, blocks, price, thetas, gradient):
    """Conditions where no block is zero, and where all are."""
    pulls = [sp.diff(formula, t) for t in thetas]
    off = [sp.Ne(sp.Add(*(thetas[j] ** 2 for j in block)), 0) for block in blocks]
    each = [sp.Eq(g + price * pull, 0) for g, pull in zip(gradient, pulls, strict=True)]
    away = sp.And(*each)
    steps = [
        gradient_step("Ω is smooth away from its origin.", formula, sp.Matrix(pulls), thetas, sp.And(*off)),
        Step("There the slope of F is zero in every coordinate.", away, is_flat(price * formula, thetas, gradient)),
    ]
    limits = [_block_at_zero(name, formula, block, price, thetas, gradient) for block in blocks]
    steps += [step for step, _ in limits]
    origin = sp.And(*(condition for _, condition in limits))
    cases = [
        sp.Or(sp.And(there, *(each[j] for j in block)), sp.And(*(sp.Eq(thetas[j], 0) for j in block), condition))
        for there, block, (_, condition) in zip(off, blocks, limits, strict=True)
    ]
    return MatrixForm(tuple(steps), sp.And(*cases), thetas, gradient, away, origin)


def _block_at_zero(name, formula, block, price, thetas, gradient):
    """The condition for a whole block to be zero: ‖∇f‖₂ <= λw if Ω is w‖θ‖₂ on the block."""
    own = formula.subs({t: 0 for j, t in enumerate(thetas) if j not in block})
    square = sp.Add(*(thetas[j] ** 2 for j in block))
    weight = sp.simplify(own / sp.sqrt(square))
    if weight.free_symbols & set(thetas) or not weight.is_nonnegative:
        raise ValueError(
            f"{name} is not a multiple of a Euclidean norm on {[thetas[j] for j in block]}: its condition at the "
            "origin is not derived; pass signs without zeros for the rest"
        )
    size = sp.sqrt(sp.Add(*(gradient[j] ** 2 for j in block)))
    condition = sp.Le(size, price * weight)
    names = ", ".join(text(thetas[j]) for j in block)
    verb = "is" if len(block) == 1 else "are together"
    says = f"{names} {verb} zero if λΩ rises at least as fast as f falls, in every direction."
    return Step(says, condition, outweighs(own, block, price, thetas, gradient)), condition


def _at_signs(penalty, name, formula, blocks, signs, price, thetas, gradient):
    """The condition for a given pattern of signs."""
    if len(blocks) == len(thetas):
        return _separable_at_signs(penalty, signs, price, thetas, gradient)
    steps, conditions = [], []
    for block in blocks:
        if not any(signs[j] for j in block):
            step, condition = _block_at_zero(name, formula, block, price, thetas, gradient)
        else:
            zeros = {t: 0 for t, sign in zip(thetas, signs, strict=True) if sign == 0}
            pulls = [sp.diff(formula, thetas[j]).subs({t: 0 for t in zeros if t != thetas[j]}) for j in block]
            pulls = [sp.simplify(pull.subs(zeros)) for pull in pulls]
            condition = sp.And(*(sp.Eq(gradient[j], -price * pull) for j, pull in zip(block, pulls, strict=True)))
            own = [gradient[j] for j in block]
            check = each_part([sp.Eq(g + price * pull, 0) for g, pull in zip(own, pulls, strict=True)], own, sp.true)
            step = Step("On a block that is not zero the slope of F is zero.", condition, check)
        steps.append(step)
        conditions.append(condition)
    return MatrixForm(tuple(steps), sp.And(*conditions), thetas, gradient, None, None)


def _separable_at_signs(penalty, signs, price, thetas, gradient):
    """−∇f lies in a product of intervals and single values, one factor per coefficient."""
    pieces = one_coefficient(penalty)
    at_zero = slopes_between(pieces, pieces.zero)
    single = stationarity(penalty, lam=price)
    steps, sets, regions = [], [], []
    for sign, t, g in zip(signs, thetas, gradient, strict=True):
        case = {-1: single.negative, 0: single.zero, 1: single.positive}[sign].subs({theta: t, df: g})
        if sign == 0:
            allowed, condition = scaled(at_zero, price), absolute(g, at_zero, price)
        else:
            allowed = sp.S.EmptySet if case == sp.false else sp.FiniteSet(-case.rhs)
            condition = case
        sets.append(allowed)
        regions.append({-1: t < 0, 0: sp.true, 1: t > 0}[sign])
        words = {-1: f"{text(t)} < 0", 0: f"{text(t)} = 0", 1: f"{text(t)} > 0"}[sign]
        check = equivalent(sp.Contains(-g, allowed, evaluate=False), regions[-1])
        steps.append(Step(f"Where {words}: −{text(g)} is λ times a slope of Ω there.", condition, check))
    vector = sp.Tuple(*(-g for g in gradient))
    result = sp.Contains(vector, sp.ProductSet(*sets), evaluate=False)
    each = tuple(step.formula for step in steps)
    steps.append(Step("In one line: 0 ∈ ∇f + λ∂Ω(θ).", result, each_set(each, gradient, regions)))
    return MatrixForm(tuple(steps), result, thetas, gradient, None, None)
