"""What the browser is told of a penalty that it does not know: its formula, after a look at whether it is true."""

import numpy as np

from sparsity_kit.figures.looks import look
from sparsity_kit.inputs import shown
from sparsity_kit.live.formula import as_tree
from sparsity_kit.penalty.tree import evaluate

NEAR = 1e-9  # by this share the formula and the value may differ


def as_own(caller, penalty, p):
    """The formula of p coefficients as a tree, what is true of it, and the penalty's look.

    Raises ValueError, with the cure, for a formula that is not the value, that the browser cannot compute, or that is
    not least at zero, and for a penalty that is neither convex nor a sum over the coefficients.
    """
    import sympy as sp

    symbols = list(sp.symbols(f"theta1:{p + 1}", real=True))
    formula = sp.sympify(penalty.symbolic(symbols))
    separable = all(len(term.free_symbols) <= 1 for term in sp.Add.make_args(formula))
    finite, name = not formula.has(sp.oo), shown(penalty)
    try:
        tree = as_tree(formula, symbols)
    except ValueError as error:
        raise ValueError(f"{caller} draws {name} by its formula, but {error}, or draw it with figures") from None
    _need_truth(caller, penalty, tree, p)
    if not separable and not (penalty.convex and finite):
        raise ValueError(
            f"{caller} finds no lowest points of {name}, which is no sum over the coefficients and not said to be "
            "convex and finite; set convex = True if it is, or draw it with figures"
        )
    looks = look(penalty)
    return {
        "formula": tree,
        "separable": separable,
        "convex": bool(penalty.convex),
        "finite": finite,
        "budget": bool(penalty.convex and finite),  # where prices and budgets belong together
        "name": looks.name,
        "look": as_look(looks.colour, looks.line, looks.marker),
    }


def as_look(colour, line, marker):
    """A look as the browser takes it."""
    return {"colour": colour, "dash": dashes(line), "marker": marker}


def dashes(line):
    """The lengths of a line's dashes and gaps, in widths of the line; none for an unbroken one."""
    return list(line[1]) if isinstance(line, tuple) else []


def _need_truth(caller, penalty, tree, p):
    """The formula is the value; Ω is least at zero and does not fall on the way out; and convex if it says so."""
    random = np.random.default_rng(0)
    points = random.normal(size=(300, p)) * 10 ** random.uniform(-2, 2, (300, 1))
    points[::5, 0] = 0.0
    value = np.asarray(penalty.value(points), dtype=float)
    with np.errstate(all="ignore"):  # where both are infinite, and in pieces that do not hold
        written = evaluate(tree, points)
        outward = np.asarray(penalty.value(1.1 * points), dtype=float)
        falls = (outward < value - NEAR * np.abs(value)) | (value < penalty.value(np.zeros(p)) - NEAR)
        chord = (value + value[::-1]) / 2
        bulges = penalty.value((points + points[::-1]) / 2) > chord + NEAR * (1 + chord)
        wrong = ~((value == written) | (np.abs(value - written) <= NEAR * (1 + np.abs(value))))
    if wrong.any():
        at = points[wrong.argmax()].tolist()
        raise ValueError(
            f"{caller} draws {shown(penalty)} by its formula, but at θ = {at} symbolic is {written[wrong][0]:.6g} and "
            f"value {value[wrong][0]:.6g}; make them agree"
        )
    if falls.any():
        raise ValueError(
            f"{caller} draws penalties that are least at zero and grow outward, and {shown(penalty)} falls somewhere; "
            "move its least place to zero, or draw it with figures"
        )
    if penalty.convex and bulges.any():
        raise ValueError(f"{shown(penalty)} says that it is convex, but it lies above a chord; set convex = False")
