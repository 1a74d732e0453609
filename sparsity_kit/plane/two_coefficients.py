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

from sparsity_kit.blocks import blocks
from sparsity_kit.fits import as_out, batch_of
from sparsity_kit.inputs import as_nonnegative, as_real
from sparsity_kit.plane.degenerate import need_symmetry, solve_degenerate

BLOCK = 12_288  # problems per block: ten arrays of so many numbers are 1 MB, and stay in the cache


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
    gram, correlations, lam = as_real("gram", gram), as_real("correlations", correlations), as_nonnegative("lam", lam)
    out = as_out(out, (*_batch(gram, correlations, lam), 2))
    (a, b), (b_again, d) = np.moveaxis(gram, (-2, -1), (0, 1))
    numbers = [a, b, b_again, d, correlations[..., 0], correlations[..., 1], lam]
    grams = 1 if gram.size == 4 else BLOCK  # what depends on XᵀX alone is computed once if it is shared
    try:
        with np.errstate(all="ignore", over="raise"), blocks(numbers, [out[..., 0], out[..., 1]], BLOCK) as pieces:
            for *matrix, c1, c2, price, theta1, theta2 in pieces:
                theta1[:], theta2[:] = _solve([part[:grams] for part in matrix], c1, c2, price / 2)
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


def _solve(gram, c1, c2, m):
    """θ₁ and θ₂ (k,) by the three steps; what depends on XᵀX alone has one entry if it is shared."""
    a, b, b_again, d = gram
    need_symmetry(a, b, b_again, d)
    share = b / d
    r = c2 - b * (_shrink(c1, m) / a)
    z = np.clip(r, -m, m)
    share = np.where(r != z, share, 0.0)  # none where θ₂ = 0: θ₁ is then that of step 1
    theta1 = _shrink(c1 - share * (c2 - z), m) / (a - b * share)
    theta2 = _shrink(c2 - b * theta1, m) / d
    solve_degenerate(a, b, d, c1, c2, m, theta1, theta2)
    return theta1, theta2


def _shrink(v, m):
    """S(v, m), as v without what the band from −m to m holds of it."""
    return v - np.clip(v, -m, m)
