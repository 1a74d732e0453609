"""A loss must be smooth in θ: a kink belongs to the penalty."""

from functools import lru_cache

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from sparsity_kit.derivations.checks.slopes import one_sided
from sparsity_kit.derivations.formulas.comparison import as_mpf, in_digits, side_of
from sparsity_kit.derivations.formulas.edges import edge_expressions, put, zeros
from sparsity_kit.derivations.formulas.evaluation import evaluator
from sparsity_kit.derivations.formulas.points import sample_points
from sparsity_kit.derivations.symbols import as_expression, lam, theta

BESIDE = mpmath.mpf(10) ** -18  # farther than an irrational kink is from the fraction that stands for it
JUMP = mpmath.mpf(10) ** -9


def as_loss(loss):
    """Return a loss f(θ) as a smooth expression in theta; TypeError or ValueError if it is none."""
    loss = as_expression("loss", loss)
    if theta not in loss.free_symbols:
        raise ValueError(f"loss must depend on theta, got {loss}; write for example (x*theta - y)**2")
    if lam in loss.free_symbols:
        raise ValueError(f"loss must not contain lambda, got {loss}; λ belongs to the penalty")
    return _smooth(in_cases(loss))


def in_cases(loss):
    """The loss with each term that has a Max or a Min in cases: the slope of a Max, for SymPy, is a Heaviside step.

    >>> in_cases(sp.Max(0, 1 - theta) ** 2)
    Piecewise((0, theta >= 1), ((1 - theta)**2, True))
    """
    largest = {part: part.rewrite(sp.Piecewise) for part in loss.atoms(sp.Max, sp.Min)}
    return sp.Add(*(sp.piecewise_fold(part.xreplace(largest)) for part in sp.Add.make_args(loss))) if largest else loss


@lru_cache(100)
@in_digits
def _smooth(loss):
    """The loss; ValueError if it has a hole or a kink.

    |θ − y|³ is smooth, and so is the loss of Huber: at every possible hole and kink f must be finite, and neither f nor
    its slope, a difference quotient, may jump.
    """
    others = sorted(loss.free_symbols - {theta}, key=str)
    value, rise = evaluator(loss, theta, *others), one_sided(loss, [theta], *others)

    def slope(at, *numbers):
        return rise([at], [1], numbers)

    suspects = [sp.denom(sp.together(loss)), *edge_expressions(loss)]
    for point in sample_points(loss, n=12)[:12]:
        rest = {symbol: point[symbol] or sp.Integer(1) for symbol in others}  # x = 0 is no feature
        numbers = [as_mpf(number) for number in rest.values()]
        roots = [root for suspect in suspects for root in zeros(put(suspect, rest), theta)]
        for at in (point[theta], sp.Integer(0), *roots):
            if not mpmath.isfinite(value(as_mpf(at), *numbers)):
                raise ValueError(f"loss must be finite for every theta, got {loss}, which is not at theta = {at}")
            if _jumps(value, as_mpf(at), numbers) or _jumps(slope, as_mpf(at), numbers):
                raise ValueError(f"loss must be smooth in theta, got {loss}; a kink belongs to the penalty")
    return loss


def _jumps(function, at, numbers):
    """Whether the function of θ and these numbers jumps at a point, or is not finite on both sides of it."""
    room = BESIDE * (abs(at) or 1)
    left, right, *around = (function(at + step, *numbers) for step in (-room, room, -1, 1))
    return side_of(left, right, (left, right, *around), rounding=JUMP) != 0
