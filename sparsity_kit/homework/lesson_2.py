"""Exercises of lesson 2: the loss meets the penalty."""

import numpy as np

from sparsity_kit.answers import RIGHT, Array, Boolean, Choice, Found, Number
from sparsity_kit.losses import Quadratic, SquaredError
from sparsity_kit.penalties import L1
from sparsity_kit.questions import Mistake, Question
from sparsity_kit.solve.minimize import minimize

_DATA = SquaredError([[1, 0], [0, 1], [1, 1]], [1, -2, 2])
_SLANTED = Quadratic(np.diag([1.0, 3.0]), center=[1.5, 2.0])
_BOWL = Quadratic(np.diag([1.0, 4.0]), center=[2.0, 1.0])
_SHARE_WITH_A_ZERO = 1 - (2 / 3) ** 2


def _least_squares():
    return np.linalg.lstsq(_DATA.X, _DATA.y, rcond=None)[0]


def _lowest_on_the_diamond(loss):
    """Where the loss is least on the diamond of radius 1, found by walking around it."""
    corners = np.array([[1, 0], [0, 1], [-1, 0], [0, -1], [1, 0]])
    walk = np.linspace(corners[:-1], corners[1:], 2001).reshape(-1, 2)
    return walk[loss.value(walk).argmin()]


def _prices():
    """λ at which each coefficient of the bowl dies: the slope of the loss along its axis at zero."""
    return np.abs(_BOWL.gradient(np.zeros(2)))


def _zeros(loss, lam):
    """Which coefficients L1 sets to zero at this λ and "", or None and what is wrong with the loss."""
    if loss.n_features != 2 or loss.batch_shape:
        return None, f"A loss of two coefficients with one centre is expected, not {loss!r}."
    if np.linalg.eigvalsh(loss.A)[0] <= 1e-9 * np.abs(loss.A).max():
        return None, "This bowl is flat in one direction, so its lowest point is not one point: take another A."
    try:
        solution = minimize(loss + lam * L1())
    except (ValueError, ArithmeticError) as error:
        return None, f"The solver refuses this one ({error}): take milder numbers."
    if not np.all(solution.converged):
        return None, "The solver could not settle this one: take milder numbers."
    return (np.abs(solution.theta) <= 1e-8).tolist(), ""


def _keeps_both(loss):
    zeros, problem = _zeros(loss, 10.0)
    if problem or not any(zeros):
        return problem
    return f"L1 with λ = 10 sets {sum(zeros)} of the 2 coefficients to zero for this loss."


def _loses_the_first(loss):
    if loss.center.shape == (2,) and not loss.center.all():
        return "The centre has a zero already; find one without."
    zeros, problem = _zeros(loss, 1.0)
    if problem or zeros == [True, False]:
        return problem
    said = {(False, False): "both survive", (False, True): "only the second is zero", (True, True): "both are zero"}
    return f"For this loss {said[tuple(zeros)]}; the first alone should be zero."


QUESTIONS = (
    Question(
        "bowl-of-data",
        text="X = [[1, 0], [0, 1], [1, 1]] and y = (1, −2, 2). The loss ‖Xθ − y‖² is a bowl plus a constant. "
        "Where is its centre?",
        kind=Array(),
        key=_least_squares,
        right="The centre solves XᵀXc = Xᵀy: it is the least-squares answer, and every wish is missed by 1.",
        mistakes=(
            Mistake(lambda: _DATA.X.T @ _DATA.y, "That is Xᵀy, the right-hand side: XᵀX is still to be divided out."),
            Mistake(lambda: _DATA.y[:2], "That grants the first two wishes and forgets the third."),
            Mistake(lambda: _least_squares() / 2, "A factor 2: it stands on both sides of 2XᵀXθ = 2Xᵀy and cancels."),
        ),
        hints=(
            "Where are both slopes of ‖Xθ − y‖² zero?",
            "Solve XᵀXc = Xᵀy, with np.linalg.solve or as two equations with a pencil.",
        ),
    ),
    Question(
        "touching-point",
        text="f = (θ₁ − 1.5)² + 3(θ₂ − 2)². Where do its growing contours first touch the diamond of radius 1?",
        kind=Array(),
        key=lambda: _lowest_on_the_diamond(_SLANTED),
        right="It is the lowest point of f on the diamond, and it is a corner: the first coefficient is zero.",
        mistakes=(
            Mistake([1, 0], "That is a corner, but f is lower at another one: compare the two heights."),
            Mistake(
                lambda: _lowest_on_the_diamond(Quadratic(np.eye(2), _SLANTED.center)),
                "That is right for circles, but these contours are ellipses, wider than they are high.",
            ),
            Mistake(
                lambda: _SLANTED.center / np.abs(_SLANTED.center).sum(),
                "That is on the straight line from the centre to the origin; contours do not grow along it.",
            ),
            Mistake([1.5, 2], "That is the centre itself, which is outside the diamond."),
        ),
        hints=(
            "The loss is Quadratic([[1, 0], [0, 3]], center=[1.5, 2]).",
            "Take its value at every point of the walk around the diamond; argmin finds the lowest.",
        ),
    ),
    Question(
        "corner-or-edge",
        text="f = (θ₁ − 2)² + (θ₂ − 1.8)². Where do its growing contours first touch the diamond of radius 1?",
        kind=Choice(
            {
                "A": (
                    "at a corner on the first axis: θ₂ = 0",
                    "The contours are circles: which point of the diamond is nearest to (2, 1.8)?",
                ),
                "B": (
                    "at a corner on the second axis: θ₁ = 0",
                    "The centre is nearer to the other corner than to this one, and nearest to neither.",
                ),
                "C": ("on an edge: no coefficient is zero", RIGHT),
                "D": (
                    "nowhere: the centre is in the diamond already",
                    "The sizes of the centre's coordinates add up to 3.8, which is more than 1.",
                ),
            }
        ),
        right="Circles around a centre close to the diagonal touch an edge, and on an edge L1 gives no zero.",
        hints=("The contours are circles, so look for the point of the diamond that is nearest to the centre.",),
    ),
    Question(
        "find-a-loss",
        text="Find a loss Quadratic(A, center=…), with an A of your own, for which L1 with λ = 10 keeps both.",
        kind=Found(Quadratic, _keeps_both),
        key=lambda: Quadratic(np.eye(2), center=[8.0, 8.0]),
        right="The solver agrees: its contours touch the diamond on an edge, so L1 alone does not promise a zero.",
        hints=(
            "With A = the identity the solution is the soft threshold of the centre at λ/2.",
            "Put the centre far from both axes.",
        ),
    ),
    Question(
        "find-a-corner",
        text="Find a Quadratic whose centre has no zero, but for which L1 with λ = 1 zeroes the first coefficient.",
        kind=Found(Quadratic, _loses_the_first),
        key=lambda: Quadratic(np.eye(2), center=[0.2, 2.0]),
        right="The solver agrees: the contours touch the diamond at its corner on the second axis.",
        hints=(
            "With A = the identity the solution is the soft threshold of the centre at λ/2.",
            "The first coordinate of the centre should be small, but not zero, and the second large.",
        ),
    ),
    Question(
        "matching-lam",
        text="f = (θ₁ − 2)² + 4(θ₂ − 1)². What is the smallest λ at which the L1 solution is at a corner?",
        kind=Number(),
        key=lambda: _prices().min(),
        right="Each coefficient dies when λ reaches the slope of f along its axis at zero; the smaller comes first.",
        mistakes=(
            Mistake(lambda: _prices().max(), "That is where the last coefficient dies; the corner is reached before."),
            Mistake(lambda: _prices().min() / 2, "The factor 2 of the square's derivative is missing."),
            Mistake(1, "That is a coordinate of the centre; λ is compared with slopes of f."),
        ),
        hints=(
            "f has no product θ₁θ₂, so each coefficient can be followed alone.",
            "Coefficient j is zero once |∂f/∂θⱼ| at θⱼ = 0 is at most λ. Compute both slopes.",
        ),
    ),
    Question(
        "in-the-cone",
        text="At θ = (0, 1.5) the steepest way down is −∇f = (1.2, 2). Is there a λ for which this θ is the L1 "
        "solution? (True or False)",
        kind=Boolean(),
        key=True,
        right="λ must be 2, the slope along the coefficient that is not zero, and 1.2 is within [−2, 2]: in the cone.",
        mistakes=(
            Mistake(
                False,
                "−∇f need not point along the axis: at a corner the normals fill a cone. Compare the two entries.",
            ),
        ),
        hints=("θ₂ is not zero, so its equality fixes λ. Then check the inequality for θ₁.",),
    ),
    Question(
        "share-of-zeros",
        text="f = (θ₁ − c₁)² + (θ₂ − c₂)², λ = 2, and (c₁, c₂) is drawn at random from the square [−3, 3] × [−3, 3]. "
        "What share of the centres leads to at least one exact zero under L1? (An error of 0.03 is fine.)",
        kind=Number(0.03),
        key=_SHARE_WITH_A_ZERO,
        right="θⱼ = 0 where |2cⱼ| ≤ λ: a strip of width 2 out of 6 for each. Only (2/3)² of the square is in neither.",
        mistakes=(
            Mistake((2 / 3) ** 2, "That is the share without any zero."),
            Mistake((1 / 3) ** 2, "That is the share where both are zero; one is enough."),
            Mistake(1 / 3, "That is the share for one given coefficient; either of the two will do."),
            Mistake(2 / 3, "The two strips cross: their common part has been counted twice."),
            Mistake(1 - (1 / 3) ** 2, "The slope of (θ − c)² at zero is −2c, not −c: the strips are narrower."),
            Mistake(0, "That is the answer for squared L2."),
            Mistake(100 * _SHARE_WITH_A_ZERO, "A share is a number between 0 and 1."),
        ),
        hints=(
            "There is no product θ₁θ₂ in f, so each coefficient can be looked at alone: when is it zero?",
            "θⱼ is zero if the slope of f at θⱼ = 0 is at most λ in size. Which cⱼ are these?",
        ),
    ),
)
