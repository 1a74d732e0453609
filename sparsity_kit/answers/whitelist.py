"""The whitelist of formulas: which names, numbers, operators and functions may stand in one."""

import ast

from sparsity_kit.answers.arithmetic import ARGUMENTS, COMMON, CONSTANTS, GRAMMAR, LOGICAL, NAMES
from sparsity_kit.answers.kind import Unreadable
from sparsity_kit.answers.slips import cure, decimal_point, foreign, product_of
from sparsity_kit.answers.syntax import SympyText, cases, decimal_comma


class Unknown(Unreadable):
    """A name that means nothing, whoever has written it."""


class Whitelist:
    """What may stand in a formula of these `names`, given as `text`; SymPy's own may have more."""

    def __init__(self, names, text, of_sympy):
        self.names, self.text, self.of_sympy = names, text, of_sympy
        self.largest = SympyText.largest if of_sympy else 10**15

    def names_in(self, nodes):
        """The names that are not called. Raises Unreadable for those that mean nothing."""
        called = {node.func for node in nodes if isinstance(node, ast.Call)}
        names = [node.id for node in nodes if isinstance(node, ast.Name) and node not in called]
        for name in names:
            self._check_name(name)
        return names

    def check(self, nodes):
        """Raises Unreadable for the first of the nodes that is not on the list."""
        pairs = {pair for node in nodes for pair in cases(node)}
        truths = {pair.elts[1] for pair in pairs}
        for node in nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LOGICAL:
                truths |= {*node.args}
        for node in nodes:
            if node not in pairs and not (node in truths and isinstance(getattr(node, "value", None), bool)):
                self._check(node)

    def _check_name(self, name):
        if name == "I" and self.of_sympy:  # the roots of a cubic are written with it, also the real ones
            raise Unreadable("SymPy's imaginary number I stands in it")
        if name not in (*self.names, *NAMES, *CONSTANTS):
            known = ", ".join(self.names) or "numbers only"
            more = f"; write {product}" if (product := product_of(name, self.names)) else foreign(name)
            raise Unknown(f"the name {name!r} means nothing here; use {known}{more}")

    def _check(self, node):
        if isinstance(node, ast.Constant):
            value = node.value
            strange = isinstance(value, bool) and not self.of_sympy  # who has truth values among conditions
            if strange or not isinstance(value, (int, float)) or abs(value) > self.largest:
                raise Unreadable(f"{_quoted(node)} is not a number that is expected in this formula")
        elif isinstance(node, ast.Call):
            self._check_call(node)
        elif self._is_power(node):
            raise Unreadable("a power is written ** in Python, as in x**2")
        elif isinstance(node, ast.Tuple) and (comma := decimal_comma(node.elts, self.text)):
            raise Unreadable(decimal_point(comma))
        elif not all(isinstance(part, (*GRAMMAR, ast.Name)) for part in (node, *_operators(node))):
            known = "numbers, names, + - * / **, comparisons and simple functions"
            raise Unreadable(f"only {known} may be used, not {_quoted(node)}")

    def _is_power(self, node):
        """Whether ^ is meant for a power; between conditions, and where SymPy writes it, it is Xor."""
        hat = isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor)
        return hat and not self.of_sympy and not isinstance(node.right, ast.Compare)

    def _check_call(self, node):
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in self.names or isinstance(node.func, (ast.Constant, ast.BinOp, ast.Call)):
            raise Unreadable(cure(self.text, self.names))
        if name not in NAMES or node.keywords:
            raise Unreadable(f"only the functions {COMMON} may be used, and some more of SymPy's, not {_quoted(node)}")
        least, most = ARGUMENTS.get(name, (1, 1))
        fits, comma = least <= len(node.args) <= most, decimal_comma(node.args, self.text)
        if comma and not (fits and len(node.args) == least):  # then with a point there would be too few arguments
            raise Unreadable(decimal_point(comma))
        if not fits:
            takes = f"{least} argument{'s' * (least > 1)}" if least == most else f"{least} to {most} arguments"
            raise Unreadable(f"{name} takes {takes}, got {len(node.args)}")


def _operators(node):
    return getattr(node, "ops", [node.op] if hasattr(node, "op") else [])


def _quoted(node):
    text = ast.unparse(node)
    return text if len(text) <= 40 else f"{text[:39]}…"
