"""How firmly a point holds, by hand; and corners of a ball, which are met exactly."""

import numpy as np
import pytest

from sparsity_kit import elastic_net_path
from sparsity_kit.losses import Quadratic
from sparsity_kit.penalties import L1, Lq
from sparsity_kit.plane.room import room
from sparsity_kit.solve.lowest import lowest_on_ball


@pytest.mark.parametrize("side", [-1, 1])
def test_both_ends_of_a_segment_are_ends_of_the_room(side):
    inside, outside = room(L1(), np.array([1.0, 0.0]), 2.0, np.array([2.0, side * 1.5]))  # |∂f| ≤ 2 at θ₂ = 0
    assert inside == pytest.approx(0.5) and outside == 0
    inside, outside = room(L1(), np.array([1.0, 0.0]), 2.0, np.array([2.0, side * 2.5]))
    assert inside == 0 and outside == pytest.approx(0.5, rel=1e-3)


@pytest.mark.parametrize("q", [0.5, 1.0])
@pytest.mark.parametrize("j", [0, 1])
def test_a_corner_of_a_ball_is_exactly_zero(q, j):
    center = np.array([0.1, 0.1])
    center[j] = 3.0
    theta, _ = lowest_on_ball(Quadratic(np.eye(2), center), Lq(q), 1.0)
    assert theta[1 - j] == 0 and theta[j] == pytest.approx(1.0, rel=1e-12)


def test_a_ridge_too_large_for_one_column_alone_is_refused():
    with pytest.raises(ValueError, match=r"ridge = 1e\+200 is too large beside the squares of X; rescale X"):
        elastic_net_path([[1.0, 0.0], [0.0, 1e-120]], [1.0, 1.0], ridge=1e200)
