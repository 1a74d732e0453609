"""Wrong answers to homework 2 as students type them: (question, cell, misconception or None if no rule has it)."""

WRONG = [
    ("hw2-gradient", "gradient = lam_1 * theta / np.linalg.norm(theta)", "sign flipped"),
    ("hw2-gradient", "gradient = -2 * lam_1 * theta", "squared norm"),
    ("hw2-gradient", "gradient = 2 * lam_1 * theta", "squared norm, sign flipped"),
    ("hw2-gradient", "gradient = -lam_1 * theta", "not normalised"),
    ("hw2-gradient", "gradient = -lam_1 * np.sign(theta)", "signs of L1"),
    ("hw2-gradient", "gradient = -theta / np.sqrt(sum(theta**2))", "λ lost"),
    ("hw2-gradient", "gradient = -2 * lam_1 * theta / np.linalg.norm(theta)", "factor 2 too much"),
    ("hw2-gradient", "gradient = -lam_1 * theta / sum(theta**2)", "root lost"),
    ("hw2-gradient", "gradient = [-lam_1 * t / sum(abs(theta)) for t in theta]", "wrong norm"),
    ("hw2-gradient", "gradient = -lam_1 * np.linalg.norm(theta)", None),
    ("hw2-gradient", "gradient = np.zeros(3)", None),
    ("hw2-path", "path = (sp.Matrix(X_2.T @ X_2) - lam * sp.eye(2)).solve(sp.Matrix(X_2.T @ y_2))[1]", "sign of λ"),
    (
        "hw2-path",
        "path = (sp.Matrix(2 * X_2.T @ X_2) + lam * sp.eye(2)).solve(sp.Matrix(2 * X_2.T @ y_2))[1]",
        "λ halved",
    ),
    ("hw2-path", "path = (sp.Matrix(X_2.T @ X_2) + 2 * lam * sp.eye(2)).solve(sp.Matrix(X_2.T @ y_2))[1]", "λ doubled"),
    (
        "hw2-path",
        "path = (sp.Matrix(X_2.T @ X_2) + lam * sp.eye(2)).solve(sp.Matrix(X_2.T @ y_2))[0]",
        "other coefficient",
    ),
    ("hw2-path", "path = f'{X_2[:, 1] @ y_2}/({X_2[:, 1] @ X_2[:, 1]} + lam)'", "coupling lost"),
    ("hw2-path", "path = sp.Matrix(X_2.T @ X_2 + lam).solve(sp.Matrix(X_2.T @ y_2))[1]", "λ in every entry"),
    ("hw2-path", "path = np.linalg.lstsq(X_2, y_2)[0][1]", "λ lost"),
    ("hw2-path", "path = -(sp.Matrix(X_2.T @ X_2) + lam * sp.eye(2)).solve(sp.Matrix(X_2.T @ y_2))[1]", "sign flipped"),
    (
        "hw2-path",
        "path = (sp.Matrix(X_2.T @ X_2) + lam * sp.eye(2)).solve(sp.Matrix(2 * X_2.T @ y_2))[1]",
        "factor 2 too much",
    ),
    ("hw2-path", "path = np.linalg.lstsq(X_2, y_2)[0][1] / (1 + lam)", None),
    ("hw2-path", "path = (sp.Matrix(X_2.T @ X_2) + lam * sp.eye(2)).solve(sp.Matrix(X_2.T @ y_2))", None),
    ("hw2-third", "lasso = np.linalg.solve(X_3.T @ X_3, X_3.T @ y_3)", "λ lost"),
    ("hw2-third", "lasso = minimize(SquaredError(X_3, y_3) + 2 * lam_3 * L1()).theta", "factor 2 lost"),
    ("hw2-third", "lasso = minimize(SquaredError(X_3, y_3) + lam_3 / 2 * L1()).theta", "λ halved"),
    ("hw2-third", "lasso = np.linalg.solve(X_3.T @ X_3 + lam_3 * np.eye(2), X_3.T @ y_3)", "squared L2"),
    (
        "hw2-third",
        "best = np.linalg.lstsq(X_3, y_3)[0]; lasso = np.linalg.solve(2 * X_3.T @ X_3, 2 * X_3.T @ y_3 - lam_3 * np.sign(best))",
        "guess not checked",
    ),
    (
        "hw2-third",
        "j = np.abs(minimize(SquaredError(X_3, y_3) + lam_3 * L1()).theta).argmax(); "
        "lasso = np.zeros(2); lasso[j] = X_3[:, j] @ y_3 / (X_3[:, j] @ X_3[:, j])",
        "the other one does not pay",
    ),
    (
        "hw2-third",
        "right = minimize(SquaredError(X_3, y_3) + lam_3 * L1()).theta; "
        "lasso = right + np.sign(right) * lam_3 / (X_3**2).sum(axis=0)",
        "sign flipped",
    ),
    (
        "hw2-third",
        "lasso = np.linalg.lstsq(X_3, y_3)[0] * (minimize(SquaredError(X_3, y_3) + lam_3 * L1()).theta != 0)",
        "not solved again",
    ),
    ("hw2-third", "lasso = soft_threshold(X_3.T @ y_3, lam_3 / 2) / (X_3**2).sum(axis=0)", "coupling lost"),
    ("hw2-third", "lasso = minimize(SquaredError(X_3, y_3) + lam_3 * L1()).theta[::-1]", "exchanged"),
    ("hw2-third", "lasso = [0, 0]", "all zero"),
    ("hw2-third", "lasso = np.linalg.lstsq(X_3, y_3)[0] / (1 + lam_3)", None),
    ("hw2-third", "lasso = minimize(SquaredError(X_3, y_3) + lam_3 * L1()).value", None),
    ("hw2-kink", "stays = f'-{left}*lam <= g <= {right}*lam'", "ends exchanged"),
    ("hw2-kink", "stays = f'abs(g) <= {left + right}*lam'", None),
    ("hw2-kink", "stays = (-right * lam, right * lam)", "right side twice"),
    ("hw2-kink", "stays = sp.Abs(g) <= left * lam", "left side twice"),
    ("hw2-kink", "stays = f'abs(g) <= {(left + right) / 2}*lam'", "averaged"),
    ("hw2-kink", "stays = 'abs(g) <= lam'", "plain L1"),
    ("hw2-kink", "stays = f'-{right} <= g <= {left}'", "λ lost"),
    ("hw2-kink", "stays = f'{-2 * right}*lam <= g <= {2 * left}*lam'", "factor 2 too much"),
    ("hw2-kink", "stays = f'-{right}*lam/2 <= g <= {left}*lam/2'", "half"),
    ("hw2-kink", "stays = f'-{right}*lam < g < {left}*lam'", "ends left out"),
    ("hw2-kink", "stays = f'g <= -{right}*lam or g >= {left}*lam'", "turned round"),
    ("hw2-kink", "stays = f'g <= {left}*lam'", "one side only"),
    ("hw2-kink", "stays = g >= -right * lam", "other side only"),
    ("hw2-kink", "stays = 'g == 0'", "smooth"),
    ("hw2-kink", "stays = f'{right}*lam <= g <= {left}*lam'", None),
    ("hw2-kink", "stays = f'0 <= g <= {left}*lam'", None),
    ("hw2-who", "who = 'E'", "L2 ahead of L1"),
    ("hw2-certificate", "certificate = lambda theta, slopes, lam: True", "always True"),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    return np.allclose(slopes, -lam * (share * np.sign(theta) + 2 * (1 - share) * theta))",
        "sign of zero",
    ),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    for t, g in zip(theta, slopes):\n"
        "        if t == 0 and abs(g) > lam * share + 1e-6:\n"
        "            return False\n"
        "        if t != 0 and abs(g - lam * (share * np.sign(t) + 2 * (1 - share) * t)) > 1e-6:\n"
        "            return False\n"
        "    return True",
        "sign flipped",
    ),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    zero = theta == 0\n"
        "    return (abs(slopes[zero]) <= lam + 1e-6).all() and "
        "(abs(slopes + lam * np.sign(theta))[~zero] < 1e-6).all()",
        "plain L1",
    ),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    for t, g in zip(theta, slopes):\n"
        "        if t == 0 and abs(g) > lam + 1e-6:\n"
        "            return False\n"
        "        if t != 0 and abs(g + lam * (share * np.sign(t) + 2 * (1 - share) * t)) > 1e-6:\n"
        "            return False\n"
        "    return True",
        "share lost at zero",
    ),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    for t, g in zip(theta, slopes):\n"
        "        if t == 0 and abs(g) > lam * share + 1e-6:\n"
        "            return False\n"
        "        if t != 0 and abs(g + lam * (share * np.sign(t) + (1 - share) * t)) > 1e-6:\n"
        "            return False\n"
        "    return True",
        "factor 2 lost",
    ),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    zero, rest = theta == 0, slopes + lam * share * np.sign(theta)\n"
        "    return all(abs(slopes[zero]) <= lam * share + 1e-6) and all(abs(rest[~zero]) <= 1e-6)",
        "squares lost",
    ),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    off = slopes + lam * (share * np.sign(theta) + 2 * (1 - share) * theta)\n"
        "    return all(np.isclose(o, 0, atol=1e-6) for o, t in zip(off, theta) if t != 0)",
        "zeros always pass",
    ),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    return bool((abs(slopes) <= lam * abs(share + 2 * (1 - share) * abs(theta)) + 1e-6).all())",
        "inequality everywhere",
    ),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    off = slopes + lam * (share * np.sign(theta) + 2 * (1 - share) * theta)\n"
        "    return any(np.where(theta == 0, abs(slopes) <= lam * share + 1e-6, abs(off) <= 1e-6))",
        "any for all",
    ),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    off = slopes + lam * (share * np.sign(theta) + 2 * (1 - share) * theta)\n"
        "    return all(np.where(theta == 0, abs(slopes) < lam * share, abs(off) <= 1e-6))",
        "ends left out",
    ),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    return np.where(theta == 0, abs(slopes) <= lam * share, slopes == -lam * share * np.sign(theta))",
        None,
    ),
    (
        "hw2-certificate",
        "def certificate(theta, slopes, lam):\n"
        "    if theta == 0:\n"
        "        return abs(slopes) <= lam * share\n"
        "    return slopes == -lam * share * np.sign(theta)",
        None,
    ),
]
