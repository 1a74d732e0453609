"""The exact path of the lasso, from the price at which everything is zero downward, one event after the other.

1. Above λ_max nothing is active: θ = 0, and the correlations ρ = Xᵀ(y − Xθ) are Xᵀy.
2. While the active set and its signs stay, all θⱼ and ρⱼ are straight lines in λ (see `lines`).
3. Active columns keep ρⱼ = sⱼλ/2, the others |ρⱼ| <= λ/2. Lower λ until the first would break its rule: an inactive ρⱼ
   has come to an edge of the band, and enters; or an active θⱼ has come to zero, and leaves.
4. That is a kink: note λ and θ. Exchange the column, and go on with 2, down to the λ that was asked for.
5. Several at once are steps of length zero. Who has just left moves away from the edge, so nobody has to be locked out.
6. With many more columns than rows, follow a subset: the nearest to the edges, and those whose lines lead there first.
   Every few kinks, compute all correlations at once; where one outside has crossed an edge, go back to the kink before
   it and take it in.
7. Every kink is certified by the correlations of its θ. Where rounding has spoiled one, go back to the kink before and
   on from there by least squares, for some events; and if that does not help, the path ends, and says why.

Sources: Osborne, Presnell and Turlach 2000, IMA Journal of Numerical Analysis 20; Efron, Hastie, Johnstone and
Tibshirani 2004, Annals of Statistics 32; ties: R. J. Tibshirani 2013, Electronic Journal of Statistics 7.
"""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.paths.lines import DEPENDENT, DEPENDS, NEARLY, STANDS_STILL, TIED, VISIBLE, LeastSquares
from sparsity_kit.paths.problem import COLUMNS_PER_ROW
from sparsity_kit.paths.tableau import Tableau

CERTIFIED, ACCEPTED = 1e-13, 1e-7  # of ‖y‖²: a kink with a larger gap is spoiled; and by least squares, not taken
HIDDEN = 1e-9  # of ‖y‖²: where rounding may hide a larger gap, a kink is spoiled too
EPS = np.finfo(float).eps
ROUNDING = 1e-13  # of ‖y‖: a correlation beyond its edge by no more than that has not crossed it
WIDE = 1e300  # a band so wide is as good as infinite, and can be multiplied
FOLLOWED = 200  # so many inactive columns at most, where not all are
MOST_KINKS = 100_000
PROGRESS, SHARE = 8, 0.02  # a tableau that fails sooner, or by so many active columns, is not made again at once
PATIENCE, MOST_PLAIN = 64, 1024  # so many events at first go by least squares, and so many at most
SPOILED = f"rounding leaves no kink below that can be certified to {ACCEPTED:.0e}·‖y‖²: {DEPENDS}"


@dataclass
class Stretch:
    """Some kinks in a row: lams (k,), theta (k, s) there, and the signs (k, s) that hold above each.

    duals (k, rows): the residuals by least squares, or None. answer: the trace of G_AA⁻¹, by which rounding counts.
    finished: whether it came to the end; stopped: why it could not go on, or None.
    """

    lams: np.ndarray
    theta: np.ndarray
    signs: np.ndarray
    duals: np.ndarray | None
    answer: float
    finished: bool
    stopped: str | None


def kinks(problem, lam_min):
    """λ (k,) of every kink down to `lam_min`, the columns (u,) that are ever active, their θ (k, u), and why it ended.

    The last is None if it came down to `lam_min`.
    """
    pieces, ended = _follow(problem, lam_min)
    lams = np.concatenate([lams for lams, _, _ in pieces])
    used = np.unique(np.concatenate([columns for _, columns, _ in pieces]))
    theta, start = np.zeros((len(lams), len(used))), 0
    for _, columns, part in pieces:
        theta[start : start + len(part), np.searchsorted(used, columns)] = part
        start += len(part)
    if not len(lams):  # then all that is known is that θ = 0 at λ_max
        lams, theta = np.array([problem.lam_max]), np.zeros((1, len(used)))
    return lams, used, theta, ended


def _follow(problem, lam_min):
    """The pieces of the path, one stretch after the other, and why it ended before `lam_min`, or None.

    A piece: λ (k,), the columns (u,) that are active there, and their θ (k, u). The lines come from a tableau, of all
    columns or of a subset; where it has failed, from least squares of all columns, for `plain` events, which are twice
    as many each time.
    """
    everyone, count = np.arange(problem.n_columns), min(FOLLOWED, COLUMNS_PER_ROW * problem.n_rows)
    lam, signs, found, still = problem.lam_max, np.zeros(problem.n_columns), 0, 0
    wide, state, plain, patience, pieces = problem.gram is None, None, 0, PATIENCE, []
    subset = _largest(np.abs(problem.c) / problem.half, count) if wide else everyone
    while found < MOST_KINKS:
        state, stretch = _advance(state, problem, subset, signs, lam, lam_min, plain)
        right, inside, rho = _inspect(problem, subset, stretch)
        good, total = min(right, inside), len(stretch.lams)
        pieces.append(_used(subset, stretch, good))
        if good == total and stretch.finished:
            return pieces, stretch.stopped
        if plain and good == 0:
            return pieces, stretch.stopped or SPOILED
        before, lam, found = lam, stretch.lams[good - 1] if good else lam, found + good
        still = 0 if lam < before * (1 - TIED) else still + 1
        if still > problem.n_columns and plain:
            return pieces, STANDS_STILL
        if state is not None:
            signs[subset] = stretch.signs[good] if good < total else state.signs
        if good == total and not stretch.stopped and not plain:
            continue
        soon = good < max(PROGRESS, SHARE * np.count_nonzero(signs))
        failed = ((stretch.stopped or right <= inside) and soon) or still > problem.n_columns
        # Begin anew at the last good kink: plainly, or with the columns that are nearest there. Without progress the
        # subset only grows, so that whoever crossed an edge is taken in.
        state, plain = None, patience if failed and (not plain or good < total) else 0
        if plain:
            patience = min(4 * patience, MOST_PLAIN)
        if plain or not wide:
            subset = everyone
        else:
            nearest = _nearest(rho[: good + 1], stretch.lams[: good + 1], signs != 0, count)
            subset = nearest if good else np.union1d(subset, nearest)
    return pieces, f"it has more than {MOST_KINKS:,} kinks"


def _advance(state, problem, subset, signs, lam, lam_min, plain):
    """Follow the lines through a number of events, or down to `lam_min`: the state after that, and the stretch."""
    lams: list[float] = []
    values, signs_below, duals, finished, stopped = [], [], [], False, None
    above = signs[subset]
    try:
        if state is not None:
            state.refresh()
        elif plain:
            state = LeastSquares(problem, signs, lam, plain)
        else:
            state = Tableau(problem, subset, above, lam)
        while len(lams) < state.events and not finished:
            j, lam = state.next_event()
            finished = lam <= max(lam_min, state.floor)
            if finished:
                state.see_end(lam_min)
                if state.floor > lam_min and not plain:
                    raise ArithmeticError(NEARLY)
            state.move(max(lam_min, min(state.floor, state.lam)) if finished else lam)
            if finished or state.exchange(j):
                lams.append(state.lam)
                values.append(state.values.copy())
                signs_below.append(state.signs.copy())
                duals.append(state.dual())
        if finished and state.lam > lam_min:
            stopped = NEARLY
    except (ArithmeticError, np.linalg.LinAlgError) as error:
        finished, stopped = False, str(error) if isinstance(error, ArithmeticError) else DEPENDS
    below = np.reshape(signs_below, (len(lams), len(subset)))
    theta = np.where(below != 0, np.reshape(values, below.shape), 0.0)
    signs_above = np.vstack([above, below])[:-1]
    theta = np.where(theta * signs_above > 0, theta, 0.0)
    answer = 0.0 if state is None else float(state.inverse_diagonal().sum())
    found = np.array(lams), theta, signs_above, np.array(duals) if plain else None
    return state, Stretch(*found, answer, finished, stopped)


def _inspect(problem, subset, stretch):
    """How many kinks are right; before how many no column outside has crossed an edge; and every column's reach (k, p).

    A column's reach is the λ at which it would be on an edge.
    """
    if not len(stretch.lams):
        return 0, 0, None
    length = np.sqrt(problem.target_square)
    if stretch.duals is None:
        rho, missed, forgiven = problem.correlations(stretch.theta, subset), 0.0, 0.0
        rounding = VISIBLE * (length + np.abs(stretch.theta).sum(axis=1))
    else:
        rho, forgiven = problem.products(stretch.duals), DEPENDENT * length
        missed = np.square(stretch.duals - problem.residuals(stretch.theta, subset)).sum(axis=1)
        rounding = np.full(len(stretch.lams), VISIBLE * length)
    with np.errstate(over="ignore"):
        edges = np.minimum(stretch.lams[:, None] * problem.half[subset], WIDE)
    hidden = (rounding if stretch.duals is None else EPS * length) ** 2 * stretch.answer
    gap = missed + _gap(stretch.theta, rho[:, subset], edges, problem.target_square, rounding, forgiven)
    largest_gap, largest_hidden = (CERTIFIED, HIDDEN) if stretch.duals is None else (ACCEPTED, ACCEPTED)
    spoiled = (gap > largest_gap * problem.target_square) | (hidden > largest_hidden * problem.target_square)
    if problem.gram is not None:  # then nobody is outside
        return _first(spoiled), len(spoiled), None
    rho /= problem.half
    rounding = np.maximum(rounding, ROUNDING * length)
    edge_of_the_shortest = stretch.lams + rounding / problem.half.max()
    crossed = np.abs(rho) > edge_of_the_shortest[:, None]
    crossed[:, subset] = False
    at = np.flatnonzero(crossed.any(axis=1))
    crossed[at] &= (np.abs(rho[at]) - stretch.lams[at, None]) * problem.half > rounding[at, None]
    return _first(spoiled), _first(crossed.any(axis=1)), rho


def _first(flags):
    """The place of the first True, or the length if there is none."""
    return int(flags.argmax()) if flags.any() else len(flags)


def _gap(theta, rho, edges, square, rounding, forgiven):
    """The duality gap (k,), with the residual, shortened by 1 − s until no ρⱼ is beyond its edge, as the dual point.

    (1 − s)²‖r‖², plus what active ρⱼ miss of their edges, plus what shortening takes from them; ‖r‖² is at most
    `square`. What the `rounding` (k,) of ρ can hide is not counted, nor, beyond an edge, what is `forgiven`.
    """
    size, rounding = np.abs(theta), rounding[:, None]
    missed = np.maximum(np.abs(edges * size - rho * theta) - rounding * size, 0.0).sum(axis=1)
    beyond = np.maximum(np.abs(rho) - edges - np.maximum(rounding, forgiven), 0.0)
    shortened = np.divide(beyond, edges + beyond, out=np.zeros(beyond.shape), where=beyond > 0).max(axis=1)
    return shortened**2 * square + 2 * (missed + shortened * (edges * size).sum(axis=1))


def _nearest(rho, lams, active, count):
    """The active columns and about `count` others: those nearest to an edge, and those whose lines will meet one first.

    rho (k, p): the correlations at the last kinks, at the prices lams (k,), in units of the band's half width at λ = 1.
    """
    reach = np.where(active, np.inf, np.abs(rho[-1]))
    if len(rho) == 1 or lams[-1] == lams[-2]:
        return _largest(reach, count + active.sum())
    slope = (rho[-1] - rho[-2]) / (lams[-1] - lams[-2])
    at_zero = rho[-1] - lams[-1] * slope
    closing = 1 - np.sign(at_zero) * slope
    due = np.divide(np.abs(at_zero), closing, out=np.where(active, np.inf, 0.0), where=~active & (closing > 0))
    return np.union1d(_largest(reach, count // 2 + active.sum()), _largest(due, count // 2 + active.sum()))


def _largest(values, count):
    """The places of the `count` largest values, in order."""
    if count >= len(values):
        return np.arange(len(values))
    return np.sort(np.argpartition(-values, count)[:count])


def _used(subset, stretch, good):
    """The first kinks of a stretch, without the columns that are zero in all of them."""
    theta = stretch.theta[:good]
    used = theta.any(axis=0)
    return stretch.lams[:good], subset[used], theta[:, used]
