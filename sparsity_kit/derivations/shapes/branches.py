"""Ω near a point: on which branch every modulus, maximum or case is, and whether what is left is smooth."""

import sympy as sp

from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.shapes.cutting import in_cases, known_sign, on_one_branch

T = sp.Symbol("t", positive=True)
_SMOOTH = (sp.exp, sp.sin, sp.cos, sp.atan, sp.tanh, sp.cosh, sp.sinh, sp.erf)


def near_zero(name, formula):
    """The formula without kinks, for a positive t that goes to 0."""
    cases = in_cases(formula, *formula.free_symbols)
    return on_one_branch(cases, lambda gap: _near_sign(name, gap), name)


def _near_sign(name, gap):
    """The sign of an expression as t goes to 0."""
    start = sp.simplify(gap.subs(T, 0))
    if start == 0 and gap.has(T):
        start = sp.expand(gap).as_leading_term(T).subs(T, 1)
    if (sign := known_sign(start)) is not None:
        return sign
    raise ValueError(undecided(name, start))


def undecided(name, where):
    """The sentence that the signs do not decide on which side of a kink θ is."""
    shown = text(where.xreplace({s: sp.Symbol(s.name) for s in where.free_symbols}))
    return (
        f"the signs do not decide the slopes of {name}, which may have a kink at a zero of {shown}; "
        "pass signs with fewer coefficients off zero"
    )


def is_smooth(formula, symbols):
    """Whether a formula without kinks is smooth for all values of the symbols, as their assumptions show."""
    for node in sp.preorder_traversal(formula):
        if not node.free_symbols & symbols:
            continue
        if isinstance(node, (sp.Pow, sp.log)):
            whole = node.is_Pow and node.exp.is_Integer and node.exp.is_positive
            if not whole and not node.args[0].is_positive:
                return False
        elif node.is_Function and not isinstance(node, _SMOOTH):
            return False
    return True
