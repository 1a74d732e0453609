"""The conditions where Ω ties coefficients together: off the origin of every block, and at it."""

import sympy as sp

from sparsity_kit.derivations.all_coefficients.problem import MatrixForm, gradient_step
from sparsity_kit.derivations.all_coefficients.signs import block_step
from sparsity_kit.derivations.plain_text import text
from sparsity_kit.derivations.shapes.cutting import is_smooth
from sparsity_kit.derivations.steps import Step


def tied(problem, blocks):
    """Conditions where no block is zero, and where all are; every block must be smooth off its origin."""
    thetas, gradient, nowhere = problem.thetas, problem.gradient, (0,) * len(problem.thetas)
    zeros = [block_step(problem, block, nowhere) for block in blocks]
    kinked = [
        not smooth or not is_smooth(problem.own(block), set(thetas))
        for block, (_, smooth) in zip(blocks, zeros, strict=True)
    ]
    for block in blocks:
        _check_smooth_off_origin(problem, block)
    pulls = [sp.diff(problem.omega, t) for t in thetas]
    squares = [sp.Add(*(thetas[j] ** 2 for j in block)) for block in blocks]
    off = [sp.Ne(square, 0) if kink else sp.true for square, kink in zip(squares, kinked, strict=True)]
    each = [sp.Eq(g + problem.price * pull, 0) for g, pull in zip(gradient, pulls, strict=True)]
    away, everywhere = sp.And(*each), sp.And(*off)
    says = "Ω is smooth away from its origin." if any(kinked) else "Ω is smooth."
    steps = [
        gradient_step(says, problem, sp.Matrix(pulls), everywhere),
        Step("There the slope of F is zero in every coordinate.", away, problem.check(where=everywhere)),
        *(step for step, *_ in zeros),
    ]
    cases = [
        sp.Or(
            sp.And(there, *(each[j] for j in block)),
            *([sp.And(*(sp.Eq(thetas[j], 0) for j in block), step.formula)] if kink else []),
        )
        for there, block, (step, *_), kink in zip(off, blocks, zeros, kinked, strict=True)
    ]
    origin = sp.And(*(step.formula for step, *_ in zeros))
    return MatrixForm(tuple(steps), sp.And(*cases), thetas, gradient, away, origin, check=problem.check())


def _check_smooth_off_origin(problem, block):
    """ValueError unless Ω is smooth on the block wherever one of its coefficients is not zero."""
    own, names = problem.own(block), [problem.thetas[j] for j in block]
    if len(block) == 1:
        pieces = problem.pieces(block[0])
        fine = not any(b and pieces.is_kink(k) for k, b in enumerate(pieces.breaks)) and sp.oo not in pieces.formulas
    else:
        square, r = sp.Add(*(t**2 for t in names)), sp.Symbol("r", positive=True)
        norm = own.replace(lambda node: node.is_Pow and node.base == square, lambda node: r ** (2 * node.exp))
        fine = is_smooth(norm, {r, *names})
    if not fine:
        signs = (1, *(0 for _ in problem.thetas[1:]))
        raise ValueError(
            f"{problem.name} may have kinks in {', '.join(map(text, names))} where not all of them are zero: no "
            f"condition for all signs at once is derived; pass signs, such as {signs}"
        )
