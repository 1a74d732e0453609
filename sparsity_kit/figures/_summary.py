"""The course on one page, to be printed: six pictures, and the formulas that go with them."""

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sparsity_kit.conventions.known import named
from sparsity_kit.figures._loss_meets_ball import loss_meets_ball
from sparsity_kit.figures._path import path
from sparsity_kit.figures._shrinkage import shrinkage
from sparsity_kit.figures._slope_balance import slope_balance
from sparsity_kit.figures.canvas import SMALL, TEXT
from sparsity_kit.figures.drawing import Together
from sparsity_kit.figures.looks import INK
from sparsity_kit.losses import Quadratic, SquaredError
from sparsity_kit.paths.lasso import lasso_path
from sparsity_kit.penalties import L1, ElasticNet, SquaredL2
from sparsity_kit.solve.constrained import constrained

A4 = (8.275, 11.7)  # inches; whole pixels
BOWL = Quadratic([[2, -1], [-1, 2]], center=[7, 4])  # the examples of lessons 2, 4, 6 and 9
LINE = SquaredError([[1.0]], [1.5])
TABLE, TARGET = np.array([[0, 0, 1], [0, 1, -1], [1, 0, -1]]), np.array([1, 2, 3])
HEAD = "F(θ) = ‖Xθ − y‖² + λ Ω(θ)        L1: Ω = |θ₁| + … + |θₚ|        squared L2: Ω = θ₁² + … + θₚ²"
OTHERS = ("sklearn Lasso", "glmnet lasso", "R lars", "ESL lasso", "ISL lasso", "SLS lasso")
MARGINS = (0.05, 0.03, 0.9, 0.94)  # left, bottom, width and height of what is printed, in pages


@dataclass(frozen=True, eq=False, repr=False)
class Summary(Together):
    """What `summary` drew; `texts` are its blocks of formulas, {heading: lines}."""

    texts: dict | None = None


def summary():
    """The course on one A4 page: balls, kinks, the proxes, a path; signs, thresholds, and whose λ is whose.

    Every number is computed and every condition derived while it is drawn. To print it, save the figure as PDF:
    `summary().figure.savefig("summary.pdf")`.
    """
    figure = Figure(A4, layout=ConstrainedLayoutEngine(w_pad=0.1, h_pad=0.08, rect=MARGINS), facecolor="white")
    grid = figure.add_gridspec(5, 1, height_ratios=[0.12, 1.25, 1, 1.25, 0.7])
    head, foot = grid[0], grid[4].subgridspec(1, 3, width_ratios=[0.8, 1.2, 0.9])
    pairs = [grid[row].subgridspec(1, 2) for row in (1, 2, 3)]
    _write(figure.add_subplot(head), "Why L1 gives exact zeros, and squared L2 none", [HEAD], TEXT + 3, SMALL)
    axes = [figure.add_subplot(pair[0, column]) for pair in pairs for column in (0, 1)]
    parts = _pictures(axes)
    texts = {"At a solution": _signs(), "When is it zero?": _thresholds(), "Our λ is": _conventions()}
    for column, (heading, lines) in enumerate(texts.items()):
        _write(figure.add_subplot(foot[0, column]), heading, lines)
    written = " ".join(f"{heading} {'; '.join(lines)}." for heading, lines in texts.items())
    alt = f"The course on one page. {HEAD}. {' '.join(part.alt for part in parts)} {written}"
    return Summary(axes[0], " ".join(alt.split()), parts, texts)


def _pictures(axes):
    corner, disc, kink, smooth, proxes, along = axes
    parts = (
        loss_meets_ball(constrained(BOWL + L1(), 2.0), ax=corner),
        loss_meets_ball(constrained(BOWL + SquaredL2(), 9.0), ax=disc),
        slope_balance(LINE + 4.0 * L1(), ax=kink),
        slope_balance(LINE + 4.0 * SquaredL2(), ax=smooth),
        shrinkage([L1(), SquaredL2(), ElasticNet(0.5)], 4.0, ax=proxes),
        path(lasso_path(TABLE, TARGET), "abc", ax=along),
    )
    for ax in axes:
        ax.title.set_fontsize(TEXT - 1.5)
    for name in (*proxes.texts, *along.texts):
        name.set_fontsize(SMALL - 3)  # the pictures are not as high as they are elsewhere
    return parts


def _signs():
    """The sign table, as `derivations` derives it."""
    from sparsity_kit.derivations import stationarity

    l1, squares = stationarity(L1()), stationarity(SquaredL2())
    return [
        "L1",
        *(f"  θ {sign} 0:  {_text(case)}" for sign, case in (("<", l1.negative), ("=", l1.zero), (">", l1.positive))),
        "squared L2",
        f"  θ ≠ 0:  {_text(squares.positive)}",
        f"  θ = 0:  {_text(squares.zero)}",
    ]


def _thresholds():
    """Where a coefficient is zero: alone, among others, and all of them."""
    from sparsity_kit.derivations import minimiser, prox

    def cases(formula):
        return [f"  {_text(value)}  if {_text(where)}" for value, where in formula.args[:-1]]

    return [
        "one column: zero, but",
        *cases(minimiser(L1()).result),
        "prox: argmin ½(θ − v)² + λ|θ| is zero, but",
        *cases(prox(L1()).result),
        "many: zero unless |xⱼ·r₋ⱼ| > λ/2",
        "all are zero from λ = 2 max |xⱼ·y| on",
    ]


def _conventions():
    return [f"{named(name).lam} of {name}" for name in OTHERS]


def _text(formula):
    """The formula as one writes it by hand."""
    from sparsity_kit.derivations.plain_text import text

    return text(formula).replace("*", "").replace("-", "−").replace("<=", "≤")


def _write(ax, heading, lines, heading_size=TEXT - 2, size=SMALL - 1.5):
    """A heading and lines below it, on axes of which nothing is seen."""
    ax.spines[:].set_visible(False)
    ax.set(xticks=[], yticks=[])
    ax.set_title(heading, fontsize=heading_size, color=INK, loc="left", fontweight="bold")
    ax.text(0, 1, "\n".join(lines), fontsize=size, color=INK, va="top", linespacing=1.5, transform=ax.transAxes)
