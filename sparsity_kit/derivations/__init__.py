"""The paper view: conditions, thresholds and closed forms, derived for any penalty and any loss, and checkable.

    from sparsity_kit import L1, SquaredError
    from sparsity_kit.derivations import stationarity, theta, x, y

    stationarity(L1())                                          three cases, by the sign of θ
    stationarity(L1(), (x * theta - y) ** 2)                    the same for a loss of your own
    stationarity(SquaredError([[2.0]], [5.0]) + 12.0 * L1())    the same with the numbers of an objective
    exact_zeros()                                               which penalties give zeros: the theorem, in ten steps

Every result is a `Derivation`: a sequence of `Step`s that can be read, shown as LaTeX and verified.
"""

# ruff: noqa: I001, RUF022 (a table of contents: its order is the order of reading)
from sparsity_kit.derivations.symbols import df, lam, squared_error, theta, v, x, y
from sparsity_kit.derivations.steps import Derivation, Step, StepError
from sparsity_kit.derivations.one_coefficient.sign_cases import Stationarity, stationarity
from sparsity_kit.derivations.shapes.subdifferential import subdifferential_at_zero
from sparsity_kit.derivations.one_coefficient.thresholds import Threshold, threshold
from sparsity_kit.derivations.one_coefficient.exact_zeros import ExactZeros, exact_zeros
from sparsity_kit.derivations.one_coefficient.closed_forms import minimiser, prox
from sparsity_kit.derivations.all_coefficients.matrix import matrix_form
from sparsity_kit.derivations.all_coefficients.problem import MatrixForm
from sparsity_kit.derivations.regression import squared_error_derivative
from sparsity_kit.derivations.claims.verdict import ClaimCheck, check_claim
from sparsity_kit.derivations.numpy_function import as_function

__all__ = [
    "theta", "x", "y", "v", "lam", "df", "squared_error",
    "Step", "Derivation", "StepError",
    "stationarity", "Stationarity", "subdifferential_at_zero",
    "threshold", "Threshold", "exact_zeros", "ExactZeros", "minimiser", "prox",
    "matrix_form", "MatrixForm", "squared_error_derivative",
    "check_claim", "ClaimCheck",
    "as_function",
]  # fmt: skip
