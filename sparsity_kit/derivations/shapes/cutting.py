"""Cut a formula with |·|, max, min, sign or cases where their arguments vanish: inside a piece it is smooth."""

from itertools import pairwise

import sympy as sp
from sympy.core.relational import Relational

from sparsity_kit.derivations.symbols import theta

KINKED = (sp.Abs, sp.sign, sp.Max, sp.Min, sp.Piecewise, sp.Heaviside)


def cut(formula, low, high, name):
    """[(left end, smooth formula), …] for the open interval from low to high."""
    kinked = [node for node in formula.atoms(*KINKED) if node.has(theta)]
    if not kinked:
        if formula.has(sp.floor, sp.ceiling, sp.Mod, sp.DiracDelta):
            raise ValueError(f"{name} must be continuous with finitely many kinks, got the formula {formula}")
        return [(low, formula)]
    node = innermost(kinked, theta)
    roots = [root for a in deciders(node, theta) for root in _roots(a, name) if _inside(root, low, high, name)]
    ends = [low, *_sorted(roots, name), high]
    parts = []
    for left, right in pairwise(ends):
        point = _sample(left, right)
        branch = branch_of(node, lambda gap, at=point: _sign(gap.subs(theta, at), name), name)
        parts += cut(formula.xreplace({node: branch}), left, right, name)
    return parts


def factored_roots(formula):
    """√((θ − 1)²) is |θ − 1|: write every base of a root as a product, and SymPy sees it."""
    return formula.replace(
        lambda node: node.is_Pow and node.exp.is_integer is False and node.base.is_Add and node.base.free_symbols,
        lambda node: sp.factor(node.base) ** node.exp,
    )


def innermost(kinked, *symbols):
    """The kinked node whose branch can be decided first: none of the others decides about it."""
    return min((n for n in kinked if not any(a.has(*KINKED) for a in deciders(n, *symbols))), key=_order)


def _order(node):
    return node.count_ops(), sp.default_sort_key(node)


def deciders(node, *symbols):
    """The expressions with these symbols whose signs decide which branch a kinked node is on."""
    if isinstance(node, sp.Piecewise):
        relations = set().union(*(condition.atoms(Relational) for _, condition in node.args))
        gaps = [relation.lhs - relation.rhs for relation in relations]
    elif isinstance(node, sp.Max | sp.Min):
        gaps = [a - b for i, a in enumerate(node.args) for b in node.args[:i]]
    else:
        gaps = [node.args[0]]
    return sorted((gap for gap in gaps if gap.has(*symbols)), key=sp.default_sort_key)


def branch_of(node, sign, name):
    """The smooth formula that a kinked node is where `sign` says which signs its deciders have."""
    if isinstance(node, sp.Piecewise):
        for value, condition in node.args:
            relations = condition.atoms(Relational)
            truths = {r: sp.sympify(bool(r.func(sp.Integer(sign(r.lhs - r.rhs)), 0))) for r in relations}
            if condition.xreplace(truths) == sp.true:
                return value
        raise ValueError(f"{name} must be defined for every theta, got no value for it in {node}")
    if isinstance(node, sp.Max | sp.Min):
        best = node.args[0]
        for other in node.args[1:]:
            if (sign(other - best) > 0) == isinstance(node, sp.Max):
                best = other
        return best
    side = sign(node.args[0])
    if isinstance(node, sp.Heaviside):
        return sp.Rational(1 + side, 2)
    return side * node.args[0] if isinstance(node, sp.Abs) else sp.Integer(side)


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
