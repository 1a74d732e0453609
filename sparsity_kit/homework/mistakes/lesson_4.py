"""What students answer to the exercises of lesson 4, and what is said to it."""

import numpy as np

from sparsity_kit.homework.paper import stationarity
from sparsity_kit.penalties import L1, SquaredL2


def ridge_theta():
    """Solve the stationarity condition of θ² for θ."""
    from sympy import solve

    from sparsity_kit.derivations import theta

    (solution,) = solve(stationarity(SquaredL2()).positive, theta)
    return solution


def slope_at_a_ridge_solution():
    """∂f at a squared-L2 solution with θ = −0.6, at λ = 2.5."""
    from sparsity_kit.derivations import lam, theta

    return float(stationarity(SquaredL2()).negative.rhs.subs({theta: -0.6, lam: 2.5}))


def ridge_crossing(factor=2):
    """t in y = (2, 4, t) for which ridge has θ₂ = 0 at λ = 10: ∇f = 2Xᵀ(Xθ − y), and 2λθ unless `factor` is another."""
    X, y = np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 1.0]]), np.array([2.0, 4.0, 0.0])
    first = 2 * X[:, 0] @ y / (2 * X[:, 0] @ X[:, 0] + 10 * factor)  # θ₁ while θ₂ is zero: t is not in it
    return X[:, 0] @ X[:, 1] * first - X[:, 1] @ y


def signs():
    """The sign of each coefficient at an L1 solution without zeros, λ = 3, where ∇f = (3, −3, −3)."""
    from sparsity_kit.derivations import lam

    cases = stationarity(L1())
    slopes = {-1: cases.negative.rhs.subs(lam, 3), 1: cases.positive.rhs.subs(lam, 3)}
    return np.array([sign for g in (3, -3, -3) for sign, slope in slopes.items() if slope == g])


MISTAKES = {
    "ridge-stationarity": (
        ("-g/lam", "The factor 2 of the square's derivative is missing."),
        (lambda: -ridge_theta(), "The sign is flipped: g + 2λθ = 0 puts θ opposite to g."),
        ("g/lam", "The sign is flipped, and the factor 2 of the square's derivative is missing."),
        ("-2*g/lam", "The 2 stands on the wrong side: divide by 2λ."),
        ("-g*lam/2", "λ stands on the wrong side: divide by it."),
        ("-2*lam*g", "You multiplied by 2λ where you should divide by it."),
        ("-g/2", "λ is missing: it prices the penalty's slope."),
        ("-lam/(2*g)", "It is upside down: 2λ multiplies θ, so g is divided by it."),
        ("-g", "2λ is missing: it multiplies θ."),
        ("-2*lam/g", "It is upside down: 2λ multiplies θ, so g is divided by it.", "upside down"),
        ("2*lam/g", "It is upside down, and the sign is flipped.", "upside down, sign"),
        ("-lam/g",
         "It is upside down, and the factor 2 of the square's derivative is missing.", "upside down, factor 2 lost"),
        ("-g - 2*lam", "2λ is not a summand: it multiplies θ, so divide by it.", "summand"),
        ("-g + 2*lam", "2λ is not a summand: it multiplies θ, so divide by it.", "summand"),
        ("g - 2*lam", "2λ is not a summand: it multiplies θ, so divide by it.", "summand"),
        ("-g - lam", "λ is not a summand, and the penalty's slope is not λ alone, but λ·2θ.", "subtracted, L1"),
        ("g + 2*lam", "That is no θ yet: in 0 = g + 2λθ, θ is what to solve for.", "not solved"),
        ("-2*lam", "g is lost: solve 0 = g + 2λθ for θ.", "g lost"),
        ("g*lam/2", "The sign is flipped, and λ stands on the wrong side: divide by it.", "sign, λ on the wrong side"),
        ("2*lam*g", "The sign is flipped, and 2λ multiplies where it should divide.", "sign, multiplied"),
        ("2*g/lam",
         "The sign is flipped, and the 2 stands on the wrong side: divide by 2λ.", "sign, 2 on the wrong side"),
        ("g/2", "The sign is flipped, and λ is missing.", "sign, λ lost"),
        ("g", "The sign is flipped, and 2λ is missing.", "sign, 2λ lost"),
        ("-2*g", "λ is missing, and the 2 stands on the wrong side.", "λ lost, 2 on the wrong side"),
        ("-g*lam", "λ stands on the wrong side, and a factor 2 is missing.", "multiplied, factor 2 lost"),
        ("-g/(4*lam)", "The 2 is used twice: once is enough.", "factor 2 twice"),
        ("-g/(2*lam**2)", "λ is used twice: once is enough.", "λ squared"),
        ("-g/(1 + 2*lam)", "That has a 1 too many: it is one proximal step, not the solution.", "proximal step"),
        ("0", "θ is zero only where g is.", "zero"),
        ("-g/(2 + lam)", "2 and λ are multiplied, not added.", "2 + λ"),
        ("-g/(1 + lam)", "2λ is a product, and nothing is added to it.", "1 + λ"),
        ("g/(4*lam)", "The sign is flipped, and the 2 is used twice.", "sign, factor 2 twice"),
    ),
    "ridge-slope": (
        (lambda: -slope_at_a_ridge_solution(), "The sign is flipped: the two slopes add up to zero."),
        (lambda: slope_at_a_ridge_solution() / 2, "The factor 2 of the square's derivative is missing."),
        (lambda: -slope_at_a_ridge_solution() / 2, "A factor 2 is missing, and the sign is flipped."),
        (2.5, "That is the rule of L1, where the pull does not depend on the size of θ."),
        (0.0, "That is the loss's own lowest point; here the penalty pulls too."),
        (2 * 2.5 * 0.6**2, "That is the value of the penalty, doubled; its slope is asked for.", "value, doubled"),
        (2.5 * 0.6**2, "That is the value of the penalty, λθ²; its slope is 2λθ.", "value"),
        (-2.5 * 0.6**2, "That is the value of the penalty, λθ², turned round; its slope is 2λθ.", "value, sign"),
        (0.6 / 5, "That is divided by 2λ; here θ is given, and it is multiplied by it.", "divided"),
        (-0.6 / 5, "That is divided by 2λ; here θ is given, and it is multiplied by it.", "divided"),
        (0.6 / 2.5, "That is divided by λ; here θ is given, and it is multiplied, by 2λ.", "divided"),
        (-0.6 / 2.5, "That is divided by λ; here θ is given, and it is multiplied, by 2λ.", "divided"),
        (-2.5, "That is a rule of L1, where the pull does not depend on the size of θ.", "L1, other sign"),
        (-5, "θ is lost: the pull of the square is in proportion to it.", "θ lost"),
        (5, "θ is lost: the pull of the square is in proportion to it.", "θ lost"),
        (1.2, "λ is missing: it prices the slope of θ².", "λ lost"),
        (-1.2, "λ is missing: it prices the slope of θ²; and the two slopes add up to zero.", "λ, sign lost"),
        (0.6, "λ is missing, and the factor 2 of the square's derivative.", "λ, factor 2 lost"),
        (6, "The factor 2 is used twice: once is enough.", "factor 2 twice"),
        (-6, "The factor 2 is used twice, and the sign is flipped.", "factor 2 twice, sign"),
        (-0.6, "That is θ₁ itself.", "θ"),
        (0.75, "That is halved: the 2 of the derivative multiplies.", "halved"),
        (-0.75, "That is halved: the 2 of the derivative multiplies; and the sign is flipped.", "halved, sign"),
        (1.9, "λ multiplies the slope of the penalty, and is no summand.", "subtracted"),
    ),
    "ridge-crossing": (
        (0.0, "That is the y of the lesson, which has its crossing at λ = 1."),
        (0.5, "That is θ₁; the question is for t."),
        (1.0, "That gives a zero at λ = 0: the price has been forgotten."),
        (lambda: ridge_crossing(factor=1), "A factor 2 is missing: the slope of λθ² is 2λθ."),
        (-2, "That is where x₂·y = 0, the rule of single features, or of columns at right angles.", "single feature"),
        (lambda: ridge_crossing(factor=4),
         "The factor 2 is used twice: with ∇f halved, the penalty adds λ to the diagonal.", "2λ on the diagonal"),
        (6 / 10 - 2, "The diagonal of XᵀX is lost: λ is added to it, not put in its place.", "diagonal lost"),
        (6 / 11 - 2, "The first column's length is lost: the diagonal of XᵀX has its square.", "1 on the diagonal"),
        (-0.5 - 2, "A sign is lost: θ₁ is positive.", "sign of θ₁"),
        (2 - 0.5, "The sign is flipped: solve the second equation once more.", "sign flipped"),
        (2 + 0.5, "A sign is lost in the second equation: 2 + t is θ₁.", "sign of 2"),
        (72 - 2, "The first equation is multiplied by 12 where it is to be divided.", "multiplied"),
        (72, "That is 6·12: divide in the first equation, and then use the second.", "multiplied, not finished"),
        (4, "In the second equation θ₁ stands with what is off the diagonal, not on it.", "diagonal in the second"),
        (3,
         "In the second equation θ₁ stands with what is off the diagonal of XᵀX, and not with λ.", "λ in the second"),
        (2 / 12 - 2, "x₁·y has two rows in it: 2 + 4.", "a row lost"),
        (4 / 12 - 2, "x₁·y has two rows in it: 2 + 4.", "a row lost"),
        (2 * 0.5 - 2, "XᵀX has a 1 off its diagonal.", "off-diagonal doubled"),
        (6, "That is x₁·y.", "x₁·y"),
        (10, "That is λ; the question is for t.", "λ"),
        (-0.5, "That is −θ₁, and the question is for t.", "−θ₁"),
        (2, "That is x₂·y for t = 0.", "x₂·y"),
        (6 / 24 - 2, "There is one 2 too many below: the first equation is divided by its own factor of θ₁.", "halved"),
    ),
    "l1-case-negative": (
        (lambda: stationarity(L1()).positive.rhs, "That is the case θ > 0: on this side the slope of |θ| is −1."),
        ("1", "λ is missing: it prices the slope."),
        ("-1", "That is the slope of |θ| there; from 0 = ∂f + λ·(that slope) find ∂f."),
        ("0", "That is the loss's own lowest point; the penalty pulls with λ."),
        ("lam/2", "There is no factor ½: the slope of |θ| is −1."),
        ("2*lam", "The factor 2 belongs to the squared penalty; the slope of |θ| is ±1."),
        ("-lam/2", "The slope of |θ| is −1 there, so the sign turns, and there is no factor ½."),
        ("-2*lam", "The factor 2 belongs to the squared penalty; and the sign turns.", "squared L2, sign"),
        ("lam - 1", "The slope of |θ| is multiplied by λ, not added to it.", "added"),
        ("1 - lam", "The slope of |θ| is multiplied by λ, not added to it.", "added"),
        ("lam + 1", "The slope of |θ| is multiplied by λ, not added to it.", "added"),
        ("-1 - lam", "The slope of |θ| is multiplied by λ, not added to it.", "added"),
        ("1/lam", "λ stands on the wrong side: it multiplies the slope of |θ|.", "divided"),
        ("-1/lam", "λ stands on the wrong side: it multiplies the slope of |θ|; and the sign turns.", "divided, sign"),
        ("lam**2", "λ is used twice: once is enough.", "λ squared"),
        ("lam/4", "There is no factor ½, and not two of them: the slope of |θ| is −1.", "halved twice"),
    ),
    "signs-from-slopes": (
        (lambda: -signs(), "All signs are flipped: 0 = ∂f + λ·sign(θ)."),
        (lambda: 3 * signs(), "That is −∇f; the signs are one step further."),
        (lambda: -3 * signs(), "That is ∇f itself: solve 0 = ∂f + λ·sign(θ)."),
        ([-0.5, 0.5, 0.5], "That is −∇f/(2λ), the rule of squared L2; for L1 only the signs are left.", "squared L2"),
        ([0.5, -0.5, -0.5], "That is ∇f/(2λ): neither the sign nor the rule of L1.", "squared L2, sign"),
        ([-1.5, 1.5, 1.5], "That is −∇f/2; the slope of |θ| is not divided by 2, and λ is 3.", "halved"),
        ([-9, 9, 9], "That is −λ∇f; divide by λ.", "multiplied by λ"),
        ([9, -9, -9], "That is λ∇f; solve 0 = ∂f + λ·sign(θ).", "multiplied by λ, sign"),
        ([1, 1, 1], "The sizes of the slopes are all λ, but their signs differ.", "absolute value"),
        ([-1, -1, -1], "The slopes have different signs, so the coefficients do too.", "all negative"),
        ([0, 0, 0], "A sign is 1 or −1 here, as the solution has no zeros.", "zeros"),
        ([-1, 1], "One entry is forgotten: there are three slopes.", "one forgotten"),
        ([1, -1], "One entry is forgotten: there are three slopes; and signs are flipped.", "one forgotten, sign"),
        ([-1, 1, -1], "The second and the third slope are equal: what of these signs?", "equal slopes"),
        ([-1, -1, 1], "The second and the third slope are equal: what of these signs?", "equal slopes"),
        ([1, 1, -1], "The second and the third slope are equal: what of these signs?", "equal slopes"),
        ([1, -1, 1], "The second and the third slope are equal: what of these signs?", "equal slopes"),
        ([-1, 0, 0], "The solution has no zeros: each slope has the size of λ.", "zeros"),
    ),
    "zero-interval": (
        ("abs(g) < lam", "Almost: at the ends of the interval zero still is the solution."),
        ("g == 0", "That is the condition for squared L2: one value of the slope, no interval."),
        ("abs(g) <= 1", "λ is missing: the penalty rises by λh on each side, not by h."),
        ("abs(g) <= lam/2", "There is no factor ½: the two rates are λ + g and λ − g."),
        ("abs(g) <= 2*lam", "The whole width is 2λ, so each side has half of that."),
        ("g <= lam", "That is one end; a steep slope down to the other side moves θ as well."),
        ("g >= -lam", "That is one end; a steep slope down to the other side moves θ as well."),
        ("abs(g) >= lam", "That is where θ leaves zero: the inequality is turned round."),
        ("abs(g) == lam", "Those are the two ends; what of the slopes between them?"),
        ("0 <= g <= lam", "That is half of it: zero has two sides, and g may be negative.", "one half"),
        ("-lam <= g <= 0", "That is half of it: zero has two sides, and g may be positive.", "one half"),
        ("-lam < g <= lam", "Both ends behave alike: what becomes of the other one?", "one end left out"),
        ("-lam <= g < lam", "Both ends behave alike: what becomes of the other one?", "one end left out"),
        ("abs(g) > lam", "That is where θ leaves zero: the inequality is turned round.", "turned round"),
        ("g >= lam", "That is where θ leaves zero, on one side: it is turned round.", "turned round, one side"),
        ("g <= -lam", "That is where θ leaves zero, on one side: it is turned round.", "turned round, one side"),
        ("g < lam",
         "That is one end, and it belongs to the interval; what of the other side?", "one side, end left out"),
        ("g > -lam",
         "That is one end, and it belongs to the interval; what of the other side?", "one side, end left out"),
        ("abs(g) < 1", "λ is missing, and the ends belong to the interval.", "λ lost, ends left out"),
        ("g == lam", "That is one end; what of the slopes that are less steep?", "one end"),
        ("g == -lam", "That is one end; what of the slopes that are less steep?", "one end"),
        ("g <= 0", "That is a sign; the size of the slope counts, against λ.", "sign only"),
        ("g >= 0", "That is a sign; the size of the slope counts, against λ.", "sign only"),
        ("abs(g) <= lam**2", "λ is squared; g is not.", "λ squared"),
        ("abs(g) >= 0", "That is so for all slopes; a steep one moves θ away from zero.", "always"),
        (("lam", "-lam"),
         "No slope is there: either two ends are exchanged (the lower one comes first), or an 'and' asks for too much.",
         "no slope"),
    ),
    "lets-go": (
        (2.0, "That is where f itself is lowest; λ is compared with the slope of f at zero."),
        (16.0, "That is the height of f at zero, or half of the slope; λ is compared with the slope."),
        (4.0, "That is the slope of (θ − 2)²; the exponent here is another one."),
        (64.0, "Either that is 4·2⁴ (differentiating also lowers the exponent), or the slope was doubled."),
        (8.0, "Either the exponent has not come down as a factor, or with it the whole power has gone."),
        (-32.0, "That is f′(0) with its sign; λ is not negative."),
        (48.0, "That is the second derivative at zero, or the third; the first is asked for.", "second derivative"),
        (12.0, "That is a factor of the second derivative; put θ = 0 into the first.", "second derivative"),
        (-64.0, "That is the slope doubled, or its power not lowered; and λ is not negative.", "doubled, sign kept"),
        (-8.0, "Either the factor of the derivative is lost, or its power; and λ is not negative.",
         "factor lost, sign kept"),
        (-16.0, "Either that is a height turned round, or half of f′(0); λ is compared with the size of the slope.",
         "height or half, sign"),
        (-4.0, "That is f′(0) for the exponent 2; and λ is not negative.", "other exponent, sign kept"),
        (0.0, "Zero is the slope of f where it is lowest, at 2; look at θ = 0.", "slope at the valley"),
        (128.0, "That has a factor too many: take the derivative once, and put θ = 0.", "factor too much"),
        (24.0, "That is a derivative of another order; the first is asked for.", "higher derivative"),
    ),
}  # fmt: skip
