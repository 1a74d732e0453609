"""Why is ∂f = 2x²θ − 2xy? The chain rule, one step at a time."""

import sympy as sp

from sparsity_kit.derivations.checks.slopes import is_slope
from sparsity_kit.derivations.steps import Derivation, Step
from sparsity_kit.derivations.symbols import squared_error, theta, x, y


def squared_error_derivative():
    """∂f = 2x²θ − 2xy for f = (xθ − y)², and the same sum for n observations: 2‖x‖²θ − 2x·y.

    Returns a `Derivation` whose `result` is 2x²θ − 2xy.

    >>> squared_error_derivative().result
    2*theta*x**2 - 2*x*y
    """
    u = sp.Symbol("u", real=True)
    residual, f = x * theta - y, squared_error()
    result = sp.expand(sp.diff(f, theta))
    steps = (
        _derivative("The loss is the square of u = xθ − y, and a square has the slope 2u.", u**2, u, 2 * u),
        _derivative("The residual u moves by x when θ moves by 1.", residual, theta, x),
        _derivative("The chain rule multiplies the two slopes.", f, theta, 2 * residual * x),
        _derivative("Multiplied out, both terms carry the factor 2.", f, theta, result),
        *_many_observations(),
    )
    return Derivation(steps, result, check=lambda slope: steps[3].check(sp.Eq(sp.Derivative(f, theta), slope)))


def _derivative(says, function, variable, slope):
    return Step(says, sp.Eq(sp.Derivative(function, variable), slope, evaluate=False), is_slope(function))


def _many_observations():
    """The same for Σ(xᵢθ − yᵢ)²; checked with one to four observations written out."""
    i, n = sp.Symbol("i", integer=True), sp.Symbol("n", integer=True, positive=True)
    xs, ys = (sp.IndexedBase(name, real=True) for name in "xy")
    f = sp.Sum((xs[i] * theta - ys[i]) ** 2, (i, 1, n))
    squares, products = sp.Sum(xs[i] ** 2, (i, 1, n)), sp.Sum(xs[i] * ys[i], (i, 1, n))
    says = "With n observations the slopes add up: 2‖x‖²θ − 2x·y."
    slope = 2 * theta * squares - 2 * products
    yield Step(says, sp.Eq(sp.Derivative(f, theta), slope, evaluate=False), _for_small(n))


def _for_small(n):
    def check(formula):
        for count in range(1, 5):
            total, slope = (side.subs(n, count).doit() for side in (formula.lhs.expr, formula.rhs))
            letters = {entry: sp.Symbol(str(entry), real=True) for entry in (total + slope).atoms(sp.Indexed)}
            written = sp.Derivative(total.xreplace(letters), theta, evaluate=False)
            is_slope(written.expr)(sp.Eq(written, slope.xreplace(letters), evaluate=False))

    return check
