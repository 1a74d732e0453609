"""Homework 3 on paper: a slope, the three cases it leads to, and the soft threshold, each with factors of its own."""

from fractions import Fraction
from functools import cache

import numpy as np

from sparsity_kit.homework.compare import Array, Expression
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.homework.question import Question
from sparsity_kit.penalties import L1

# ---- hw3-slope: the derivative of a(xθ + ky)²


def _slope_given(draw):
    return {"a": draw.integer(3, 9), "k": draw.sign() * draw.integer(3, 9)}


def _slope(a, k, factors=lambda theta, x, bracket: (1, 1)):
    """∂f = 2ax²θ + 2akxy, derived, as text; `factors` multiply its two terms, in θ and in y: (1, 1) is right."""
    from sympy import diff, expand

    from sparsity_kit.derivations import theta, x, y

    bracket = x * theta + k * y
    slope = expand(diff(a * bracket**2, theta))
    of_theta, of_y = factors(theta, x, bracket)
    return str(of_theta * slope.coeff(theta) * theta + of_y * slope.coeff(y) * y)


def _slope_exercise(given, hidden):
    a, k = given["a"], given["k"]

    def wrong(name, message, factors):
        return Mistake(lambda: _slope(a, k, factors), message, name)

    half, no_a, no_k = Fraction(1, 2), Fraction(1, a), Fraction(1, k)
    return Exercise(
        question="What is the derivative of a*(x*theta + k*y)**2 with respect to theta?",
        kind=Expression(("x", "y", "theta"), positive=()),
        key=lambda: _slope(a, k),
        right="The chain rule: a 2 from the square, an x from the bracket, and a and k stay where they are.",
        mistakes=(
            wrong("factor 2 lost", "The 2 that the square's derivative brings is missing.", lambda *_: (half, half)),
            wrong(
                "factor 2 lost in the first term",
                "The two terms do not fit together: the first has lost a factor 2.",
                lambda *_: (half, 1),
            ),
            wrong(
                "factor 2 lost in the second term",
                "The two terms do not fit together: the second has lost a factor 2.",
                lambda *_: (1, half),
            ),
            wrong(
                "the note's slips",
                "These are the note's two slips: the first term has lost a factor 2, the second its sign.",
                lambda *_: (half, -1),
            ),
            wrong("sign of y flipped", "All sizes are right. Look at the sign of the second term.", lambda *_: (1, -1)),
            wrong("all signs flipped", "All signs are flipped: that is downhill, not the slope.", lambda *_: (-1, -1)),
            wrong("a lost", "The factor in front of the square got lost on the way.", lambda *_: (no_a, no_a)),
            wrong("a used twice", "The a is used twice: it stands before the square, not inside.", lambda *_: (a, a)),
            wrong("k lost", "Inside the bracket y has a factor, which got lost.", lambda *_: (1, no_k)),
            wrong(
                "the note's line",
                "That is the note's line: it belongs to another loss, and has slips besides.",
                lambda *_: (no_a / 2, no_a * no_k),
            ),
            wrong(
                "the slope of lesson 4",
                "That was the slope in lesson 4. This loss has two more numbers in it, and another sign.",
                lambda *_: (no_a, -no_a * no_k),
            ),
            wrong(
                "inner derivative lost",
                "The inner derivative is missing: how fast does the bracket move with θ?",
                lambda theta, x, bracket: (1 / x, 1 / x),
            ),
            wrong(
                "inner derivative by x",
                "The inner derivative was taken by x. Here x stays, and θ moves.",
                lambda theta, x, bracket: (theta / x, theta / x),
            ),
            wrong(
                "inner derivative by y",
                "The inner derivative was taken by y. Here y stays, and θ moves.",
                lambda theta, x, bracket: (k / x, k / x),
            ),
            wrong(
                "x lost in the second term",
                "The inner derivative multiplies the whole bracket; the second term has none.",
                lambda theta, x, bracket: (1, 1 / x),
            ),
            wrong(
                "x lost in the first term",
                "The inner derivative multiplies the whole bracket; the first term has none.",
                lambda theta, x, bracket: (1 / x, 1),
            ),
            wrong(
                "not differentiated",
                "That is the loss itself; the question is for its slope.",
                lambda theta, x, bracket: (bracket / (2 * x), bracket / (2 * x)),
            ),
        ),
        hints=(
            "Outer derivative times inner derivative; the factor in front of the square stays in front.",
            "Call the bracket u. What is the derivative of a·u² by u, and how fast does u move with θ?",
        ),
    )


# ---- hw3-signs: the three cases, for seven problems of one feature each


def _signs_given(draw):
    """Products xy in units of λ/2: two between 1 and 2, of either sign, one up to 4, one up to 6, one on the edge,
    two inside. The first four have an x for which y alone, or its size, leads to another answer."""
    half, sign = draw.integer(8, 20), draw.sign()
    sizes = [draw.integer(low * half + 1, high * half - 1) for low, high in ((1, 2), (1, 2), (2, 4), (4, 6))]
    sizes += [half, draw.integer(half // 2 + 1, half - 1), draw.integer(1, half // 2 - 1)]
    products = [sign * sizes[0], -sign * sizes[1], sign * sizes[2], sizes[3]]
    products += [draw.sign() * size for size in sizes[4:]]
    xs = [draw.sign() * draw.choice([2, 4]) for _ in products]
    xs[0], xs[2], xs[3] = 1, draw.sign() * 4, -4
    order: list = []
    while len(order) < len(products):
        order.append(draw.integer(0, len(products) - 1, order))
    return {"xs": [xs[i] for i in order], "ys": [products[i] / xs[i] for i in order], "cost": 2 * half}


@cache
def _sides():
    """The conditions for θ > 0 and for θ < 0, derived, as functions of x, y and λ."""
    from sparsity_kit import derivations

    found, letters = derivations.threshold(L1()), [derivations.x, derivations.y, derivations.lam]
    return tuple(derivations.as_function(side, letters) for side in (found.positive, found.negative))


def _signs(x, y, cost):
    above, below = _sides()
    return above(x, y, cost).astype(int) - below(x, y, cost).astype(int)


def _signs_exercise(given, hidden):
    x, y, cost = np.array(given["xs"]), np.array(given["ys"]), given["cost"]
    least_squares, on_the_edge = np.sign(x * y), np.abs(x * y) == cost / 2

    def key():
        return _signs(x, y, cost)

    return Exercise(
        question="The sign, 1, 0 or −1, of the θ that minimises (xθ − y)² + cost·|θ|, for each of the seven pairs?",
        kind=Array(),
        key=key,
        right="Each xy is above cost/2, below −cost/2, or between; and the edges belong to zero.",
        mistakes=(
            Mistake(
                lambda: _signs(x, y, 2 * cost),
                "The cost is compared with xy, but it has to be compared with the slope of f at zero.",
                "λ not halved",
            ),
            Mistake(
                lambda: _signs(x, y, 4 * cost),
                "The 2 of the slope of f stands on the wrong side of the comparison.",
                "factor 2 on the wrong side",
            ),
            Mistake(
                lambda: _signs(x, y, cost / 2),
                "The 2 of the slope of f is used twice in the comparison.",
                "factor 2 used twice",
            ),
            Mistake(
                lambda: least_squares,
                "Those are the signs of least squares: the cost is forgotten.",
                "threshold forgotten",
            ),
            Mistake(
                lambda: key() + least_squares * on_the_edge,
                "One product lies exactly on the edge, where the kink can just balance the slope of f.",
                "edge counted as alive",
            ),
            Mistake(lambda: -key(), "The zeros are right, and all signs are flipped.", "signs flipped"),
            Mistake(
                lambda: np.abs(key()),
                "The zeros are right. But not all the others are positive: the question is for signs.",
                "sign lost",
            ),
            Mistake(
                lambda: np.maximum(key(), 0),
                "One of the three cases never occurs in your answer, but it does in these numbers.",
                "negative case forgotten",
            ),
            Mistake(
                lambda: _signs(np.sign(x), y, cost),
                "y is compared as it stands; the slope of f at zero has x in it as well.",
                "size of x forgotten",
            ),
            Mistake(
                lambda: _signs(np.ones_like(x), y, cost),
                "y is compared as it stands; the slope of f at zero has x in it as well, with its sign.",
                "x forgotten",
            ),
            Mistake(
                lambda: np.sign(y) * np.abs(key()),
                "The zeros are right. But the sign is not that of y alone: x may be negative.",
                "sign of x lost",
            ),
            Mistake(
                lambda: _signs(1, y / x, cost),
                "You put the threshold on y/x, the value of least squares. The slope of f at zero is another number.",
                "threshold on least squares",
            ),
            Mistake(
                lambda: least_squares - key(),
                "It is turned round: the kink holds small slopes back, not large ones.",
                "cases exchanged",
            ),
        ),
        hints=(
            "Compute the seven products first: xs * ys.",
            "What is the slope of f at θ = 0? Slopes of which size does the kink hold back?",
        ),
    )


# ---- hw3-minimiser: the soft threshold for w(xθ − y)² + λ|θ|, as a formula


def _minimiser_given(draw):
    return {"w": draw.integer(3, 40)}


@cache
def _cases(w=1):
    """The cases θ > 0 and θ < 0 of argmin w(xθ − y)² + λ|θ|, derived: (formula, condition) twice. Else it is zero."""
    from sparsity_kit.derivations import minimiser, theta, x, y

    positive, negative, zero = minimiser(L1(), w * (x * theta - y) ** 2).result.args
    assert zero[0] == 0
    return tuple(positive), tuple(negative)


def _as_text(cases):
    """(formula, condition) rows as one formula: a condition counts 1 where it is true, and 0 where it is not."""
    return " + ".join(f"({formula})*({condition})" for formula, condition in cases)


def _minimiser_exercise(given, hidden):
    w = given["w"]

    def right(change="{}"):
        return change.format(_as_text(_cases(w)))

    def at_price(factor):
        """The minimiser for the loss without w at λ times a factor: 1/w is right."""
        from sparsity_kit.derivations import lam

        return _as_text([[part.subs(lam, factor * lam) for part in case] for case in _cases()])

    def mixed(positive, negative=None):
        """The right conditions, with other formulas under them: text, or 0 or 1 for that of the case θ > 0 or θ < 0."""
        formulas = [_cases(w)[each][0] if isinstance(each, int) else each for each in (positive, negative)]
        rows = zip(formulas, [condition for _, condition in _cases(w)], strict=True)
        return _as_text([row for row in rows if row[0] is not None])

    return Exercise(
        question="Write the θ that minimises w*(x*theta - y)**2 + lam*abs(theta), for any x, y and lam > 0.",
        kind=Expression(
            ("x", "y", "lam"),
            name="y",
            thresholds=lambda point: [sign * point["lam"] / (2 * w * point["x"]) for sign in (1, -1)],
        ),
        key=right,
        right="The soft threshold of xy at λ/(2w), divided by x²: w multiplies the loss, so it divides the price.",
        mistakes=(
            Mistake(
                lambda: at_price(1),
                "That is the minimiser without the factor w: it raises the slope of the loss, but not the penalty's.",
                "w lost",
            ),
            Mistake(
                lambda: at_price(Fraction(2, w)),
                "The 2 that the square's derivative brings is missing in the threshold.",
                "λ not halved",
            ),
            Mistake(
                lambda: at_price(2),
                "Two factors are missing that the slope of the loss has, w and the 2 of the square.",
                "w and factor 2 lost",
            ),
            Mistake(
                lambda: at_price(w),
                "w stands on the wrong side: does a heavier loss make the threshold larger or smaller?",
                "w on the wrong side",
            ),
            Mistake(lambda: at_price(Fraction(1, 2 * w)), "The 2 of the square is used twice.", "factor 2 used twice"),
            Mistake(lambda: "y/x", "That is least squares: it is never held at zero.", "threshold forgotten"),
            Mistake(
                lambda: mixed(0),
                "Right for large positive xy. What if xy is far below zero?",
                "negative case forgotten",
            ),
            Mistake(
                lambda: str(_cases(w)[0][0]),
                "That is the formula of one case only. What does it say between the two thresholds?",
                "one case only",
            ),
            Mistake(
                lambda: mixed(0, 0),
                "Right for positive coefficients; for negative ones λ pulls the other way.",
                "λ pulls the wrong way if θ < 0",
            ),
            Mistake(
                lambda: mixed(1, 0),
                "Where it is zero is right. Elsewhere λ pushes away from zero: it has to pull towards it.",
                "λ pulls the wrong way",
            ),
            Mistake(lambda: right("abs({})"), "The sizes are right; a sign is lost.", "sign lost"),
            Mistake(lambda: right("-({})"), "The sizes are right; the signs are flipped.", "signs flipped"),
            Mistake(
                lambda: right("x**2*({})"),
                "The numerator is right. What multiplies θ in the equation that you solved?",
                "not divided",
            ),
            Mistake(
                lambda: right("x*({})"),
                "The numerator is right. But θ is not multiplied by just one x in the equation.",
                "divided by x, not x²",
            ),
            Mistake(
                lambda: right(f"{w}*({{}})"),
                "The zeros are right. Elsewhere it is too large: w multiplies all of the slope of the loss.",
                "not divided by w",
            ),
            Mistake(
                lambda: right(f"({{}})/{w}"),
                "The zeros are right. Elsewhere it is too small: w is divided by once too often.",
                "divided by w twice",
            ),
            Mistake(lambda: right("2*({})"), "The zeros are right, elsewhere a factor 2 is left over.", "not halved"),
            Mistake(lambda: right("({})/2"), "The zeros are right, elsewhere a 2 is divided by twice.", "halved twice"),
            Mistake(
                lambda: mixed("y/x", "y/x"),
                "Where it is zero is right. Beyond the threshold nothing is subtracted: λ still pulls there.",
                "hard threshold",
            ),
            Mistake(
                lambda: f"sign(x*y)*(abs(x*y) - lam/{2 * w})/x**2",
                "Right beyond the thresholds. Between them it has changed its side, instead of staying at zero.",
                "not cut off at zero",
            ),
            Mistake(
                lambda: f"x*y/(x**2 + lam/{w})",
                "That is squared L2: it shrinks by a factor, and gives no zeros.",
                "ridge",
            ),
        ),
        hints=(
            "Three cases, as in lesson 4. What is the slope of the loss now, with w?",
            "For θ > 0 set the slope of the loss plus λ to zero, solve for θ, and ask when that θ is positive.",
        ),
    )


QUESTIONS = (
    Question("hw3-slope", 2, "slope", _slope_exercise, _slope_given),
    Question("hw3-signs", 2, "signs", _signs_exercise, _signs_given),
    Question("hw3-minimiser", 3, "minimiser", _minimiser_exercise, _minimiser_given),
)
