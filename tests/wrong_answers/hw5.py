"""Wrong answers to homework 5, as a student types them; the names of the notebook are there."""

_OWN = "own = price*len(x_fit)/5\n"
_THETA = _OWN + "theta = soft_threshold(x_fit @ y_fit, own/2)/(x_fit @ x_fit)\n"
_RESIDUALS = "a, b = target - table @ thetas[0], target - table @ thetas[1]\nd = b - a\nt = -(a @ d)/(d @ d)\n"
_ERROR = "se = fold_errors.std(ddof=1)/np.sqrt(len(fold_errors))\n"
_COUNTS = "k1, k2 = np.count_nonzero(coefficients, axis=1)\ngain = squares[0] - squares[1]\n"
_LAST = "last = 2*np.abs(drawn @ (column*observed))\n"


def _held_out(theta, error="((y_out - x_out*theta)**2).mean()"):
    return f"{_OWN}theta = {theta}\nheld_out = {error}"


def _of(start, name, answer):
    return f"{start}{name} = {answer}"


_TYPED = {
    "hw5-held-out": (
        (_held_out("soft_threshold(x_fit @ y_fit, price/2)/(x_fit @ x_fit)"), "share of the price forgotten"),
        (
            "theta = lasso_path(x_fit[:, None], y_fit)(price)[0]\nheld_out = np.mean((y_out - theta*x_out)**2)",
            "share of the price forgotten",
        ),
        (_held_out("soft_threshold(x_fit @ y_fit, 2*price/5/2)/(x_fit @ x_fit)"), "share of the held-out rows"),
        (_held_out("soft_threshold(x_fit @ y_fit, price*5/3/2)/(x_fit @ x_fit)"), "share turned round"),
        (_held_out("soft_threshold(x_fit @ y_fit, own)/(x_fit @ x_fit)"), "λ not halved"),
        (_held_out("soft_threshold(x_fit @ y_fit, price)/(x_fit @ x_fit)"), "λ neither shared nor halved"),
        (_held_out("np.linalg.lstsq(x_fit[:, None], y_fit, rcond=None)[0][0]"), "price forgotten"),
        (
            _held_out("(x_fit @ y_fit + np.sign(x_fit @ y_fit)*own/2)/(x_fit @ x_fit)"),
            "pushed away from zero",
        ),
        (_held_out("soft_threshold(x_fit @ y_fit, own/2)"), "not divided"),
        (_held_out("soft_threshold(x_fit @ y_fit/(x_fit @ x_fit), own/2)"), "threshold after the division"),
        (_held_out("soft_threshold(x_fit @ y_fit, own/2)/np.linalg.norm(x_fit)"), "divided by the length"),
        (_of(_THETA, "held_out", "np.mean((y_fit - x_fit*theta)**2)"), "training error"),
        (
            _of(_THETA, "held_out", "(sum((y_fit - x_fit*theta)**2) + sum((y_out - x_out*theta)**2))/5"),
            "all rows judged",
        ),
        (
            "x, y = np.append(x_fit, x_out), np.append(y_fit, y_out)\ntheta = lasso_path(x[:, None], y)(price)[0]\n"
            "held_out = np.mean((y_out - theta*x_out)**2)",
            "all rows fitted",
        ),
        (_of(_THETA, "held_out", "np.sum((y_out - x_out*theta)**2)"), "added up"),
        (_of(_THETA, "held_out", "np.sqrt(np.mean((y_out - x_out*theta)**2))"), "root taken"),
        (_of(_THETA, "held_out", "np.abs(y_out - x_out*theta).mean()"), "sizes instead of squares"),
        (_of(_THETA, "held_out", "np.mean(y_out - x_out*theta)**2"), "mean before the square"),
        (_of(_THETA, "held_out", "np.mean((y_out - x_out*theta)**2) + own*abs(theta)"), "price added"),
        (_of(_THETA, "held_out", "np.mean((y_out + x_out*theta)**2)"), "sign of the prediction"),
        (_of(_THETA, "held_out", "np.mean(y_out**2)"), "nothing fitted"),
        (_of(_THETA, "held_out", "np.var(y_out - x_out*theta)"), None),
    ),
    "hw5-lowest": (
        ("kinks.mean()", "half way"),
        (_of(_RESIDUALS, "lowest", "t"), "share instead of λ"),
        (_of(_RESIDUALS, "lowest", "kinks[1] + t*(kinks[0] - kinks[1])"), "counted from the lower kink"),
        (_of(_RESIDUALS, "lowest", "t*(kinks[0] - kinks[1])"), "distance from the upper kink"),
        (_of(_RESIDUALS, "lowest", "(1 - t)*kinks[0]"), "lower kink forgotten"),
        (_of(_RESIDUALS, "lowest", "kinks[0] + t*(kinks[0] - kinks[1])"), "sign lost"),
        (_of(_RESIDUALS, "lowest", "kinks[0] if a @ a < b @ b else kinks[1]"), "the better kink"),
        (_of(_RESIDUALS, "lowest", "np.mean((a + t*d)**2)"), "error instead of λ"),
        (_of(_RESIDUALS, "t = -a.sum()/d.sum()\nlowest", "kinks[0] - t*(kinks[0] - kinks[1])"), "residuals added up"),
        (_of(_RESIDUALS, "t = np.mean(-a/d)\nlowest", "kinks[0] - t*(kinks[0] - kinks[1])"), "each row by itself"),
        (_of(_RESIDUALS, "lowest", "kinks[0] - t/2*(kinks[0] - kinks[1])"), "factor 2 lost"),
        (_of(_RESIDUALS, "lowest", "kinks[0] - 2*t*(kinks[0] - kinks[1])"), "factor 2 too many"),
        (
            _of(_RESIDUALS, "t = a @ a/(a @ a + b @ b)\nlowest", "kinks[0] - t*(kinks[0] - kinks[1])"),
            "error taken for a straight line",
        ),
        (
            "a = table @ thetas[0]\nd = table @ thetas[1] - a\nlowest = kinks[0] + a @ d/(d @ d)*(kinks[0] - kinks[1])",
            "target forgotten",
        ),
        (_of(_RESIDUALS, "lowest", "np.average(kinks, weights=[a @ a, b @ b])"), "weighed by the errors"),
        (_of(_RESIDUALS, "lowest", "kinks[0] - (a @ a)/(a @ a + d @ d)*(kinks[0] - kinks[1])"), None),
    ),
    "hw5-one-se": (
        ("lam_lowest + np.sqrt(fold_errors.std(ddof=1)/bend)", "standard deviation"),
        ("lam_lowest + np.sqrt(np.std(fold_errors)/bend)", "standard deviation by count"),
        ("lam_lowest + (fold_errors.std(ddof=1)/len(fold_errors)/bend)**0.5", "divided by the count"),
        ("lam_lowest + (fold_errors.std()/len(fold_errors)**0.5/bend)**0.5", "count instead of count less 1"),
        ("lam_lowest + (fold_errors.std(ddof=1)/(len(fold_errors) - 1)**0.5/bend)**0.5", "over the count less 1"),
        ("lam_lowest + np.sqrt(fold_errors.var(ddof=1)/bend)", "variance"),
        ("lam_lowest + np.sqrt(fold_errors.var(ddof=1)/len(fold_errors)/bend)", "variance of the mean"),
        (_of(_ERROR, "one_se", "lam_lowest + se"), "added to λ"),
        (_of(_ERROR, "one_se", "lam_lowest + se/bend"), "root forgotten"),
        (_of(_ERROR, "one_se", "lam_lowest + se**0.5"), "bend forgotten"),
        (_of(_ERROR, "one_se", "lam_lowest - (se/bend)**0.5"), "to the left"),
        (_of(_ERROR, "one_se", "(se/bend)**0.5"), "distance instead of λ"),
        (_of(_ERROR, "one_se", "lam_lowest + se**0.5/bend"), "bend outside the root"),
        (_of(_ERROR, "one_se", "lam_lowest + (se*bend)**0.5"), "bend on the wrong side"),
        (_of(_ERROR, "one_se", "lam_lowest + bend*se**2"), "parabola the wrong way"),
        (_of(_ERROR, "one_se", "fold_errors.mean() + se"), "bound instead of λ"),
        (_of(_ERROR, "one_se", "lam_lowest + ((fold_errors.mean() + se)/bend)**0.5"), "lowest error forgotten"),
        ("lam_lowest", "lowest point"),
        (_of(_ERROR, "one_se", "lam_lowest + (2*se/bend)**0.5"), "two standard errors"),
        ("lam_lowest + np.sqrt(np.ptp(fold_errors)/bend)", None),
    ),
    "hw5-freedom": (
        (_of(_COUNTS, "variance", "gain/(2*(k2 - k1))"), "AIC's price"),
        (_of(_COUNTS, "variance", "gain/(k2 - k1)"), "price forgotten"),
        (_of(_COUNTS, "variance", "gain/(rows*(k2 - k1))"), "n instead of log(n)"),
        (_of(_COUNTS, "variance", "gain/(np.log10(rows)*(k2 - k1))"), "logarithm to base 10"),
        (_of(_COUNTS, "variance", "gain/(np.log(7)*(k2 - k1))"), "logarithm of the columns"),
        (_of(_COUNTS, "variance", "gain/(2*np.log(rows)*(k2 - k1))"), "factor 2 too many"),
        (
            _of(_COUNTS, "variance", "gain/(np.log(rows)*(coefficients.any(axis=0).sum() - k1))"),
            "a column that left is counted",
        ),
        (_of(_COUNTS, "variance", "gain/np.log(rows)"), "one column more"),
        (_of(_COUNTS, "variance", "gain/(np.log(rows)*k2)"), "second fit's columns"),
        (_of(_COUNTS, "variance", "gain/(np.log(rows)*(k1 + k2))"), "columns added up"),
        (_of(_COUNTS, "variance", "gain/(np.log(rows)*coefficients.shape[1])"), "all columns"),
        (_of(_COUNTS, "variance", "-gain/(np.log(rows)*(k2 - k1))"), "turned round"),
        (_of(_COUNTS, "variance", "np.log(rows)*(k2 - k1)/gain"), "upside down"),
        (_of(_COUNTS, "variance", "(gain/(np.log(rows)*(k2 - k1)))**0.5"), "root taken"),
        (_of(_COUNTS, "variance", "gain/rows/(np.log(rows)*(k2 - k1))"), "mean of squares"),
        (_of(_COUNTS, "variance", "squares[1]/(rows - k2)"), "estimated from the second fit"),
        (_of(_COUNTS, "variance", "squares[1]/(np.log(rows)*k2)"), None),
    ),
    "hw5-stability": (
        (_of(_LAST, "up_to", "sorted(last)[-times]/2"), "λ not halved"),
        ("sorted(drawn @ (column*observed))[-times]*2", "sign kept"),
        (_of(_LAST, "up_to", "sorted(last)[times - 1]"), "counted from the smallest"),
        (_of(_LAST, "up_to", "sorted(last)[::-1][times]"), "one sample too many"),
        (_of(_LAST, "up_to", "min(last)"), "in all samples"),
        (_of(_LAST, "up_to", "max(last)"), "in any sample"),
        ("sorted(2*np.abs((drawn > 0) @ (column*observed)))[-times]", "drawn once or not"),
        ("sorted(2*abs((drawn*column*drawn*observed).sum(axis=1)))[-times]", "counted twice"),
        ("2*abs(column @ observed)", "the data themselves"),
        (_of(_LAST, "up_to", "last.mean()"), "mean of the samples"),
        ("sorted(2*(drawn @ abs(column*observed)))[-times]", "sizes added up"),
        ("times/len(drawn)", "share instead of λ"),
        (_of(_LAST, "up_to", "sorted(last/(drawn @ column**2))[-times]"), "divided by ‖x‖²"),
        (_of(_LAST, "up_to", "np.quantile(last, 1 - times/7)"), "quantile"),
        ("2*abs(drawn.mean(axis=0) @ (column*observed))", "mean sample"),
        ("2*abs(drawn.sum(axis=0) @ (column*observed))", "samples poured together"),
    ),
}

# What is no statement is typed after the name of the answer.
_ANSWERS = {
    "hw5-held-out": "held_out", "hw5-lowest": "lowest", "hw5-one-se": "one_se", "hw5-freedom": "variance",
    "hw5-stability": "up_to",
}  # fmt: skip
WRONG = [
    (question, source if "\n" in source else f"{_ANSWERS[question]} = {source}", misconception)
    for question, entries in _TYPED.items()
    for source, misconception in entries
]
