"""λΩ in n coefficients and the slopes that it stands against, and what a derivation about them is."""

from dataclasses import dataclass

import sympy as sp

from sparsity_kit.derivations.checks.gradients import is_subgradient
from sparsity_kit.derivations.checks.slopes import is_slope
from sparsity_kit.derivations.shapes.pieces import pieces_of
from sparsity_kit.derivations.steps import Derivation, Step
from sparsity_kit.derivations.symbols import theta


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
class MatrixProblem:
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


def gradient_step(says, problem, claimed, where=sp.true):
    """The step that says what ∇Ω is, wherever `where` holds."""
    left = sp.Matrix([sp.Derivative(problem.omega, t) for t in problem.thetas])
    return Step(says, sp.Eq(left, claimed, evaluate=False), is_slope(problem.omega, where))
