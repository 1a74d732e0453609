"""Cut a formula with |·|, max, min, sign or cases where their arguments vanish: inside a piece it is smooth."""

from functools import partial
from itertools import pairwise

import sympy as sp
from sympy.core.relational import Relational

from sparsity_kit.derivations.symbols import theta

_SMOOTH = (sp.exp, sp.sin, sp.cos, sp.atan, sp.tanh, sp.cosh, sp.sinh, sp.erf)
KINKED = (sp.Abs, sp.sign, sp.Max, sp.Min, sp.Piecewise, sp.Heaviside)


def cut(formula, low, high, name):
    """[(left end, smooth formula), …] for the open interval from low to high."""
    if formula.has(sp.floor, sp.ceiling, sp.Mod, sp.DiracDelta):
        raise ValueError(f"{name} must be continuous with finitely many kinks, got the formula {formula}")
    formula = in_cases(formula, theta)
    if any(node.has(theta) for node in formula.atoms(*KINKED) - formula.atoms(sp.Piecewise)):
        raise ValueError(f"{name} must be real for every theta, got the formula {formula}")
    gaps = {r.lhs - r.rhs for node in formula.atoms(sp.Piecewise) for _, c in node.args for r in c.atoms(Relational)}
    kinks = sorted((gap for gap in gaps if gap.has(theta)), key=sp.default_sort_key)
    roots = [root for gap in kinks for root in _roots(gap, name) if _inside(root, low, high, name)]
    parts = []
    for left, right in pairwise([low, *_sorted(roots, name), high]):
        parts.append((left, on_one_branch(formula, partial(_sign_at, _sample(left, right), name), name)))
    return parts


def _sign_at(at, name, gap):
    """The sign of an expression where θ is `at`; None if it is not real there."""
    number = gap.subs(theta, at)
    return None if number.is_extended_real is False else _sign(number, name)


def in_cases(formula, *symbols):
    """The formula with |·|, max, min, sign and steps of these symbols written as cases.

    SymPy sees that √((θ − 1)²) is |θ − 1| once the base of the root is a product.
    """
    factored = formula.replace(
        lambda node: node.is_Pow and node.exp.is_integer is False and node.base.is_Add and node.base.free_symbols,
        lambda node: sp.factor(node.base) ** node.exp,
    )
    return factored.replace(lambda node: isinstance(node, KINKED) and node.has(*symbols), _as_cases)


def _as_cases(node):
    """A kinked node as cases; what it is a modulus or a sign of counts as real unless SymPy sees that it is not."""
    if not isinstance(node, sp.Abs | sp.sign) or (inner := node.args[0]).is_extended_real is not None:
        return node.rewrite(sp.Piecewise)
    above = inner if isinstance(node, sp.Abs) else sp.S.One
    return sp.Piecewise((above, inner > 0), (-above, inner < 0), (0, True))


def on_one_branch(formula, sign, name):
    """What a formula in cases is where `sign` tells each sign of left − right side, or None if that is not real."""
    while nodes := [node for node in sp.preorder_traversal(formula) if isinstance(node, sp.Piecewise)]:
        formula = formula.xreplace({nodes[0]: _case(nodes[0], sign, name)})
    return formula


def _case(node, sign, name):
    for value, condition in node.args:
        signs = {r: sign(r.lhs - r.rhs) for r in condition.atoms(Relational)}
        truths = {r: r.func(sp.Integer(side), 0) for r, side in signs.items() if side is not None}
        open_part = condition.xreplace(truths)
        if open_part == sp.true:
            return value
        if open_part != sp.false:
            raise ValueError(f"{name} must be real for every theta, and for some it is open whether {open_part}")
    raise ValueError(f"{name} must be defined for every theta, got no value for it in {node}")


def _roots(decider, name):
    try:
        roots = sp.solve(decider, theta)
    except NotImplementedError:
        raise ValueError(f"{name} has kinks where {decider} = 0, which cannot be solved for theta") from None
    return [root for root in roots if root.is_real is not False]


def _inside(root, low, high, name):
    return all(_sign(gap, name) > 0 for gap in (root - low, high - root) if gap.is_finite is not False)


def _sorted(roots, name):
    ordered: list = []
    for root in roots:
        signs = [_sign(root - other, name) for other in ordered]
        if 0 not in signs:
            ordered.insert(sum(sign > 0 for sign in signs), root)
    return ordered


def _sign(number, name):
    """−1, 0 or 1; ValueError if the symbols in it leave it open."""
    for form in (number, sp.expand(number), sp.simplify(number)):
        if (sign := known_sign(form)) is not None:
            return sign
    raise ValueError(f"{name} has breakpoints whose order is open: is {number} above 0? Give its symbols numbers")


def known_sign(number):
    """−1, 0 or 1, if the assumptions of its symbols tell; otherwise None."""
    if number.is_zero:
        return 0
    return 1 if number.is_positive else -1 if number.is_negative else None


def _sample(low, high):
    """A point between low and high."""
    if low == -sp.oo:
        return sp.Integer(-1) if high == sp.oo else high - 1
    return low + 1 if high == sp.oo else (low + high) / 2


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
