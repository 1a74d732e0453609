"""Pictures: each function draws one idea on given axes and returns what it drew, numbers and alt text included.

    left, right = panels(2)
    together(penalty_contours(L1(), ax=left), penalty_contours(SquaredL2(), ax=right))

A drawing that is the last line of a notebook cell is shown. Colours and line styles say which penalty; see `looks`.
"""
# ruff: noqa: I001, RUF022 (this file is a table of contents: its order is the order of reading)

from sparsity_kit.figures.canvas import panels
from sparsity_kit.figures.drawing import Drawing, together
from sparsity_kit.figures._penalty_contours import penalty_contours
from sparsity_kit.figures._penalty_flow import penalty_flow
from sparsity_kit.figures._jitter import jitter

from sparsity_kit.solve.touching import touching
from sparsity_kit.figures._loss_meets_ball import loss_meets_ball
from sparsity_kit.figures._normal_cone import normal_cone
from sparsity_kit.figures._zero_map import zero_map
from sparsity_kit.figures._sparsity_map import sparsity_map
from sparsity_kit.figures._slope_balance import slope_balance
from sparsity_kit.figures._shrinkage import shrinkage
from sparsity_kit.figures._coefficient_path import coefficient_path
from sparsity_kit.figures._path import path
from sparsity_kit.figures._correlations import correlations
from sparsity_kit.figures._validation import validation
from sparsity_kit.figures._stability import stability
from sparsity_kit.figures._unit_balls import unit_balls
from sparsity_kit.figures._side_by_side import side_by_side
from sparsity_kit.figures._conventions import conventions
from sparsity_kit.figures._one_lambda import one_lambda
from sparsity_kit.figures._summary import summary

__all__ = [
    "Drawing", "panels", "together",
    "penalty_contours", "penalty_flow", "jitter",
    "touching", "loss_meets_ball", "normal_cone", "zero_map", "sparsity_map",
    "slope_balance", "shrinkage", "coefficient_path", "path", "correlations",
    "validation", "stability",
    "unit_balls", "side_by_side", "conventions", "one_lambda",
    "summary",
]  # fmt: skip
