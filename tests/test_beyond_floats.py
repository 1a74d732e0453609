"""Numbers at the ends of float64: infinite where it is so, or an error that names them, without a warning of NumPy."""

import warnings

import numpy as np
import pytest

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Lq,
    Objective,
    Quadratic,
    SquaredError,
    SquaredL2,
    conventions,
    duality_gap,
    flow,
    lasso_2d,
    path,
    ridge_path,
    soft_threshold,
)

X, Y = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]), np.array([3.0, 3.0, 1.0])
LOSS = SquaredError(X, Y)
LARGEST = np.finfo(float).max
PENALTIES = [L1(), L2(), SquaredL2(), ElasticNet(0.5), Lq(0.5), GroupL2([0, 0])]


@pytest.fixture(autouse=True)
def _numpy_is_silent():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("part", [LOSS, Quadratic(np.eye(2), [1.0, 2.0]), LOSS + L1(), LOSS + SquaredL2()], ids=repr)
@pytest.mark.parametrize("size", [1e160, 1e300])
def test_a_value_beyond_floats_is_infinite(part, size):
    assert part.value([size, 0.0]) == np.inf
    if isinstance(part, Objective):
        assert duality_gap(part, [size, 0.0]) == np.inf


@pytest.mark.parametrize("penalty", PENALTIES, ids=repr)
def test_so_is_a_penalty_and_its_prox_is_a_number(penalty):
    assert penalty.value([LARGEST, LARGEST]) >= 1e154
    assert np.isfinite(penalty.prox([LARGEST, 1.0], [LARGEST])).all()


@pytest.mark.parametrize("penalty", PENALTIES, ids=repr)
def test_a_price_times_a_time_beyond_floats_has_taken_everything_to_zero(penalty):
    assert (flow.penalty_flow(penalty, [3.0, -1.0], 1e300, [1e-300, 1e300])[-1] == 0).all()
    assert (flow.proximal_iteration(penalty, [3.0, -1.0], 1e300, 1e300, 2)[-1] == 0).all()
    assert (flow.hitting_times(L1(), [3.0, -1.0], 5e-324) == np.inf).all()


def test_a_step_that_leaves_the_floats_is_too_long():
    with pytest.raises(ValueError, match=r"step = 1e\+300 is too long: θ runs away to infinity; take a shorter step"):
        flow.sign_iteration([1.0], 1e300, 1e300, 3)
    with pytest.raises(ValueError, match="is not finite: the steps have run away"):
        (LOSS + L1()).prox_step([1e300, 1.0], 1e300)


@pytest.mark.parametrize(
    "x, y, lam", [(1e-200 * X, 1e200 * Y, 0.0), (np.full((3, 2), LARGEST), Y, 1.0), (X * [1e-200, 1.0], 1e200 * Y, 0.0)]
)
def test_ridge_says_where_theta_is_no_number(x, y, lam):
    with pytest.raises(ValueError, match="X or theta is too large for float64 on these data; rescale X or y"):
        ridge_path(x, y, lam)


def test_a_deviation_too_small_to_divide_by_is_refused():
    with pytest.raises(ValueError, match="the strength is too large for float64"):
        conventions.elastic_net_to_lam("glmnet elastic net", 1.0, 1.0, n=5, sd_y=5e-324)


@pytest.mark.parametrize(
    "call", [lambda out: soft_threshold([1.0, 2.0], 1.0, out), lambda out: lasso_2d(np.eye(2), [1.0, 2.0], 1.0, out)]
)
def test_a_result_is_not_written_where_nothing_may_be(call):
    out = np.zeros(2)
    out.setflags(write=False)
    with pytest.raises(ValueError, match="out must be an array that can be written to, got a read-only one; pass its"):
        call(out)


def test_a_path_that_never_is_zero_has_a_hundred_prices_from_wherever_it_ends():
    lams = path(LOSS + 1e6 * SquaredL2()).lams
    assert len(lams) == 100 and lams[-1] == 1e6 and (np.diff(lams) < 0).all()
