"""Homework 1, second part: where a loss touches the diamond, and at which price (lesson 2)."""

from functools import cache

import numpy as np

from sparsity_kit.homework.compare import Array, Expression
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.losses import Quadratic
from sparsity_kit.penalties import L1

# ---- price: the matching λ along an axis


@cache
def _l1_slope(case):
    """The slope of |θ| where θ is "positive" or "negative", read off the condition ∂f = −λ·(slope)."""
    from sparsity_kit.derivations import lam, stationarity

    return -getattr(stationarity(L1()), case).rhs.coeff(lam)


def _matching_price(A, center, at=(1, 0), coefficient=0, case="positive"):
    """λ at the point r·at as text, from ∂ⱼf = −λ·(slope of |θⱼ|), for f = (θ − c)·A(θ − c) on paper."""
    from sympy import Matrix, diff, expand, symbols

    r, *theta = symbols("r theta_1 theta_2", real=True)
    offset = Matrix(theta) - Matrix(center)
    slope = diff((offset.T * Matrix(A) * offset)[0], theta[coefficient])
    return str(expand(-slope.subs({theta[0]: r * at[0], theta[1]: r * at[1]}) / _l1_slope(case)))


def price(given, hidden):
    """λ = −∂₁f at the corner (r, 0), as a formula in r."""
    A, center = np.array(given["A"]), given["center"]

    def price(A=A, **changed):
        return lambda: _matching_price(A.tolist(), center, **changed)

    return Exercise(
        question="f = (θ − center)·A(θ − center) touches the diamond of radius r at its corner (r, 0). Which price λ "
        "belongs to it? Write a formula in r.",
        kind=Expression(("r",), ("r",), lambda point: A[0] @ (np.array(center) - [float(point["r"]), 0]) > 0),
        key=price(),
        right="At the corner the first coefficient is not zero, so its equation fixes the price: λ = −∂₁f.",
        mistakes=(
            Mistake(
                price(A / 2), "The factor 2 of the square's derivative is missing: ∇f is 2A(θ − c).", "factor 2 lost"
            ),
            Mistake(price(2 * A), "A factor 2 too much: ∇f is 2A(θ − c).", "factor 2 too much"),
            Mistake(
                price(case="negative"), "The size is right, the sign is not: λ is −∂₁f here, not ∂₁f.", "sign flipped"
            ),
            Mistake(
                price(np.diag(np.diag(A))),
                "The product θ₁θ₂ has a slope as well: A has entries off its diagonal.",
                "mixed term lost",
            ),
            Mistake(
                price(np.triu(A)),
                "The product θ₁θ₂ stands in f twice, once from each side of A's diagonal.",
                "mixed term once",
            ),
            Mistake(price(A * [[1, -1], [-1, 1]]), "The product θ₁θ₂ has entered with its sign turned.", "mixed sign"),
            Mistake(price(np.eye(2)), "That is right for circles; here the bowl has a matrix A.", "A lost"),
            Mistake(
                price(at=(0, 0)), "That is the price at the origin; take the slope at (r, 0).", "taken at the origin"
            ),
            Mistake(
                price(coefficient=1),
                "That is the slope along θ₂, which has an inequality; the equation is that of θ₁.",
                "other coefficient",
            ),
            Mistake(price(at=(-1, 0)), "Look at the sign of r: the offset from the centre is r − c₁.", "sign of r"),
        ),
        hints=(
            "Which coefficient is not zero at (r, 0)? Its condition is an equation.",
            "Write ∇f = 2A(θ − c), put in θ = (r, 0), and take the first entry.",
        ),
    )


def price_numbers(draw):
    """A bowl whose contours touch small diamonds at (r, 0): at the origin the pull along θ₁ is the stronger one."""
    a, b, d = draw.integer(2, 6), draw.integer(1, 6), draw.sign() * draw.integer(1, 2)
    center = [draw.integer(3, 8), draw.integer(-4, 4, but=(0,))]
    pull = np.array([[a, d], [d, b]]) @ center
    if a * b > d**2 and pull[0] >= 2 * a and pull[0] > abs(pull[1]) > 0:
        return {"A": [[a, d], [d, b]], "center": center}
    return price_numbers(draw)


# ---- hold: how far the centre may move before the corner lets go


def _held(A, c_1, r, ways=((-1, -1), (-1, 1))):
    """[low, high]: the c₂ between which f rises along both ways that lead from the corner (r, 0) into the diamond."""

    def rise(way, c_2):
        return Quadratic(A, [c_1, c_2]).gradient([r, 0.0]) @ way

    return [rise(way, 0.0) / (rise(way, 0.0) - rise(way, 1.0)) for way in ways]


def hold(given, hidden):
    """The corner (r, 0) holds while f rises along both edges that leave it: two ends for c₂."""
    A, c_1, r = np.array(given["A"], float), given["c_1"], given["r"]
    (low, high), diagonal = _held(A, c_1, r), np.diag(np.diag(A))
    price = -Quadratic(A, [c_1, 0.0]).gradient([r, 0.0])[0]  # with the centre on the axis
    by_c_2 = 2 * A[1, 1]
    slope_at_0 = Quadratic(A, [c_1, 0.0]).gradient([r, 0.0])[1]
    return Exercise(
        question="f = (θ − c)·A(θ − c) with c = (c_1, c₂). For which c₂ do its contours touch the diamond of radius r "
        "at the corner (r, 0)? Answer with the two ends, [low, high].",
        kind=Array(1e-3),
        key=lambda: [low, high],
        right="Between these ends the loss rises along both edges that leave the corner, so the corner holds.",
        mistakes=(
            Mistake(
                lambda: _held(diagonal, c_1, r),
                "The product θ₁θ₂ has a slope as well: A has entries off its diagonal.",
                "mixed term lost",
            ),
            Mistake(
                lambda: [(slope_at_0 - price) / by_c_2, (slope_at_0 + price) / by_c_2],
                "The price changes too when the centre moves: λ = −∂₁f depends on c₂.",
                "price held fixed",
            ),
            Mistake(lambda: [-high, -low], "The interval is upside down: look at a sign once more.", "sign flipped"),
            Mistake(lambda: [-high, high], "The bowl is slanted: the ends are no mirror images.", "upper end mirrored"),
            Mistake(lambda: [low, -low], "The bowl is slanted: the ends are no mirror images.", "lower end mirrored"),
            Mistake(lambda: [high, low], "These are the two ends; the lower one comes first.", "ends swapped"),
            Mistake(
                lambda: _held(A, c_1, 0.0),
                "Take the slopes at the corner (r, 0), not at the origin.",
                "taken at the origin",
            ),
            Mistake(lambda: [-price, price], "That is an interval of slopes; asked for is where c₂ may be.", "slopes"),
            Mistake(
                lambda: _held(np.eye(2), c_1, r), "That is right for circles; here the bowl has a matrix A.", "A lost"
            ),
            Mistake(
                lambda: _held(A, c_1, r, ((-1, -2), (-1, 2))),
                "The factor 2 of the derivative is missing in λ, or stands in ∂₂f twice.",
                "factor 2 in one slope only",
            ),
            Mistake(
                lambda: _held(A, c_1, r, ((-2, -1), (-2, 1))),
                "The factor 2 of the derivative is missing in ∂₂f, or stands in λ twice.",
                "factor 2 in the other slope only",
            ),
        ),
        hints=(
            "At the corner λ = −∂₁f and |∂₂f| ≤ λ. Both slopes contain c₂.",
            "Or as in lesson 2: along (−1, 1) and along (−1, −1) the loss must not fall. Each gives one end.",
        ),
    )


def hold_numbers(draw):
    """The mixed term is less than half of the two others: both ends are there, and zero is between them."""
    d = draw.integer(1, 2)
    a, b = (draw.integer(2 * d + 1, 2 * d + 5) for _ in range(2))
    r = draw.integer(1, 4)
    d *= draw.sign()
    return {"A": [[a, d], [d, b]], "c_1": draw.integer(r + 1, r + 6), "r": r}
