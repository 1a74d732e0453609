"""The words that a formula of a penalty may use, and what to say of another."""

import ast
import math

from sparsity_kit.answers.arithmetic import NAMES
from sparsity_kit.answers.slips import LONGEST
from sparsity_kit.answers.syntax import parsed

CALLS = {
    "abs": "abs", "Abs": "abs", "max": "max", "Max": "max", "min": "min", "Min": "min", "sign": "sign", "sgn": "sign",
    "exp": "exp", "log": "log", "ln": "log", "And": "and", "Or": "or", "Not": "not", "Eq": "==", "Ne": "!=",
}  # fmt: skip
COMPARED: dict[type, str] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
JOINED: dict[type, str] = {ast.And: "and", ast.BitAnd: "and", ast.Or: "or", ast.BitOr: "or"}
CONSTANTS = {"pi": math.pi, "E": math.e}
CONDITIONS = {*COMPARED.values(), "and", "or", "not"}
KNOWN = "t, numbers, + - * / **, abs, sqrt, max, min, sign, exp, log and Piecewise"
NO_SUCH = f"a penalty has no {{}}; it may use {KNOWN}"


def is_condition(tree):
    """Whether a tree is true or false, and no number."""
    return isinstance(tree, bool) or (isinstance(tree, list) and tree[0] in CONDITIONS)


def stranger(text):
    """What to say of the first function that answers do not know either; "" if there is none, or too long a text."""
    tree = parsed(text, ["t"])[1] if len(text) <= LONGEST else None
    nodes = ast.walk(tree or ast.Constant(0))
    called = (node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
    name = next((name for name in called if name not in (*NAMES, "t")), "")
    return name and NO_SUCH.format(name)
