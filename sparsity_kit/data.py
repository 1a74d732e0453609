"""Data to try things on: the diabetes patients of the LARS paper, and seeded problems whose answer is known."""

from dataclasses import dataclass, field
from importlib.resources import files

import numpy as np

from sparsity_kit.asked import as_switch
from sparsity_kit.fits import need_rows
from sparsity_kit.inputs import as_count, as_nonnegative, as_real, shown
from sparsity_kit.printable import printable


@dataclass(frozen=True, eq=False)
class Dataset:
    """X (n, p), y (n,), one name per column, a one-line description; `theta` (p,) if the truth is known.

    Arrays are read-only copies. Raises ValueError or TypeError if the parts do not fit together.
    """

    X: np.ndarray
    y: np.ndarray
    names: tuple = ()
    description: str = ""
    theta: np.ndarray | None = field(default=None)

    def __post_init__(self):
        n, p = as_real("X", self.X, ndim=2).shape
        object.__setattr__(self, "names", _as_names(self.names, p))
        for name, shape in (("X", (n, p)), ("y", (n,)), ("theta", (p,))):
            if getattr(self, name) is None and name == "theta":
                continue
            array = np.array(as_real(name, getattr(self, name)))
            if array.shape != shape:
                raise ValueError(f"{name} must have shape {shape} to go with X of shape {(n, p)}, got {array.shape}")
            array.flags.writeable = False
            object.__setattr__(self, name, array)

    def __repr__(self):
        return printable(f"Dataset(X {self.X.shape}, y {self.y.shape}: {self.description})")


def diabetes(standardized=True):
    """442 patients, 10 measurements and the progression of their diabetes a year later, as in the LARS paper.

    Columns are centred and have unit norm, y is centred; with `standardized=False` all are as they were measured.
    Efron, Hastie, Johnstone and Tibshirani (2004), Least angle regression, Annals of Statistics 32(2):407–499. The
    numbers are scikit-learn's copy: `diabetes/SOURCE.md`.

    >>> diabetes(standardized=False).X[0]
    array([ 59.    ,   2.    ,  32.1   , 101.    , 157.    ,  93.2   ,
            38.    ,   4.    ,   4.8598,  87.    ])
    """
    with (files("sparsity_kit") / "diabetes" / "diabetes.csv").open(encoding="utf-8") as lines:
        *names, _ = next(lines).strip().split(",")
        table = np.loadtxt(lines, delimiter=",")
    X, y = table[:, :-1], table[:, -1]
    if as_switch("standardized", standardized):
        X, y = standardize(X, y, names)
    return Dataset(X, y, tuple(names), "diabetes progression of 442 patients, Efron et al. (2004)")


def random_regression(n, p, n_nonzero, correlation=0.0, noise=1.0, seed=0):
    """y = Xθ + noise·ε, with `n_nonzero` coefficients of size 1 to 2 at random places and all others zero.

    Each entry of X (n, p) and of ε is a standard normal number; every two columns have the correlation `correlation`,
    at least 0 and below 1. The same seed gives the same data. The true θ is `.theta`. Raises ValueError for numbers
    that do not describe such a problem.

    >>> random_regression(50, 4, n_nonzero=2, seed=1).theta.round(2)
    array([-1.22,  0.  ,  0.  , -1.08])
    """
    n, p, n_nonzero = as_count("n", n, 1), as_count("p", p, 1), as_count("n_nonzero", n_nonzero)
    if n_nonzero > p:
        raise ValueError(f"n_nonzero must be at most p = {p}, got {n_nonzero}")
    correlation, noise = as_nonnegative("correlation", correlation, ndim=0), as_nonnegative("noise", noise, ndim=0)
    if correlation >= 1:
        raise ValueError(f"correlation must be below 1, got {correlation}: the columns would be copies of each other")
    seed = as_count("seed", seed)
    random = np.random.default_rng(seed)
    common = random.standard_normal((n, 1))
    X = np.sqrt(correlation) * common + np.sqrt(1 - correlation) * random.standard_normal((n, p))
    theta = np.zeros(p)
    places = random.choice(p, size=n_nonzero, replace=False)
    theta[places] = random.choice([-1.0, 1.0], n_nonzero) * random.uniform(1, 2, n_nonzero)
    y = X @ theta + noise * random.standard_normal(n)
    text = f"{n_nonzero} of {p} coefficients are not zero, correlation {correlation:g}, noise {noise:g}, seed {seed}"
    return Dataset(X, y, (), text, theta)


def standardize(X, y=None, names=()):
    """Centre every column of X and scale it to length 1; centre y. Returns X and y, or X alone without y.

    Coefficients are then comparable, no intercept is needed, and xⱼ·y is a correlation times ‖y‖. X (n, p), y (n,),
    `names` only for messages. Raises ValueError for constant columns: they have no direction once they are centred.
    """
    X = as_real("X", X, ndim=2)
    names = _as_names(names, X.shape[1])
    largest = np.abs(X).max(axis=0)
    X = X / np.where(largest > 0, largest, 1.0)  # so that no square overflows or vanishes
    centred = X - X.mean(axis=0)
    centred = centred - centred.mean(axis=0)  # once more: what the rounding of the first mean left over
    norms = np.linalg.norm(centred, axis=0)
    constant = [name for name, norm in zip(names, norms, strict=True) if norm <= 1e-13 * np.sqrt(len(X))]
    if constant:
        few = ", ".join(constant[:5]) + f" and {len(constant) - 5} more" * (len(constant) > 5)
        raise ValueError(f"X has constant columns, {few}: they cannot be scaled to length 1; drop them")
    X = centred / norms
    if y is None:
        return X
    y = as_real("y", y, ndim=1)
    need_rows("y", y, len(X))
    with np.errstate(over="ignore"):
        centred = y - y.mean()
    if not np.isfinite(centred).all():
        raise ValueError(f"y is too large to centre, it reaches {np.abs(y).max():.1e}; rescale it")
    return X, centred


def _as_names(names, p):
    if isinstance(names, str) or not hasattr(names, "__iter__"):
        raise TypeError(f"names must be a list of texts, one per column of X, got {shown(names)}")
    names = tuple(map(str, names)) or tuple(f"x{j}" for j in range(1, p + 1))
    if len(names) != p:
        raise ValueError(f"names must have one entry per column of X, {p}, got {len(names)}")
    return names
