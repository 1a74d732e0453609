"""The letters of the course, and the checks that what is given is written in them.

`theta` is one coefficient, `x` and `y` one observation, `v` the point that a prox starts from: real symbols. `lam` is
λ, a positive symbol. `df` stands for ∂f, the slope of a loss about which nothing else is said.
"""

from math import isfinite
from numbers import Rational, Real

import sympy as sp

from sparsity_kit.rational import as_rational

theta, x, y, v = sp.symbols("theta x y v", real=True)
lam = sp.Symbol("lambda", positive=True)
df = sp.Symbol("∂f", real=True)

TO_DO = (sp.Derivative, sp.Subs, sp.Sum, sp.Product, sp.Integral, sp.Limit)
_OURS = {symbol.name: symbol for symbol in (theta, x, y, v, lam)}


def squared_error():
    """(xθ − y)², the loss of one feature and one observation."""
    return (x * theta - y) ** 2


def as_expression(name, value):
    """Return `value` as a SymPy expression with rational numbers, in the letters of the course.

    Text is never evaluated. Raises TypeError for what is not an expression, ValueError for a symbol that looks like
    one of the course's and is not, or that may be complex.
    """
    if isinstance(value, str):
        raise TypeError(f"{name} must be a SymPy expression, got the text {value!r}; write it with symbols, unquoted")
    if isinstance(value, bool) or not isinstance(value, (sp.Basic, Real)):
        raise TypeError(f"{name} must be a SymPy expression, got {value!r}; write it with the symbols theta, x, y")
    expression = sp.sympify(value if isinstance(value, (sp.Basic, Rational)) else float(value))
    if not isinstance(expression, sp.Expr):
        raise TypeError(f"{name} must be an expression, not a condition or a set, got {expression}")
    check_symbols(name, expression)
    expression = expression.doit() if expression.has(*TO_DO) else expression
    if expression.has(*TO_DO):
        raise ValueError(f"{name} has parts that SymPy cannot work out, {expression}; write what they are")
    return with_fractions(expression)


def with_fractions(formula):
    """The formula with every floating-point number written as the fraction it stands for: 1/3 for 0.333…3.

    A number may differ from a simple fraction by rounding (1e-15), as 0.1 + 0.2 differs from 3/10.
    """
    return formula.xreplace({number: _as_fraction(number) for number in formula.atoms(sp.Float)})


def _as_fraction(number):
    """A number of SymPy as a fraction; as it is printed, where it is too large or too small for a float64."""
    in_range = number == 0 or (isfinite(float(number)) and float(number) != 0)
    return as_rational(number, rounding=1e-15) if in_range else sp.Rational(str(number))


def check_symbols(name, expression):
    """Raise ValueError if a symbol of `expression` is a false friend of the course's, or may be complex."""
    for symbol in sorted(expression.free_symbols, key=str):
        ours = _OURS.get("lambda" if symbol.name == "lam" else symbol.name, symbol)
        if symbol != ours:
            assumed = "positive=True" if ours is lam else "real=True"
            raise ValueError(
                f"{name} has a symbol {symbol.name} that is not the kit's {ours.name} ({assumed}); "
                f"write from sparsity_kit.derivations import {'lam' if ours is lam else ours.name}"
            )
        if not isinstance(symbol, sp.Idx) and symbol.is_real is not True:
            raise ValueError(
                f"{name} has a symbol {symbol.name} that may be complex; "
                f"make it sympy.Symbol({symbol.name!r}, real=True), or positive=True"
            )


def as_price(value):
    """Return λ as a positive expression: a symbol declared positive, or a number above zero."""
    price = as_expression("lam", value)
    if not price.is_positive:
        raise ValueError(f"lam must be positive, got {price}; use a number above 0 or a symbol with positive=True")
    if theta in price.free_symbols:
        raise ValueError(f"lam must not depend on theta, got {price}")
    return price
