"""What a penalty of one's own promises: a prox that belongs to its value, and to be the sum or convex that it says.

And what it may say of itself beyond these: its norms, its groups, its conjugate. With z the prox of v, w = (v − z)/step
is a slope of Ω at z. So Ω*(w) = w·z − Ω(z), and the gap of w at any θ is by how much Ω lies there above its tangent at
z, Ω(θ) − Ω(z) − w·(θ − z).
"""

import numpy as np

from sparsity_kit.certificates.promised_slopes import first, need_answer, need_array, worst

NEAR = 1e-3  # by this share longer and shorter are the rivals of a prox
SLACK, ROUND = 1e-8, 1e-14  # of what it costs, and of ‖v‖²: by so much a prox found by steps, or rounded, may be beaten


def need_prox(penalty, v, step):
    """No rival near the prox, nor v, nor 0, has a lower ½‖θ − v‖² + step·Ω(θ)."""
    name = type(penalty).__name__
    near = need_answer(penalty, "prox", v.copy(), step)
    need_array(f"{name}.prox", near, v, v.shape)
    if not np.isfinite(near).all():
        wrong = ~np.isfinite(near).all(axis=-1)
        raise ValueError(f"{name}.prox must be finite, got {worst(near)} at v = {first(v, wrong)}; mind 0/0")

    def cost(theta):
        size = np.asarray(penalty.value(theta))
        need_array(f"{name}.value", size, theta, theta.shape[:-1])
        return np.square(theta - v).sum(axis=-1) / 2 + np.where(np.isinf(size), 1.0, step[..., 0]) * size

    here = cost(near)
    for rival in (v, 0 * v, near * (1 + NEAR), near * (1 - NEAR), near + NEAR * (v - near), near - NEAR * (v - near)):
        other = cost(rival)
        beaten = here - other > SLACK * np.abs(here) + ROUND * np.square(v).sum(axis=-1)
        if beaten.any():
            raise ValueError(
                f"{name}.prox does not minimise ½‖θ − v‖² + step·value(θ): at v = {first(v, beaten)} that is "
                f"{here[beaten][0]:.4g}, elsewhere {other[beaten][0]:.4g}; give both the same factors and signs"
            )
    if penalty.separable:
        for theta in (v, near):
            _need_separable(penalty, theta)
    if penalty.convex:
        for other in (near, 0 * v, -v, NEAR * v, -NEAR * v):
            _need_convex(penalty, v, other)
    _need_knowledge(penalty, v, near, step)


def _need_separable(penalty, theta):
    """Ω is a sum of one function of each coefficient, so that a single coefficient may be asked too."""
    whole = penalty.value(theta)
    try:
        parts = np.sum(penalty.value(theta[..., None]), axis=-1)
    except Exception:  # whatever it says of one coefficient where it has room for p
        parts = np.nan
    same = np.isclose(parts, whole, rtol=SLACK)
    if not same.all():
        raise ValueError(
            f"{type(penalty).__name__}.separable is True, but its value at {first(theta, ~same)} is not the sum of "
            "those of each coefficient alone; leave separable False"
        )


def _need_convex(penalty, one, other):
    """Half way Ω is no larger than half the sum of its values at both ends, and at 0 it is least."""
    ends = (penalty.value(one) + penalty.value(other)) / 2
    wrong = (penalty.value((one + other) / 2) > ends * (1 + SLACK)) | (penalty.value(0 * one) > penalty.value(other))
    if wrong.any():
        raise ValueError(
            f"{type(penalty).__name__}.convex is True, but its value is larger between {first(one, wrong)} and "
            f"{first(other, wrong)} than convexity allows, or not least at 0; leave convex False"
        )


def _need_knowledge(penalty, v, near, step):
    """What the penalty says of itself (norms, groups, free, duals) is so at v, whose prox is `near`."""
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
