"""From a derived formula to a NumPy function: the paper's answer, on arrays."""

import numpy as np
import sympy as sp
from sympy.core.function import AppliedUndef
from sympy.logic.boolalg import Boolean

from sparsity_kit.derivations.formulas.program import membership
from sparsity_kit.derivations.symbols import TO_DO
from sparsity_kit.inputs import as_floats, shown


def as_function(formula, arguments):
    """A NumPy function of `arguments` (symbols, in order) that computes the formula or condition; it broadcasts.

    Returns float64 arrays, boolean arrays for conditions. Where the formula is undefined, or no real number, the value
    is nan; branches of a case distinction that are not taken cause no warning. Raises ValueError if a symbol of the
    formula is not among the arguments or a name is there twice, TypeError for what is no formula and no symbol. The
    function raises TypeError or ValueError for what are no real numbers, or do not broadcast.

    >>> from sparsity_kit.derivations import theta, x
    >>> as_function(abs(theta) * x, [theta, x])([-1.0, 2.0], 3.0)
    array([3., 6.])
    """
    arguments = _as_symbols(arguments)
    formula = _as_formula(getattr(formula, "result", formula))
    missing = sorted(formula.free_symbols - set(arguments), key=str)
    if missing:
        raise ValueError(f"formula has symbols {missing} that are not among the arguments {arguments}; add them")
    # before SymPy 1.14 it could not write a Max of arrays and numbers
    plain = formula.replace(lambda part: isinstance(part, (sp.Max, sp.Min)), lambda part: part.rewrite(sp.Piecewise))
    try:
        raw = sp.lambdify(arguments, plain, modules="numpy")
    except Exception:  # whatever SymPy says of what it cannot write for NumPy
        raise _not_numbers(formula) from None
    names, kind = [str(each) for each in arguments], float if isinstance(formula, sp.Expr) else bool

    def function(*values):
        if len(values) != len(arguments):
            raise TypeError(f"expected the {len(arguments)} arguments {arguments}, got {len(values)}")
        arrays = [as_floats(name, value) for name, value in zip(names, values, strict=True)]
        try:
            together = np.broadcast_arrays(*arrays)
        except ValueError:
            shapes = " and ".join(f"{name} {array.shape}" for name, array in zip(names, arrays, strict=True))
            raise ValueError(f"shapes do not fit: {shapes}; pass numbers, or arrays of one shape") from None
        with np.errstate(all="ignore"):
            result = np.asarray(raw(*together))
        if np.iscomplexobj(result):
            result = np.where(result.imag == 0, result.real, np.nan)
        return np.array(np.broadcast_to(result, together[0].shape if together else ()), dtype=kind)

    function.__doc__ = f"The formula {formula} of {arguments}, on arrays."
    return function


def _as_symbols(arguments):
    """The arguments as a list of symbols, no two alike."""
    arguments = list(arguments) if isinstance(arguments, (list, tuple)) else [arguments]
    for k, each in enumerate(arguments):
        if not getattr(each, "is_symbol", False):
            raise TypeError(f"arguments must be symbols in a list, such as [theta, x], got {shown(each)}")
        if str(each) in map(str, arguments[:k]):
            raise ValueError(f"arguments must hold each name once, got {each} twice; drop one")
    return arguments


def _as_formula(formula):
    """A formula of numbers or a condition, which NumPy can compute."""
    if not isinstance(formula, (sp.Expr, Boolean)):
        raise TypeError(f"formula must be a SymPy formula or a derivation, got {shown(formula)}")
    formula = formula.replace(lambda part: isinstance(part, sp.Contains), lambda part: membership(*part.args))
    if formula.has(AppliedUndef, *TO_DO):
        raise _not_numbers(formula)
    return formula


def _not_numbers(formula):
    return TypeError(f"formula has parts that are not worked out to numbers, {formula}; write what they are")
