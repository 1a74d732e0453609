"""Exercises of lesson 9: the pieces of the path in λ."""

import numpy as np

from sparsity_kit.answers import Array, Expression, Number
from sparsity_kit.paths.lasso import lasso_path
from sparsity_kit.questions import Question

_SMALL, _WANTED = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, -1.0], [1.0, 0.0, -1.0]]), np.array([1.0, 2.0, 3.0])
_GRAM, _SIGNS = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, -1.0])


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
        mistakes=(
            ("(lam - 4)/3", "λ is not halved: the edge of the band is at λ/2."),
            ("lam/2 - 4", "Still to be divided by ‖c‖² = 3."),
            ("(4 - lam/2)/3", "The size is right; its sign is lost. c·y is negative."),
            ("-(4 + lam/2)/3", "That grows with λ: the price must pull towards zero."),
            ("-4/3", "That is least squares, the end of the piece at λ = 0: λ is missing."),
            ("(lam/2 - 4)/sqrt(3)", "Divide by the squared length, not by the length."),
            ("(lam/2 + 4)/3", "c·y is −4: its sign is lost."),
            ("(lam - 8)/3", "Both sides were doubled, but not the 3: divide by 6."),
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
            (6, "That is 2|a·y|, the rule of single features: c explains part of it by then."),
            (4, "That is 2|b·y|, the rule of single features, and for the column that comes later."),
            (8, "There column c itself enters; the question is who comes next."),
            (5 / 2, "That is the height of the edge, λ/2; the question is for λ."),
            (2, "Is it b's price? a comes first. Or was a·r compared with λ? The edge is at λ/2."),
            (13 / 2, "The sign is lost: a·r is a·y − (a·c)θ_c, and a·c is negative."),
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
            (lambda: -np.linalg.solve(_GRAM, _SIGNS), "λ is not halved: the edge is at λ/2, so it is s/2."),
            (lambda: np.linalg.solve(_GRAM, _SIGNS / 2), "The sign is lost: θ = G⁻¹(Aᵀy − λs/2)."),
            (
                lambda: -_SIGNS / (2 * np.diag(_GRAM)),
                "That treats each column as if it were alone: what is off the diagonal of G is forgotten.",
            ),
            (lambda: _GRAM @ -_SIGNS / 2, "That is multiplied by G; it is to be solved with G."),
            (lambda: np.linalg.solve(_GRAM, -np.abs(_SIGNS) / 2), "The signs are lost: the second one is negative."),
            (lambda: np.linalg.solve(_GRAM, _SIGNS), "The sign is lost, and λ is not halved: it is −s/2."),
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
            (2 + 3 / 4, "The shares are exchanged: λ = 3 is nearer to 2 than to 6."),
            (3.5, "That is the middle, at λ = 4."),
            (5, "It reaches that at the kink; until then it is on its way."),
            (2, "Between kinks a coefficient moves on a straight line; it does not wait."),
        ),
        hints=("Between two kinks θⱼ is a straight line in λ.", "How much does it change per unit of λ?"),
    ),
)
