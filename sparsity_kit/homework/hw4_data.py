"""Homework 4 with data: coefficients with prices of their own, who enters first, which penalties have a kink."""

from fractions import Fraction
from functools import cache

import numpy as np

from sparsity_kit.homework.apart import all_differ, drawn_until
from sparsity_kit.homework.compare import Array, Choices, Number
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.homework.question import Question
from sparsity_kit.homework.reading import Formula
from sparsity_kit.losses import SquaredError
from sparsity_kit.paths.lasso import lasso_path
from sparsity_kit.solve.prices import lambda_max

# ---- hw4-last-price: λ_max where every coefficient has a weight of its own


def _last_price_given(draw):
    def propose():
        table = [[draw.integer(-3, 3) for _ in range(4)] for _ in range(5)]
        target = [draw.integer(-9, 9) for _ in range(5)]
        return {"table": table, "target": target, "weights": [draw.decimal(0.5, 3, 0.5, {1}) for _ in range(4)]}

    def good(given):
        products = np.transpose(given["table"]) @ given["target"]
        return (products != 0).all() and all_differ(_last_prices(**given).values())

    return drawn_until(good, propose)


def _last_prices(table, target, weights):
    """The right price, and by name those that slips lead to. A weight on θⱼ is a column that is shorter by it."""
    table, weights = np.array(table, dtype=float), np.array(weights)
    products = table.T @ target
    own = 2 * np.abs(products) / weights
    last = float(lambda_max(SquaredError(table / weights, target)))
    return {
        "right": last,
        "weights forgotten": (own * weights).max(),
        "weights and factor 2 forgotten": (own * weights).max() / 2,
        "weights on the wrong side": (own * weights**2).max(),
        "λ not halved": last / 2,
        "factor 2 on the wrong side": last / 4,
        "sign kept": (2 * products / weights).max(),
        "first instead of last": own.min(),
        "added up": own.sum(),
        "length of the slope": np.linalg.norm(own),
        "weighed too late": own[np.abs(products).argmax()],
        "divided by n": last / len(target),
        "divided by ‖x‖²": (own / np.square(table).sum(axis=0)).max(),
    }


def _last_price_exercise(given, hidden):
    prices = cache(lambda: _last_prices(**given))

    def wrong(name, message):
        return Mistake(lambda: prices()[name], message, name)

    return Exercise(
        question="From which λ on are all coefficients zero, if θⱼ costs λ·weights[j]·|θⱼ|?",
        kind=Number(),
        key=lambda: prices()["right"],
        right="At θ = 0 each slope, 2|xⱼ·y|, is held by its own kink, λ times its weight. The last to give way counts.",
        mistakes=(
            wrong("weights forgotten", "That is the price if all weights are 1."),
            wrong("weights and factor 2 forgotten", "Neither the weights nor the factor 2 of the slope are in it."),
            wrong("weights on the wrong side", "The weights act the wrong way: does a heavy one die earlier or later?"),
            wrong("λ not halved", "The slope of the loss at zero is not xⱼ·y itself: a factor is missing."),
            wrong("factor 2 on the wrong side", "The 2 of the slope of the loss stands on the wrong side."),
            wrong("sign kept", "A negative product is as good a reason to live as a positive one."),
            wrong(
                "first instead of last", "There only one coefficient could be dead: the question is for all of them."
            ),
            wrong("added up", "Each coefficient has a condition of its own; they are not added up."),
            wrong("length of the slope", "That is how unsquared L2 would count: here each coefficient counts alone."),
            wrong("weighed too late", "The column with the largest product need not be the last to die here."),
            wrong("divided by n", "That would be so for a mean of squares; our loss is their sum."),
            wrong("divided by ‖x‖²", "The length of a column decides how large θⱼ is, not when it is zero."),
        ),
        hints=(
            "What is the slope of the loss at θ = 0, for each coefficient?",
            "Which λ makes the kink of coefficient j just large enough? Now for all of them at once.",
        ),
    )


# ---- hw4-order: who enters first, of six measurements of the diabetes patients


@cache
def _patients():
    from sparsity_kit.data import diabetes

    return diabetes()


def _order_given(draw):
    """Six of the ten columns for which each way of guessing leads to another order, and no two enter together."""

    def propose():
        columns: list = []
        while len(columns) < 6:
            columns.append(draw.integer(0, 9, columns))
        return tuple(sorted(columns))

    return {"columns": list(drawn_until(_orders_differ, propose))}


@cache
def _path(columns):
    return lasso_path(_patients().X[:, list(columns)], _patients().y)


def _entries(columns):
    """{column: λ at which it enters for the first time}, the first to enter first."""
    entries: dict = {}
    for event in _path(columns).events:
        entries |= {columns[j]: event.lam for j in event.entered if columns[j] not in entries}
    return entries


def _by_size(columns, sizes):
    return [columns[j] for j in np.argsort(-np.abs(sizes), kind="stable")]


def _orders(columns):
    """The right order, and by name those that slips lead to."""
    data = _patients()
    right = list(_entries(columns))
    everybody = list(_entries(tuple(range(10))))
    products = data.X[:, list(columns)].T @ data.y
    return {
        "right": right,
        "single features": _by_size(columns, products),
        "signs kept": [columns[j] for j in np.argsort(-products)],
        "least squares": _by_size(columns, _path(columns)(0.0)),
        "turned round": right[::-1],
        "all ten in the model": [j for j in everybody if j in columns],
        "all ten listed": everybody,
        "places in the small table": [columns.index(j) for j in right],
        "as given": list(columns),
    }


@cache
def _orders_differ(columns):
    lams = np.array(list(_entries(columns).values()))
    return all_differ(_orders(columns).values()) and (lams[:-1] > 1.02 * lams[1:]).all()


def _order_exercise(given, hidden):
    columns = tuple(given["columns"])

    def wrong(name, message):
        return Mistake(lambda: _orders(columns)[name], message, name)

    return Exercise(
        question="In which order do your six columns of the diabetes data enter the model as λ falls?",
        kind=Array(),
        key=lambda: _orders(columns)["right"],
        right="After the first, what counts is no longer y, but what those in the model leave of it.",
        mistakes=(
            wrong("single features", "That is the order of |xⱼ·y|. It decides who is first, and then no longer."),
            wrong("signs kept", "That is the order of xⱼ·y with its sign, and a negative product counts as well."),
            wrong("least squares", "That is the order of the sizes that the coefficients have at λ = 0."),
            wrong("turned round", "Turn it round: as λ falls, the one that survives the largest λ comes first."),
            wrong("all ten in the model", "That is the order with all ten in the model; yours has six columns only."),
            wrong("all ten listed", "The model has your six columns only."),
            wrong(
                "places in the small table",
                "Right, but these are places in your table of six: give the numbers in `columns`.",
            ),
            wrong("as given", "That is the order in which they stand in the table. Who enters first?"),
        ),
        hints=(
            "Make a table of the six columns, and follow its path with lasso_path.",
            "The path's events say who enters. A column that leaves and returns counts when it enters first.",
        ),
    )


# ---- hw4-kinks: which penalties hold a coefficient at zero

_KINKED = {
    "{c}*abs(theta)": ("L1 missed", "is there not a corner at zero?"),
    "abs(theta) + {c}*theta**2": ("squares thought to round the corner", "do the squares change the slopes at zero?"),
    "sqrt(abs(theta))": ("infinite slope missed", "how steep is it just right of zero?"),
    "max({c}*theta, -theta)": ("lopsided kink missed", "must the two slopes at zero have the same size?"),
    "abs(theta)/({c} + abs(theta))": ("bounded penalty missed", "does it matter what it does far from zero?"),
}
_SMOOTH = {
    "{c}*theta**2": ("steepness taken for a kink", "how steep is it at zero itself, however large its factor?"),
    "abs(theta)**1.5": ("exponent below 2 taken for a kink", "how steep is it just right of zero?"),
    "sqrt(theta**2 + 1/{c})": ("rounded corner taken for a kink", "how steep is it just right of zero?"),
    "max(abs(theta) - {c}, 0)": ("kink elsewhere", "it has corners, but where?"),
    "theta**2/({c} + theta**2)": ("bounded taken for a kink", "how steep is it just right of zero?"),
}


def _kinks_given(draw):
    """The first two of each list and one of the others, in any order: three with a kink at zero, three without."""
    templates: list = []
    for pool in (list(_KINKED), list(_SMOOTH)):
        templates += [*pool[:2], draw.choice(pool[2:])]
    shuffled: list = []
    while len(shuffled) < 6:
        shuffled.append(draw.choice([each for each in templates if each not in shuffled]))
    return {letter: each.format(c=draw.integer(2, 5)) for letter, each in zip("ABCDEF", shuffled, strict=True)}


def _kink(text):
    """The width of the interval of slopes at zero, (Ω(h) + Ω(−h) − 2Ω(0))/h for a small h."""
    penalty, h = Formula(text, ("theta",)), Fraction(1, 10**6)
    right, left, middle = (penalty({"theta": t}) for t in (h, -h, Fraction(0)))
    return float(right + left - 2 * middle) / float(h)


def _kinks_exercise(given, hidden):
    reasons = {letter: _reason(text) for letter, text in given.items()}
    key = frozenset(letter for letter, text in given.items() if _kink(text) > 0.01)
    smooth = sorted(set(given) - key)

    def wrong(*letters):
        """The key with these letters put in or left out."""
        names, sentences = zip(*(reasons[letter] for letter in letters), strict=True)
        looks = [f"Look at {letter} again: {sentence}" for letter, sentence in zip(letters, sentences, strict=True)]
        return Mistake(lambda: key ^ set(letters), " ".join(looks), "; ".join(names))

    return Exercise(
        question="Which of the six penalties can hold a coefficient at exactly zero? Give all letters.",
        kind=Choices("ABCDEF"),
        key=lambda: key,
        right="Only a kink at zero offers an interval of slopes there: no exponent does, and nothing far away.",
        mistakes=(
            *(wrong(letter) for letter in given),
            *(wrong(extra, missed) for extra in smooth for missed in sorted(key)),
            Mistake(lambda: frozenset(smooth), "It is just the other three.", "turned round"),
            Mistake(lambda: frozenset(given), "Not all of them: some are flat at zero.", "all"),
        ),
        hints=(
            "Compare the slopes of the penalty just left and just right of zero.",
            "If the two slopes are equal, only one slope of the loss is balanced at zero, and that is luck.",
        ),
    )


def _reason(text):
    """(name, question) of the slip that puts a penalty on the wrong side."""
    known = _KINKED | _SMOOTH
    return next(known[each] for each in known if text in {each.format(c=c) for c in range(2, 6)})


QUESTIONS = (
    Question("hw4-last-price", 2, "last_price", _last_price_exercise, _last_price_given),
    Question("hw4-order", 2, "order", _order_exercise, _order_given),
    Question("hw4-kinks", 2, "kinks", _kinks_exercise, _kinks_given),
)
