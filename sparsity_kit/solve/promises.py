"""What a loss or a penalty of one's own promises, looked at where the steps begin, before a solver believes it.

A solver asks a loss for slopes and a penalty for proxes, and believes what it hears: a factor ½ that one method has and
the other lacks leads to an answer whose certificate, made of the same slopes and proxes, is as wrong as it. So they are
compared with `value`, once. The kit's own losses and penalties are compared in its tests.
"""

import numpy as np

from sparsity_kit.inputs import as_nonnegative, frozen

AHEAD = 1e-4  # of the way on which a bend of size `lipschitz` makes a slope zero: so far the value is followed
FACTOR = 1e-4  # of a slope: by so much the value may change faster or slower, twice what that bend can do there
DIGITS = 100  # roundings that a value may have
NEAR = 1e-3  # by this share longer and shorter are the rivals of a prox
SLACK, ROUND = 1e-8, 1e-14  # of what it costs, and of ‖v‖²: by so much a prox found by steps, or rounded, may be beaten


def need_promises(objective, start):
    """Raise TypeError or ValueError, in one line, where a loss or penalty of one's own breaks a promise at `start`."""
    loss, penalty, start = objective.loss, objective.penalty, frozen(start)
    _need_bound(loss)
    if not _is_ours(loss):
        _need_slopes(objective, start)
        _need_curvatures(loss, start)
    if not _is_ours(penalty):
        step = 1 / (loss.lipschitz or 1.0)
        moved = start - step * loss.gradient(start)
        for v in (moved, np.zeros_like(start)):
            if np.isfinite(v).all():
                _need_prox(penalty, v, step * objective.lam[..., None])


def _is_ours(shape):
    return type(shape).__module__.partition(".")[0] == "sparsity_kit"


def _need_bound(loss):
    """There is a number that its slopes do not outgrow."""
    bound = getattr(loss, "lipschitz", None)
    if isinstance(bound, float) and bound == np.inf:
        raise ValueError(
            "the loss's lipschitz must be finite, got inf; where slopes grow without end, give a number that holds "
            "for all θ with F(θ) <= F(0)"
        )
    as_nonnegative("the loss's lipschitz", bound, ndim=0)


def _need_slopes(objective, theta):
    """The value changes along the gradient as fast as that is long, and where F <= F(0) it bends no more than L."""
    loss = objective.loss
    name = type(loss).__name__
    value, slope = np.asarray(loss.value(theta)), loss.gradient(theta)
    _need_array(f"{name}.gradient", slope, theta, theta.shape)
    _need_array(f"{name}.value", value, theta, theta.shape[:-1])
    if not (np.isfinite(value).all() and np.isfinite(slope).all()):
        wrong = ~(np.isfinite(value) & np.isfinite(slope).all(axis=-1))
        raise ValueError(
            f"{name} must be finite where the steps begin, got value {_worst(value)} and gradient {_worst(slope)} "
            f"at {_first(theta, wrong)}; pass another start, or mend the loss"
        )
    bound = loss.lipschitz or 1.0
    ratio = _change(loss, theta, value, slope, AHEAD / bound)
    bend = _bend(loss, theta, slope, AHEAD / bound)
    inside = (objective.value(theta) <= objective.value(np.zeros_like(theta))).all()
    if bend > 1.01 * bound and inside and (ratio is None or _change(loss, theta, value, slope, AHEAD / bend) is None):
        raise ValueError(f"{name}.lipschitz must be at least {bend:.3g}, so fast its gradient changes, got {bound:.3g}")
    if ratio is not None:
        raise ValueError(
            f"{name}.gradient does not belong to its value, which changes along it {ratio:.3g} times as fast as it "
            "says; give both the same factors and signs, and lipschitz its size"
        )


def _change(loss, theta, value, slope, step):
    """How fast the value changes along the slope, as a share of what the slope says; None if that is right."""
    ahead, behind = loss.value(theta + step * slope), loss.value(theta - step * slope)
    rounding = DIGITS * np.finfo(value.dtype if value.dtype.kind == "f" else float).eps * np.abs(value)
    change, expected = ahead - behind, 2 * step * np.square(slope).sum(axis=-1)
    wrong = np.abs(change - expected) > FACTOR * expected + rounding
    return float((change[wrong] / expected[wrong])[0]) if wrong.any() else None


def _bend(loss, theta, slope, step):
    """‖∇f(θ + d) − ∇f(θ − d)‖/‖2d‖ for d = step·slope, the largest of the stack: L is no less."""
    gap = np.linalg.norm(loss.gradient(theta + step * slope) - loss.gradient(theta - step * slope), axis=-1)
    length = 2 * step * np.linalg.norm(slope, axis=-1)
    return float(np.max(np.divide(gap, length, out=np.zeros_like(length), where=length > 0)))


def _need_curvatures(loss, theta):
    """They are numbers (p,), and go with a loss that is nowhere negative."""
    if loss.curvatures is None:
        return
    name = f"{type(loss).__name__}.curvatures"
    _need_array(name, loss.curvatures, theta, theta.shape[-1:])
    as_nonnegative(name, loss.curvatures)
    lowest = np.min(loss.value(np.zeros_like(theta)))
    if lowest < 0:
        raise ValueError(f"{name} are for a loss that is never negative, got value {lowest:.3g} at 0; leave them out")


def _need_prox(penalty, v, step):
    """No rival near the prox, nor v, nor 0, has a lower ½‖θ − v‖² + step·Ω(θ)."""
    name = type(penalty).__name__
    near = penalty.prox(v.copy(), step)
    _need_array(f"{name}.prox", near, v, v.shape)
    if not np.isfinite(near).all():
        wrong = ~np.isfinite(near).all(axis=-1)
        raise ValueError(f"{name}.prox must be finite, got {_worst(near)} at v = {_first(v, wrong)}; mind 0/0")

    def cost(theta):
        size = np.asarray(penalty.value(theta))
        return np.square(theta - v).sum(axis=-1) / 2 + np.where(np.isinf(size), 1.0, step[..., 0]) * size

    here = cost(near)
    for rival in (v, 0 * v, near * (1 + NEAR), near * (1 - NEAR), near + NEAR * (v - near), near - NEAR * (v - near)):
        other = cost(rival)
        beaten = here - other > SLACK * np.abs(here) + ROUND * np.square(v).sum(axis=-1)
        if beaten.any():
            raise ValueError(
                f"{name}.prox does not minimise ½‖θ − v‖² + step·value(θ): at v = {_first(v, beaten)} that is "
                f"{here[beaten][0]:.4g}, elsewhere {other[beaten][0]:.4g}; give both the same factors and signs"
            )
    if penalty.separable:
        for theta in (v, near):
            _need_separable(penalty, theta)
    if penalty.convex:
        for other in (near, 0 * v, -v, NEAR * v, -NEAR * v):
            _need_convex(penalty, v, other)


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
            f"{type(penalty).__name__}.separable is True, but its value at {_first(theta, ~same)} is not the sum of "
            "those of each coefficient alone; leave separable False"
        )


def _need_convex(penalty, one, other):
    """Half way Ω is no larger than half the sum of its values at both ends, and at 0 it is least."""
    ends = (penalty.value(one) + penalty.value(other)) / 2
    wrong = (penalty.value((one + other) / 2) > ends * (1 + SLACK)) | (penalty.value(0 * one) > penalty.value(other))
    if wrong.any():
        raise ValueError(
            f"{type(penalty).__name__}.convex is True, but its value is larger between {_first(one, wrong)} and "
            f"{_first(other, wrong)} than convexity allows, or not least at 0; leave convex False"
        )


def _need_array(name, value, theta, shape):
    if not isinstance(value, np.ndarray) or value.shape != shape or value.dtype.kind not in "biuf":
        got = f"{value.dtype} of shape {value.shape}" if isinstance(value, np.ndarray) else type(value).__name__
        raise TypeError(f"{name} must be an array of real numbers of shape {shape}, got {got} for θ of {theta.shape}")


def _worst(array):
    """A number of the array that is not finite, or its largest."""
    bad = array[~np.isfinite(array)]
    return f"{bad[0] if bad.size else np.abs(array).max():.3g}"


def _first(vectors, which):
    """The first of those vectors (..., p) as text, but for most of its numbers."""
    vector = vectors[np.broadcast_to(which, vectors.shape[:-1])][0]
    return f"({', '.join(f'{number:.3g}' for number in vector[:3])}{', …' * (len(vector) > 3)})"
