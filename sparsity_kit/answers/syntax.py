"""What the text of a formula says in Python's grammar, and in SymPy's spelling of cases; nothing is executed."""

import ast
import contextlib
import re
import warnings
from itertools import pairwise

from sparsity_kit.answers.kind import Unreadable
from sparsity_kit.answers.spelling import THOUSANDS, in_python, with_sizes

_NUMBER = b".0123456789"
_NAMED = re.compile(  # f(x) =, θ* =, θ̂ :=, \theta^{*} =; but no product θ*(2) = and no power θ^(2) =
    r"(?:([^\W\d]\w*)(?:\*\*\(\*\)|[*^]{1,3}(?!\s*\()|['\u0302\u0303]{1,3})?(?:\([^()=]*\))?)?\s*:?=(?!=)\s*"
)


class SympyText(str):
    """A SymPy object as it prints itself; nobody typed it, so it may be longer than what is typed."""

    longest, largest = 20_000, 10**300  # sympy.Rational(0.1) has a denominator of 17 digits


def parsed(text, names=()):
    """(text, syntax tree) in Python's spelling or in that of mathematics; None for the tree if it is neither.

    The name of what is asked for may stand before it, if it is none of the `names`: "theta* = -g/(2*lam)".
    """
    dummies = r"\b_(?=[^\W\d])" if isinstance(text, SympyText) else "$^"  # SymPy's Dummy("lam") prints as _lam
    text = re.sub(dummies, "", in_python(text))
    if (named := _NAMED.match(text)) and named[1] not in names:
        text = text[named.end() :]
    for each in (text, in_python(with_sizes(text))):
        with contextlib.suppress(SyntaxError, ValueError, MemoryError, RecursionError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return each, ast.parse(each, mode="eval").body
    return text, None


def decimal_comma(nodes, text):
    """The first two neighbours that are digits on both sides of a comma without a space, as "7,5"; "" if none are."""
    data, thousands = text.encode(), THOUSANDS.search(text)
    for one, other in pairwise(nodes):
        end, start = getattr(one, "end_col_offset", 0), getattr(other, "col_offset", 0)
        if data[end:start] == b"," and data[end - 1 : end].isdigit() and data[start : start + 1].isdigit():
            if thousands:
                return thousands[0]
            before = len(data[:end].rstrip(_NUMBER))  # from its end: a search would begin at each of the digits
            after = len(data) - len(data[start:].lstrip(_NUMBER))
            return f"{data[before:end].decode()},{data[start:after].decode()}"
    return ""


def cases(node):
    """The (value, condition) pairs of SymPy's Piecewise((value, condition), …); empty for anything else."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Piecewise"):
        return []
    if not all(isinstance(pair, ast.Tuple) and len(pair.elts) == 2 for pair in node.args):
        raise Unreadable("the cases of Piecewise are pairs, (value, condition)")
    return node.args


def joint(node):
    """By what the parts of a formula are joined: a function's name, or the class of an operator."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else type(getattr(node, "op", None))


def parts(node):
    """What a joint joins: the arguments of a function, the sides of an operator."""
    if isinstance(node, ast.BinOp):
        return node.left, node.right
    return node.values if isinstance(node, ast.BoolOp) else node.args
