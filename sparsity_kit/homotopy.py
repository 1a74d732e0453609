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
7. Every kink is certified by the correlations of its θ. Where rounding has spoiled one, go back to the kink before; if
   that does not help, go on from there by least squares; and if that does not help either, the path ends.

Sources: Osborne, Presnell and Turlach 2000, IMA Journal of Numerical Analysis 20; Efron, Hastie, Johnstone and
Tibshirani 2004, Annals of Statistics 32; ties: R. J. Tibshirani 2013, Electronic Journal of Statistics 7.
"""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.lines import LeastSquares, check_progress
from sparsity_kit.problem import COLUMNS_PER_ROW
from sparsity_kit.tableau import EVENTS, Tableau

CERTIFIED, ACCEPTED = 1e-13, 1e-7  # of ‖y‖²: a kink with a larger gap is spoiled; and by least squares, not taken
VISIBLE = 4e-15  # of ‖y‖ + ‖θ‖₁: what is smaller is the rounding of the correlations themselves
HIDDEN = 1e-6  # of ‖y‖²: where rounding may hide a larger gap, a kink is spoiled too
ROUNDING = 1e-13  # of λ_max: a correlation beyond its edge by no more than that has not crossed it
NOTHING = 1e-14  # of λ_max: lower prices count as zero
FOLLOWED = 200  # so many inactive columns at most, where not all are
MOST_KINKS = 100_000


@dataclass
class Stretch:
    """Some kinks in a row: lams (k,), theta (k, s) there, and the signs (k, s) that hold above each."""

    lams: np.ndarray
    theta: np.ndarray
    signs: np.ndarray
    finished: bool


def kinks(problem, lam_min):
    """λ (k,) of every kink down to `lam_min`, the columns (u,) that are ever active, and their θ (k, u)."""
    pieces = list(_pieces(problem, lam_min))
    lams = np.concatenate([lams for lams, _, _ in pieces])
    used = np.unique(np.concatenate([columns for _, columns, _ in pieces]))
    theta, start = np.zeros((len(lams), len(used))), 0
    for _, columns, part in pieces:
        theta[start : start + len(part), np.searchsorted(used, columns)] = part
        start += len(part)
    return lams, used, theta


def _pieces(problem, lam_min):
    """The kinks of one stretch after the other: λ (k,), the columns (u,) that are active there, and their θ (k, u)."""
    everyone, count = np.arange(problem.n_columns), min(FOLLOWED, COLUMNS_PER_ROW * problem.n_rows)
    lam, signs, found, still = problem.lam_max, np.zeros(problem.n_columns), 0, 0
    wide, state, plain = problem.gram is None, None, False
    subset = _largest(np.abs(problem.c) / problem.half, count) if wide else everyone
    while found < MOST_KINKS:
        try:
            if state is None:
                state = LeastSquares(problem, signs, lam) if plain else _tableau(problem, subset, signs, lam)
            stretch = _advance(state, lam_min, problem.lam_max)
        except (ArithmeticError, np.linalg.LinAlgError):
            if plain:
                raise
            subset, state, plain = everyone, None, True
            continue
        right, inside, rho = _inspect(problem, subset, stretch, ACCEPTED if plain else CERTIFIED)
        good, total = min(right, inside), len(stretch.lams)
        yield _used(subset, stretch, good)
        if (good == total and stretch.finished) or (plain and good == 0):
            return
        before, lam, found = lam, stretch.lams[good - 1] if good else lam, found + good
        still = check_progress(still, lam, before, most=problem.n_columns)
        signs[subset] = stretch.signs[good] if good < total else state.signs
        if good == total and not plain:
            state.refresh()
            continue
        # Begin anew at the last good kink: plainly, or with the columns that are nearest there. Without progress the
        # subset only grows, so that whoever crossed an edge is taken in.
        state, plain = None, right == 0 and not plain
        nearest = _nearest(rho[: good + 1], stretch.lams[: good + 1], signs != 0, count)
        subset = everyone if plain or not wide else nearest if good else np.union1d(subset, nearest)


def _tableau(problem, subset, signs, lam):
    gram, product, c = problem.normal_equations(subset)
    return Tableau(gram, product, c, problem.half[subset], signs[subset], lam, problem.rank)


def _advance(state, lam_min, lam_max):
    """Follow the lines through a number of events, or down to `lam_min`."""
    lams: list[float] = []
    values, signs, finished = [], [], False
    while len(lams) < EVENTS and not finished:
        j, lam = state.next_event()
        finished = lam <= max(lam_min, NOTHING * lam_max)
        state.move(lam_min if finished else lam)
        if state.signs[j] and not finished:
            state.values[j] = 0.0  # it leaves because it is zero: exactly
        before = state.values.copy(), state.signs.copy()
        if finished or state.exchange(j):
            lams.append(state.lam)
            values.append(before[0])
            signs.append(before[1])
    theta, above = np.array(values), np.array(signs)
    return Stretch(np.array(lams), np.where(theta * above > 0, theta, 0.0), above, finished)


def _inspect(problem, subset, stretch, largest_gap):
    """How many kinks are right; before how many no column outside has crossed an edge; and every column's reach (k, p).

    A column's reach is the λ at which it would be on an edge.
    """
    rho = problem.correlations(stretch.theta, subset)
    half, size = problem.half[subset], np.abs(stretch.theta).sum(axis=1, keepdims=True)
    rounding = VISIBLE * (np.sqrt(problem.target_square) + size)
    gap = _gap(stretch.theta, rho[:, subset], stretch.lams[:, None] * half, half, rounding)
    hidden = (rounding * size)[:, 0]
    spoiled = (gap > largest_gap * problem.target_square) | (hidden > HIDDEN * problem.target_square)
    rho /= problem.half
    crossed = np.abs(rho) > stretch.lams[:, None] + ROUNDING * problem.lam_max
    crossed[:, subset] = False
    return _first(spoiled), _first(crossed.any(axis=1)), rho


def _first(flags):
    """The place of the first True, or the length if there is none."""
    return int(flags.argmax()) if flags.any() else len(flags)


def _gap(theta, rho, edges, half, rounding):
    """The duality gap to first order: what active ρⱼ miss of their edges, and how far the worst is beyond its edge.

    Shape (k,); what the `rounding` (k, 1) of ρ can hide is not counted.
    """
    size = np.abs(theta)
    missed = np.maximum(np.abs(edges * size - rho * theta) - rounding * size, 0.0).sum(axis=1)
    beyond = np.maximum((np.abs(rho) - edges - rounding) / half, 0.0).max(axis=1)
    return 2 * (missed + beyond * (half * size).sum(axis=1))


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
