"""Exercises of lesson 5, many coordinates at once: f = ‖Xθ − y‖², one threshold after the other, and the path in λ."""

import numpy as np

from sparsity_kit.answers import RIGHT, Array, Choice, Choices, Expression, Found, Function, Number
from sparsity_kit.data import diabetes
from sparsity_kit.losses import SquaredError
from sparsity_kit.paths.lasso import lasso_path
from sparsity_kit.penalties import soft_threshold
from sparsity_kit.questions import Mistake, Question

_PAIR, _PAIR_TARGET = np.array([[2.0, 1.0], [1.0, 2.0]]), np.array([4.0, -2.0])
_SMALL, _WANTED = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, -1.0], [1.0, 0.0, -1.0]]), np.array([1.0, 2.0, 3.0])
_GRAM, _SIGNS = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, -1.0])
_UPDATE_CASES = tuple(
    (np.array(x), np.array(r), lam)
    for x, r, lam in (
        ((1.0, 2.0, 2.0), (3.0, 0.0, 6.0), 6.0),
        ((1.0, 2.0, 2.0), (-3.0, 0.0, -6.0), 6.0),
        ((2.0, -1.0), (1.0, 1.0), 2.0),
        ((2.0, -1.0), (1.0, 1.0), 3.0),
        ((0.5, 0.5, 0.0), (4.0, 2.0, 1.0), 1.0),
    )
)


def _update(x, partial_residual, lam):
    return soft_threshold(x @ partial_residual, lam / 2) / (x @ x)


def _second_step():
    """θ₂ after the first step has made θ₁ = 0.9."""
    theta_1 = _update(_PAIR[:, 0], _PAIR_TARGET, 3.0)
    return float(_update(_PAIR[:, 1], _PAIR_TARGET - _PAIR[:, 0] * theta_1, 3.0))


def _first_piece():
    """θ of the third column on the first piece, solved from −λ/2 = c·y − ‖c‖²θ; a formula in lam."""
    c = _SMALL[:, 2]
    return f"({c @ _WANTED:g} + lam/2)/{c @ c:g}"


def _loses_a_column(loss):
    """ "" if the path of these data loses a column on the way down; else what is missing."""
    if loss.n_features != 3 or loss.batch_shape:
        return f"A table with three columns and one target are expected, not {loss!r}."
    if np.linalg.matrix_rank(loss.X) < 3:
        return "These columns depend on each other, so there is more than one solution: take others."
    size = np.abs(loss.X).max(axis=0)
    if not (np.abs(loss.y).max() > 0 and 1e-6 < size.min() <= size.max() < 1e6):
        return "Take milder numbers: a target that is not zero, and columns of about one size."
    path = lasso_path(loss.X, loss.y)
    if any(event.left and event.lam > 1e-9 * path.lams[0] for event in path.events):
        return ""
    return f"On this path nobody leaves: from λ = {path.lams[0]:.3g} down there are only entries."


def _patients():
    """The diabetes patients' columns, target and path, and the places of bmi and map."""
    data = diabetes()
    return data.X, data.y, lasso_path(data.X, data.y), data.names.index("bmi"), data.names.index("map")


def _map_enters(factor=1.0):
    """λ at which map enters; times a factor."""
    _, _, path, _, map_ = _patients()
    return factor * next(event.lam for event in path.events if map_ in event.entered)


def _bmi_at_200():
    """|x·r| of bmi at λ = 200, its coefficient, and |x·y|."""
    X, y, path, bmi, _ = _patients()
    x, theta = X[:, bmi], path(200.0)
    return float(abs(x @ (y - X @ theta))), float(theta[bmi]), float(abs(x @ y))


QUESTIONS = (
    Question(
        "second-step",
        text="Two columns with ‖x₂‖² = 5, x₁·x₂ = 4 and x₂·y = 0, and λ = 3. After the first step θ₁ = 0.9. "
        "To which value does the second step set θ₂?",
        kind=Number(),
        key=_second_step,
        right="x₁ leaves x₂ the product 0 − 4·0.9 = −3.6; it loses 1.5 towards zero, and is divided by 5.",
        mistakes=(
            Mistake(0, "That is the rule of single features, x₂·y. What counts is what x₁ leaves of y."),
            Mistake(-3.6 / 5, "That is least squares for the partial residual: the threshold is missing."),
            Mistake((-3.6 + 3) / 5, "λ is not halved: the threshold is λ/2."),
            Mistake(-3.6 + 1.5, "Still to be divided by ‖x₂‖²."),
            Mistake((3.6 - 1.5) / 5, "The size is right; the sign of x₂·r is lost."),
            Mistake((-3.6 - 1.5) / 5, "The threshold moves a product towards zero, not away from it."),
            Mistake((-3.6 + 1.5) / np.sqrt(5), "Divide by the squared length, not by the length."),
        ),
        hints=("What is x₂ · (y − 0.9·x₁)?", "Then the soft threshold at λ/2, then the division by ‖x₂‖²."),
    ),
    Question(
        "write-update",
        text="Write my_update(x, partial_residual, lam): the θ that minimises ‖xθ − partial_residual‖² + lam·|θ| for "
        "arrays x and partial_residual.",
        kind=Function(_UPDATE_CASES),
        key=_update,
        right="That is one step of coordinate descent, for columns of any length.",
        mistakes=(
            Mistake(
                lambda x, r, lam: soft_threshold(x @ r, lam) / (x @ x),
                "λ is not halved: without a ½ in the loss the threshold is lam / 2.",
            ),
            Mistake(
                lambda x, r, lam: soft_threshold(x @ r, lam / 2),
                "Right for columns of length 1; for others, divide by the squared length x @ x.",
            ),
            Mistake(
                lambda x, r, lam: soft_threshold(x @ r, lam / 2) / np.sqrt(x @ x),
                "Divide by the squared length x @ x, not by the length.",
            ),
            Mistake(
                lambda x, r, lam: soft_threshold(x @ r / (x @ x), lam / 2),
                "The order matters: first the threshold on x @ r, then the division.",
            ),
            Mistake(
                lambda x, r, lam: max(abs(x @ r) - lam / 2, 0.0) / (x @ x),
                "The sizes are right; the sign of x @ r is lost.",
            ),
            Mistake(lambda x, r, lam: x @ r / (x @ x), "That is least squares: the threshold is missing."),
        ),
        hints=("It is the formula at the beginning of this section.", "soft_threshold is imported already."),
    ),
    Question(
        "tiny-or-zero",
        text="A friend's program takes sign steps. After many of them it reports θ₂ = −0.0124. How do you find out "
        "whether the solution has a zero there?",
        kind=Choice(
            {
                "A": (
                    "ask θ₂ == 0; it is False, so the solution has no zero",
                    "With sign steps that is False nearly always, also where the solution has a zero.",
                ),
                "B": ("compare |x₂·y| with λ/2", "That is the rule of single features; these columns are correlated."),
                "C": ("compare |x₂·r₋₂| with λ/2, the partial residual of the friend's θ", RIGHT),
                "D": (
                    "call everything below 0.05 zero",
                    "Then true coefficients of 0.04 are lost, and jitter of 0.06 is kept.",
                ),
            }
        ),
        right="The jitter of θ₂ itself is not in it, and the rule asks for its side of ±λ/2, not for an exact zero.",
        hints=("Which condition decides, in theory, who is alive?",),
    ),
    Question(
        "first-piece",
        text="−4 − 3θ = −λ/2, with λ below 8. Write θ, the coefficient of column c, in terms of lam.",
        kind=Expression(("lam",)),
        key=_first_piece,
        right="At λ = 8 it is zero, and it becomes more and more negative as λ falls.",
        mistakes=(
            Mistake("(lam - 4)/3", "λ is not halved: the edge of the band is at λ/2."),
            Mistake("lam/2 - 4", "Still to be divided by ‖c‖² = 3."),
            Mistake("(4 - lam/2)/3", "The size is right; its sign is lost. c·y is negative."),
            Mistake("-(4 + lam/2)/3", "That grows with λ: the price must pull towards zero."),
            Mistake("-4/3", "That is least squares, the end of the piece at λ = 0: λ is missing."),
            Mistake("(lam/2 - 4)/sqrt(3)", "Divide by the squared length, not by the length."),
        ),
        hints=("Solve the equation for θ.", "Check it at λ = 8: there θ is zero."),
    ),
    Question(
        "next-entry",
        text="θ_c = (λ/2 − 4)/3, a·y = 3, b·y = 2, a·c = b·c = −1. At which λ does the next column enter?",
        kind=Number(),
        key=lambda: lasso_path(_SMALL, _WANTED).lams[1],
        right="a·r = 3 + (λ/2 − 4)/3 is λ/2 there. For b it would be so only at λ = 2.",
        mistakes=(
            Mistake(6, "That is 2|a·y|, the rule of single features: c explains part of it by then."),
            Mistake(4, "That is 2|b·y|, the rule of single features, and for the column that comes later."),
            Mistake(8, "There column c itself enters; the question is who comes next."),
            Mistake(5 / 2, "That is the height of the edge, λ/2; the question is for λ."),
            Mistake(2, "Is it b's price? a comes first. Or was a·r compared with λ? The edge is at λ/2."),
            Mistake(13 / 2, "The sign is lost: a·r is a·y − (a·c)θ_c, and a·c is negative."),
        ),
        hints=("While only c is alive, a·r = a·y − (a·c)·θ_c.", "Set it equal to the upper edge, λ/2."),
    ),
    Question(
        "slope-of-a-piece",
        text="Two columns are alive, with G = [[2, 1], [1, 3]] and the signs s = (1, −1). What is dθ/dλ, the slope of "
        "their two coefficients on this piece?",
        kind=Array(),
        key=lambda: np.linalg.solve(_GRAM, -_SIGNS / 2),
        right="−G⁻¹s/2: the positive one falls as λ grows, the negative one rises, and both move towards zero.",
        mistakes=(
            Mistake(lambda: -np.linalg.solve(_GRAM, _SIGNS), "λ is not halved: the edge is at λ/2, so it is s/2."),
            Mistake(lambda: np.linalg.solve(_GRAM, _SIGNS / 2), "The sign is lost: θ = G⁻¹(Aᵀy − λs/2)."),
            Mistake(
                lambda: -_SIGNS / (2 * np.diag(_GRAM)),
                "That treats each column as if it were alone: what is off the diagonal of G is forgotten.",
            ),
            Mistake(lambda: _GRAM @ -_SIGNS / 2, "That is multiplied by G; it is to be solved with G."),
            Mistake(
                lambda: np.linalg.solve(_GRAM, -np.abs(_SIGNS) / 2), "The signs are lost: the second one is negative."
            ),
        ),
        hints=("Solve G·t = −s/2: two equations for two unknowns.",),
    ),
    Question(
        "between-kinks",
        text="A path has kinks at λ = 6 and λ = 2 and none between. θⱼ is 2 at the first and 5 at the second. "
        "What is θⱼ at λ = 3?",
        kind=Number(),
        key=lambda: float(np.interp(3.0, [2.0, 6.0], [5.0, 2.0])),
        right="From 6 to 2 it gains 3, evenly; 3 is three quarters of the way.",
        mistakes=(
            Mistake(2 + 3 / 4, "The shares are exchanged: λ = 3 is nearer to 2 than to 6."),
            Mistake(3.5, "That is the middle, at λ = 4."),
            Mistake(5, "It reaches that at the kink; until then it is on its way."),
            Mistake(2, "Between kinks a coefficient moves on a straight line; it does not wait."),
        ),
        hints=("Between two kinks θⱼ is a straight line in λ.", "How much does it change per unit of λ?"),
    ),
    Question(
        "what-can-happen",
        text="L1, correlated columns that do not depend on each other. What can happen? Give all letters.",
        kind=Choices(
            {
                "A": "a coefficient is alive although its column is at right angles to y",
                "B": "the column with the largest |xⱼ·y| is dead at some λ below λ_max",
                "C": "all coefficients are dead at some λ below λ_max",
                "D": "a coefficient is dead at one λ and alive at a smaller and at a larger one",
                "E": "a coefficient is positive at one λ and negative at another",
            }
        ),
        key="ABDE",
        right="Below λ_max somebody is always alive, and of the others nothing is certain.",
        mistakes=(
            Mistake("C", "Just below λ_max the largest 2|xⱼ·y| exceeds λ: what does that say of your letters?"),
            Mistake("ABDEC", "Not all of these can happen: which of them would break a rule below λ_max?"),
            Mistake("ABD", "Follow each column of the small table from λ = 8 down, with its sign."),
            Mistake("BDE", "Remember y = (4, −2) of section 1: who is alive there?"),
            Mistake("ADE", "What becomes of the column of the small table that has the largest |xⱼ·y|?"),
            Mistake("ABE", "Follow column c of the small table from λ = 8 down."),
        ),
        hints=("Look for each in the two tables of this lesson, the pair of section 1 and the small one.",),
    ),
    Question(
        "find-one-that-leaves",
        text="Find a SquaredError(X, y) with three columns on whose path a column leaves as λ falls.",
        kind=Found(SquaredError, _loses_a_column),
        key=lambda: SquaredError(_SMALL, _WANTED),
        right="It enters early, as a stand-in for others, and leaves when they can be afforded.",
        hints=(
            "You may search: leaving says which of the 246 tables do.",
            "Or build one: a column that is nearly a mixture of two others, which explain y better.",
        ),
    ),
    Question(
        "count-the-kinks",
        text="The path of ten columns, no ties. All ten are alive at λ = 0; on the way, one of them leaves and comes "
        "back. How many kinks are there, with the end at λ = 0?",
        kind=Number(),
        key=lambda: len(_patients()[2].lams),
        right="Ten first entries, one exit, one return, and the end.",
        mistakes=(
            Mistake(10, "That is the number of columns; a kink belongs to an event."),
            Mistake(11, "Which events are there besides the entries, and what of the end?"),
            Mistake(12, "An exit and a return are different events. And what of the end?"),
            Mistake(14, "λ_max is the first entry, not a kink of its own."),
        ),
        hints=("Every kink is an entry, an exit, or the end.",),
    ),
    Question(
        "lars-lambda",
        text="R's lars prints 452.9010 where map enters. Which λ is that here? (To within 0.1 %.)",
        kind=Number(),
        key=_map_enters,
        right="It has a ½ in front of the loss and we have none: our λ is twice as large.",
        mistakes=(
            Mistake(lambda: _map_enters(1 / 2), "That is λ for a loss with ½ in front; ours has none: a factor 2."),
            Mistake(lambda: _map_enters(1 / 4), "The 2 stands on the wrong side: multiply its objective by 2."),
            Mistake(lambda: _map_enters(442), "That would be so for a loss with 1/(2n); here it is ½ only."),
        ),
        hints=("By what must ½‖Xθ − y‖² + λ‖θ‖₁ be multiplied to become our objective?",),
    ),
    Question(
        "on-the-edge",
        text="Diabetes data, λ = 200. The coefficient of bmi is alive. What is |x·r|, with the whole residual r?",
        kind=Number(),
        key=lambda: _bmi_at_200()[0],
        right="Whoever is alive stands on the edge, λ/2, whatever the size of its coefficient.",
        mistakes=(
            Mistake(200, "λ is not halved: the edge of the band is at λ/2."),
            Mistake(lambda: sum(_bmi_at_200()[:2]), "That is the partial residual's, x·r + θ: its own part is in it."),
            Mistake(lambda: _bmi_at_200()[2], "That is |x·y|, before anything is explained."),
            Mistake(0, "That is least squares; with a price, the slope of the loss is not zero."),
        ),
        hints=("No computation is needed: where is ρ of a coefficient that is alive?",),
    ),
    Question(
        "smallest-tie",
        text="X = I, the identity, y = (3, 3) and λ = 1. Which θ minimises ‖Xθ − y‖² + λ‖θ‖₁?",
        kind=Array(),
        key=lambda: lasso_path(np.eye(2), [3.0, 3.0])(1.0),
        right="Each is the soft threshold of 3 at λ/2.",
        mistakes=(
            Mistake([2, 2], "λ is not halved: the threshold is λ/2."),
            Mistake([3, 3], "That is least squares: the threshold is missing."),
            Mistake([2.5, 0], "Both columns have the same claim: why should only one of them be alive?"),
            Mistake([0, 2.5], "Both columns have the same claim: why should only one of them be alive?"),
            Mistake([5.5, 2.5], "The second is right. Why should the first exceed 3, its least squares value?"),
        ),
        hints=("The columns are at right angles: each coefficient is a problem of its own.",),
    ),
    Question(
        "how-far-at-most",
        text="At some θ the objective is 14.5 and the duality gap is 4. What is the least that min F can be?",
        kind=Number(),
        key=14.5 - 4,
        right="The gap bounds F(θ) − min F from above, so min F is at least F(θ) minus the gap.",
        mistakes=(
            Mistake(4, "That is the gap, how far below F(θ) the minimum can be."),
            Mistake(14.5, "It would be, if the gap were zero."),
            Mistake(14.5 + 4, "The minimum cannot be above a value that F has."),
            Mistake(0, "It cannot be that small: the gap says that F(θ) is at most 4 above it."),
        ),
        hints=("The gap is at least F(θ) − min F.",),
    ),
)
