"""Homework 3, the threshold: factors in front of the loss, and what they do to the three cases (lesson 6)."""

import numpy as np

from sparsity_kit.answers import RIGHT, Array, Choice, Expression, Function, Number
from sparsity_kit.penalties import soft_threshold
from sparsity_kit.questions import Assignment, Question

# ---- the derivative of a(xθ + ky)²


def _slope_numbers(draw):
    return {"a": draw.integer(3, 9), "k": draw.sign() * draw.integer(3, 9)}


def _slope(a, k):
    """2ax²θ + 2akxy: an outer derivative times an inner one, x."""

    def slope(of_theta="1", of_y="1"):
        """The two terms, each with a factor that it should not have."""
        return f"2*{a}*x**2*theta*({of_theta}) + 2*{a}*({k})*x*y*({of_y})"

    def instead_of_x(inner):
        return f"2*{a}*(x*theta + ({k})*y)*({inner})"

    return {
        RIGHT: slope(),
        "factor 2 lost": slope("1/2", "1/2"),
        "factor 2 lost in the first term": slope("1/2"),
        "factor 2 lost in the second term": slope(of_y="1/2"),
        "the note's slips": slope("1/2", "-1"),
        "sign of y flipped": slope(of_y="-1"),
        "all signs flipped": slope("-1", "-1"),
        "a lost": slope(f"1/{a}", f"1/{a}"),
        "a used twice": slope(a, a),
        "k lost": slope(of_y=f"1/({k})"),
        "the note's line": "x**2*theta + 2*x*y",
        "the slope of lesson 6": "2*x**2*theta - 2*x*y",
        "inner derivative lost": instead_of_x("1"),
        "inner derivative by x": instead_of_x("theta"),
        "inner derivative by y": instead_of_x(k),
        "x lost in the second term": slope(of_y="1/x"),
        "x lost in the first term": slope("1/x"),
        "not differentiated": f"{a}*(x*theta + ({k})*y)**2",
    }


_SLOPE = Question(
    "hw3-slope",
    text="What is the derivative of a*(x*theta + k*y)**2 with respect to theta?",
    points=2,
    answer="slope",
    numbers=_slope_numbers,
    kind=Expression(("x", "y", "theta"), positive=()),
    answers=_slope,
    right="The chain rule: a 2 from the square, an x from the bracket, and a and k stay where they are.",
    mistakes={
        "factor 2 lost": "The 2 that the square's derivative brings is missing.",
        "factor 2 lost in the first term": "The two terms do not fit together: the first has lost a factor 2.",
        "factor 2 lost in the second term": "The two terms do not fit together: the second has lost a factor 2.",
        "the note's slips": "These are the note's two slips: the first term has lost a factor 2, the second its sign.",
        "sign of y flipped": "All sizes are right. Look at the sign of the second term.",
        "all signs flipped": "All signs are flipped: that is downhill, not the slope.",
        "a lost": "The factor in front of the square got lost on the way.",
        "a used twice": "The a is used twice: it stands before the square, not inside.",
        "k lost": "Inside the bracket y has a factor, which got lost.",
        "the note's line": "That is the note's line: it belongs to another loss, and has slips besides.",
        "the slope of lesson 6": "That was the slope in lesson 6. This loss has two more numbers in it, "
        "and another sign.",
        "inner derivative lost": "The inner derivative is missing: how fast does the bracket move with θ?",
        "inner derivative by x": "The inner derivative was taken by x. Here x stays, and θ moves.",
        "inner derivative by y": "The inner derivative was taken by y. Here y stays, and θ moves.",
        "x lost in the second term": "The inner derivative multiplies the whole bracket; the second term has none.",
        "x lost in the first term": "The inner derivative multiplies the whole bracket; the first term has none.",
        "not differentiated": "That is the loss itself; the question is for its slope.",
    },
    hints=(
        "Outer derivative times inner derivative; the factor in front of the square stays in front.",
        "Call the bracket u. What is the derivative of a·u² by u, and how fast does u move with θ?",
    ),
)

# ---- the three cases, for seven problems of one feature each


def _signs_numbers(draw):
    """Products xy in units of λ/2: two between 1 and 2, of either sign, one up to 4, one up to 6, one on the edge,
    two inside. The first four have an x for which y alone, or its size, leads to another answer."""
    half, sign = draw.integer(8, 20), draw.sign()
    sizes = [draw.integer(low * half + 1, high * half - 1) for low, high in ((1, 2), (1, 2), (2, 4), (4, 6))]
    sizes += [half, draw.integer(half // 2 + 1, half - 1), draw.integer(1, half // 2 - 1)]
    products = [sign * sizes[0], -sign * sizes[1], sign * sizes[2], sizes[3]]
    products += [draw.sign() * size for size in sizes[4:]]
    xs = [draw.sign() * draw.choice([2, 4]) for _ in products]
    xs[0], xs[2], xs[3] = 1, draw.sign() * 4, -4
    order = draw.shuffled(range(len(products)))
    return {"xs": [xs[i] for i in order], "ys": [products[i] / xs[i] for i in order], "cost": 2 * half}


def _signs(xs, ys, cost):
    """Each product against cost/2: above, below minus that, or between; the edges belong to zero."""
    products = xs * ys

    def signs(products=products, edge=cost / 2):
        return np.sign(soft_threshold(products, edge))

    key, least_squares = signs(), np.sign(products)
    return {
        RIGHT: key,
        "λ not halved": signs(edge=cost),
        "factor 2 on the wrong side": signs(edge=2 * cost),
        "factor 2 used twice": signs(edge=cost / 4),
        "threshold forgotten": least_squares,
        "edge counted as alive": key + least_squares * (np.abs(products) == cost / 2),
        "signs flipped": -key,
        "sign lost": np.abs(key),
        "negative case forgotten": np.maximum(key, 0),
        "size of x forgotten": signs(np.sign(xs) * ys),
        "x forgotten": signs(ys),
        "sign of x lost": np.sign(ys) * np.abs(key),
        "threshold on least squares": signs(ys / xs),
        "cases exchanged": least_squares - key,
    }


_SIGNS = Question(
    "hw3-signs",
    text="The sign, 1, 0 or −1, of the θ that minimises (xθ − y)² + cost·|θ|, for each of the seven pairs?",
    points=2,
    answer="signs",
    numbers=_signs_numbers,
    kind=Array(0.0),
    answers=_signs,
    right="Each xy is above cost/2, below −cost/2, or between; and the edges belong to zero.",
    mistakes={
        "λ not halved": "The cost is compared with xy, but it has to be compared with the slope of f at zero.",
        "factor 2 on the wrong side": "The 2 of the slope of f stands on the wrong side of the comparison.",
        "factor 2 used twice": "The 2 of the slope of f is used twice in the comparison.",
        "threshold forgotten": "Those are the signs of least squares: the cost is forgotten.",
        "edge counted as alive": "One product lies exactly on the edge, where the kink can just balance "
        "the slope of f.",
        "signs flipped": "The zeros are right, and all signs are flipped.",
        "sign lost": "The zeros are right. But not all the others are positive: the question is for signs.",
        "negative case forgotten": "One of the three cases never occurs in your answer, but it does in these numbers.",
        "size of x forgotten": "y is compared as it stands; the slope of f at zero has x in it as well.",
        "x forgotten": "y is compared as it stands; the slope of f at zero has x in it as well, with its sign.",
        "sign of x lost": "The zeros are right. But the sign is not that of y alone: x may be negative.",
        "threshold on least squares": "You put the threshold on y/x, the value of least squares. "
        "The slope of f at zero is another number.",
        "cases exchanged": "It is turned round: the kink holds small slopes back, not large ones.",
    },
    hints=(
        "Compute the seven products first: xs * ys.",
        "What is the slope of f at θ = 0? Slopes of which size does the kink hold back?",
    ),
)

# ---- the soft threshold for w(xθ − y)² + λ|θ|, as a formula


def _minimiser_kind(w):
    def thresholds(point):
        return [sign * point["lam"] / (2 * w * point["x"]) for sign in (1, -1)]

    return Expression(("x", "y", "lam"), name="y", thresholds=thresholds)


def _minimiser(w):
    """The soft threshold of xy at λ/(2w), divided by x²."""

    def soft(edge=f"lam/{2 * w}"):
        return f"sign(x*y)*max(abs(x*y) - {edge}, 0)/x**2"

    edge, right = f"lam/{2 * w}", soft()
    above, below, outside = f"(x*y > {edge})", f"(x*y < -{edge})", f"(abs(x*y) > {edge})"
    return {
        RIGHT: right,
        "w lost": soft("lam/2"),
        "λ not halved": soft(f"lam/{w}"),
        "w and factor 2 lost": soft("lam"),
        "w on the wrong side": soft(f"{w}*lam/2"),
        "factor 2 used twice": soft(f"lam/{4 * w}"),
        "threshold forgotten": "y/x",
        "negative case forgotten": f"(x*y - {edge})/x**2*{above}",
        "one case only": f"(x*y - {edge})/x**2",
        "λ pulls the wrong way if θ < 0": f"(x*y - {edge})/x**2*({above} + {below})",
        "λ pulls the wrong way": f"(x*y + {edge})/x**2*{above} + (x*y - {edge})/x**2*{below}",
        "sign lost": f"abs({right})",
        "signs flipped": f"-({right})",
        "not divided": f"x**2*({right})",
        "divided by x, not x²": f"x*({right})",
        "not divided by w": f"{w}*({right})",
        "divided by w twice": f"({right})/{w}",
        "not halved": f"2*({right})",
        "halved twice": f"({right})/2",
        "hard threshold": f"y/x*{outside}",
        "not cut off at zero": f"sign(x*y)*(abs(x*y) - {edge})/x**2",
        "ridge": f"x*y/(x**2 + lam/{w})",
    }


_MINIMISER = Question(
    "hw3-minimiser",
    text="Write the θ that minimises w*(x*theta - y)**2 + lam*abs(theta), for any x, y and lam > 0.",
    points=3,
    answer="minimiser",
    numbers=lambda draw: {"w": draw.integer(3, 40)},
    kind=_minimiser_kind,
    answers=_minimiser,
    right="The soft threshold of xy at λ/(2w), divided by x²: w multiplies the loss, so it divides the price.",
    mistakes={
        "w lost": "That is the minimiser without the factor w: it raises the slope of the loss, but not the penalty's.",
        "λ not halved": "The 2 that the square's derivative brings is missing in the threshold.",
        "w and factor 2 lost": "Two factors are missing that the slope of the loss has, w and the 2 of the square.",
        "w on the wrong side": "w stands on the wrong side: does a heavier loss make the threshold larger or smaller?",
        "factor 2 used twice": "The 2 of the square is used twice.",
        "threshold forgotten": "That is least squares: it is never held at zero.",
        "negative case forgotten": "Right for large positive xy. What if xy is far below zero?",
        "one case only": "That is the formula of one case only. What does it say between the two thresholds?",
        "λ pulls the wrong way if θ < 0": "Right for positive coefficients; for negative ones λ pulls the other way.",
        "λ pulls the wrong way": "Where it is zero is right. Elsewhere λ pushes away from zero: "
        "it has to pull towards it.",
        "sign lost": "The sizes are right; a sign is lost.",
        "signs flipped": "The sizes are right; the signs are flipped.",
        "not divided": "The numerator is right. What multiplies θ in the equation that you solved?",
        "divided by x, not x²": "The numerator is right. But θ is not multiplied by just one x in the equation.",
        "not divided by w": "The zeros are right. Elsewhere it is too large: w multiplies all of the slope "
        "of the loss.",
        "divided by w twice": "The zeros are right. Elsewhere it is too small: w is divided by once too often.",
        "not halved": "The zeros are right, elsewhere a factor 2 is left over.",
        "halved twice": "The zeros are right, elsewhere a 2 is divided by twice.",
        "hard threshold": "Where it is zero is right. Beyond the threshold nothing is subtracted: λ still pulls there.",
        "not cut off at zero": "Right beyond the thresholds. Between them it has changed its side, "
        "instead of staying at zero.",
        "ridge": "That is squared L2: it shrinks by a factor, and gives no zeros.",
    },
    hints=(
        "Three cases, as in lesson 6. What is the slope of the loss now, with w?",
        "For θ > 0 set the slope of the loss plus λ to zero, solve for θ, and ask when that θ is positive.",
    ),
)

# ---- where a coefficient becomes zero if the penalty is an elastic net


def _last_price_numbers(draw):
    column = [draw.integer(-4, 4, {0}) for _ in range(5)]
    target = [draw.integer(-9, 9, {0}) for _ in range(5)]
    share = draw.decimal("0.1", "0.9", "0.05")
    return {"column": column, "target": target, "share": share} if np.dot(column, target) < 0 else None


def _last_price(column, target, share):
    """The slope of the loss at zero, 2|x·y|, has to reach λ·share."""
    products = column * target
    product, key = abs(products.sum()), 2 * abs(products.sum()) / share
    return {
        RIGHT: key,
        "share forgotten": 2 * product,
        "share of the squares": 2 * product / (1 - share),
        "multiplied by the share": 2 * product * share,
        "λ not halved": key / 2,
        "factor 2 on the wrong side": key / 4,
        "sign of x·y kept": -key,
        "sizes added": 2 * np.abs(products).sum() / share,
        "largest product only": 2 * np.abs(products).max() / share,
        "divided by ‖x‖²": key / (column @ column),
        "divided by n": key / len(column),
        "λ not halved, share forgotten": product,
    }


_LAST_PRICE = Question(
    "hw3-last-price",
    text="From which price on is the θ zero that minimises ‖column·θ − target‖² + price·(share·|θ| + (1 − share)·θ²)?",
    points=2,
    answer="last_price",
    numbers=_last_price_numbers,
    kind=Number(),
    answers=_last_price,
    right="The slope of the loss at zero, 2|x·y|, has to reach price·share: the squares are flat at zero.",
    mistakes={
        "share forgotten": "That is the price for L1 alone; here only a part of the penalty has a kink.",
        "share of the squares": "That is the share of the squares. Which of the two parts has the kink?",
        "multiplied by the share": "A smaller kink gives way sooner: multiply by the share, or divide?",
        "λ not halved": "The slope of the loss at zero is not |x·y| itself: a factor is missing.",
        "factor 2 on the wrong side": "The 2 of the slope of the loss stands on the wrong side.",
        "sign of x·y kept": "The size is right. Can a price be negative?",
        "sizes added": "The five products have signs; they are added first, and then the size is taken.",
        "largest product only": "All five observations count: x·y is a sum.",
        "divided by ‖x‖²": "The length of the column decides how large θ is, not when it is zero.",
        "divided by n": "That would be so for a mean of squares; our loss is their sum.",
        "λ not halved, share forgotten": "That is |x·y|: how does the slope at zero follow, and where is the share?",
    },
    hints=(
        "What is the slope of the penalty just right of zero, in terms of price and share?",
        "And the slope of the loss at zero? The coefficient is zero if the kink can hold it.",
    ),
)

# ---- the soft threshold for weight·‖xθ − y‖² + λ|θ|, as a function of arrays


def _best_theta_kind(weight, hidden):
    """Far out, near the thresholds, a table of many, and without a price; s never is 1."""

    def numbers(count, low, high):
        return np.array([hidden.integer(low, high) for _ in range(count)], dtype=float)

    lam = hidden.integer(2, 9)
    beyond = weight * lam  # farther out than the threshold of any slip
    far = np.array([1, -1, 1, -1]) * (beyond + numbers(4, 2, 9))
    near = lam / (2 * weight) * np.array([0.0, 0.5, -0.75, 1.0, -1.0, 1.25, -1.5, 3.0])
    table = numbers(6, -9, 9).reshape(2, 3)
    return Function.unknown({
        "where all c are beyond the thresholds": (far, numbers(4, 2, 9), float(lam)),
        "where some c lie on or between the thresholds": (near, numbers(8, 2, 9), float(lam)),
        "where c and s are tables": (table, numbers(6, 2, 9).reshape(2, 3), float(weight)),
        "where lam is 0": (far, numbers(4, 2, 9), 0.0),
    })  # fmt: skip


def _best_theta(weight):
    def key(c, s, lam):
        return soft_threshold(c, lam / (2 * weight)) / s

    return {
        RIGHT: key,
        "weight lost": lambda c, s, lam: soft_threshold(c, lam / 2) / s,
        "λ not halved": lambda c, s, lam: soft_threshold(c, lam / weight) / s,
        "weight and factor 2 lost": lambda c, s, lam: soft_threshold(c, lam) / s,
        "weight on the wrong side": lambda c, s, lam: soft_threshold(c, weight * lam / 2) / s,
        "threshold forgotten": lambda c, s, lam: c / s,
        "not divided": lambda c, s, lam: key(c, 1, lam),
        "divided by the length": lambda c, s, lam: key(c, np.sqrt(s), lam),
        "divided by weight twice": lambda c, s, lam: key(c, s, lam) / weight,
        "not divided by weight": lambda c, s, lam: key(c, s, lam) * weight,
        "threshold after the division": lambda c, s, lam: key(c / s, 1, lam),
        "sign lost": lambda c, s, lam: np.abs(key(c, s, lam)),
        "negative case forgotten": lambda c, s, lam: np.maximum(key(c, s, lam), 0),
        "one case only": lambda c, s, lam: (c - lam / (2 * weight)) / s,
        "not cut off at zero": lambda c, s, lam: np.sign(c) * (np.abs(c) - lam / (2 * weight)) / s,
        "hard threshold": lambda c, s, lam: np.where(key(c, s, lam) != 0, c / s, 0),
        "ridge": lambda c, s, lam: c / (s + lam / weight),
    }


_BEST_THETA = Question(
    "hw3-best-theta",
    text="Write best_theta(c, s, lam): the θ that minimises weight·(sθ² − 2cθ) + lam·|θ|, for arrays c and s.",
    points=4,
    answer="best_theta",
    numbers=lambda draw: {"weight": draw.decimal("1.5", "25", "0.5", {2, 4})},
    kind=_best_theta_kind,
    answers=_best_theta,
    right="One soft threshold at lam/(2·weight), and one division, for as many problems as there are.",
    mistakes={
        "weight lost": "That is the function without the weight: it raises the slope of the loss, "
        "but not the penalty's.",
        "λ not halved": "The 2 that the square's derivative brings is missing in the threshold.",
        "weight and factor 2 lost": "Two factors are missing in the threshold: the weight, and the 2 of the square.",
        "weight on the wrong side": "The weight stands on the wrong side: does a heavier loss make the threshold "
        "larger or smaller?",
        "threshold forgotten": "That is least squares: lam is not in it.",
        "not divided": "The numerator is right. The columns do not have length 1 here: s is missing.",
        "divided by the length": "The numerator is right. s is the squared length already: no root is needed.",
        "divided by weight twice": "The weight is divided by once too often: it multiplies all of the loss, "
        "c as well as s.",
        "not divided by weight": "Where it is zero is right. Elsewhere the weight is left over: "
        "it multiplies c as well as s.",
        "threshold after the division": "The order matters: first the threshold on c, then the division.",
        "sign lost": "The sizes are right; the sign of c is lost.",
        "negative case forgotten": "Right for positive c. What if c is far below zero?",
        "one case only": "That is the formula of one case only. What does it say between the two thresholds?",
        "not cut off at zero": "Right beyond the thresholds. Between them it has changed its side, "
        "instead of staying at zero.",
        "hard threshold": "Where it is zero is right. Beyond the threshold nothing is subtracted: "
        "lam still pulls there.",
        "ridge": "That is squared L2: it shrinks by a factor, and gives no zeros.",
    },
    hints=(
        "Derive it as in hw3-minimiser: c stands for xy, and s for x².",
        "max and abs take one number; np.maximum and np.abs take arrays. Or use soft_threshold of the kit.",
    ),
)

# ---- the same observations several times, at the same price


def _prediction_numbers(draw):
    """A product that is alive, or zero and brought in by the copies, or zero all the same: each as often as another."""
    copies, half = draw.integer(2, 5), 10 * draw.integer(2, 6)
    low, high = draw.choice([(1, half // copies - 1), (half // copies + 1, half - 1), (half + 1, 2 * half - 1)])
    return {"product": draw.sign() * draw.integer(low, high), "price": 2 * half, "copies": copies}


def _prediction(product, price, copies):
    """The letter, from the minimiser for the data once and for so many copies of them."""
    once = soft_threshold(product, price / 2)
    copied = soft_threshold(copies * product, price / 2) / copies
    if once == 0:
        return "A" if copied == 0 else "B"
    return "C" if copied == 0 else "D" if copied == once else "E" if abs(copied) > abs(once) else "F"


_OPTIONS = {
    "A": (
        "it was zero and stays zero",
        "Copies add up in x·y, and the price stays. Is the slope at zero still too small then?",
        "copies ignored",
    ),
    "B": (
        "it was zero and is not zero any more",
        "The copies do raise the slope at zero. But was θ zero before, and is the slope large enough after?",
        "alive by copies",
    ),
    "C": (
        "it was not zero and becomes zero",
        "More of the same data cannot make a coefficient zero: the copies add up in x·y, and the price stays.",
        "zero by copies",
    ),
    "D": (
        "it was not zero and keeps its value",
        "That would be so if the loss were a mean; it is a sum, and only the loss is multiplied by the copies.",
        "loss taken for a mean",
    ),
    "E": (
        "it was not zero and moves away from zero",
        "Where θ is alive the copies do make it larger. But was it alive before?",
        "alive already",
    ),
    "F": (
        "it was not zero and moves towards zero, without getting there",
        "The price pulls as strongly as before, and the loss holds against it more strongly, not less.",
        "shrinks more",
    ),
}


def _prediction_kind(product, price, copies):
    """Who is wrong about the data as they were is told to look at them first."""
    was_zero = _prediction(product, price, copies) in "AB"
    first = "Look at the data before they are copied: is the slope at zero above the price? "
    return Choice({
        letter: (option, message if (letter in "AB") == was_zero else first + message, name)
        for letter, (option, message, name) in _OPTIONS.items()
    })  # fmt: skip


_PREDICTION = Question(
    "hw3-prediction",
    text="Every observation is recorded copies times, and the price stays. What becomes of θ?",
    points=1,
    answer="prediction",
    numbers=_prediction_numbers,
    kind=_prediction_kind,
    key=_prediction,
    right="Copies multiply x·y and ‖x‖², and not the price: as if the price were divided by their number.",
    hints=(
        "First the data as they are: is |x·y| beyond the threshold?",
        "What do copies do to x·y, to ‖x‖² and to the threshold on x·y?",
    ),
)

# ---- what a person reads


def _picture_numbers(draw):
    factors = draw.choice([[0.25, 0.5, 1], [0.5, 1, 2], [0.5, 1, 4], [1, 2, 4], [0.25, 1, 2]])
    return {"price_7": draw.choice([4, 6, 8, 12]), "factors_7": factors, "square_7": draw.choice([2, 4, 5, 8])}


_PICTURE = Question(
    "hw3-picture",
    text="Draw θ against c for three weights of the loss, and mark the thresholds.",
    points=3,
    numbers=_picture_numbers,
    rubric=(
        (1, "Three curves, one for each w in `factors_7`, computed: flat at zero, and then with the slope 1/square_7."),
        (1, "The thresholds are marked at their right places, ±price_7/(2w): a heavier loss has the narrower band."),
        (1, "Axes with names, curves told apart without colour alone, and a sentence that says what one sees."),
    ),
)


def _paragraph_numbers(draw):
    """One feature, one observation and a price, with a coefficient that is alive."""
    x, y = draw.sign() * draw.choice([1, 2, 4]), draw.sign() * draw.integer(3, 9)
    return {"x_8": x, "y_8": y, "price_8": 2 * draw.integer(1, abs(x * y) - 1)}


_PARAGRAPH = Question(
    "hw3-paragraph",
    text="Do the slips in x²θ + 2xy matter? Answer a classmate who says that the threshold is right anyway.",
    points=3,
    numbers=_paragraph_numbers,
    rubric=(
        (1, "Right is: the threshold asks for the slope at θ = 0, whose size, 2|xy|, comes through both slips."),
        (
            1,
            "Wrong is the coefficient that is alive: its sign is turned round, and it is twice as large. "
            "At the numbers given it should be sign(xy)·(|xy| − λ/2)/x².",
        ),
        (1, "A way to notice it is named: numbers for x and y, a limit such as λ = 0, or a symbolic check."),
    ),
)

ASSIGNMENT = Assignment(
    "hw3",
    "The threshold",
    (_SLOPE, _SIGNS, _MINIMISER, _LAST_PRICE, _BEST_THETA, _PREDICTION, _PICTURE, _PARAGRAPH),
)
