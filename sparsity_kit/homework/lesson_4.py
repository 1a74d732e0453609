"""Exercises of lesson 4, the sign argument. Here g is ∂f/∂θ and lam is λ."""

from fractions import Fraction

import numpy as np

from sparsity_kit.answers import RIGHT, Array, Choice, Expression, Number, Relation
from sparsity_kit.homework.paper import stationarity
from sparsity_kit.penalties import L1, SquaredL2
from sparsity_kit.questions import Question


def _ridge_theta():
    """Solve the stationarity condition of θ² for θ."""
    from sympy import solve

    from sparsity_kit.derivations import theta

    (solution,) = solve(stationarity(SquaredL2()).positive, theta)
    return solution


def _slope_at_a_ridge_solution():
    """∂f at a squared-L2 solution with θ = −0.6, at λ = 2.5."""
    from sparsity_kit.derivations import lam, theta

    return float(stationarity(SquaredL2()).negative.rhs.subs({theta: -0.6, lam: 2.5}))


def _ridge_crossing(factor=2):
    """t in y = (2, 4, t) for which ridge has θ₂ = 0 at λ = 10: ∇f = 2Xᵀ(Xθ − y), and 2λθ unless `factor` is another."""
    X, y = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]]), np.array([2.0, 4.0, 0.0])
    first = 2 * X[:, 0] @ y / (2 * X[:, 0] @ X[:, 0] + 10 * factor)  # θ₁ while θ₂ is zero: t is not in it
    return X[:, 0] @ X[:, 1] * first - X[:, 1] @ y


def _signs():
    """The sign of each coefficient at an L1 solution without zeros, λ = 3, where ∇f = (3, −3, −3)."""
    from sparsity_kit.derivations import lam

    cases = stationarity(L1())
    slopes = {-1: cases.negative.rhs.subs(lam, 3), 1: cases.positive.rhs.subs(lam, 3)}
    return np.array([sign for g in (3, -3, -3) for sign, slope in slopes.items() if slope == g])


QUESTIONS = (
    Question(
        "ridge-stationarity",
        text="Squared L2: the slope of F is zero at a solution. Solve that for θ, in terms of g (that is ∂f) and lam.",
        kind=Expression(("g", "lam")),
        key=_ridge_theta,
        right="From 0 = ∂f + 2λθ: θ is in proportion to the downhill slope of f, and zero only where that vanishes.",
        mistakes=(
            ("-g/lam", "The factor 2 of the square's derivative is missing."),
            (lambda: -_ridge_theta(), "The sign is flipped: g + 2λθ = 0 puts θ opposite to g."),
            ("g/lam", "The sign is flipped, and the factor 2 of the square's derivative is missing."),
            ("-2*g/lam", "The 2 stands on the wrong side: divide by 2λ."),
            ("-g*lam/2", "λ stands on the wrong side: divide by it."),
            ("-2*lam*g", "You multiplied by 2λ where you should divide by it."),
            ("-g/2", "λ is missing: it prices the penalty's slope."),
            ("-lam/(2*g)", "It is upside down: 2λ multiplies θ, so g is divided by it."),
            ("-g", "2λ is missing: it multiplies θ."),
        ),
        hints=("Write 0 = g + λ·(derivative of θ²).", "The derivative of θ² is 2θ. Now solve for θ."),
    ),
    Question(
        "ridge-slope",
        text="Squared L2 with λ = 2.5: a solution has θ₁ = −0.6. What is ∂₁f there?",
        kind=Number(),
        key=_slope_at_a_ridge_solution,
        right="0 = ∂f + 2λθ, with 2λθ = −3: the loss pulls θ₁ further down, the penalty holds it.",
        mistakes=(
            (lambda: -_slope_at_a_ridge_solution(), "The sign is flipped: the two slopes add up to zero."),
            (lambda: _slope_at_a_ridge_solution() / 2, "The factor 2 of the square's derivative is missing."),
            (lambda: -_slope_at_a_ridge_solution() / 2, "A factor 2 is missing, and the sign is flipped."),
            (2.5, "That is the rule of L1, where the pull does not depend on the size of θ."),
            (0.0, "That is the loss's own lowest point; here the penalty pulls too."),
        ),
        hints=("Write 0 = ∂₁f + 2λθ₁ and put the numbers in.",),
    ),
    Question(
        "unsquared",
        text="∇f(0) = (3, 4) and the penalty is λ‖θ‖₂, not squared. For which λ is the whole vector zero?",
        kind=Choice(
            {
                "A": ("λ ≥ 4", "That compares the largest entry with λ, which is the rule of L1."),
                "B": ("λ ≥ 5", RIGHT),
                "C": ("λ ≥ 7", "That adds the entries up; what matters here is the ordinary length."),
                "D": (
                    "for no λ: L2 never gives zeros",
                    "That is so for the square; the norm itself is a cone, with a tip at the origin.",
                ),
            }
        ),
        right="Straight downhill f falls at the rate ‖∇f(0)‖₂, and the cone rises at the rate λ in every direction.",
        hints=("What is the length of (3, 4)?",),
    ),
    Question(
        "ridge-crossing",
        text="X as in the lesson, its rows (1, 1), (1, 0), (0, 1), but y = (2, 4, t). For which t does the second "
        "coefficient of squared L2 pass through zero at λ = 10?",
        kind=Number(),
        key=_ridge_crossing,
        right="A zero at λ = 10 needs this t and no other: luck, whichever price you look at.",
        mistakes=(
            (0.0, "That is the y of the lesson, which has its crossing at λ = 1."),
            (0.5, "That is θ₁; the question is for t."),
            (1.0, "That gives a zero at λ = 0: the price has been forgotten."),
            (lambda: _ridge_crossing(factor=1), "A factor 2 is missing: the slope of λθ² is 2λθ."),
        ),
        hints=(
            "Put θ = (θ₁, 0) and λ = 10 into (XᵀX + λI)θ = Xᵀy: two equations for θ₁ and t.",
            "Here XᵀX = [[2, 1], [1, 2]] and Xᵀy = (6, 2 + t). The first equation gives θ₁.",
        ),
    ),
    Question(
        "l1-case-negative",
        text="L1: what is ∂f at a solution with θ < 0? Write it in terms of lam.",
        kind=Expression(("lam",)),
        key=lambda: stationarity(L1()).negative.rhs,
        right="The slope of |θ| is −1 there, so 0 = ∂f − λ.",
        mistakes=(
            (lambda: stationarity(L1()).positive.rhs, "That is the case θ > 0: on this side the slope of |θ| is −1."),
            ("1", "λ is missing: it prices the slope."),
            ("-1", "That is the slope of |θ| there; from 0 = ∂f + λ·(that slope) find ∂f."),
            ("0", "That is the loss's own lowest point; the penalty pulls with λ."),
            ("lam/2", "There is no factor ½: the slope of |θ| is −1."),
            ("2*lam", "The factor 2 belongs to the squared penalty; the slope of |θ| is ±1."),
            ("-lam/2", "The slope of |θ| is −1 there, so the sign turns, and there is no factor ½."),
        ),
        hints=("Write 0 = ∂f + λ·(slope of |θ| left of zero).",),
    ),
    Question(
        "signs-from-slopes",
        text="An L1 solution with λ = 3 has no zeros, and ∇f = (3, −3, −3) there. What are the signs of its "
        "coefficients? Answer with an array of 1 and −1.",
        kind=Array(),
        key=_signs,
        right="The sign of a coefficient is opposite to the slope of the loss: the loss pulls it away from zero.",
        mistakes=(
            (lambda: -_signs(), "All signs are flipped: 0 = ∂f + λ·sign(θ)."),
            (lambda: 3 * _signs(), "That is −∇f; the signs are one step further."),
            (lambda: -3 * _signs(), "That is ∇f itself: solve 0 = ∂f + λ·sign(θ)."),
        ),
        hints=("Solve 0 = ∂f + λ·sign(θ) for the sign, one coefficient at a time.",),
    ),
    Question(
        "zero-interval",
        text="L1: for which g (that is ∂f at θ = 0) is θ = 0 the solution? Write a condition on g and lam, "
        "or a pair (low, high).",
        kind=Relation(("g", "lam"), "g", lambda point: (point["lam"], -point["lam"], Fraction(1), Fraction(-1))),
        key=lambda: stationarity(L1()).zero,
        right="Then neither side is downhill. It is an interval of slopes, of width 2λ, its ends included.",
        mistakes=(
            ("abs(g) < lam", "Almost: at the ends of the interval zero still is the solution."),
            ("g == 0", "That is the condition for squared L2: one value of the slope, no interval."),
            ("abs(g) <= 1", "λ is missing: the penalty rises by λh on each side, not by h."),
            ("abs(g) <= lam/2", "There is no factor ½: the two rates are λ + g and λ − g."),
            ("abs(g) <= 2*lam", "The whole width is 2λ, so each side has half of that."),
            ("g <= lam", "That is one end; a steep slope down to the other side moves θ as well."),
            ("g >= -lam", "That is one end; a steep slope down to the other side moves θ as well."),
            ("abs(g) >= lam", "That is where θ leaves zero: the inequality is turned round."),
            ("abs(g) == lam", "Those are the two ends; what of the slopes between them?"),
        ),
        hints=(
            "λ + g ≥ 0 and λ − g ≥ 0: what is that in one line?",
            "Solve each of the two for g: one gives the lower end, the other the upper.",
        ),
    ),
    Question(
        "lets-go",
        text="f = (θ − 2)⁴, with the penalty λ|θ|. What is the smallest λ at which θ = 0 is the solution?",
        kind=Number(),
        key=32.0,
        right="Only the slope of f at zero is asked for: any loss with a single valley will do.",
        mistakes=(
            (2.0, "That is where f itself is lowest; λ is compared with the slope of f at zero."),
            (16.0, "That is the height of f at zero; λ is compared with its slope."),
            (4.0, "That is the slope of (θ − 2)²; the exponent here is another one."),
            (64.0, "That is 4·2⁴: differentiating also lowers the exponent by one."),
            (8.0, "The outer derivative brings down a factor, the exponent."),
            (-32.0, "That is f′(0) with its sign; λ is not negative."),
        ),
        hints=("Zero is the solution if |f′(0)| <= λ.", "Differentiate (θ − 2)⁴ and put in θ = 0."),
    ),
    Question(
        "which-gradient",
        text="An L1 solution with λ = 4 is θ = (1.5, 0, −0.5). Which of these can be ∇f there?",
        kind=Choice(
            {
                "A": (
                    "(4, 1, −4)",
                    "The signs are flipped: where θ > 0 the loss falls to the right, so its slope is −λ.",
                ),
                "B": ("(−4, 5, 4)", "At θ₂ = 0 a slope of 5 is steeper than λ = 4: that coefficient would move."),
                "C": ("(−4, 1, 4)", RIGHT),
                "D": ("(−4, 1, 2)", "θ₃ is not zero, so its slope must be λ, however small the coefficient is."),
            }
        ),
        right="−λ where θ > 0, λ where θ < 0, and anything from −λ to λ where θ is zero.",
        hints=("Go through the three coefficients: which of the three cases is each?",),
    ),
)
