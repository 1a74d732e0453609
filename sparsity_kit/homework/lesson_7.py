"""Exercises of lesson 7, correlated columns: partial residuals, and the patients."""

import numpy as np

from sparsity_kit.answers import RIGHT, Choice, Found, Number
from sparsity_kit.conventions import from_lam
from sparsity_kit.homework.mistakes.lesson_7 import MISTAKES, N, last_price
from sparsity_kit.losses import SquaredError
from sparsity_kit.penalties import L1
from sparsity_kit.questions import Question
from sparsity_kit.solve.minimize import minimize


def _revives_the_second(loss):
    """ "" if |x₂·y| < 1 and both coefficients are positive at λ = 2; else what is missing."""
    if loss.n_features != 2 or loss.batch_shape:
        return f"A table with two columns and one target are expected, not {loss!r}."
    product = abs(float(loss.X[:, 1] @ loss.y))
    if product >= 1 > abs(float(loss.X[:, 0] @ loss.y)):
        return "It is |x₁·y| that is below 1 here, and not |x₂·y|: exchange the two columns."
    if product >= 1:
        return f"|x₂·y| is {product:.3g} here; it should be below 1, so that the second would be zero if it were alone."
    solution = minimize(loss + 2.0 * L1())
    if not np.all(solution.converged):
        return "The solver could not settle this one: take milder numbers."
    if np.linalg.matrix_rank(loss.X) < 2:
        return "These columns lie on one line, so there is more than one solution: let them differ."
    if (solution.theta > 1e-8).all():
        return ""
    first, second = (f"{theta:.3g}" for theta in solution.theta)
    return f"For these data the solution is ({first}, {second}): {_not_positive(loss, solution.theta)}."


def _not_positive(loss, theta):
    """Why not both coefficients are positive at λ = 2."""
    (first, second), (x1, x2) = np.where(np.abs(theta) <= 1e-8, 0, np.sign(theta)), loss.X.T
    if second == 0 and abs(x1 @ x2) <= 1e-9 * np.linalg.norm(x1) * np.linalg.norm(x2):
        return "the columns are at right angles, so the first changes nothing for the second"
    if second == 0:
        left = abs(x2 @ (loss.y - x1 * theta[0]))
        return f"of what the first leaves, |x₂·r| is {left:.3g}, not above λ/2 = 1, so the second is zero"
    if first == 0:
        return "the second is alive without the first, which is zero"
    if first < 0 and second < 0:
        return "both are alive, and both are negative: the signs follow y"
    return f"both are alive, but the {'second' if second < 0 else 'first'} is negative"


QUESTIONS = (
    Question(
        "correlated",
        text="Two columns of length 1 with x₁·x₂ = 0.8; x₁·y = 1, x₂·y = 0.7; λ = 1. Which coefficients are not zero?",
        kind=Choice(
            {
                "A": ("both", "Both exceed λ/2 alone, but they share what they explain: use the partial residual."),
                "B": ("the first only", RIGHT),
                "C": ("the second only", "The second has the smaller product xⱼ·y; start with the other."),
                "D": ("neither", "λ is below 2·max|xⱼ·y|, so at least one coefficient is alive."),
            }
        ),
        right="θ₁ = ½ explains what the second could: it leaves x₂ only 0.7 − 0.8·½ = 0.3, less than λ/2 = 0.5.",
        hints=("Solve for θ₁ as if θ₂ were zero.", "Then test |x₂·(y − x₁θ₁)| against λ/2."),
    ),
    Question(
        "find-a-survivor",
        text="Find a SquaredError(X, y) with two columns and |x₂·y| < 1 for which L1 with λ = 2 makes both "
        "coefficients positive.",
        kind=Found(SquaredError, _revives_the_second),
        key=lambda: SquaredError([[2.0, -1.0], [1.0, -2.0]], [4.0, -2.0]),
        right="Alone the second would be zero; next to the first, its partial residual brings it in.",
        hints=(
            "Start with y = (4, −2) of section 1. Which sign has its second coefficient?",
            "What happens to a coefficient if its column is multiplied by −1?",
        ),
    ),
    Question(
        "real-threshold",
        text="Diabetes data, bmi alone: from which λ on is its coefficient zero? (To within 0.1 %.)",
        kind=Number(),
        key=last_price,
        right="With one feature the rule is exact, with 442 observations as with one: λ = 2|x·y|.",
        mistakes=MISTAKES["real-threshold"],
        hints=("Take the column of bmi, x, and compute x·y.", "Alone it becomes zero where |x·y| is λ/2."),
    ),
    Question(
        "what-a-zero-means",
        text="Diabetes data, λ = 200: the coefficient of tch is exactly zero. What do the numbers say?",
        kind=Choice(
            {
                "A": (
                    "tch has nothing to do with the progression of the disease",
                    "Look at its |x·y|: it is far above λ/2.",
                ),
                "B": ("next to the columns that are alive, tch adds too little to be worth its price", RIGHT),
                "C": (
                    "at this λ, tch would be zero in any model, whatever the other columns are",
                    "Alone it would live until λ is about 1394.",
                ),
                "D": (
                    "the columns that are alive cause the progression, tch does not",
                    "A column that helps to predict need not be a cause; no regression can tell.",
                ),
            }
        ),
        right="A zero is a statement about this set of columns and this price, and about nothing else.",
        hints=("Which of the two numbers of tch, x·y or x·r, is below λ/2?",),
    ),
    Question(
        "alpha-of-the-last-death",
        text="All ten columns of the diabetes data: from which alpha on does scikit-learn's Lasso return zeros only? "
        "(To within 0.1 %.)",
        kind=Number(),
        key=lambda: from_lam("sklearn Lasso", last_price(), n=N),
        right="The last one drops out at λ_max = 2·max|xⱼ·y|, correlated or not, and alpha is λ/(2n).",
        mistakes=MISTAKES["alpha-of-the-last-death"],
        hints=("First find λ_max; the kit has a function of this name.", "Then translate it, as in lesson 6."),
    ),
)
