"""Homework 4, many coordinates and real data: partial residuals, a path, and what a zero says (lessons 7 to 10)."""

from fractions import Fraction
from functools import cache

import numpy as np

from sparsity_kit.answers import RIGHT, Array, Choices, Function, Number
from sparsity_kit.answers.formula import Formula
from sparsity_kit.data import diabetes
from sparsity_kit.paths.lasso import lasso_path
from sparsity_kit.penalties import ElasticNet, soft_threshold
from sparsity_kit.questions import Assignment, Mistake, Question, until

# ---- where the second of two correlated coefficients is zero


def _dead_numbers(draw):
    """A first coefficient θ₁ that is a multiple of ½, and explains so much of x₂·y that 0 is outside the interval."""
    a, b, d = draw.integer(4, 12), draw.sign() * draw.integer(2, 9), draw.integer(4, 12)
    half, first = draw.integer(2, 8), draw.decimal(-4, 4, 0.5, {0})
    good = a * d > b**2 and abs(b * first) > half
    product = a * first + half * np.sign(first).item()
    return {"gram": [[a, b], [b, d]], "product": product, "price": 2 * half} if good else None


def _dead(gram, product, price):
    """While θ₂ is zero, x₁ explains (x₁·x₂)θ₁ of x₂·y, and what is left must be within ±λ/2."""
    (a, b), (_, d) = gram
    half = price / 2

    def first(threshold, length=a):
        """θ₁ while θ₂ is zero."""
        return soft_threshold(product, threshold) / length

    def around(middle, reach=half):
        return np.array([middle - reach, middle + reach])

    return {
        RIGHT: around(b * first(half)),
        "others forgotten": around(0.0),
        "λ not halved": around(b * first(half), price),
        "θ₁ by least squares": around(b * first(0)),
        "λ not halved in θ₁": around(b * first(price)),
        "λ not halved anywhere": around(b * first(price), price),
        "θ₁ not divided": around(b * first(half, 1)),
        "θ₁ pushed away from zero": around(b * (product + half * np.sign(product)) / a),
        "sign of x₁·x₂": around(-b * first(half)),
        "x₁·x₂ forgotten": around(first(half)),
        "x₁·y instead of θ₁": around(b * product),
        "divided by ‖x₂‖²": around(b * first(half)) / d,
        "ends exchanged": around(b * first(half))[::-1],
    }


_DEAD = Question(
    "hw4-dead",
    text="Between which two values of x₂·y is θ₂ exactly zero, at this price?",
    points=3,
    answer="dead",
    numbers=_dead_numbers,
    kind=Array(),
    answers=_dead,
    right="While θ₂ is zero, x₁ explains (x₁·x₂)θ₁ of x₂·y, and what is left must be within ±λ/2.",
    mistakes={
        "others forgotten": "That is the rule for single features; x₁ explains a part of x₂·y.",
        "λ not halved": "The middle is right. How far from it may x₂·y be, for this loss without a ½?",
        "θ₁ by least squares": "The length of the interval is right. But θ₁ pays a price as well.",
        "λ not halved in θ₁": "The length is right. In θ₁ the threshold is not what it should be.",
        "λ not halved anywhere": "Both thresholds are for a loss with ½ in front, which ours does not have.",
        "θ₁ not divided": "The length is right. For θ₁ a division is missing: x₁ does not have length 1.",
        "θ₁ pushed away from zero": "The length is right. In θ₁ the penalty has to pull towards zero.",
        "sign of x₁·x₂": "The length is right, and so is the distance from zero. To which side does x₁ pull?",
        "x₁·x₂ forgotten": "The length is right. But of x₂·y, x₁ does not explain θ₁ itself.",
        "x₁·y instead of θ₁": "The length is right. x₁ explains x₁θ₁, so its coefficient is needed first.",
        "divided by ‖x₂‖²": "Those are values of a coefficient. The question is for values of x₂·y.",
        "ends exchanged": "Both ends are right, but the smaller one comes first.",
    },
    hints=(
        "Suppose that θ₂ is zero. Which θ₁ minimises F then?",
        "What is x₂ · (y − x₁θ₁) in terms of x₂·y? When is it small enough to leave θ₂ at zero?",
    ),
)

# ---- one step of coordinate descent for the elastic net


def _step_kind(share, hidden):
    """One step to a positive value, one to a negative one, one to zero; and no slip that leads to zeros only."""

    steps = _step(share)
    right = steps[RIGHT]

    def propose():
        X = np.array([[hidden.integer(-3, 3) for _ in range(3)] for _ in range(5)], dtype=float)
        y = np.array([hidden.integer(-9, 9) for _ in range(5)], dtype=float)
        theta = np.array([hidden.decimal(-3, 3, 0.5, {0}) for _ in range(3)])
        return theta, hidden.integer(0, 2), X, y, float(hidden.integer(4, 40))

    def leads_to(sign):
        def good(case):
            return case[2].any(axis=0).all() and np.sign(right(*case)[case[1]]) == sign

        return until(good, propose)

    cases = {
        "where the step leads to a positive coefficient": leads_to(1),
        "where the step leads to a negative coefficient": leads_to(-1),
        "where the step leads to zero": leads_to(0),
    }
    steps.pop("one entry only")
    good = all(any(step(*case)[case[1]] for case in cases.values()) for step in steps.values())
    return Function.unknown(cases) if good else None


def _right_step(theta, j, X, y, lam, share):
    """The step by the penalty's own prox: argmin of ‖x_jθ − r₋ⱼ‖² + λΩ(θ), with all other entries kept."""
    x, partial_residual = X[:, j], y - X @ theta + X[:, j] * theta[j]
    length = x @ x
    new = np.array(theta, dtype=float)
    new[j] = ElasticNet(share).prox(np.array([x @ partial_residual / length]), lam / (2 * length))[0]
    return new


def _step(share):
    """The step, and what slips make of it: another product, threshold or divisor, or another end."""

    def given_back(x, y, residual, own):
        return x @ residual + x @ x * own

    def slip(product=given_back, edge=share / 2, divisor=lambda length, lam: length + lam * (1 - share), end=None):
        def step(theta, j, X, y, lam):
            x, new = X[:, j], np.array(theta, dtype=float)
            found = soft_threshold(product(x, y, y - X @ theta, theta[j]), lam * edge)
            new[j] = found / divisor(x @ x, lam)
            return end(new, j) if end else new

        return step

    return {
        RIGHT: lambda theta, j, X, y, lam: _right_step(theta, j, X, y, lam, share),
        "the lasso's step": slip(edge=1 / 2, divisor=lambda length, lam: length),
        "squares forgotten": slip(divisor=lambda length, lam: length),
        "share forgotten in the threshold": slip(edge=1 / 2),
        "λ not halved": slip(edge=share),
        "squares halved": slip(divisor=lambda length, lam: length + lam * (1 - share) / 2),
        "squares doubled": slip(divisor=lambda length, lam: length + 2 * lam * (1 - share)),
        "shares exchanged": slip(edge=(1 - share) / 2, divisor=lambda length, lam: length + lam * share),
        "whole residual": slip(lambda x, y, residual, own: x @ residual),
        "own part without its length": slip(lambda x, y, residual, own: x @ residual + own),
        "threshold after the division": slip(
            lambda x, y, residual, own: x @ residual / (x @ x) + own, divisor=lambda length, lam: 1 + lam * (1 - share)
        ),
        "others forgotten": slip(lambda x, y, residual, own: x @ y),
        "residual turned round": slip(lambda x, y, residual, own: -(x @ residual) + x @ x * own),
        "partial residual turned round": slip(lambda x, y, residual, own: -given_back(x, y, residual, own)),
        "threshold forgotten": slip(edge=0.0),
        "not divided": slip(divisor=lambda length, lam: 1.0),
        "divided by the length": slip(divisor=lambda length, lam: np.sqrt(length) + lam * (1 - share)),
        "sign lost": slip(end=lambda new, j: np.where(np.arange(len(new)) == j, np.abs(new), new)),
        "one entry only": slip(end=lambda new, j: new[j]),
    }


_STEP = Question(
    "hw4-step",
    text="Write step(theta, j, X, y, lam): one step of coordinate descent for the elastic net with your share.",
    points=4,
    answer="step",
    numbers=lambda draw: {"share": draw.decimal("0.1", "0.9", "0.02", {0.5})},
    kind=_step_kind,
    answers=_step,
    right="The partial residual, a soft threshold for the kink, and a larger divisor for the squares.",
    mistakes={
        "the lasso's step": "That is the step for L1 alone. Here the penalty is an elastic net: where is its share?",
        "squares forgotten": "The threshold is right. But the squares in the penalty shrink what is left.",
        "share forgotten in the threshold": "The division is right. But only a part of the penalty has a kink.",
        "λ not halved": "The division is right. The threshold is for a loss with ½ in front.",
        "squares halved": "The threshold is right. In the division the squares count too little: θ² has the slope 2θ.",
        "squares doubled": "The threshold is right. In the division the squares count too much: all is divided by 2.",
        "shares exchanged": "The two parts of the penalty have exchanged their shares.",
        "whole residual": "You start from the whole residual. The column's own part has to be given back to it first.",
        "own part without its length": "A column gives back what it predicts, and not just its coefficient.",
        "threshold after the division": "The order matters: first the threshold on the product, then the division.",
        "others forgotten": "You start from y. The other columns explain a part of it.",
        "residual turned round": "The residual is turned round: it is y minus what the columns predict.",
        "partial residual turned round": "The sizes are right, the signs flipped: it is y minus what "
        "the others predict.",
        "threshold forgotten": "The threshold is missing: without it no coefficient ever becomes zero.",
        "not divided": "The threshold is right. But the equation for θⱼ has a factor in front of it.",
        "divided by the length": "The division is by the squared length of the column, not by its length.",
        "sign lost": "The sizes are right; a sign is lost.",
        "one entry only": "The new entry is right; but all entries are asked for, those that stay as well.",
    },
    hints=(
        "With the others held, this is one feature and the partial residual. What is the slope of F for θⱼ > 0?",
        "The slope has two terms of the loss, one of the kink and one of the squares. Set it to zero.",
    ),
)

# ---- λ_max where every coefficient has a weight of its own


def _last_price_numbers(draw):
    table = [[draw.integer(-3, 3) for _ in range(4)] for _ in range(5)]
    target = [draw.integer(-9, 9) for _ in range(5)]
    weights = [draw.decimal(0.5, 3, 0.5, {1}) for _ in range(4)]
    good = (np.transpose(table) @ target != 0).all()
    return {"table": table, "target": target, "weights": weights} if good else None


def _last_price(table, target, weights):
    """At θ = 0 each slope, 2|xⱼ·y|, is held by its own kink, λ times its weight."""
    products = table.T @ target
    own = 2 * np.abs(products) / weights
    return {
        RIGHT: own.max(),
        "weights forgotten": (own * weights).max(),
        "weights and factor 2 forgotten": (own * weights).max() / 2,
        "weights on the wrong side": (own * weights**2).max(),
        "λ not halved": own.max() / 2,
        "factor 2 on the wrong side": own.max() / 4,
        "sign kept": (2 * products / weights).max(),
        "first instead of last": own.min(),
        "added up": own.sum(),
        "length of the slope": np.linalg.norm(own),
        "weighed too late": own[np.abs(products).argmax()],
        "divided by n": own.max() / len(target),
        "divided by ‖x‖²": (own / np.square(table).sum(axis=0)).max(),
    }


_LAST_PRICE = Question(
    "hw4-last-price",
    text="From which λ on are all coefficients zero, if θⱼ costs λ·weights[j]·|θⱼ|?",
    points=2,
    answer="last_price",
    numbers=_last_price_numbers,
    kind=Number(),
    answers=_last_price,
    right="At θ = 0 each slope, 2|xⱼ·y|, is held by its own kink, λ times its weight. The last to give way counts.",
    mistakes={
        "weights forgotten": "That is the price if all weights are 1.",
        "weights and factor 2 forgotten": "Neither the weights nor the factor 2 of the slope are in it.",
        "weights on the wrong side": "The weights act the wrong way: does a heavy one drop out earlier or later?",
        "λ not halved": "The slope of the loss at zero is not xⱼ·y itself: a factor is missing.",
        "factor 2 on the wrong side": "The 2 of the slope of the loss stands on the wrong side.",
        "sign kept": "A negative product is as good a reason to live as a positive one.",
        "first instead of last": "There only one coefficient could be zero: the question is for all of them.",
        "added up": "Each coefficient has a condition of its own; they are not added up.",
        "length of the slope": "That is how unsquared L2 would count: here each coefficient counts alone.",
        "weighed too late": "The column with the largest product need not be the last to drop out here.",
        "divided by n": "That would be so for a mean of squares; our loss is their sum.",
        "divided by ‖x‖²": "The length of a column decides how large θⱼ is, not when it is zero.",
    },
    hints=(
        "What is the slope of the loss at θ = 0, for each coefficient?",
        "Which λ makes the kink of coefficient j just large enough? Now for all of them at once.",
    ),
)

# ---- who enters first, of six measurements of the diabetes patients


def _order_numbers(draw):
    """Six of the ten columns, no two of which enter together."""
    columns: list = []
    while len(columns) < 6:
        columns.append(draw.integer(0, 9, columns))
    columns.sort()
    lams = np.array(list(_entries(tuple(columns)).values()))
    return {"columns": columns} if (lams[:-1] > 1.02 * lams[1:]).all() else None


@cache
def _path(columns):
    return lasso_path(diabetes().X[:, list(columns)], diabetes().y)


def _entries(columns):
    """{column: λ at which it enters for the first time}, the first to enter first."""
    entries: dict = {}
    for event in _path(columns).events:
        entries |= {columns[j]: event.lam for j in event.entered if columns[j] not in entries}
    return entries


def _order(columns):
    columns, data = tuple(columns.tolist()), diabetes()
    right, everybody = list(_entries(columns)), list(_entries(tuple(range(10))))
    products = data.X[:, list(columns)].T @ data.y

    def falling(sizes):
        return [columns[j] for j in np.argsort(-sizes, kind="stable")]

    return {
        RIGHT: right,
        "single features": falling(np.abs(products)),
        "signs kept": falling(products),
        "least squares": falling(np.abs(_path(columns)(0.0))),
        "turned round": right[::-1],
        "all ten in the model": [j for j in everybody if j in columns],
        "all ten listed": everybody,
        "places in the small table": [columns.index(j) for j in right],
        "as given": list(columns),
    }


_ORDER = Question(
    "hw4-order",
    text="In which order do your six columns of the diabetes data enter the model as λ falls?",
    points=2,
    answer="order",
    numbers=_order_numbers,
    kind=Array(0.0),
    answers=_order,
    right="After the first, what counts is no longer y, but what those in the model leave of it.",
    mistakes={
        "single features": "That is the order of |xⱼ·y|. It decides who is first, and then no longer.",
        "signs kept": "That is the order of xⱼ·y with its sign, and a negative product counts as well.",
        "least squares": "That is the order of the sizes that the coefficients have at λ = 0.",
        "turned round": "Turn it round: as λ falls, the one that stays in up to the largest λ comes first.",
        "all ten in the model": "That is the order with all ten in the model; yours has six columns only.",
        "all ten listed": "The model has your six columns only.",
        "places in the small table": "Right, but these are places in your table of six: give the numbers in `columns`.",
        "as given": "That is the order in which they stand in the table. Who enters first?",
    },
    hints=(
        "Make a table of the six columns, and follow its path with lasso_path.",
        "The path's events say who enters. A column that leaves and returns counts when it enters first.",
    ),
)

# ---- which penalties hold a coefficient at zero

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


def _kinks_numbers(draw):
    """The first two of each list and one of the others, in any order: three with a kink at zero, three without."""
    templates: list = []
    for pool in (list(_KINKED), list(_SMOOTH)):
        templates += [*pool[:2], draw.choice(pool[2:])]
    shuffled = draw.shuffled(templates)
    return {letter: each.format(c=draw.integer(2, 5)) for letter, each in zip("ABCDEF", shuffled, strict=True)}


def _has_a_kink(text):
    """Whether the interval of slopes at zero has a width, (Ω(h) + Ω(−h) − 2Ω(0))/h for a small h."""
    penalty, h = Formula(text, ("theta",)), Fraction(1, 10**6)
    right, left, middle = (penalty({"theta": t}) for t in (h, -h, Fraction(0)))
    return float(right + left - 2 * middle) > 0.01 * float(h)


def _kinks(A, B, C, D, E, F):
    penalties = dict(zip("ABCDEF", (A, B, C, D, E, F), strict=True))
    return frozenset(letter for letter, text in penalties.items() if _has_a_kink(text))


def _kinks_mistakes(A, B, C, D, E, F):
    """The key with one letter put in or left out, or one in and one out."""
    penalties = dict(zip("ABCDEF", (A, B, C, D, E, F), strict=True))
    key = _kinks(**penalties)
    smooth = sorted(set(penalties) - key)

    def wrong(*letters):
        names, sentences = zip(*(_reason(penalties[letter]) for letter in letters), strict=True)
        return Mistake(key ^ set(letters), f"Look again: {' And '.join(sentences)}", "; ".join(names))

    return (
        *(wrong(letter) for letter in penalties),
        *(wrong(extra, missed) for extra in smooth for missed in sorted(key)),
        Mistake(
            frozenset(smooth),
            "Which of them offer more than one slope at zero? Compare left and right for each.",
            "turned round",
        ),
        Mistake(frozenset(penalties), "Not all of them: some are flat at zero.", "all"),
    )


def _reason(text):
    """(name, question) of the slip that puts a penalty on the wrong side."""
    known = _KINKED | _SMOOTH
    return next(known[each] for each in known if text in {each.format(c=c) for c in range(2, 6)})


_KINKS = Question(
    "hw4-kinks",
    text="Which of the six penalties can hold a coefficient at exactly zero? Give all letters.",
    points=2,
    answer="kinks",
    numbers=_kinks_numbers,
    kind=Choices(dict.fromkeys("ABCDEF", "")),
    key=_kinks,
    right="Only a kink at zero offers an interval of slopes there: no exponent does, and nothing far away.",
    mistakes=_kinks_mistakes,
    hints=(
        "Compare the slopes of the penalty just left and just right of zero.",
        "If the two slopes are equal, only one slope of the loss is balanced at zero, and that is luck.",
    ),
)

# ---- what a person reads

_PICTURE = Question(
    "hw4-picture",
    text="Draw the paths of your six columns for L1 and for an elastic net, side by side.",
    points=3,
    rubric=(
        (1, "Two panels, lasso and elastic net, of the six columns, over the same prices and heights."),
        (1, "Where a coefficient drops out can be read off; at least three curves have their measurement's name."),
        (1, "Axes with names, curves told apart without colour alone, and a sentence that compares the two panels."),
    ),
)


def _paragraph_numbers(draw):
    """A price, and the measurements that a lasso of all ten leaves out there; no event of the path is near."""
    everybody, price = tuple(range(10)), 10 * draw.integer(8, 30, but=(20,))  # 200 is the lesson's
    theta, *around = (_path(everybody)(price * share) for share in (1.0, 0.98, 1.02))
    zeros = [name for name, size in zip(diabetes().names, theta, strict=True) if size == 0]
    good = all(((theta == 0) == (other == 0)).all() for other in around)
    return {"price_7": price, "zeros_7": ", ".join(zeros)} if good else None


_PARAGRAPH = Question(
    "hw4-paragraph",
    text="Answer a newspaper that takes zeros of the lasso for measurements without influence.",
    points=3,
    numbers=_paragraph_numbers,
    rubric=(
        (1, "A zero belongs to one price: at a smaller λ others are zero, at λ = 0 none; the price was chosen."),
        (1, "A zero belongs to one set of columns: correlated columns share what they explain (tch and hdl, say)."),
        (
            1,
            "Neither a zero nor a large coefficient says anything about causes; one more sensible sentence is offered.",
        ),
    ),
)

ASSIGNMENT = Assignment(
    "hw4",
    "Many coordinates and real data",
    (_DEAD, _STEP, _LAST_PRICE, _ORDER, _KINKS, _PICTURE, _PARAGRAPH),
)
