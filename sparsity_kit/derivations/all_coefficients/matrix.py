"""All coefficients at once: 0 ∈ ∇f + λ∂Ω(θ), for any number of coefficients.

Coefficients that Ω ties together form a block. A block of one has a one-coefficient formula of its own; a larger one is
smooth off its origin, or its slopes are asked for at given signs.
"""

from dataclasses import replace

import numpy as np
import sympy as sp

from sparsity_kit.derivations.all_coefficients.problem import MatrixProblem
from sparsity_kit.derivations.all_coefficients.separable import separable
from sparsity_kit.derivations.all_coefficients.signs import at_signs, in_a_product
from sparsity_kit.derivations.all_coefficients.tied import tied
from sparsity_kit.derivations.checks.slopes import is_slope
from sparsity_kit.derivations.one_coefficient.problem import price_of
from sparsity_kit.derivations.one_coefficient.smooth_loss import in_cases
from sparsity_kit.derivations.shapes.formula import formula_of, name_of, ties
from sparsity_kit.derivations.steps import Step
from sparsity_kit.derivations.symbols import as_price, lam
from sparsity_kit.inputs import as_count
from sparsity_kit.objective import Objective


def matrix_form(objective, n_coefficients=None, signs=None, lam=lam):
    """0 ∈ ∇f + λ∂Ω for `n_coefficients` coefficients (as many as there are `signs`, or as Ω is made for, or else 3).

    `objective` is f + λΩ, of which a first step says what ∇f is, or the penalty alone; then λ is `lam`, a positive
    number or symbol. `signs` fixes the sign of each coefficient, as (1, 0, −1); then `result` says which set −∇f must
    lie in, or, for coefficients that the penalty ties together, the condition on ∇f. Without it: for squared L2
    `result` is θ = −∇f/(2λ) for vectors of any length; otherwise the conditions away from and at the origin. Returns a
    `MatrixForm`; raises ValueError or TypeError for arguments that do not fit, and where no condition is derived.

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
    problem = MatrixProblem(name, formula_of(objective, thetas), price, thetas, gradient)
    blocks = _blocks(problem.omega, thetas)
    if signs is not None:
        return (in_a_product if len(blocks) == n else at_signs)(problem, blocks, tuple(signs))
    return (separable if len(blocks) == n else tied)(problem, blocks)


def _slopes_of(loss, form):
    """The step that says what every ∂ⱼf is for this loss."""
    formula = in_cases(loss.symbolic(list(form.coefficients)))
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
        n_coefficients = getattr(penalty, "n_features", None) or 3
    return as_count("n_coefficients", n_coefficients, least=1)


def _blocks(formula, thetas):
    """Indices of coefficients that Ω ties together, as sorted lists."""
    blocks = [[j] for j in range(len(thetas))]
    for i in range(len(thetas)):
        for j in range(i):
            a, b = (next(block for block in blocks if k in block) for k in (i, j))
            if a is not b and ties(formula, thetas[i], thetas[j]):
                blocks = [block for block in blocks if block not in (a, b)] + [sorted(a + b)]
    return sorted(blocks)
