"""Exercises of lesson 10: who leaves and returns, the path of the patients, and ties."""

import numpy as np

from sparsity_kit.answers import Array, Choices, Found, Number
from sparsity_kit.data import diabetes
from sparsity_kit.losses import SquaredError
from sparsity_kit.paths.lasso import lasso_path
from sparsity_kit.questions import Question

_SMALL, _WANTED = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, -1.0], [1.0, 0.0, -1.0]]), np.array([1.0, 2.0, 3.0])


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
        "what-can-happen",
        text="L1, correlated columns that do not depend on each other. What can happen? Give all letters.",
        kind=Choices(
            {
                "A": "a coefficient is alive although its column is at right angles to y",
                "B": "the column with the largest |xⱼ·y| is zero at some λ below λ_max",
                "C": "all coefficients are zero at some λ below λ_max",
                "D": "a coefficient is zero at one λ and alive at a smaller and at a larger one",
                "E": "a coefficient is positive at one λ and negative at another",
            }
        ),
        key="ABDE",
        right="Below λ_max somebody is always alive, and of the others nothing is certain.",
        mistakes=(
            ("C", "Just below λ_max the largest 2|xⱼ·y| exceeds λ: what does that say of your letters?"),
            ("ABDEC", "Not all of these can happen: which of them would break a rule below λ_max?"),
            ("ABD", "Follow each column of the small table from λ = 8 down, with its sign."),
            ("BDE", "Remember y = (4, −2) of lesson 8: who is alive there?"),
            ("ADE", "What becomes of the column of the small table that has the largest |xⱼ·y|?"),
            ("ABE", "Follow column c of the small table from λ = 8 down."),
        ),
        hints=("Look for each in the two tables that we had, the pair of lesson 8 and the small one.",),
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
            (10, "That is the number of columns; a kink belongs to an event."),
            (11, "Which events are there besides the entries, and what of the end?"),
            (12, "An exit and a return are different events. And what of the end?"),
            (14, "λ_max is the first entry, not a kink of its own."),
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
            (lambda: _map_enters(1 / 2), "That is λ for a loss with ½ in front; ours has none: a factor 2."),
            (lambda: _map_enters(1 / 4), "The 2 stands on the wrong side: multiply its objective by 2."),
            (lambda: _map_enters(442), "That would be so for a loss with 1/(2n); here it is ½ only."),
            (lambda: 2 * _map_enters(), "The 2 is used twice: once is enough."),
            (lambda: _map_enters(442 / 2), "There is no 1/n in front of its loss, only ½."),
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
            (200, "λ is not halved: the edge of the band is at λ/2."),
            (lambda: sum(_bmi_at_200()[:2]), "That is the partial residual's, x·r + θ: its own part is in it."),
            (lambda: _bmi_at_200()[2], "That is |x·y|, before anything is explained."),
            (0, "That is least squares; with a price, the slope of the loss is not zero."),
            (400, "The 2 stands on the wrong side: the edge is at λ/2."),
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
            ([2, 2], "λ is not halved: the threshold is λ/2."),
            ([3, 3], "That is least squares: the threshold is missing."),
            ([2.5, 0], "Both columns have the same claim: why should only one of them be alive?"),
            ([0, 2.5], "Both columns have the same claim: why should only one of them be alive?"),
            ([5.5, 2.5], "The second is right. Why should the first exceed 3, its least squares value?"),
            ([3.5, 3.5], "The threshold moves a value towards zero, not away from it."),
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
            (4, "That is the gap, how far below F(θ) the minimum can be."),
            (14.5, "It would be, if the gap were zero."),
            (14.5 + 4, "The minimum cannot be above a value that F has."),
            (0, "It cannot be that small: the gap says that F(θ) is at most 4 above it."),
        ),
        hints=("The gap is at least F(θ) − min F.",),
    ),
)
