"""What a penalty of one's own says of itself beyond its value and its prox: its norms, its groups, its conjugate.

With z the prox of v, w = (v − z)/step is a slope of Ω at z. So Ω*(w) = w·z − Ω(z), and the gap of w at any θ is by how
much Ω lies there above its tangent at z, Ω(θ) − Ω(z) − w·(θ − z).
"""

import numpy as np

from sparsity_kit.certificates.promised_slopes import first

SLACK = 1e-8  # of what is compared: a prox found by steps has no more digits


def need_knowledge(penalty, v, near, step):
    """At v, with `near` its prox, the penalty is what it says."""
    name, value = type(penalty).__name__, penalty.value(v)
    if shares := penalty.as_elastic_net():
        told = shares[0] * np.abs(v).sum(axis=-1) + shares[1] * np.square(v).sum(axis=-1)
        _need_same(f"{name}.as_elastic_net", told, value, v)
    if groups := penalty.as_groups(v.shape[-1]):
        labels, weights = map(np.asarray, groups)
        lengths = np.sqrt(np.square(v) @ (labels[:, None] == np.arange(len(weights))))
        _need_same(f"{name}.as_groups", lengths @ weights, value, v)
    if penalty.free is not None:
        _need_same(f"{name}.free", np.zeros_like(value), penalty.value(np.where(penalty.free, v, 0.0)), v)
    if penalty.duals and penalty.convex:
        slope, other = (v - near) / step, -v
        above = penalty.value(other) - penalty.value(near) - (slope * (other - near)).sum(axis=-1)
        size = penalty.value(other) + np.abs(slope * other).sum(axis=-1)
        for share, gap in penalty.duals(other, slope, 0 * slope, np.ones(v.shape[:-1])):
            whole = (share >= 1 - SLACK) & np.isfinite(size)  # else it is the gap of a shorter slope
            _need_same(f"{name}.duals", np.where(whole, gap, above), above, other, size)


def _need_same(name, told, own, v, size=0.0):
    """Raise ValueError where what is told is not the penalty's own, up to a share of both or of `size`."""
    same = np.isclose(told, own, rtol=SLACK, atol=SLACK * size)
    if not same.all():
        k = np.unravel_index(np.argmin(same), same.shape)
        raise ValueError(
            f"{name} does not go with the penalty's value: at {first(v, ~same)} it says {told[k]:.6g}, by the value "
            f"it is {own[k]:.6g}; make them agree, or leave it out"
        )
