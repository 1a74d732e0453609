"""Exercises of lesson 10: who leaves and returns, the path of the patients, and ties."""

import numpy as np

from sparsity_kit.answers import Array, Choices, Found, Number
from sparsity_kit.homework.mistakes.lesson_10 import GAP, MISTAKES, VALUE, bmi_at_200, map_enters, patients
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
    return f"On this path nobody leaves: from λ = {path.lams[0]:.3g} down there are only entries. {_stays(loss, path)}"


def _stays(loss, path):
    """Why nobody leaves, as far as the columns tell."""
    gram = loss.X.T @ loss.X
    if np.abs(gram - np.diag(np.diag(gram))).max() <= 1e-9 * gram.max():
        return "The columns are at right angles, so nobody is a stand-in for others."
    if np.array_equal(loss.X, _SMALL):
        return "The table is that of the lesson, but for this y nobody is a stand-in."
    if np.array_equal(loss.X, _SMALL.T):
        return "That is the lesson's table with its rows as columns."
    if np.array_equal(np.abs(loss.X), np.abs(_SMALL)):
        return "It is the lesson's table but for signs, and they decide who explains what."
    first = path.events[0].entered[0] + 1
    return f"Column {first} comes first and stays: let it be more of a mixture of two others, which explain y better."


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
        mistakes=MISTAKES["what-can-happen"],
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
        key=lambda: len(patients()[2].lams),
        right="Ten first entries, one exit, one return, and the end.",
        mistakes=MISTAKES["count-the-kinks"],
        hints=("Every kink is an entry, an exit, or the end.",),
    ),
    Question(
        "lars-lambda",
        text="R's lars prints 452.9010 where map enters. Which λ is that here? (To within 0.1 %.)",
        kind=Number(),
        key=map_enters,
        right="It has a ½ in front of the loss and we have none: our λ is twice as large.",
        mistakes=MISTAKES["lars-lambda"],
        hints=("By what must ½‖Xθ − y‖² + λ‖θ‖₁ be multiplied to become our objective?",),
    ),
    Question(
        "on-the-edge",
        text="Diabetes data, λ = 200. The coefficient of bmi is alive. What is |x·r|, with the whole residual r?",
        kind=Number(),
        key=lambda: bmi_at_200()[0],
        right="Whoever is alive stands on the edge, λ/2, whatever the size of its coefficient.",
        mistakes=MISTAKES["on-the-edge"],
        hints=("No computation is needed: where is ρ of a coefficient that is alive?",),
    ),
    Question(
        "smallest-tie",
        text="X = I, the identity, y = (3, 3) and λ = 1. Which θ minimises ‖Xθ − y‖² + λ‖θ‖₁?",
        kind=Array(),
        key=lambda: lasso_path(np.eye(2), [3.0, 3.0])(1.0),
        right="Each is the soft threshold of 3 at λ/2.",
        mistakes=MISTAKES["smallest-tie"],
        hints=("The columns are at right angles: each coefficient is a problem of its own.",),
    ),
    Question(
        "how-far-at-most",
        text=f"At some θ the objective is {VALUE} and the duality gap is {GAP}. What is the least that min F can be?",
        kind=Number(),
        key=VALUE - GAP,
        right="The gap bounds F(θ) − min F from above, so min F is at least F(θ) minus the gap.",
        mistakes=MISTAKES["how-far-at-most"],
        hints=("The gap is at least F(θ) − min F.",),
    ),
)
