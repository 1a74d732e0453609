"""A formula that is given as text, read by a whitelist: names, numbers, operators, comparisons, a few functions.

It is parsed with `ast` and evaluated node by node on exact fractions. Text is never executed. SymPy's own spelling of
a formula is on the list.
"""

import ast
import contextlib
import re
import warnings
from fractions import Fraction
from itertools import pairwise

from sparsity_kit.answers.arithmetic import (
    ARGUMENTS,
    BINARY,
    COMPARISONS,
    CONSTANTS,
    DECIDES,
    FUNCTIONS,
    GRAMMAR,
    LOGICAL,
    NAMES,
    UNARY,
    small,
    truth,
)
from sparsity_kit.answers.kind import Unclear, Unreadable
from sparsity_kit.answers.sets import Conditions
from sparsity_kit.answers.spelling import cure, decimal_point, foreign, in_python, product_of, with_sizes

_NUMBER = b".0123456789"


class SympyText(str):
    """A SymPy object as it prints itself; nobody typed it, so it may be longer than what is typed."""

    longest, largest = 20_000, 10**300  # sympy.Rational(0.1) has a denominator of 17 digits


class _Unknown(Unreadable):
    """A name that means nothing, whoever has written it."""


class Formula:
    """Text such as "(x*y - lam/2) / x**2" or "abs(g) <= lam", callable with a value for each name.

    `letters` are the names that occur in it. Raises Unreadable for anything that is not on the list, before anything
    is computed; Unclear if SymPy has written it, who knows more than the list.
    """

    def __init__(self, text, names):
        self.of_sympy = isinstance(text, SympyText)
        longest = SympyText.longest if self.of_sympy else 400
        self.largest = SympyText.largest if self.of_sympy else 10**15
        self.names = tuple(names)
        try:
            self.text, self.tree = self._parsed(text, longest)
            nodes = [*ast.walk(self.tree)]
            self.letters = frozenset(self._names_in(nodes)) & {*names}
            self._check_all(nodes)
        except (RecursionError, Unreadable) as reason:
            raise self._named(reason) from None

    def _parsed(self, text, longest):
        if len(text) > longest:
            raise Unreadable(f"the formula is too long; {longest} characters are enough")
        read, tree = parsed(text, self.names)
        if tree is None:
            raise Unreadable(f"the formula {text!r} cannot be read; {cure(text, self.names)}")
        tree = self._one_side(tree)
        return read, Conditions().visit(tree) if "Contains" in read else tree

    def _named(self, reason):
        """The error that says why: Unclear if SymPy has written the formula, all of whose names are known."""
        if isinstance(reason, RecursionError):
            reason = Unreadable("the formula is nested too deeply")
        return Unclear(str(reason)) if self.of_sympy and not isinstance(reason, _Unknown) else reason

    def _names_in(self, nodes):
        """The names that are not called. Raises Unreadable for those that mean nothing."""
        called = {node.func for node in nodes if isinstance(node, ast.Call)}
        names = [node.id for node in nodes if isinstance(node, ast.Name) and node not in called]
        for name in names:
            self._check_name(name)
        return names

    def _one_side(self, tree):
        """The right side of theta == formula, if theta is what is asked for: none of the names."""
        if isinstance(tree, ast.Call) and ast.unparse(tree.func) == "Eq" and len(tree.args) == 2:
            left, right = tree.args
        elif isinstance(tree, ast.Compare) and [*map(type, tree.ops)] == [ast.Eq]:
            left, right = tree.left, tree.comparators[0]
        else:
            return tree
        return right if isinstance(left, ast.Name) and left.id not in (*self.names, *CONSTANTS) else tree

    def _check_all(self, nodes):
        cases = {pair for node in nodes for pair in _cases(node)}
        truths = {pair.elts[1] for pair in cases}
        for node in nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LOGICAL:
                truths |= {*node.args}
        for node in nodes:
            if node not in cases and not (node in truths and isinstance(getattr(node, "value", None), bool)):
                self._check(node)

    def _check_name(self, name):
        if name not in (*self.names, *NAMES, *CONSTANTS):
            known = ", ".join(self.names) or "numbers only"
            more = f"; write {product}" if (product := product_of(name, self.names)) else foreign(name)
            raise _Unknown(f"the name {name!r} means nothing here; use {known}{more}")

    def _check(self, node):
        if isinstance(node, ast.Constant):
            value = node.value
            strange = isinstance(value, bool) and not self.of_sympy  # who has truth values among conditions
            if strange or not isinstance(value, (int, float)) or abs(value) > self.largest:
                raise Unreadable(f"{node.value!r} is not a number that is expected in this formula")
        elif isinstance(node, ast.Call):
            self._check_call(node)
        elif self._is_power(node):
            raise Unreadable("a power is written ** in Python, as in x**2")
        elif isinstance(node, ast.Tuple) and (comma := decimal_comma(node.elts, self.text)):
            raise Unreadable(decimal_point(comma))
        elif not isinstance(node, (*GRAMMAR, ast.Name)):
            raise Unreadable("only numbers, names, + - * / **, comparisons and simple functions may be used")

    def _is_power(self, node):
        """Whether ^ is meant for a power; between conditions, and where SymPy writes it, it is Xor."""
        hat = isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor)
        return hat and not self.of_sympy and not isinstance(node.right, ast.Compare)

    def _check_call(self, node):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in self.names or isinstance(node.func, (ast.Constant, ast.BinOp, ast.Call)):
            raise Unreadable(cure(self.text, self.names))
        if name not in NAMES or node.keywords:
            raise Unreadable(f"only the functions {', '.join(NAMES)} may be used")
        least, most = ARGUMENTS.get(name, (1, 1))
        fits, comma = least <= len(node.args) <= most, decimal_comma(node.args, self.text)
        if comma and not (fits and len(node.args) == least):  # then with a point there would be too few arguments
            raise Unreadable(decimal_point(comma))
        if not fits:
            raise Unreadable(f"{name} has another number of arguments")

    def __call__(self, point):
        try:
            return self._value(self.tree, point)
        except (RecursionError, Unreadable) as reason:
            raise self._named(reason) from None

    def _value(self, node, point):
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, bool) else Fraction(str(node.value))
        if isinstance(node, ast.Name):
            if node.id not in point and node.id not in CONSTANTS:
                raise Unreadable(f"{node.id} is a function; write {node.id}(…)")
            return point[node.id] if node.id in point else CONSTANTS[node.id]
        if cases := _cases(node):
            return self._first_case(cases, point)
        if (joint := _joint(node)) in DECIDES:
            return self._joined(DECIDES[joint], _parts(node), point)
        if joint == "ITE":
            condition, yes, no = node.args
            return self._value(yes if truth(self._value(condition, point)) else no, point)
        if isinstance(node, ast.Call):
            return FUNCTIONS[joint](*(self._value(argument, point) for argument in node.args))
        if isinstance(node, ast.UnaryOp):
            return UNARY[type(node.op)](self._value(node.operand, point))
        if isinstance(node, ast.Compare):
            values = [self._value(side, point) for side in (node.left, *node.comparators)]
            return all(COMPARISONS[type(op)](*pair) for op, pair in zip(node.ops, pairwise(values), strict=True))
        return small(BINARY[type(node.op)](self._value(node.left, point), self._value(node.right, point)))

    def _joined(self, decisive, parts, point):
        """Conditions joined by and, or: one part may decide, also beside another that has no value there."""
        without_value = None
        for part in parts:
            try:
                if truth(self._value(part, point)) is decisive:
                    return decisive
            except (ArithmeticError, ValueError) as error:
                without_value = error
        if without_value:
            raise without_value
        return not decisive

    def _first_case(self, cases, point):
        """The value of the first case whose condition is true; no value if there is none."""
        for case in cases:
            value, condition = case.elts
            if truth(self._value(condition, point)):
                return self._value(value, point)
        raise ArithmeticError("no case applies")


def _joint(node):
    """By what the parts of a formula are joined: a function's name, or the class of an operator."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else type(getattr(node, "op", None))


def _parts(node):
    if isinstance(node, ast.BinOp):
        return node.left, node.right
    return node.values if isinstance(node, ast.BoolOp) else node.args


def parsed(text, names=()):
    """(text, syntax tree) in Python's spelling or in that of mathematics; None for the tree if it is neither.

    The name of what is asked for may stand before it, if it is none of the `names`: "theta = -g/(2*lam)".
    """
    dummies = r"\b_(?=[^\W\d])" if isinstance(text, SympyText) else "$^"  # SymPy's Dummy("lam") prints as _lam
    text = re.sub(dummies, "", in_python(text))
    if (named := re.match(r"([^\W\d]\w*)?(?:\([^()=]*\))?\s*=(?!=)\s*", text)) and named[1] not in names:
        text = text[named.end() :]
    for each in (text, in_python(with_sizes(text))):
        with contextlib.suppress(SyntaxError, ValueError, MemoryError, RecursionError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return each, ast.parse(each, mode="eval").body
    return text, None


def decimal_comma(nodes, text):
    """The first two neighbours that are digits on both sides of a comma without a space, as "7,5"; "" if none are."""
    data = text.encode()
    for one, other in pairwise(nodes):
        end, start = getattr(one, "end_col_offset", 0), getattr(other, "col_offset", 0)
        if data[end:start] == b"," and data[end - 1 : end].isdigit() and data[start : start + 1].isdigit():
            before = len(data[:end].rstrip(_NUMBER))  # from its end: a search would begin at each of the digits
            after = len(data) - len(data[start:].lstrip(_NUMBER[1:]))
            return f"{data[before:end].decode()},{data[start:after].decode()}"
    return ""


def _cases(node):
    """The (value, condition) pairs of SymPy's Piecewise((value, condition), …); empty for anything else."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Piecewise"):
        return []
    if not all(isinstance(pair, ast.Tuple) and len(pair.elts) == 2 for pair in node.args):
        raise Unreadable("the cases of Piecewise are pairs, (value, condition)")
    return node.args
