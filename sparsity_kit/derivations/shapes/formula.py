"""The formula of a penalty, with fractions for its numbers, and whether it ties coefficients together."""

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.formulas.comparison import in_digits, side_of
from sparsity_kit.derivations.formulas.evaluation import at_points
from sparsity_kit.derivations.formulas.points import sample_points
from sparsity_kit.derivations.symbols import as_expression, theta
from sparsity_kit.objective import Loss
from sparsity_kit.penalty.written import Written
from sparsity_kit.printable import counted


def name_of(penalty):
    """The penalty's name in messages; TypeError, with the cure, if it is not a penalty."""
    if isinstance(penalty, type):
        raise TypeError(f"penalty must be an object, got the class {penalty.__name__}; write {penalty.__name__}()")
    if hasattr(penalty, "penalty") and not hasattr(penalty, "symbolic"):
        raise TypeError(f"penalty must come without a price, got {penalty!r}; pass its penalty, and lam=… for λ")
    if isinstance(penalty, Loss):
        raise TypeError(f"penalty must be a penalty such as L1(), got the loss {penalty!r}; add a penalty to it")
    if not callable(getattr(penalty, "symbolic", None)):
        raise TypeError(f"penalty must have a method symbolic(theta), got {penalty!r}; pass a penalty such as L1()")
    return repr(penalty) if isinstance(penalty, Written) else type(penalty).__name__


def formula_of(penalty, symbols):
    """`penalty.symbolic(symbols)` with rational numbers, checked."""
    name, made_for = name_of(penalty), getattr(penalty, "n_features", None)
    if made_for not in (None, len(symbols)):
        raise ValueError(f"{name} is made for {counted(made_for, 'coefficient')}, not for {len(symbols)}")
    return as_expression(f"{name}.symbolic(theta)", penalty.symbolic(list(symbols)))


def formula_of_one(penalty, name):
    """Ω(θ) of one coefficient; ValueError if Ω ties its coefficients together."""
    advice = "it has no one-coefficient derivation; see matrix_form"
    a, b = sp.symbols("theta_1 theta_2", real=True)
    try:
        single = formula_of(penalty, [theta])
    except (ValueError, IndexError) as error:
        if "symbol" in str(error):
            raise
        raise ValueError(f"{name} has no formula for any number of coefficients ({error}): {advice}") from None
    try:
        pair = formula_of(penalty, [a, b])
    except (ValueError, IndexError):  # a penalty for one coefficient: there is nothing that it could tie together
        return single
    if ties(pair, a, b):
        raise ValueError(f"{name} ties its coefficients together: {advice}")
    return single


@in_digits
def ties(formula, a, b):
    """Whether Ω(a, b) is more than a function of a plus a function of b, somewhere."""
    if not any(part.has(a) and part.has(b) for part in sp.Add.make_args(formula)):
        return False
    value = at_points(formula)
    for point in sample_points(formula, n=12):
        corners = [{**point, a: p, b: q} for p in (point[a], sp.Integer(0)) for q in (point[b], sp.Integer(0))]
        both, first, second, none = map(value, corners)
        if mpmath.isfinite(none) and mpmath.isinf(both) != (mpmath.isinf(first) or mpmath.isinf(second)):
            return True
        if side_of(both + none, first + second, (both, none, first, second)) in (1, -1):
            return True
    return False
