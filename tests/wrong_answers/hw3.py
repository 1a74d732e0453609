"""Wrong answers to homework 3, as a student types them; the names of the notebook are there."""

_BEST = "def best_theta(c, s, lam):\n    return {}"

_TYPED = {
    "hw3-slope": (
        ("a*x*(x*theta + k*y)", "factor 2 lost"),
        ("2*x*(x*theta + k*y)", "a lost"),
        ("2*x**2*theta + 2*k*x*y", "a lost"),
        ("2*a*(x*theta + k*y)", "inner derivative lost"),
        ("2*a*x**2*theta - 2*a*k*x*y", "sign of y flipped"),
        ("a*x**2*theta + 2*a*k*x*y", "factor 2 lost in the first term"),
        ("2*a*x**2*theta + a*k*x*y", "factor 2 lost in the second term"),
        ("2*a*x**2*theta + 2*a*x*y", "k lost"),
        ("2*a*theta*(x*theta + k*y)", "inner derivative by x"),
        ("(a*(x*theta + k*y)**2).diff(x)", "inner derivative by x"),
        ("(a*(x*theta + k*y)**2).diff(y)", "inner derivative by y"),
        ("2*a*x**2*theta + 2*a*k*y", "x lost in the second term"),
        ("2*a*a*x*(x*theta + k*y)", "a used twice"),
        ("-2*a*x*(x*theta + k*y)", "all signs flipped"),
        ("a*(x*theta + k*y)**2", "not differentiated"),
        ("f'{a}*x*(x*theta + {k}*y)'", "factor 2 lost"),
        ("2*x**2*theta - 2*x*y", "the slope of lesson 6"),
        ("x**2*theta + 2*x*y", "the note's line"),
        ("2*a*k*x*(x*theta + y)", None),
        ("2*a*x**2 + 2*a*k*x*y", None),
    ),
    "hw3-signs": (
        ("np.sign(xs*ys) * (np.abs(xs*ys) > cost)", "λ not halved"),
        ("np.sign(xs*ys) * (np.abs(xs*ys) > 2*cost)", "factor 2 on the wrong side"),
        ("np.sign(xs * ys)", "threshold forgotten"),
        ("np.sign(ys / xs)", "threshold forgotten"),
        ("np.where(abs(xs*ys) >= cost/2, np.sign(xs*ys), 0)", "edge counted as alive"),
        ("[int(abs(x_*y_) > cost/2) for x_, y_ in zip(xs, ys)]", "sign lost"),
        ("np.where(xs*ys > cost/2, 1, 0)", "negative case forgotten"),
        ("np.sign(ys) * (np.abs(ys) > cost/2)", "x forgotten"),
        ("slopes = -2*xs*ys\nsigns = np.sign(slopes) * (np.abs(slopes) > cost)", "signs flipped"),
        ("np.sign(ys) * (np.abs(xs*ys) > cost/2)", "sign of x lost"),
        ("np.sign(xs*ys) * (np.abs(ys/xs) > cost/2)", "threshold on least squares"),
    ),
    "hw3-minimiser": (
        ("sign(x*y)*Max(Abs(x*y) - lam/2, 0)/x**2", "w lost"),
        ("sign(x*y)*Max(Abs(x*y) - lam/w, 0)/x**2", "λ not halved"),
        ("sign(x*y)*Max(Abs(x*y) - lam, 0)/x**2", "w and factor 2 lost"),
        ("sign(x*y)*Max(Abs(x*y) - w*lam/2, 0)/x**2", "w on the wrong side"),
        ("(2*w*x*y - lam)/(2*w*x**2)", "one case only"),
        ("Max(x*y - lam/(2*w), 0)/x**2", "negative case forgotten"),
        (
            "t = (2*w*x*y - lam)/(2*w*x**2)\n"
            "minimiser = Piecewise((t, x*y > lam/(2*w)), (t, x*y < -lam/(2*w)), (0, True))",
            "λ pulls the wrong way if θ < 0",
        ),
        ("y/x", "threshold forgotten"),
        ("Max(Abs(x*y) - lam/(2*w), 0)/x**2", "sign lost"),
        ("sign(x*y)*Max(Abs(x*y) - lam/(2*w), 0)", "not divided"),
        ("sign(x*y)*Max(Abs(x*y) - lam/(2*w), 0)/x", "divided by x, not x²"),
        ("sign(x*y)*Max(w*Abs(x*y) - lam/2, 0)/x**2", "not divided by w"),
        ("w*x*y/(w*x**2 + lam)", "ridge"),
        ("Piecewise((y/x, Abs(x*y) > lam/(2*w)), (0, True))", "hard threshold"),
        ("sign(x*y)*(Abs(x*y) - lam/(2*w))/x**2", "not cut off at zero"),
        ("sign(y)*Max(Abs(y) - lam/(2*w), 0)/x", None),
        ("'(x*y - lam/2)/x**2'", None),
    ),
    "hw3-last-price": (
        ("2*abs(column @ target)", "share forgotten"),
        ("abs(column @ target)/share", "λ not halved"),
        ("abs(column @ target)", "λ not halved, share forgotten"),
        ("2*abs(column @ target)*share", "multiplied by the share"),
        ("2*(column @ target)/share", "sign of x·y kept"),
        ("2*sum(abs(column*target))/share", "sizes added"),
        ("2*abs(column @ target)/(1 - share)", "share of the squares"),
        ("2*abs(column @ target)/(share*(column @ column))", "divided by ‖x‖²"),
        ("2*abs(np.mean(column*target))/share", "divided by n"),
        ("2*max(abs(column*target))/share", "largest product only"),
        ("2*np.linalg.norm(column)*np.linalg.norm(target)/share", None),
    ),
    "hw3-best-theta": (
        (_BEST.format("np.sign(c)*np.maximum(np.abs(c) - lam/2, 0)/s"), "weight lost"),
        (_BEST.format("np.sign(c)*np.maximum(np.abs(c) - lam/weight, 0)/s"), "λ not halved"),
        (
            "def best_theta(c, s, lam):\n    t = weight*lam/2\n    return soft_threshold(c, t)/s",
            "weight on the wrong side",
        ),
        (_BEST.format("np.maximum(np.abs(c) - lam/(2*weight), 0)/s"), "sign lost"),
        (_BEST.format("np.maximum(c - lam/(2*weight), 0)/s"), "negative case forgotten"),
        (_BEST.format("soft_threshold(c/s, lam/(2*weight))"), "threshold after the division"),
        (_BEST.format("soft_threshold(c, lam/(2*weight))"), "not divided"),
        (_BEST.format("soft_threshold(c, lam/(2*weight))/np.sqrt(s)"), "divided by the length"),
        (_BEST.format("c/s"), "threshold forgotten"),
        (_BEST.format("np.where(np.abs(c) > lam/(2*weight), c/s, 0)"), "hard threshold"),
        (_BEST.format("soft_threshold(weight*c, lam/2)/s"), "not divided by weight"),
        (_BEST.format("np.sign(c)*(np.abs(c) - lam/(2*weight))/s"), "not cut off at zero"),
        (_BEST.format("0 if abs(c) <= lam/(2*weight) else (c - lam/(2*weight))/s"), None),
    ),
    "hw3-prediction": (
        ("'C'", "zero by copies"),
        ("'d'", "loss taken for a mean"),
        ("'F'", "shrinks more"),
    ),
}

# What is no statement is typed after the name of the answer, which is the question's: last_price for hw3-last-price.
WRONG = [
    (question, source if "\n" in source else f"{question[4:].replace('-', '_')} = {source}", misconception)
    for question, entries in _TYPED.items()
    for source, misconception in entries
]
