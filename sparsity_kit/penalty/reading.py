"""A formula in t that somebody typed, as a tree of lists; the whitelist is that of the answers. Nothing is executed.

A tree is a number, True, ["theta", 0] for t, or what is done and with what: ["+", ["abs", ["theta", 0]], 1.0].
What `live/typed.js` reads it reads to the same trees; what both refuse, both refuse for the same reason. Here more is
read, as answers are: LaTeX, what stands in quotes or alone in brackets, `abs|t|`, and one side of an equality whose
other side is a name, as in `theta* = abs(t)`.
"""

import ast
from itertools import pairwise

from sparsity_kit.answers.formula import Formula
from sparsity_kit.answers.kind import Unreadable
from sparsity_kit.penalty.tree import constant
from sparsity_kit.penalty.words import CALLS, COMPARED, CONSTANTS, JOINED, KNOWN, NO_SUCH, is_condition, stranger


def read(text):
    """The tree of a formula in t; ValueError, in one line, for what is none."""
    if not isinstance(text, str):
        raise TypeError(f'a formula must be text in t, got {type(text).__name__}; write Penalty.of("abs(t) + t**2")')
    try:
        found = _tree(Formula(text, ["t"]).tree)
    except Unreadable as reason:
        raise ValueError(f"a formula must be one in t, got {text!r}: {stranger(text) or reason}") from None
    except RecursionError:
        raise ValueError("a formula must be short enough to read, got one that is nested too deeply") from None
    if is_condition(found):
        raise ValueError(f"a formula must be a number for every t, got the condition {text!r}; use it in Piecewise")
    return found


def _tree(node):
    """The tree of what Python's parser has read; Unreadable, in words, for what no formula in t may use."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, bool) else float(node.value)  # type: ignore[arg-type]
    if isinstance(node, ast.Name):
        return _named(node.id)
    if isinstance(node, ast.Call):
        return _called(node.func.id, node.args)  # type: ignore[attr-defined]
    if isinstance(node, ast.UnaryOp):
        return _signed(node)
    if isinstance(node, ast.BoolOp):
        return [JOINED[type(node.op)], *map(_condition, node.values)]
    if isinstance(node, ast.Compare):
        sides, signs = [_number(side) for side in (node.left, *node.comparators)], map(type, node.ops)
        pairs = [[COMPARED[sign], *pair] for sign, pair in zip(signs, pairwise(sides), strict=True)]
        return pairs[0] if len(pairs) == 1 else ["and", *pairs]
    if isinstance(node, ast.BinOp) and type(node.op) in JOINED:
        return [JOINED[type(node.op)], _condition(node.left), _condition(node.right)]
    if isinstance(node, ast.BinOp):
        return _joined(node)
    raise Unreadable(f"it may use {KNOWN}")


def _named(name):
    """t, or a constant such as pi."""
    if name not in ("t", *CONSTANTS):
        raise Unreadable(f"{name} is no number here; it may use {KNOWN}")
    return CONSTANTS.get(name, ["theta", 0])


def _signed(node):
    """What stands behind a plus, a minus or a not."""
    if isinstance(node.op, (ast.Not, ast.Invert)):
        return ["not", _condition(node.operand)]
    inner = _number(node.operand)
    if isinstance(node.op, ast.UAdd):
        return inner
    return _negative(inner)


def _negative(tree):
    return ["*", -1.0, tree] if isinstance(tree, list) else -tree


def _joined(node):
    """Two numbers joined: a − b is a + (−1)·b, and a/b is a·b⁻¹, so that trees know fewer joints."""
    left = _number(node.left)
    if isinstance(node.op, ast.Pow):
        return ["^", left, _exponent(node.right)]
    right = _number(node.right)
    if isinstance(node.op, ast.Sub):
        right = _negative(right)
    if isinstance(node.op, ast.Div):
        right = ["^", right, -1.0]
    if not isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
        raise Unreadable(f"it may use {KNOWN}")
    return ["+" if isinstance(node.op, (ast.Add, ast.Sub)) else "*", left, right]


def _exponent(node):
    """A number from −8 to 8, computed at once."""
    value = constant(_number(node))
    if value is None or not abs(value) <= 8:
        raise Unreadable("exponents must be numbers between -8 and 8")
    return value


def _called(name, arguments):
    """A call: of a function that has a branch of its own, or of one that is written otherwise."""
    if name == "sqrt":
        return ["^", _number(arguments[0]), 0.5]
    if name == "Piecewise":
        return ["piecewise", *([_number(pair.elts[0]), _condition(pair.elts[1])] for pair in arguments)]
    if name == "Rational":
        return ["*", _number(arguments[0]), ["^", _number(arguments[1]), -1.0]]
    if name not in CALLS:
        raise Unreadable(NO_SUCH.format(name))
    part = _condition if name in ("And", "Or", "Not") else _number
    return [CALLS[name], *map(part, arguments)]


def _number(node):
    """The tree of a node that must be a number."""
    if is_condition(found := _tree(node)):
        raise Unreadable("a number is expected where a condition stands; use the condition in Piecewise")
    return found


def _condition(node):
    """The tree of a node that must be a condition."""
    if not is_condition(found := _tree(node)):
        raise Unreadable("a condition is expected in Piecewise, such as abs(t) <= 1")
    return found
