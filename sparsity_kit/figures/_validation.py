"""The error on held-out rows against λ: where it is lowest, and how far one standard error leads from there."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.brackets import described
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import WIDE, label, on, write
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.labels import name_beside, place
from sparsity_kit.figures.lines import as_prices
from sparsity_kit.figures.looks import BLUE, FAINT, GREEN, INK, VERMILION
from sparsity_kit.printable import counted
from sparsity_kit.validation.validation import Validation

DECADES = 3  # below the largest kink; or to below the best λ, if that is smaller
MOST_FOLDS = 30  # that are drawn


@dataclass(frozen=True, eq=False, repr=False)
class ValidationDrawing(Drawing):
    """What `validation` drew.

    lams (m,): ascending; error, standard_error (m,) and fold_errors (m, K) there. lam_best, lam_one_se, as they are in
    the `Validation`. counts (m,): how many columns the fit to all rows has at each λ.
    """

    lams: np.ndarray
    error: np.ndarray
    standard_error: np.ndarray
    fold_errors: np.ndarray
    counts: np.ndarray
    lam_best: float
    lam_one_se: float


def validation(cv, ax=None, lams=None):
    """The exact curve of `cross_validate`, a band of one standard error around it, and each fold's error, thin, grey.

    Marked are the lowest point, and the largest λ that is still within one standard error of it; along the top, how
    many columns are chosen. `lams`, at least two positive numbers, say where to draw; unless given, from a little above
    the first kink down to well below both λ. Of more than 30 folds the first 30 are drawn. Raises TypeError for what is
    not a `Validation`, and what `cv.error` raises.
    """
    if not isinstance(cv, Validation):
        raise TypeError(f"validation takes what cross_validate(X, y) returns, got {described(cv)}")
    lams = _where_to_draw(cv, lams)
    folds, error, spread = cv.fold_errors(lams), cv.error(lams), cv.standard_error(lams)
    counts = np.count_nonzero(cv.path(lams), axis=-1)
    ax = on(ax, WIDE)
    ax.set_xscale("log")
    ax.plot(lams, folds[:, :MOST_FOLDS], color=FAINT, linewidth=0.6, alpha=0.5, zorder=1)
    ax.fill_between(lams, error - spread, error + spread, color=BLUE, alpha=0.18, linewidth=0)
    ax.plot(lams, error, color=BLUE, linewidth=2.4)
    _frame(ax, error, spread)
    _write_counts(ax, lams, counts)
    _mark(ax, cv, lams)
    name_beside(ax, "mean ± one\nstandard error", np.column_stack([lams, error - spread]))
    _name_a_fold(ax, lams, folds[:, :MOST_FOLDS], error)
    label(ax, "λ", "mean squared error, held out", "held-out error; above, columns chosen", words.lam_caption())
    alt = _alt(cv, lams, error, counts)
    return ValidationDrawing(ax, alt, lams, error, spread, folds, counts, cv.lam_best, cv.lam_one_se)


def _name_a_fold(ax, lams, folds, error):
    """The name at the fold that is farthest from the mean, of those that are seen; if there is one."""
    low, high = ax.get_ylim()
    seen = (folds[0] < high) & (folds > low).any(axis=0)
    if seen.any():
        farthest = np.where(seen, np.abs(folds[0] - error[0]), -np.inf).argmax()
        name_beside(ax, "one fold", np.column_stack([lams, folds[:, farthest]])).set_color(FAINT)


def _where_to_draw(cv, lams):
    """λ ascending: many, and all kinks among them."""
    if lams is not None:
        return as_prices(lams)
    marks = np.array([lam for lam in (cv.lam_best, cv.lam_one_se) if 0 < lam < np.inf])
    first = cv.kinks[0] if len(cv.kinks) else 0.0 if len(marks) else 8 * cv.curve.largest
    high = max(1.3 * first, 3 * marks.max(initial=0.0)) or 1.0
    low = max(min(high * 10.0**-DECADES, marks.min(initial=high) / 5), cv.low)
    within = cv.kinks[(cv.kinks > low) & (cv.kinks < high)]
    return np.unique(np.concatenate([np.geomspace(low, high, 300), within[:3000]]))


def _mark(ax, cv, lams):
    """The two λ, each named at its point; and the height to which the rule of one standard error leads."""
    marks = (("lowest", cv.lam_best, "o", VERMILION), ("one standard error", cv.lam_one_se, "s", GREEN))
    shown = [mark for mark in marks if lams[0] <= mark[1] <= lams[-1]]
    if len(shown) == 2 and cv.lam_best < cv.lam_one_se:
        between = [cv.lam_best, cv.lam_best, cv.lam_one_se]
        height = cv.error(cv.lam_best) + cv.standard_error(cv.lam_best)
        ax.plot(between, [cv.error(cv.lam_best), height, height], color=INK, linewidth=1.0, linestyle=(0, (4, 3)))
    for name, lam, marker, colour in shown:
        at = lam, float(cv.error(lam))
        ax.plot(*at, marker, color=colour, markersize=9, markeredgecolor=INK, zorder=6)
        place(ax, f"{name}:\nλ = {words.number(lam, 4)}", at, prefer=(-0.3, 1), multialignment="center")


def _frame(ax, error, spread):
    """The curve and its band fill the height, but for room for names above and below; folds may leave the picture."""
    low, high = (error - spread).min(), (error + spread).max()
    room = (high - low) or abs(high) or 1.0
    ax.set_ylim(max(low - 0.18 * room, 0.0) if low >= 0 else low, high + 0.16 * room)


def _write_counts(ax, lams, counts):
    """How many columns are chosen, along the top, at nine places."""
    for lam in np.geomspace(lams[0], lams[-1], 11)[1:-1]:
        at = np.searchsorted(lams, lam)
        write(ax, str(counts[at]), (lam, 0.985), offset=(0, 0), va="top", xycoords=("data", "axes fraction"))


def _alt(cv, lams, error, counts):
    low, high = words.number(lams[0]), words.number(lams[-1])
    folds = len(cv.fold_errors(lams[0]))
    text = [f"The mean squared error on held-out rows, {folds} folds, for λ from {low} to {high}."]
    for name, lam in (("Lowest", cv.lam_best), ("Within one standard error of that up to", cv.lam_one_se)):
        if np.isfinite(lam):
            at = f"{words.number(cv.error(lam), 4)} ± {words.number(cv.standard_error(lam))}"
            chosen = np.count_nonzero(cv.path(lam))
            text.append(f"{name} λ = {words.number(lam, 4)}, {at}, with {counted(chosen, 'column')} not zero.")
        else:
            text.append(f"{name} λ = infinity, {words.number(cv.error(lam), 4)}: no columns at all.")
    left, right = (f"{words.number(error[k], 4)} with {counted(counts[k], 'column')}" for k in (0, -1))
    text.append(f"At the right end it is {right}, at the left end {left}.")
    return " ".join(text)
