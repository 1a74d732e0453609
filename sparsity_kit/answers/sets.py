"""That a number lies in a set, as a condition: SymPy's Contains(x, Interval(0, 1)) is (0 <= x) and (x <= 1)."""

import ast
from itertools import islice

from sparsity_kit.answers.kind import Unreadable

_OPEN = {"Interval": (0, 0), "Interval.open": (1, 1), "Interval.Lopen": (1, 0), "Interval.Ropen": (0, 1)}
_NAMES = {"Reals": ast.Eq, "EmptySet": ast.NotEq}


def is_set(tree):
    """Whether a syntax tree is a set in SymPy's spelling."""
    calls = (*_OPEN, "Union", "Intersection", "Complement", "FiniteSet")
    call = isinstance(tree, ast.Call) and not tree.keywords and ast.unparse(tree.func) in calls
    return call or isinstance(tree, ast.Set) or (isinstance(tree, ast.Name) and tree.id in _NAMES)


class Conditions(ast.NodeTransformer):
    """Puts a condition in the place of each Contains(member, set)."""

    def visit_Call(self, node):
        """The condition for a call of Contains, and any other call as it is."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "Contains" and len(node.args) == 2:
            if not _is_short(node.args[0]):
                raise Unreadable("what Contains asks about is too long")
            return inside(*node.args)
        return node


def _is_short(member):
    """Whether it can be written down once for each part of a set: short, and without a condition in it."""
    nodes = [*islice(ast.walk(member), 101)]
    return len(nodes) <= 100 and not any(isinstance(node, (ast.Compare, ast.BoolOp)) for node in nodes)


def inside(member, of):
    """The syntax tree of the condition that `member` is in the set `of`, both syntax trees."""
    if not is_set(of):
        raise Unreadable("Contains needs a set that is written as Interval(low, high), or as a union of these")
    if isinstance(of, ast.Name):
        return ast.Compare(ast.Constant(0), [_NAMES[of.id]()], [ast.Constant(0)])
    if isinstance(of, ast.Set):
        return _any(ast.Compare(member, [ast.Eq()], [each]) for each in of.elts)
    name, parts = ast.unparse(of.func), of.args
    if name in _OPEN:
        return _between(member, parts, _OPEN[name])
    if name == "FiniteSet":
        return _any(ast.Compare(member, [ast.Eq()], [each]) for each in parts)
    within = [inside(member, each) for each in parts]
    if name == "Complement":
        within[1:] = [ast.UnaryOp(ast.Not(), each) for each in within[1:]]
    return _any(within) if name == "Union" else ast.BoolOp(ast.And(), within)


def _between(member, parts, is_open):
    """Interval(low, high), or with two truth values more that say which end is left out."""
    flags = [part.value for part in parts[2:] if isinstance(part, ast.Constant) and type(part.value) is bool]
    if len(parts) not in (2, 3, 4) or len(flags) != len(parts) - 2:
        raise Unreadable("an interval is written Interval(low, high)")
    is_open = [*flags, *is_open[len(flags) :]]
    order: list[ast.cmpop] = [ast.Lt() if without else ast.LtE() for without in is_open]
    return ast.Compare(parts[0], order, [member, parts[1]])


def _any(conditions):
    return ast.BoolOp(ast.Or(), list(conditions))
