"""Is a claimed formula right? If not: which term is wrong, by how much, and a point that shows it."""

from dataclasses import dataclass

import sympy as sp
from sympy.core.relational import Relational

from sparsity_kit.derivations.points import same, sample_points, value_at
from sparsity_kit.derivations.printing import latex, text
from sparsity_kit.derivations.steps import escape, show
from sparsity_kit.derivations.symbols import check_symbols


@dataclass(frozen=True, repr=False)
class ClaimCheck:
    """The verdict on a claim. `bool(check)` is `check.holds`.

    Where the claim is wrong: `difference` (claimed − correct, for expressions), `terms` (sentences about the terms
    that differ), `counterexample` (a point) and the `values` (claimed, correct) there.
    """

    claimed: sp.Basic
    correct: sp.Basic
    holds: bool
    difference: sp.Basic | None
    terms: tuple
    counterexample: dict | None
    values: tuple

    @property
    def says(self):
        """The verdict in words."""
        if self.holds:
            return "The claim holds."
        claimed, correct = (_in_words(value) for value in self.values)
        seen = f"At {show(self.counterexample)} it gives {claimed} where {correct} is right."
        what = f": {'; '.join(self.terms)}" if self.terms else ""
        return f"The claim does not hold{what}. {seen}"

    def __bool__(self):
        return self.holds

    def __repr__(self):
        return f"claimed: {text(self.claimed)}\ncorrect: {text(self.correct)}\n{self.says}"

    def _repr_markdown_(self):
        shown = [f"$\\displaystyle {latex(formula)}$" for formula in (self.claimed, self.correct)]
        return f"- claimed: {shown[0]}\n- correct: {shown[1]}\n\n{escape(self.says)}"


def check_claim(claimed, correct, seed=0):
    """Compare a claimed formula, condition or vector with the correct one, at random rational points and at edges.

    Both are SymPy objects of the same kind: expressions, conditions (relations, And, Or), or matrices of one shape.
    Points where either side is undefined do not count, unless the claim is undefined at most of them. Returns a
    `ClaimCheck`. Raises TypeError for text and for different kinds, ValueError if there is no point to compare at.

    >>> from sparsity_kit.derivations import theta, x, y
    >>> check_claim(2 * theta * x**2 + 2 * x * y, 2 * theta * x**2 - 2 * x * y).terms
    ('the coefficient of x*y is 2 where -2 is right (the sign)',)
    """
    claimed, correct = _as_formula("claimed", claimed), _as_formula("correct", correct)
    if _kind(claimed) != _kind(correct):
        raise TypeError(f"claimed is {_kind(claimed)} but correct is {_kind(correct)}; compare two of one kind")
    found = _counterexample(claimed, correct, seed)
    if found is None:
        return ClaimCheck(claimed, correct, True, None, (), None, ())
    difference = sp.expand(claimed - correct) if _kind(claimed) == "an expression" else None
    values = tuple(value_at(formula, found) for formula in (claimed, correct))
    return ClaimCheck(claimed, correct, False, difference, tuple(_terms(claimed, correct)), found, values)


def _as_formula(name, value):
    if isinstance(value, str):
        raise TypeError(f"{name} must be a SymPy formula, got the text {value!r}; write it with symbols, unquoted")
    formula = sp.sympify(getattr(value, "result", value)) if not isinstance(value, sp.MatrixBase) else value
    if isinstance(formula, sp.MatrixBase):
        formula = sp.ImmutableMatrix(formula)
    if not isinstance(formula, (sp.Expr, sp.logic.boolalg.Boolean, sp.MatrixBase)):
        raise TypeError(f"{name} must be an expression, a condition or a matrix, got {value!r}")
    if formula.has(sp.MatrixSymbol, sp.IndexedBase):
        raise TypeError(f"{name} has symbols for whole vectors, {value}; write their entries out in a Matrix")
    check_symbols(name, formula)
    if formula.has(sp.Derivative, sp.Subs, sp.Sum, sp.Integral):
        formula = formula.doit()
    return sp.nsimplify(formula, rational=True) if formula.has(sp.Float) else formula


def _kind(formula):
    if isinstance(formula, sp.MatrixBase):
        return f"a matrix of shape {formula.shape}"
    return "an expression" if isinstance(formula, sp.Expr) else "a condition"


def _counterexample(claimed, correct, seed):
    """The first point, small integers before others, where the two differ; None if there is none."""
    small = sorted(sample_points(claimed, correct, n=60, seed=seed, small=True), key=_size)
    compared, undefined = 0, []
    for point in small + sample_points(claimed, correct, n=30, seed=seed):
        values = value_at(claimed, point), value_at(correct, point)
        claim_is_defined, correct_is_defined = map(_is_defined, values)
        if not correct_is_defined:
            continue
        if not claim_is_defined:
            undefined.append(point)
            continue
        compared += 1
        if not same(*values):
            return point
    if not compared and not undefined:
        raise ValueError(f"{text(correct)} is defined at no point that was tried: there is nothing to compare")
    return undefined[0] if len(undefined) > compared else None


def _size(point):
    """Small whole numbers that are not zero come first."""
    numbers = point.values()
    size = sum(map(abs, numbers))
    return any(not n.is_Integer for n in numbers), sum(n == 0 for n in numbers), size, sum(bool(n < 0) for n in numbers)


def _is_defined(value):
    return value is not None and not (isinstance(value, tuple) and None in value)


def _terms(claimed, correct):
    """One sentence for each term that differs, once both formulas are multiplied out."""
    if isinstance(claimed, sp.MatrixBase):
        pairs = enumerate(zip(claimed, correct, strict=True), 1)
        return [f"entry {j}: {line}" for j, (a, b) in pairs for line in _terms(a, b)]
    if isinstance(claimed, Relational) and isinstance(correct, Relational):
        if claimed.rel_op != correct.rel_op and claimed.lhs == correct.lhs:
            turned = f"the relation is {claimed.rel_op} where {correct.rel_op} is right"
            return [turned, *_terms(claimed.rhs, correct.rhs)]
        return _terms(claimed.rhs, correct.rhs) if claimed.lhs == correct.lhs else []
    if not isinstance(claimed, sp.Expr) or claimed.has(sp.Piecewise) or correct.has(sp.Piecewise):
        return []
    ours, theirs = _coefficients(correct), _coefficients(claimed)
    names = [name for name in ours.keys() | theirs.keys() if theirs.get(name) != ours.get(name)]
    names.sort(key=sp.default_sort_key)
    return [_compare(name, theirs.get(name, 0), ours.get(name, 0)) for name in names]


def _coefficients(expression):
    """{term without its number: number}."""
    found: dict = {}
    for term in sp.Add.make_args(sp.expand(expression)):
        number, rest = term.as_coeff_Mul()
        found[rest] = found.get(rest, 0) + number
    return {rest: number for rest, number in found.items() if number != 0}


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
    if isinstance(value, tuple):
        return f"({', '.join(map(_in_words, value))})"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    exact = sp.nsimplify(value, rational=True, tolerance=sp.Rational(1, 10**20))
    return str(exact) if exact.is_Rational and exact.q < 10**4 else str(sp.N(value, 6))
