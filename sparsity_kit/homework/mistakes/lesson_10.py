"""What students answer to the exercises of lesson 10, and what is said to it."""

from functools import cache

from sparsity_kit.data import diabetes
from sparsity_kit.homework.mistakes.letters import other_letters
from sparsity_kit.paths.lasso import lasso_path

VALUE, GAP = 21.5, 4  # of an objective, and of its certificate


@cache
def patients():
    """The diabetes patients' columns, target and path, and the place of bmi."""
    data = diabetes()
    return data.X, data.y, lasso_path(data.X, data.y), data.names.index("bmi")


def _enters(name):
    """λ at which the column of this name enters for the first time."""
    column = diabetes().names.index(name)
    return next(event.lam for event in patients()[2].events if column in event.entered)


def map_enters(factor=1.0):
    """λ at which map enters; times a factor."""
    return factor * _enters("map")


def bmi_at_200():
    """|x·r| of bmi at λ = 200, its coefficient, and |x·y|."""
    X, y, path, bmi = patients()
    x, theta = X[:, bmi], path(200.0)
    return float(abs(x @ (y - X @ theta))), float(theta[bmi]), float(abs(x @ y))


def _said_of(letters):
    """What is said of a set of letters: of the one that does not belong there, else of one that is missing."""
    if "C" in letters:
        return "Just below λ_max the largest 2|xⱼ·y| exceeds λ: what does that say of your letters?"
    if "A" not in letters:
        return "Remember y = (4, −2) of lesson 8: who is alive there?"
    if "B" not in letters:
        return "What becomes of the column of the small table that has the largest |xⱼ·y|?"
    if "D" not in letters:
        return "Follow column c of the small table from λ = 8 down."
    return "Follow each column of the small table from λ = 8 down, with its sign."


MISTAKES = {
    "what-can-happen": [(letters, _said_of(letters)) for letters in other_letters("ABCDE", "ABDE")],
    "count-the-kinks": (
        (10, "That is the number of columns; a kink belongs to an event."),
        (11, "Which events are there besides the entries, and what of the end?"),
        (12, "An exit and a return are different events. And what of the end?"),
        (14, "λ_max is the first entry, not a kink of its own."),
        (20, "Each column enters, but at the end all are alive: who leaves?", "all leave"),
        (3, "The entries are kinks, too.", "entries forgotten"),
        (2, "The entries are kinks, too, and what of the end?", "entries, end forgotten"),
        (1, "Each event is a kink: entries as well, and a return.", "exits alone"),
        (15, "Each event is counted once: which are there?", "too many"),
        (9, "All ten enter, and that is not all that happens.", "too few"),
        (22, "Only one leaves and returns; and all are alive at the end.", "all leave"),
    ),
    "lars-lambda": (
        (lambda: map_enters(1 / 2), "That is λ for a loss with ½ in front; ours has none: a factor 2."),
        (lambda: map_enters(1 / 4), "The 2 stands on the wrong side: multiply its objective by 2."),
        (lambda: map_enters(442), "That would be so for a loss with 1/(2n); here it is ½ only."),
        (lambda: 2 * map_enters(), "The 2 is used twice: once is enough."),
        (lambda: map_enters(442 / 2), "There is no 1/n in front of its loss, only ½."),
        (lambda: map_enters(1 / (4 * 442)),
         "That is 452.9 divided by 2n, as if it were our λ and alpha were asked for; λ is.", "alpha, factor 2 lost"),
        (lambda: map_enters(1 / 884),
         "That is our λ divided by 2n, scikit-learn's alpha; λ itself is asked for.", "alpha"),
        (lambda: map_enters(1 / 442), "There is no 1/n here: multiply its objective by 2.", "divided by n"),
        (lambda: _enters('ltg'), "That is where ltg enters, the row above.", "row above"),
        (lambda: _enters('hdl'), "That is where hdl enters, the row below.", "row below"),
        (lambda: _enters('bmi'), "That is where bmi enters, the first row.", "first row"),
        (lambda: -map_enters(), "λ is not negative.", "sign"),
        (lambda: map_enters() ** 2 / 4, "No square is needed: multiply its objective by 2.", "squared"),
        (900, "It is rounded too much.", "rounded"),
    ),
    "on-the-edge": (
        (200, "λ is not halved: the edge of the band is at λ/2."),
        (lambda: sum(bmi_at_200()[:2]), "That is the partial residual's, x·r + θ: its own part is in it."),
        (lambda: bmi_at_200()[2], "That is |x·y|, before anything is explained."),
        (0, "That is least squares; with a price, the slope of the loss is not zero."),
        (400, "The 2 stands on the wrong side: the edge is at λ/2."),
        (50, "λ is halved twice: the edge of the band is at λ/2.", "halved twice"),
        (lambda: bmi_at_200()[1], "That is the coefficient of bmi; ρ does not depend on its size.", "coefficient"),
        (lambda: bmi_at_200()[2] - 200,
         "That is |x·y| − λ: not what is explained, but what is left is asked for.", "λ taken off"),
        (lambda: bmi_at_200()[2] - 100,
         "That is |x·y| − λ/2, the coefficient if bmi were alone; what is left is asked for.", "λ/2 taken off"),
        (lambda: 2 * bmi_at_200()[2], "That is 2|x·y|, the price of bmi; what is left at λ is asked for.", "price"),
        (lambda: bmi_at_200()[1] + 200,
         "That is for λ as the edge, and with its own part in it.", "partial, not halved"),
        (-100, "A size is not negative.", "sign"),
        (200 / 884, "That is scikit-learn's alpha for λ.", "alpha"),
    ),
    "smallest-tie": (
        ([2, 2], "Either λ is not halved (the threshold is λ/2), or that is ridge with λ/2."),
        ([3, 3], "That is least squares: the threshold is missing."),
        ([2.5, 0], "Both columns have the same claim: why should only one of them be alive?"),
        ([0, 2.5], "Both columns have the same claim: why should only one of them be alive?"),
        ([5.5, 2.5], "The second is right. Why should the first exceed 3, its least squares value?"),
        ([3.5, 3.5], "The threshold moves a value towards zero, not away from it."),
        ([1.5, 1.5], "Either that is ridge, 3/(1 + λ), or the two share one coefficient.", "ridge, or shared"),
        ([2.75, 2.75], "λ is halved twice: the threshold is λ/2.", "λ halved twice"),
        ([1.25, 1.25], "They do not share what one of them would get: each column has its own y.", "shared"),
        ([1, 1], "The 2 stands on the wrong side: the threshold is λ/2.", "2 on the wrong side"),
        ([5, 5], "Either 2·3 loses λ and is still to be divided by 2, or λ is doubled and added.", "not divided"),
        ([0, 0], "λ would have to be much larger for that: compare it with 2|xⱼ·y|.", "zeros"),
        ([2, 0], "Both columns have the same claim; and λ is not halved.", "one alone, not halved"),
        ([0, 2], "Both columns have the same claim; and λ is not halved.", "one alone, not halved"),
        ([3, 0], "Both columns have the same claim; and the threshold is missing.", "one alone, least squares"),
        ([0, 3], "Both columns have the same claim; and the threshold is missing.", "one alone, least squares"),
        ([2.5, 5.5], "The first is right. Why should the second exceed 3, its least squares value?", "LARS, swapped"),
        ([4, 4], "The threshold moves a value towards zero; and λ is halved.", "away, not halved"),
        ([-2.5, -2.5], "The size is right; the sign of y is lost.", "sign"),
        ([2.4, 2.4], "That is ridge with a part of λ; here a threshold is taken off.", "ridge"),
        ([2.5], "X has two columns, so there are two coefficients.", "one forgotten"),
    ),
    "how-far-at-most": (
        (GAP, "That is the gap, how far below F(θ) the minimum can be."),
        (VALUE, "It would be, if the gap were zero."),
        (VALUE + GAP, "The minimum cannot be above a value that F has."),
        (0, f"It cannot be that small: the gap says that F(θ) is at most {GAP} above it."),
        (VALUE - GAP / 2, "That takes half of the gap; it is a bound on all of F(θ) − min F.", "half of the gap"),
        (VALUE - 2 * GAP, "The gap is taken off twice.", "gap twice"),
        (VALUE / 2, "That is half of the value; the gap is what bounds the way down.", "half of the value"),
        (VALUE * GAP, "The gap is subtracted, not multiplied with: F(θ) − min F is at most that.", "product"),
        (VALUE / GAP, "The gap is subtracted, not divided by: F(θ) − min F is at most that.", "quotient"),
        (GAP / VALUE, "That is the gap as a share of the value; the least value is asked for.", "share"),
        (GAP - VALUE, "The sign is turned round: it is the value that loses the gap.", "sign"),
        (VALUE + GAP / 2, "The minimum cannot be above a value that F has.", "added, halved"),
        (1 - GAP / VALUE, "That is a share of the value; the value itself is asked for.", "share"),
    ),
}  # fmt: skip
