"""Exercises of lesson 4, the threshold in regression: f = (xθ − y)², with the price lam."""

import numpy as np

from sparsity_kit.homework.compare import Choice, Expression, Found, Number
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.losses import Quadratic, SquaredError
from sparsity_kit.penalties import L1, ElasticNet


def _slope():
    """∂f for f = (xθ − y)², derived."""
    from sympy import diff

    from sparsity_kit.derivations import squared_error, theta

    return diff(squared_error(), theta)


def _minimiser():
    from sparsity_kit.derivations import minimiser

    return minimiser(L1()).result


def _threshold(penalty):
    """The smaller side of xy > λ/2, which is the condition of L1."""
    from sparsity_kit.derivations import threshold

    return threshold(penalty).positive.lts


def _price_of_death():
    """λ at which xy leaves the interval of θ = 0, on the one side or on the other."""
    from sympy import Max, Symbol, solve

    from sparsity_kit.derivations import lam, threshold

    price = Symbol("price")  # without a sign, so that it can be solved for; the larger solution is the positive one
    sides = [(side.lhs - side.rhs).subs(lam, price) for side in (threshold(L1()).positive, threshold(L1()).negative)]
    return Max(*(solution for side in sides for solution in solve(side, price)))


def _minimiser_at(x, y, lam):
    from sparsity_kit import derivations

    formula = derivations.as_function(_minimiser(), [derivations.x, derivations.y, derivations.lam])
    return float(formula(x, y, lam))


def _survivors_at_right_angles():
    """How many coefficients are not zero for five columns of length 1 at right angles, at λ = 3."""
    from sparsity_kit.solve.minimize import minimize

    return int(minimize(Quadratic(np.eye(5), center=_CORRELATIONS) + 3.0 * L1()).support.sum())


def _effect_of_units():
    """By which factor λ_max changes if the numbers of a column are 1000 times larger, as a letter."""
    from sparsity_kit.solve.prices import lambda_max

    x, y = np.array([[0.5], [1.0], [-2.0]]), np.array([1.0, 0.0, -1.0])
    factor = float(lambda_max(1000 * x, y) / lambda_max(x, y))
    return {1.0: "A", 1000.0: "B", 0.001: "C"}.get(round(factor, 9), "D")


def _sklearn_lam(alpha, n):
    from sparsity_kit.conventions import to_lam

    return to_lam("sklearn Lasso", alpha, n=n)


def _revives_the_second(loss):
    """ "" if |x₂·y| < 1 and both coefficients are positive at λ = 2; else what is missing."""
    from sparsity_kit.solve.minimize import minimize

    if loss.n_features != 2 or loss.batch_shape:
        return f"A table with two columns and one target are expected, not {loss!r}."
    product = abs(float(loss.X[:, 1] @ loss.y))
    if product >= 1:
        return f"|x₂·y| is {product:.3g} here; it should be below 1, so that the second would be dead if it were alone."
    solution = minimize(loss + 2.0 * L1())
    if not np.all(solution.converged):
        return "The solver could not settle this one: take milder numbers."
    if np.linalg.matrix_rank(loss.X) < 2:
        return "These columns lie on one line, so there is more than one solution: let them differ."
    if (solution.theta > 1e-8).all():
        return ""
    return f"For these data the solution is ({solution.theta[0]:.3g}, {solution.theta[1]:.3g}): not both are positive."


def _price_of_everything():
    """scikit-learn's alpha at λ_max of the diabetes data."""
    from sparsity_kit.conventions import from_lam
    from sparsity_kit.data import diabetes
    from sparsity_kit.solve.prices import lambda_max

    data = diabetes()
    return from_lam("sklearn Lasso", float(lambda_max(data.X, data.y)), n=len(data.y))


def _verdict_on_tch():
    """Which conclusion the numbers for tch at λ = 200 support: alive if alone, dead by its partial residual."""
    from sparsity_kit.data import diabetes
    from sparsity_kit.solve.minimize import minimize

    data = diabetes()
    j, theta = data.names.index("tch"), minimize(SquaredError(data.X, data.y) + 200.0 * L1()).theta
    others = np.delete(theta, j)
    x, left_over = data.X[:, j], data.y - np.delete(data.X, j, axis=1) @ others
    alive_alone, alive_here = abs(x @ data.y) > 100, abs(x @ left_over) > 100
    return {(True, False): "B", (False, False): "C"}.get((bool(alive_alone), bool(alive_here)), "A")


def _bmi():
    """|x·y| for the body mass index alone, and the number of patients."""
    from sparsity_kit.data import diabetes

    data = diabetes()
    return abs(data.X[:, data.names.index("bmi")] @ data.y), len(data.y)


def _price_of_bmi():
    from sparsity_kit.data import diabetes
    from sparsity_kit.solve.prices import lambda_max

    data = diabetes()
    return float(lambda_max(data.X[:, [data.names.index("bmi")]], data.y))


def _survivors():
    """Columns of length 1 with x₁·x₂ = 0.8, x₁·y = 1, x₂·y = 0.7, solved at λ = 1, as a letter."""
    from sparsity_kit.solve.minimize import minimize

    gram, correlations = np.array([[1.0, 0.8], [0.8, 1.0]]), np.array([1.0, 0.7])
    theta = minimize(Quadratic(gram, center=np.linalg.solve(gram, correlations)) + 1.0 * L1()).theta
    alive = tuple((np.abs(theta) > 1e-9).tolist())
    return {(True, True): "A", (True, False): "B", (False, True): "C", (False, False): "D"}[alive]


def _survives(point):
    return point["x"] * point["y"] > point["lam"] / 2


_COLUMN, _TARGET = np.array([[1.0], [2.0], [2.0]]), np.array([3.0, 0.0, -1.0])
_CORRELATIONS = np.array([5.0, 4.0, 2.0, -1.8, -1.0])

EXERCISES = {
    "why": Exercise(
        question="What is the derivative of (x*theta - y)**2 with respect to theta?",
        kind=Expression(("x", "y", "theta"), positive=()),
        key=_slope,
        right="The chain rule gives 2·(xθ − y)·x: both terms have the factor 2, and the second has a minus.",
        mistakes=(
            Mistake(
                lambda: "x**2*theta + 2*x*y", "The first term lost its factor 2, and the second has the wrong sign."
            ),
            Mistake(lambda: _slope() / 2, "The factor 2 of the square's derivative is missing."),
            Mistake(lambda: "2*x*(x*theta + y)", "That belongs to (xθ + y)²: the sign of y is lost."),
            Mistake(lambda: -_slope(), "All signs are flipped."),
            Mistake(lambda: "2*(x*theta - y)", "The inner derivative is missing: xθ − y changes by x per unit of θ."),
            Mistake(lambda: "x**2*theta - 2*x*y", "The second term is right; the first lost its factor 2."),
            Mistake(lambda: "2*theta*x - 2*y*x", "The first term lost an x: xθ is multiplied by the inner derivative."),
            Mistake(lambda: "2*x**2*theta - 2*y", "The second term lost its x: y is multiplied by it as well."),
            Mistake(
                lambda: "2*theta*(x*theta - y)",
                "The inner derivative is by θ, not by x: per unit of θ, xθ changes by x.",
            ),
        ),
        hints=("Outer derivative times inner derivative.", "The outer one is 2·(xθ − y). What is the inner one?"),
    ),
    "slope-of-many": Exercise(
        question="One feature, three observations: x = (1, 2, 2), y = (3, 0, −1). What is ∂f at θ = 1?",
        kind=Number(),
        key=lambda: SquaredError(_COLUMN, _TARGET).gradient([1.0])[0],
        right="The slopes add up to 2‖x‖²θ − 2x·y, with ‖x‖² = 9 and x·y = 1.",
        mistakes=(
            Mistake(lambda: 9 - 1, "The factor 2 of the square's derivative is missing."),
            Mistake(lambda: 9 + 2, "That is ‖x‖²θ + 2x·y: the first term lost its factor 2, the second has a minus."),
            Mistake(lambda: 9 - 2, "The second term is right; the first lost its factor 2."),
            Mistake(lambda: 18 + 2, "The second term has a minus."),
            Mistake(lambda: 2 * (_COLUMN[:, 0] - _TARGET).sum(), "The inner derivatives are missing: multiply by xᵢ."),
        ),
        hints=("What becomes of x², and of xy, when the slopes of three observations add up?",),
    ),
    "threshold": Exercise(
        question="(xθ − y)² + λ|θ|: beyond which value of |xy| is the coefficient not zero? Write it in terms of lam.",
        kind=Expression(("lam",)),
        key=lambda: _threshold(L1()),
        right="The slope of f at zero is −2xy, and it has to exceed λ: the 2 halves the threshold on xy.",
        mistakes=(
            Mistake(lambda: "lam", "λ is compared with the slope, 2|xy|: the factor 2 is missing."),
            Mistake(lambda: "2*lam", "The 2 stands on the wrong side: 2|xy| is compared with λ."),
            Mistake(lambda: "lam/4", "The 2 is used twice: once is enough."),
            Mistake(lambda: "0", "That is so without a penalty; the kink holds small slopes back."),
        ),
        hints=("What is the slope of (xθ − y)² at θ = 0?", "The coefficient stays zero as long as |slope| <= λ."),
    ),
    "minimiser-positive": Exercise(
        question="Write the minimiser θ of (xθ − y)² + λ|θ| for xy > λ/2, in terms of x, y and lam.",
        kind=Expression(("x", "y", "lam"), such_that=_survives),
        key=_minimiser,
        right="From 2x²θ − 2xy + λ = 0: the product xy loses λ/2, and is then divided by x².",
        mistakes=(
            Mistake(lambda: "y/x", "That is least squares: λ is missing."),
            Mistake(lambda: "(x*y - lam)/x**2", "λ is not halved: divide all of 2xy − λ by 2x²."),
            Mistake(lambda: "(x*y - lam)/(2*x**2)", "The factor 2 of 2xy is missing: it is 2xy that loses λ."),
            Mistake(
                lambda: "(2*x*y - lam)/2*x**2", "A bracket is missing: Python divides by 2 and then multiplies by x²."
            ),
            Mistake(lambda: "(x*y + lam/2)/x**2", "The sign of λ is flipped: that is the case of a negative θ."),
            Mistake(lambda: "x*y - lam/2", "Still to be divided by x²."),
            Mistake(lambda: "(x*y - lam/2)/x", "The equation has x²θ in it: divide by x², not by x."),
            Mistake(lambda: "x*y/(x**2 + lam)", "That is ridge: it shrinks by a factor instead of subtracting."),
        ),
        hints=("For θ > 0 the penalty is λθ, with slope λ.", "Set 2x²θ − 2xy + λ to zero and solve for θ."),
    ),
    "negative-coefficient": Exercise(
        question="x = −2, y = 5, λ = 4. Which θ minimises (xθ − y)² + λ|θ|?",
        kind=Number(),
        key=lambda: _minimiser_at(-2, 5, 4),
        right="xy is below −λ/2, so θ is negative: it is (2xy + λ)/(2x²).",
        mistakes=(
            Mistake(lambda: (-20 - 4) / 8, "That is the formula for θ > 0; a negative coefficient is pulled up."),
            Mistake(lambda: -10 / 4, "That is least squares: λ is missing."),
            Mistake(lambda: (-10 + 4) / 4, "λ is not halved: divide all of 2xy + λ by 2x²."),
            Mistake(lambda: -10 / (4 + 4), "That is ridge: it shrinks by a factor instead of by a step."),
            Mistake(lambda: -10 + 4 / 2, "Still to be divided by x²."),
            Mistake(lambda: (-20 + 4) / (2 * 2), "The equation has x²θ in it: divide by twice x², not by twice |x|."),
            Mistake(lambda: 2, "The size is right. Which sign does xy have?"),
            Mistake(lambda: 0, "Zero it is only if |xy| is at most λ/2."),
        ),
        hints=("Which of the three cases is it? Compare xy with −λ/2 and λ/2.",),
    ),
    "elastic-net-threshold": Exercise(
        question=(
            "ElasticNet(0.6) is 0.6·|θ| + 0.4·θ². Beyond which value of |xy| is the minimiser of "
            "(xθ − y)² + λ·ElasticNet(0.6) not zero? Write it in terms of lam."
        ),
        kind=Expression(("lam",)),
        key=lambda: _threshold(ElasticNet(0.6)),
        right="The squares are flat at zero, so only the kink counts: 2|xy| against λ times the share of L1.",
        mistakes=(
            Mistake(lambda: _threshold(L1()), "That is L1 alone; here only a share of it makes the kink."),
            Mistake(lambda: "0.6*lam", "That is compared with the slope, 2|xy|: the factor 2 is missing."),
            Mistake(lambda: "0.2*lam", "That is the share of the squares; they are flat at zero."),
            Mistake(lambda: "0.4*lam", "That is the weight of the squares, and they are flat at zero."),
            Mistake(
                lambda: "lam",
                "Only the share of L1 makes the kink, and λ times it is compared with 2|xy|, not with |xy|.",
            ),
            Mistake(lambda: "lam/4", "That would be an elastic net that is half L1."),
            Mistake(lambda: "0", "Squares alone have no threshold, but the kink of the L1 part is still there."),
        ),
        hints=("What is the slope of the penalty just right of zero?", "Compare λ times it with 2|xy|."),
    ),
    "lambda-at-death": Exercise(
        question="(xθ − y)² + λ|θ|: from which λ on is θ zero? Write it in terms of x and y.",
        kind=Expression(("x", "y"), positive=()),
        key=_price_of_death,
        right="The coefficient dies when λ reaches the steepest slope that f has at zero, 2|xy|.",
        mistakes=(
            Mistake(lambda: "abs(x*y)", "The factor 2 of the square's derivative is missing."),
            Mistake(lambda: "2*x*y", "λ is not negative, but xy may be: a sign is to be dropped."),
            Mistake(lambda: "x*y", "The factor 2 is missing, and xy may be negative where λ is not."),
            Mistake(lambda: "abs(x*y)/2", "The 2 stands on the wrong side: |xy| = λ/2, solved for λ."),
            Mistake(lambda: "2*abs(y)", "The derivative of (xθ − y)² by θ brings the factor x down as well."),
        ),
        hints=("Turn the threshold on |xy| round: solve it for λ.",),
    ),
    "how-many-alive": Exercise(
        question=(
            "Five columns at right angles, xⱼ·y = 5, 4, 2, −1.8 and −1; λ = 3. How many coefficients are not zero?"
        ),
        kind=Number(),
        key=_survivors_at_right_angles,
        right="Each has its own price, 2|xⱼ·y|, and only the last one's is below λ.",
        mistakes=(
            Mistake(lambda: 2, "λ is compared with |xⱼ·y|: the factor 2 is missing."),
            Mistake(lambda: 3, "Negative coefficients live as well: the size of xⱼ·y counts, not its sign."),
            Mistake(lambda: 1, "That is how many are zero."),
            Mistake(lambda: 5, "One of them is dead already: compute 2|xⱼ·y| for each."),
            Mistake(lambda: 0, "The largest price here is far above λ."),
        ),
        hints=("At right angles every column is a problem with one feature.", "Compare each 2|xⱼ·y| with λ."),
    ),
    "change-of-units": Exercise(
        question=(
            "A column held kilograms and now holds grams: its numbers are 1000 times larger. It is alone in the model. "
            "What happens to the λ at which its coefficient dies?"
        ),
        kind=Choice("ABCD"),
        key=_effect_of_units,
        options={
            "A": "it stays the same",
            "B": "it is 1000 times larger",
            "C": "it is 1000 times smaller",
            "D": "it is a million times larger",
        },
        right="λ = 2|x·y| has x in it once. So the unit decides who survives, unless columns are put on one scale.",
        mistakes=(
            Mistake(lambda: "A", "Least squares predictions do not depend on the unit; the penalty does."),
            Mistake(lambda: "C", "The coefficient becomes 1000 times smaller, and so does what it pays. Who gains?"),
            Mistake(lambda: "D", "‖x‖² changes by that factor, but it is not in the formula of the threshold."),
        ),
        hints=("Write down the price of death and replace x by 1000·x.",),
    ),
    "whose-lam": Exercise(
        question="A friend ran scikit-learn's Lasso(alpha=0.3) on 100 observations. Which λ is that here?",
        kind=Number(),
        key=lambda: _sklearn_lam(0.3, 100),
        right="λ = 2nα: scikit-learn divides the loss by 2n, so its strength is smaller by that factor.",
        mistakes=(
            Mistake(lambda: 0.3, "That is alpha itself; scikit-learn's loss has another factor in front than ours."),
            Mistake(lambda: 100 * 0.3, "The ½ of scikit-learn's loss is forgotten."),
            Mistake(lambda: 2 * 0.3, "The 1/n of scikit-learn's loss is forgotten."),
            Mistake(lambda: 0.3 / 200, "The right factor, on the wrong side: multiply scikit-learn's objective by 2n."),
            Mistake(lambda: 50 * 0.3, "The 2 stands on the wrong side."),
        ),
        hints=("Look up `sklearn Lasso` in the table of conventions: what stands in front of the loss?",),
    ),
    "real-threshold": Exercise(
        question="Diabetes data, bmi alone: from which λ on is its coefficient zero? (To within 0.1 %.)",
        kind=Number(1e-3),
        key=_price_of_bmi,
        right="With one feature the rule is exact, with 442 observations as with one: λ = 2|x·y|.",
        mistakes=(
            Mistake(lambda: _bmi()[0], "That is |x·y|, the λ of a loss with ½ in front; ours has none: a factor 2."),
            Mistake(lambda: _bmi()[0] / 2, "The 2 stands on the wrong side: 2|x·y|."),
            Mistake(lambda: _bmi()[0] / _bmi()[1], "That is scikit-learn's alpha, for a loss with 1/(2n) in front."),
            Mistake(
                lambda: 2 * _bmi()[0] / _bmi()[1], "That is divided by the number of patients; our loss has no 1/n."
            ),
        ),
        hints=("Take the column of bmi, x, and compute x·y.", "Then use the answer of lambda-at-death."),
    ),
    "correlated": Exercise(
        question=(
            "Two columns of length 1 with x₁·x₂ = 0.8; x₁·y = 1, x₂·y = 0.7; λ = 1. Which coefficients are not zero?"
        ),
        kind=Choice("ABCD"),
        key=_survivors,
        options={"A": "both", "B": "the first only", "C": "the second only", "D": "neither"},
        right="θ₁ = ½ explains what the second could: it leaves x₂ only 0.7 − 0.8·½ = 0.3, less than λ/2 = 0.5.",
        mistakes=(
            Mistake(lambda: "A", "Both exceed λ/2 alone, but they share what they explain: use the partial residual."),
            Mistake(lambda: "C", "The second has the smaller product xⱼ·y; start with the other."),
            Mistake(lambda: "D", "λ is below 2·max|xⱼ·y|, so at least one coefficient is alive."),
        ),
        hints=(
            "Solve for θ₁ as if θ₂ were zero.",
            "Then test |x₂·(y − x₁θ₁)| against λ/2.",
        ),
    ),
    "find-a-survivor": Exercise(
        question=(
            "Find a SquaredError(X, y) with two columns and |x₂·y| < 1 for which L1 with λ = 2 makes both coefficients "
            "positive."
        ),
        kind=Found(SquaredError, _revives_the_second),
        key=lambda: SquaredError([[2.0, -1.0], [1.0, -2.0]], [4.0, -2.0]),
        right="Alone the second would be dead; next to the first, its partial residual brings it to life.",
        hints=(
            "Start with y = (4, −2) of this section. Which sign has its second coefficient?",
            "What happens to a coefficient if its column is multiplied by −1?",
        ),
    ),
    "what-a-zero-means": Exercise(
        question="Diabetes data, λ = 200: the coefficient of tch is exactly zero. What do the numbers say?",
        kind=Choice("ABCD"),
        key=_verdict_on_tch,
        options={
            "A": "tch has nothing to do with the progression of the disease",
            "B": "next to the columns that are alive, tch adds too little to be worth its price",
            "C": "at this λ, tch would be zero in any model, whatever the other columns are",
            "D": "the columns that are alive cause the progression, tch does not",
        },
        right="A zero is a statement about this set of columns and this price, and about nothing else.",
        mistakes=(
            Mistake(lambda: "A", "Look at its |x·y|: it is far above λ/2."),
            Mistake(lambda: "C", "Alone it would live until λ is about 1394."),
            Mistake(lambda: "D", "A column that helps to predict need not be a cause; no regression can tell."),
        ),
        hints=("Which of the two numbers of tch, x·y or x·r, is below λ/2?",),
    ),
    "alpha-of-the-last-death": Exercise(
        question=(
            "All ten columns of the diabetes data: from which alpha on does scikit-learn's Lasso return zeros only? "
            "(To within 0.1 %.)"
        ),
        kind=Number(1e-3),
        key=_price_of_everything,
        right="The last one dies at λ_max = 2·max|xⱼ·y|, correlated or not, and alpha is λ/(2n).",
        mistakes=(
            Mistake(lambda: 2 * _bmi()[0], "That is λ_max here; divide it by 2n to have scikit-learn's alpha."),
            Mistake(lambda: _bmi()[0], "That is λ_max of a loss with ½ in front; scikit-learn divides by n as well."),
            Mistake(lambda: 2 * _bmi()[0] / _bmi()[1], "Divided by n, but not by 2: the loss has 1/(2n) in front."),
            Mistake(lambda: _bmi()[0] / _bmi()[1] / 2, "One division by 2 too many: alpha is max|xⱼ·y|/n."),
        ),
        hints=("First find λ_max; the kit has a function of this name.", "Then translate it, as in section 4."),
    ),
}
