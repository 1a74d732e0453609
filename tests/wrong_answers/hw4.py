"""Wrong answers to homework 4, as a student types them; the names of the notebook are there."""

from wrong_answers import rows

_STEP = """def step(theta, j, X, y, lam):
    x = X[:, j]
    {}
    theta[j] = {}
    return theta"""
_PARTIAL = "r = y - X @ theta + x*theta[j]"
_TABLE = "p = data.diabetes()\nX = p.X[:, columns]\n"


def _dead(first, middle="gram[0, 1]*first", reach="price/2"):
    return f"first = {first}\nmiddle = {middle}\ndead = np.array([middle - {reach}, middle + {reach}])"


def _letters(test):
    """The letters of the penalties p for which the test is true; whoever types them has looked at each."""
    return f'"".join(n for n, p in zip("ABCDEF", (A, B, C, D, E, F)) if {test})'


_KINK = "not (p.endswith('1.5') or p[1:] == '*theta**2' or p.startswith(('sqrt(theta', 'max(abs', 'theta**2/')))"
_NET = "(p.startswith('abs(theta) +'))"


_TYPED = {
    "hw4-dead": (
        ("[-price/2, price/2]", "others forgotten"),
        (_dead("soft_threshold(product, price/2)/gram[0, 0]", reach="price"), "λ not halved"),
        (_dead("product/gram[0, 0]"), "θ₁ by least squares"),
        (_dead("soft_threshold(product, price)/gram[0, 0]"), "λ not halved in θ₁"),
        (_dead("soft_threshold(product, price)/gram[0, 0]", reach="price"), "λ not halved anywhere"),
        (_dead("soft_threshold(product, price/2)"), "θ₁ not divided"),
        (_dead("soft_threshold(product, price/2)/gram[0, 0]", "-gram[0, 1]*first"), "sign of x₁·x₂"),
        (_dead("soft_threshold(product, price/2)/gram[0, 0]", "first"), "x₁·x₂ forgotten"),
        (
            _dead("(product + np.sign(product)*price/2)/gram[0, 0]"),
            "θ₁ pushed away from zero",
        ),
        (
            "t = soft_threshold(product, price/2)/gram[0, 0]\nm = gram[0, 1]*t\ndead = [m + price/2, m - price/2]",
            "ends exchanged",
        ),
        (_dead("product", "gram[1, 0]*product"), "x₁·y instead of θ₁"),
        (_dead("soft_threshold(product, price/2)/gram[0, 0]") + "\ndead = dead/gram[1, 1]", "divided by ‖x₂‖²"),
        (
            _dead("soft_threshold(product, price/2)/gram[0, 0]", "first*gram[0, 1]/np.sqrt(gram[0, 0]*gram[1, 1])"),
            None,
        ),
        (_dead("soft_threshold(product, price/2)/np.sqrt(gram[0, 0])"), None),
    ),
    "hw4-step": (
        (_STEP.format(_PARTIAL, "soft_threshold(x @ r, lam/2)/(x @ x)"), "the lasso's step"),
        (_STEP.format(_PARTIAL, "soft_threshold(x @ r, lam*share/2)/(x @ x)"), "squares forgotten"),
        (_STEP.format(_PARTIAL, "soft_threshold(x @ r, lam*share)/(x @ x + lam*(1 - share))"), "λ not halved"),
        (
            _STEP.format(_PARTIAL, "soft_threshold(x @ r, lam*share/2)/(x @ x + 2*lam*(1 - share))"),
            "squares doubled",
        ),
        (
            _STEP.format(_PARTIAL, "soft_threshold(x @ r, lam*share/2)/(x @ x + lam*(1 - share)/2)"),
            "squares halved",
        ),
        (
            _STEP.format("r = y - X @ theta", "soft_threshold(x @ r, share*lam/2)/(x @ x + lam*(1 - share))"),
            "whole residual",
        ),
        (
            _STEP.format("r = y", "soft_threshold(x @ r, share*lam/2)/(x @ x + lam*(1 - share))"),
            "others forgotten",
        ),
        (
            _STEP.format(_PARTIAL, "soft_threshold(x @ r, lam/2)/(x @ x + lam*(1 - share))"),
            "share forgotten in the threshold",
        ),
        (
            _STEP.format(_PARTIAL, "soft_threshold(x @ r, lam*(1 - share)/2)/(x @ x + lam*share)"),
            "shares exchanged",
        ),
        (_STEP.format(_PARTIAL, "(x @ r)/(x @ x + lam*(1 - share))"), "threshold forgotten"),
        (_STEP.format(_PARTIAL, "soft_threshold(x @ r, lam*share/2)"), "not divided"),
        (
            _STEP.format(
                "r = X @ theta - x*theta[j] - y", "soft_threshold(x @ r, lam*share/2)/(x @ x + lam*(1 - share))"
            ),
            "partial residual turned round",
        ),
        (
            "def step(theta, j, X, y, lam):\n    x = X[:, j]\n    r = y - X @ theta + x*theta[j]\n"
            "    return soft_threshold(x @ r, lam*share/2)/(x @ x + lam*(1 - share))",
            "one entry only",
        ),
        (
            _STEP.format(_PARTIAL, "max(abs(x @ r) - lam*share/2, 0)/(x @ x + lam*(1 - share))"),
            "sign lost",
        ),
        (
            _STEP.format(_PARTIAL, "soft_threshold(x @ r/(x @ x), lam*share/2)/(1 + lam*(1 - share))"),
            "threshold after the division",
        ),
        (
            _STEP.format(_PARTIAL, "soft_threshold(x @ r, lam*share/2)/(x @ x + lam*(1 - share))").replace(
                "\n    return theta", ""
            ),
            None,
        ),
    ),
    "hw4-last-price": (
        ("2*np.abs(table.T @ target).max()", "weights forgotten"),
        ("max(abs(table.T @ target))", "weights and factor 2 forgotten"),
        ("(np.abs(table.T @ target)/weights).max()", "λ not halved"),
        ("(2*np.abs(table.T @ target)*weights).max()", "weights on the wrong side"),
        ("max(2*table.T @ target/weights)", "sign kept"),
        ("(2*np.abs(table.T @ target)/weights).min()", "first instead of last"),
        ("(2*np.abs(table.T @ target)/weights).sum()", "added up"),
        (
            "p = np.abs(table.T @ target)\nj = p.argmax()\nlast_price = 2*p[j]/weights[j]",
            "weighed too late",
        ),
        ("2*np.linalg.norm(table.T @ target/weights)", "length of the slope"),
        ("2*np.abs(table.T @ target/weights).max()/len(table)", "divided by n"),
        ("2*np.abs(table.T @ target).max()/weights.sum()", None),
    ),
    "hw4-order": (
        (_TABLE + "order = [columns[j] for j in np.argsort(-abs(X.T @ p.y))]", "single features"),
        (_TABLE + "order = columns[np.argsort(X.T @ p.y)[::-1]]", "signs kept"),
        (
            _TABLE + "path = lasso_path(X, p.y)\norder = [j for e in path.events for j in e.entered][:6]",
            "places in the small table",
        ),
        (
            _TABLE + "b = np.linalg.lstsq(X, p.y, rcond=None)[0]\norder = columns[np.argsort(-abs(b))]",
            "least squares",
        ),
        (
            _TABLE
            + "path = lasso_path(p.X, p.y)\norder = list(dict.fromkeys(j for e in path.events for j in e.entered))",
            "all ten listed",
        ),
        (
            _TABLE + "path = lasso_path(p.X, p.y)\n"
            "order = [j for j in dict.fromkeys(j for e in path.events for j in e.entered) if j in columns]",
            "all ten in the model",
        ),
        (
            _TABLE
            + "path = lasso_path(X, p.y)\nseen = dict.fromkeys(columns[j] for e in path.events for j in e.entered)\n"
            "order = list(seen)[::-1]",
            "turned round",
        ),
        (_TABLE + "order = [columns[j] for j in np.argsort(abs(X.T @ p.y))]", None),
    ),
    "hw4-kinks": (
        (_letters(f"{_KINK} and not {_NET}"), "squares thought to round the corner"),
        (_letters(f"{_KINK} or '1.5' in p"), "exponent below 2 taken for a kink"),
        (_letters(f"{_KINK} or p[1:] == '*theta**2'"), "steepness taken for a kink"),
        (
            _letters(f"{_KINK} and not {_NET} or '1.5' in p"),
            "exponent below 2 taken for a kink; squares thought to round the corner",
        ),
        (_letters(f"not {_KINK}"), "turned round"),
        ("'A, B, C, D, E, F'", "all"),
        (_letters("p[1:] == '*abs(theta)'"), None),
    ),
}

WRONG = rows(_TYPED)
