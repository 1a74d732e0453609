"""Where a flow starts, and what it costs."""

from sparsity_kit.fits import as_coefficients
from sparsity_kit.inputs import as_nonnegative
from sparsity_kit.objective import Objective
from sparsity_kit.penalty import as_penalty


def as_starts(penalty, start, lam, loss=None):
    """start (..., p) and lam (...) as arrays that fit each other, the penalty and the loss, if there is one."""
    lam, p = as_nonnegative("lam", lam), as_penalty(penalty).n_features
    if loss is None:
        return as_coefficients("start", start, p, lam.shape), lam
    return Objective(loss, penalty, lam).as_coefficients("start", start), lam
