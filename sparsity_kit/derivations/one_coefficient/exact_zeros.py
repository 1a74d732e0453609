"""Why zeros? θ = 0 is the answer for a whole range of data exactly if Ω has more than one slope at zero."""

from dataclasses import dataclass

import sympy as sp

from sparsity_kit.derivations.checks.infima import Infimum
from sparsity_kit.derivations.checks.rivals import OMEGA, SHARE, SLOPE, F, T, each, everywhere, is_lowest_exactly
from sparsity_kit.derivations.checks.signs import where_slopes
from sparsity_kit.derivations.one_coefficient.even import CONVEX, KINDS, Even, even
from sparsity_kit.derivations.one_coefficient.problem import turns
from sparsity_kit.derivations.shapes.subdifferential import interval
from sparsity_kit.derivations.steps import Derivation, Step
from sparsity_kit.derivations.symbols import as_price, lam, squared_error, theta, x, y

_S = sp.Symbol("s", real=True)
_DATA = sp.Abs(x * y)


@dataclass(frozen=True, repr=False)
class ExactZeros(Derivation):
    """When is θ = 0 the lowest point of (xθ − y)² + λΩ(θ)? `zero` is the condition on the data, and the result.

    `slopes` is the interval [−Ω′(0+), Ω′(0+)]: with more than one number in it, θ = 0 for a whole range of data.
    `local` is the condition for F to rise on both sides of zero. If Ω is `convex` that is the same but for the edge; if
    it is not, another valley may be deeper. Of all penalties together, `convex` is None.
    """

    slopes: sp.Set
    zero: sp.Basic
    local: sp.Basic
    convex: bool | None


def exact_zeros(penalty=None, lam=lam):
    """θ = 0 is lowest exactly if 2|xy| <= inf over t > 0 of x²t + λΩ(t)/t: for a range of data if Ω′(0+) > 0.

    The proof for one penalty that is even, nonnegative and 0 at 0, convex or not; or, with none, for all of them, each
    step then checked for penalties of every kind. x is other than 0; λ is `lam`, a positive number or symbol. Returns
    `ExactZeros`. Raises ValueError or TypeError for a penalty that does not fit.

    >>> from sparsity_kit import L1, Lq
    >>> exact_zeros(L1()).zero
    Abs(x*y) <= lambda/2
    >>> exact_zeros(Lq(0.5)).local
    True
    """
    price = as_price(lam)
    about = Even(OMEGA(theta), OMEGA(T), SLOPE, None) if penalty is None else even(penalty)
    omegas = KINDS if penalty is None else (about.formula,)
    least = Infimum(sp.expand(x**2 * T + price * about.size / T), T)
    lowest = [*_lowest(about, price, least, omegas)]
    bound = sp.Integer(0) if about.slope == 0 else lowest[-1].formula.rhs if lowest and penalty is not None else least
    zero, slopes = sp.Le(_DATA, bound / 2), interval(-about.slope, about.slope)
    local = zero if about.slope == 0 else sp.Lt(2 * _DATA, price * about.slope)
    steps = [*_until_zero(about, price, least, omegas), *_range(about, price, least, slopes, omegas), *lowest]
    if about.slope != 0:
        steps.append(Step(_near(about), local, each(omegas, lambda omega: _beside(omega, price))))
    return ExactZeros(tuple(steps), zero, slopes, zero, local, about.convex, check=is_lowest_exactly(omegas, price))


def _until_zero(about, price, least, omegas):
    """When F is nowhere lower than at zero."""
    holds, rest = everywhere(omegas, price), least.args[0]
    higher = x**2 * theta**2 - 2 * x * y * theta + price * about.formula
    yield Step("By so much F is higher at θ than at zero.", sp.Eq(F(theta) - F(0), higher, evaluate=False), holds)
    yield Step(
        "Ω is even, so of t > 0 and −t the one with the sign of xy is the lower. There t can be taken out.",
        sp.Eq(sp.Min(F(T), F(-T)) - F(0), T * (rest - 2 * _DATA), evaluate=False),
        holds,
    )
    yield Step(
        "So no θ is lower than zero if and only if 2|xy| is at most the rest of the bracket, for all t > 0.",
        sp.Le(2 * _DATA, least),
        is_lowest_exactly(omegas, price),
    )


def _range(about, price, least, slopes, omegas):
    """Whether that is so for more than y = 0."""
    holds, rest, at_zero = everywhere(omegas, price), least.args[0], {theta: sp.Integer(0)}
    says = "Ω is not negative, so away from zero that rest is above zero."
    yield Step(says, sp.Ge(rest, x**2 * T, evaluate=False), holds)
    close = sp.Eq(sp.Limit(rest, T, 0, "+"), price * about.slope, evaluate=False)
    yield Step("Close to zero it is λ times the slope with which Ω starts, Ω′(0+).", close, holds)
    says, is_range = "So its infimum is above zero, because Ω′(0+) is.", sp.Gt(least, 0)
    if about.slope == SLOPE:
        says = "So its infimum is above zero if and only if Ω′(0+) is."
        is_range = sp.Equivalent(is_range, sp.Gt(SLOPE, 0), evaluate=False)
    elif about.slope == 0:
        says, is_range = "So its infimum is zero, because Ω′(0+) is.", sp.Eq(least, 0, evaluate=False)
    yield Step(says, is_range, holds)
    yield Step(
        "These are the slopes of Ω at zero: θ = 0 for a range of data if and only if they are more than one.",
        sp.Contains(_S, slopes, evaluate=False),
        each(omegas, lambda omega: where_slopes(turns, -_S * theta, omega, sp.Integer(1), place=at_zero)),
    )


def _lowest(about, price, least, omegas):
    """What the infimum is, if Ω is convex or a power."""
    if about.convex is not False:
        holds = everywhere(CONVEX if about.convex is None else omegas, price)
        chord = about.size.subs(T, SHARE * T), SHARE * about.size
        says = "Ω is convex: on the way to zero it is not above the straight line, for 0 < a < 1."
        says = says if about.convex else f"If {says}"
        yield Step(says, sp.Le(*chord, evaluate=False), holds)
        says = "Then Ω(t)/t is lowest close to zero, and so is all of the rest."
        yield Step(says, sp.Eq(least, price * about.slope, evaluate=False), holds)
    elif about.power is not None:
        c, q = about.power
        share = 1 / (2 - q)
        value = (2 - q) / (1 - q) * (price * c * (1 - q)) ** share * sp.Abs(x) ** (2 - 2 * share)
        says = "Ω is not convex. The rest is lowest where its derivative is zero, at one t."
        yield Step(says, sp.Eq(least, value, evaluate=False), everywhere(omegas, price))


def _near(about):
    if about.slope.is_infinite:
        return "F rises on both sides of zero whatever the data are: zero always is a local minimum."
    if about.convex:
        return "F rises on both sides of zero under the same condition, but for its edge."
    return "F rises on both sides of zero under this condition; if Ω is not convex, another valley may be deeper."


def _beside(omega, price):
    """A check of when F′ is below zero before θ = 0 and above zero after it."""
    at_zero = {theta: sp.Integer(0)}
    return where_slopes(lambda left, right: left < 0 < right, squared_error(), omega, price, place=at_zero)
