"""Wrong answers to homework 5, as a student types them; the names of the notebook are there.

The first of each question are by somebody who had the notebook and not the mistakes that are known.
"""

from wrong_answers import rows

_FIT = "theta = soft_threshold(x_fit @ y_fit, {}) / (x_fit @ x_fit)\n"
_THETA = _FIT.format("price * 3 / 5 / 2")
_JUDGED = "held_out = np.mean((y_out - x_out * theta) ** 2)"
_BOTH = "x = np.append(x_fit, x_out)\ny = np.append(y_fit, y_out)\n"
_WAY = "a = target - table @ thetas[0]\nd = table @ (thetas[1] - thetas[0])\n"
_SHARE = f"{_WAY}s = (a @ d) / (d @ d)\n"
_DOWN = "lowest = kinks[0] + s * (kinks[1] - kinks[0])"
_ERRORS = "e = ((target - thetas @ table.T) ** 2).mean(axis=1)\n"
_GRID = """lams = np.linspace(kinks[0], kinks[1], 5)
shares = (lams - kinks[0]) / (kinks[1] - kinks[0])
e = [((target - table @ (thetas[0] + s * (thetas[1] - thetas[0]))) ** 2).mean() for s in shares]
"""
_SE = "fold_errors.std(ddof=1) / np.sqrt(len(fold_errors))"
_DF = "df = (coefficients != 0).sum(axis=1)\n"
_GAIN = "squares[0] - squares[1]"
_LAST = "c = 2 * np.abs(drawn @ (column * observed))\n"
_PLACE = "\nup_to = np.sort(c)[::-1][times - 1]"


def _paid(price, count=_DF):
    return f"{count}variance = ({_GAIN}) / ((df[1] - df[0]) * {price})"


def _count(number):
    return f"{_DF}variance = ({_GAIN}) / ({number} * np.log(rows))"


_TYPED = {
    "hw5-held-out": (
        (_FIT.format("price / 2") + _JUDGED, "share of the price forgotten"),
        (_FIT.format("price * 3 / 5") + _JUDGED, "λ not halved"),
        (_FIT.format("price") + _JUDGED, "λ neither shared nor halved"),
        (f"{_THETA}held_out = np.sum((y_out - x_out * theta) ** 2)", "added up"),
        (f"{_THETA}held_out = np.mean(np.abs(y_out - x_out * theta))", "sizes instead of squares"),
        (f"{_THETA}held_out = np.sqrt(np.mean((y_out - x_out * theta) ** 2))", "root taken"),
        (f"{_THETA}held_out = np.mean((y_fit - x_fit * theta) ** 2)", "training error"),
        (f"theta = x_fit @ y_fit / (x_fit @ x_fit)\n{_JUDGED}", "price forgotten"),
        (f"theta = soft_threshold(x_fit @ y_fit, price * 3 / 5 / 2)\n{_JUDGED}", "not divided"),
        (
            f"theta = soft_threshold(x_fit @ y_fit / (x_fit @ x_fit), price * 3 / 5 / 2)\n{_JUDGED}",
            "threshold after the division",
        ),
        (_FIT.format("price * 2 / 5 / 2") + _JUDGED, "share of the held-out rows"),
        (f"theta = x_fit @ y_fit / (x_fit @ x_fit + price * 3 / 5)\n{_JUDGED}", "squares as the penalty"),
        (f"{_BOTH}theta = soft_threshold(x @ y, price / 2) / (x @ x)\n{_JUDGED}", "all rows fitted"),
        (f"{_THETA}{_JUDGED} + price * abs(theta)", "whole price added"),
        (_FIT.format("price * 5 / 3 / 2") + _JUDGED, "share turned round"),
        (
            f"p = x_fit @ y_fit\ntheta = (p + np.sign(p)*price*3/10) / (x_fit @ x_fit)\n{_JUDGED}",
            "pushed away from zero",
        ),
        (f"{_THETA}theta *= np.linalg.norm(x_fit)\n{_JUDGED}", "divided by the length"),
        (f"{_BOTH}{_THETA}held_out = np.mean((y - x*theta)**2)", "all rows judged"),
        (f"{_THETA}held_out = np.mean(y_out - x_out*theta)**2", "mean before the square"),
        (f"{_THETA}{_JUDGED} + 3/5*price*abs(theta)", "price added"),
        (f"{_THETA}held_out = np.mean((y_out + x_out*theta)**2)", "sign of the prediction"),
        (f"{_THETA}held_out = np.mean((y_out - theta)**2)", "x forgotten"),
        ("np.mean(y_out**2)", "nothing fitted"),
    ),
    "hw5-lowest": (
        ("kinks.mean()", "half way"),
        (f"{_ERRORS}lowest = kinks[e.argmin()]", "the better kink"),
        (f"{_WAY}lowest = (a @ d) / (d @ d)", "share instead of λ"),
        (f"{_SHARE}lowest = kinks[1] + s * (kinks[0] - kinks[1])", "counted from the lower kink"),
        (f"{_SHARE}lowest = kinks[0] + s * (kinks[0] - kinks[1])", "sign lost"),
        (f"{_WAY}s = -(a @ d) / (d @ d)\n{_DOWN}", "sign lost"),
        (f"{_WAY}s = (a @ d) / (2 * d @ d)\n{_DOWN}", "2 of the mixed term lost"),
        (f"{_WAY}s = 2 * (a @ d) / (d @ d)\n{_DOWN}", "2 of the slope lost"),
        (f"{_WAY}s = a.sum() / d.sum()\n{_DOWN}", "residuals added up"),
        (f"{_GRID}lowest = lams[np.argmin(e)]", "best of five"),
        (f"{_SHARE}lowest = ((a - s * d) ** 2).mean()", "error instead of λ"),
        (
            "theta = np.linalg.lstsq(table, target, rcond=None)[0]\nd = thetas[1] - thetas[0]\n"
            f"s = (theta - thetas[0]) @ d / (d @ d)\n{_DOWN}",
            "nearest coefficients",
        ),
        (f"{_ERRORS}lowest = (e[1] * kinks[0] + e[0] * kinks[1]) / e.sum()", "averaged by the errors"),
        ("0", "λ = 0"),
        ("w = np.abs(thetas).sum(axis=1)\nlowest = (kinks * w).sum() / w.sum()", "averaged by the coefficients"),
        (f"{_SHARE}lowest = s*(kinks[0] - kinks[1])", "distance from the upper kink"),
        (f"{_SHARE}lowest = (1 - s)*kinks[0]", "lower kink forgotten"),
        (f"{_WAY}s = np.mean(a/d)\n{_DOWN}", "each row by itself"),
        (f"{_WAY}a = -table @ thetas[0]\ns = (a @ d) / (d @ d)\n{_DOWN}", "target forgotten"),
        (f"{_ERRORS}lowest = np.average(kinks, weights=e)", "averaged by the errors, turned round"),
    ),
    "hw5-one-se": (
        ("lam_lowest + np.sqrt(fold_errors.std(ddof=1) / bend)", "standard deviation"),
        (
            "lam_lowest + np.sqrt(fold_errors.std() / np.sqrt(len(fold_errors)) / bend)",
            "count instead of count less 1",
        ),
        (f"lam_lowest - np.sqrt({_SE} / bend)", "to the left"),
        (f"lam_lowest + {_SE}", "added to λ"),
        ("lam_lowest + fold_errors.std(ddof=1)", "deviation added to λ"),
        (f"lam_lowest + {_SE} / bend", "root forgotten"),
        (f"lam_lowest + np.sqrt({_SE} * bend)", "bend on the wrong side"),
        (f"lam_lowest + np.sqrt({_SE})", "bend forgotten"),
        (f"np.sqrt({_SE} / bend)", "distance instead of λ"),
        ("lam_lowest + np.sqrt(fold_errors.std(ddof=1) / len(fold_errors) / bend)", "divided by the count"),
        ("lam_lowest + np.sqrt(fold_errors.var(ddof=1) / len(fold_errors) / bend)", "variance of the mean"),
        ("lam_lowest + np.sqrt(fold_errors.var(ddof=1) / bend)", "variance"),
        ("lam_lowest", "lowest point"),
        (f"lam_lowest + np.sqrt(2 * {_SE} / bend)", "two standard errors"),
        (f"lam_lowest + np.sqrt((fold_errors.mean() + {_SE}) / bend)", "lowest error forgotten"),
        (f"fold_errors.mean() + {_SE}", "bound instead of λ"),
        (
            "lam_lowest + np.sqrt(fold_errors.std(ddof=1) / np.sqrt(len(fold_errors) - 1) / bend)",
            "over the count less 1",
        ),
        (f"lam_lowest * np.sqrt(1 + {_SE} / bend)", None),
        ("lam_lowest + np.sqrt(np.std(fold_errors)/bend)", "standard deviation by count"),
        (f"lam_lowest + np.sqrt({_SE})/bend", "bend outside the root"),
        (f"lam_lowest + bend*({_SE})**2", "parabola the wrong way"),
    ),
    "hw5-freedom": (
        (_paid("2"), "AIC's price"),
        (_paid("1"), "price forgotten"),
        (f"({_GAIN}) / np.log(rows)", "one column more"),
        (f"{_DF}variance = ({_GAIN}) * np.log(rows) / (df[1] - df[0])", "multiplied by the logarithm"),
        (f"{_DF}variance = (squares[1] - squares[0]) / ((df[1] - df[0]) * np.log(rows))", "negative"),
        (_paid("np.log10(rows)"), "logarithm to base 10"),
        (_paid("np.log2(rows)"), "logarithm to base 2"),
        (_paid("np.log(rows)", "df = np.abs(coefficients).sum(axis=1)\n"), "sizes counted"),
        (_paid("np.log(rows)", "df = (coefficients == 0).sum(axis=1)\n"), "negative"),
        (
            _paid("np.log(rows)", "df = (coefficients > 0).sum(axis=1)\n") + " if df[1] != df[0] else np.inf",
            "positive ones counted",
        ),
        (_paid("np.log(rows) * rows"), "mean of squares"),
        (f"{_DF}variance = np.sqrt(({_GAIN}) / ((df[1] - df[0]) * np.log(rows)))", "root taken"),
        (f"{_DF}variance = squares[1] / (rows - df[1])", "estimated from the second fit"),
        (f"{_DF}variance = (squares / (df * np.log(rows))).mean()", None),
        (_paid("2 * np.log(rows)"), "factor 2 too many"),
        (_paid("rows"), "n instead of log(n)"),
        (_paid("np.log(coefficients.shape[1])"), "logarithm of the columns"),
        (_count("(coefficients.any(axis=0).sum() - df[0])"), "a column that left is counted"),
        (_count("df[1]"), "second fit's columns"),
        (_count("df.sum()"), "columns added up"),
        (_count("coefficients.shape[1]"), "all columns"),
        (f"{_DF}variance = np.log(rows)*(df[1] - df[0])/({_GAIN})", "upside down"),
    ),
    "hw5-stability": (
        ("c = np.abs(drawn @ (column * observed))" + _PLACE, "λ not halved"),
        ("c = 2 * (drawn @ (column * observed))" + _PLACE, "sign kept"),
        (f"{_LAST}up_to = np.sort(c)[times - 1]", "counted from the smallest"),
        (f"{_LAST}up_to = np.sort(c)[::-1][times]", "in all samples"),
        (f"{_LAST}up_to = np.sort(c)[::-1][times - 2]", "one sample too few"),
        (f"{_LAST}up_to = c.max()", "in any sample"),
        (f"{_LAST}up_to = np.median(c)", "in the middle"),
        (f"{_LAST}up_to = np.quantile(c, 1 - times / 7)", "quantile"),
        (f"{_LAST}up_to = c.mean()", "mean of the samples"),
        ("2 * abs(column @ observed)", "the data themselves"),
        ("c = 2 * np.abs((drawn > 0) @ (column * observed))" + _PLACE, "drawn once or not"),
        ("c = 2 * np.abs(drawn @ (column * observed)) / (drawn @ column**2)" + _PLACE, "divided by ‖x‖²"),
        ("c = 2 * np.abs(drawn**2 @ (column * observed))" + _PLACE, "counted twice"),
        ("c = 2 * drawn @ np.abs(column * observed)" + _PLACE, "sizes added up"),
        ("c = np.abs(drawn @ (column * observed)) / 2" + _PLACE, "another loss"),
        ("c = 2 * np.abs(drawn @ (column * observed)) / 4" + _PLACE, "another loss"),
        ("times/len(drawn)", "share instead of λ"),
        ("2*abs(drawn.mean(axis=0) @ (column*observed))", "mean sample"),
        ("2*abs(drawn.sum(axis=0) @ (column*observed))", "samples poured together"),
    ),
}

WRONG = rows(_TYPED)
