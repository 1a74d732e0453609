"""The numbers that stand in a given cell: compared as values, because students add comments and editors move spaces."""

import ast
import math
import warnings
from functools import lru_cache
from textwrap import dedent

LONGEST = 2000  # characters: some twenty-five times a given cell; a notebook may have three hundred of 100,000
CHANGED = object()  # stands for a value that is no plain one: it equals no number that was given
_ARRAYS = {"array", "asarray"}


def same_numbers(text, numbers):
    """Whether a cell's text gives these numbers. What else it does, prints say, does not matter."""
    return numbers.items() <= numbers_in(text).items()


@lru_cache(maxsize=1000)
def numbers_in(text):
    """{name: value} of the assignments in a cell, where they are plain numbers, texts, lists and arrays of them.

    >>> numbers_in("c = np.array( [1,\\n 2.0] )  # mine\\nlam=-.5; print(lam)")
    {'c': [1, 2.0], 'lam': -0.5}
    """
    tree = tree_of(text)
    if tree is None:
        return {"": CHANGED}
    found, plain = {}, set()
    for statement in tree.body:
        target = _target(statement)
        if target is not None:
            plain.add(target)
            found[target.id] = _value(statement.value)
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load))
    return found | {node.id: CHANGED for node in names if node not in plain}


def tree_of(text):
    """The syntax tree of a cell; None if it is no Python, or too long to be one that was given."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of "$\lambda$", say, which the instructor has not written
            return ast.parse(dedent(text)) if len(text) <= LONGEST else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _target(statement):
    """The name that a plain assignment binds; None for any other statement."""
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
    elif isinstance(statement, ast.AnnAssign) and statement.value:
        target = statement.target
    else:
        return None
    return target if isinstance(target, ast.Name) else None


def _value(node):
    """The plain value of an expression, arrays as lists; CHANGED for any other."""
    if isinstance(node, ast.Call) and _is_array(node):
        return _value(node.args[0])
    if isinstance(node, (ast.List, ast.Tuple)):
        values = [_value(each) for each in node.elts]
        return CHANGED if CHANGED in values else values
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return CHANGED
    plain = isinstance(value, (int, float, str, bool)) and not (isinstance(value, float) and not math.isfinite(value))
    return value if plain else CHANGED


def _is_array(call):
    """Whether this is `np.array([…])`, with or without a type."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in _ARRAYS and len(call.args) in (1, 2) and all(each.arg == "dtype" for each in call.keywords)
