"""Is a claimed formula right? If not: which term is wrong, by how much, and a point that shows it."""

from dataclasses import dataclass

import sympy as sp

from sparsity_kit.derivations.claims.counterexamples import comparable, counterexample
from sparsity_kit.derivations.claims.inputs import as_claims
from sparsity_kit.derivations.claims.terms import differing_terms, in_words
from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.printing import latex
from sparsity_kit.derivations.steps import escape, show
from sparsity_kit.printable import printable


@dataclass(frozen=True, repr=False)
class ClaimCheck:
    """The verdict on a claim. `bool(check)` is `check.holds`.

    Where the claim is wrong: `difference` (claimed − correct, for expressions), `terms` (sentences about the terms
    that differ), `counterexample` (a point) and the `values` (claimed, correct) there. Where it is right, `hole` is a
    single point at which the claim is undefined and the correct formula is not, or None.
    """

    claimed: sp.Basic
    correct: sp.Basic
    holds: bool
    difference: sp.Basic | None
    terms: tuple
    counterexample: dict | None
    values: tuple
    hole: dict | None = None

    @property
    def says(self):
        """The verdict in words."""
        if self.holds:
            return f"The claim holds, but at {show(self.hole)} it is undefined." if self.hole else "The claim holds."
        claimed, correct = (in_words(value) for value in self.values)
        seen = "it is undefined" if self.values[0] is None else f"it gives {claimed}"
        what = f": {'; '.join(self.terms)}" if self.terms else ""
        return f"The claim does not hold{what}. At {show(self.counterexample)} {seen} where {correct} is right."

    def __bool__(self):
        return self.holds

    def __repr__(self):
        return printable(f"claimed: {text(self.claimed)}\ncorrect: {text(self.correct)}\n{self.says}")

    def _repr_markdown_(self):
        shown = [f"$\\displaystyle {latex(formula)}$" for formula in (self.claimed, self.correct)]
        return f"- claimed: {shown[0]}\n- correct: {shown[1]}\n\n{escape(self.says)}"


def check_claim(claimed, correct):
    """Compare a claimed formula, condition, set or vector with the correct one, at random rational points and at edges.

    Both are SymPy objects of one kind: expressions, conditions (relations, And, Or), sets of numbers (finite ones,
    intervals, unions), matrices of one shape; or lists or tuples of such, compared entry by entry. Where the correct
    formula is undefined nothing is compared; a claim that is undefined where the correct formula is defined is wrong,
    except at a single point, which the verdict then names. Returns a `ClaimCheck`. Raises TypeError for text and for
    different kinds, ValueError if there is no point to compare at.

    >>> from sparsity_kit.derivations import theta, x, y
    >>> check_claim(2 * theta * x**2 + 2 * x * y, 2 * theta * x**2 - 2 * x * y).terms
    ('the coefficient of x*y is 2 where -2 is right (the sign)',)
    """
    claimed, correct = as_claims(claimed, correct)
    found, values, hole = counterexample(comparable(claimed), comparable(correct))
    if found is None:
        return ClaimCheck(claimed, correct, True, None, (), None, (), hole)
    difference = sp.expand(claimed - correct) if isinstance(claimed, sp.Expr) else None
    return ClaimCheck(claimed, correct, False, difference, tuple(differing_terms(claimed, correct)), found, values)
