"""Ω(θ): the shapes whose corners, or lack of them, this course is about.

Each penalty has three methods: `value` (how large it is), `prox` (where it pulls), `symbolic` (its formula).
The price λ is not here: it enters where the penalty is added to a loss, as in `loss + 2.0 * L1()`.
The proxes are those of Parikh and Boyd (2014), Proximal Algorithms, chapter 6.
"""

import numpy as np

from sparsity_kit.blocks import blocks
from sparsity_kit.inputs import as_nonnegative, as_out, as_real, need_broadcast
from sparsity_kit.objective import Penalty
from sparsity_kit.rational import as_rational

BLOCK = 32_768  # numbers per block of soft_threshold: 256 kB, which stay in the cache between its two steps


def soft_threshold(v, threshold, out=None):
    """sign(v)·max(|v| − threshold, 0): move every value toward zero by `threshold`, and stop at zero.

    Any shape; `threshold` >= 0 broadcasts against `v` and is in its units. `out` may name a float64 array for the
    result, `v` itself included. Raises ValueError for NaN, infinities and negative thresholds.

    >>> soft_threshold([-3.0, -0.5, 0.0, 2.0], 1.0)
    array([-2.,  0.,  0.,  1.])
    """
    v, threshold = as_real("v", v), as_nonnegative("threshold", threshold)
    need_broadcast(v=v, threshold=threshold)
    if out is None:
        clipped = np.clip(v, -threshold, threshold)
        return np.subtract(v, clipped, out=clipped if clipped.ndim else None)
    as_out(out, np.broadcast_shapes(v.shape, threshold.shape))
    apart = not np.may_share_memory(out, v)
    with blocks([v, -threshold, threshold], [out], BLOCK) as pieces:
        for part, low, high, answer in pieces:
            clipped = np.clip(part, low, high, out=answer if apart else None)
            np.subtract(part, clipped, out=answer)
    return out


class L1(Penalty):
    """Ω(θ) = Σ|θⱼ|: a diamond, with corners on the axes and a kink of one width, [−1, 1], at every zero.

    >>> L1().prox([3.0, -0.2], 1.0)
    array([2., 0.])
    """

    separable = True

    def value(self, theta):
        """Σ|θⱼ|, from shape (..., p) to (...)."""
        return np.abs(as_real("theta", theta, ndim="1+")).sum(axis=-1)

    def prox(self, v, step):
        """The soft threshold at `step`. It lands on zero exactly."""
        return soft_threshold(*_pair(v, step))

    def symbolic(self, theta):
        """Σ|θⱼ| for SymPy symbols."""
        return sum(abs(t) for t in theta)


class SquaredL2(Penalty):
    """Ω(θ) = Σθⱼ² = ‖θ‖²: round and smooth, so it shrinks and never zeroes. The penalty of ridge regression.

    >>> SquaredL2().prox([3.0, -0.3], 1.0)
    array([ 1. , -0.1])
    """

    separable = True

    def value(self, theta):
        """Σθⱼ², from shape (..., p) to (...)."""
        with np.errstate(over="ignore"):
            return np.square(as_real("theta", theta, ndim="1+")).sum(axis=-1)

    def prox(self, v, step):
        """v / (1 + 2·step): every value shrinks by the same factor."""
        v, step = _pair(v, step)
        return v / (1 + 2 * step) + 0.0  # no -0.

    def symbolic(self, theta):
        """Σθⱼ² for SymPy symbols."""
        return sum(t**2 for t in theta)


class L2(Penalty):
    """Ω(θ) = ‖θ‖₂, not squared: a cone, smooth but for its tip, so all coefficients are zero together or none need be.

    >>> L2().prox([3.0, 4.0], 2.5)
    array([1.5, 2. ])
    """

    def value(self, theta):
        """‖θ‖₂, from shape (..., p) to (...)."""
        return _length(as_real("theta", theta, ndim="1+"))[..., 0]

    def prox(self, v, step):
        """Shorten the vector v by `step`, keeping its direction; zero if it is no longer than that."""
        v = as_real("v", v, ndim="1+")
        return v * _shortening(_length(v), _per_vector(v, step)) + 0.0  # no -0.

    def symbolic(self, theta):
        """√Σθⱼ² for SymPy symbols."""
        return sum(t**2 for t in theta) ** as_rational(0.5)


class ElasticNet(Penalty):
    """Ω(θ) = l1_ratio·Σ|θⱼ| + (1 − l1_ratio)·Σθⱼ²: rounded sides, but it keeps the corners (Zou and Hastie 2005).

    `l1_ratio` is between 0 (squared L2) and 1 (L1); ValueError otherwise. There is no ½ on the squares.

    >>> ElasticNet(0.5).prox([3.0, -0.2], 1.0)
    array([1.25, 0.  ])
    """

    separable = True

    def __init__(self, l1_ratio):
        self.l1_ratio = float(as_nonnegative("l1_ratio", l1_ratio, ndim=0))
        if self.l1_ratio > 1:
            raise ValueError(f"l1_ratio must be between 0 and 1, got {self.l1_ratio}")

    def value(self, theta):
        """l1_ratio·‖θ‖₁ + (1 − l1_ratio)·‖θ‖², from shape (..., p) to (...)."""
        size = np.abs(as_real("theta", theta, ndim="1+"))
        with np.errstate(over="ignore"):
            return (size * (self.l1_ratio + (1 - self.l1_ratio) * size)).sum(axis=-1)

    def prox(self, v, step):
        """First the soft threshold, then the shrinking."""
        v, step = _pair(v, step)
        theta = soft_threshold(v, step * self.l1_ratio)
        return np.divide(theta, 1 + 2 * step * (1 - self.l1_ratio), out=theta if theta.ndim else None)

    def symbolic(self, theta):
        """l1_ratio·Σ|θⱼ| + (1 − l1_ratio)·Σθⱼ² for SymPy symbols."""
        ratio = as_rational(self.l1_ratio)
        return sum(ratio * abs(t) + (1 - ratio) * t**2 for t in theta)

    def __repr__(self):
        return f"ElasticNet({self.l1_ratio})"


class Lq(Penalty):
    """Ω(θ) = Σ|θⱼ|^q with 0 < q <= 2: L1 is q = 1, squared L2 is q = 2. Not convex for q < 1, no kink for q > 1.

    For q < 1 the slope at zero is infinite: the prox jumps from zero to a distance, and `minimize` finds a stationary
    point that depends on where it starts. ValueError for another q. (Frank and Friedman 1993, Technometrics.)

    >>> Lq(0.5).prox([3.0, 1.4], 1.0).round(4)
    array([2.6955, 0.    ])
    """

    separable = True

    def __init__(self, q):
        self.q = float(as_nonnegative("q", q, ndim=0))
        if not 0 < self.q <= 2:
            raise ValueError(f"q must be above 0 and at most 2, got {self.q}")

    def value(self, theta):
        """Σ|θⱼ|^q, from shape (..., p) to (...)."""
        return (np.abs(as_real("theta", theta, ndim="1+")) ** self.q).sum(axis=-1)

    def prox(self, v, step):
        """The root of z − |v| + step·q·z^(q−1) that is farthest from zero, with v's sign; zero if that costs less."""
        v, step = np.broadcast_arrays(*_pair(v, step))
        if self.q == 1:
            return soft_threshold(v, step)
        size, free = np.abs(v), (v == 0) | (step == 0)
        z = _farthest_root(np.where(free, 1.0, size), np.where(free, 0.0, step), self.q)
        cheaper = 0.5 * z**2 - z * size + step * z**self.q < 0
        return np.where(free, v, np.where(cheaper, np.sign(v) * z, 0.0)) + 0.0  # no -0.

    def symbolic(self, theta):
        """Σ|θⱼ|^q for SymPy symbols."""
        return sum(abs(t) ** as_rational(self.q) for t in theta)

    def __repr__(self):
        return f"Lq({self.q})"


class GroupL2(Penalty):
    """Ω(θ) = Σ over groups g of w_g·‖θ_g‖₂: the kink sits where a whole group is zero (Yuan and Lin 2006).

    `groups` gives every coefficient the label 0, 1, …, of its group, shape (p,); `weights` one price per group, 1
    unless given (Yuan and Lin take the square root of the group's size). One group is `L2`; p groups are `L1`.
    Raises ValueError for labels or weights that do not fit.

    >>> GroupL2([0, 0, 1]).prox([3.0, 4.0, 0.5], 1.0)
    array([2.4, 3.2, 0. ])
    """

    n_features: int

    def __init__(self, groups, weights=None):
        labels = as_real("groups", groups, ndim=1)
        self.n_features = len(labels)
        used, self.groups, self._sizes = np.unique(labels, return_inverse=True, return_counts=True)
        missing = np.flatnonzero(used != np.arange(len(used)))
        if len(missing):
            raise ValueError(
                f"groups must use the labels 0, 1, …, each at least once, got {used[missing[0]]:g} where "
                f"{missing[0]} is next; pass np.unique(groups, return_inverse=True)[1]"
            )
        self.weights = np.ones(len(used)) if weights is None else as_nonnegative("weights", weights, ndim=1)
        if self.weights.shape != used.shape:
            raise ValueError(f"weights must have one entry per group, {len(used)}, got shape {self.weights.shape}")
        self._by_group = np.argsort(self.groups, kind="stable")
        self._starts = np.cumsum(self._sizes) - self._sizes

    def group_norms(self, theta):
        """‖θ_g‖₂ for every group, from shape (..., p) to (..., groups)."""
        size = np.abs(self._per_coefficient("theta", theta)[..., self._by_group])
        largest = np.maximum.reduceat(size, self._starts, axis=-1)
        size /= np.repeat(np.where(largest > 0, largest, 1.0), self._sizes, axis=-1)  # so that squares are numbers
        return largest * np.sqrt(np.add.reduceat(np.square(size, out=size), self._starts, axis=-1))

    def value(self, theta):
        """Σ w_g‖θ_g‖₂, from shape (..., p) to (...)."""
        return self.group_norms(theta) @ self.weights

    def prox(self, v, step):
        """Shorten every group's vector by step·w_g; a group no longer than that becomes zero as a whole."""
        v = self._per_coefficient("v", v)
        shorter = _shortening(self.group_norms(v), _per_vector(v, step) * self.weights)
        return v * shorter[..., self.groups] + 0.0  # no -0.

    def symbolic(self, theta):
        """Σ w_g·√(Σθⱼ² over g) for SymPy symbols."""
        if len(theta) != self.n_features:
            raise ValueError(f"theta must have one entry per label in groups, {self.n_features}, got {len(theta)}")
        squares: list = [0] * len(self.weights)
        for t, label in zip(theta, self.groups, strict=True):
            squares[label] += t**2
        return sum(as_rational(w) * square ** as_rational(0.5) for w, square in zip(self.weights, squares, strict=True))

    def _per_coefficient(self, name, value):
        array = as_real(name, value, ndim="1+")
        if array.shape[-1] != self.n_features:
            raise ValueError(
                f"{name} must have one entry per label in groups, {self.n_features}, got shape {array.shape}"
            )
        return array

    def __repr__(self):
        if self.n_features > 20:
            return f"GroupL2({self.n_features} coefficients in {len(self.weights)} groups)"
        return f"GroupL2({self.groups.tolist()}, weights={self.weights.tolist()})"


def as_elastic_net(penalty):
    """(a, b) if Ω(θ) = a·‖θ‖₁ + b·‖θ‖², else None: what has an exact path, and one formula for its gap and its flow."""
    if type(penalty) is L1:
        return 1.0, 0.0
    if type(penalty) is SquaredL2:
        return 0.0, 1.0
    if type(penalty) is ElasticNet:
        return penalty.l1_ratio, 1 - penalty.l1_ratio
    if type(penalty) is GroupL2 and len(penalty.weights) == len(penalty.groups) and np.ptp(penalty.weights) == 0:
        return float(penalty.weights[0]), 0.0
    return None


def _pair(v, step):
    """v and step as arrays that broadcast together."""
    v, step = as_real("v", v), as_nonnegative("step", step)
    need_broadcast(v=v, step=step)
    return v, step


def _length(v):
    """‖v‖₂, shape (..., 1)."""
    size = np.abs(v)
    largest = size.max(axis=-1, keepdims=True)
    size /= np.where(largest > 0, largest, 1.0)  # so that no square overflows or vanishes
    return largest * np.sqrt(np.square(size, out=size).sum(axis=-1, keepdims=True))


def _shortening(norms, step):
    """max(0, 1 − step/norm): the factor that shortens vectors of these norms by `step`; 0 for a zero vector."""
    return np.where(norms > step, 1 - step / np.where(norms > step, norms, 1.0), 0.0)


def _farthest_root(size, step, q):
    """The largest z >= 0 with z − size + step·q·z^(q−1) = 0, or 0 where there is none; by Newton's steps.

    The function bends one way only, so the steps from beyond the root (q < 1) or from before it (q > 1) never pass it.
    """
    shape, size, step = size.shape, size.ravel(), step.ravel()
    with np.errstate(divide="ignore", over="ignore", under="ignore", invalid="ignore"):
        z = size.copy() if q < 1 else np.minimum(size / 2, (size / (2 * step * q)) ** (1 / (q - 1)))
        busy = np.arange(z.size)  # where it has not settled; each number goes on alone, and knows no neighbours
        for _ in range(100):
            old, at = z[busy], step[busy] * q
            bend = 1 + at * (q - 1) * old ** (q - 2)
            new = old - (old - size[busy] + at * old ** (q - 1)) / bend
            new = np.where((bend > 0) & (new > 0), new, 0.0)
            moved = np.abs(new - old) > 4e-16 * old
            z[busy] = np.where(moved, new, old)
            busy = busy[moved]
            if not busy.size:
                break
    return z.reshape(shape)


def _per_vector(v, step):
    """`step` for a whole vector of v: a number, or one per vector with a last axis of length 1."""
    step = as_nonnegative("step", step)
    if step.ndim and step.shape[-1] != 1:
        raise ValueError(f"step must be one number per vector, got shape {step.shape}; write step[:, None]")
    need_broadcast(v=v, step=step)
    return step
