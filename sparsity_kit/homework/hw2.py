"""Homework 2, the sign argument: conditions with a pencil, and the inequality at zero (lessons 4 and 5)."""

from fractions import Fraction

import numpy as np

from sparsity_kit.answers import RIGHT, Array, Choice, Expression, Function, Relation
from sparsity_kit.losses import Quadratic
from sparsity_kit.penalties import L1, L2, ElasticNet, soft_threshold
from sparsity_kit.plane.two_coefficients import lasso_2d
from sparsity_kit.questions import Assignment, Question
from sparsity_kit.solve.minimize import minimize

# ---- L2 without its square, away from the origin


def _gradient_numbers(draw):
    """Three coefficients, none zero; λ is neither 1 nor a length that θ has."""
    theta = [draw.sign() * draw.integer(1, 9) for _ in range(2)]
    theta += [draw.sign() * draw.integer(2, 9, but=(abs(theta[0]), abs(theta[1])))]
    return {"theta": theta, "lam_1": draw.choice([0.4, 0.6, 1.2, 1.6, 2.4, 3.2])}


def _gradient(theta, lam_1):
    """∇f = −λ·θ/‖θ‖₂."""
    unit = theta / np.linalg.norm(theta)
    return {
        RIGHT: -lam_1 * unit,
        "sign flipped": lam_1 * unit,
        "squared norm": -lam_1 * 2 * theta,
        "squared norm, sign flipped": lam_1 * 2 * theta,
        "not normalised": -lam_1 * theta,
        "signs of L1": -lam_1 * np.sign(theta),
        "λ lost": -unit,
        "factor 2 too much": -2 * lam_1 * unit,
        "root lost": -lam_1 * theta / (theta @ theta),
        "wrong norm": -lam_1 * theta / np.abs(theta).sum(),
    }


_GRADIENT = Question(
    "hw2-gradient",
    text="`theta` is the solution for f + lam_1·‖θ‖₂, the norm without its square. What is ∇f there?",
    points=2,
    answer="gradient",
    numbers=_gradient_numbers,
    kind=Array(),
    answers=_gradient,
    right="The two pulls cancel: ∇f = −λ·θ/‖θ‖₂, a vector of length λ that points back along θ.",
    mistakes={
        "sign flipped": "The size is right. Which way does the loss fall at a solution?",
        "squared norm": "That is the condition of the square: ‖θ‖₂ has another gradient.",
        "squared norm, sign flipped": "That is the gradient of the square, and its sign is turned as well.",
        "not normalised": "The gradient of ‖θ‖₂ has length 1 everywhere; θ has another.",
        "signs of L1": "Those are the signs of L1: each coefficient is pulled alike.",
        "λ lost": "λ is missing: the pull of the penalty has the length λ.",
        "factor 2 too much": "A factor 2 too much: that belongs to the square.",
        "root lost": "Divided by ‖θ‖₂², not by ‖θ‖₂: a root is missing.",
        "wrong norm": "θ is divided by ‖θ‖₁, the sum of its sizes.",
    },
    hints=(
        "Away from the origin the penalty is smooth: 0 = ∇f + λ·∇‖θ‖₂.",
        "The cone is equally steep everywhere. How long is its gradient, and which way does it point?",
    ),
)

# ---- the second coefficient of ridge, as a formula in λ


def _path_numbers(draw):
    """Three observations; the second coefficient passes through zero at some λ > 0."""
    X = [[draw.integer(-2, 3) for _ in range(2)] for _ in range(3)]
    y = [draw.integer(-5, 5) for _ in range(3)]
    (a, d), (_, c) = np.transpose(X) @ X
    first, second = np.transpose(X) @ y
    if [0, 0] in X or 0 in (d, first, second) or a == c or not 0 < d * first / second - a < 40:
        return None
    numerator, det = a * second - d * first, a * c - d**2
    if 0 in (det, numerator) or (second - first) * det == numerator * (a + c - 2 * d):  # λ in every entry would cancel
        return None
    return {"X_2": X, "y_2": y}


def _ridge(a, d, c, first, second):
    """θ₂ by Cramer's rule as text, for the matrix ((a, d), (d, c)) and the right-hand side (first, second)."""
    return f"(({a})*({second}) - ({d})*({first})) / (({a})*({c}) - ({d})**2)"


def _path(X_2, y_2):
    """(XᵀX + λI)θ = Xᵀy."""
    (a, d), (_, c) = (X_2.T @ X_2).tolist()
    first, second = (X_2.T @ y_2).tolist()

    def ridge(price, d=d, first=first, second=second):
        return _ridge(f"{a} + {price}", d, f"{c} + {price}", first, second)

    return {
        RIGHT: ridge("lam"),
        "sign of λ": ridge("-lam"),
        "λ halved": ridge("lam/2"),
        "λ doubled": ridge("2*lam"),
        "other coefficient": _ridge(f"{c} + lam", d, f"{a} + lam", second, first),
        "coupling lost": ridge("lam", d=0),
        "λ in every entry": ridge("lam", d=f"{d} + lam"),
        "λ lost": ridge("0"),
        "sign flipped": ridge("lam", first=-first, second=-second),
        "factor 2 too much": ridge("lam", first=2 * first, second=2 * second),
    }


_PATH = Question(
    "hw2-path",
    text="Squared L2 with the data X_2 and y_2: what is the second coefficient, as a formula in lam?",
    points=3,
    answer="path",
    numbers=_path_numbers,
    kind=Expression(("lam",)),
    answers=_path,
    right="It solves (XᵀX + λI)θ = Xᵀy, and where its numerator is zero it passes through zero, once.",
    mistakes={
        "sign of λ": "λ has the wrong sign: the penalty pulls back, so λ is added to XᵀX.",
        "λ halved": "The factor 2 of the square's derivative is missing: λ counts half.",
        "λ doubled": "λ counts twice: the factor 2 stands before the loss's slope too.",
        "other coefficient": "That is the first coefficient.",
        "coupling lost": "The two coefficients share the data: XᵀX has entries off its diagonal.",
        "λ in every entry": "λ was added to every entry of XᵀX; it belongs on the diagonal.",
        "λ lost": "λ is missing: that is least squares.",
        "sign flipped": "All signs are turned: the loss pulls towards Xᵀy.",
        "factor 2 too much": "A factor 2: it stands on both sides of 2XᵀXθ + 2λθ = 2Xᵀy.",
    },
    hints=(
        "The balance is 0 = ∇f + 2λθ with ∇f = 2Xᵀ(Xθ − y). Divide by 2 and collect what stands before θ.",
        "Two equations for two unknowns, with λ as a letter: by a pencil, or with SymPy's Matrix.solve.",
    ),
)

# ---- a lasso solution with one zero


def _third_numbers(draw):
    """Three observations and a price at which one coefficient is zero, though none of the four guesses says so."""
    X = [[draw.integer(-2, 3) for _ in range(2)] for _ in range(3)]
    y = [draw.integer(-6, 6) for _ in range(3)]
    lam = float(draw.integer(1, 12))
    A, b = np.transpose(X) @ X, np.transpose(X) @ y
    if [0, 0] in X or A[0, 1] == 0 or np.linalg.det(A) < 0.5 or 0 in np.linalg.solve(A, b).round(9):
        return None
    return {"X_3": X, "y_3": y, "lam_3": lam} if (lasso_2d(A, b, lam) == 0).sum() == 1 else None


def _third(X_3, y_3, lam_3):
    """The minimiser of ‖Xθ − y‖² + λ‖θ‖₁ for two coefficients, one of them zero."""
    A, b = (X_3.T @ X_3).astype(float), (X_3.T @ y_3).astype(float)
    key, best = lasso_2d(A, b, lam_3), np.linalg.solve(A, b)
    alive, dead = (0, 1) if key[1] == 0 else (1, 0)
    push = lam_3 / 2 * np.sign(key[alive])

    def alone(j, push=0.0):
        """Coefficient j by itself, the other at zero: x·x θ = x·y − push."""
        return np.where(np.arange(2) == j, (b[j] - push) / A[j, j], 0.0)

    return {
        RIGHT: key,
        "factor 2 lost": lasso_2d(A, b, 2 * lam_3),
        "λ halved": lasso_2d(A, b, lam_3 / 2),
        "λ lost": best,
        "squared L2": np.linalg.solve(A + lam_3 * np.eye(2), b),
        "guess not checked": np.linalg.solve(A, b - lam_3 / 2 * np.sign(best)),
        "the other one does not pay": alone(alive),
        "sign flipped": alone(alive, -push),
        "not solved again": np.where(np.arange(2) == alive, best, 0.0),
        "other coefficient zero": alone(dead, lam_3 / 2 * np.sign(b[dead])),
        "coupling lost": soft_threshold(b, lam_3 / 2) / np.diag(A),
        "exchanged": key[::-1],
        "all zero": np.zeros(2),
    }


_THIRD = Question(
    "hw2-third",
    text="Find the minimiser of ‖X_3θ − y_3‖² + lam_3·‖θ‖₁ by the sign argument. Answer with an array.",
    points=3,
    answer="lasso",
    numbers=_third_numbers,
    kind=Array(),
    answers=_third,
    right="One equation for the coefficient that is not zero, and the slope at the other is within [−λ, λ].",
    mistakes={
        "factor 2 lost": "λ counts twice: ∇f is 2Xᵀ(Xθ − y), with the factor 2.",
        "λ halved": "λ counts half only: in 2Xᵀ(Xθ − y) + λs there is no further ½.",
        "λ lost": "That is least squares: the penalty has no say.",
        "squared L2": "That is the answer of squared L2.",
        "guess not checked": "That guess contradicts its own answer, or leaves it where it cannot be: "
        "look at the signs.",
        "the other one does not pay": "The zero is in the right place; the other one pays λ too.",
        "sign flipped": "The other coefficient is pushed the wrong way: λ makes it smaller.",
        "not solved again": "When one coefficient goes to zero the other takes over a part of its work: solve again.",
        "other coefficient zero": "The other coefficient is zero in your answer; is its slope within [−λ, λ] there?",
        "coupling lost": "Each by itself is right only if XᵀX has nothing off its diagonal.",
        "exchanged": "The two coefficients are exchanged.",
        "all zero": "λ is not that high: one of the slopes at the origin is steeper.",
    },
    hints=(
        "Try the four guesses of signs as in lesson 4: does any of them confirm itself?",
        "Set one coefficient to zero and solve the equation of the other. Then look at the slope at the zero.",
    ),
)

# ---- other slopes on the two sides of zero


def _kink_numbers(draw):
    """Two slopes from 3 on, neither the other nor its double or half."""
    left = draw.decimal(3, 12, 0.5)
    return {"left": left, "right": draw.decimal(3, 12, 0.5, but=(left, 2 * left, left / 2))}


def _kink_kind(left, right):
    def ends(point):
        return [sign * Fraction(size) * point["lam"] for size in (left, right) for sign in (-1, 1)]

    return Relation(("g", "lam"), "g", ends)


def _kink(left, right):
    """0 is in g + λ∂Ω(0), an interval for g: −g is λ times one of the slopes from −left to right."""

    def between(left=left, right=right, price="lam", less="<="):
        return f"-{right}*{price} {less} g {less} {left}*{price}"

    mean = (left + right) / 2
    return {
        RIGHT: between(),
        "ends exchanged": between(right, left),
        "right side twice": between(right, right),
        "left side twice": between(left, left),
        "averaged": between(mean, mean),
        "plain L1": between(1, 1),
        "λ lost": between(price="1"),
        "factor 2 too much": between(price="2*lam"),
        "half": between(price="lam/2"),
        "ends left out": between(less="<"),
        "turned round": f"not ({between(less='<')})",
        "one side only": f"g <= {left}*lam",
        "other side only": f"g >= -{right}*lam",
        "smooth": "g == 0",
        "ends only": f"g == -{right}*lam or g == {left}*lam",
    }


_KINK = Question(
    "hw2-kink",
    text="Ω(θ) is right·θ where θ ≥ 0 and −left·θ where θ < 0. For which g = ∂f at θ = 0 is θ = 0 the "
    "solution of f + λΩ? Write a condition on g and lam, or a pair (low, high).",
    points=3,
    answer="stays",
    numbers=_kink_numbers,
    kind=_kink_kind,
    answers=_kink,
    right="To the right F rises at the rate λ·right + g, to the left at λ·left − g; neither may be negative.",
    mistakes={
        "ends exchanged": "The two sides are exchanged: −g, not g, must be λ times a slope of the penalty.",
        "right side twice": "That takes both sides for equally steep.",
        "left side twice": "That takes both sides for equally steep.",
        "averaged": "The two slopes are not averaged: each has its side.",
        "plain L1": "That is L1, with slopes −1 and 1; here they are others.",
        "λ lost": "λ is missing: the price multiplies the slopes.",
        "factor 2 too much": "A factor 2 too much; there are no squares.",
        "half": "A factor ½ too much: the rates are λ·slope ± g.",
        "ends left out": "Almost: at the ends zero still is the solution.",
        "turned round": "That is where θ leaves zero: the condition is turned round.",
        "one side only": "That is one end; what about the other side of zero?",
        "other side only": "That is one end; what about the other side of zero?",
        "smooth": "One value of the slope is right for a smooth penalty; this one has a kink.",
        "ends only": "Those are the two ends; what of the slopes between them?",
    },
    hints=(
        "Stand at zero and take a small step h to the right, then one to the left. By how much does F rise?",
        "Neither rate may be negative. Each of the two gives one end for g.",
    ),
)

# ---- three slopes at the origin, two penalties


def _who_numbers(draw):
    """λ below all slopes, between two of them, between the largest and their length, or above: all alike often."""
    sizes = sorted([draw.integer(3, 5), draw.integer(6, 8), draw.integer(9, 11)])
    length = float(np.linalg.norm(sizes))
    lam = {
        "A": sizes[0] - 1.5, "B": sizes[draw.integer(0, 1)] + 0.5, "C": (sizes[2] + length) / 2, "D": length + 0.5,
    }[draw.choice("ABCD")]  # fmt: skip
    slopes = [draw.sign() * size for size in sizes]
    turn = draw.integer(0, 2)
    return {"slopes": slopes[turn:] + slopes[:turn], "lam_6": round(lam, 1)}


def _who(slopes, lam_6):
    """|∂ⱼf(0)| ≤ λ for L1, and ‖∇f(0)‖₂ ≤ λ for L2 without its square, by the solver."""
    loss = Quadratic(np.eye(3), center=-slopes / 2)
    l1, l2 = (int((minimize(loss + lam_6 * penalty).theta == 0).sum()) for penalty in (L1(), L2()))
    return "D" if l2 else "ABBC"[l1]


def _who_kind(slopes, lam_6):
    key = _who(slopes, lam_6)
    l1 = "L1 asks each coefficient by itself whether its slope is flatter than λ: go through the three."
    l2 = "L2 without its square asks once, for the length of the whole vector of slopes."
    ahead = "If the length of the vector is at most λ, so is each of its entries: can L2 be ahead of L1?"
    return Choice({
        "A": ("neither sets any coefficient to zero", l1, "L1 gives fewer zeros"),
        "B": (
            "L1 sets some of them to zero, but not all; the unsquared L2 none",
            l1 if key in "AC" else f"{l1} {l2}", "some zeros of L1",
        ),
        "C": (
            "L1 sets all of them to zero; the unsquared L2 none", l2 if key == "D" else l1, "all zeros of L1",
        ),
        "D": ("both set all of them to zero", f"{l2} Is that length at most λ?", "L2 gives zeros too early"),
        "E": ("L1 sets some of them to zero, but not all; the unsquared L2 all", ahead, "L2 ahead of L1"),
    })  # fmt: skip


_WHO = Question(
    "hw2-who",
    text="f is a round bowl, and its slopes at the origin are `slopes`. At the price `lam_6`, which coefficients "
    "are set to zero by L1, and which by L2 without its square?",
    points=2,
    answer="who",
    numbers=_who_numbers,
    kind=_who_kind,
    key=_who,
    right="L1 compares each slope with λ, and the norm without its square compares the length of all of them.",
    hints=(
        "A round bowl has no products θᵢθⱼ, so under L1 each coefficient can be looked at alone.",
        "For L2 without its square, ask the origin: how fast can f fall there, and how fast does the penalty rise?",
    ),
)

# ---- is this the solution?


def _certificate_numbers(draw):
    """A share of L1 that is not a half, so that no share is taken for the other."""
    return {"share": draw.decimal(0.15, 0.85, 0.01, but=(0.5,))}


def _pull(theta, lam, part, square):
    """The slopes −λ·∂Ω(θ) off zero, for part·‖θ‖₁ + square·‖θ‖₂²."""
    return -lam * (part * np.sign(theta) + 2 * square * theta)


def _certificate_kind(share, hidden):
    def size():
        return hidden.decimal(0.6, 2.4, 0.2, but=(1.0,))  # at 1 a square with half its slope looks like L1

    lam = hidden.decimal(1.1, 2.9, 0.2)
    theta = hidden.sign() * np.array([size(), 0, -size(), 0])
    inside = hidden.sign() * np.array([0, hidden.decimal(0.2, 0.8, 0.1), 0, -hidden.decimal(0.2, 0.8, 0.1)])
    end, zero, nothing, side = lam * share, theta == 0, np.zeros(4), np.sign(inside)
    off_zero = _pull(theta, lam, share, 1 - share)
    fits = off_zero + end * inside
    cases = {
        "where everything fits": (theta, fits, lam),
        "where the slope at a zero is at the end of its interval": (theta, off_zero + end * side, lam),
        "where the slope at a zero is a little too steep": (theta, off_zero + (end + 0.01) * side, lam),
        "where the slope at a zero is much too steep": (theta, off_zero + 3 * lam * side, lam),
        "where a slope at a coefficient off zero is too flat": (theta, fits * [1, 1, 0.5, 1], lam),
        "where a slope has the wrong sign": (theta, off_zero * [1, 1, -1, 1] + end * inside, lam),
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
        cases[words] = theta, _pull(theta, lam, part, square) + end * inside, lam
    return Function.unknown(cases, 0.0)


def _is_solution(theta, slopes, lam, penalty):
    """0 is in ∇f + λ∂Ω(θ), for a penalty and a round loss with these slopes at θ."""
    loss = Quadratic(np.eye(len(theta)), center=theta - slopes / 2)
    return (loss + lam * penalty).stationarity_gap(theta) <= 1e-6


def _certificate(share):
    """The same condition, coefficient by coefficient, with one part of it changed."""

    def off_zero(slopes, wanted):
        return np.abs(slopes - wanted) <= 1e-6

    def at_zero(slopes, end):
        return np.abs(slopes) <= end + 1e-6

    def slip(part=share, square=1 - share, flip=1, at_zero=at_zero, off_zero=off_zero, over=np.all):
        def verdict(theta, slopes, lam):
            wanted = flip * _pull(theta, lam, part, square)
            return over(np.where(theta == 0, at_zero(slopes, lam * part), off_zero(slopes, wanted)))

        return verdict

    penalty = ElasticNet(share)
    return {
        RIGHT: lambda theta, slopes, lam: _is_solution(theta, slopes, lam, penalty),
        "sign of zero": slip(at_zero=lambda slopes, end: np.abs(slopes) <= 1e-6),
        "ends left out": slip(at_zero=lambda slopes, end: np.abs(slopes) < end),
        "zeros always pass": slip(at_zero=lambda slopes, end: slopes < np.inf),
        "inequality everywhere": slip(off_zero=lambda slopes, wanted: np.abs(slopes) <= np.abs(wanted) + 1e-6),
        "sign not looked at": slip(off_zero=lambda slopes, wanted: off_zero(np.abs(slopes), np.abs(wanted))),
        "sign flipped": slip(flip=-1),
        "plain L1": slip(part=1.0, square=0.0),
        "squares lost": slip(square=0.0),
        "factor 2 lost": slip(square=(1 - share) / 2),
        "share lost": slip(part=1.0),
        "share lost at zero": slip(at_zero=lambda slopes, end: at_zero(slopes, end / share)),
        "any for all": slip(over=np.any),
        "no tolerance": slip(
            at_zero=lambda slopes, end: np.abs(slopes) <= end, off_zero=lambda slopes, wanted: slopes == wanted
        ),
        "always True": lambda theta, slopes, lam: True,
        "always False": lambda theta, slopes, lam: False,
    }


_CERTIFICATE = Question(
    "hw2-certificate",
    text="Write certificate(theta, slopes, lam): is theta a solution for the penalty share·‖θ‖₁ + "
    "(1 − share)·‖θ‖₂², where slopes is ∇f(theta)? It returns True or False.",
    points=4,
    answer="certificate",
    numbers=_certificate_numbers,
    kind=_certificate_kind,
    answers=_certificate,
    right="An equation where θⱼ is not zero, an inequality where it is: yours says so in every test.",
    mistakes={
        "sign of zero": "At a zero it asks for the slope 0, which np.sign(0) = 0 suggests. "
        "A whole interval of slopes will do.",
        "ends left out": "Almost: at the ends of the interval zero still is the solution.",
        "zeros always pass": "Any slope passes at a zero; how steep may it be there?",
        "inequality everywhere": "Off zero the condition is an equation; a flatter slope will not do.",
        "sign not looked at": "The sizes are compared, but a slope of the wrong sign passes as well.",
        "sign flipped": "The sign is flipped: 0 = ∂f + λ·(slope of Ω).",
        "plain L1": "That is for L1 alone; the squares have a share as well.",
        "squares lost": "The slope of the squares is missing, off zero.",
        "factor 2 lost": "The factor 2 of the square's derivative is missing.",
        "share lost": "The kink counts at its share only, and so does the interval.",
        "share lost at zero": "Off zero it is right; at a zero the interval is that of the kink at its share, "
        "not of L1 alone.",
        "any for all": "One coefficient that fits is not enough: all must.",
        "no tolerance": "Slopes are computed with a small error; allow for 1e-6.",
        "always True": "It says True to everything.",
        "always False": "It says False to everything.",
    },
    hints=(
        "Where θⱼ is not zero, write ∂ⱼf = −λ·(slope of the penalty) and compare the two sides.",
        "Where θⱼ is zero the squares are flat. Which slopes does the rest of the penalty have there?",
    ),
)

# ---- what a person reads


def _picture_numbers(draw):
    """A bowl a(θ − c)² whose slope at zero is flatter than λ: L1 gives zero, and the square does not."""
    a, c = draw.choice([0.5, 1.0, 1.5, 2.0]), draw.sign() * draw.decimal(0.6, 2, 0.2)
    return {"a": a, "c": c, "lam_5": round(2 * a * abs(c) + draw.choice([0.5, 1.0, 1.5]), 6)}


_PICTURE = Question(
    "hw2-picture",
    text="Draw −f′ and λ times the slopes of |θ|, and of θ², and mark the two solutions.",
    points=4,
    numbers=_picture_numbers,
    rubric=(
        (1, "−f′ = 2a(c − θ) is a falling line through (c, 0), and meets the vertical axis at the height 2ac."),
        (1, "λ∂|θ| is two horizontal branches at −λ and λ with the vertical segment between them at θ = 0 filled in."),
        (1, "2λθ is a line through the origin, and both solutions are marked: θ = 0, and θ = ac/(a + λ)."),
        (
            1,
            "The sentence names the span of heights, from −λ to λ, for which L1 stays at zero, "
            "and the one height, 0, of θ².",
        ),
    ),
)


def _paragraph_numbers(draw):
    """A price, and a slope of the loss at zero that is flatter."""
    price = draw.integer(4, 12)
    return {"slope_8": draw.sign() * draw.integer(1, price - 1), "lam_8": price}


_PARAGRAPH = Question(
    "hw2-paragraph",
    text="The sign argument stops at θⱼ = 0. Complete it, and say where the zeros are.",
    points=4,
    numbers=_paragraph_numbers,
    rubric=(
        (1, "What is missing is a derivative at zero, not a condition: zero can still be the lowest point."),
        (
            1,
            "A small step to each side gives λ + ∂f ≥ 0 and λ − ∂f ≥ 0, together |∂f| ≤ λ (or: −∂f in λ[−1, 1]); "
            "with the numbers given: lam_8 + slope_8 and lam_8 − slope_8, neither negative.",
        ),
        (
            1,
            "Equations off zero, an inequality at zero: it holds for a whole range of data, so zeros are no accident. "
            "The slope given may rise by lam_8 − slope_8, and fall by lam_8 + slope_8.",
        ),
        (1, "Squared L2 has the one slope 0 at zero, so ∂f = 0 is needed: an equation again, true only by luck."),
    ),
)

ASSIGNMENT = Assignment(
    "hw2", "The sign argument", (_GRADIENT, _PATH, _THIRD, _KINK, _PICTURE, _WHO, _CERTIFICATE, _PARAGRAPH)
)
