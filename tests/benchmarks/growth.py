"""How our time grows with the number of rows, columns, kinks and problems: fitted exponents, and their figure."""

from dataclasses import dataclass, replace

import numpy as np

from sparsity_kit import lambda_grid, lambda_max
from sparsity_kit.data import random_regression, standardize

from . import ours
from .many import Bootstrap
from .problems import Case
from .tables import milliseconds, table, two_digits
from .timing import median_seconds

WHAT = "How the time of lasso_path and lasso_paths grows: seconds ~ size^exponent"
HEAD = ["what grows", "from", "to", "ms, from", "ms, to", "exponent, of the larger half"]


@dataclass(frozen=True, eq=False)
class Curve:
    """Seconds (k,) at sizes (k,)."""

    grows: str
    sizes: np.ndarray
    seconds: np.ndarray

    @property
    def half(self):
        """The larger sizes, where the work outweighs the calls."""
        return slice(len(self.sizes) // 2 - 1, None)

    @property
    def exponent(self):
        """The slope of log(seconds) against log(size) over the larger half."""
        return np.polyfit(np.log(self.sizes[self.half]), np.log(self.seconds[self.half]), 1)[0]


def _case(n, p):
    data = random_regression(n, p, min(n, p) // 5, correlation=0.5)
    X, y = standardize(data.X, data.y)
    edge = lambda_max(X, y)
    return Case(f"{n}×{p}", X, y, lambda_grid(edge, 100), edge * 1e-3)


def _seconds(case, budget):
    ours.path(case)
    return median_seconds(lambda: ours.path(case), budget)


def rows(largest, budget):
    """More observations of 50 features, up to `largest` numbers in X."""
    sizes = np.geomspace(100, largest // 50, 8).astype(int)
    return Curve("rows, 50 columns", sizes, np.array([_seconds(_case(n, 50), budget) for n in sizes]))


def columns(largest, budget):
    """More features of 100 observations, up to `largest` numbers in X."""
    sizes = np.geomspace(50, largest // 100, 8).astype(int)
    return Curve("columns, 100 rows", sizes, np.array([_seconds(_case(100, p), budget) for p in sizes]))


def kinks(largest, budget):
    """More and more kinks of one problem, half as many rows as columns, whose path is left off ever farther down."""
    n = int(np.sqrt(largest / 8))
    case = _case(n, 2 * n)
    ends = [replace(case, lam_min=lam) for lam in case.lams[[20, 30, 40, 50, 60, 70, 80, 99]]]
    sizes = np.array([len(ours.path(end).lams) for end in ends])
    return Curve(f"kinks, {n}×{2 * n}", sizes, np.array([_seconds(end, budget) for end in ends]))


def problems(largest, budget):
    """More and more bootstrap paths of the diabetes data in one call."""
    sizes = np.geomspace(16, max(largest // 1000, 100), 8).astype(int)
    samples = [Bootstrap("diabetes 442×10", count) for count in sizes]
    return Curve("bootstrap paths, 442×10", sizes, np.array([median_seconds(many.ours, budget) for many in samples]))


def summary(curves):
    return table(HEAD, [_line(curve) for curve in curves])


def _line(curve):
    ends = [curve.sizes[0], curve.sizes[-1], milliseconds(curve.seconds[0]), milliseconds(curve.seconds[-1])]
    return [curve.grows, *ends, two_digits(curve.exponent)]


def draw(curves, file):
    """The curves and their fits, log–log, one panel each, into an image file."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4 * len(curves), 3.5), layout="constrained")
    for ax, curve in zip(figure.subplots(1, len(curves)), curves, strict=True):
        fitted = np.polynomial.Polynomial.fit(np.log(curve.sizes[curve.half]), np.log(curve.seconds[curve.half]), 1)
        ax.loglog(curve.sizes, 1000 * curve.seconds, "o")
        sizes = curve.sizes[curve.half]
        ax.loglog(sizes, 1000 * np.exp(fitted(np.log(sizes))), label=f"exponent {curve.exponent:.2f}")
        ax.set(xlabel=curve.grows, ylabel="milliseconds")
        ax.legend()
    figure.savefig(file, dpi=120)
