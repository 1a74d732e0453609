"""Exercises of lesson 6, the threshold in regression: f = (xθ − y)², with the price lam."""

from functools import cache

import numpy as np

from sparsity_kit.answers import RIGHT, Choice, Expression, Number
from sparsity_kit.conventions import to_lam
from sparsity_kit.homework.mistakes.lesson_6 import MISTAKES, slope, threshold
from sparsity_kit.losses import SquaredError
from sparsity_kit.penalties import L1, ElasticNet
from sparsity_kit.questions import Question
from sparsity_kit.solve.minimize import minimize

_COLUMN, _TARGET = np.array([[1.0], [2.0], [2.0]]), np.array([3.0, 0.0, -1.0])


@cache  # it has no numbers, and is asked for with every answer
def _minimiser():
    from sparsity_kit.derivations import minimiser

    return minimiser(L1()).result


def _price_of_death():
    """λ at which |xy| leaves the interval of θ = 0."""
    from sympy import Abs

    from sparsity_kit.derivations import lam, x, y

    return Abs(x * y) * lam / threshold(L1())


QUESTIONS = (
    Question(
        "why",
        text="What is the derivative of (x*theta - y)**2 with respect to theta?",
        kind=Expression(("x", "y", "theta"), positive=()),
        key=slope,
        right="The chain rule gives 2·(xθ − y)·x: both terms have the factor 2, and the second has a minus.",
        mistakes=MISTAKES["why"],
        hints=("Outer derivative times inner derivative.", "The outer one is 2·(xθ − y). What is the inner one?"),
    ),
    Question(
        "slope-of-many",
        text="One feature, three observations: x = (1, 2, 2), y = (3, 0, −1). What is ∂f at θ = 1?",
        kind=Number(),
        key=lambda: SquaredError(_COLUMN, _TARGET).gradient([1.0])[0],
        right="The slopes add up to 2‖x‖²θ − 2x·y, with ‖x‖² = 9 and x·y = 1.",
        mistakes=MISTAKES["slope-of-many"],
        hints=("What becomes of x², and of xy, when the slopes of three observations add up?",),
    ),
    Question(
        "threshold",
        text="(xθ − y)² + λ|θ|: beyond which value of |xy| is the coefficient not zero? Write it in terms of lam.",
        kind=Expression(("lam",)),
        key=lambda: threshold(L1()),
        right="The slope of f at zero is −2xy, and it has to exceed λ: the 2 halves the threshold on xy.",
        mistakes=MISTAKES["threshold"],
        hints=("What is the slope of (xθ − y)² at θ = 0?", "The coefficient stays zero as long as |slope| <= λ."),
    ),
    Question(
        "minimiser-positive",
        text="Write the minimiser θ of (xθ − y)² + λ|θ| for xy > λ/2, in terms of x, y and lam.",
        kind=Expression(("x", "y", "lam"), such_that=lambda point: point["x"] * point["y"] > point["lam"] / 2),
        key=_minimiser,
        right="From 2x²θ − 2xy + λ = 0: the product xy loses λ/2, and is then divided by x².",
        mistakes=MISTAKES["minimiser-positive"],
        hints=("For θ > 0 the penalty is λθ, with slope λ.", "Set 2x²θ − 2xy + λ to zero and solve for θ."),
    ),
    Question(
        "negative-coefficient",
        text="x = −2, y = 5, λ = 4. Which θ minimises (xθ − y)² + λ|θ|?",
        kind=Number(),
        key=lambda: minimize(SquaredError([[-2.0]], [5.0]) + 4.0 * L1()).theta[0],
        right="xy is below −λ/2, so θ is negative: it is (2xy + λ)/(2x²).",
        mistakes=MISTAKES["negative-coefficient"],
        hints=("Which of the three cases is it? Compare xy with −λ/2 and λ/2.",),
    ),
    Question(
        "elastic-net-threshold",
        text="ElasticNet(0.6) is 0.6·|θ| + 0.4·θ². Beyond which value of |xy| is the minimiser of "
        "(xθ − y)² + λ·ElasticNet(0.6) not zero? Write it in terms of lam.",
        kind=Expression(("lam",)),
        key=lambda: threshold(ElasticNet(0.6)),
        right="The squares are flat at zero, so only the kink counts: 2|xy| against λ times the share of L1.",
        mistakes=MISTAKES["elastic-net-threshold"],
        hints=("What is the slope of the penalty just right of zero?", "Compare λ times it with 2|xy|."),
    ),
    Question(
        "lambda-at-death",
        text="(xθ − y)² + λ|θ|: from which λ on is θ zero? Write it in terms of x and y.",
        kind=Expression(("x", "y"), positive=()),
        key=_price_of_death,
        right="The coefficient becomes zero when λ reaches the steepest slope that f has at zero, 2|xy|.",
        mistakes=MISTAKES["lambda-at-death"],
        hints=("Turn the threshold on |xy| round: solve it for λ.",),
    ),
    Question(
        "how-many-alive",
        text="Five columns at right angles, xⱼ·y = 5, 4, 2, −1.8 and −1; λ = 3. How many coefficients are not zero?",
        kind=Number(),
        key=4,
        right="Each has its own price, 2|xⱼ·y|, and only the last one's is below λ.",
        mistakes=MISTAKES["how-many-alive"],
        hints=("At right angles every column is a problem with one feature.", "Compare each 2|xⱼ·y| with λ."),
    ),
    Question(
        "change-of-units",
        text="A column held kilograms and now holds grams: its numbers are 1000 times larger. It is alone in the "
        "model. What happens to the λ at which its coefficient becomes zero?",
        kind=Choice(
            {
                "A": ("it stays the same", "Least squares predictions do not depend on the unit; the penalty does."),
                "B": ("it is 1000 times larger", RIGHT),
                "C": (
                    "it is 1000 times smaller",
                    "The coefficient becomes 1000 times smaller, and so does what it pays. Who gains?",
                ),
                "D": (
                    "it is a million times larger",
                    "‖x‖² changes by that factor, but it is not in the formula of the threshold.",
                ),
            }
        ),
        right="λ = 2|x·y| has x in it once. So the unit decides which column stays in, unless all are on one scale.",
        hints=("Write down the price at which it becomes zero and replace x by 1000·x.",),
    ),
    Question(
        "whose-lam",
        text="A friend ran scikit-learn's Lasso(alpha=0.3) on 100 observations. Which λ is that here?",
        kind=Number(),
        key=lambda: to_lam("sklearn Lasso", 0.3, n=100),
        right="λ = 2nα: scikit-learn divides the loss by 2n, so its strength is smaller by that factor.",
        mistakes=MISTAKES["whose-lam"],
        hints=("What stands in front of the loss in scikit-learn's objective? Multiply it all until nothing does.",),
    ),
)
