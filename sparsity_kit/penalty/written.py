"""A penalty that is nothing but its formula in one coefficient, t."""

import numpy as np

from sparsity_kit.fits import as_pair
from sparsity_kit.halving import last
from sparsity_kit.inputs import as_nonnegative, as_real
from sparsity_kit.penalty.lowest import lowest
from sparsity_kit.penalty.reading import read
from sparsity_kit.penalty.shape import Penalty
from sparsity_kit.penalty.study import study
from sparsity_kit.penalty.tree import evaluate, in_sympy


class Written(Penalty):
    """Ω(θ) = Σ ω(θⱼ) for a formula ω(t); made by `Penalty.of`, whose docstring says what a formula may be."""

    separable = True

    def __init__(self, formula):
        self.tree = read(formula)
        self.formula = formula.strip()
        self._study = study(self.formula, self.tree)
        self.convex = self._study.convex

    @property
    def name(self):
        """The formula."""
        return self.formula

    @property
    def slope(self):
        """ω′(0+), half the width of the subdifferential at zero; infinite for √|t|."""
        return self._study.slope

    def value(self, theta):
        """Σ ω(θⱼ), from shape (..., p) to (...)."""
        with np.errstate(all="ignore"):  # in pieces that do not hold
            return evaluate(self.tree, as_real("theta", theta, ndim="1+")[..., None]).sum(axis=-1)

    def prox(self, v, step):
        """The z of lowest ½(z − v)² + step·ω(z), to rounding; zero where another is no lower."""
        v, step = np.broadcast_arrays(*as_pair(v, step))
        z = lowest(self.tree, self._study, np.abs(v).ravel(), step.ravel()).reshape(v.shape)
        return np.sign(v) * z + 0.0  # no -0.

    def threshold(self, lam):
        """The largest |x·y| at which argmin (θ − x·y)² + λω(θ) is zero: λω′(0+)/2, or less if it jumps there."""
        half = float(as_nonnegative("lam", lam, ndim=0)) / 2
        if half == 0:
            return 0.0
        most = half * self.slope
        return min(most, last(lambda xy: self.prox([xy], half)[0] == 0, far=most, high=np.sqrt(2 * half)))

    def symbolic(self, theta):
        """Σ ω(θⱼ) for SymPy symbols."""
        return sum(in_sympy(self.tree, t) for t in theta)

    def as_elastic_net(self):
        """(a, b) if ω is a|t| + bt², else None."""
        t = np.array([1e-3, 0.5, 1.0, 2.0, 1e3])
        a, ab = self.slope, float(self.value([1.0]))
        size = self.value(t[:, None])
        same = self.convex and np.isfinite(a) and np.allclose(a * t + (ab - a) * t**2, size, rtol=1e-14, atol=0.0)
        return (a, ab - a) if same and (ab - a) >= 0 else None

    def __repr__(self):
        return f"Penalty.of({self.formula!r})"
