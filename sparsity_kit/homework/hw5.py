"""Homework 5, choosing λ: held-out errors, exact minima, leaks, and how sure a choice is (lesson 11)."""

from functools import cache

import numpy as np

from sparsity_kit.answers import RIGHT, Choice, Number
from sparsity_kit.data import diabetes
from sparsity_kit.paths.together import lasso_paths
from sparsity_kit.penalties import soft_threshold
from sparsity_kit.questions import Assignment, Question
from sparsity_kit.validation.cross_validate import cross_validate
from sparsity_kit.validation.selection import selection_frequency

# ---- a held-out error by hand


def _held_out_numbers(draw):
    """Three rows to fit and two to hold out, and a price at which the coefficient is not zero."""
    column, target = ([draw.sign() * draw.integer(1, reach) for _ in range(5)] for reach in (3, 20))
    price = 5 * draw.integer(1, 6)
    good = abs(np.dot(column[:3], target[:3])) > 0.3 * price
    given = {"x_fit": column[:3], "y_fit": target[:3], "x_out": column[3:], "y_out": target[3:], "price": price}
    return given if good else None


def _held_out(x_fit, y_fit, x_out, y_out, price):
    """θ from the fitted rows at their share of the price, and then the mean of the squares on the others."""
    product, length, own = x_fit @ y_fit, x_fit @ x_fit, price * len(x_fit) / (len(x_fit) + len(x_out))
    theta = soft_threshold(product, own / 2) / length

    def error(theta, x=x_out, y=y_out):
        return np.mean((y - x * theta) ** 2)

    x, y = np.append(x_fit, x_out), np.append(y_fit, y_out)
    return {
        RIGHT: error(theta),
        "share of the price forgotten": error(soft_threshold(product, price / 2) / length),
        "share of the held-out rows": error(soft_threshold(product, (price - own) / 2) / length),
        "share turned round": error(soft_threshold(product, price**2 / own / 2) / length),
        "λ not halved": error(soft_threshold(product, own) / length),
        "λ neither shared nor halved": error(soft_threshold(product, price) / length),
        "price forgotten": error(product / length),
        "pushed away from zero": error((product + np.sign(product) * own / 2) / length),
        "not divided": error(soft_threshold(product, own / 2)),
        "threshold after the division": error(soft_threshold(product / length, own / 2)),
        "divided by the length": error(theta * np.sqrt(length)),
        "training error": error(theta, x_fit, y_fit),
        "all rows judged": error(theta, x, y),
        "all rows fitted": error(soft_threshold(x @ y, price / 2) / (x @ x)),
        "held-out rows fitted": error(soft_threshold(x_out @ y_out, own / 2) / (x_out @ x_out)),
        "squares as the penalty": error(product / (length + own)),
        "nothing fitted": error(0.0),
        "sign of the prediction": error(-theta),
        "added up": 2 * error(theta),
        "mean before the square": np.mean(y_out - x_out * theta) ** 2,
        "root taken": np.sqrt(error(theta)),
        "length of the residuals": np.sqrt(2 * error(theta)),
        "x forgotten": np.mean((y_out - theta) ** 2),
        "price added": error(theta) + own * abs(theta),
        "whole price added": error(theta) + price * abs(theta),
        "sizes instead of squares": np.mean(np.abs(y_out - x_out * theta)),
    }


_HELD_OUT = Question(
    "hw5-held-out",
    text="What is the mean of the squared residuals on the held-out rows?",
    points=2,
    answer="held_out",
    numbers=_held_out_numbers,
    kind=Number(),
    answers=_held_out,
    right="The fitted rows give θ, at their share of the price; the others measure it, and add no price.",
    mistakes={
        "share of the price forgotten": "The fit has the whole price. It sees three of the five rows.",
        "share of the held-out rows": "That is the share of the rows that are held out; the price goes with the fit.",
        "λ not halved": "The share of the price is right. What does it do to x·y, for this loss without a ½?",
        "price forgotten": "That is the error of least squares. Which θ do the fitted rows have at this price?",
        "share turned round": "The fit has fewer rows than all, so its price is not higher.",
        "λ neither shared nor halved": "For θ look at both: the fit's share of the price, and what that does to x·y.",
        "pushed away from zero": "In θ the penalty has to pull towards zero.",
        "not divided": "For θ a division is missing: the column does not have length 1.",
        "threshold after the division": "The order matters: first the threshold on x·y, then the division.",
        "divided by the length": "The division is by the squared length of the column, not by its length.",
        "training error": "θ is right. But this error is on the rows that were fitted, and is no evidence.",
        "all rows judged": "θ is right. But the fitted rows have no voice in the error.",
        "all rows fitted": "Here all five rows were fitted, and so the held-out ones are not held out.",
        "held-out rows fitted": "This θ has seen the rows that it is judged by: it comes from the other three.",
        "squares as the penalty": "That is ridge's θ. The penalty here is a size, and has a threshold.",
        "nothing fitted": "That is the error of θ = 0. At this price θ is not zero.",
        "sign of the prediction": "A residual is y minus what is predicted.",
        "added up": "The squared residuals are right. The mean of them is asked, as in cross-validation.",
        "mean before the square": "First each residual is squared, then the mean is taken: else they cancel.",
        "root taken": "That is the root of it. The curves of lesson 11 show squares.",
        "length of the residuals": "That is the length of the residuals, a root of a sum. A mean of squares is asked.",
        "x forgotten": "θ is not yet a prediction: what is x in the held-out rows?",
        "price added": "The price belongs to the fit. The held-out rows are to measure predictions alone.",
        "whole price added": "The price belongs to the fit. The held-out rows are to measure predictions alone.",
        "sizes instead of squares": "These are the sizes of the residuals; the error takes their squares.",
    },
    hints=(
        "First θ, from the fitted rows alone, with three fifths of the price. Lesson 6 has the formula.",
        "Then what θ predicts for the held-out rows, and how far that is from what they are.",
    ),
)

# ---- the lowest point of one piece


def _lowest_numbers(draw):
    """Two kinks, the coefficients there, and held-out rows whose error is lowest well inside the piece."""
    low, width = draw.integer(2, 12), draw.integer(6, 20)
    theta_low, theta_high = ([draw.decimal(-4, 4, 0.5, {0}) for _ in range(2)] for _ in range(2))
    table = [[draw.integer(-3, 3) for _ in range(2)] for _ in range(3)]
    target = [draw.integer(-9, 9) for _ in range(3)]
    first, last = (np.array(target) - np.array(table) @ theta for theta in (theta_high, theta_low))
    change = last - first
    share = -(first @ change) / (change @ change or 1)
    good = (change != 0).all() and abs(change.sum()) > 0 and 0.1 < share < 0.9
    given = {"kinks": [low + width, low], "thetas": [theta_high, theta_low], "table": table, "target": target}
    return given if good else None


def _lowest(kinks, thetas, table, target):
    """Residuals first + t·change, t from 0 to 1 on the way down: lowest squares at t = −first·change/‖change‖²."""
    first, last = target - thetas @ table.T
    change, (high, low) = last - first, kinks
    width = high - low

    def lam(share):
        return high - share * width

    share = -(first @ change) / (change @ change)
    errors = np.mean(first**2), np.mean(last**2)
    explained, bends = table @ thetas[0], np.clip([*(-first / change), 0, 1], 0, 1)
    best, step = np.linalg.lstsq(table, target, rcond=None)[0], thetas[1] - thetas[0]
    nearest = (best - thetas[0]) @ step / (step @ step)
    return {
        RIGHT: lam(share),
        "half way": lam(0.5),
        "share instead of λ": share,
        "distance from the upper kink": share * width,
        "counted from the lower kink": low + share * width,
        "lower kink forgotten": high * (1 - share),
        "the better kink": high if errors[0] < errors[1] else low,
        "error instead of λ": np.mean((first + share * change) ** 2),
        "residuals added up": lam(-first.sum() / change.sum()),
        "each row by itself": lam(np.mean(-first / change)),
        "2 of the mixed term lost": lam(share / 2),
        "2 of the slope lost": lam(2 * share),
        "sign lost": lam(-share),
        "below the lower kink": low - share * width,
        "nearest coefficients": lam(nearest),
        "sizes instead of squares": lam(bends[np.abs(first + bends[:, None] * change).sum(axis=1).argmin()]),
        "averaged by the errors, turned round": lam(errors[1] / (errors[0] + errors[1])),
        "averaged by the coefficients": np.average(kinks, weights=np.abs(thetas).sum(axis=1)),
        "best of five": lam(np.round(4 * share) / 4),
        "λ = 0": 0.0,
        "target forgotten": lam(explained @ change / (change @ change)),
        "averaged by the errors": lam(errors[0] / (errors[0] + errors[1])),
    }


_LOWEST = Question(
    "hw5-lowest",
    text="At which λ between the two kinks is the held-out error lowest?",
    points=3,
    answer="lowest",
    numbers=_lowest_numbers,
    kind=Number(),
    answers=_lowest,
    right="Residuals on straight lines, their squares on a parabola, and its lowest point by a formula.",
    mistakes={
        "half way": "A parabola is lowest in the middle of two points only if it is as high at both.",
        "share instead of λ": "That is how far down the piece it is, as a share of the way. At which λ is that?",
        "distance from the upper kink": "That is a distance from a kink. At which λ is that?",
        "counted from the lower kink": "The share of the way is right. From which end do you count it?",
        "lower kink forgotten": "The share of the way is right, but the piece does not go down to λ = 0.",
        "the better kink": "That is the better of the two ends. Between them the error is lower still.",
        "error instead of λ": "That is the lowest error. At which λ?",
        "residuals added up": "There the residuals add up to zero. Their squares are asked for.",
        "each row by itself": "That is the mean of what each row would like. The squares are to be added first.",
        "2 of the mixed term lost": "Multiply the squares out once more: the term in the middle has a factor.",
        "2 of the slope lost": "In the slope of the parabola a factor is lost: t² has the slope 2t.",
        "sign lost": "The distance from the upper kink is right. To which side?",
        "below the lower kink": "That is below the piece: the way starts at the upper kink.",
        "nearest coefficients": "There θ is nearest to a best one. What is asked is where the residuals are smallest.",
        "sizes instead of squares": "There the sizes of the residuals are smallest, not their squares.",
        "averaged by the errors, turned round": "A kink with a large error should not draw the lowest point to it.",
        "averaged by the coefficients": "How large the coefficients are says nothing about the rows held out.",
        "best of five": "That is the best of a few prices. Between them the error is lower still.",
        "λ = 0": "There the error is smallest on the rows that were fitted. These rows are held out.",
        "target forgotten": "That makes the predictions small. The residuals should be.",
        "averaged by the errors": "The errors at two points do not tell how a parabola bends between them.",
    },
    hints=(
        "What are the residuals of the held-out rows at the two kinks, and what a share t of the way down?",
        "The sum of their squares is a parabola in t. Where is its slope zero, and which λ is that?",
    ),
)

# ---- one standard error


def _one_se_numbers(draw):
    """The errors of nine folds at the lowest point, and how steeply the parabola rises from there."""
    errors = [draw.integer(20, 90) for _ in range(9)]
    lam, bend = draw.integer(8, 30), draw.decimal("0.05", "0.95", "0.05")
    good = np.std(errors, ddof=1) / np.sqrt(len(errors)) < bend * lam**2  # to the left it rises as far before λ = 0
    return {"fold_errors": errors, "lam_lowest": lam, "bend": bend} if good else None


def _one_se(fold_errors, lam_lowest, bend):
    """lowest + bend·(λ − lam_lowest)² = lowest + standard error: the larger of the two λ."""
    count, lowest = len(fold_errors), fold_errors.mean()
    apart, with_all = fold_errors.std(ddof=1), fold_errors.std()
    error = apart / np.sqrt(count)

    def lam(error):
        return lam_lowest + np.sqrt(error / bend)

    return {
        RIGHT: lam(error),
        "standard deviation": lam(apart),
        "standard deviation by count": lam(with_all),
        "divided by the count": lam(apart / count),
        "count instead of count less 1": lam(with_all / np.sqrt(count)),
        "over the count less 1": lam(apart / np.sqrt(count - 1)),
        "variance": lam(apart**2),
        "variance of the mean": lam(error**2),
        "variance by count": lam(with_all**2),
        "deviation added to λ": lam_lowest + apart,
        "two standard errors": lam(2 * error),
        "root forgotten": lam_lowest + error / bend,
        "root and bend forgotten": lam_lowest + error * bend,
        "squared instead": lam_lowest + (error / bend) ** 2,
        "parabola the wrong way": lam_lowest + bend * error**2,
        "slope instead of rise": lam_lowest + error / (2 * bend),
        "bend forgotten": lam_lowest + np.sqrt(error),
        "bend on the wrong side": lam_lowest + np.sqrt(error * bend),
        "bend outside the root": lam_lowest + np.sqrt(error) / bend,
        "added to λ": lam_lowest + error,
        "lowest point": lam_lowest,
        "to the left": 2 * lam_lowest - lam(error),
        "distance instead of λ": lam(error) - lam_lowest,
        "bound instead of λ": lowest + error,
        "standard error alone": error,
        "lowest error forgotten": lam_lowest + np.sqrt((lowest + error) / bend),
    }


_ONE_SE = Question(
    "hw5-one-se",
    text="Which λ does the rule of one standard error take?",
    points=2,
    answer="one_se",
    numbers=_one_se_numbers,
    kind=Number(),
    answers=_one_se,
    right="The parabola has risen by one standard error there, and of the two such λ the larger one is simpler.",
    mistakes={
        "standard deviation": "That far apart is one fold from another. The mean of several folds moves less.",
        "standard deviation by count": "That far apart is one fold from another. The mean of several folds moves less.",
        "divided by the count": "A mean of so many folds is surer, but not by so much.",
        "count instead of count less 1": "Nearly. How many folds are free to differ, once their mean is known?",
        "over the count less 1": "The standard deviation is right. A mean of K numbers: over the root of what?",
        "variance": "That is the variance of the folds, a square of errors. The rule takes a standard error.",
        "variance of the mean": "That is the square of the standard error.",
        "variance by count": "That is the variance of the folds, a square of errors. The rule takes a standard error.",
        "deviation added to λ": "A deviation of errors is no price. And is one fold as sure as the mean of all?",
        "two standard errors": "That is two of them. The rule takes one.",
        "root forgotten": "The standard error is right. How does the curve rise, straight or as a parabola?",
        "root and bend forgotten": "The standard error is right. Set the rise equal to it, and solve for λ.",
        "squared instead": "The standard error is right. To undo a square, take the other way.",
        "parabola the wrong way": "That puts the standard error in as a distance. It is what the curve rises by.",
        "slope instead of rise": "The standard error is right. There the slope is equal to it, and not the rise.",
        "bend forgotten": "The standard error is right. How steeply does the curve rise?",
        "bend on the wrong side": "The standard error is right. The more bend, the sooner is the curve up there.",
        "bend outside the root": "The standard error is right. Solve the equation for the square first.",
        "added to λ": "The standard error is right, but it is an error and no price: add it to the error.",
        "lowest point": "There the error is lowest. The rule goes on from there, to a simpler model.",
        "to the left": "There the error is as high as allowed too, but that model is not the simpler one.",
        "distance instead of λ": "That is how far it is from the lowest point. At which λ is that?",
        "bound instead of λ": "That is how high the error may be. At which λ is it so high?",
        "standard error alone": "That is the standard error itself. At which λ has the curve risen by that?",
        "lowest error forgotten": "The curve starts from its lowest error. Only the rise above that counts.",
    },
    hints=(
        "The standard error of the mean comes from the standard deviation of the folds, with K − 1, and from K.",
        "At which λ to the right of the lowest point has the parabola risen by just that?",
    ),
)

# ---- degrees of freedom


def _freedom_numbers(draw):
    """Two fits of one path; the second has two columns more, and one of the first has left."""

    def size():
        return draw.sign() * draw.decimal("0.5", "6", "0.5")

    order, alive = draw.shuffled(range(7)), draw.integer(3, 4)
    before, after = np.zeros(7), np.zeros(7)
    before[order[:alive]] = [size() for _ in range(alive)]
    after[order[1 : alive + 3]] = [size() for _ in range(alive + 2)]
    squares = [draw.integer(300, 600), draw.integer(100, 250)]
    given = {"rows": draw.integer(30, 200), "squares": squares, "coefficients": [before.tolist(), after.tolist()]}
    return given if np.abs(before).sum() != np.abs(after).sum() else None


def _freedom(rows, squares, coefficients):
    """The σ² at which (squares[0] − squares[1])/σ² is the price log(n) of the coefficients that came in."""
    alive = coefficients != 0
    (before, after), ever = alive.sum(axis=1), alive.any(axis=0).sum()
    gain, price, p = squares[0] - squares[1], np.log(rows), coefficients.shape[1]
    sizes, positive = np.abs(coefficients).sum(axis=1), np.diff((coefficients > 0).sum(axis=1))[0]
    return {
        RIGHT: gain / (price * (after - before)),
        "AIC's price": gain / (2 * (after - before)),
        "price forgotten": gain / (after - before),
        "n instead of log(n)": gain / (rows * (after - before)),
        "logarithm to base 10": gain / (np.log10(rows) * (after - before)),
        "logarithm of the columns": gain / (np.log(p) * (after - before)),
        "factor 2 too many": gain / (2 * price * (after - before)),
        "a column that left is counted": gain / (price * (ever - before)),
        "one column more": gain / price,
        "second fit's columns": gain / (price * after),
        "multiplied by the logarithm": gain * price / (after - before),
        "positive ones counted": gain / (price * positive) if positive else np.inf,
        "logarithm to base 2": gain / (np.log2(rows) * (after - before)),
        "squares alone": gain,
        "subtracted": gain - price * (after - before),
        "columns added up": gain / (price * (after + before)),
        "all columns": gain / (price * p),
        "sizes counted": gain / (price * (sizes[1] - sizes[0])),
        "estimated from the second fit": squares[1] / (rows - after),
        "estimated from the first fit": squares[0] / (rows - before),
        "squares over n": squares[1] / rows,
        "negative": -gain / (price * (after - before)),
        "upside down": price * (after - before) / gain,
        "mean of squares": gain / rows / (price * (after - before)),
        "root taken": np.sqrt(gain / (price * (after - before))),
        "second fit's squares": squares[1] / (price * (after - before)),
    }


_FREEDOM = Question(
    "hw5-freedom",
    text="At which variance σ² of the noise does BIC call both fits equally good?",
    points=2,
    answer="variance",
    numbers=_freedom_numbers,
    kind=Number(),
    answers=_freedom,
    right="What the squares gain, over σ², is the price of the coefficients that are not zero any more.",
    mistakes={
        "AIC's price": "That is where AIC calls them equally good. BIC has another price.",
        "price forgotten": "Each degree of freedom has a price, and it is not 1.",
        "n instead of log(n)": "The price of a degree of freedom grows with n, but more slowly than that.",
        "logarithm to base 10": "The logarithm of BIC is the natural one.",
        "logarithm of the columns": "The price depends on the number of rows, not of columns.",
        "factor 2 too many": "The price of BIC stands in place of AIC's, not beside it.",
        "a column that left is counted": "A column that has left takes nothing from the data any more.",
        "one column more": "More than one degree of freedom is between the two fits.",
        "second fit's columns": "The first fit pays for its columns as well: only the difference counts.",
        "multiplied by the logarithm": "Solve for σ² once more: which side does the price of BIC come to stand on?",
        "positive ones counted": "A coefficient that is negative is taken from the data as well.",
        "logarithm to base 2": "The logarithm of BIC is the natural one.",
        "squares alone": "That is what the second fit gains. What does it pay, and how does σ² come in?",
        "subtracted": "σ² stands below the squares: solve for it. That is the difference for σ² = 1.",
        "columns added up": "Both fits pay for their own columns, on two sides of an equation.",
        "all columns": "The lasso's degrees of freedom are not the number of columns that it was given.",
        "sizes counted": "Degrees of freedom are counted: how large a coefficient is does not matter.",
        "estimated from the second fit": "That estimates σ² from one fit. Asked is where both are equally good.",
        "estimated from the first fit": "That estimates σ² from one fit. Asked is where both are equally good.",
        "squares over n": "That estimates σ² from one fit. Asked is where both are equally good.",
        "negative": "A variance is positive. Which fit has the smaller squares, and which the more coefficients?",
        "upside down": "Solve for σ² once more: it stands below the squares.",
        "mean of squares": "BIC here has the sum of the squares, as our loss does.",
        "root taken": "That is σ. Its square is asked for.",
        "second fit's squares": "The first fit has squares as well: what is gained counts.",
    },
    hints=(
        "How many degrees of freedom does each fit have?",
        "Write BIC for both, and set them equal: for which σ² is that so?",
    ),
)

# ---- a leak to find in code

_STEPS = {  # the letter: what it does, what is wrong with calling it a leak, that in a few words
    "A": ("`used`, the rows that are used", "Rows are left out without a look at what stands in them.", "rows"),
    "B": ("`widened`, new columns", "Every row makes its new entries from its own numbers alone.", "new columns"),
    "C": ("`chosen`, the columns that are kept", "That choice is made anew, from fitted rows alone.", "choice"),
    "D": ("`centred`, the means that are taken away", "The means of fitted rows are used for all, rightly.", "means"),
    "E": ("`fitted`, the coefficients", "Only fitted rows are fitted. How many they are, may be known.", "fit"),
    "F": ("`guessed`, the predictions", "To predict held-out rows takes their own entries in X, no more.", "guess"),
}
_NAMES = ("used", "widened", "chosen", "centred", "fitted", "guessed")
_COUNTS = range(3, 10)
_CLEAN = {
    "used": ("X, y = X[{c}:], y[{c}:]", "X, y = X[:-{c}], y[:-{c}]"),
    "widened": ("X = np.hstack([X, X**2])", "X = np.hstack([X, np.abs(X)])", "X = np.hstack([X, X > {c}])"),
    "chosen": ("best = np.argsort(-np.abs(X[fit].T @ y[fit]))[:{c}]", "best = X[fit].var(axis=0) > {c}"),
    "centred": ("middle, level = X[fit].mean(axis=0), y[fit].mean()",),
    "fitted": (
        "theta = lasso_path((X[fit] - middle)[:, best], y[fit] - level)(lam)",
        "theta = lasso_path((X[fit] - middle)[:, best], y[fit] - level)(lam * len(fit) / len(y))",
    ),
    "guessed": ("guess = level + (X[out] - middle)[:, best] @ theta",),
}
_LEAKS = {
    "used": ("X, y = np.vstack([X, X[:{c}]]), np.append(y, y[:{c}])",),
    "widened": ("X = np.hstack([X, np.abs(X - np.median(X, axis=0))])", "X = np.hstack([X, (X - X.mean(axis=0))**2])"),
    "chosen": ("best = np.argsort(-np.abs(X.T @ y))[:{c}]", "best = X.var(axis=0) > {c}"),
    "centred": ("middle, level = X.mean(axis=0), y[fit].mean()", "middle, level = X[fit].mean(axis=0), y.mean()"),
    "fitted": ("theta = lasso_path((X - middle)[:, best], y - level)(lam)",),
    "guessed": (
        "guess = level + (X[out] - X[out].mean(axis=0))[:, best] @ theta",
        "guess = y[out].mean() + (X[out] - middle)[:, best] @ theta",
    ),
}


def _leak_numbers(draw):
    """A program of six lines, one of which leaks."""
    leaky = draw.choice(_NAMES)
    lines = {name: draw.choice((_LEAKS if name == leaky else _CLEAN)[name]) for name in _NAMES}
    return {name: line.format(c=draw.choice(_COUNTS)) for name, line in lines.items()}


def _leak(used, widened, chosen, centred, fitted, guessed):
    """The letter of the line that leaks."""
    lines = zip(_NAMES, (used, widened, chosen, centred, fitted, guessed), strict=True)
    known = {name: {line.format(c=c) for line in _LEAKS[name] for c in _COUNTS} for name in _NAMES}
    return next(letter for letter, (name, line) in zip(_STEPS, lines, strict=True) if line in known[name])


_LEAK = Question(
    "hw5-leak",
    text="Which line lets the held-out rows take part in what judges them?",
    points=2,
    answer="leak",
    numbers=_leak_numbers,
    kind=Choice({letter: (option, why, f"{name} suspected") for letter, (option, why, name) in _STEPS.items()}),
    key=_leak,
    right="If the other held-out rows were different, this line would change what is predicted for a row.",
    hints=(
        "Imagine that one held-out row has other numbers. Which line would hand over something else to the rest?",
        "A line may use a held-out row for its own prediction, and for nothing else.",
    ),
)

# ---- how often a column is chosen


def _stability_numbers(draw):
    """Seven bootstrap samples of four rows; the product with y has both signs, and all its sizes differ.

    All but one of the samples are asked for, so that one place too far, or the middle, is a mistake of its own.
    """
    column, target = ([draw.sign() * draw.integer(1, reach) for _ in range(4)] for reach in (4, 15))
    rows = [[draw.integer(0, 3) for _ in range(4)] for _ in range(7)]
    drawn = [np.bincount(each, minlength=4).tolist() for each in rows]
    products = np.array(drawn) @ (np.array(column) * target)
    good = len({*np.abs(products)}) == 7 and 2 <= (products < 0).sum() <= 5 and np.max(drawn) < 4
    given = {"column": column, "observed": target, "drawn": drawn, "times": 6}
    return given if good else None


def _stability(column, observed, drawn, times):
    """A sample chooses the column while λ < 2|Σ drawn·x·y|: so many of these limits are as large, or larger."""
    parts = column * observed
    products = drawn @ parts

    def limit(sizes, place=times):
        return np.sort(sizes)[::-1][place - 1]

    own = 2 * np.abs(products)
    lengths = drawn @ column**2
    return {
        RIGHT: limit(own),
        "λ not halved": limit(own) / 2,
        "another loss": limit(own) / 4,
        "sign kept": limit(2 * products),
        "counted from the smallest": limit(own, 8 - times),
        "one sample too few": limit(own, times - 1),
        "in the middle": np.median(own),
        "in all samples": own.min(),
        "in any sample": own.max(),
        "drawn once or not": limit(2 * np.abs((drawn > 0) @ parts)),
        "taken for row numbers": limit(2 * np.abs(parts[drawn].sum(axis=1))),
        "counted twice": limit(2 * np.abs(drawn**2 @ parts)),
        "the data themselves": 2 * abs(parts.sum()),
        "mean of the samples": own.mean(),
        "samples poured together": 2 * abs(drawn.sum(axis=0) @ parts),
        "mean sample": 2 * abs(drawn.mean(axis=0) @ parts),
        "quantile": np.quantile(own, 1 - times / len(drawn)),
        "sizes added up": limit(2 * drawn @ np.abs(parts)),
        "divided by ‖x‖²": limit(own / lengths),
        "divided by ‖x‖": limit(own / np.sqrt(lengths)),
        "share instead of λ": times / len(drawn),
    }


_STABILITY = Question(
    "hw5-stability",
    text="Up to which λ do at least so many of the seven bootstrap samples choose the column?",
    points=2,
    answer="up_to",
    numbers=_stability_numbers,
    kind=Number(),
    answers=_stability,
    right="Each sample has a last price of its own, 2|Σ drawn·x·y|. So many samples must still be below theirs.",
    mistakes={
        "λ not halved": "The sample is the right one. The threshold is for a loss with ½ in front.",
        "another loss": "The sample is the right one. Which price belongs to our loss, a sum without any factor?",
        "sign kept": "A negative product is as good a reason to choose the column as a positive one.",
        "counted from the smallest": "At a small λ many samples choose it, at a large one few: from where to count?",
        "one sample too few": "Just below it, one sample is lacking.",
        "in the middle": "That is the sample in the middle. How many still choose the column there?",
        "in all samples": "Up to there all samples choose it. Not all are asked for.",
        "in any sample": "Up to there any sample chooses it. More are asked for.",
        "drawn once or not": "What is drawn several times counts several times.",
        "taken for row numbers": "The numbers say how often each row was drawn, and not which rows.",
        "counted twice": "A row that is drawn twice is in the sum two times, and not four times.",
        "the data themselves": "That is the last price in the data as they are. What do the samples say?",
        "mean of the samples": "A mean of prices does not say how many samples choose the column.",
        "samples poured together": "Each sample makes a choice of its own: they are not added up.",
        "mean sample": "Each sample makes a choice of its own: there is no mean sample.",
        "quantile": "A quantile lies between two samples. At which λ does one of them give up the column?",
        "sizes added up": "The products of single rows may have different signs: add up first, then take the size.",
        "divided by ‖x‖²": "The length of a column decides how large θ is, not when it is zero.",
        "divided by ‖x‖": "The length of a column decides how large θ is, not when it is zero.",
        "share instead of λ": "That is the share of the samples. At which λ does it come about?",
    },
    hints=(
        "In one sample: up to which λ is the column chosen? A row that is drawn twice is there twice.",
        "Sort these seven prices. At which of them does one sample more give up the column?",
    ),
)

# ---- what a person reads


def _picture_numbers(draw):
    """Six of the ten measurements, and how chance is to begin."""
    return {"columns_7": sorted(draw.shuffled(range(10))[:6]), "seed_7": draw.integer(1, 999)}


_PICTURE = Question(
    "hw5-picture",
    text="Draw the held-out error of six columns, and how often each of them is chosen, over the same prices.",
    points=3,
    numbers=_picture_numbers,
    rubric=(
        (1, "Two panels of the six columns in `columns_7`, the error with its band and the shares, over one λ axis."),
        (1, "The best λ and that of one standard error are marked in both; at least three curves have their names."),
        (1, "Axes with names, curves told apart without colour alone, and a sentence on how sure the choice is."),
    ),
)


@cache
def _often():
    """How often the lasso chooses each column in 1000 bootstrap samples of the patients."""
    patients = diabetes()
    n = len(patients.y)
    draws = np.random.default_rng(0).multinomial(n, np.full(n, 1 / n), size=1000)
    return selection_frequency(lasso_paths(patients.X, patients.y, weights=draws))


def _paragraph_numbers(draw):
    """The best λ of one deal of the rows, and a column that is chosen there in most of the samples, not in all."""
    raw = diabetes(standardized=False)
    lam = round(cross_validate(raw.X, raw.y, folds=10, seed=draw.integer(1, 999)).lam_best, 1)
    shares = {name: round(100 * share) for name, share in zip(raw.names, _often()(lam), strict=True)}
    between = [name for name, share in shares.items() if 60 <= share <= 95]
    name = draw.choice(between) if between else ""
    return {"lam_8": lam, "name_8": name, "share_8": shares[name]} if between else None


_PARAGRAPH = Question(
    "hw5-paragraph",
    text="Answer a colleague who takes the best λ for certain and a share of samples for the probability of a cause.",
    points=3,
    numbers=_paragraph_numbers,
    rubric=(
        (
            1,
            "The best λ is partly luck: the curve is flat there, other folds have another one, and within one standard "
            "error a simpler model does as well.",
        ),
        (
            1,
            "The share is about samples of these patients, at this λ and next to these columns (correlated ones take "
            "turns): no probability that a coefficient is not zero in truth.",
        ),
        (1, "Neither the choice nor the share says anything about causes; a sentence to write instead is offered."),
    ),
)

ASSIGNMENT = Assignment(
    "hw5",
    "Choosing λ",
    (_HELD_OUT, _LOWEST, _ONE_SE, _FREEDOM, _LEAK, _STABILITY, _PICTURE, _PARAGRAPH),
)
