"""inf over t > 0 of a formula in t, as a formula of its own."""

import sympy as sp


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
