"""F = f + λΩ in one coefficient, as formulas: read from an objective, or from a penalty, a loss and λ."""

from dataclasses import dataclass

import sympy as sp

from sparsity_kit.derivations import symbols
from sparsity_kit.derivations.checks.signs import where_slopes
from sparsity_kit.derivations.one_coefficient.smooth_loss import as_loss
from sparsity_kit.derivations.shapes.pieces import Pieces, one_coefficient
from sparsity_kit.derivations.symbols import as_price, theta
from sparsity_kit.objective import Objective


@dataclass(frozen=True)
class Problem:
    """f and λ as formulas, and Ω cut into its pieces."""

    pieces: Pieces
    loss: sp.Expr
    price: sp.Expr

    @property
    def objective(self):
        """F(θ)."""
        return self.loss + self.price * self.pieces.formula

    @property
    def slope(self):
        """f′(θ), multiplied out."""
        return sp.expand(sp.diff(self.loss, theta))

    def slope_at(self, point):
        """f′ at a point, multiplied out."""
        return sp.expand(sp.simplify(sp.diff(self.loss, theta).subs(theta, point)))

    def holds_where(self, verdict, **where):
        """A check, by definition: a condition holds exactly where `verdict` of F′ on both sides of θ does."""
        return where_slopes(verdict, self.loss, self.pieces.formula, self.price, **where)


def turns(left, right):
    """Whether F does not rise before θ and does not fall after it: then θ is stationary."""
    return left <= 0 <= right


def as_problem(objective, loss, lam, usual):
    """The `Problem` of an objective, or of a penalty with a loss, which is `usual` if it is None, and λ."""
    if not isinstance(objective, Objective):
        return Problem(one_coefficient(objective), usual if loss is None else as_loss(loss), as_price(lam))
    if loss is not None:
        raise TypeError("an objective already has its loss; pass it alone, or a penalty and a loss")
    n_features = objective.loss.n_features
    if n_features != 1:
        raise ValueError(f"the objective must have one coefficient, got {n_features}; matrix_form takes all of them")
    price = price_of(objective, lam)
    return Problem(one_coefficient(objective.penalty), as_loss(_in_few_terms(objective.loss.symbolic([theta]))), price)


def price_of(objective, lam):
    """The λ of an objective as a number of SymPy; `lam` is what was passed beside it, if anything was."""
    if lam is not symbols.lam:
        raise TypeError(f"an objective already has its lam, {objective.lam}; pass the objective alone")
    if objective.batch_shape:
        raise ValueError(
            f"a derivation is for one objective, got a stack of shape {objective.batch_shape}; "
            "give it one y and one λ, such as SquaredError(X, y) + 2.0 * L1()"
        )
    return as_price(objective.lam.item())


def _in_few_terms(loss):
    """A sum of squares multiplied out: three terms for any number of observations."""
    return sp.expand(loss) if loss.is_Add and loss.is_polynomial(theta) else loss
