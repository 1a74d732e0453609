"""Without held-out rows: the training error plus a price for each degree of freedom."""

from dataclasses import dataclass

import numpy as np

from sparsity_kit.asked import as_switch, need_lasso_path
from sparsity_kit.inputs import as_nonnegative, frozen
from sparsity_kit.losses.tables import need_squares
from sparsity_kit.paths.path import Path
from sparsity_kit.printable import printable
from sparsity_kit.validation.freedom import rank_of


@dataclass(frozen=True, eq=False)
class Criteria:
    """‖Xθ − y‖²/σ² + price·df along an exact lasso path; df the number of columns that are not zero.

    It falls as λ falls, between kinks, and jumps where a column enters: so its minimum is at a kink, and exact.
    lams (k,): the kinks. rss, df (k,): ‖Xθ − y‖² and df there. noise_variance: σ². n: the rows. lam_aic, lam_bic,
    lam_cp: the λ that each calls best, the largest of several; AIC and Cp agree on it, for both have the price 2.
    """

    path: Path
    rss: np.ndarray
    df: np.ndarray
    noise_variance: float
    intercept: bool

    @property
    def lams(self):
        """The kinks, falling."""
        return self.path.lams

    @property
    def n(self):
        """The number of rows."""
        return len(self.path.y)

    def aic(self, lam):
        """‖Xθ − y‖²/σ² + 2·df at λ, a number or (m,) (Akaike 1973, σ² known)."""
        return self._at(lam, 2.0)

    def bic(self, lam):
        """‖Xθ − y‖²/σ² + log(n)·df at λ, a number or (m,) (Schwarz 1978, σ² known)."""
        return self._at(lam, np.log(self.n))

    def cp(self, lam):
        """‖Xθ − y‖²/σ² − n + 2·df at λ, a number or (m,) (Mallows 1973)."""
        return self._at(lam, 2.0) - self.n

    @property
    def lam_aic(self):
        """The λ at which AIC is smallest."""
        return self._best(2.0)

    @property
    def lam_bic(self):
        """The λ at which BIC is smallest."""
        return self._best(np.log(self.n))

    lam_cp = lam_aic

    def _at(self, lam, price):
        theta = self.path(lam)
        df = np.count_nonzero(theta, axis=-1) + self.intercept
        return np.square(theta @ self.path.X.T - self.path.y).sum(axis=-1) / self.noise_variance + price * df

    def _best(self, price):
        return float(self.lams[(self.rss / self.noise_variance + price * self.df).argmin()])

    def __repr__(self):
        return printable(f"Criteria(lam_aic = {self.lam_aic:.6g}, lam_bic = {self.lam_bic:.6g})")


def information_criteria(path, noise_variance=None, intercept=True):
    """AIC, BIC and Cp along an exact lasso path, and the λ where each is smallest: `Criteria`.

    path: what `lasso_path(X, y)` returns. noise_variance: σ²; unless given it is that of least squares, ‖Xθ − y‖² at
    λ = 0 over the n − p − 1 degrees of freedom that are left. intercept: whether centring took one more. Raises
    TypeError for what is not a path; ValueError for an elastic net's, where rows are too few to tell σ², or where it
    is 0.

    >>> from sparsity_kit import lasso_path
    >>> path = lasso_path([[1, 0], [0, 1], [0, 0]], [3, 1, 1])
    >>> information_criteria(path, noise_variance=1.0, intercept=False).lam_aic
    2.0
    """
    need_lasso_path("information_criteria", path)
    intercept = as_switch("intercept", intercept)
    need_squares("the path's y", path.y)
    rss = np.square(path.theta @ path.X.T - path.y).sum(axis=1)
    df = np.count_nonzero(path.theta, axis=1) + intercept
    if noise_variance is None:
        left = len(path.y) - rank_of(path.X) - intercept
        if left < 1 or path.lams[-1] > 0:
            why = f"the path ends at λ = {path.lams[-1]:g}" if left > 0 else f"{len(path.y)} rows leave nothing over"
            raise ValueError(f"the variance of the noise cannot be told from the fit, {why}; give noise_variance")
        noise_variance = rss[-1] / left
    noise_variance = float(as_nonnegative("noise_variance", noise_variance, ndim=0))
    if noise_variance <= 1e-26 * (path.y @ path.y):
        raise ValueError(f"noise_variance must be positive, got {noise_variance:g}; give the variance of one error")
    return Criteria(path, frozen(rss), frozen(df), noise_variance, intercept)
