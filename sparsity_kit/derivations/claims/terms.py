"""What is wrong with a claim, term by term, in words."""

import sympy as sp
from sympy.core.relational import Relational

from sparsity_kit.derivations.plain_text import sign_of, text


def differing_terms(claimed, correct):
    """One sentence for each term that differs, once both formulas are multiplied out."""
    if isinstance(claimed, (sp.MatrixBase, sp.Tuple)):
        pairs = enumerate(zip(claimed, correct, strict=True), 1)
        return [f"entry {j}: {line}" for j, (a, b) in pairs for line in differing_terms(a, b)]
    if isinstance(claimed, Relational) and isinstance(correct, Relational):
        if claimed.rel_op != correct.rel_op and claimed.lhs == correct.lhs:
            turned = f"the relation is {sign_of(claimed)} where {sign_of(correct)} is right"
            return [turned, *differing_terms(claimed.rhs, correct.rhs)]
        return differing_terms(claimed.rhs, correct.rhs) if claimed.lhs == correct.lhs else []
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


def in_words(value):
    """A value of a formula as one would write it: a simple fraction, six digits, true, or nothing."""
    if isinstance(value, tuple):
        return f"({', '.join(map(in_words, value))})"
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if value.is_Rational and value.q < 10**4 else str(sp.N(value, 6))
