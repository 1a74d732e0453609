"""Wrong answers to homework that the other lists leave out, typed as formulas: one for each mistake that is known."""

_CORNER = "a, d, b, u = A_7[0, 0], A_7[0, 1], A_7[1, 1], radius - c_1\n"
_CERTIFICATE = (
    "def certificate(theta, slopes, lam):\n"
    "    part, square = {}, {}\n"
    "    wanted = -lam * (part * np.sign(theta) + 2 * square * theta)\n"
    "    return bool(np.all(np.where(theta == 0, {}, {})))"
)
_HELD_OUT = "theta = {}\nheld_out = "
_STEP = (
    "def step(theta, j, X, y, lam):\n    x, theta = X[:, j], theta.copy()\n    {}\n"
    "    theta[j] = soft_threshold(p, lam*share/2) / ({} + lam*(1 - share))\n    return theta"
)
_WAY = "a = target - table @ thetas[0]\nd = table @ (thetas[1] - thetas[0])\n"
_SE = "fold_errors.std(ddof=1) / 3"  # nine folds
_DF = "first, second = np.count_nonzero(coefficients, axis=1)\n"
_LAST = "up_to = sorted({})[-times]"

_TYPED = {
    "hw1-flow": [("l1_flow = lambda start, lam, time: start + lam * w * time * np.sign(start)", "uphill")],
    "hw1-hold": [
        (  # 2|du − bc₂| ≤ −au + dc₂
            f"{_CORNER}held = [(2*d*u + a*u)/(2*b + d), (2*d*u - a*u)/(2*b - d)]", "factor 2 in one slope only",
        ),
        (  # |du − bc₂| ≤ 2(−au + dc₂)
            f"{_CORNER}held = [(d*u + 2*a*u)/(b + 2*d), (d*u - 2*a*u)/(b - 2*d)]", "factor 2 in the other slope only",
        ),
    ],
    "hw2-third": [
        (
            "t = minimize(SquaredError(X_3, y_3) + lam_3 * L1()).theta\nj = int(t[1] != 0)\nk = 1 - j\n"
            "x = X_3[:, k]\nlasso = np.zeros(2)\n"
            "lasso[k] = (x @ y_3 - lam_3 / 2 * np.sign(x @ y_3)) / (x @ x)",
            "other coefficient zero",
        )
    ],
    "hw2-kink": [("stays = f'g == {-right}*lam or g == {left}*lam'", "ends only")],
    "hw2-certificate": [
        (
            _CERTIFICATE.format(
                "share", "1 - share", "abs(slopes) <= lam*share + 1e-6", "abs(abs(slopes) - abs(wanted)) <= 1e-6"
            ),
            "sign not looked at",
        ),
        (
            _CERTIFICATE.format("1", "1 - share", "abs(slopes) <= lam + 1e-6", "abs(slopes - wanted) <= 1e-6"),
            "share lost",
        ),
        (
            _CERTIFICATE.format("share", "1 - share", "abs(slopes) <= lam*share", "slopes == wanted"),
            "no tolerance",
        ),
        ("certificate = lambda theta, slopes, lam: False", "always False"),
    ],
    "hw3-slope": [
        ("slope = a*x**2*theta - 2*a*k*x*y", "the note's slips"),
        ("slope = 2*a*x*theta + 2*a*k*x*y", "x lost in the first term"),
    ],
    "hw3-signs": [
        ("signs = np.sign(xs*ys) * (np.abs(xs*ys) > cost/4)", "factor 2 used twice"),
        ("signs = np.sign(xs) * np.sign(ys) * (np.abs(xs*ys) <= cost/2)", "cases exchanged"),
        ("signs = np.sign(xs*ys) * (np.abs(ys) > cost/2)", "size of x forgotten"),
    ],
    "hw3-minimiser": [
        ("minimiser = f'sign(x*y)*max(abs(x*y) - lam/(4*{w}), 0)/x**2'", "factor 2 used twice"),
        (
            "e = f'lam/(2*{w})'\n"
            "minimiser = f'sign(x*y)*(abs(x*y) + {e})/x**2*(abs(x*y) > {e})'",
            "λ pulls the wrong way",
        ),
        ("minimiser = f'-sign(x*y)*max(abs(x*y) - lam/(2*{w}), 0)/x**2'", "signs flipped"),
        ("minimiser = f'sign(x*y)*max(abs(x*y) - lam/(2*{w}), 0)/({w}*x**2)'", "divided by w twice"),
        ("minimiser = f'sign(x*y)*max(2*abs(x*y) - lam/{w}, 0)/x**2'", "not halved"),
        ("minimiser = f'sign(x*y)*max(abs(x*y) - lam/(2*{w}), 0)/(2*x**2)'", "halved twice"),
    ],
    "hw3-last-price": [("last_price = abs(column @ target) / (2 * share)", "factor 2 on the wrong side")],
    "hw3-best-theta": [
        ("best_theta = lambda c, s, lam: soft_threshold(c, lam) / s", "weight and factor 2 lost"),
        ("best_theta = lambda c, s, lam: soft_threshold(c, lam / (2*weight)) / (weight*s)", "divided by weight twice"),
        ("best_theta = lambda c, s, lam: (2*weight*c - lam) / (2*weight*s)", "one case only"),
        ("best_theta = lambda c, s, lam: weight*c / (weight*s + lam)", "ridge"),
    ],
    "hw4-step": [
        (_STEP.format("p = x @ (y - X @ theta) + theta[j]", "x @ x"), "own part without its length"),
        (_STEP.format("p = x @ (X @ theta - y) + x @ x * theta[j]", "x @ x"), "residual turned round"),
        (_STEP.format("p = x @ (y - X @ theta + x*theta[j])", "np.linalg.norm(x)"), "divided by the length"),
    ],
    "hw4-last-price": [
        ("last_price = (np.abs(table.T @ target) / (2*weights)).max()", "factor 2 on the wrong side"),
        ("last_price = (2*np.abs(table.T @ target) / weights / (table**2).sum(axis=0)).max()", "divided by ‖x‖²"),
    ],
    "hw4-order": [("order = columns", "as given")],
    "hw5-held-out": [
        (
            _HELD_OUT.format("soft_threshold(x_out @ y_out, price * 3 / 5 / 2) / (x_out @ x_out)")
            + "((y_out - x_out*theta)**2).mean()",
            "held-out rows fitted",
        ),
        (
            _HELD_OUT.format("soft_threshold(x_fit @ y_fit, price * 3 / 5 / 2) / (x_fit @ x_fit)")
            + "np.linalg.norm(y_out - x_out*theta)",
            "length of the residuals",
        ),
    ],
    "hw5-lowest": [
        (f"{_WAY}s = a @ d / (d @ d)\nlowest = kinks[1] - s*(kinks[0] - kinks[1])", "below the lower kink"),
        (
            f"{_WAY}s = np.linspace(0, 1, 100_001)\n"
            "e = np.abs(a - s[:, None] * d).sum(axis=1)\nlowest = kinks[0] + s[e.argmin()]*(kinks[1] - kinks[0])",
            "sizes instead of squares",
        ),
    ],
    "hw5-one-se": [
        ("one_se = lam_lowest + np.sqrt(fold_errors.var() / bend)", "variance by count"),
        (f"one_se = lam_lowest + {_SE} * bend", "root and bend forgotten"),
        (f"one_se = lam_lowest + ({_SE} / bend)**2", "squared instead"),
        (f"one_se = lam_lowest + {_SE} / bend / 2", "slope instead of rise"),
        (f"one_se = {_SE}", "standard error alone"),
    ],
    "hw5-freedom": [
        ("variance = squares[0] - squares[1]", "squares alone"),
        (f"{_DF}variance = squares[0] - squares[1] - np.log(rows)*(second - first)", "subtracted"),
        (f"{_DF}variance = squares[0] / (rows - first)", "estimated from the first fit"),
        ("variance = squares[1] / rows", "squares over n"),
        (f"{_DF}variance = squares[1] / (np.log(rows)*(second - first))", "second fit's squares"),
    ],
    "hw5-stability": [
        (_LAST.format("2 * abs(sum(column[each] * observed[each])) for each in drawn"), "taken for row numbers"),
        (
            _LAST.format(
                "2 * abs(n @ (column*observed)) / np.linalg.norm(np.repeat(column, n)) for n in drawn"
            ),
            "divided by ‖x‖",
        ),
    ],
}  # fmt: skip

WRONG = [(question, cell, mistake) for question, entries in _TYPED.items() for cell, mistake in entries]
