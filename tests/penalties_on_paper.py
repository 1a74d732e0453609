"""Penalties that only have a formula, for the derivations: weighted, tied, kinked, or infinite somewhere."""

import sympy as sp

from sparsity_kit.penalty import Penalty


class Summed(Penalty):
    """Ω(θ) = Σ wⱼ·h(θⱼ) for one formula h; all wⱼ are 1 unless given."""

    def __init__(self, formula, weights=None):
        self.formula = formula
        if weights is not None:
            self.weights, self.n_features = weights, len(weights)

    def symbolic(self, theta):
        weights = getattr(self, "weights", [1] * len(theta))
        return sum(sp.Rational(w) * self.formula(t) for w, t in zip(weights, theta, strict=True))


class WeightedL1(Summed):
    """Ω(θ) = Σ wⱼ|θⱼ|."""

    def __init__(self, weights):
        super().__init__(abs, weights)


class Written(Penalty):
    """Ω(θ) as a formula of the whole vector."""

    def __init__(self, formula):
        self.formula = formula

    def symbolic(self, theta):
        return self.formula(list(theta))


def norm(theta):
    return sp.sqrt(sum(t**2 for t in theta))


L1_AND_L2 = Written(lambda theta: sum(map(abs, theta)) + norm(theta))
SORTED_L1 = Written(lambda theta: 2 * sp.Max(*map(abs, theta)) + sp.Min(*map(abs, theta)))  # w = (2, 1)
MAX_NORM = Written(lambda theta: sp.Max(*map(abs, theta)))
FUSED = Written(lambda theta: abs(theta[0] - theta[1]))
BOX = Summed(lambda t: sp.Piecewise((0, abs(t) <= 1), (sp.oo, True)))
NONNEGATIVE_L1 = Summed(lambda t: sp.Piecewise((t, t >= 0), (sp.oo, True)))
