"""The flow of a penalty that has no formula, followed in proximal steps that grow with the time that has passed."""

import numpy as np

from sparsity_kit.flow.iterations import proximal_iteration
from sparsity_kit.halving import halve

STEPS = 200  # per epoch; an epoch lasts as long as all before it, so a step is at most a 200th of the time passed
EPOCHS = 100  # at most: by then 2¹⁰⁰ times the first epoch has passed
ROUNDING = 1e-12  # of a start's size: what moves less in an epoch is at rest


def until_rest(penalty, starts, lam):
    """θ' = −λ∂Ω(θ) from starts (k, p), until every coordinate is zero, at rest, or decays without end.

    Returns the times (T,), the paths (k, T, p), when each coordinate reaches zero and stays (k, p), inf where it did
    not up to the last time, and which starts came to rest (k,).
    """
    size = np.abs(starts).max(axis=1, keepdims=True)
    step = _first_step(penalty, starts, lam)
    pieces = [starts[:, None]]
    ends = [np.zeros(1)]
    largest, faint = np.abs(starts), np.zeros(starts.shape, dtype=bool)
    for _ in range(EPOCHS):
        epoch = proximal_iteration(penalty, pieces[-1][:, -1], lam, step, STEPS)
        ends.append(ends[-1][-1] + step * np.arange(1, STEPS + 1))
        pieces.append(epoch[:, 1:])
        moved = np.abs(epoch - epoch[:, :1]).max(axis=1)
        rests = moved <= ROUNDING * size
        largest = np.maximum(largest, np.abs(epoch).max(axis=1))
        decays, faint = faint, np.abs(epoch[:, -1]) < 1e-3 * largest  # faint for an epoch, and still not zero
        if (rests.all(axis=1, keepdims=True) | decays).all():
            break
        step = ends[-1][-1] / STEPS
    times, paths = np.concatenate(ends), np.concatenate(pieces, axis=1)
    hits = _arrivals(penalty, lam, times, paths)
    shown = _shown(times, paths, hits, size)
    rests &= (epoch[:, -1] == 0) | (moved <= np.abs(epoch[:, -1]))  # else it decays, however little it moves
    return times[:shown], paths[:, :shown], hits, rests.all(axis=1)


def _first_step(penalty, starts, lam):
    """A step in which the quickest coordinate moves by less than a hundredth of its size."""
    sizes = np.where(starts != 0, np.abs(starts), np.inf)
    step = max(float(np.abs(starts).max()), 1e-300) / lam

    def change(step):
        return (np.abs(penalty.prox(starts, step * lam) - starts) / sizes).max()

    for _ in range(60):
        step *= 4 if change(step) < 1e-3 else 1
    if change(step) < 1e-3:
        return 1 / (STEPS * lam)  # nothing moves, in any time
    for _ in range(500):
        step /= 4 if change(step) > 1e-2 else 1
    return step


def _arrivals(penalty, lam, times, paths):
    alive = paths != 0  # a coordinate has arrived when it is zero from then on
    last = len(times) - 1 - np.argmax(alive[:, ::-1], axis=1)
    hits = np.where(alive.any(axis=1), np.inf, 0.0)
    for k, j in np.argwhere(alive.any(axis=1) & (last < len(times) - 1)):
        before = last[k, j]
        step = times[before + 1] - times[before]
        hits[k, j] = times[before] + _time_to_zero(penalty, lam, paths[k, before], j, step)
    together = np.isclose(hits[:, :, None], hits[:, None], rtol=1e-6, atol=0.0)
    return np.where(together, hits[:, None], 0.0).max(axis=-1)


def _time_to_zero(penalty, lam, theta, j, step):
    """The time until coordinate j is zero: in steps that get finer before it, the last one halved until exact."""
    passed, last = 0.0, step
    for _ in range(3):
        step /= 16
        for _ in range(64):
            ahead = penalty.prox(theta, step * lam)
            if ahead[j] == 0:
                break
            theta, passed = ahead, passed + step
    _, arrival = halve(lambda time: penalty.prox(theta, time * lam)[j] != 0, 0.0, last)
    return passed + arrival


def _shown(times, paths, hits, size):
    """How many times to show: a little more than until the last arrival, or until nothing moves any more."""
    moving = (np.abs(paths - paths[:, -1:]) > ROUNDING * size[:, None]).any(axis=(0, 2))
    end = max(times[moving].max(initial=0.0), hits[np.isfinite(hits)].max(initial=0.0))
    return min(int(np.searchsorted(times, 1.1 * end)) + 1, len(times)) if end > 0 else len(times)


def is_at_rest(penalty, start):
    """Whether the prox leaves a coefficient where it is, although its step would be a thousandth of it on average."""
    size = penalty.value(start[..., None])
    step = 1e-3 * np.abs(start) * np.divide(np.abs(start), size, out=np.ones_like(start), where=size > 0)
    return np.abs(penalty.prox(start, step) - start) <= ROUNDING * np.abs(start)
