"""A formula that is given as text, read by a whitelist: names, numbers, operators, comparisons, a few functions.

It is parsed with `ast` and evaluated node by node on exact fractions. Text is never executed. SymPy's own spelling of
a formula is on the list.
"""

import ast

from sparsity_kit.answers.arithmetic import CONSTANTS
from sparsity_kit.answers.evaluation import value
from sparsity_kit.answers.kind import Unclear, Unreadable
from sparsity_kit.answers.sets import Conditions
from sparsity_kit.answers.slips import cure
from sparsity_kit.answers.syntax import SympyText, parsed
from sparsity_kit.answers.whitelist import Unknown, Whitelist


class Formula:
    """Text such as "(x*y - lam/2) / x**2" or "abs(g) <= lam", callable with a value for each name.

    `letters` are the names that occur in it. Raises Unreadable for anything that is not on the list, before anything
    is computed; Unclear if SymPy has written it, who knows more than the list.
    """

    def __init__(self, text, names):
        self.of_sympy = isinstance(text, SympyText)
        longest = SympyText.longest if self.of_sympy else 400
        self.names = tuple(names)
        try:
            self.text, self.tree = self._parsed(text, longest)
            nodes = [*ast.walk(self.tree)]
            whitelist = Whitelist(self.names, self.text, self.of_sympy)
            whitelist.check(nodes)  # before the names: a function that only SymPy knows may have names of its own
            self.letters = frozenset(whitelist.names_in(nodes)) & {*names}
        except (RecursionError, Unreadable) as reason:
            raise self._named(reason) from None

    def _parsed(self, text, longest):
        if len(text) > longest:
            raise Unreadable(f"the formula is too long; {longest} characters are enough")
        read, tree = parsed(text, self.names)
        if tree is None:
            raise Unreadable(f"the formula {text!r} cannot be read; {cure(text, self.names)}")
        tree = only(self._one_side(only(tree)))
        return read, Conditions().visit(tree) if "Contains" in read else tree

    def _named(self, reason):
        """The error that says why: Unclear if SymPy has written the formula, all of whose names are known."""
        if isinstance(reason, RecursionError):
            reason = Unreadable("the formula is nested too deeply")
        return Unclear(str(reason)) if self.of_sympy and not isinstance(reason, Unknown) else reason

    def _one_side(self, tree):
        """The formula in theta == formula, if theta is what is asked for: none of the names."""
        if isinstance(tree, ast.Call) and ast.unparse(tree.func) == "Eq" and len(tree.args) == 2:
            left, right = tree.args
        elif isinstance(tree, ast.Compare) and [*map(type, tree.ops)] == [ast.Eq]:
            left, right = tree.left, tree.comparators[0]
        else:
            return tree
        if self._is_asked(right) and not self._is_asked(left):
            return left
        return right if self._is_asked(left) else tree

    def _is_asked(self, side):
        return isinstance(side, ast.Name) and side.id not in (*self.names, *CONSTANTS)

    def __call__(self, point):
        try:
            return value(self.tree, point)
        except (RecursionError, Unreadable) as reason:
            raise self._named(reason) from None


def only(tree):
    """What stands alone in brackets or braces, as SymPy's solve and solveset return it; all else as it is."""
    return tree.elts[0] if isinstance(tree, (ast.List, ast.Set)) and len(tree.elts) == 1 else tree
