"""Homework 2, solutions: a ridge path on paper, a lasso by its signs, and which penalties give zeros."""

from functools import cache

import numpy as np

from sparsity_kit.homework.compare import Array, Choice, Expression
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.losses import Quadratic
from sparsity_kit.penalties import L1, L2, SquaredL2, soft_threshold
from sparsity_kit.plane.two_coefficients import lasso_2d
from sparsity_kit.solve.minimize import minimize

# ---- path: the second coefficient of ridge, as a formula in λ


@cache
def _penalty_pull():
    """d/dθ of θ², read off the condition 0 = ∂f + λ·(2θ): the 2."""
    from sparsity_kit.derivations import lam, stationarity, theta

    return -stationarity(SquaredL2()).positive.rhs / (lam * theta)


def _ridge(A, b, price=1, where=((1, 0), (0, 1)), coefficient=1):
    """θ₂(λ) as text, from 2(Aθ − b) + price·λ·2θ = 0 with A = XᵀX and b = Xᵀy; `where` says what λ is added to."""
    from sympy import Matrix, Rational, Symbol

    lam = Symbol("lam")
    system = Matrix(A) * 2 + lam * Rational(price) * _penalty_pull() * Matrix(where)
    replaced = system.copy()
    replaced[:, coefficient] = Matrix(b) * 2
    return f"({replaced.det()})/({system.det()})"  # Cramer's rule


def path(given, hidden):
    """θ₂(λ) of ridge, from (XᵀX + λI)θ = Xᵀy, as a formula in λ."""
    X, y = np.array(given["X"]), np.array(given["y"])
    A, b = X.T @ X, X.T @ y

    def ridge(A=A, b=b, **changed):
        return lambda: _ridge(A.tolist(), b.tolist(), **changed)

    return Exercise(
        question="Squared L2 with the data X and y: what is the second coefficient, as a formula in lam?",
        kind=Expression(("lam",)),
        key=ridge(),
        right="It solves (XᵀX + λI)θ = Xᵀy, and where its numerator is zero it passes through zero, once.",
        mistakes=(
            Mistake(
                ridge(price=-1), "λ has the wrong sign: the penalty pulls back, so λ is added to XᵀX.", "sign of λ"
            ),
            Mistake(
                ridge(price="1/2"), "The factor 2 of the square's derivative is missing: λ counts half.", "λ halved"
            ),
            Mistake(ridge(price=2), "λ counts twice: the factor 2 stands before the loss's slope too.", "λ doubled"),
            Mistake(ridge(coefficient=0), "That is the first coefficient.", "other coefficient"),
            Mistake(
                ridge(np.diag(np.diag(A))),
                "The two coefficients share the data: XᵀX has entries off its diagonal.",
                "coupling lost",
            ),
            Mistake(
                ridge(where=((1, 1), (1, 1))),
                "λ was added to every entry of XᵀX; it belongs on the diagonal.",
                "λ in every entry",
            ),
            Mistake(ridge(price=0), "λ is missing: that is least squares.", "λ lost"),
            Mistake(ridge(b=-b), "All signs are turned: the loss pulls toward Xᵀy.", "sign flipped"),
            Mistake(ridge(b=2 * b), "A factor 2: it stands on both sides of 2XᵀXθ + 2λθ = 2Xᵀy.", "factor 2 too much"),
        ),
        hints=(
            "The balance is 0 = ∇f + 2λθ with ∇f = 2Xᵀ(Xθ − y). Divide by 2 and collect what stands before θ.",
            "Two equations for two unknowns, with λ as a letter: by a pencil, or with SymPy's Matrix.solve.",
        ),
    )


def path_numbers(draw):
    """Three observations; the second coefficient passes through zero at some λ > 0."""
    X = [[draw.integer(-2, 3) for _ in range(2)] for _ in range(3)]
    y = [draw.integer(-5, 5) for _ in range(3)]
    (a, d), (_, c) = np.transpose(X) @ X
    first, second = (int(each) for each in np.transpose(X) @ y)
    numerator, det = a * second - d * first, a * c - d**2
    is_good = (
        [0, 0] not in X and 0 not in (d, first, second, det, numerator) and a != c and 0 < d * first / second - a < 40
    )
    if is_good and (second - first) * det != numerator * (a + c - 2 * d):  # else λ in every entry would cancel
        return {"X": X, "y": y}
    return path_numbers(draw)


# ---- third: a lasso solution with one zero


def third(given, hidden):
    """The minimiser of ‖Xθ − y‖² + λ‖θ‖₁ for two coefficients, one of them zero."""
    X, y, lam = np.array(given["X"], float), np.array(given["y"], float), given["lam"]
    A, b = X.T @ X, X.T @ y

    def solution(price=lam):
        return lasso_2d(A, b, price)

    key = solution()
    alive, dead = (0, 1) if key[1] == 0 else (1, 0)
    best = np.linalg.solve(A, b)

    def alone(j, push=0.0):
        """Coefficient j by itself, the other at zero: x·x θ = x·y − push."""
        return np.where(np.arange(2) == j, (b[j] - push) / A[j, j], 0.0)

    push = lam / 2 * np.sign(key[alive])
    return Exercise(
        question="Find the minimiser of ‖Xθ − y‖² + lam·‖θ‖₁ by the sign argument. Answer with an array.",
        kind=Array(1e-3),
        key=lambda: key,
        right="One equation for the coefficient that is not zero, and the slope at the other is within [−λ, λ].",
        mistakes=(
            Mistake(
                lambda: solution(2 * lam), "λ counts twice: ∇f is 2Xᵀ(Xθ − y), with the factor 2.", "factor 2 lost"
            ),
            Mistake(
                lambda: solution(lam / 2), "λ counts half only: in 2Xᵀ(Xθ − y) + λs there is no further ½.", "λ halved"
            ),
            Mistake(lambda: best, "That is least squares: the penalty has no say.", "λ lost"),
            Mistake(lambda: np.linalg.solve(A + lam * np.eye(2), b), "That is the answer of squared L2.", "squared L2"),
            Mistake(
                lambda: np.linalg.solve(A, b - lam / 2 * np.sign(best)),
                "That guess contradicts its own answer, or leaves it where it cannot be: look at the signs.",
                "guess not checked",
            ),
            Mistake(
                lambda: alone(alive),
                "The zero is in the right place; the other one pays λ too.",
                "survivor does not pay",
            ),
            Mistake(
                lambda: alone(alive, -push),
                "The other coefficient is pushed the wrong way: λ makes it smaller.",
                "sign flipped",
            ),
            Mistake(
                lambda: np.where(np.arange(2) == alive, best, 0.0),
                "When one coefficient goes to zero the other takes over a part of its work: solve again.",
                "not solved again",
            ),
            Mistake(
                lambda: alone(dead, lam / 2 * np.sign(b[dead])),
                "The other coefficient is zero in your answer; is its slope within [−λ, λ] there?",
                "other coefficient zero",
            ),
            Mistake(
                lambda: soft_threshold(b, lam / 2) / np.diag(A),
                "Each by itself is right only if XᵀX has nothing off its diagonal.",
                "coupling lost",
            ),
            Mistake(lambda: key[::-1], "The two coefficients are exchanged.", "exchanged"),
            Mistake(lambda: np.zeros(2), "λ is not that high: one of the slopes at the origin is steeper.", "all zero"),
        ),
        hints=(
            "Try the four guesses of signs as in lesson 3: does any of them confirm itself?",
            "Set one coefficient to zero and solve the equation of the other. Then look at the slope at the zero.",
        ),
    )


def third_numbers(draw):
    """Three observations and a price at which one coefficient is zero, though none of the four guesses says so."""
    X = [[draw.integer(-2, 3) for _ in range(2)] for _ in range(3)]
    y = [draw.integer(-6, 6) for _ in range(3)]
    lam = float(draw.integer(1, 12))
    A, b = np.transpose(X) @ X, np.transpose(X) @ y
    if [0, 0] in X or A[0, 1] == 0 or np.linalg.det(A) < 0.5 or 0 in np.linalg.solve(A, b).round(9):
        return third_numbers(draw)
    return {"X": X, "y": y, "lam": lam} if (lasso_2d(A, b, lam) == 0).sum() == 1 else third_numbers(draw)


# ---- who: three slopes at the origin, two penalties


_WHO = {
    "A": "neither sets any coefficient to zero",
    "B": "L1 sets some of them to zero, but not all; the unsquared L2 none",
    "C": "L1 sets all of them to zero; the unsquared L2 none",
    "D": "both set all of them to zero",
    "E": "L1 sets some of them to zero, but not all; the unsquared L2 all",
}


def who(given, hidden):
    """Which coefficients are zero, by |∂ⱼf(0)| ≤ λ for L1 and by ‖∇f(0)‖₂ ≤ λ for L2 without its square."""
    slopes, lam = np.array(given["slopes"], float), given["lam"]
    loss = Quadratic(np.eye(3), center=-slopes / 2)
    zeros = [int((minimize(loss + lam * penalty).theta == 0).sum()) for penalty in (L1(), L2())]
    key = {(0, 0): "A", (1, 0): "B", (2, 0): "B", (3, 0): "C", (3, 3): "D"}[zeros[0], zeros[1]]
    l1 = "L1 asks each coefficient by itself whether its slope is flatter than λ: go through the three."
    l2 = "L2 without its square asks once, for the length of the whole vector of slopes."
    reasons = {
        "A": (l1, "L1 gives fewer zeros"),
        "B": (l1 if key in "AC" else f"{l1} {l2}", "some zeros of L1"),
        "C": (l2 if key == "D" else l1, "all zeros of L1"),
        "D": (f"{l2} Is that length at most λ?", "L2 gives zeros too early"),
        "E": (
            "If the length of the vector is at most λ, so is each of its entries: can L2 be ahead of L1?",
            "L2 ahead of L1",
        ),
    }
    return Exercise(
        question="f is a round bowl, and its slopes at the origin are `slopes`. At the price `lam`, which coefficients "
        "are set to zero by L1, and which by L2 without its square?",
        kind=Choice("ABCDE"),
        key=lambda: key,
        right="L1 compares each slope with λ, and the norm without its square compares the length of all of them.",
        mistakes=tuple(_wrong_letter(letter, *reasons[letter]) for letter in reasons if letter != key),
        hints=(
            "A round bowl has no products θᵢθⱼ, so under L1 each coefficient can be looked at alone.",
            "For L2 without its square, section 1 of lesson 3 has the condition for the origin.",
        ),
        options=_WHO,
    )


def _wrong_letter(letter, message, name):
    return Mistake(lambda: letter, message, name)


def who_numbers(draw):
    """λ below all slopes, between two of them, between the largest and their length, or above: all alike often."""
    sizes = sorted([draw.integer(3, 5), draw.integer(6, 8), draw.integer(9, 11)])
    length = float(np.linalg.norm(sizes))
    lam = {
        "A": sizes[0] - 1.5, "B": sizes[draw.integer(0, 1)] + 0.5, "C": (sizes[2] + length) / 2, "D": length + 0.5,
    }[draw.choice("ABCD")]  # fmt: skip
    slopes = [draw.sign() * size for size in sizes]
    turn = draw.integer(0, 2)
    return {"slopes": slopes[turn:] + slopes[:turn], "lam": round(lam, 1)}
