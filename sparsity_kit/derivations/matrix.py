"""All coefficients at once: 0 ∈ ∇f + λ∂Ω(θ), for any number of coefficients.

Coefficients that Ω ties together form a block. A block of one has a one-coefficient formula of its own; a larger one is
smooth off its origin, or its slopes are asked for at given signs.
"""

from dataclasses import dataclass, replace
from numbers import Integral

import numpy as np
import sympy as sp

from sparsity_kit.derivations.by_definition import is_slope
from sparsity_kit.derivations.conditions import absolute
from sparsity_kit.derivations.local_slopes import is_smooth, local_slopes
from sparsity_kit.derivations.matrix_checks import is_subgradient, written_out
from sparsity_kit.derivations.pieces import formula_of, name_of, pieces_of, ties
from sparsity_kit.derivations.printing import text
from sparsity_kit.derivations.problem import Problem, price_of
from sparsity_kit.derivations.sign_cases import joined, scaled, slopes_between, stationarity_of
from sparsity_kit.derivations.steps import Derivation, Step
from sparsity_kit.derivations.symbols import as_price, df, lam, theta
from sparsity_kit.objective import Objective


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


@dataclass(frozen=True)
class _Problem:
    """λΩ in n coefficients, and the slopes of a loss that it stands against."""

    name: str
    omega: sp.Expr
    price: sp.Expr
    thetas: tuple
    gradient: tuple

    def own(self, block):
        """Ω on the coefficients of a block alone."""
        parts = sp.Add(*(part for part in sp.Add.make_args(self.omega) if part.has(*(self.thetas[j] for j in block))))
        return parts.xreplace({t: sp.Integer(0) for j, t in enumerate(self.thetas) if j not in block})

    def pieces(self, j):
        """Ω of one coefficient that is tied to no other, as a formula in θ, cut into pieces."""
        return pieces_of(self.name, self.own([j]).xreplace({self.thetas[j]: theta}))

    def check(self, **where):
        """The check by definition of a condition on ∇f."""
        return is_subgradient(self.omega, self.thetas, self.gradient, self.price, **where)


def matrix_form(objective, n_coefficients=None, signs=None, lam=lam):
    """0 ∈ ∇f + λ∂Ω for `n_coefficients` coefficients (as many as there are `signs`, or groups or weights, or else 3).

    `objective` is f + λΩ, of which a first step says what ∇f is, or the penalty alone. `signs` fixes the sign of each
    coefficient, as (1, 0, −1); then `result` says which set −∇f must lie in, or, for coefficients that the penalty ties
    together, the condition on ∇f. Without it: for squared L2 `result` is θ = −∇f/(2λ) for vectors of any length;
    otherwise the conditions away from and at the origin. Returns a `MatrixForm`; raises ValueError or TypeError for
    arguments that do not fit, and where no condition is derived.

    >>> from sparsity_kit import L1
    >>> matrix_form(L1(), signs=(1, 0, -1)).result.args[1]
    ProductSet({lambda}, Interval(-lambda, lambda), {-lambda})
    """
    if isinstance(objective, Objective):
        lam, n = price_of(objective, lam), objective.loss.n_features
        if n_coefficients not in (None, n):
            raise ValueError(f"n_coefficients must be {n}, as the objective has so many, got {n_coefficients}")
        form = matrix_form(objective.penalty, n, signs, lam)
        slopes = _slopes_of(objective.loss, form)
        return replace(form, steps=(slopes, *form.steps), check=form.check or form.steps[-1].check)
    name, price = name_of(objective), as_price(lam)
    n = _count(objective, n_coefficients, signs)
    thetas = sp.symbols(f"theta_1:{n + 1}", real=True)
    gradient = sp.symbols(f"∂f_1:{n + 1}", real=True)
    problem = _Problem(name, formula_of(objective, thetas), price, thetas, gradient)
    blocks = _blocks(problem.omega, thetas)
    if signs is not None:
        return (_in_a_product if len(blocks) == n else _at_signs)(problem, blocks, tuple(signs))
    return (_separable if len(blocks) == n else _tied)(problem, blocks)


def _slopes_of(loss, form):
    """The step that says what every ∂ⱼf is for this loss."""
    formula = loss.symbolic(list(form.coefficients))
    if formula.is_polynomial(*form.coefficients):
        formula = sp.expand(formula)
    slopes = sp.Matrix([sp.diff(formula, t) for t in form.coefficients])

    def check(shown):
        left = sp.Matrix([sp.Derivative(formula, t) for t in form.coefficients])
        is_slope(formula)(sp.Eq(left, shown.rhs, evaluate=False))

    return Step("The slopes of the loss are these.", sp.Eq(sp.Matrix(form.gradient), slopes, evaluate=False), check)


def _count(penalty, n_coefficients, signs):
    if signs is not None:
        if np.ndim(signs) != 1 or not len(signs) or not np.isin(signs, (-1, 0, 1)).all():
            raise ValueError(f"signs must hold -1, 0 or 1 for every coefficient, got {signs!r}")
        if n_coefficients not in (None, len(signs)):
            raise ValueError(f"signs must have n_coefficients = {n_coefficients} entries, got {len(signs)}")
        return len(signs)
    if n_coefficients is None:
        own = [getattr(penalty, name, None) for name in ("groups", "weights")]
        n_coefficients = next((len(labels) for labels in own if isinstance(labels, (list, tuple, np.ndarray))), 3)
    if isinstance(n_coefficients, bool) or not isinstance(n_coefficients, Integral) or n_coefficients < 1:
        raise ValueError(f"n_coefficients must be an integer above 0, got {n_coefficients!r}")
    return int(n_coefficients)


def _blocks(formula, thetas):
    """Indices of coefficients that Ω ties together, as sorted lists."""
    blocks = [[j] for j in range(len(thetas))]
    for i in range(len(thetas)):
        for j in range(i):
            a, b = (next(block for block in blocks if k in block) for k in (i, j))
            if a is not b and ties(formula, thetas[i], thetas[j]):
                blocks = [block for block in blocks if block not in (a, b)] + [sorted(a + b)]
    return sorted(blocks)


def _separable(problem, blocks):
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
    return MatrixForm(steps, each, problem.thetas, problem.gradient, None, origin)


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
        problem.check()(written_out(shown, thetas, gradient))

    steps = (
        _gradient_step(f"The gradient of Ω {words[0]}.", problem, written),
        Step(f"So 0 = ∇f + λ∇Ω reads{words[1]}:", condition, check),
        Step(f"Solved for θ: {words[2]}no coordinate has a reason to be zero.", answer, check),
    )
    return MatrixForm(steps, answer, thetas, gradient, both, sp.And(*(sp.Eq(g, 0) for g in gradient)))


def _gradient_step(says, problem, claimed, where=sp.true):
    left = sp.Matrix([sp.Derivative(problem.omega, t) for t in problem.thetas])
    return Step(says, sp.Eq(left, claimed, evaluate=False), is_slope(problem.omega, where))


def _tied(problem, blocks):
    """Conditions where no block is zero, and where all are; every block must be smooth off its origin."""
    thetas, gradient, nowhere = problem.thetas, problem.gradient, (0,) * len(problem.thetas)
    zeros = [_block(problem, block, nowhere) for block in blocks]
    kinked = [
        not smooth or not is_smooth(problem.own(block), set(thetas))
        for block, (_, smooth) in zip(blocks, zeros, strict=True)
    ]
    for block in blocks:
        _check_smooth_off_origin(problem, block)
    pulls = [sp.diff(problem.omega, t) for t in thetas]
    squares = [sp.Add(*(thetas[j] ** 2 for j in block)) for block in blocks]
    off = [sp.Ne(square, 0) if kink else sp.true for square, kink in zip(squares, kinked, strict=True)]
    each = [sp.Eq(g + problem.price * pull, 0) for g, pull in zip(gradient, pulls, strict=True)]
    away, everywhere = sp.And(*each), sp.And(*off)
    says = "Ω is smooth away from its origin." if any(kinked) else "Ω is smooth."
    steps = [
        _gradient_step(says, problem, sp.Matrix(pulls), everywhere),
        Step("There the slope of F is zero in every coordinate.", away, problem.check(where=everywhere)),
        *(step for step, *_ in zeros),
    ]
    cases = [
        sp.Or(
            sp.And(there, *(each[j] for j in block)),
            *([sp.And(*(sp.Eq(thetas[j], 0) for j in block), step.formula)] if kink else []),
        )
        for there, block, (step, *_), kink in zip(off, blocks, zeros, kinked, strict=True)
    ]
    origin = sp.And(*(step.formula for step, *_ in zeros))
    return MatrixForm(tuple(steps), sp.And(*cases), thetas, gradient, away, origin, check=problem.check())


def _check_smooth_off_origin(problem, block):
    """ValueError unless Ω is smooth on the block wherever one of its coefficients is not zero."""
    own, names = problem.own(block), [problem.thetas[j] for j in block]
    if len(block) == 1:
        pieces = problem.pieces(block[0])
        fine = not any(b and pieces.is_kink(k) for k, b in enumerate(pieces.breaks)) and sp.oo not in pieces.formulas
    else:
        square, r = sp.Add(*(t**2 for t in names)), sp.Symbol("r", positive=True)
        norm = own.replace(lambda node: node.is_Pow and node.base == square, lambda node: r ** (2 * node.exp))
        fine = is_smooth(norm, {r, *names})
    if not fine:
        signs = (1, *(0 for _ in problem.thetas[1:]))
        raise ValueError(
            f"{problem.name} may have kinks in {', '.join(map(text, names))} where not all of them are zero: no "
            f"condition for all signs at once is derived; pass signs, such as {signs}"
        )


def _block(problem, block, signs):
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
    sets = {slope_of[t]: _interval(*ends) for t, ends in found.ends.items()}
    if found.radius == 0:
        return [absolute(g, slopes, price) for g, slopes in sets.items()]
    square = sp.Add(*(_beyond(g, slopes, price) ** 2 for g, slopes in sets.items()))
    return [sp.Le(sp.sqrt(square), price * found.radius)]


def _interval(low, high):
    if low == high:
        return sp.FiniteSet(low)
    return sp.S.EmptySet if sp.simplify(high - low).is_negative else sp.Interval(low, high)


def _beyond(g, slopes, price):
    """How far −g is outside λ·slopes."""
    low, high = price * slopes.inf, price * slopes.sup
    if low == high == 0:
        return g
    return sp.Max(sp.Abs(g) - high, 0) if low == -high else sp.Max(-g - high, g + low, 0)


def _condition(problem, j, sign):
    """(condition, set): what −∂ⱼf must be at this sign of a coefficient that is tied to no other."""
    t, g, price, pieces = problem.thetas[j], problem.gradient[j], problem.price, problem.pieces(j)
    at_zero = slopes_between(pieces, pieces.zero)
    if sign == 0:
        return absolute(g, at_zero, price), scaled(at_zero, price)
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


def _at_signs(problem, blocks, signs):
    """The condition for a given pattern of signs, block by block."""
    steps = tuple(_block(problem, block, signs)[0] for block in blocks)
    result = sp.And(*(step.formula for step in steps))
    return MatrixForm(steps, result, problem.thetas, problem.gradient, None, None, check=problem.check(signs=signs))


def _in_a_product(problem, blocks, signs):
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
    return MatrixForm(tuple(steps), result, problem.thetas, problem.gradient, None, None)
