"""Homework 4, with code: what the others leave to a coefficient, a step of coordinate descent, a certificate."""

from functools import cache, partial

import numpy as np

from sparsity_kit.homework.apart import all_differ, drawn_until
from sparsity_kit.homework.compare import Array
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.homework.function import Function
from sparsity_kit.homework.question import Question
from sparsity_kit.losses import SquaredError
from sparsity_kit.penalties import L1, ElasticNet, soft_threshold
from sparsity_kit.solve.minimize import minimize
from sparsity_kit.solve.prices import lambda_max

# ---- hw4-dead: where the second of two correlated coefficients is zero


def _dead_given(draw):
    """A first coefficient θ₁ that is a multiple of ½, and explains so much of x₂·y that 0 is outside the interval."""

    def propose():
        a, b, d = draw.integer(4, 12), draw.sign() * draw.integer(2, 9), draw.integer(4, 12)
        half, first = draw.integer(2, 8), draw.decimal(-4, 4, 0.5, {0})
        return {"gram": [[a, b], [b, d]], "product": a * first + half * np.sign(first).item(), "price": 2 * half}

    def good(given):
        intervals = _intervals(**given)
        convex = np.linalg.det(given["gram"]) > 0
        return convex and np.prod(intervals["right"]) > 0 and all_differ(intervals.values())

    return drawn_until(good, propose)


def _intervals(gram, product, price):
    """The right interval for x₂·y, and by name those that slips lead to."""
    (a, b), (_, d) = gram
    half = price / 2

    def first(threshold, length=a):
        """θ₁ while θ₂ is zero."""
        return soft_threshold(product, threshold) / length

    def around(middle, reach=half):
        return np.array([middle - reach, middle + reach])

    return {
        "right": around(b * first(half)),
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


def _dead_exercise(given, hidden):
    intervals = cache(lambda: _intervals(**given))

    def wrong(name, message):
        return Mistake(lambda: intervals()[name], message, name)

    return Exercise(
        question="Between which two values of x₂·y is θ₂ exactly zero, at this price?",
        kind=Array(),
        key=lambda: intervals()["right"],
        right="While θ₂ is zero, x₁ explains (x₁·x₂)θ₁ of x₂·y, and what is left must be within ±λ/2.",
        mistakes=(
            wrong("others forgotten", "That is the rule for single features; x₁ explains a part of x₂·y."),
            wrong("λ not halved", "The middle is right. How far from it may x₂·y be, for this loss without a ½?"),
            wrong("θ₁ by least squares", "The length of the interval is right. But θ₁ pays a price as well."),
            wrong("λ not halved in θ₁", "The length is right. In θ₁ the threshold is not what it should be."),
            wrong("λ not halved anywhere", "Both thresholds are for a loss with ½ in front, which ours does not have."),
            wrong("θ₁ not divided", "The length is right. For θ₁ a division is missing: x₁ does not have length 1."),
            wrong("θ₁ pushed away from zero", "The length is right. In θ₁ the penalty has to pull towards zero."),
            wrong(
                "sign of x₁·x₂", "The length is right, and so is the distance from zero. To which side does x₁ pull?"
            ),
            wrong("x₁·x₂ forgotten", "The length is right. But of x₂·y, x₁ does not explain θ₁ itself."),
            wrong("x₁·y instead of θ₁", "The length is right. x₁ explains x₁θ₁, so its coefficient is needed first."),
            wrong("divided by ‖x₂‖²", "Those are values of a coefficient. The question is for values of x₂·y."),
            wrong("ends exchanged", "Both ends are right, but the smaller one comes first."),
        ),
        hints=(
            "Suppose that θ₂ is zero. Which θ₁ minimises F then?",
            "What is x₂ · (y − x₁θ₁) in terms of x₂·y? When is it small enough to leave θ₂ at zero?",
        ),
    )


# ---- hw4-step: one step of coordinate descent for the elastic net


def _right_step(share):
    """The step by the penalty's own prox: argmin of ‖x_jθ − r₋ⱼ‖² + λΩ(θ), with all other entries kept."""

    def step(theta, j, X, y, lam):
        x, partial_residual = X[:, j], y - X @ theta + X[:, j] * theta[j]
        length = x @ x
        new = np.array(theta, dtype=float)
        new[j] = ElasticNet(share).prox(np.array([x @ partial_residual / length]), lam / (2 * length))[0]
        return new

    return step


def _slips(share):
    """What slips make of the step, by name: another product, threshold or divisor, or another end."""

    def edge(lam):
        return lam * share / 2

    def divisor(length, lam):
        return length + lam * (1 - share)

    def given_back(x, y, residual, own):
        return x @ residual + x @ x * own

    def slip(product=given_back, threshold=edge, divisor=divisor, end=lambda new, j: new):
        def step(theta, j, X, y, lam):
            x, new = X[:, j], np.array(theta, dtype=float)
            found = soft_threshold(product(x, y, y - X @ theta, theta[j]), threshold(lam))
            new[j] = found / divisor(x @ x, lam)
            return end(new, j)

        return step

    return {
        "the lasso's step": slip(threshold=lambda lam: lam / 2, divisor=lambda length, lam: length),
        "squares forgotten": slip(divisor=lambda length, lam: length),
        "share forgotten in the threshold": slip(threshold=lambda lam: lam / 2),
        "λ not halved": slip(threshold=lambda lam: lam * share),
        "squares halved": slip(divisor=lambda length, lam: length + lam * (1 - share) / 2),
        "squares doubled": slip(divisor=lambda length, lam: length + 2 * lam * (1 - share)),
        "shares exchanged": slip(
            threshold=lambda lam: lam * (1 - share) / 2, divisor=lambda length, lam: length + lam * share
        ),
        "whole residual": slip(lambda x, y, residual, own: x @ residual),
        "own part without its length": slip(lambda x, y, residual, own: x @ residual + own),
        "threshold after the division": slip(
            lambda x, y, residual, own: x @ residual / (x @ x) + own,
            divisor=lambda length, lam: 1 + lam * (1 - share),
        ),
        "others forgotten": slip(lambda x, y, residual, own: x @ y),
        "residual turned round": slip(lambda x, y, residual, own: -(x @ residual) + x @ x * own),
        "partial residual turned round": slip(lambda x, y, residual, own: -given_back(x, y, residual, own)),
        "threshold forgotten": slip(threshold=lambda lam: 0.0),
        "not divided": slip(divisor=lambda length, lam: 1.0),
        "divided by the length": slip(divisor=lambda length, lam: np.sqrt(length) + lam * (1 - share)),
        "sign lost": slip(end=lambda new, j: np.where(np.arange(len(new)) == j, np.abs(new), new)),
        "one entry only": slip(end=lambda new, j: new[j]),
    }


_STEP_MESSAGES = {
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
    "partial residual turned round": "The sizes are right, the signs flipped: it is y minus what the others predict.",
    "threshold forgotten": "The threshold is missing: without it no coefficient ever becomes zero.",
    "not divided": "The threshold is right. But the equation for θⱼ has a factor in front of it.",
    "divided by the length": "The division is by the squared length of the column, not by its length.",
    "sign lost": "The sizes are right; a sign is lost.",
    "one entry only": "The new entry is right; but all entries are asked for, those that stay as well.",
}


def _step_cases(share, hidden):
    """One step to a positive value, one to a negative one, one to zero; every slip shows, and not by zeros only."""

    def propose():
        X = np.array([[hidden.integer(-3, 3) for _ in range(3)] for _ in range(5)], dtype=float)
        y = np.array([hidden.integer(-9, 9) for _ in range(5)], dtype=float)
        theta = np.array([hidden.decimal(-3, 3, 0.5, {0}) for _ in range(3)])
        return theta, hidden.integer(0, 2), X, y, float(hidden.integer(4, 40))

    def leads_to(sign, case):
        _, j, X, _, _ = case
        return (X != 0).any(axis=0).all() and np.sign(_right_step(share)(*case)[j]) == sign

    def told_apart(cases):
        steps = [_right_step(share), *(step for name, step in _slips(share).items() if name != "one entry only")]
        found = [[step(*case) for case in cases] for step in steps]
        says_something = all(any(new[case[1]] for new, case in zip(each, cases, strict=True)) for each in found)
        return says_something and all_differ(map(np.concatenate, found))

    return drawn_until(told_apart, lambda: tuple(drawn_until(partial(leads_to, sign), propose) for sign in (1, -1, 0)))


def _step_exercise(given, hidden):
    share = given["share"]
    return Exercise(
        question="Write step(theta, j, X, y, lam): one step of coordinate descent for the elastic net with your share.",
        kind=Function(
            _step_cases(share, hidden),
            where=(
                "where the step leads to a positive coefficient",
                "where the step leads to a negative coefficient",
                "where the step leads to zero",
            ),
            reveal=False,
        ),
        key=lambda: _right_step(share),
        right="The partial residual, a soft threshold for the kink, and a larger divisor for the squares.",
        mistakes=tuple(
            Mistake(lambda name=name: _slips(share)[name], message, name) for name, message in _STEP_MESSAGES.items()
        ),
        hints=(
            "With the others held, this is one feature and the partial residual. What is the slope of F for θⱼ > 0?",
            "The slope has two terms of the loss, one of the kink and one of the squares. Set it to zero.",
        ),
    )


# ---- hw4-violation: a certificate, by the three cases


def _each(slope, theta, lam):
    """How far −∂ⱼf is from λ times the slopes of |θⱼ|: from one value, or at zero from an interval."""
    return np.where(theta == 0, np.maximum(np.abs(slope) - lam, 0), _of_the_living(slope, theta, lam))


def _of_the_living(slope, theta, lam):
    return np.abs(slope + lam * np.sign(theta))


def _violation(weight, each=_each, over=np.max):
    """The largest violation for weight·‖Xθ − y‖², as a function; a slip has another `each`, or another `over`."""

    def violation(X, y, theta, lam):
        return over(each(weight * SquaredError(X, y).gradient(theta), theta, lam))

    return violation


def _violation_slips(weight):
    """What slips make of the function, by name."""

    def slip(for_zeros=None, **more):
        if for_zeros:
            more["each"] = lambda slope, theta, lam: np.where(
                theta == 0, for_zeros(slope, lam), _of_the_living(slope, theta, lam)
            )
        return _violation(weight, **more)

    return {
        "factor 2 lost": _violation(weight / 2),
        "weight lost": _violation(1),
        "weight and factor 2 lost": _violation(0.5),
        "residual turned round": _violation(-weight),
        "λ halved": slip(each=lambda slope, theta, lam: _each(slope, theta, lam / 2)),
        "zeros skipped": slip(for_zeros=lambda slope, lam: 0.0),
        "sign 0 at zero": slip(each=_of_the_living),
        "all taken for zeros": slip(each=lambda slope, theta, lam: np.maximum(np.abs(slope) - lam, 0)),
        "slack taken for violation": slip(for_zeros=lambda slope, lam: np.abs(np.abs(slope) - lam)),
        "negative violation": slip(for_zeros=lambda slope, lam: np.abs(slope) - lam),
        "size forgotten": slip(
            each=lambda slope, theta, lam: np.where(theta == 0, _each(slope, theta, lam), slope + lam * np.sign(theta))
        ),
        "penalty forgotten": slip(each=lambda slope, theta, lam: np.abs(slope)),
        "sum": slip(over=np.sum),
        "mean": slip(over=np.mean),
        "length": slip(over=np.linalg.norm),
        "smallest": slip(over=np.min),
        "one number per coefficient": slip(over=np.asarray),
    }


_VIOLATION_MESSAGES = {
    "factor 2 lost": "The slope of a sum of squares has a factor that is missing.",
    "weight lost": "The weight multiplies the loss, and so its slope.",
    "weight and factor 2 lost": "The slope of your loss has two factors that are missing.",
    "residual turned round": "The slope is turned round: which way does f rise?",
    "λ halved": "λ/2 belongs to products xⱼ·r. The slope itself is compared with something else.",
    "zeros skipped": "A coefficient that is zero has a condition to meet as well, and yours has none.",
    "sign 0 at zero": "At zero the sign is undefined, and NumPy's 0 for it asks too much of the slope.",
    "all taken for zeros": "The inequality is for zeros only. What must hold where θⱼ is not zero?",
    "slack taken for violation": "A zero whose slope is well inside its interval violates nothing.",
    "negative violation": "If nothing is violated the answer is 0, not a negative number.",
    "size forgotten": "A violation may have either sign: take its size before you look for the worst.",
    "penalty forgotten": "That is the condition of least squares: λ is missing.",
    "sum": "The violations are right. The question is for the worst one, not for all together.",
    "mean": "The violations are right. The question is for the worst one: a mean hides it.",
    "length": "The violations are right. The question is for the worst one, not for their length.",
    "smallest": "The violations are right. You return the smallest of them.",
    "one number per coefficient": "The violations are right. One number is wanted, that of the worst.",
}


def _violation_cases(weight, hidden):
    """The worst coefficient is alive; it is zero; a solution; zero above λ_max. The last two violate nothing."""

    def numbers(count, low, high):
        return [hidden.integer(low, high) for _ in range(count)]

    def problem():
        X, y = np.array([numbers(4, -3, 3) for _ in range(5)], dtype=float), np.array(numbers(5, -9, 9), dtype=float)
        return X, y, float(hidden.integer(4, 30))

    def propose():
        X, y, lam = problem()
        theta = np.array([hidden.decimal(-3, 3, 0.5, {0}) for _ in range(4)])
        first = hidden.integer(0, 3)
        theta[[first, hidden.integer(0, 3, {first})]] = 0
        return X, y, theta, lam

    def worst(case):
        X, y, theta, lam = case
        return theta[np.argmax(_each(weight * SquaredError(X, y).gradient(theta), theta, lam))]

    def solved():
        X, y, lam = problem()
        return X, y, minimize(SquaredError(X, y) + lam / weight * L1()).theta, lam

    X, y, _ = problem()
    above = X, y, np.zeros(4), weight * float(lambda_max(X, y)) + hidden.integer(1, 9)
    return (
        drawn_until(lambda case: worst(case) != 0, propose),
        drawn_until(lambda case: worst(case) == 0, propose),
        drawn_until(lambda case: 0 < (case[2] == 0).sum() < 4, solved),
        above,
    )


def _violation_exercise(given, hidden):
    weight = given["weight"]

    def told_apart(cases):
        slips = [slip for name, slip in _violation_slips(weight).items() if name != "one number per coefficient"]
        return all_differ([[function(*case) for case in cases] for function in (_violation(weight), *slips)])

    return Exercise(
        question="Write violation(X, y, theta, lam): how far theta is from the three cases, in its worst coefficient.",
        kind=Function(
            drawn_until(told_apart, lambda: _violation_cases(weight, hidden)),
            where=(
                "where the worst coefficient is not zero",
                "where the worst coefficient is zero",
                "at a solution",
                "where all coefficients are zero and λ is above λ_max",
            ),
            reveal=False,
        ),
        key=lambda: _violation(weight),
        right="One value for the living, an interval for the dead: 0 is a proof that θ is the minimum.",
        mistakes=tuple(
            Mistake(lambda name=name: _violation_slips(weight)[name], message, name)
            for name, message in _VIOLATION_MESSAGES.items()
        ),
        hints=(
            "Compute the slopes of f first, a number for each coefficient.",
            "np.where(theta == 0, …, …) takes one thing for zeros and another for the rest.",
        ),
    )


def _share_given(draw):
    return {"share": draw.decimal("0.1", "0.9", "0.02", {0.5})}


def _weight_given(draw):
    return {"weight": draw.decimal("1.5", "20", "0.5", {2, 4})}


QUESTIONS = (
    Question("hw4-dead", 3, "dead", _dead_exercise, _dead_given),
    Question("hw4-step", 4, "step", _step_exercise, _share_given),
    Question("hw4-violation", 4, "violation", _violation_exercise, _weight_given),
)
