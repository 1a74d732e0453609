"""The lasso of two coefficients by a formula: millions of problems at once, each exactly.

With XᵀX = [[a, b], [b, d]], Xᵀy = (c₁, c₂), m = λ/2 and S the soft threshold, θ* is where

    c₁ − aθ₁ − bθ₂ is in m·∂|θ₁|    and    c₂ − bθ₁ − dθ₂ is in m·∂|θ₂|.

1. Without θ₂ the first says θ₁ = S(c₁, m)/a, which leaves the pull r = c₂ − bθ₁ on θ₂. Then θ₂ = 0 exactly if |r| <= m.
2. Otherwise θ₂ has the sign of r, so its slope of the penalty is known, z = ±m, and the second says
   θ₂ = (c₂ − z − bθ₁)/d. In the first, that leaves a lasso of one coefficient, of curvature a − b²/d:
   θ₁ = S(c₁ − (b/d)(c₂ − z), m)/(a − b²/d).
3. In both cases θ₂ = S(c₂ − bθ₁, m)/d.

Why the sign of r: let φ(θ₂) be the minimum of F over θ₁. It is convex, with slopes −2r ± λ on the two sides of zero.
"""

import numpy as np

from sparsity_kit.blocks import aligned, blocks
from sparsity_kit.fits import as_out, batch_of
from sparsity_kit.inputs import as_floats, as_nonnegative, as_real
from sparsity_kit.plane.degenerate import EPS, need_symmetry, solve_degenerate

BLOCK = 12_288  # problems per block: ten rows of so many numbers are 1 MB, and stay in the cache


def lasso_2d(gram, correlations, lam, out=None):
    """argmin over θ of ‖Xθ − y‖² + λ‖θ‖₁ for two coefficients, exactly: θ of shape (..., 2).

    `gram` is XᵀX (..., 2, 2), the matrix that `X.T @ X` and `loss.gram` are; `correlations` Xᵀy (..., 2); `lam` (...).
    Leading axes broadcast, and what is shared is not copied out. `out` may name a float64 array for the result. A
    coefficient that is zero is == 0.0. Where columns are in proportion, θ has one column alone: the longer one, or the
    first if they are equally long or if λ = 0, where other θ are minimisers too. A column of zeros has coefficient 0.

    Raises ValueError for what is no XᵀX, for correlations that no y has (F then falls without end), and where θ is too
    large for a float64; `out` may then be partly filled.

    >>> lasso_2d([[2.0, 1.0], [1.0, 2.0]], [[3.0, 2.0], [3.0, 1.0]], lam=1.0)
    array([[1.16666667, 0.16666667],
           [1.25      , 0.        ]])
    """
    gram, correlations, lam = as_floats("gram", gram), as_floats("correlations", correlations), as_floats("lam", lam)
    out = as_out(out, (*_batch(gram, correlations, lam), 2))
    (a, b), (b_again, d) = np.moveaxis(gram, (-2, -1), (0, 1))
    numbers = [a, b, b_again, d, correlations[..., 0], correlations[..., 1], lam]
    rows, flags = aligned(10, BLOCK), np.empty((3, BLOCK), bool)
    try:
        with np.errstate(all="ignore", over="raise"), blocks(numbers, [out[..., 0], out[..., 1]], BLOCK) as pieces:
            for *piece, theta1, theta2 in pieces:
                k, grams = len(theta1), 1 if gram.size == 4 else len(theta1)
                if not _load(rows[:, :k], flags[:, :k], grams, piece):  # then one of these raises
                    as_real("gram", gram), as_real("correlations", correlations), as_nonnegative("lam", lam)
                definite = _prepare(rows[:, :grams], flags[0, :grams], piece[2])
                _solve(rows[:, :k], flags[0, :k], grams, theta1, theta2)
                if not definite:
                    solve_degenerate(rows[:3, :grams], rows[3:6, :k], theta1, theta2)
    except FloatingPointError:
        raise ValueError("theta is too large for float64; rescale y or the columns of X") from None
    return out


def _batch(gram, correlations, lam):
    """The leading axes of all three together."""
    if gram.shape[-2:] != (2, 2) or correlations.shape[-1:] != (2,):
        raise ValueError(
            f"gram must be (..., 2, 2) and correlations (..., 2), got shapes {gram.shape} and {correlations.shape}"
        )
    batches = gram.shape[:-2], correlations.shape[:-1], lam.shape
    return batch_of(
        f"gram, correlations and lam must be batches that broadcast, got {batches[0]}, {batches[1]} and {batches[2]}; "
        "for every pair of both write lam[:, None]",
        *batches,
    )


def _load(rows, flags, grams, piece):
    """Rows 0 to 6 become a, b, d, c₁, c₂, m and −m; whether all of them are numbers, and λ >= 0."""
    a, b, _, d, c1, c2, lam = piece
    for row, numbers in zip(rows[:3, :grams], (a, b, d), strict=True):
        np.copyto(row, numbers[:grams])
    np.copyto(rows[3], c1)
    np.copyto(rows[4], c2)
    m = np.multiply(lam, 0.5, out=rows[5])
    np.negative(m, out=rows[6])
    numbers = np.isfinite(rows[:3, :grams], out=flags[:, :grams]).all() and np.isfinite(rows[3:6], out=flags).all()
    return numbers and m[m.argmin()] >= 0


def _prepare(rows, flags, b_again):
    """Row 7 becomes b/d; whether all of the matrices are definite, so that a − b²/d and d are positive."""
    a, b, d, *_, share, v, w = rows
    np.copyto(v, b_again[: len(v)])
    if np.not_equal(b, v, out=flags).any():
        need_symmetry(a, b, v, d)
    curvature = _minus(a, b, np.divide(b, d, out=share), out=v)
    positive = np.greater(curvature, np.multiply(a, 4 * EPS, out=w), out=flags).all()
    return positive and d[d.argmin()] > 0


def _solve(rows, alive, grams, theta1, theta2):
    """The three steps. Rows 7 to 9 are room to work in; what depends on XᵀX alone stands there once if it is shared."""
    a, b, d = rows[:3, :grams]
    c1, c2, *band, share, v, w = rows[3:]
    first = np.divide(_shrink(c1, band, out=w), a, out=w)
    r = _minus(c2, b, first, out=v)
    z = _clip(r, band, out=w)
    np.not_equal(r, z, out=alive)  # θ₂ ≠ 0
    np.multiply(share[:grams], alive, out=share)  # no share where θ₂ = 0: θ₁ is then that of step 1
    pull = _minus(c1, share, np.subtract(c2, z, out=w), out=v)
    curvature = _minus(a, b, share, out=w)
    first = np.divide(_shrink(pull, band, out=share), curvature, out=share)
    np.copyto(theta1, first)
    np.divide(_shrink(_minus(c2, b, first, out=v), band, out=w), d, out=theta2)


def _minus(x, y, z, out):
    """x − y·z."""
    return np.subtract(x, np.multiply(y, z, out=out), out=out)


def _clip(v, band, out):
    """v, or the end of the band (m, −m) beyond which it lies. (With many bands this is faster than np.clip.)"""
    m, minus_m = band
    return np.minimum(np.maximum(v, minus_m, out=out), m, out=out)


def _shrink(v, band, out):
    """S(v, m), as v without what the band holds of it."""
    return np.subtract(v, _clip(v, band, out), out=out)
