"""What a loss of one's own promises: slopes that belong to its value, and a bound on how fast they change."""

import numpy as np

from sparsity_kit.brackets import missing
from sparsity_kit.inputs import as_nonnegative

AHEAD = 1e-4  # of the way on which a bend of size `lipschitz` makes a slope zero: so far the value is followed
FACTOR = 1e-4  # of a slope: by so much the value may change faster or slower, twice what that bend can do there
DIGITS = 100  # roundings that a value may have


def need_bound(loss):
    """There is a number that its slopes do not outgrow."""
    bound = getattr(loss, "lipschitz", None)
    if bound is None:
        raise missing(loss, "lipschitz")
    if isinstance(bound, float) and bound == np.inf:
        raise ValueError(
            "the loss's lipschitz must be finite, got inf; where slopes grow without end, give a number that holds "
            "for all θ with F(θ) <= F(0)"
        )
    as_nonnegative("the loss's lipschitz", bound, ndim=0)


def need_slopes(objective, theta):
    """The value changes along the gradient as fast as that is long, and where F <= F(0) it bends no more than L."""
    loss = objective.loss
    name = type(loss).__name__
    value, slope = np.asarray(need_answer(loss, "value", theta)), need_answer(loss, "gradient", theta)
    need_array(f"{name}.gradient", slope, theta, theta.shape)
    need_array(f"{name}.value", value, theta, theta.shape[:-1])
    if not (np.isfinite(value).all() and np.isfinite(slope).all()):
        wrong = ~(np.isfinite(value) & np.isfinite(slope).all(axis=-1))
        raise ValueError(
            f"{name} must be finite where the steps begin, got value {worst(value)} and gradient {worst(slope)} "
            f"at {first(theta, wrong)}; pass another start, or mend the loss"
        )
    bound = loss.lipschitz or 1.0
    ratio = _change(loss, theta, value, slope, AHEAD / bound)
    bend = _bend(loss, theta, slope, AHEAD / bound)
    inside = (objective.value(theta) <= objective.value(np.zeros_like(theta))).all()
    if bend > 1.01 * bound and inside and (ratio is None or _change(loss, theta, value, slope, AHEAD / bend) is None):
        raise ValueError(f"{name}.lipschitz must be at least {bend:.3g}, so fast its gradient changes, got {bound:.3g}")
    if ratio is not None:
        raise ValueError(
            f"{name}.gradient does not belong to its value: the value changes along it {ratio:.3g} times as fast as "
            "it says; give both the same factors and signs, and lipschitz its size"
        )
    _need_curvatures(loss, theta)


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
    need_array(name, loss.curvatures, theta, theta.shape[-1:])
    as_nonnegative(name, loss.curvatures)
    lowest = np.min(loss.value(np.zeros_like(theta)))
    if lowest < 0:
        raise ValueError(f"{name} are for a loss that is never negative, got value {lowest:.3g} at 0; leave them out")


def need_answer(shape, method, theta, *step):
    """What a method gives at θ; TypeError, with its name, where it raises because θ is a stack."""
    try:
        return getattr(shape, method)(theta, *step)
    except Exception as error:
        if theta.ndim == 1:
            raise
        said = str(error).partition("\n")[0]
        raise TypeError(
            f"{type(shape).__name__}.{method} must take a stack, θ of shape {theta.shape} with one θ on the last axis; "
            f"there it raises: {said}"
        ) from error


def need_array(name, value, theta, shape):
    """Raise TypeError, with its name, for what is no array of real numbers of this shape."""
    if not isinstance(value, np.ndarray) or value.shape != shape or value.dtype.kind not in "biuf":
        got = f"{value.dtype} of shape {value.shape}" if isinstance(value, np.ndarray) else type(value).__name__
        raise TypeError(f"{name} must be an array of real numbers of shape {shape}, got {got} for θ of {theta.shape}")


def worst(array):
    """A number of the array that is not finite, or its largest."""
    bad = array[~np.isfinite(array)]
    return f"{bad[0] if bad.size else np.abs(array).max():.3g}"


def first(vectors, which):
    """The first of those vectors (..., p) as text, but for most of its numbers."""
    vector = vectors[np.broadcast_to(which, vectors.shape[:-1])][0]
    return f"({', '.join(f'{number:.3g}' for number in vector[:3])}{', …' * (len(vector) > 3)})"
