"""Exercises of lesson 3, the sign argument. Here g is ∂f/∂θ and lam is λ."""

from fractions import Fraction

import numpy as np

from sparsity_kit.homework.compare import Array, Choice, Choices, Expression, Number, Relation
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.losses import Quadratic
from sparsity_kit.objective import Penalty
from sparsity_kit.penalties import L1, L2, ElasticNet, GroupL2, SquaredL2


def _ridge_theta():
    """Solve the stationarity condition of θ² for θ."""
    from sympy import solve

    from sparsity_kit.derivations import stationarity, theta

    (solution,) = solve(stationarity(SquaredL2()).positive, theta)
    return solution


def _l1():
    from sparsity_kit.derivations import stationarity

    return stationarity(L1())


def _half_width(penalty):
    """w, where the slopes of a penalty at zero fill [−w, w]."""
    from sparsity_kit.derivations import subdifferential_at_zero

    return float(subdifferential_at_zero(penalty).sup)


class _OnPaper(Penalty):
    """Σ formula(θⱼ), as a formula only."""

    separable = True

    def __init__(self, formula):
        self.formula = formula

    def symbolic(self, theta):
        return sum(map(self.formula, theta))


def _power(exponent):
    return _OnPaper(lambda t: abs(t) ** Fraction(exponent))


def _slope_at_a_ridge_solution():
    """∂f at a squared-L2 solution with θ = −0.6, at λ = 2.5."""
    from sparsity_kit.derivations import lam, stationarity, theta

    return float(stationarity(SquaredL2()).negative.rhs.subs({theta: -0.6, lam: 2.5}))


def _ridge_crossing(factor=2):
    """t in y = (2, 4, t) for which ridge has θ₂ = 0 at λ = 10: ∇f = 2Xᵀ(Xθ − y), and 2λθ unless `factor` is another."""
    from sympy import Matrix, eye, solve, symbols

    t = symbols("t", real=True)
    X, y = Matrix([[1, 1], [1, 0], [0, 1]]), Matrix([2, 4, t])
    (target,) = solve((2 * X.T * X + factor * 10 * eye(2)).solve(2 * X.T * y)[1], t)
    return float(target)


def _signs():
    """The sign of each coefficient at an L1 solution without zeros, λ = 3, where ∇f = (3, −3, −3)."""
    from sparsity_kit.derivations import lam

    slopes = {-1: _l1().negative.rhs.subs(lam, 3), 1: _l1().positive.rhs.subs(lam, 3)}
    return [sign for g in (3, -3, -3) for sign, slope in slopes.items() if slope == g]


def _price_of_the_quartic():
    """|f′(0)| for f = (θ − 2)⁴: the slope that λ has to hold."""
    from sympy import diff

    from sparsity_kit.derivations import theta

    return float(abs(diff((theta - 2) ** 4, theta).subs(theta, 0)))


_GRADIENTS = {"A": [4, 1, -4], "B": [-4, 5, 4], "C": [-4, 1, 4], "D": [-4, 1, 2]}


def _possible_gradient():
    """The letter of the one ∇f that 0 ∈ ∇f + 4∂‖θ‖₁ allows at θ = (1.5, 0, −0.5)."""
    theta = np.array([1.5, 0.0, -0.5])
    losses = {letter: Quadratic(np.eye(3), center=theta - np.array(g) / 2) for letter, g in _GRADIENTS.items()}
    (letter,) = (letter for letter, loss in losses.items() if (loss + 4.0 * L1()).stationarity_gap(theta) < 1e-9)
    return letter


def _dead_groups():
    """Which of the groups {θ₁, θ₂} and {θ₃} are zero at λ = 4.6, for a round bowl with ∇f(0) = (3, −4, 4.5)."""
    from sparsity_kit.solve.minimize import minimize

    zero = minimize(Quadratic(np.eye(3), center=[-1.5, 2.0, -2.25]) + 4.6 * GroupL2([0, 0, 1])).theta == 0
    return {(True, True): "A", (True, False): "B", (False, True): "C", (False, False): "D"}[tuple(zero[1:].tolist())]


def _price_of_the_vector():
    """λ above which λ‖θ‖₂ zeroes all of a loss with ∇f(0) = (3, 4), as a letter."""
    from sparsity_kit.solve.prices import lambda_max

    price = float(lambda_max(Quadratic(np.eye(2), center=[-1.5, -2.0]), L2()))
    return {4.0: "A", 5.0: "B", 7.0: "C"}.get(round(price, 9), "D")


def _with_a_kink():
    penalties = {"A": L1(), "B": SquaredL2(), "C": _power(1.5), "D": ElasticNet(0.5), "E": _power(0.5)}
    return "".join(letter for letter, penalty in penalties.items() if _half_width(penalty) > 0)


EXERCISES = {
    "ridge-stationarity": Exercise(
        question="Squared L2: solve the stationarity condition for θ. Write θ in terms of g (that is ∂f) and lam.",
        kind=Expression(("g", "lam")),
        key=_ridge_theta,
        right="From 0 = ∂f + 2λθ: θ is in proportion to the downhill slope of f, and zero only where that vanishes.",
        mistakes=(
            Mistake(lambda: "-g/lam", "The factor 2 of the square's derivative is missing."),
            Mistake(lambda: -_ridge_theta(), "The sign is flipped: g + 2λθ = 0 puts θ opposite to g."),
            Mistake(lambda: "g/lam", "The sign is flipped, and the factor 2 of the square's derivative is missing."),
            Mistake(lambda: "-2*g/lam", "The 2 stands on the wrong side: divide by 2λ."),
            Mistake(lambda: "-g*lam/2", "λ stands on the wrong side: divide by it."),
            Mistake(lambda: "-2*lam*g", "You multiplied by 2λ where you should divide by it."),
            Mistake(lambda: "-g/2", "λ is missing: it prices the penalty's slope."),
        ),
        hints=("Write 0 = g + λ·(derivative of θ²).", "The derivative of θ² is 2θ. Now solve for θ."),
    ),
    "ridge-slope": Exercise(
        question="Squared L2 with λ = 2.5: a solution has θ₁ = −0.6. What is ∂₁f there?",
        kind=Number(1e-6),
        key=_slope_at_a_ridge_solution,
        right="0 = ∂f + 2λθ, with 2λθ = −3: the loss pulls θ₁ further down, the penalty holds it.",
        mistakes=(
            Mistake(lambda: -_slope_at_a_ridge_solution(), "The sign is flipped: the two slopes add up to zero."),
            Mistake(lambda: _slope_at_a_ridge_solution() / 2, "The factor 2 of the square's derivative is missing."),
            Mistake(lambda: -_slope_at_a_ridge_solution() / 2, "A factor 2 is missing, and the sign is flipped."),
            Mistake(lambda: 2.5, "That is the rule of L1, where the pull does not depend on the size of θ."),
            Mistake(lambda: 0.0, "That is the loss's own lowest point; here the penalty pulls too."),
        ),
        hints=("Write 0 = ∂₁f + 2λθ₁ and put the numbers in.",),
    ),
    "ridge-crossing": Exercise(
        question=(
            "X as in the lesson, its rows (1, 1), (1, 0), (0, 1), but y = (2, 4, t). For which t does the second "
            "coefficient of squared L2 pass through zero at λ = 10?"
        ),
        kind=Number(1e-3),
        key=_ridge_crossing,
        right="A zero at λ = 10 needs this t and no other: luck, whichever price you look at.",
        mistakes=(
            Mistake(lambda: 0.0, "That is the y of the lesson, which has its crossing at λ = 1."),
            Mistake(lambda: 0.5, "That is θ₁, and also 2 + t: the 2 is still to be taken off."),
            Mistake(lambda: 1.0, "That gives a zero at λ = 0: the price has been forgotten."),
            Mistake(lambda: _ridge_crossing(factor=1), "A factor 2 is missing: the slope of λθ² is 2λθ."),
        ),
        hints=(
            "Put θ = (θ₁, 0) and λ = 10 into (XᵀX + λI)θ = Xᵀy: two equations for θ₁ and t.",
            "Here XᵀX = [[2, 1], [1, 2]] and Xᵀy = (6, 2 + t). The first equation gives θ₁.",
        ),
    ),
    "l1-case-negative": Exercise(
        question="L1: what is ∂f at a solution with θ < 0? Write it in terms of lam.",
        kind=Expression(("lam",)),
        key=lambda: _l1().negative.rhs,
        right="The slope of |θ| is −1 there, so 0 = ∂f − λ.",
        mistakes=(
            Mistake(lambda: _l1().positive.rhs, "That is the case θ > 0: on this side the slope of |θ| is −1."),
            Mistake(lambda: "1", "λ is missing: it prices the slope."),
            Mistake(lambda: "-1", "That is the slope of |θ| there; from 0 = ∂f + λ·(that slope) find ∂f."),
            Mistake(lambda: "0", "That is the loss's own lowest point; the penalty pulls with λ."),
            Mistake(lambda: "lam/2", "There is no factor ½: the slope of |θ| is −1."),
            Mistake(lambda: "2*lam", "The factor 2 belongs to the squared penalty; the slope of |θ| is ±1."),
        ),
        hints=("Write 0 = ∂f + λ·(slope of |θ| left of zero).",),
    ),
    "signs-from-slopes": Exercise(
        question=(
            "An L1 solution with λ = 3 has no zeros, and ∇f = (3, −3, −3) there. What are the signs of its "
            "coefficients? Answer with an array of 1 and −1."
        ),
        kind=Array(),
        key=_signs,
        right="The sign of a coefficient is opposite to the slope of the loss: the loss pulls it away from zero.",
        mistakes=(
            Mistake(lambda: [-sign for sign in _signs()], "All signs are flipped: 0 = ∂f + λ·sign(θ)."),
            Mistake(lambda: [3 * sign for sign in _signs()], "That is −∇f; the signs are one step further."),
            Mistake(lambda: [-3 * sign for sign in _signs()], "That is ∇f itself: solve 0 = ∂f + λ·sign(θ)."),
        ),
        hints=("Solve 0 = ∂f + λ·sign(θ) for the sign, one coefficient at a time.",),
    ),
    "zero-interval": Exercise(
        question=(
            "L1: for which g (that is ∂f at θ = 0) is θ = 0 the solution? Write a condition on g and lam, "
            "or a pair (low, high)."
        ),
        kind=Relation(("g", "lam"), "g", lambda point: (point["lam"], -point["lam"], Fraction(1), Fraction(-1))),
        key=lambda: _l1().zero,
        right="Then neither side is downhill. It is an interval of slopes, of width 2λ, its ends included.",
        mistakes=(
            Mistake(lambda: "abs(g) < lam", "Almost: at the ends of the interval zero still is the solution."),
            Mistake(lambda: "g == 0", "That is the condition for squared L2: one value of the slope, no interval."),
            Mistake(lambda: "abs(g) <= 1", "λ is missing: the penalty rises by λh on each side, not by h."),
            Mistake(lambda: "abs(g) <= lam/2", "There is no factor ½: the two rates are λ + g and λ − g."),
            Mistake(lambda: "abs(g) <= 2*lam", "The whole width is 2λ, so each side has half of that."),
            Mistake(lambda: "g <= lam", "That is one end; a steep slope down to the other side moves θ as well."),
            Mistake(lambda: "g >= -lam", "That is one end; a steep slope down to the other side moves θ as well."),
            Mistake(lambda: "abs(g) >= lam", "That is where θ leaves zero: the inequality is turned round."),
            Mistake(lambda: "abs(g) == lam", "Those are the two ends; what of the slopes between them?"),
        ),
        hints=(
            "λ + g ≥ 0 and λ − g ≥ 0: what is that in one line?",
            "Solve each of the two for g: one gives the lower end, the other the upper.",
        ),
    ),
    "lets-go": Exercise(
        question="f = (θ − 2)⁴, with the penalty λ|θ|. What is the smallest λ at which θ = 0 is the solution?",
        kind=Number(1e-6),
        key=_price_of_the_quartic,
        right="Only the slope of f at zero is asked for: any loss with a single valley will do.",
        mistakes=(
            Mistake(lambda: 2.0, "That is where f itself is lowest; λ is compared with the slope of f at zero."),
            Mistake(lambda: 16.0, "That is the height of f at zero; λ is compared with its slope."),
            Mistake(lambda: 4.0, "That is the slope of (θ − 2)²; the exponent here is another one."),
            Mistake(lambda: 64.0, "That is 4·2⁴: differentiating also lowers the exponent by one."),
            Mistake(lambda: 8.0, "The outer derivative brings down a factor, the exponent."),
            Mistake(lambda: -_price_of_the_quartic(), "That is f′(0) with its sign; λ is not negative."),
        ),
        hints=("Zero is the solution if |f′(0)| <= λ.", "Differentiate (θ − 2)⁴ and put in θ = 0."),
    ),
    "which-gradient": Exercise(
        question="An L1 solution with λ = 4 is θ = (1.5, 0, −0.5). Which of these can be ∇f there?",
        kind=Choice("ABCD"),
        key=_possible_gradient,
        options={letter: f"({', '.join(map(str, g))})".replace("-", "−") for letter, g in _GRADIENTS.items()},
        right="−λ where θ > 0, λ where θ < 0, and anything from −λ to λ where θ is zero.",
        mistakes=(
            Mistake(lambda: "A", "The signs are flipped: where θ > 0 the loss falls to the right, so its slope is −λ."),
            Mistake(lambda: "B", "At θ₂ = 0 a slope of 5 is steeper than λ = 4: that coefficient would move."),
            Mistake(lambda: "D", "θ₃ is not zero, so its slope must be λ, however small the coefficient is."),
        ),
        hints=("Go through the three coefficients: which of the three cases is each?",),
    ),
    "unsquared": Exercise(
        question="∇f(0) = (3, 4) and the penalty is λ‖θ‖₂, not squared. For which λ is the whole vector zero?",
        kind=Choice("ABCD"),
        key=_price_of_the_vector,
        options={"A": "λ ≥ 4", "B": "λ ≥ 5", "C": "λ ≥ 7", "D": "for no λ: L2 never gives zeros"},
        right="Straight downhill f falls at the rate ‖∇f(0)‖₂, and the cone rises at the rate λ in every direction.",
        mistakes=(
            Mistake(lambda: "A", "That compares the largest entry with λ, which is the rule of L1."),
            Mistake(lambda: "C", "That adds the entries up; what matters here is the ordinary length."),
            Mistake(lambda: "D", "That is so for the square; the norm itself is a cone, with a tip at the origin."),
        ),
        hints=("What is the length of (3, 4)?",),
    ),
    "elastic-net-interval": Exercise(
        question="ElasticNet(0.3) is 0.3·|θ| + 0.7·θ². Its slopes at zero fill the interval [−w, w]. What is w?",
        kind=Number(1e-6),
        key=lambda: _half_width(ElasticNet(0.3)),
        right="The squares are flat at zero, so the kink is that of the L1 part alone, at its share: zeros remain.",
        mistakes=(
            Mistake(lambda: _half_width(L1()), "That is L1 alone; only its share counts here."),
            Mistake(lambda: 0.7, "That is the share of the squares, which are flat at zero."),
            Mistake(lambda: 0.6, "That is the whole width of the interval; w is half of it."),
            Mistake(lambda: 0.3 + 2 * 0.7, "That is the slope at θ = 1; take it just right of zero."),
            Mistake(lambda: 0.0, "Squared L2 has no interval, but the L1 part still has its kink."),
        ),
        hints=("Differentiate for θ > 0, then let θ go to zero.",),
    ),
    "rounded-kink": Exercise(
        question="Ω(θ) = √(θ² + 0.01) looks like |θ| from afar. Its slopes at zero fill [−w, w]. What is w?",
        kind=Number(1e-6),
        key=lambda: _half_width(_OnPaper(lambda t: (t**2 + Fraction(1, 100)) ** Fraction(1, 2))),
        right="The tip is rounded off: one slope and no interval, so this penalty gives small values, not zeros.",
        mistakes=(
            Mistake(lambda: 1.0, "That is its slope far away from zero; go close."),
            Mistake(lambda: 0.1, "That is its height at zero, not its slope."),
        ),
        hints=("Its derivative is θ/√(θ² + 0.01). What happens to it as θ goes to zero?",),
    ),
    "whole-group": Exercise(
        question=(
            "Two groups, {θ₁, θ₂} and {θ₃}, with the penalty λ(‖(θ₁, θ₂)‖₂ + |θ₃|), λ = 4.6. The loss is a round "
            "bowl, (θ − c)·(θ − c), and ∇f(0) = (3, −4, 4.5). Which groups are zero?"
        ),
        kind=Choice("ABCD"),
        key=_dead_groups,
        options={"A": "both", "B": "the first only", "C": "the second only", "D": "neither"},
        right="The first group's gradient has the length 5 > 4.6, the second's 4.5 < 4.6.",
        mistakes=(
            Mistake(lambda: "A", "That compares entry by entry, as L1 does; a group's gradient counts by its length."),
            Mistake(lambda: "B", "For each group, compare the length of its part of ∇f(0) with λ: it is the other."),
            Mistake(lambda: "D", "The second group is one coefficient: is its slope steeper than λ?"),
        ),
        hints=("What is the length of (3, −4)? Compare it with λ.",),
    ),
    "which-penalties-zero": Exercise(
        question="Which of these penalties can make a coefficient exactly zero, for a range of data? Give all letters.",
        kind=Choices("ABCDE"),
        key=_with_a_kink,
        options={"A": "|θ|", "B": "θ²", "C": "|θ|^1.5", "D": "½·|θ| + ½·θ²", "E": "√|θ|"},
        right="These have a kink at zero: their slope jumps there. The others are smooth at zero and only shrink.",
        mistakes=(
            Mistake(lambda: "A", "The kink matters, not the name: others of them have one at zero too."),
            Mistake(lambda: "AE", "Adding squares to a kink does not remove the kink: one is missing."),
            Mistake(lambda: "AD", "One is missing: what is the slope of √|θ| close to zero?"),
            Mistake(lambda: "ACDE", "The slope of |θ|^1.5 is 1.5·√|θ|: small close to zero, without a jump."),
            Mistake(lambda: "ABDE", "One too many: squares are flat at zero, there is no jump of the slope."),
            Mistake(lambda: "ABCDE", "Squares are flat at zero; a flat bottom has no jump of the slope."),
        ),
        hints=("For each, find the slope just right of zero: is it more than zero?",),
    ),
}
