"""From a derived formula to a NumPy function: the paper's answer, on arrays."""

import numpy as np
import sympy as sp


def as_function(formula, arguments):
    """A NumPy function of `arguments` (symbols, in order) that computes the formula or condition; it broadcasts.

    Returns float64 arrays, boolean arrays for conditions. Where the formula is undefined the value is nan; branches
    of a case distinction that are not taken cause no warning. Raises ValueError if a symbol of the formula is not
    among the arguments.

    >>> from sparsity_kit.derivations import theta, x
    >>> as_function(abs(theta) * x, [theta, x])([-1.0, 2.0], 3.0)
    array([3., 6.])
    """
    arguments = list(arguments) if isinstance(arguments, (list, tuple)) else [arguments]
    formula = getattr(formula, "result", formula)
    if not isinstance(formula, sp.Basic):
        raise TypeError(f"formula must be a SymPy formula or a derivation, got {formula!r}")
    missing = sorted(formula.free_symbols - set(arguments), key=str)
    if missing:
        raise ValueError(f"formula has symbols {missing} that are not among the arguments {arguments}; add them")
    plain = formula.replace(lambda part: isinstance(part, (sp.Max, sp.Min)), lambda part: part.rewrite(sp.Piecewise))
    raw = sp.lambdify(arguments, plain, modules="numpy")  # before SymPy 1.14 a Max of arrays and numbers failed here
    is_condition = isinstance(formula, sp.logic.boolalg.Boolean) and not isinstance(formula, sp.Expr)
    kind = bool if is_condition else float

    def function(*values):
        if len(values) != len(arguments):
            raise TypeError(f"expected the {len(arguments)} arguments {arguments}, got {len(values)}")
        values = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values))
        with np.errstate(all="ignore"):
            result = raw(*values)
        return np.array(np.broadcast_to(result, values[0].shape if values else ()), dtype=kind)

    function.__doc__ = f"The formula {formula} of {arguments}, on arrays."
    return function
