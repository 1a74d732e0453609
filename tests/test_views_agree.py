"""One objective, four views: what paper derives, the solver computes, the picture draws and the exercise expects."""

import numpy as np
import pytest
from problems import OneSided

from sparsity_kit import L1, ElasticNet, Quadratic, SquaredError, SquaredL2, derivations, figures, lambda_max, minimize
from sparsity_kit.derivations import as_function, lam, theta, x, y
from sparsity_kit.flow import hitting_times
from sparsity_kit.homework import check

SEPARABLE = [L1(), SquaredL2(), ElasticNet(0.3), ElasticNet(0.75), OneSided()]
RNG = np.random.default_rng(7)
X, Y, LAM = RNG.uniform(0.3, 2, 200), RNG.normal(size=200), RNG.uniform(0.05, 3, 200)


@pytest.fixture(scope="module", params=SEPARABLE, ids=repr)
def penalty(request):
    return request.param


def solved(penalty, at):
    return minimize(SquaredError([[X[at]]], [Y[at]]) + LAM[at] * penalty).theta[0]


def test_c11_the_derived_minimiser_is_the_one_that_is_computed(penalty):
    on_paper = as_function(derivations.minimiser(penalty), [x, y, lam])(X, Y, LAM)
    assert np.allclose(on_paper, [solved(penalty, at) for at in range(200)], rtol=1e-12, atol=1e-14)


def test_c12_the_derived_threshold_says_which_are_zero(penalty):
    dead = as_function(derivations.threshold(penalty), [x, y, lam])(X, Y, LAM)
    assert np.array_equal(dead, [solved(penalty, at) == 0 for at in range(200)])
    assert dead.any() == (penalty.__class__ is not SquaredL2) and not dead.all()


def test_c12_the_threshold_is_lambda_max_turned_round():
    dead = as_function(derivations.threshold(L1()), [x, y, lam])
    for at in range(50):
        edge = lambda_max([[X[at]]], [Y[at]])
        assert dead(X[at], Y[at], edge * (1 + 1e-12)) and not dead(X[at], Y[at], edge * (1 - 1e-12))


def test_the_derived_prox_is_the_prox(penalty):
    on_paper = as_function(derivations.prox(penalty), [derivations.v, lam])(3 * Y, LAM)
    assert np.allclose(on_paper, penalty.prox((3 * Y)[:, None], LAM[:, None])[:, 0], rtol=1e-12, atol=1e-14)


def test_c8_c9_the_derived_cases_hold_at_what_is_computed(penalty):
    cases = derivations.stationarity(penalty, (x * theta - y) ** 2)
    for at in range(60):
        answer = solved(penalty, at)
        if answer == 0:
            assert as_function(cases.zero, [theta, x, y, lam])(0.0, X[at], Y[at], LAM[at])
        else:
            case = cases.positive if answer > 0 else cases.negative
            left, right = (as_function(side, [theta, x, y, lam])(answer, X[at], Y[at], LAM[at]) for side in case.args)
            assert left == pytest.approx(right, abs=1e-12)


def test_the_pictures_show_what_is_computed(penalty):
    loss = SquaredError([[0.8], [0.6]], [1.2, -0.3])
    crossing = figures.slope_balance(loss + 0.7 * penalty)
    assert crossing.theta == minimize(loss + 0.7 * penalty).theta[0]
    curve = figures.shrinkage(penalty, 0.7)
    on_paper = as_function(derivations.minimiser(penalty), [x, y, lam])(1.0, curve.xy, 0.7)
    assert np.allclose(curve.curves[0], on_paper, rtol=1e-12, atol=1e-14)
    objective = Quadratic([[1.0, 0.4], [0.4, 0.7]], [0.5, 2.0]) + 1.1 * penalty
    assert np.array_equal(figures.loss_meets_ball(objective).point, minimize(objective).theta)


def test_the_exercises_accept_what_the_kit_computes():
    assert check("gradient-direction", np.sign([-2, 3])).correct
    assert check("l1-case-negative", derivations.stationarity(L1()).negative.rhs).correct
    assert check("why", derivations.squared_error_derivative().result).correct


def test_the_flow_view_and_the_price_view_meet():
    """L1 alone brings |θⱼ| to zero after λt = |θⱼ|: the prox at that price is zero, and just before it is not."""
    start = RNG.normal(size=5)
    arrival = hitting_times(L1(), start, 0.5) * 0.5
    assert (L1().prox(start, arrival) == 0).all() and (L1().prox(start, arrival * (1 - 1e-12)) != 0).all()
