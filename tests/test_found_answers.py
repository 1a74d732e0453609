"""What is said to a loss that a student found: why it does not do what was asked for, true for any loss."""

import re

import numpy as np
import pytest

from sparsity_kit import L1, Quadratic, SquaredError, data, minimize
from sparsity_kit.homework import check
from sparsity_kit.homework.zeros import why, zeros

ROUND, SLANTED = np.eye(2), [[2, -1], [-1, 2]]
WIDE = np.array([[1, 0.5, 1], [0.5, 1, 0.5], [1, 0.5, -1], [0.5, -1, 0.5]])  # of size 1 each
SMALL = np.array([[0, 0, 1], [0, 1, -1], [1, 0, -1]])
TOLD = [
    ("find-a-loss", Quadratic(ROUND, center=[7, 4]), "|c₂| = 4 is less than λ/(2·A₂₂) = 5: θ₂ is zero."),
    ("find-a-loss", Quadratic(ROUND, center=[6, 5]), "|c₂| = 5 is exactly λ/(2·A₂₂) = 5: θ₂ is still zero."),
    ("find-a-loss", Quadratic(ROUND, center=[4.9999, 9]), "|c₁| = 4.9999 is less than λ/(2·A₁₁) = 5: θ₁ is zero."),
    ("find-a-loss", Quadratic(SLANTED, center=[7, 4.9999]), "the slope along θ₂ is 9.9997, less than λ = 10"),
    ("find-a-loss", Quadratic(SLANTED, center=[7, 4]), "the slope along θ₂ is 7, less than λ = 10: θ₂ is zero."),
    ("find-a-loss", Quadratic(0.5 * ROUND, center=[9, 9]), "|c₁| = 9 is less than λ/(2·A₁₁) = 10"),
    ("find-a-loss", Quadratic(ROUND, center=[4, 4]), "θ₁ is zero. |c₂| = 4"),
    ("find-a-loss", Quadratic(ROUND, center=[8, 8]) + 10.0 * L1(), "Quadratic is expected, without the penalty"),
    ("find-a-corner", Quadratic(ROUND, center=[0.8, 3]), "|c₁| = 0.8 is more than λ/(2·A₁₁) = 0.5: θ₁ is not zero."),
    ("find-a-corner", Quadratic(ROUND, center=[-2, 3]), "|c₁| = 2 is more than λ/(2·A₁₁) = 0.5: θ₁ is not zero."),
    ("find-a-corner", Quadratic(4 * ROUND, center=[0.3, 3]), "|c₁| = 0.3 is more than λ/(2·A₁₁) = 0.125"),
    ("find-a-corner", Quadratic(ROUND, center=[3, 0.3]), "|c₂| = 0.3 is less than λ/(2·A₂₂) = 0.5: θ₂ is zero."),
    ("find-a-corner", Quadratic(ROUND, center=[0, 3]), "The centre has a zero already"),
    ("find-a-corner", Quadratic(SLANTED, center=[0.2, -3]), "more than λ = 1: θ₁ is not zero."),
    ("find-a-survivor", SquaredError([[2, 1], [1, 2]], [4, -2]), "both are alive, but the second is negative"),
    ("find-a-survivor", SquaredError(ROUND, [5, 0.9]), "the columns are at right angles"),
    ("find-a-survivor", SquaredError([[1, -1], [0, 1]], [5, 7]), "|x₂·y| is 2 here; it should be below 1"),
    ("find-a-survivor", SquaredError([[-1, 1], [1, 0]], [5, 5]), "exchange the two columns"),
    ("find-a-survivor", SquaredError([[1, -1], [0, 1]], [-5, -5]), "both are negative"),
    ("find-a-survivor", SquaredError([[1, -1], [0, 1]], [1.5, 1.5]), "|x₂·r| is 0.5, not above λ/2 = 1"),
    ("find-a-survivor", SquaredError([[-1, 2], [2, 2]], [6, -6]), "both are alive, but the first is negative"),
    ("find-a-survivor", SquaredError([[0, 2], [1, 0]], [0, -6]), "the columns are at right angles"),
    ("find-a-survivor", SquaredError(np.eye(3), [1, 2, 3]), "two columns and one target are expected"),
    ("find-a-survivor", SquaredError(ROUND, np.ones((3, 2))), "two columns and one target are expected"),
    ("find-a-survivor", SquaredError([[1, 1], [1, 1]], [0.2, 0.2]), "These columns lie on one line"),
    ("find-a-loss", Quadratic(ROUND, center=np.ones((3, 2))), "A loss of two coefficients with one centre is expected"),
    ("find-a-corner", Quadratic(np.eye(3), center=[1, 1, 1]), "A loss of two coefficients with one centre is expected"),
    ("find-a-loss", Quadratic(np.ones((2, 2)), center=[3, 3]), "This bowl is flat in one direction"),
    ("find-one-that-leaves", SquaredError([[0, 0, 0], [0, 1, 1], [1, 0, 1]], [1, 2, 3]), "depend on each other"),
    ("find-one-that-leaves", SquaredError(np.eye(3), [0, 0, 0]), "Take milder numbers: a target that is not zero"),
    ("find-one-that-leaves", SquaredError(np.eye(3), np.ones((4, 3))), "three columns and one target"),
    ("find-one-that-leaves", SquaredError(WIDE * [1, 1, 0.9e-6], WIDE[:, 1]), "and columns of about one size"),
    ("find-one-that-leaves", SquaredError(WIDE * [1, 1, 1.1e-6], WIDE[:, 1]), "On this path nobody leaves"),
    ("find-one-that-leaves", SquaredError(WIDE * [1, 1, 0.9e6], WIDE[:, 1]), "On this path nobody leaves"),
    ("find-one-that-leaves", SquaredError(WIDE * [1, 1, 1.1e6], WIDE[:, 1]), "and columns of about one size"),
    ("find-one-that-leaves", SquaredError(np.vstack([WIDE, 1e-9 * np.ones(3)]), range(5)), "nobody leaves"),
    ("find-one-that-leaves", SquaredError(np.eye(3), [1, 2, 3]), "The columns are at right angles"),
    ("find-one-that-leaves", SquaredError([[2, 1], [1, 2]], [4, -2]), "three columns and one target are expected"),
    ("find-one-that-leaves", SquaredError(data.diabetes().X, data.diabetes().y), "three columns and one target"),
    ("find-one-that-leaves", SquaredError(SMALL, [2, 1, 3]), "The table is that of the lesson"),
    ("find-one-that-leaves", SquaredError(np.abs(SMALL), [1, 2, 3]), "the lesson's table but for signs"),
    ("find-one-that-leaves", SquaredError(SMALL.T, [1, 2, 3]), "with its rows as columns"),
    ("find-one-that-leaves", SquaredError([[2, 1, 1], [1, 2, 1], [1, 1, 2]], [1, 2, 3]), "Column 3 comes first"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "found", "words"), TOLD)
def test_it_is_said_what_is_wrong_with_what_was_found(name, found, words):
    feedback = check(name, found)
    assert not feedback.correct and words in feedback.message, feedback.message


def test_what_is_tiny_in_tiny_units_is_not_zero():
    assert zeros(Quadratic(ROUND, center=[3e-9, 5e-10]), 2e-9) == ([False, True], "")


@pytest.mark.parametrize("slant", [0.0, -0.9, 0.4])
def test_why_a_coefficient_is_zero_or_not_is_true_of_any_loss(slant):
    """The slope that is named is a difference quotient of the loss, lowest along the other axis, where θⱼ = 0."""
    random = np.random.default_rng(3)
    seen = set()
    for _ in range(40):
        scale = random.uniform(0.5, 2, 2)
        loss = Quadratic(np.outer(scale, scale) * [[1, slant], [slant, 1]], center=random.normal(0, 1.5, 2).round(2))
        gone, problem = zeros(loss, 2.0)
        assert problem == ""
        for j in (0, 1):
            seen.add(gone[j])
            said = why(loss, 2.0, j, gone[j])
            size, edge = map(float, re.findall(r"(?:is|=) ([\d.e-]+)", said)[:2]) if slant == 0 else (0, 0)
            if slant == 0:
                assert (size, edge) == pytest.approx((abs(loss.center[j]), 1 / loss.A[j, j]), rel=6e-3)
            else:
                steps = np.linspace(-8, 8, 16_001)
                on_axis = np.insert(steps[:, None], j, 0.0, axis=1)
                best = on_axis[(loss.value(on_axis) + 2.0 * np.abs(steps)).argmin()]
                step = 1e-6 * np.eye(2)[j]
                slope = abs(loss.value(best + step) - loss.value(best - step)) / 2e-6
                assert float(re.search(r"is ([\d.e-]+),", said)[1]) == pytest.approx(slope, rel=2e-2, abs=2e-2)
            assert ("more than" in said) == (not gone[j]) == ("is not zero" in said)
            assert (minimize(loss + 2.0 * L1()).theta[j] == 0) == gone[j]
    assert seen == {True, False}
