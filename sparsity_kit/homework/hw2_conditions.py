"""Homework 2, conditions: what the slope of the loss must be at a solution, off zero and at zero."""

from fractions import Fraction

import numpy as np

from sparsity_kit.homework.compare import Array, Relation
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.homework.function import Function
from sparsity_kit.losses import Quadratic
from sparsity_kit.objective import Penalty
from sparsity_kit.penalties import L1, L2, ElasticNet, SquaredL2

# ---- gradient: L2 without its square, away from the origin


def _slopes(penalty, theta):
    """∇Ω from the formula of Ω, at a point without zeros."""
    import sympy

    symbols = sympy.symbols(f"theta_1:{len(theta) + 1}", real=True)
    formula, at = penalty.symbolic(list(symbols)), dict(zip(symbols, theta, strict=True))
    return np.array([float(sympy.diff(formula, symbol).subs(at)) for symbol in symbols])


def gradient(given, hidden):
    """∇f = −λ·θ/‖θ‖₂ at a solution for L2 without its square."""
    theta, lam = np.array(given["theta"]), given["lam"]

    def pull(penalty=L2(), price=-lam):  # noqa: B008 (a penalty does not change)
        return lambda: price * _slopes(penalty, given["theta"])

    return Exercise(
        question="`theta` is the solution for f + lam·‖θ‖₂, the norm without its square. What is ∇f there?",
        kind=Array(1e-3),
        key=pull(),
        right="The two pulls cancel: ∇f = −λ·θ/‖θ‖₂, a vector of length λ that points back along θ.",
        mistakes=(
            Mistake(pull(price=lam), "The size is right. Which way does the loss fall at a solution?", "sign flipped"),
            Mistake(
                pull(SquaredL2()), "That is the condition of the square: ‖θ‖₂ has another gradient.", "squared norm"
            ),
            Mistake(
                pull(SquaredL2(), lam),
                "That is the gradient of the square, and its sign is turned as well.",
                "squared norm, sign flipped",
            ),
            Mistake(
                lambda: -lam * theta, "The gradient of ‖θ‖₂ has length 1 everywhere; θ has another.", "not normalised"
            ),
            Mistake(pull(L1()), "Those are the signs of L1: each coefficient is pulled alike.", "signs of L1"),
            Mistake(pull(price=-1.0), "λ is missing: the pull of the penalty has the length λ.", "λ lost"),
            Mistake(pull(price=-2 * lam), "A factor 2 too much: that belongs to the square.", "factor 2 too much"),
            Mistake(
                lambda: -lam * theta / (theta @ theta), "Divided by ‖θ‖₂², not by ‖θ‖₂: a root is missing.", "root lost"
            ),
            Mistake(
                lambda: -lam * theta / np.abs(theta).sum(), "θ is divided by ‖θ‖₁, the sum of its sizes.", "wrong norm"
            ),
        ),
        hints=(
            "Away from the origin the penalty is smooth: 0 = ∇f + λ·∇‖θ‖₂.",
            "The cone is equally steep everywhere. How long is its gradient, and which way does it point?",
        ),
    )


def gradient_numbers(draw):
    """Three coefficients, none zero; λ is neither 1 nor a length that θ has."""
    theta = [draw.sign() * draw.integer(1, 9) for _ in range(2)]
    theta += [draw.sign() * draw.integer(2, 9, but=(abs(theta[0]), abs(theta[1])))]
    return {"theta": theta, "lam": draw.choice([0.4, 0.6, 1.2, 1.6, 2.4, 3.2])}


# ---- kink: other slopes on the two sides of zero


class _Uneven(Penalty):
    """Σ right·θⱼ where θⱼ ≥ 0 and −left·θⱼ where θⱼ < 0: a kink with two different sides."""

    separable = True

    def __init__(self, left, right):
        self.left, self.right = left, right

    def symbolic(self, theta):
        import sympy

        left, right = sympy.Rational(str(self.left)), sympy.Rational(str(self.right))
        return sum(sympy.Piecewise((right * t, t >= 0), (-left * t, True)) for t in theta)


def _interval(left, right, price="lam"):
    """The slopes g with 0 ∈ g + λ∂Ω(0), as text: −g is λ times one of the slopes in ∂Ω(0)."""
    from sparsity_kit.derivations import subdifferential_at_zero

    slopes = subdifferential_at_zero(_Uneven(left, right))
    return f"{-slopes.sup}*{price} <= g <= {-slopes.inf}*{price}"


def kink(given, hidden):
    """0 is in g + λ∂Ω(0) for a penalty with other slopes on the two sides of zero: an interval for g."""
    left, right = given["left"], given["right"]
    mean = (left + right) / 2

    def ends(point):
        return [sign * Fraction(size) * point["lam"] for size in (left, right) for sign in (-1, 1)]

    return Exercise(
        question="Ω(θ) is right·θ where θ ≥ 0 and −left·θ where θ < 0. For which g = ∂f at θ = 0 is θ = 0 the "
        "solution of f + λΩ? Write a condition on g and lam, or a pair (low, high).",
        kind=Relation(("g", "lam"), "g", ends),
        key=lambda: _interval(left, right),
        right="To the right F rises at the rate λ·right + g, to the left at λ·left − g; neither may be negative.",
        mistakes=(
            Mistake(
                lambda: _interval(right, left),
                "The two sides are exchanged: −g, not g, must be λ times a slope of the penalty.",
                "ends exchanged",
            ),
            Mistake(lambda: _interval(right, right), "That takes both sides for equally steep.", "right side twice"),
            Mistake(lambda: _interval(left, left), "That takes both sides for equally steep.", "left side twice"),
            Mistake(lambda: _interval(mean, mean), "The two slopes are not averaged: each has its side.", "averaged"),
            Mistake(lambda: _interval(1, 1), "That is L1, with slopes −1 and 1; here they are others.", "plain L1"),
            Mistake(lambda: _interval(left, right, "1"), "λ is missing: the price multiplies the slopes.", "λ lost"),
            Mistake(
                lambda: _interval(left, right, "2*lam"),
                "A factor 2 too much; there are no squares.",
                "factor 2 too much",
            ),
            Mistake(lambda: _interval(left, right, "lam/2"), "A factor ½ too much: the rates are λ·slope ± g.", "half"),
            Mistake(
                lambda: _interval(left, right).replace("<=", "<"),
                "Almost: at the ends zero still is the solution.",
                "ends left out",
            ),
            Mistake(
                lambda: f"not ({_interval(left, right).replace('<=', '<')})",
                "That is where θ leaves zero: the condition is turned round.",
                "turned round",
            ),
            Mistake(lambda: f"g <= {left}*lam", "That is one end; what about the other side of zero?", "one side only"),
            Mistake(
                lambda: f"g >= -{right}*lam", "That is one end; what about the other side of zero?", "other side only"
            ),
            Mistake(
                lambda: "g == 0", "One value of the slope is right for a smooth penalty; this one has a kink.", "smooth"
            ),
            Mistake(
                lambda: f"g == -{right}*lam or g == {left}*lam",
                "Those are the two ends; what of the slopes between them?",
                "ends only",
            ),
        ),
        hints=(
            "Stand at zero and take a small step h to the right, then one to the left. By how much does F rise?",
            "Neither rate may be negative. Each of the two gives one end for g.",
        ),
    )


def kink_numbers(draw):
    """Two slopes from 3 on, neither the other nor its double or half."""
    left = draw.decimal(3, 12, 0.5)
    return {"left": left, "right": draw.decimal(3, 12, 0.5, but=(left, 2 * left, left / 2))}


# ---- certificate: is this the solution?


def certificate(given, hidden):
    """Is 0 in ∇f + λ∂Ω(θ), for the elastic net? A function to write, for the share that is given."""
    share = given["share"]
    cases, where = _certificate_cases(share, hidden)

    def key(theta, slopes, lam):
        loss = Quadratic(np.eye(len(theta)), center=theta - slopes / 2)  # its gradient at theta is `slopes`
        return (loss + lam * ElasticNet(share)).stationarity_gap(theta) <= 1e-6

    def judge(part=share, square=1 - share, flip=1, at_zero=None, over=np.all, off_zero=None, tolerance=1e-6):
        """The same condition, cell by cell, with one part of it changed."""

        def verdict(theta, slopes, lam):
            wanted = -flip * lam * (part * np.sign(theta) + 2 * square * theta)
            missed = np.abs(slopes - wanted) if off_zero is None else off_zero(slopes, wanted)
            fits_at_zero = np.abs(slopes) <= lam * part + tolerance if at_zero is None else at_zero(slopes, lam * part)
            return over(np.where(theta == 0, fits_at_zero, missed <= tolerance))

        return lambda: verdict

    return Exercise(
        question="Write certificate(theta, slopes, lam): is theta a solution for the penalty share·‖θ‖₁ + "
        "(1 − share)·‖θ‖₂², where slopes is ∇f(theta)? It returns True or False.",
        kind=Function(cases, 0.0, where, reveal=False),
        key=lambda: key,
        right="An equation where θⱼ is not zero, an inequality where it is: yours says so in every test.",
        mistakes=(
            Mistake(
                judge(at_zero=lambda slopes, end: np.abs(slopes) <= 1e-6),
                "At a zero it asks for the slope 0, which np.sign(0) = 0 suggests. A whole interval of slopes will do.",
                "sign of zero",
            ),
            Mistake(
                judge(at_zero=lambda slopes, end: np.abs(slopes) < end),
                "Almost: at the ends of the interval zero still is the solution.",
                "ends left out",
            ),
            Mistake(
                judge(at_zero=lambda slopes, end: slopes < np.inf),
                "Any slope passes at a zero; how steep may it be there?",
                "zeros always pass",
            ),
            Mistake(
                judge(off_zero=lambda slopes, wanted: np.maximum(np.abs(slopes) - np.abs(wanted), 0)),
                "Off zero the condition is an equation; a flatter slope will not do.",
                "inequality everywhere",
            ),
            Mistake(
                judge(off_zero=lambda slopes, wanted: np.abs(np.abs(slopes) - np.abs(wanted))),
                "The sizes are compared, but a slope of the wrong sign passes as well.",
                "sign not looked at",
            ),
            Mistake(judge(flip=-1), "The sign is flipped: 0 = ∂f + λ·(slope of Ω).", "sign flipped"),
            Mistake(judge(part=1.0, square=0.0), "That is for L1 alone; the squares have a share as well.", "plain L1"),
            Mistake(judge(square=0.0), "The slope of the squares is missing, off zero.", "squares lost"),
            Mistake(
                judge(square=(1 - share) / 2), "The factor 2 of the square's derivative is missing.", "factor 2 lost"
            ),
            Mistake(judge(part=1.0), "The kink counts at its share only, and so does the interval.", "share lost"),
            Mistake(
                judge(at_zero=lambda slopes, end: np.abs(slopes) <= end / share + 1e-6),
                "Off zero it is right; at a zero the interval is that of the kink at its share, not of L1 alone.",
                "share lost at zero",
            ),
            Mistake(judge(over=np.any), "One coefficient that fits is not enough: all must.", "any for all"),
            Mistake(judge(tolerance=0.0), "Slopes are computed with a small error; allow for 1e-6.", "no tolerance"),
            Mistake(lambda: lambda theta, slopes, lam: True, "It says True to everything.", "always True"),
            Mistake(lambda: lambda theta, slopes, lam: False, "It says False to everything.", "always False"),
        ),
        hints=(
            "Where θⱼ is not zero, write ∂ⱼf = −λ·(slope of the penalty) and compare the two sides.",
            "Where θⱼ is zero the squares are flat. Which slopes does the rest of the penalty have there?",
        ),
    )


def _certificate_cases(share, hidden):
    """Hidden arguments, and what is special about each: ((theta, slopes, lam), …), (words, …)."""

    def size():
        return hidden.decimal(0.6, 2.4, 0.2, but=(1.0,))  # at 1 a square with half its slope looks like L1

    lam = hidden.decimal(1.1, 2.9, 0.2)
    theta = hidden.sign() * np.array([size(), 0, -size(), 0])
    inside = hidden.sign() * np.array([0, hidden.decimal(0.2, 0.8, 0.1), 0, -hidden.decimal(0.2, 0.8, 0.1)])
    end, zero = lam * share, theta == 0
    off_zero = -lam * (share * np.sign(theta) + 2 * (1 - share) * theta)
    fits, nothing = off_zero + end * inside, np.zeros(4)
    wrong = off_zero * [1, 1, -1, 1] + end * inside
    cases = {
        "where everything fits": (theta, fits, lam),
        "where the slope at a zero is at the end of its interval": (theta, off_zero + end * np.sign(inside), lam),
        "where the slope at a zero is a little too steep": (theta, off_zero + (end + 0.01) * np.sign(inside), lam),
        "where the slope at a zero is much too steep": (theta, off_zero + 3 * lam * np.sign(inside), lam),
        "where a slope at a coefficient off zero is too flat": (theta, fits * [1, 1, 0.5, 1], lam),
        "where a slope has the wrong sign": (theta, wrong, lam),
        "where no coefficient is zero": (theta[~zero], off_zero[~zero], lam),
        "where all coefficients are zero": (nothing, end * np.array([0.5, -0.9, 1, 0]), lam),
        "where all coefficients are zero, but should not be": (nothing, lam * np.array([0.1, -2, 0, 0]), lam),
        "where the slopes carry a rounding error of 1e-9": (theta, fits + 1e-9, lam),
        "where the pull of the penalty and of the loss add up": (theta, -fits, lam),
        "where nothing fits": (theta[~zero], off_zero[~zero] + 5, lam),
    }
    for words, part, square in (
        ("where the slopes are those for L1 alone", 1.0, 0.0),
        ("where the slopes lack the squares", share, 0.0),
        ("where the slopes lack a factor 2", share, (1 - share) / 2),
        ("where the slopes lack the share of the kink", 1.0, 1 - share),
    ):
        cases[words] = theta, -lam * (part * np.sign(theta) + 2 * square * theta) + end * inside, lam
    return tuple(cases.values()), tuple(cases)


def certificate_numbers(draw):
    """A share of L1 that is not a half, so that no share is taken for the other."""
    return {"share": draw.decimal(0.15, 0.85, 0.01, but=(0.5,))}
