"""Penalties as a reader may write them: each with its value, its prox and its formula, and nothing more."""

import re
from pathlib import Path

import numpy as np
import sympy as sp

from sparsity_kit import Penalty


def huber():
    """The penalty that CONTRIBUTING.md defines."""
    guide = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    names = {}
    exec(re.search(r"^```python\n(.*?)^```", guide, flags=re.DOTALL | re.MULTILINE)[1], names)
    return names["HuberL1"](0.5)


class Both(Penalty):
    """Σ|θⱼ| + θⱼ²."""

    separable = convex = True

    def value(self, theta):
        return (np.abs(theta) + np.square(theta)).sum(axis=-1)

    def prox(self, v, step):
        return np.sign(v) * np.maximum(np.abs(v) - step, 0) / (1 + 2 * step)

    def symbolic(self, theta):
        return sum(abs(t) + t**2 for t in theta)


class Log(Penalty):
    """Σ log(1 + |θⱼ|), which is not convex."""

    separable = True

    def value(self, theta):
        return np.log1p(np.abs(theta)).sum(axis=-1)

    def prox(self, v, step):
        size, step = np.broadcast_arrays(np.abs(v), step)
        far = (size - 1 + np.sqrt(np.maximum((1 + size) ** 2 - 4 * step, 0))) / 2
        lower = (far - size) ** 2 / 2 + step * np.log1p(np.maximum(far, 0)) < size**2 / 2
        return np.where((far > 0) & lower, np.sign(v) * far, 0.0)

    def symbolic(self, theta):
        return sum(sp.log(1 + abs(t)) for t in theta)


class Asymmetric(Penalty):
    """Σ upⱼ·max(θⱼ, 0) + downⱼ·max(−θⱼ, 0): a price of each coefficient and of each sign."""

    convex, n_features = True, 2
    up, down = np.array([1.0, 3.0]), np.array([2.0, 0.5])

    def value(self, theta):
        return (self.up * np.maximum(theta, 0) + self.down * np.maximum(-theta, 0)).sum(axis=-1)

    def prox(self, v, step):
        return np.maximum(v - step * self.up, 0) - np.maximum(-v - step * self.down, 0)

    def symbolic(self, theta):
        return sum(
            sp.Rational(u) * sp.Max(t, 0) + sp.Rational(d) * sp.Max(-t, 0)
            for t, u, d in zip(theta, self.up, self.down, strict=True)
        )


class Box(Penalty):
    """0 where all |θⱼ| <= 1, infinite elsewhere."""

    separable = convex = True

    def value(self, theta):
        return np.where(np.abs(theta) <= 1, 0.0, np.inf).sum(axis=-1)

    def prox(self, v, step):
        return np.clip(v, -1, 1) + 0 * step

    def symbolic(self, theta):
        return sum(sp.Piecewise((0, abs(t) <= 1), (sp.oo, True)) for t in theta)


class Beyond(Penalty):
    """Σ max(|θⱼ| − 1, 0): kinks away from zero, and nothing to pay within."""

    separable = convex = True

    def value(self, theta):
        return np.maximum(np.abs(theta) - 1, 0).sum(axis=-1)

    def prox(self, v, step):
        size = np.abs(v)
        return np.sign(v) * np.where(size <= 1, size, np.maximum(size - step, 1))

    def symbolic(self, theta):
        return sum(sp.Max(abs(t) - 1, 0) for t in theta)


class Length(Penalty):
    """√Σθⱼ²: no sum over the coefficients."""

    convex = True

    def value(self, theta):
        return np.sqrt(np.square(theta).sum(axis=-1))

    def prox(self, v, step):
        length = self.value(v)[..., None]
        return v * np.maximum(1 - step / np.where(length > 0, length, 1.0), 0)

    def symbolic(self, theta):
        return sp.sqrt(sum(t**2 for t in theta))


class Largest(Penalty):
    """max |θⱼ|: corners on the diagonals. What its prox takes away is the nearest point of an L1 ball."""

    convex = True

    def value(self, theta):
        return np.abs(theta).max(axis=-1)

    def prox(self, v, step):
        sizes = -np.sort(-np.abs(v), axis=-1)
        excess = (np.cumsum(sizes, axis=-1) - step) / np.arange(1, sizes.shape[-1] + 1)
        return np.clip(v, -(top := np.maximum(excess.max(axis=-1, keepdims=True), 0)), top)

    def symbolic(self, theta):
        return sp.Max(*map(abs, theta))


STRANGERS = {type(each).__name__: each for each in (
    huber(), Both(), Log(), Asymmetric(), Box(), Beyond(), Length(), Largest()
)}  # fmt: skip
CONVEX_AND_FINITE = [name for name, each in STRANGERS.items() if each.convex and name != "Box"]
