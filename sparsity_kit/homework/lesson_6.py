"""Exercises of lesson 6, the threshold in regression: f = (xθ − y)², with the price lam."""

import numpy as np

from sparsity_kit.answers import RIGHT, Choice, Expression, Number
from sparsity_kit.conventions import to_lam
from sparsity_kit.losses import SquaredError
from sparsity_kit.penalties import L1, ElasticNet
from sparsity_kit.questions import Question
from sparsity_kit.solve.minimize import minimize

_COLUMN, _TARGET = np.array([[1.0], [2.0], [2.0]]), np.array([3.0, 0.0, -1.0])


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
    """λ at which |xy| leaves the interval of θ = 0."""
    from sympy import Abs

    from sparsity_kit.derivations import lam, x, y

    return Abs(x * y) * lam / _threshold(L1())


QUESTIONS = (
    Question(
        "why",
        text="What is the derivative of (x*theta - y)**2 with respect to theta?",
        kind=Expression(("x", "y", "theta"), positive=()),
        key=_slope,
        right="The chain rule gives 2·(xθ − y)·x: both terms have the factor 2, and the second has a minus.",
        mistakes=(
            ("x**2*theta + 2*x*y", "The first term lost its factor 2, and the second has the wrong sign."),
            (lambda: _slope() / 2, "The factor 2 of the square's derivative is missing."),
            ("2*x*(x*theta + y)", "That belongs to (xθ + y)²: the sign of y is lost."),
            (lambda: -_slope(), "All signs are flipped."),
            ("2*(x*theta - y)", "The inner derivative is missing: xθ − y changes by x per unit of θ."),
            ("x**2*theta - 2*x*y", "The second term is right; the first lost its factor 2."),
            ("2*theta*x - 2*y*x", "The first term lost an x: xθ is multiplied by the inner derivative."),
            ("2*x**2*theta - 2*y", "The second term lost its x: y is multiplied by it as well."),
            ("2*theta*(x*theta - y)", "The inner derivative is by θ, not by x: per unit of θ, xθ changes by x."),
            ("2*x**2*theta - x*y", "The first term is right; the second lost its factor 2."),
        ),
        hints=("Outer derivative times inner derivative.", "The outer one is 2·(xθ − y). What is the inner one?"),
    ),
    Question(
        "slope-of-many",
        text="One feature, three observations: x = (1, 2, 2), y = (3, 0, −1). What is ∂f at θ = 1?",
        kind=Number(),
        key=lambda: SquaredError(_COLUMN, _TARGET).gradient([1.0])[0],
        right="The slopes add up to 2‖x‖²θ − 2x·y, with ‖x‖² = 9 and x·y = 1.",
        mistakes=(
            (9 - 1, "The factor 2 of the square's derivative is missing."),
            (9 + 2, "That is ‖x‖²θ + 2x·y: the first term lost its factor 2, the second has a minus."),
            (9 - 2, "The second term is right; the first lost its factor 2."),
            (18 + 2, "The second term has a minus."),
            (2 * (-2 + 2 + 3), "The inner derivatives are missing: multiply by xᵢ."),
            (-16, "All signs are flipped."),
            (18, "That is the first term alone: the data y pull as well."),
            (-2, "That is the slope at θ = 0; at θ = 1 there is 2‖x‖²θ, too."),
        ),
        hints=("What becomes of x², and of xy, when the slopes of three observations add up?",),
    ),
    Question(
        "threshold",
        text="(xθ − y)² + λ|θ|: beyond which value of |xy| is the coefficient not zero? Write it in terms of lam.",
        kind=Expression(("lam",)),
        key=lambda: _threshold(L1()),
        right="The slope of f at zero is −2xy, and it has to exceed λ: the 2 halves the threshold on xy.",
        mistakes=(
            ("lam", "λ is compared with the slope, 2|xy|: the factor 2 is missing."),
            ("2*lam", "The 2 stands on the wrong side: 2|xy| is compared with λ."),
            ("lam/4", "The 2 is used twice: once is enough."),
            ("0", "That is so without a penalty; the kink holds small slopes back."),
        ),
        hints=("What is the slope of (xθ − y)² at θ = 0?", "The coefficient stays zero as long as |slope| <= λ."),
    ),
    Question(
        "minimiser-positive",
        text="Write the minimiser θ of (xθ − y)² + λ|θ| for xy > λ/2, in terms of x, y and lam.",
        kind=Expression(("x", "y", "lam"), such_that=lambda point: point["x"] * point["y"] > point["lam"] / 2),
        key=_minimiser,
        right="From 2x²θ − 2xy + λ = 0: the product xy loses λ/2, and is then divided by x².",
        mistakes=(
            ("y/x", "That is least squares: λ is missing."),
            ("(x*y - lam)/x**2", "λ is not halved: divide all of 2xy − λ by 2x²."),
            ("(x*y - lam)/(2*x**2)", "The factor 2 of 2xy is missing: it is 2xy that loses λ."),
            ("(2*x*y - lam)/2*x**2", "A bracket is missing: Python divides by 2 and then multiplies by x²."),
            ("(x*y + lam/2)/x**2", "The sign of λ is flipped: that is the case of a negative θ."),
            ("x*y - lam/2", "Still to be divided by x²."),
            ("(x*y - lam/2)/x", "The equation has x²θ in it: divide by x², not by x."),
            ("x*y/(x**2 + lam)", "That is ridge: it shrinks by a factor instead of subtracting."),
            ("(2*x*y - lam)/x**2", "A factor 2 is missing below: the equation has 2x²θ in it."),
            ("(y - lam/2)/x", "λ/2 is taken from the product xy, not from y."),
        ),
        hints=("For θ > 0 the penalty is λθ, with slope λ.", "Set 2x²θ − 2xy + λ to zero and solve for θ."),
    ),
    Question(
        "negative-coefficient",
        text="x = −2, y = 5, λ = 4. Which θ minimises (xθ − y)² + λ|θ|?",
        kind=Number(),
        key=lambda: minimize(SquaredError([[-2.0]], [5.0]) + 4.0 * L1()).theta[0],
        right="xy is below −λ/2, so θ is negative: it is (2xy + λ)/(2x²).",
        mistakes=(
            ((-20 - 4) / 8, "That is the formula for θ > 0; a negative coefficient is pulled up."),
            (-10 / 4, "That is least squares: λ is missing."),
            ((-10 + 4) / 4, "λ is not halved: divide all of 2xy + λ by 2x²."),
            (-10 / (4 + 4), "That is ridge: it shrinks by a factor instead of by a step."),
            (-10 + 4 / 2, "Still to be divided by x²."),
            ((-20 + 4) / (2 * 2), "The equation has x²θ in it: divide by twice x², not by twice |x|."),
            (2, "The size is right. Which sign does xy have?"),
            (0, "Zero it is only where |xy| is at most half of λ."),
        ),
        hints=("Which of the three cases is it? Compare xy with −λ/2 and λ/2.",),
    ),
    Question(
        "elastic-net-threshold",
        text="ElasticNet(0.6) is 0.6·|θ| + 0.4·θ². Beyond which value of |xy| is the minimiser of "
        "(xθ − y)² + λ·ElasticNet(0.6) not zero? Write it in terms of lam.",
        kind=Expression(("lam",)),
        key=lambda: _threshold(ElasticNet(0.6)),
        right="The squares are flat at zero, so only the kink counts: 2|xy| against λ times the share of L1.",
        mistakes=(
            (lambda: _threshold(L1()), "That is L1 alone; here only a share of it makes the kink."),
            ("0.6*lam", "That is compared with the slope, 2|xy|: the factor 2 is missing."),
            ("0.2*lam", "That is the share of the squares; they are flat at zero."),
            ("0.4*lam", "That is the weight of the squares, and they are flat at zero."),
            ("lam", "Only the share of L1 makes the kink, and λ times it is compared with 2|xy|, not with |xy|."),
            ("lam/4", "That would be an elastic net that is half L1."),
            ("0", "Squares alone have no threshold, but the kink of the L1 part is still there."),
            ("1.2*lam", "The 2 stands on the wrong side: 2|xy| is compared with the slope."),
        ),
        hints=("What is the slope of the penalty just right of zero?", "Compare λ times it with 2|xy|."),
    ),
    Question(
        "lambda-at-death",
        text="(xθ − y)² + λ|θ|: from which λ on is θ zero? Write it in terms of x and y.",
        kind=Expression(("x", "y"), positive=()),
        key=_price_of_death,
        right="The coefficient becomes zero when λ reaches the steepest slope that f has at zero, 2|xy|.",
        mistakes=(
            ("abs(x*y)", "The factor 2 of the square's derivative is missing."),
            ("2*x*y", "λ is not negative, but xy may be: a sign is to be dropped."),
            ("x*y", "The factor 2 is missing, and xy may be negative where λ is not."),
            ("abs(x*y)/2", "The 2 stands on the wrong side: |xy| = λ/2, solved for λ."),
            ("2*abs(y)", "The derivative of (xθ − y)² by θ brings the factor x down as well."),
            ("4*abs(x*y)", "The factor 2 is used twice: once is enough."),
            ("abs(y/x)", "That is the size of the least squares θ; λ is compared with the slope of f at zero."),
        ),
        hints=("Turn the threshold on |xy| round: solve it for λ.",),
    ),
    Question(
        "how-many-alive",
        text="Five columns at right angles, xⱼ·y = 5, 4, 2, −1.8 and −1; λ = 3. How many coefficients are not zero?",
        kind=Number(),
        key=4,
        right="Each has its own price, 2|xⱼ·y|, and only the last one's is below λ.",
        mistakes=(
            (2, "λ is compared with |xⱼ·y|: the factor 2 is missing."),
            (3, "Negative coefficients live as well: the size of xⱼ·y counts, not its sign."),
            (1, "That is how many are zero."),
            (5, "Not all of them are alive: compute 2|xⱼ·y| for each."),
            (0, "The largest price here is far above λ."),
        ),
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
        mistakes=(
            (0.3, "That is alpha itself; scikit-learn's loss has another factor in front than ours."),
            (100 * 0.3, "The ½ of scikit-learn's loss is forgotten."),
            (2 * 0.3, "The 1/n of scikit-learn's loss is forgotten."),
            (0.3 / 200, "The right factor, on the wrong side: multiply scikit-learn's objective by 2n."),
            (50 * 0.3, "The 2 stands on the wrong side."),
            (0.3 / 100, "The right n, on the wrong side, and the ½ is forgotten."),
        ),
        hints=("What stands in front of the loss in scikit-learn's objective? Multiply it all until nothing does.",),
    ),
)
