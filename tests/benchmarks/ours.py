"""Our side of every comparison of paths, in one place."""

import sparsity_kit


def path(case):
    """The exact path of the case from λ_max down to case.lam_min: call it with prices lams (m,) for θ (m, p)."""
    return sparsity_kit.lasso_path(case.rows, case.y, lam_min=case.lam_min)


def solve(case):
    """θ (m, p) at case.lams."""
    return path(case)(case.lams)
