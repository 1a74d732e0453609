"""Coefficients against λ: which become zero, and at which price."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.asked import need
from sparsity_kit.figures import words
from sparsity_kit.figures.canvas import WIDE, label, on
from sparsity_kit.figures.drawing import Drawing
from sparsity_kit.figures.jumps import leaps
from sparsity_kit.figures.labels import place
from sparsity_kit.figures.lines import (
    as_highlighted,
    as_names,
    draw_lines,
    highlights,
    mark_zeros,
    name_largest,
    name_lines,
)
from sparsity_kit.figures.looks import look
from sparsity_kit.objective import Objective
from sparsity_kit.solve.minimize import minimize
from sparsity_kit.solve.prices import lambda_grid, lambda_max, zero_from


@dataclass(frozen=True, eq=False, repr=False)
class CoefficientPath(Drawing):
    """What `coefficient_path` drew.

    lams: (m,), ascending. thetas: θ*(λ), (m, p). zero_from: the λ above which each coefficient is exactly zero for
    good, (p,); inf if it is not zero at the largest λ, 0 if it is zero at every λ drawn. lam_max: the λ where the last
    one drops out; inf for squared L2, and where a penalty that is not convex leaves a minimum beside zero.
    highlighted: which coefficients stand out, as indices, ascending; () if none.
    """

    lams: np.ndarray
    thetas: np.ndarray
    zero_from: np.ndarray
    lam_max: float
    names: tuple
    highlighted: tuple = ()


def coefficient_path(objective, names=None, ax=None, highlight=None):
    """θ*(λ), one line per coefficient; a marker on the zero line where a coefficient drops out, and λ_max.

    For the λ of `loss + lams * penalty`, or, of an objective with one λ, for three decades below λ_max, spaced by
    factors. A grid that holds 0 or that spans less than a decade is drawn on a plain scale, others on a logarithmic
    one. `names` (p,). One loss, no batch. `highlight`, names or indices, at most seven: these are thick and coloured
    and named where they drop out, others grey.
    """
    need("coefficient_path", Objective, objective)
    loss, penalty, lams = objective.loss, objective.penalty, objective.lam
    if loss.batch_shape != ():
        raise ValueError(f"coefficient_path draws one loss, got a batch of shape {loss.batch_shape}; pick one")
    names = as_names(names, loss.n_features)
    largest = float(lambda_max(loss, penalty))
    chosen = as_highlighted(highlight, names)
    lams = np.unique(lams) if lams.ndim else _default_lams(loss, largest)
    if len(lams) < 2:
        raise ValueError(f"lam must be one number, or at least 2 different ones, got {lams.tolist()}")
    thetas = minimize(loss + lams * penalty).theta
    never = np.isinf(largest)
    if (thetas[lams > largest * (1 + 1e-9)] != 0.0).any():
        largest = np.inf  # not convex: the minimum at zero is not the one that was followed
    ends = zero_from(objective, lams, thetas)
    ax = on(ax, WIDE)
    if lams[0] > 0 and lams[-1] >= 10 * lams[0]:
        ax.set_xscale("log")
    draw_lines(ax, lams, thetas, chosen)
    dropping = np.flatnonzero((ends > 0) & (ends < np.inf))
    mark_zeros(ax, ends[dropping], dropping, look(penalty).marker, chosen)
    name_lines(ax, lams, thetas, names, chosen)
    if lams[0] <= largest <= lams[-1]:
        name_largest(ax, largest)
    _name_ends(ax, ends, names, chosen)
    label(ax, "λ", "coefficient", f"{look(penalty).name}: coefficients against λ", words.lam_caption(loss))
    alt = _alt(look(penalty).name, lams, thetas, ends, largest, names, never)
    jumps = [] if penalty.convex else _jumps(leaps(lams, thetas), names)
    alt = " ".join([alt, *jumps, *highlights(chosen, names)])
    return CoefficientPath(ax, alt, lams, thetas, ends, largest, names, chosen)


def _default_lams(loss, largest):
    if largest == 0:
        raise ValueError("every coefficient is zero at every λ: the slope of the loss at zero is 0; give several λ")
    if np.isfinite(largest):
        return np.sort(lambda_grid(1.3 * largest, n=200))
    return np.sort(lambda_grid(100 * (loss.lipschitz or 1.0), n=200, ratio=1e-5))


def _name_ends(ax, ends, names, chosen):
    """Where the highlighted ones drop out, their names."""
    for j in chosen:
        if 0 < ends[j] < np.inf:
            place(ax, words.shortened(names[j]), (ends[j], 0.0))


def _jumps(places, names):
    """Where θ* jumps, as a list of one sentence; of none if it does not."""
    told = [f"{names[j]} near {words.listing(map(words.number, at))}" for j, at in enumerate(places) if len(at)]
    return [f"Jumps: {words.first_of(told)}."] if told else []


def _alt(name, lams, thetas, ends, largest, names, never):
    low, high = words.number(lams[0]), words.number(lams[-1])
    text = [f"{len(names)} coefficient{'s' * (len(names) != 1)} with the {name} penalty, for λ from {low} to {high}."]
    if not np.isfinite(ends).any():
        signs = np.sign(thetas)
        passing = [names[j] for j in np.flatnonzero((signs.min(axis=0) < 0) & (signs.max(axis=0) > 0))]
        passes = f"; {words.listing(passing)} pass{'es' * (len(passing) == 1)} through zero" if passing else ""
        text.append(f"None of them stays at zero{', however large λ' if never else ''}{passes}.")
    order = [j for j in np.argsort(-ends, kind="stable") if 0 < ends[j] < np.inf]
    if order:
        text.append(f"Zero for good from λ on: {', '.join(f'{names[j]} {words.number(ends[j], 4)}' for j in order)}.")
    if (ends == 0).any():
        text.append(f"Zero at every λ drawn: {', '.join(names[j] for j in np.flatnonzero(ends == 0))}.")
    if np.isfinite(largest):
        text.append(f"At λ_max = {words.number(largest, 4)} all are zero.")
    return " ".join(text)
