"""Homework 3 with numbers: where a coefficient dies, the soft threshold as a function, and what copies of data do."""

from functools import cache

import numpy as np

from sparsity_kit.homework.apart import all_differ, drawn_until
from sparsity_kit.homework.compare import Choice, Number
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.homework.function import Function
from sparsity_kit.homework.question import Question
from sparsity_kit.penalties import ElasticNet, soft_threshold

# ---- hw3-last-price: where a coefficient dies if the penalty is an elastic net


def _last_price_given(draw):
    def propose():
        column = [draw.integer(-4, 4, {0}) for _ in range(5)]
        target = [draw.integer(-9, 9, {0}) for _ in range(5)]
        return {"column": column, "target": target, "share": draw.decimal("0.1", "0.9", "0.05")}

    def good(given):
        return np.dot(given["column"], given["target"]) < 0 and all_differ(_last_prices(**given).values())

    return drawn_until(good, propose)


@cache
def _edge_per_price(share):
    """The threshold on xy for one unit of λ, derived."""
    from sparsity_kit.derivations import lam, threshold

    return float(threshold(ElasticNet(share)).positive.lts / lam)


def _last_prices(column, target, share):
    """The right price, and by name those that slips lead to."""
    products = np.multiply(column, target)
    product, edge = abs(products.sum()), _edge_per_price(share)
    return {
        "right": product / edge,
        "share forgotten": product / _edge_per_price(1.0),
        "share of the squares": product / _edge_per_price(1 - share),
        "multiplied by the share": product / _edge_per_price(1.0) * share,
        "λ not halved": product / (2 * edge),
        "factor 2 on the wrong side": product / (4 * edge),
        "sign of x·y kept": products.sum() / edge,
        "sizes added": np.abs(products).sum() / edge,
        "largest product only": np.abs(products).max() / edge,
        "divided by ‖x‖²": product / edge / np.dot(column, column),
        "divided by n": product / edge / len(column),
        "λ not halved, share forgotten": product,
    }


def _last_price_exercise(given, hidden):
    prices = cache(lambda: _last_prices(**given))

    def wrong(name, message):
        return Mistake(lambda: prices()[name], message, name)

    return Exercise(
        question=(
            "From which price on is the θ zero that minimises "
            "‖column·θ − target‖² + price·(share·|θ| + (1 − share)·θ²)?"
        ),
        kind=Number(),
        key=lambda: prices()["right"],
        right="The slope of the loss at zero, 2|x·y|, has to reach price·share: the squares are flat at zero.",
        mistakes=(
            wrong("share forgotten", "That is the price for L1 alone; here only a part of the penalty has a kink."),
            wrong("share of the squares", "That is the share of the squares. Which of the two parts has the kink?"),
            wrong("multiplied by the share", "A smaller kink gives way sooner: multiply by the share, or divide?"),
            wrong("λ not halved", "The slope of the loss at zero is not |x·y| itself: a factor is missing."),
            wrong("factor 2 on the wrong side", "The 2 of the slope of the loss stands on the wrong side."),
            wrong("sign of x·y kept", "The size is right. Can a price be negative?"),
            wrong("sizes added", "The five products have signs; they are added first, and then the size is taken."),
            wrong("largest product only", "All five observations count: x·y is a sum."),
            wrong("divided by ‖x‖²", "The length of the column decides how large θ is, not when it is zero."),
            wrong("divided by n", "That would be so for a mean of squares; our loss is their sum."),
            wrong(
                "λ not halved, share forgotten",
                "That is |x·y|: how does the slope at zero follow, and where is the share?",
            ),
        ),
        hints=(
            "What is the slope of the penalty just right of zero, in terms of price and share?",
            "And the slope of the loss at zero? The coefficient is zero if the kink can hold it.",
        ),
    )


# ---- hw3-best-theta: the soft threshold for weight·‖xθ − y‖² + λ|θ|, as a function of arrays


def _best_theta_given(draw):
    return {"weight": draw.decimal("1.5", "25", "0.5", {2, 4})}


def _best_theta_cases(weight, hidden):
    """Far out, near the thresholds, a table of many, and without a price; s never is 1."""

    def numbers(count, low, high):
        return [hidden.integer(low, high) for _ in range(count)]

    lam = hidden.integer(2, 9)
    edge = lam / (2 * weight)
    beyond = weight * lam  # farther out than the threshold of any slip
    far = np.array([sign * (beyond + size) for sign, size in zip((1, -1, 1, -1), numbers(4, 2, 9), strict=True)])
    near = edge * np.array([0.0, 0.5, -0.75, 1.0, -1.0, 1.25, -1.5, 3.0])
    table = np.array(numbers(6, -9, 9), dtype=float).reshape(2, 3)
    return (
        (far, np.array(numbers(4, 2, 9), dtype=float), float(lam)),
        (near, np.array(numbers(8, 2, 9), dtype=float), float(lam)),
        (table, np.array(numbers(6, 2, 9), dtype=float).reshape(2, 3), float(weight)),
        (far, np.array(numbers(4, 2, 9), dtype=float), 0.0),
    )


def _best_theta_exercise(given, hidden):
    weight = given["weight"]

    def key(c, s, lam):
        return soft_threshold(c, lam / (2 * weight)) / s

    return Exercise(
        question="Write best_theta(c, s, lam): the θ that minimises weight·(sθ² − 2cθ) + lam·|θ|, for arrays c and s.",
        kind=Function(
            _best_theta_cases(weight, hidden),
            where=(
                "where all c are beyond the thresholds",
                "where some c lie on or between the thresholds",
                "where c and s are tables",
                "where lam is 0",
            ),
            reveal=False,
        ),
        key=lambda: key,
        right="One soft threshold at lam/(2·weight), and one division, for as many problems as there are.",
        mistakes=(
            Mistake(
                lambda: lambda c, s, lam: soft_threshold(c, lam / 2) / s,
                "That is the function without the weight: it raises the slope of the loss, but not the penalty's.",
                "weight lost",
            ),
            Mistake(
                lambda: lambda c, s, lam: soft_threshold(c, lam / weight) / s,
                "The 2 that the square's derivative brings is missing in the threshold.",
                "λ not halved",
            ),
            Mistake(
                lambda: lambda c, s, lam: soft_threshold(c, lam) / s,
                "Two factors are missing in the threshold: the weight, and the 2 of the square.",
                "weight and factor 2 lost",
            ),
            Mistake(
                lambda: lambda c, s, lam: soft_threshold(c, weight * lam / 2) / s,
                "The weight stands on the wrong side: does a heavier loss make the threshold larger or smaller?",
                "weight on the wrong side",
            ),
            Mistake(lambda: lambda c, s, lam: c / s, "That is least squares: lam is not in it.", "threshold forgotten"),
            Mistake(
                lambda: lambda c, s, lam: key(c, 1, lam),
                "The numerator is right. The columns do not have length 1 here: s is missing.",
                "not divided",
            ),
            Mistake(
                lambda: lambda c, s, lam: key(c, np.sqrt(s), lam),
                "The numerator is right. s is the squared length already: no root is needed.",
                "divided by the length",
            ),
            Mistake(
                lambda: lambda c, s, lam: key(c, s, lam) / weight,
                "The weight is divided by once too often: it multiplies all of the loss, c as well as s.",
                "divided by weight twice",
            ),
            Mistake(
                lambda: lambda c, s, lam: key(c, s, lam) * weight,
                "Where it is zero is right. Elsewhere the weight is left over: it multiplies c as well as s.",
                "not divided by weight",
            ),
            Mistake(
                lambda: lambda c, s, lam: key(c / s, 1, lam),
                "The order matters: first the threshold on c, then the division.",
                "threshold after the division",
            ),
            Mistake(
                lambda: lambda c, s, lam: np.abs(key(c, s, lam)),
                "The sizes are right; the sign of c is lost.",
                "sign lost",
            ),
            Mistake(
                lambda: lambda c, s, lam: np.maximum(key(c, s, lam), 0),
                "Right for positive c. What if c is far below zero?",
                "negative case forgotten",
            ),
            Mistake(
                lambda: lambda c, s, lam: (c - lam / (2 * weight)) / s,
                "That is the formula of one case only. What does it say between the two thresholds?",
                "one case only",
            ),
            Mistake(
                lambda: lambda c, s, lam: np.sign(c) * (np.abs(c) - lam / (2 * weight)) / s,
                "Right beyond the thresholds. Between them it has changed its side, instead of staying at zero.",
                "not cut off at zero",
            ),
            Mistake(
                lambda: lambda c, s, lam: np.where(key(c, s, lam) != 0, c / s, 0),
                "Where it is zero is right. Beyond the threshold nothing is subtracted: lam still pulls there.",
                "hard threshold",
            ),
            Mistake(
                lambda: lambda c, s, lam: c / (s + lam / weight),
                "That is squared L2: it shrinks by a factor, and gives no zeros.",
                "ridge",
            ),
        ),
        hints=(
            "Derive it as in hw3-minimiser: c stands for xy, and s for x².",
            "max and abs take one number; np.maximum and np.abs take arrays. Or use soft_threshold of the kit.",
        ),
    )


# ---- hw3-prediction: the same observations several times, at the same price


def _prediction_given(draw):
    """A product that is alive, or dead and revived by the copies, or dead all the same: each as often as another."""
    copies, half = draw.integer(2, 5), 10 * draw.integer(2, 6)
    low, high = draw.choice([(1, half // copies - 1), (half // copies + 1, half - 1), (half + 1, 2 * half - 1)])
    return {"product": draw.sign() * draw.integer(low, high), "price": 2 * half, "copies": copies}


def _what_copies_do(product, price, copies):
    """The letter, from the minimiser for the data once and for so many copies of them."""
    once = soft_threshold(product, price / 2)
    copied = soft_threshold(copies * product, price / 2) / copies
    if once == 0:
        return "A" if copied == 0 else "B"
    return "C" if copied == 0 else "D" if copied == once else "E" if abs(copied) > abs(once) else "F"


_AFTER = {
    "A": "Copies add up in x·y, and the price stays. Is the slope at zero still too small then?",
    "B": "The copies do raise the slope at zero. But was θ zero before, and is the slope large enough after?",
    "C": "More of the same data cannot kill: the copies add up in x·y, and the price stays.",
    "D": "That would be so if the loss were a mean; it is a sum, and only the loss is multiplied by the copies.",
    "E": "Where θ is alive the copies do make it larger. But was it alive before?",
    "F": "The price pulls as strongly as before, and the loss holds against it more strongly, not less.",
}

_NAMES = {
    "A": "copies ignored",
    "B": "revived by copies",
    "C": "killed by copies",
    "D": "loss taken for a mean",
    "E": "alive already",
    "F": "shrinks more",
}


def _prediction_exercise(given, hidden):
    key = cache(lambda: _what_copies_do(**given))

    def before(letter):
        return letter in "AB"

    def message(letter):
        if before(letter) == before(key()):
            return _AFTER[letter]
        return f"Look at the data before they are copied: is the slope at zero above the price? {_AFTER[letter]}"

    return Exercise(
        question="Every observation is recorded copies times, and the price stays. What becomes of θ?",
        kind=Choice("ABCDEF"),
        key=key,
        options={
            "A": "it was zero and stays zero",
            "B": "it was zero and is not zero any more",
            "C": "it was not zero and becomes zero",
            "D": "it was not zero and keeps its value",
            "E": "it was not zero and moves away from zero",
            "F": "it was not zero and moves towards zero, without getting there",
        },
        right="Copies multiply x·y and ‖x‖², and not the price: as if the price were divided by their number.",
        mistakes=tuple(
            Mistake(lambda letter=letter: letter, message(letter), _NAMES[letter])
            for letter in _AFTER
            if letter != key()
        ),
        hints=(
            "First the data as they are: is |x·y| beyond the threshold?",
            "What do copies do to x·y, to ‖x‖² and to the threshold on x·y?",
        ),
    )


QUESTIONS = (
    Question("hw3-last-price", 2, "last_price", _last_price_exercise, _last_price_given),
    Question("hw3-best-theta", 4, "best_theta", _best_theta_exercise, _best_theta_given),
    Question("hw3-prediction", 1, "prediction", _prediction_exercise, _prediction_given),
)
