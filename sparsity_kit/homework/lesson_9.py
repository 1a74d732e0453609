"""Exercises of lesson 9: the pieces of the path in λ."""

import numpy as np

from sparsity_kit.answers import Array, Expression, Number
from sparsity_kit.homework.mistakes.lesson_9 import GRAM, MISTAKES, SIGNS
from sparsity_kit.paths.lasso import lasso_path
from sparsity_kit.questions import Question

_SMALL, _WANTED = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, -1.0], [1.0, 0.0, -1.0]]), np.array([1.0, 2.0, 3.0])


def _first_piece():
    """θ of the third column on the first piece, solved from −λ/2 = c·y − ‖c‖²θ; a formula in lam."""
    c = _SMALL[:, 2]
    return f"({c @ _WANTED:g} + lam/2)/{c @ c:g}"


QUESTIONS = (
    Question(
        "first-piece",
        text="−4 − 3θ = −λ/2, with λ below 8. Write θ, the coefficient of column c, in terms of lam.",
        kind=Expression(("lam",)),
        key=_first_piece,
        right="At λ = 8 it is zero, and it becomes more and more negative as λ falls.",
        mistakes=MISTAKES["first-piece"],
        hints=("Solve the equation for θ.", "Check it at λ = 8: there θ is zero."),
    ),
    Question(
        "next-entry",
        text="θ_c = (λ/2 − 4)/3, a·y = 3, b·y = 2, a·c = b·c = −1. At which λ does the next column enter?",
        kind=Number(),
        key=lambda: lasso_path(_SMALL, _WANTED).lams[1],
        right="a·r = 3 + (λ/2 − 4)/3 is λ/2 there. For b it would be so only at λ = 2.",
        mistakes=MISTAKES["next-entry"],
        hints=("While only c is alive, a·r = a·y − (a·c)·θ_c.", "Set it equal to the upper edge, λ/2."),
    ),
    Question(
        "slope-of-a-piece",
        text="Two columns are alive, with G = [[2, 1], [1, 3]] and the signs s = (1, −1). What is dθ/dλ, the slope of "
        "their two coefficients on this piece?",
        kind=Array(),
        key=np.linalg.solve(GRAM, -SIGNS / 2),
        right="−G⁻¹s/2: the positive one falls as λ grows, the negative one rises, and both move towards zero.",
        mistakes=MISTAKES["slope-of-a-piece"],
        hints=("Solve G·t = −s/2: two equations for two unknowns.",),
    ),
    Question(
        "between-kinks",
        text="A path has kinks at λ = 6 and λ = 2 and none between. θⱼ is 2 at the first and 5 at the second. "
        "What is θⱼ at λ = 3?",
        kind=Number(),
        key=float(np.interp(3.0, [2.0, 6.0], [5.0, 2.0])),
        right="From 6 to 2 it gains 3, evenly; 3 is three quarters of the way.",
        mistakes=MISTAKES["between-kinks"],
        hints=("Between two kinks θⱼ is a straight line in λ.", "How much does it change per unit of λ?"),
    ),
)
