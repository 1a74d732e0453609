"""f(θ), a loss: smooth, and the first part of an objective."""

from typing import Any

import numpy as np

from sparsity_kit.brackets import Shape, described, forget, missing
from sparsity_kit.inputs import as_count
from sparsity_kit.penalty import Penalty, PricedPenalty

KNOWLEDGE = {"as_squared_error", "dual_point", "bend", "conjugate_gap", "reach", "blur"}


class Loss(Shape):
    """f(θ), smooth. A new loss is a subclass with two methods and two attributes:

    - `value(theta)`: f(θ), from shape (..., p) to (...);
    - `gradient(theta)`: ∇f(θ), shape (..., p);
    - `n_features`: p, and `lipschitz`: a number L with ‖∇f(a) − ∇f(b)‖ <= L‖a − b‖, at least for all θ with
      F(θ) <= F(0): slopes that grow without end, as those of exp do, have no other.

    `curvatures`, if there are any, are such numbers for each coefficient alone, shape (p,), of a loss that is never
    negative; with them columns of very different sizes are judged fairly. `batch_shape` is the shape of a stack of
    losses of one kind (many right-hand sides), () for a single one; with `pick(problems, batch_shape)` some of a stack
    can be solved without the others. `symbolic(theta)`, its formula for a list of real SymPy symbols, is what the
    derivations start from.

    `minimize` goes by gradient steps and judges by slopes. For faster ways, a duality gap and more, say what f is:

    - `as_squared_error()`: the same f as a `SquaredError`: it has formulas, exact paths and live pictures. (One whose
      rows have weights w is simply `SquaredError(√w·X, √w·y)`.)
    - or, if f(θ) = h(Xθ) with a convex h and `X` (n, p): `dual_point(theta)`, h′ at Xθ, and `bend(theta)`, h″ of each
      row, both (..., n); and `conjugate_gap(theta, dual)`, h(Xθ) + h*(u) − u·Xθ for u = dual, (...). It has Newton's
      steps. Labels have a `margin(theta)`, (..., n): f falls for ever along a θ at which all of it is positive.
    """

    n_features: int
    batch_shape: tuple[int, ...] = ()
    curvatures: Any = None
    as_squared_error: Any = None
    dual_point: Any = None
    bend: Any = None
    conjugate_gap: Any = None

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        forget(cls, Loss, ("value", "gradient"), KNOWLEDGE)

    def gradient(self, theta):
        """∇f(θ), shape (..., p)."""
        raise missing(self, "gradient(theta)")

    def reach(self, theta):
        """How far from h′, in the norm √Σ(Δuᵢ)²/h″ᵢ, the conjugate gap is at most the square of the way, (...)."""
        return 0.0

    def blur(self, theta):
        """What rounding hides between f and the squared error that it is, (...); in the units of f."""
        return 2 * np.abs(self.value(theta) - self.as_squared_error().value(theta))

    def pick(self, problems, batch_shape):
        """The losses at an index of the batch, or those that a mask of it names, in a row."""
        raise missing(self, "pick(problems, batch_shape)")

    def __add__(self, priced):
        from sparsity_kit.objective.objective import Objective

        if isinstance(priced, Penalty):
            priced = 1.0 * priced
        if not isinstance(priced, PricedPenalty):
            raise TypeError(f"a loss takes one priced penalty, as in loss + 2.0 * L1(); got {described(priced)}")
        return Objective(self, priced.penalty, priced.lam)

    __radd__ = __add__

    def __rmul__(self, factor):
        raise TypeError(
            f"a loss takes no factor, got {described(factor)}: f(θ) stands here with no ½ and no 1/n; "
            "sparsity_kit.conventions turns the λ of other conventions into ours"
        )

    __mul__ = __rmul__


def as_loss(value):
    """Return `value` if it is a loss; otherwise raise TypeError."""
    if not isinstance(value, Loss):
        raise TypeError(f"loss must be a loss such as SquaredError(X, y), got {described(value, 'loss')}")
    if not hasattr(value, "n_features"):
        raise missing(value, "n_features")
    as_count("the loss's n_features", value.n_features, least=1)
    return value
