"""What the questions derive on paper. SymPy is imported when an answer is computed, not with the question."""

import numpy as np


def stationarity(penalty):
    """The conditions off zero, `.positive` and `.negative`, and the one at zero, `.zero`."""
    from sparsity_kit import derivations

    return derivations.stationarity(penalty)


def half_width(penalty):
    """w, where the slopes of a penalty at zero fill [−w, w]."""
    from sparsity_kit.derivations import subdifferential_at_zero

    return float(subdifferential_at_zero(penalty).sup)


def gradient(penalty, point):
    """∇Ω from Ω's formula, at a point without zeros."""
    import sympy

    theta = sympy.symbols(f"theta_1:{len(point) + 1}", real=True)
    formula, at = penalty.symbolic(list(theta)), dict(zip(theta, point, strict=True))
    return np.array([float(sympy.diff(formula, t).subs(at)) for t in theta])
