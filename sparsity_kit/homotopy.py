"""The exact path of the lasso, from the price at which everything is zero downward, one event after the other.

1. Above λ_max nothing is active: θ = 0, and the correlations ρ = Xᵀ(y − Xθ) are Xᵀy.
2. While the active set and its signs stay, all θⱼ and ρⱼ are straight lines in λ (see `lines`).
3. Active columns keep ρⱼ = sⱼλ/2, the others |ρⱼ| <= λ/2. Lower λ until the first would break its rule: an inactive ρⱼ
   has come to an edge of the band, and enters; or an active θⱼ has come to zero, and leaves.
4. That is a kink: note λ and θ. Exchange the column, and go on with 2, down to the λ that was asked for.
5. Several at once are steps of length zero. Who has just left moves away from the edge, so nobody has to be locked out.
6. With many more columns than rows, follow a subset, the nearest to the edges. Every few kinks, compute all
   correlations at once; where one outside has crossed an edge, go back to the kink before it and take it in.
7. Every kink is certified by the correlations of its θ. Where rounding spoiled one, go back likewise; and if that does
   not help, start again with plain least squares.

Sources: Osborne, Presnell and Turlach 2000, IMA Journal of Numerical Analysis 20; Efron, Hastie, Johnstone and
Tibshirani 2004, Annals of Statistics 32; ties: R. J. Tibshirani 2013, Electronic Journal of Statistics 7.
"""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.lines import LeastSquares
from sparsity_kit.problem import COLUMNS_PER_ROW
from sparsity_kit.tableau import EVENTS, Tableau

CERTIFIED = 1e-13  # of ‖y‖²: with a larger gap, rounding has spoiled a kink
VISIBLE = 1e-14  # of ‖θ‖₁²: smaller gaps are the rounding of the correlations themselves
ROUNDING = 1e-13  # of λ_max: a correlation beyond its edge by no more than that has not crossed it
NOTHING = 1e-14  # of λ_max: lower prices count as zero


@dataclass
class Stretch:
    """Some kinks in a row: lams (k,), theta (k, s) there, and the signs (k, s) that hold above each."""

    lams: np.ndarray
    theta: np.ndarray
    signs: np.ndarray
    finished: bool


def kinks(problem, lam_min):
    """λ (k,) of every kink down to `lam_min`, the columns (u,) that are ever active, and their θ (k, u)."""
    try:
        pieces = list(_by_tableau(problem, lam_min))
    except (ArithmeticError, np.linalg.LinAlgError):
        pieces = list(_by_least_squares(problem, lam_min))
    lams = np.concatenate([lams for lams, _, _ in pieces])
    used = np.unique(np.concatenate([columns for _, columns, _ in pieces]))
    theta, start = np.zeros((len(lams), len(used))), 0
    for _, columns, part in pieces:
        theta[start : start + len(part), np.searchsorted(used, columns)] = part
        start += len(part)
    return lams, used, theta


def _by_tableau(problem, lam_min):
    lam, signs, tableau = problem.lam_max, np.zeros(problem.n_columns), None
    subset = _nearest(np.abs(problem.c) / problem.half, COLUMNS_PER_ROW * problem.n_rows)
    while True:
        if tableau is None:
            gram, product, c = problem.normal_equations(subset)
            tableau = Tableau(gram, product, c, problem.half[subset], signs[subset], lam)
        stretch = _advance(tableau, lam_min, problem.lam_max)
        good, reach = _inspect(problem, subset, stretch)
        if good:
            yield _used(subset, stretch, good)
            lam = stretch.lams[good - 1]
        if good == len(stretch.lams):
            if stretch.finished:
                return
            signs[subset] = tableau.signs
            tableau.refresh()
        else:
            signs[subset] = stretch.signs[good]
            nearest = _nearest(np.where(signs != 0, np.inf, reach[good]), COLUMNS_PER_ROW * problem.n_rows)
            subset = nearest if good else np.union1d(subset, nearest)  # without progress it only grows, so this ends
            tableau = None


def _by_least_squares(problem, lam_min):
    state, everyone, finished = LeastSquares(problem), np.arange(problem.n_columns), False
    while not finished:
        stretch = _advance(state, lam_min, problem.lam_max)
        yield _used(everyone, stretch, len(stretch.lams))
        finished = stretch.finished


def _advance(state, lam_min, lam_max):
    """Follow the lines through a number of events, or down to `lam_min`."""
    lams: list[float] = []
    values, signs, finished = [], [], False
    while len(lams) < EVENTS and not finished:
        j, lam = state.next_event()
        finished = lam <= max(lam_min, NOTHING * lam_max)
        state.move(lam_min if finished else lam)
        before = state.values.copy(), state.signs.copy()
        if finished or state.exchange(j):
            lams.append(state.lam)
            values.append(before[0])
            signs.append(before[1])
    theta, above = np.array(values), np.array(signs)
    return Stretch(np.array(lams), np.where(theta * above > 0, theta, 0.0), above, finished)


def _inspect(problem, subset, stretch):
    """How many of the kinks hold, and the reach of each column at each of them (k, p): the λ at whose edge it is."""
    rho = problem.correlations(stretch.theta, subset)
    gap = _gap(stretch.theta, rho[:, subset], stretch.lams[:, None] * problem.half[subset], problem.half[subset])
    wrong = gap > CERTIFIED * problem.target_square + VISIBLE * np.abs(stretch.theta).sum(axis=1) ** 2
    if wrong[0]:
        raise ArithmeticError("rounding has spoiled the tableau")
    reach = np.abs(rho, out=rho)
    reach /= problem.half
    if len(subset) < problem.n_columns:
        crossed = reach > stretch.lams[:, None] + ROUNDING * problem.lam_max
        crossed[:, subset] = False
        wrong |= crossed.any(axis=1)
    return (int(wrong.argmax()) if wrong.any() else len(wrong)), reach


def _gap(theta, rho, edges, half):
    """The duality gap to first order: what active ρⱼ miss of their edges, and how far the worst is beyond; (k,)."""
    beyond = np.maximum((np.abs(rho) - edges) / half, 0.0).max(axis=1)
    return 2 * (np.abs(edges * np.abs(theta) - rho * theta).sum(axis=1) + beyond * (half * np.abs(theta)).sum(axis=1))


def _nearest(reach, count):
    """The `count` columns of the largest reach, in order."""
    if count >= len(reach):
        return np.arange(len(reach))
    return np.sort(np.argpartition(-reach, count)[:count])


def _used(subset, stretch, good):
    """The first kinks of a stretch, without the columns that are zero in all of them."""
    theta = stretch.theta[:good]
    used = theta.any(axis=0)
    return stretch.lams[:good], subset[used], theta[:, used]
