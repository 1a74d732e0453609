"""Is a claimed formula right? If not: which term is wrong, by how much, and a point that shows it."""

from dataclasses import dataclass

import sympy as sp
from sympy.core.relational import Relational

from sparsity_kit.derivations.claims.counterexamples import comparable, counterexample
from sparsity_kit.derivations.claims.inputs import as_claims
from sparsity_kit.derivations.plain_text import sign_of, text
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
        claimed, correct = (_in_words(value) for value in self.values)
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
    found, values, hole = counterexample(*comparable(claimed, correct))
    if found is None:
        return ClaimCheck(
            claimed, correct, holds=True, difference=None, terms=(), counterexample=None, values=(), hole=hole
        )
    difference = sp.expand(claimed - correct) if isinstance(claimed, sp.Expr) else None
    terms = tuple(_differing_terms(claimed, correct))
    return ClaimCheck(claimed, correct, False, difference, terms, counterexample=found, values=values)


def _differing_terms(claimed, correct):
    """One sentence for each term that differs, once both formulas are multiplied out."""
    if isinstance(claimed, (sp.MatrixBase, sp.Tuple)):
        pairs = enumerate(zip(claimed, correct, strict=True), 1)
        return [f"entry {j}: {line}" for j, (a, b) in pairs for line in _differing_terms(a, b)]
    if isinstance(claimed, Relational) and isinstance(correct, Relational):
        if claimed.rel_op != correct.rel_op and claimed.lhs == correct.lhs:
            turned = f"the relation is {sign_of(claimed)} where {sign_of(correct)} is right"
            return [turned, *_differing_terms(claimed.rhs, correct.rhs)]
        return _differing_terms(claimed.rhs, correct.rhs) if claimed.lhs == correct.lhs else []
    if not isinstance(claimed, sp.Expr) or claimed.has(sp.Piecewise) or correct.has(sp.Piecewise):
        return []
    ours, theirs = (sp.expand(formula).as_coefficients_dict() for formula in (correct, claimed))
    names = sorted(ours.keys() | theirs.keys(), key=sp.default_sort_key)
    return [_compare(name, theirs[name], ours[name]) for name in names if theirs[name] != ours[name]]


def _compare(name, claimed, correct):
    if name == 1:
        return f"the constant is {claimed} where {correct} is right"
    if correct == 0:
        return f"the term {text(claimed * name)} does not belong there"
    if claimed == 0:
        return f"the term {text(correct * name)} is missing"
    factor = sp.Rational(correct) / claimed if claimed.is_Rational and correct.is_Rational else None
    hint = "" if factor is None else " (the sign)" if factor == -1 else f" (a factor {factor})"
    return f"the coefficient of {text(name)} is {claimed} where {correct} is right{hint}"


def _in_words(value):
    """A value of a formula as one would write it: a simple fraction, six digits, true, or nothing."""
    if isinstance(value, tuple):
        return f"({', '.join(map(_in_words, value))})"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if value.is_Rational and value.q < 10**4 else str(sp.N(value, 6))
