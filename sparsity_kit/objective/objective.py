"""An objective, f(θ) + λ Ω(θ): its value, its steps, and how far a θ is from where they rest."""

import numpy as np

from sparsity_kit.brackets import Summand, described
from sparsity_kit.fits import as_coefficients, batch_of, need_broadcast, product
from sparsity_kit.inputs import as_nonnegative, frozen, shown
from sparsity_kit.objective.loss import as_loss
from sparsity_kit.penalty import PricedPenalty, as_penalty
from sparsity_kit.penalty.priced import ONE_PENALTY
from sparsity_kit.printable import counted


class Objective(Summand):
    """F(θ) = f(θ) + λ Ω(θ), written `loss + lam * penalty`; in the units of the loss.

    `lam` is an array, () for a single λ; its shape and the loss's `batch_shape` broadcast to `batch_shape`.
    Raises ValueError if they do not, or if the penalty is made for another number of coefficients.
    """

    def __init__(self, loss, penalty, lam):
        self.loss, self.penalty, self.lam = as_loss(loss), as_penalty(penalty), frozen(as_nonnegative("lam", lam))
        need_fit(penalty, loss)
        self.batch_shape = batch_of(
            f"lam of shape {self.lam.shape} does not broadcast with the {loss.batch_shape} losses; "
            "for every pair of both write lam[:, None]",
            loss.batch_shape,
            self.lam.shape,
        )

    def __add__(self, other):
        raise TypeError(
            f"an objective already has its penalty, {shown(self.penalty)}; cannot add {described(other)}: the prox of "
            f"a sum is not the sum of the proxes; {ONE_PENALTY}"
        )

    __array_ufunc__ = None

    def pick(self, problems, batch_shape):
        """The problem at an index of the batch, or those that a mask of it names, in a row."""
        loss = self.loss if self.loss.batch_shape == () else self.loss.pick(problems, batch_shape)
        return Objective(loss, self.penalty, np.broadcast_to(self.lam, batch_shape)[problems])

    @np.errstate(over="ignore")  # infinite where it is beyond float64
    def value(self, theta):
        """F(θ), from shape (..., p) to (...)."""
        theta = self.as_coefficients("theta", theta)
        size = np.asarray(self.penalty.value(theta))
        if size.shape != theta.shape[:-1]:
            raise TypeError(
                f"{self.penalty!r}.value must sum over the last axis alone: theta {theta.shape} gave {size.shape}; "
                "write sum(axis=-1)"
            )
        price = np.where(np.isinf(size), 1.0, self.lam)  # what is forbidden at any price is forbidden at price 0 too
        return self.loss.value(theta) + price * size

    def prox_step(self, theta, step):
        """One proximal gradient step: prox of step·λ·Ω at θ − step·∇f(θ), shape (..., p).

        First follow f downhill, then let the penalty pull. The points that it leaves where they are, are exactly
        the stationary points of F. (Parikh and Boyd 2014, Proximal Algorithms, section 4.2.)
        """
        theta, step = self.as_coefficients("theta", theta), as_nonnegative("step", step)
        need_broadcast(theta=theta, step=step)
        return self.step_along(theta, self.loss.gradient(theta), step)

    def as_coefficients(self, name, value):
        """Return `value` as coefficients of this objective, (..., p), called `name` in errors."""
        return as_coefficients(name, value, self.loss.n_features, self.batch_shape)

    def __rmul__(self, factor):
        raise TypeError(f"an objective takes no factor, got {described(factor)}: F and 2·F have the same minimiser")

    __mul__ = __rmul__

    def step_along(self, theta, slope, step):
        """`prox_step` for who knows the gradient there, of arrays that have been looked at."""
        with np.errstate(over="ignore", invalid="ignore"):
            moved = theta - step * slope
        if not np.isfinite(moved).all():
            raise ValueError(
                f"the step from θ of size {np.abs(theta).max():.2g} is not finite: the steps have run away, because "
                "they are too long or the loss's lipschitz is too small"
            )
        return self.penalty.prox(moved, product(step, self.lam[..., None]))

    def slope_residuals(self, theta):
        """(θ − prox_step(θ, s)) / s: how far 0 is from ∇f + λ∂Ω in each coefficient, shape (..., p).

        In units of the gradient; zero exactly where θ is stationary. s is 1/L. If the penalty is separable and the
        curvatures of the loss are known, s may also be one over each coefficient's own: the smaller residual counts.
        """
        theta = self.as_coefficients("theta", theta)
        rate, slope = self.loss.lipschitz or 1.0, self.loss.gradient(theta)
        residuals = rate * (theta - self.step_along(theta, slope, 1 / rate))
        if self.penalty.separable and self.loss.curvatures is not None:
            rate = np.where(self.loss.curvatures > 0, self.loss.curvatures, rate)
            own = rate * (theta - self.step_along(theta, slope, 1 / rate))
            residuals = np.where(np.abs(own) < np.abs(residuals), own, residuals)
        return residuals

    def stationarity_gap(self, theta):
        """max|slope_residuals|, shape (...): zero exactly at the minimisers, if the objective is convex."""
        return np.abs(self.slope_residuals(theta)).max(axis=-1)

    def __repr__(self):
        return f"{self.loss!r} + {PricedPenalty(self.lam, self.penalty)!r}"


def need_fit(penalty, loss):
    """Raise ValueError if the penalty is made for another number of coefficients than the loss has."""
    if penalty.n_features not in (None, loss.n_features):
        raise ValueError(
            f"{type(penalty).__name__} is made for {counted(penalty.n_features, 'coefficient')}, the loss has "
            f"{loss.n_features}; make one for as many as X has columns"
        )
