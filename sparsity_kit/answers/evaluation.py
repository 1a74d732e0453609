"""The value of a formula at a point, node by node, on exact fractions."""

import ast
from fractions import Fraction
from itertools import pairwise

from sparsity_kit.answers.arithmetic import BINARY, COMPARISONS, CONSTANTS, DECIDES, FUNCTIONS, UNARY, small, truth
from sparsity_kit.answers.kind import Unreadable
from sparsity_kit.answers.syntax import cases, joint, parts


def value(node, point):
    """The value of a part of a formula; `point` has one for each name. Raises Unreadable or what arithmetic raises."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, bool) else Fraction(str(node.value))
    if isinstance(node, ast.Name):
        if node.id not in point and node.id not in CONSTANTS:
            raise Unreadable(f"{node.id} is a function; write {node.id}(…)")
        return point[node.id] if node.id in point else CONSTANTS[node.id]
    if pairs := cases(node):
        return _first_case(pairs, point)
    if (joined_by := joint(node)) in DECIDES:
        return _joined(DECIDES[joined_by], parts(node), point)
    if joined_by == "ITE":
        condition, yes, no = node.args
        return value(yes if truth(value(condition, point)) else no, point)
    if isinstance(node, ast.Call):
        return FUNCTIONS[joined_by](*(value(argument, point) for argument in node.args))
    if isinstance(node, ast.UnaryOp):
        return UNARY[type(node.op)](value(node.operand, point))
    if isinstance(node, ast.Compare):
        values = [value(side, point) for side in (node.left, *node.comparators)]
        return all(COMPARISONS[type(op)](*pair) for op, pair in zip(node.ops, pairwise(values), strict=True))
    return small(BINARY[type(node.op)](value(node.left, point), value(node.right, point)))


def _joined(decisive, conditions, point):
    """Conditions joined by and, or: one part may decide, also beside another that has no value there."""
    without_value = None
    for part in conditions:
        try:
            if truth(value(part, point)) is decisive:
                return decisive
        except (ArithmeticError, ValueError) as error:
            without_value = error
    if without_value:
        raise without_value
    return not decisive


def _first_case(pairs, point):
    """The value of the first case whose condition is true; no value if there is none."""
    for pair in pairs:
        then, condition = pair.elts
        if truth(value(condition, point)):
            return value(then, point)
    raise ArithmeticError("no case applies")
