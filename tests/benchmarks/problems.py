"""The problems that everybody is timed on: seeded, so that two machines time the same numbers."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sparsity_kit import lambda_grid, lambda_max
from sparsity_kit.data import Dataset, diabetes, random_regression, standardize


@dataclass(frozen=True, eq=False)
class Case:
    """One problem ‖Xθ − y‖² + λ‖θ‖₁ and the prices at which θ is asked for: lams (m,), descending.

    X is kept in both orders, so that no program has to copy it while it is timed. `lam_min` is where a program that
    follows the path may stop.
    """

    name: str
    rows: np.ndarray  # X (n, p), row after row
    y: np.ndarray
    lams: np.ndarray
    lam_min: float

    @cached_property
    def X(self):
        """X (n, p), column after column, which is what the compiled programs want."""
        return np.asfortranarray(self.rows)

    @property
    def alphas(self):
        """λ/(2n): the same prices for programs that minimise ‖Xθ − y‖²/(2n) + α‖θ‖₁."""
        return self.lams / (2 * len(self.y))


def grid_case(name, n_lams=100, ratio=1e-3):
    """A problem of the list with a geometric grid of prices from λ_max down to ratio·λ_max."""
    data = PROBLEMS[name]()
    lams = lambda_grid(lambda_max(data.X, data.y), n_lams, ratio)
    return Case(name, np.array(data.X), np.array(data.y), lams, float(lams[-1]))


def quadratic_diabetes():
    """The 64 quadratic features of the LARS paper: 10 columns, their 45 products, 9 squares; 442 patients.

    Sex takes two values, so its square is a column that is there already. Efron et al. (2004), section 1.
    """
    data = diabetes()
    X, names = data.X, data.names
    pairs = [(i, j) for i in range(10) for j in range(i, 10) if (i, j) != (names.index("sex"),) * 2]
    products = np.stack([X[:, i] * X[:, j] for i, j in pairs], axis=1)
    X, y = standardize(np.hstack([X, products]), data.y)
    return Dataset(X, y, (*names, *(f"{names[i]}·{names[j]}" for i, j in pairs)), "diabetes, quadratic features")


def gene_expression(n=72, p=7129, n_pathways=40, seed=0):
    """The shape of a gene expression study: few patients of two classes, many genes that act in pathways.

    A gene is its pathway's activity, times a loading, plus noise of its own; genes of one pathway stand together.
    The classes, +1 and −1, differ in the activity of five pathways. (No real data: those may not be copied.)
    """
    random = np.random.default_rng(seed)
    y = np.where(np.arange(n) % 3 == 0, 1.0, -1.0)
    activity = random.standard_normal((n, n_pathways))
    activity[:, :5] += y[:, None]
    loading = random.standard_normal(p)
    genes = activity[:, np.arange(p) * n_pathways // p] * loading + random.standard_normal((n, p))
    return Dataset(*standardize(genes, y), (), f"{n} patients, {p} genes in {n_pathways} pathways, seed {seed}")


def _standardized(data):
    return Dataset(*standardize(data.X, data.y), (), data.description)


PROBLEMS = {
    "diabetes 442×10": diabetes,
    "diabetes, quadratic 442×64": quadratic_diabetes,
    "genes 72×7129": gene_expression,
    "correlation 0.9, 200×5000": lambda: _standardized(random_regression(200, 5000, 20, correlation=0.9)),
    "square 1000×1000": lambda: _standardized(random_regression(1000, 1000, 100)),
    "tall 100000×100": lambda: random_regression(100_000, 100, 20),
}
QUICK = ("diabetes 442×10", "diabetes, quadratic 442×64", "genes 72×7129")
