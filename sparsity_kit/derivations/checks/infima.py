"""inf over t > 0 of a formula in t: written as a part of formulas, and as a number, found by trying many t."""

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.checks.slopes import STEPS, limit
from sparsity_kit.derivations.formulas.comparison import as_mpf, in_digits
from sparsity_kit.derivations.formulas.edges import edge_expressions, reach, zeros
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.symbols import theta

ROUNDS, A_DECADE = 48, 3


class Infimum(sp.Expr):
    """The largest number that a formula is never below, for t > 0; t is bound, as in a sum."""

    is_commutative = True
    is_extended_real = True

    def __new__(cls, formula, t):
        """`formula` of the positive symbol `t`."""
        return sp.Expr.__new__(cls, sp.sympify(formula), t)

    @property
    def free_symbols(self):
        """All but t."""
        return self.args[0].free_symbols - {self.args[1]}

    def _latex(self, printer):
        formula, t = map(printer._print, self.args)
        return rf"\inf_{{{t} > 0}} \left({formula}\right)"

    def _sympystr(self, printer):
        formula, t = map(printer._print, self.args)
        return f"inf over {t} > 0 of ({formula})"


def slope_at_zero(omega):
    """Ω′(0+), from two difference quotients."""
    value = evaluator(omega, theta)
    return close_to_zero(lambda t: (value(t) - value(mpmath.mpf(0))) / t)


@in_digits
def close_to_zero(function):
    """The limit of a function as t > 0 falls to 0."""
    return limit(*map(function, STEPS))


def sizes_of(omega):
    """t of all sizes, and those at which Ω may have a kink."""
    kinks = {as_mpf(abs(root)) for edge in edge_expressions(omega) for root in zeros(edge, theta) if root}
    span = reach(omega)
    powers = range(-A_DECADE * (6 + span), A_DECADE * (5 + span))
    return sorted({*kinks, *(mpmath.mpf(10) ** (mpmath.mpf(k) / A_DECADE) for k in powers)})


def lowest(function, sizes):
    """The infimum on t > 0: of many sizes, then by thirds around the best of them; and close to zero."""
    values = [function(t) for t in sizes]
    k = min(range(len(sizes)), key=values.__getitem__)
    low, high = sizes[max(k - 1, 0)], sizes[min(k + 1, len(sizes) - 1)]
    for _ in range(ROUNDS):
        third = (high - low) / 3
        low, high = (low, high - third) if function(low + third) < function(high - third) else (low + third, high)
    return min(values[k], function((low + high) / 2), close_to_zero(function))
