"""path(F): exact where the objective has straight pieces, certified on a grid where not."""

from dataclasses import fields, replace

import numpy as np
import pytest
from problems import regression

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    Logistic,
    Lq,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    lambda_max,
    lasso_path,
    minimize,
    path,
    ridge_path,
)
from sparsity_kit.data import diabetes
from sparsity_kit.solve.touching import touching

X, Y = regression(30, 6)
LOSS = SquaredError(X, Y)


def test_a_lasso_has_its_exact_path_down_to_its_own_price():
    whole, short = path(LOSS + 0.0 * L1()), path(LOSS + 5.0 * L1())
    np.testing.assert_array_equal(whole.lams, lasso_path(X, Y).lams)
    assert short.lams[-1] == 5.0
    np.testing.assert_allclose(short.theta[-1], minimize(LOSS + 5.0 * L1()).theta, atol=1e-10)


def test_a_bowl_has_an_exact_path_too():
    bowl = Quadratic([[2.0, 1.0], [1.0, 3.0]], [1.0, -2.0])
    followed = path(bowl + 0.0 * L1())
    for lam in (0.5, 2.0, 5.0):
        np.testing.assert_allclose(followed(lam), minimize(bowl + lam * L1()).theta, atol=1e-12)


@pytest.mark.parametrize("penalty", [SquaredL2(), ElasticNet(0.5)], ids=repr)
def test_others_are_certified_on_a_grid_and_solved_for_anywhere(penalty):
    followed = path(LOSS + 0.1 * penalty)
    assert followed.lams[-1] == pytest.approx(0.1) and (np.diff(followed.lams) < 0).all()
    assert followed.solution.converged.all() and followed.theta.shape == (len(followed.lams), 6)
    np.testing.assert_allclose(followed(3.0), minimize(LOSS + 3.0 * penalty).theta, atol=1e-10)


@pytest.mark.parametrize("penalty, largest", [(L2(), 2 * np.linalg.norm(Y @ X)), (SquaredL2(), 100 * LOSS.lipschitz)])
@pytest.mark.parametrize("share", [0.0, 1e-9, 0.1])
def test_a_hundred_prices_fall_by_one_factor_to_its_own(penalty, largest, share):
    """From where all is zero, or where no price is, from far above the bend of f; to 1e-5 of that, and then λ."""
    followed = path(LOSS + share * largest * penalty)
    even = largest * np.geomspace(1, max(share, 1e-5), 100)
    np.testing.assert_allclose(followed.lams, np.append(even[:-1], share * largest), rtol=1e-9)


def test_ridge_on_the_prices_that_are_asked():
    lams = np.array([1.0, 0.0, 10.0])
    followed = path(LOSS + lams * SquaredL2())
    assert followed.lams.tolist() == [10.0, 1.0, 0.0]
    np.testing.assert_allclose(followed.theta, ridge_path(X, Y, followed.lams), atol=1e-10)


def test_a_logistic_path_starts_at_zero():
    loss = Logistic(X, (Y > 0) * 1.0)
    followed = path(loss + 0.01 * lambda_max(loss) * L1())
    assert followed.solution.converged.all() and not followed.theta[0].any() and followed.theta[-1].any()


def test_above_the_largest_price_there_is_one_point():
    followed = path(Logistic(X, (Y > 0) * 1.0) + 1e6 * L1())
    assert followed.lams.tolist() == [1e6] and not followed.theta.any()


def test_a_stack_has_no_single_path():
    with pytest.raises(ValueError, match=r"path follows one loss, got a batch of shape \(2,\); pick one"):
        path(SquaredError(X, np.stack([Y, Y])) + 1.0 * L1())


@pytest.mark.parametrize(
    "find",
    [
        lambda: minimize(LOSS + 1.0 * L1()),
        lambda: path(LOSS + 1.0 * L2()),
        lambda: touching(Quadratic(np.eye(2), [2.0, 0.3]) + 1.0 * L1()),
        diabetes,
    ],
)
def test_what_was_found_is_itself_and_stays_what_it_is(find):
    """Arrays have no one answer to ==, so two things are equal if they are one."""
    found = find()
    assert found == found and found != replace(found) and found in {found}
    for part in fields(found):
        with pytest.raises(AttributeError):
            setattr(found, part.name, 0)


BENT = [Lq(0.5), Penalty.of("min(abs(t), 2)"), Penalty.of("log(1 + abs(t))")]


@pytest.mark.parametrize("penalty", BENT, ids=repr)
@pytest.mark.parametrize(("correlation", "exact"), [(0.0, True), (-0.6, False)])
def test_lambda_max_of_what_is_not_convex_is_where_zero_is_lowest_on_each_axis(penalty, correlation, exact):
    """By a grid: F(θ) >= F(0) for all θ from λ = max (f(0) − f(θ))/Ω(θ) on. Between axes θ may still be lower."""
    gram = np.array([[1.0, correlation], [correlation, 1.5]])
    bowl = Quadratic(gram, np.linalg.solve(gram, [3.0, 2.5]))
    t, line = np.linspace(-10, 10, 200), np.linspace(-10, 10, 20_000)[:, None]

    def needed(theta):
        return ((bowl.value([0.0, 0.0]) - bowl.value(theta)) / penalty.value(theta)).max()

    found = float(lambda_max(bowl, penalty))
    assert found == pytest.approx(max(needed(line * [1, 0]), needed(line * [0, 1])), rel=1e-3)
    everywhere = needed(np.stack(np.meshgrid(t, t), axis=-1))
    assert everywhere <= found * (1 + 1e-3) if exact else everywhere > 1.05 * found


def test_above_lambda_max_a_path_is_its_own_price():
    for penalty in (L1(), L2(), Lq(0.5)):
        above = 3 * float(lambda_max(LOSS, penalty))
        found = path(LOSS + above * penalty)
        assert found.lams.tolist() == [above] and not found.theta.any()
        assert path(LOSS + np.array([above, 2 * above]) * penalty).theta.tolist() == [[0.0] * 6] * 2
    assert path(LOSS + np.array([3.0]) * L2()).theta.shape == (1, 6)


def test_a_solved_path_says_in_one_line_what_it_is():
    loss = SquaredError(*regression(20, 4))
    assert (
        repr(path(loss + [3.0, 0.5] * SquaredL2()))
        == "SolvedPath(SquaredError(X (20, 4), y (20,)), SquaredL2(): 2 λ from 3 to 0.5)"
    )
