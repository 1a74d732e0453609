"""All coefficients at once: 0 ∈ ∇f + λ∂Ω(θ), for any number of coefficients.

Coefficients that Ω ties together (a mixed second derivative that is not zero) form a block. A block of one has its
own subdifferential; a block whose penalty is a multiple of the Euclidean norm is smooth but at its origin.
"""

from dataclasses import dataclass

import sympy as sp

from sparsity_kit.derivations.pieces import formula_of, name_of, one_coefficient
from sparsity_kit.derivations.points import sample_points, value_at
from sparsity_kit.derivations.printing import text
from sparsity_kit.derivations.sign_cases import absolute, scaled, slopes_between, stationarity
from sparsity_kit.derivations.steps import Derivation, Step, StepError, equivalent, identity
from sparsity_kit.derivations.symbols import as_price, df, lam, theta


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
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise ValueError(f"n_coefficients must be an integer above 0, got {n!r}")
    return n


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
    last = Step(says, sp.And(*each), _each(elsewhere, gradient, off_kinks))
    return MatrixForm((*single.steps, last), last.formula, thetas, gradient, None, origin)


def _each(expected, gradient, where):
    """A check, coordinate by coordinate: the part of the condition with ∂ⱼf says what is expected of it."""

    def check(formula):
        parts = sp.And.make_args(formula)
        for g, wanted in zip(gradient, expected, strict=True):
            part = sp.And(*(part for part in parts if g in part.free_symbols))
            equivalent(wanted, where)(part)

    return check


def _each_set(expected, gradient, regions):
    """A check, coordinate by coordinate: −∂ⱼf lies in the j-th set exactly if its own condition holds."""

    def check(formula):
        for entry, allowed, wanted, g, region in zip(
            formula.args[0], formula.args[1].sets, expected, gradient, regions, strict=True
        ):
            if entry != -g:
                raise StepError(f"{text(entry)} stands where {text(-g)} belongs")
            equivalent(wanted, region)(sp.Contains(entry, allowed, evaluate=False))

    return check


def _proportional(formula, factor, price, thetas, gradient):
    """∇Ω = factor·θ: then θ = −∇f/(factor·λ), for vectors of any length."""
    p = sp.Symbol("p", integer=True, positive=True)
    vector, slopes = sp.MatrixSymbol("theta", p, 1), sp.MatrixSymbol("∇f", p, 1)
    condition = slopes + factor * price * vector
    answer = sp.Eq(vector, -slopes / (factor * price))
    written = sp.Matrix(thetas)
    steps = (
        _gradient_step("The gradient of Ω is a multiple of θ.", formula, factor * written, thetas),
        Step(
            "So 0 = ∇f + λ∇Ω reads, for vectors of any length:",
            sp.Eq(condition, sp.ZeroMatrix(p, 1)),
            _shape(factor * price),
        ),
        Step("Solved for θ: it points along −∇f; no coordinate has a reason to be zero.", answer, _solves(condition)),
    )
    both = sp.Eq(written, -sp.Matrix(gradient) / (factor * price), evaluate=False)
    return MatrixForm(steps, answer, thetas, gradient, both, sp.And(*(sp.Eq(g, 0) for g in gradient)))


def _gradient_step(says, formula, claimed, thetas, where=sp.true):
    def check(shown):
        for entry, t in zip(shown.rhs, thetas, strict=True):
            identity(where)(sp.Eq(sp.diff(formula, t), entry, evaluate=False))

    left = sp.Matrix([sp.Derivative(formula, t) for t in thetas])
    return Step(says, sp.Eq(left, claimed, evaluate=False), check)


def _shape(multiple):
    """A check: the left side is ∇f plus this multiple of θ."""

    def check(formula):
        parts = formula.lhs.atoms(sp.MatrixSymbol)
        vector, slopes = (next(part for part in parts if (part.name == "theta") == wanted) for wanted in (True, False))
        if sp.simplify(formula.lhs - slopes - multiple * vector) != sp.ZeroMatrix(*vector.shape):
            raise StepError("the condition is not ∇f + λ∇Ω = 0")

    return check


def _solves(condition):
    """A check: with the answer put in for θ, nothing is left of the condition."""

    def check(formula):
        residual = condition.subs(formula.lhs, formula.rhs).doit()
        if sp.simplify(residual) != sp.ZeroMatrix(*formula.lhs.shape):
            raise StepError(f"put into the condition it leaves {residual}")

    return check


def _tied(name, formula, blocks, price, thetas, gradient):
    """Conditions where no block is zero, and where all are."""
    pulls = [sp.diff(formula, t) for t in thetas]
    off = [sp.Ne(sp.Add(*(thetas[j] ** 2 for j in block)), 0) for block in blocks]
    each = [sp.Eq(g + price * pull, 0) for g, pull in zip(gradient, pulls, strict=True)]
    away = sp.And(*each)
    steps = [
        _gradient_step("Ω is smooth away from its origin.", formula, sp.Matrix(pulls), thetas, sp.And(*off)),
        Step("There the slope of F is zero in every coordinate.", away, _is_flat(price * formula, thetas, gradient)),
    ]
    limits = [_block_at_zero(name, formula, block, price, thetas, gradient) for block in blocks]
    steps += [step for step, _ in limits]
    origin = sp.And(*(condition for _, condition in limits))
    cases = [
        sp.Or(sp.And(there, *(each[j] for j in block)), sp.And(*(sp.Eq(thetas[j], 0) for j in block), condition))
        for there, block, (_, condition) in zip(off, blocks, limits, strict=True)
    ]
    return MatrixForm(tuple(steps), sp.And(*cases), thetas, gradient, away, origin)


def _is_flat(priced, thetas, gradient):
    """A check: the condition says that the derivative of λΩ, plus that of f, is zero in each coordinate."""
    total = [sp.Eq(sp.Derivative(priced, t).doit(), -g) for t, g in zip(thetas, gradient, strict=True)]
    return _each(total, gradient, sp.true)


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
    says = f"{names} {verb} zero if λΩ rises faster than f falls, in every direction."
    return Step(says, condition, _outweighs(own, block, price, thetas, gradient)), condition


def _outweighs(own, block, price, thetas, gradient):
    """A check by definition: d·∇f + λΩ(d) >= 0 for all directions d; the worst of them is d = −∇f."""

    def check(formula):
        slopes = [gradient[j] for j in block]
        for point in sample_points(sp.Tuple(*slopes), price + 0, formula, n=40):
            worst = {thetas[j]: -point[gradient[j]] for j in block}
            rival = {thetas[j]: sp.Integer(1 + (i % 2)) for i, j in enumerate(block)}
            descents = []
            for direction in (worst, rival):
                gain = sum(direction[thetas[j]] * point[gradient[j]] for j in block)
                change = sp.N((gain + price * own.xreplace(direction)).xreplace(point), 30)
                descents.append(change < -sp.Rational(1, 10**12))
            holds = value_at(formula, point)
            if holds == bool(descents[0]) or (holds and bool(descents[1])):
                raise StepError("a direction leads downhill, or none does and the condition fails")

    return check


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
            check = _each([sp.Eq(g + price * pull, 0) for g, pull in zip(own, pulls, strict=True)], own, sp.true)
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
    steps.append(Step("In one line: 0 ∈ ∇f + λ∂Ω(θ).", result, _each_set(each, gradient, regions)))
    return MatrixForm(tuple(steps), result, thetas, gradient, None, None)
