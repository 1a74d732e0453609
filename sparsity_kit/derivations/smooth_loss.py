"""A loss must be smooth in θ: a kink belongs to the penalty."""

from itertools import pairwise

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.cutting import KINKED, cut
from sparsity_kit.derivations.evaluation import at_points, evaluator, in_digits, same
from sparsity_kit.derivations.points import put, sample_points, zeros
from sparsity_kit.derivations.symbols import as_expression, lam, theta


def as_loss(loss):
    """Return a loss f(θ) as a smooth expression in theta; TypeError or ValueError if it is none.

    |θ − y|³ is smooth, and so is the loss of Huber: f and f′ are asked for on both sides of every possible kink.
    """
    loss = as_expression("loss", loss)
    if theta not in loss.free_symbols:
        raise ValueError(f"loss must depend on theta, got {loss}; write for example (x*theta - y)**2")
    if lam in loss.free_symbols:
        raise ValueError(f"loss must not contain lambda, got {loss}; λ belongs to the penalty")
    hole = _hole(loss)
    if hole is not None:
        raise ValueError(f"loss must be finite for every theta, got {loss}, which is not at theta = {hole}")
    slope = sp.diff(loss, theta)
    if slope.has(sp.Derivative, sp.DiracDelta, sp.nan, sp.zoo) or not all(map(_is_continuous, (loss, slope))):
        raise ValueError(f"loss must be smooth in theta, got {loss}; a kink belongs to the penalty")
    return loss


@in_digits
def _hole(loss):
    """A θ at which the loss is no finite number, or None; no other symbol is zero, as x = 0 is no feature."""
    poles, value = sp.denom(sp.together(loss)), at_points(loss)
    for point in sample_points(loss, n=12, seed=5):
        rest = {symbol: number or sp.Integer(1) for symbol, number in point.items() if symbol != theta}
        for at in (point[theta], sp.Integer(0), *zeros(put(poles, rest), theta)):
            if not mpmath.isfinite(value({theta: at, **rest})):
                return at
    return None


@in_digits
def _is_continuous(formula):
    """Whether the values left and right of every possible break agree, with numbers for the other symbols."""
    if not any(node.has(theta) for node in formula.atoms(*KINKED)):
        return True
    points = sample_points(sp.Tuple(*formula.free_symbols), n=6, seed=3)
    for numbers in ({symbol: number for symbol, number in point.items() if symbol != theta} for point in points):
        for (_, before), (at, after) in pairwise(cut(formula.xreplace(numbers), -sp.oo, sp.oo, "loss")):
            if not same(*(_limit(side, at, way) for side, way in ((before, "-"), (after, "+")))):
                return False
    return True


def _limit(formula, at, way):
    value = evaluator(put(formula, {theta: at}))()
    return evaluator(sp.limit(formula, theta, at, way))() if mpmath.isnan(value) else value
