"""What all norms have in common: a certificate from the dual norm, and a flow that goes straight to zero."""

from typing import Any

import numpy as np

from sparsity_kit.penalty import Penalty


class Norm(Penalty):
    """Ω with Ω(tθ) = |t|·Ω(θ): its slopes are those whose `dual_norm` is at most 1, and there its conjugate is 0."""

    convex = True
    dual_norm: Any  # (slopes): max of slopes·θ over all θ with Ω(θ) <= 1, from (..., p) to (...); slopes >= 0

    def duals(self, theta, pull, blur, lam):
        """One: shortened until the dual norm is at most λ, where λΩ(θ) − w·θ is the gap."""
        share = share_within(self.dual_norm(np.abs(pull) + blur), lam)
        yield share, lam * self.value(theta) - (share[..., None] * pull * theta).sum(axis=-1)

    def flow(self, start, travelled):
        """The prox: pieces of θ shorten at constant speed, and keep their direction."""
        return self.prox(start, travelled)


def share_within(size, most):
    """By which factor, at most 1, a size comes down to `most`."""
    return np.where(size > most, most / np.where(size > most, size, 1.0), 1.0)


def shortening(norms, step):
    """max(0, 1 − step/norm): the factor that shortens vectors of these norms by `step`; 0 for a zero vector."""
    return np.where(norms > step, 1 - step / np.where(norms > step, norms, 1.0), 0.0)
