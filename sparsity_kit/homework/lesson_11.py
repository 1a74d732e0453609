"""Exercises of lesson 11: held-out errors, leaks, degrees of freedom, and how sure a choice is."""

from sparsity_kit.answers import RIGHT, Choice, Number
from sparsity_kit.homework.mistakes.lesson_11 import MISTAKES
from sparsity_kit.questions import Question

_LAMS, _ERRORS, _SPREADS = (1, 5, 20, 40), (50, 48, 51, 53), (4, 4, 5, 5)
_KINKS, _SQUARES = (10, 7, 5, 0), (30, 18, 12, 11)  # with 0, 1, 2 and 3 coefficients that are not zero


def _within_one_standard_error():
    """The largest λ whose error is at most the lowest one and its standard error."""
    lowest, spread = min(zip(_ERRORS, _SPREADS, strict=True))
    return max(lam for lam, error in zip(_LAMS, _ERRORS, strict=True) if error <= lowest + spread)


def _lowest_aic():
    """The kink at which ‖Xθ − y‖² + 2·df is smallest."""
    return min((square + 2 * df, kink) for df, (square, kink) in enumerate(zip(_SQUARES, _KINKS, strict=True)))[1]


QUESTIONS = (
    Question(
        "best-held-out",
        text="θ(λ) = 3 − λ/4, and 0 from λ = 12 on. The held-out row has x = 1 and y = 1. At which λ is its error "
        "smallest?",
        kind=Number(),
        key=4 * (3 - 1),
        right="There θ is 1, and predicts the held-out row exactly. The fitted rows would want θ = 3.",
        mistakes=MISTAKES["best-held-out"],
        hints=("Which θ predicts the held-out row without an error?", "For which λ does the line have this height?"),
    ),
    Question(
        "one-standard-error",
        text="Held-out errors and their standard errors: 50 ± 4 at λ = 1, 48 ± 4 at λ = 5, 51 ± 5 at λ = 20, 53 ± 5 at "
        "λ = 40. Which of these λ does the rule of one standard error take?",
        kind=Number(),
        key=_within_one_standard_error,
        right="48 + 4 = 52, and the largest λ with an error of at most 52 is 20.",
        mistakes=MISTAKES["one-standard-error"],
        hints=("The lowest error is 48. Add its standard error.", "Take the largest λ that is not above that."),
    ),
    Question(
        "find-the-leak",
        text="Which of these lets the held-out rows take part in the fit that they are to judge?",
        kind=Choice(
            {
                "A": (
                    "in each fold, take the columns' means and lengths from the fitted rows, and use them for all",
                    "The held-out rows are only measured by it; nothing is learned from them.",
                ),
                "B": (
                    "keep the 20 columns that go best with y, then cross-validate the lasso with these",
                    RIGHT,
                ),
                "C": (
                    "hold out all rows of one patient together, where patients came several times",
                    "That closes a leak: a patient's other visits would tell about the one that is held out.",
                ),
                "D": (
                    "let the lasso choose other columns in each fold",
                    "That is as it should be: the choice is made anew, from the fitted rows.",
                ),
            }
        ),
        right="The 20 were chosen with the held-out rows among the others. Make that choice inside each fold.",
        hints=("Which step looks at y of all rows?", "Imagine that all columns are noise."),
    ),
    Question(
        "lowest-at-a-kink",
        text="A path has kinks at λ = 10, 7, 5 and 0, where 0, 1, 2 and 3 coefficients are not zero and ‖Xθ − y‖² is "
        "30, 18, 12 and 11; σ² = 1. At which λ is AIC smallest?",
        kind=Number(),
        key=_lowest_aic,
        right="30, 18 + 2, 12 + 4 and 11 + 6: the third is the smallest.",
        mistakes=MISTAKES["lowest-at-a-kink"],
        hints=("Add 2 for each coefficient that is not zero.", "There are four numbers to compare, one for each kink."),
    ),
    Question(
        "what-a-share-says",
        text="At this λ the lasso chooses sex in 71 of 100 bootstrap samples. What does that say?",
        kind=Choice(
            {
                "A": (
                    "with probability 0.71 the true coefficient of sex is not zero",
                    "The share is about samples, not about the truth: at a smaller λ it would be nearly 1.",
                ),
                "B": (
                    "sex is a cause of 71 % of the progression",
                    "Neither a share of samples nor a coefficient measures a cause.",
                ),
                "C": (
                    "with patients drawn anew in this way, the lasso at this λ would choose sex about 7 times in 10",
                    RIGHT,
                ),
                "D": (
                    "sex matters for 71 of 100 patients, and not for the others",
                    "Each sample has 442 patients, and one coefficient for all of them.",
                ),
            }
        ),
        right="It says how stable the choice is, at this λ and next to these columns.",
        hints=("What was drawn anew, and what was counted?", "What would the share be at λ near 0?"),
    ),
    Question(
        "peak-or-draws",
        text="|xy| < λ/2, so the most probable θ under the Laplace prior is 0. Of 1000 draws from that posterior, how "
        "many are exactly zero?",
        kind=Number(),
        key=0,
        right="A density gives no weight to a single point. What the lasso returns is the place of the peak.",
        mistakes=MISTAKES["peak-or-draws"],
        hints=("The posterior is a density.", "What is the integral of a density over a single point?"),
    ),
)
