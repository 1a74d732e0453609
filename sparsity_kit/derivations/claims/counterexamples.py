"""The first point where a claimed formula and the correct one differ, small whole numbers first."""

from math import isqrt

import sympy as sp
from sympy.core.symbol import uniquely_named_symbol

from sparsity_kit.derivations.formulas.comparison import in_digits, is_defined, same
from sparsity_kit.derivations.formulas.evaluation import at_points
from sparsity_kit.derivations.formulas.points import irrational_points, sample_points
from sparsity_kit.derivations.formulas.program import membership
from sparsity_kit.derivations.plain_text import text


def comparable(*formulas):
    """The formulas, with sets written as the condition that a number is in them: s, or s′ where that is taken."""
    member = uniquely_named_symbol("s", formulas, modify=lambda taken: f"{taken}′", real=True)
    return [_as_condition(formula, member) for formula in formulas]


def _as_condition(formula, member):
    if isinstance(formula, sp.Tuple):
        return sp.Tuple(*(_as_condition(part, member) for part in formula))
    return membership(member, formula) if isinstance(formula, sp.Set) else formula


@in_digits
def counterexample(claimed, correct):
    """(the first point where the two differ, both values there, a hole of the claim): None, (), None if there is none.

    Small integers come first. A claim that is undefined counts as different, and last.
    """
    small = sorted(sample_points(claimed, correct, n=60, small=True), key=_size)
    points = small + irrational_points(claimed, correct) + sample_points(claimed, correct, n=30)
    functions = at_points(claimed), at_points(correct)
    hole, undefined, is_right_anywhere = None, None, False
    for point in points:
        ours, right = (function(point) for function in functions)
        if not is_defined(right):
            continue
        is_right_anywhere = True
        if is_defined(ours):
            if not same(ours, right):
                return point, (_shown(ours), _shown(right)), None
        elif _is_hole(functions[0], point):
            hole = hole or point
        else:
            undefined = undefined or (point, (_shown(ours), _shown(right)), None)
    if not is_right_anywhere:
        raise ValueError(f"{text(correct)} is defined at no point that was tried: there is nothing to compare")
    return undefined or (None, (), hole)


def _is_hole(function, point):
    """Whether a formula that is undefined at a point is defined all around it, as x/x is at zero.

    Each symbol is shifted by the root of another prime: of whole multiples of those no sum is zero.
    """
    shifts = {s: sp.Rational(isqrt(sp.prime(j + 1) * 10**36), 10**27) for j, s in enumerate(point)}
    around = [{s: number + sign * shifts[s] for s, number in point.items()} for sign in (1, -1)]
    return bool(point) and all(is_defined(function(shifted)) for shifted in around)


def _shown(result):
    """What an evaluator found, as SymPy has it: rational where it is a simple fraction; None if it is undefined."""
    if isinstance(result, tuple):
        return tuple(map(_shown, result))
    if not is_defined(result) or isinstance(result, bool):
        return result if isinstance(result, bool) else None
    number = sp.Float(result, 30)
    simple = sp.nsimplify(number, rational=True, tolerance=sp.Rational(1, 10**20)) if number.is_finite else number
    return simple if not simple.is_Rational or simple.q < 10**4 else number


def _size(point):
    """Small whole numbers that are not zero come first."""
    numbers = point.values()
    size = sum(map(abs, numbers))
    return any(not n.is_Integer for n in numbers), sum(n == 0 for n in numbers), size, sum(bool(n < 0) for n in numbers)
