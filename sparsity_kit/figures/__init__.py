"""Pictures: each function draws one idea on given axes and returns what it drew, numbers and alt text included.

    left, right = panels(2)
    together(penalty_contours(L1(), ax=left), penalty_contours(SquaredL2(), ax=right))

A drawing that is the last line of a notebook cell is shown. Colours and line styles say which penalty; see `looks`.
"""
# ruff: noqa: I001, RUF022 (this file is a table of contents: its order is the order of reading)

from sparsity_kit.figures.canvas import Drawing, panels, together
from sparsity_kit.figures.contours import penalty_contours
from sparsity_kit.figures.flows import penalty_flow
from sparsity_kit.figures.steps import jitter

from sparsity_kit.solve.touching import touching
from sparsity_kit.figures.bowls import loss_contours
from sparsity_kit.figures.ball import loss_meets_ball
from sparsity_kit.figures.cone import normal_cone
from sparsity_kit.figures.zeros import zero_map
from sparsity_kit.figures.sparsity import sparsity_map
from sparsity_kit.figures.balance import slope_balance
from sparsity_kit.figures.curves import shrinkage
from sparsity_kit.figures.prices import coefficient_path
from sparsity_kit.figures.exact_path import path
from sparsity_kit.figures.equicorrelation import correlations
from sparsity_kit.figures.balls import unit_balls
from sparsity_kit.figures.strengths import conventions

__all__ = [
    "Drawing", "panels", "together",
    "penalty_contours", "penalty_flow", "jitter",
    "loss_contours", "touching", "loss_meets_ball", "normal_cone", "zero_map", "sparsity_map",
    "slope_balance", "shrinkage", "coefficient_path", "path", "correlations",
    "unit_balls", "conventions",
]  # fmt: skip
