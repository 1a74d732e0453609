"""What a tree of lists says: as one number, on arrays, in SymPy's letters; and what decides where it has a kink."""

import math
import operator
from functools import reduce
from typing import Any

import numpy as np

MEANINGS: dict[str, Any] = {
    "+": np.add, "*": np.multiply, "^": np.power, "abs": np.abs, "max": np.maximum, "min": np.minimum, "sign": np.sign,
    "exp": np.exp, "log": np.log, "sin": np.sin, "cos": np.cos, "tanh": np.tanh, "sinh": np.sinh, "cosh": np.cosh,
    "atan": np.arctan, "asinh": np.arcsinh, "and": np.logical_and, "or": np.logical_or, "not": np.logical_not,
    "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "==": np.equal, "!=": np.not_equal,
}  # fmt: skip
ARITHMETIC = {"+": operator.add, "*": operator.mul, "^": math.pow}  # of numbers alone
IN_SYMPY = {name: name for name in MEANINGS} | {
    "+": "Add", "*": "Mul", "^": "Pow", "abs": "Abs", "max": "Max", "min": "Min", "and": "And", "or": "Or",
    "not": "Not", "<": "StrictLessThan", "<=": "LessThan", ">": "StrictGreaterThan", ">=": "GreaterThan",
    "==": "Equality", "!=": "Unequality",
}  # fmt: skip


def evaluate(tree, theta):
    """What a tree says of points (..., p), as an array (...): the counterpart in Python of `formula.js`."""
    if not isinstance(tree, list):
        return np.full(theta.shape[:-1], tree)
    what, *rest = tree
    if what == "theta":
        return theta[..., rest[0]]
    if what == "infinity":
        return np.full(theta.shape[:-1], np.inf)
    if what == "piecewise":
        values, conditions = zip(*([evaluate(part, theta) for part in piece] for piece in rest), strict=True)
        return np.select(conditions, values, np.nan)
    parts, meaning = [evaluate(part, theta) for part in rest], MEANINGS[what]
    return meaning(*parts) if meaning.nin == 1 else reduce(meaning, parts)


def constant(tree):
    """The number that +, ·, / and powers of numbers are; None for any other tree."""
    if not isinstance(tree, list):
        return tree
    if tree[0] not in ARITHMETIC:
        return None
    one, other = (constant(part) for part in tree[1:])
    try:
        return None if one is None or other is None else ARITHMETIC[tree[0]](one, other)
    except (ArithmeticError, ValueError):
        return None


def in_sympy(tree, t):
    """The tree as a formula of SymPy in the symbol t, with fractions for its numbers."""
    import sympy as sp

    from sparsity_kit.rational import as_rational

    if isinstance(tree, bool):
        return sp.true if tree else sp.false
    if not isinstance(tree, list):
        return as_rational(tree, rounding=1e-15)
    what, *rest = tree
    if what == "theta":
        return t
    if what == "piecewise":
        return sp.Piecewise(*((in_sympy(value, t), in_sympy(when, t)) for value, when in rest))
    return getattr(sp, IN_SYMPY[str(what)])(*(in_sympy(part, t) for part in rest))


def deciders(tree):
    """The trees whose signs decide on which side of a kink a formula is; zeros of others leave it smooth."""
    if not isinstance(tree, list) or tree[0] == "theta":
        return
    what, *rest = tree
    pieces = [part for pair in rest for part in pair] if what == "piecewise" else rest
    for part in pieces:
        yield from deciders(part)
    if what in ("abs", "sign") or (what == "^" and rest[1] != abs(int(rest[1]))):
        yield rest[0]
    if what in ("max", "min", "<", "<=", ">", ">=", "==", "!="):
        yield from (["+", one, ["*", -1.0, other]] for k, one in enumerate(rest) for other in rest[:k])
