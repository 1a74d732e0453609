"""What a solution carries is true: where slopes, value or gap say that an answer is wrong, it has not converged."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from problems import PENALTIES, regression

from sparsity_kit import (
    L1,
    L2,
    ConvergenceWarning,
    ElasticNet,
    GroupL2,
    Logistic,
    Loss,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    duality_gap,
    lambda_max,
    minimize,
)
from sparsity_kit.certificates.certificate import Standard, certify


def near_copies(difference=1e-8):
    """Two columns that differ by this share of their length, and a third; y leans on the difference."""
    rng = np.random.default_rng(0)
    a = rng.standard_normal(30)
    X = np.c_[a, a + difference * rng.standard_normal(30), rng.standard_normal(30)]
    return X, X[:, 0] + rng.standard_normal(30)


def quietly(objective, **options):
    """The solution, whether it has converged or warns; no other warning is let pass."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return minimize(objective, **options)


def test_slopes_alone_are_not_believed():
    """Between near copies a θ far above the minimum, and above θ = 0, has slopes that are zero but for rounding."""
    X, y = near_copies()
    objective = SquaredError(X, y) + 0.0 * L1()
    wrong = np.linalg.lstsq(X, y)[0] + 1e9 * np.linalg.svd(X)[2][-1]
    standard = Standard.of(objective, np.zeros(3), tol=1e-6)
    assert objective.stationarity_gap(wrong) <= standard.slopes.max()
    assert objective.value(wrong) > standard.value
    assert not certify(objective, wrong, standard, "a guess", 0).converged


def test_near_copies_are_right_at_price_zero():
    X, y = near_copies()
    for penalty in (L1(), SquaredL2(), L2(), ElasticNet(0.5), GroupL2([0, 1, 1])):
        solution = quietly(SquaredError(X, y) + 0.0 * penalty)
        assert solution.value == pytest.approx(0.4386450 * (y @ y), rel=1e-6)


def test_what_cannot_be_certified_says_why():
    X, y = near_copies()
    with pytest.warns(
        ConvergenceWarning, match=r"certified to 3e-08·F\(0\) only: columns 0 and 1 differ by 1e-08 of the"
    ):
        minimize(SquaredError(X, y) + 0.0 * L1())
    powers = np.vander(np.arange(1990.0, 2021), 7, increasing=True)
    with pytest.warns(
        ConvergenceWarning, match=r"certified to .* only: the columns' lengths differ by a factor 7e\+19"
    ):
        minimize(SquaredError(powers, np.sin(powers[:, 1] / 3)) + 1e-9 * L2())
    dependent = X.copy()
    dependent[:, 1] = X[:, 0] + X[:, 2] + 1e-10 * np.sin(np.arange(30))
    with pytest.warns(
        ConvergenceWarning, match=r"only: the columns depend on each other up to \de-1\d of their length"
    ):
        minimize(SquaredError(dependent, y) + 0.0 * L2())
    with pytest.warns(ConvergenceWarning, match=r"after 3 steps .* only: raise max_iter or tol"):
        minimize(SquaredError(*regression()) + 1.0 * L2(), method="proximal_gradient", max_iter=3)


@pytest.mark.parametrize("difference", [1e-3, 1e-5, 1e-7, 1e-8, 1e-10, 1e-12])
@pytest.mark.parametrize("share", [0.0, 1e-12, 1e-9, 1e-6, 1e-3])
def test_no_answer_is_worse_than_its_certificate_says(difference, share):
    """F minus its gap is a lower bound of F at every other answer, the best of which may come from another program."""
    X, y = near_copies(difference)
    loss, lam = SquaredError(X, y), share * lambda_max(X, y)
    penalties = L1(), SquaredL2(), L2(), ElasticNet(1.0), ElasticNet(0.5), GroupL2([0, 0, 1])
    solutions = [quietly(loss + lam * penalty) for penalty in penalties]
    others = [np.zeros(3), np.linalg.lstsq(X, y)[0], *(solution.theta for solution in solutions)]
    for solution in solutions:
        objective = solution.objective
        assert solution.value <= y @ y
        for theta in others:
            assert solution.value - objective.value(theta) <= 10 * solution.duality_gap
        if solution.converged:
            assert solution.duality_gap <= 1e-10 * (y @ y)


@pytest.mark.parametrize("share", [0.0, 1e-12, 5e-11, 1e-6, 0.1])
@pytest.mark.parametrize("shape", [(10, 40), (40, 10), (12, 12)])
def test_two_ways_to_write_an_objective_have_one_answer(shape, share):
    rng = np.random.default_rng(1)
    X, Y = rng.standard_normal(shape), rng.standard_normal((3, shape[0]))
    lam, p = share * lambda_max(X, Y[0]), shape[1]
    pairs = [
        (L1(), ElasticNet(1.0)),
        (SquaredL2(), ElasticNet(0.0)),
        (L1(), GroupL2(np.arange(p))),
        (L2(), GroupL2(np.zeros(p))),
    ]
    for one, other in pairs:
        first, second, stack = (
            quietly(SquaredError(X, y) + lam * penalty) for y, penalty in ((Y[0], one), (Y[0], other), (Y, one))
        )
        certified = 2e-15 * (Y[0] @ Y[0]) + first.duality_gap + second.duality_gap
        assert abs(first.value - second.value) <= certified
        assert abs(stack.value[0] - first.value) <= certified + stack.duality_gap[0]
        assert first.converged and second.converged and stack.converged.all()


@pytest.mark.parametrize("penalty", [L1(), L2(), GroupL2([0, 0, 1, 1, 2, 2]), ElasticNet(0.5), SquaredL2()], ids=repr)
@pytest.mark.parametrize("share", [0.0, 1e-14, 1e-10, 1e-5])
def test_a_small_price_has_a_small_gap_too(penalty, share):
    X, y = regression(40, 6)
    for loss in (SquaredError(X, y), Quadratic(X.T @ X, np.linalg.lstsq(X, y)[0])):
        solution = minimize(loss + share * lambda_max(X, y) * penalty)
        assert solution.duality_gap <= 1e-11 * (y @ y)
    labels = y + 3 * np.sin(np.arange(40)) > 0  # which no θ can tell apart without an error
    solution = minimize(Logistic(X, labels) + share * penalty)
    assert solution.converged and solution.duality_gap <= 1e-11 * 40


numbers = arrays(float, 3, elements=st.integers(-80, 80).map(lambda k: k / 8))


@given(
    X=arrays(float, st.tuples(st.integers(2, 5), st.just(3)), elements=st.integers(-3, 3)),
    theta=numbers, other=numbers, lam=st.sampled_from([0.0, 1e-12, 0.1, 3.0]), data=st.data(),
    penalty=st.sampled_from([L1(), SquaredL2(), L2(), ElasticNet(0.3), GroupL2([0, 1, 0], weights=[0.0, 2.0])]),
)  # fmt: skip
def test_a_value_minus_its_gap_is_below_every_value(X, theta, other, lam, data, penalty):
    y = data.draw(arrays(float, len(X), elements=st.integers(-4, 4)))
    loss = data.draw(st.sampled_from([SquaredError(X, y), Quadratic(X.T @ X, other), Logistic(X, y > 0)]))
    objective = loss + lam * penalty
    start = objective.value(np.zeros(3))
    for point in (theta, quietly(objective).theta):
        bound = objective.value(point) - duality_gap(objective, point)
        assert bound <= objective.value(other) + 1e-13 * (start + objective.value(point))
        assert bound <= start * (1 + 1e-13)


class Tampered(Penalty):
    """L1 with something wrong: what a solver would believe if it looked at one thing only."""

    separable = True

    def __init__(self, value=1.0, prox=1.0):
        self.too_much, self.too_far = value, prox

    def value(self, theta):
        return self.too_much * L1().value(theta)

    def prox(self, v, step):
        return L1().prox(v, self.too_far * np.asarray(step))


def test_a_prox_that_does_not_belong_to_its_value_is_noticed():
    """Slopes come from the prox, F from the value: where the two disagree, F is larger than at 0."""
    X, y = regression()
    for penalty, lam in ((Tampered(value=1e6), 1.0), (Tampered(prox=1e-6), 1e3)):
        objective = SquaredError(X, y) + lam * penalty
        with pytest.raises(ValueError, match=r"Tampered.prox does not minimise ½‖θ − v‖² \+ step·value\(θ\)"):
            minimize(objective)
        wrong = minimize(SquaredError(X, y) + lam * penalty.too_far * L1()).theta
        standard = Standard.of(objective, np.zeros(4), tol=1e-6)
        assert (np.abs(objective.slope_residuals(wrong)) <= standard.slopes).all()
        assert not certify(objective, wrong, standard, "a guess", 0).converged


@pytest.mark.parametrize("wrong", [1.0 + 1e-4, -1.0, 0.0, 1e9])
@pytest.mark.parametrize("penalty", PENALTIES, ids=repr)
def test_a_method_that_errs_is_found_out(penalty, wrong, monkeypatch):
    """Whatever a method returns, the certificate is computed anew, from other formulas."""
    X, y = regression()
    monkeypatch.setitem(
        minimize.__globals__["METHODS"], "proximal_gradient", lambda F, theta, goal, most: (wrong * right, 1)
    )
    right = (
        minimize(SquaredError(X, y) + 1.0 * penalty, method="coordinate_descent").theta if penalty.separable else None
    )
    if right is None:
        right = np.linalg.lstsq(X, y)[0]
    with pytest.warns(ConvergenceWarning):
        solution = minimize(SquaredError(X, y) + 1.0 * penalty, method="proximal_gradient")
    assert not solution.converged and solution.duality_gap > 1e-10 * (y @ y)


def test_a_stack_of_ones_own_losses_is_solved_whole():
    class Bowls(Loss):
        n_features, lipschitz, batch_shape = 2, 2.0, (3,)
        centers = np.array([[1.0, 2.0], [0.0, -3.0], [0.1, 0.2]])

        def value(self, theta):
            return np.square(np.asarray(theta) - self.centers).sum(axis=-1)

        def gradient(self, theta):
            return 2 * (np.asarray(theta) - self.centers)

    solution = minimize(Bowls() + 1.0 * L1())
    assert solution.converged.all() and np.allclose(solution.theta, L1().prox(Bowls.centers, 0.5))


def test_problems_that_are_done_are_left_alone():
    """In a batch one problem is easy for the first method; the other one goes on to the next, and changes nothing."""
    X, y = near_copies(1e-11)
    together = quietly(SquaredError(X, y) + np.array([0.0, 5.0]) * L1())
    alone = minimize(SquaredError(X, y) + 5.0 * L1())
    np.testing.assert_allclose(together.theta[1], alone.theta, rtol=1e-14)
    assert together.converged[1]


@pytest.mark.parametrize("size", [1e-200, 1e200, 1e-160])
def test_data_that_have_no_squares_are_refused_at_both_ends(size):
    X, y = regression()
    for make in (
        lambda: SquaredError(X * size, y),
        lambda: SquaredError(X, y * size),
        lambda: Logistic(X * size, y > 0),
    ):
        with pytest.raises(ValueError, match=r"[Xy] is too (small|large) to square, it .*; rescale it"):
            make()
    assert minimize(SquaredError(X, 0 * y) + 1.0 * L1()).converged


@pytest.mark.parametrize("x", [1e-150, 1.0, 1e150])
@pytest.mark.parametrize("y_size", [1e-150, 1.0, 1e150])
@pytest.mark.parametrize("penalty", PENALTIES, ids=repr)
def test_no_size_of_the_data_is_an_obstacle(x, y_size, penalty):
    """θ up to 1e300: where its square would overflow, there is an answer all the same."""
    X, y = regression()
    objective = SquaredError(X * x, y * y_size) + 0.01 * lambda_max(X * x, y * y_size) * penalty
    solution = minimize(objective)
    assert solution.converged and solution.duality_gap <= 1e-10 * objective.value(np.zeros(4))


@pytest.mark.parametrize("make", [SquaredError, lambda X, y: Logistic(X, y > 0)], ids=["squared", "logistic"])
@pytest.mark.parametrize("shape", [(8, 24), (30, 6)])
def test_groups_that_cost_nothing_have_a_certificate_too(make, shape):
    """Their slopes must be zero in every bound; in float64 they are nearly zero, and the gap says what that costs."""
    rng = np.random.default_rng(4)
    X, y = rng.standard_normal(shape), rng.standard_normal(shape[0])
    loss, groups = make(X, y), np.arange(shape[1]) // 2
    objective = loss + 0.1 * lambda_max(loss) * GroupL2(groups, weights=groups.max() * [1.0] + [0.0])
    solution = minimize(objective)
    assert solution.converged and solution.duality_gap <= 1e-10 * objective.value(np.zeros(shape[1]))
    for theta in solution.theta + 0.01 * rng.standard_normal((20, shape[1])):
        assert objective.value(theta) - duality_gap(objective, theta) <= solution.value * (1 + 1e-13)


def test_one_row_and_a_group_that_costs_nothing():
    """All of f can be won by the free coefficient: no bound is above zero."""
    objective = Logistic([[1.0, 0.3, -2.0]], [1.0]) + 0.1 * GroupL2([0, 1, 1], weights=[0.0, 1.0])
    for t in (0.0, 0.5, 3.0, 20.0):
        assert duality_gap(objective, [t, 0.0, 0.0]) >= objective.value([t, 0.0, 0.0])


@pytest.mark.parametrize("formula", ["t**4", "abs(t) + t**6", "exp(abs(t)) - 1"])
@pytest.mark.parametrize("lam", [0.0, 1e-300, 1e-12])
def test_where_slopes_grow_without_end_a_gap_is_a_bound_at_any_price(formula, lam):
    """λΩ reaches each slope, but so far out that numbers end or round: θ is above others by no more than its gap."""
    rng = np.random.default_rng(0)
    for n, p in [(6, 6), (3, 5), (2, 5)] * 2:
        X, y = rng.normal(size=(n, p)), rng.normal(size=n)
        objective, least = SquaredError(X, y) + lam * Penalty.of(formula), np.linalg.lstsq(X, y)[0]
        thetas = np.stack([least, least + 1e-9, rng.normal(size=p)])
        assert (duality_gap(objective, thetas) >= np.maximum(objective.value(thetas) - objective.value(least), 0)).all()
    assert lam or minimize(objective).duality_gap <= 1e-10 * (y @ y)


def test_no_gap_is_larger_than_the_value():
    X, y = near_copies()
    objective = SquaredError(X, y) + 1e-9 * ElasticNet(0.5)
    theta = np.array([1e9, 2.0, -1e9])
    assert duality_gap(objective, theta) <= objective.value(theta) * (1 + 1e-14)


@pytest.mark.parametrize("penalty", [L1(), L2(), SquaredL2(), ElasticNet(0.5), GroupL2([0, 0, 1, 1])], ids=repr)
def test_above_a_minimum_of_zero_no_gap_is_less_than_the_value(penalty):
    """Where y = 0, F is its own distance from the minimum, exactly."""
    rng = np.random.default_rng(0)
    for scale in (1e-6, 1.0, 1e6):
        objective = SquaredError(regression()[0], np.zeros(20)) + 0.3 * penalty
        theta = scale * rng.standard_normal((12, 4)) * (rng.random((12, 4)) < 0.7)
        assert (duality_gap(objective, theta) >= objective.value(theta)).all()


@pytest.mark.parametrize("penalty", [L2(), GroupL2([0, 0, 1, 1])], ids=repr)
@pytest.mark.parametrize("far", [1.0, 1e6, 1e12])
def test_a_far_start_leads_to_the_same_answer(penalty, far):
    X, y = regression(8, 4)
    X[:, 1] = X[:, 0] + 1e-5 * X[:, 1]
    for right in (y, 0 * y):
        objective = SquaredError(X, right) + 0.01 * penalty
        solution = minimize(objective, start=far * np.array([1.0, -2.0, 3.0, 1.0]))
        assert solution.converged and solution.value <= minimize(objective).value + 1e-10 * (y @ y)


@pytest.mark.parametrize("penalty", [SquaredL2(), ElasticNet(0.5), L1()], ids=repr)
def test_what_overflows_is_not_certified_and_nothing_else_is_said(penalty):
    X = np.random.default_rng(0).standard_normal((9, 3)) * [1e150, 1e-150, 1.0]
    solution = quietly(SquaredError(X, np.arange(9.0)) + 1e140 * penalty, start=[1e12, 1e12, 1e12])
    assert np.isfinite(solution.theta).all() and (not solution.converged or np.isfinite(solution.value))


def test_ways_are_chosen_by_the_objective():
    rng = np.random.default_rng(3)
    X, Y = rng.standard_normal((50, 300)), rng.standard_normal((5, 50))
    lam = 2e-5 * lambda_max(X, Y[0])
    for objective in (
        SquaredError(X, Y[0]) + lam * ElasticNet(0.5),
        SquaredError(X, Y) + lam * L1(),
        Quadratic(X.T @ X / 50, X[0]) + lam * L1(),
        SquaredError(X, Y[0]) + lam * GroupL2(np.arange(300)),
    ):
        solution = minimize(objective)
        assert solution.method == "exact_path" and solution.converged.all()
    labels = Logistic(X[:, :5], Y[0] > 0) + 1.0 * L1()
    assert minimize(labels).method == "newton" and minimize(labels).n_iter < 12


@pytest.mark.parametrize("share", [1e-3, 2e-5, 1e-7, 1e-300])
def test_more_groups_than_rows_are_certified_down_to_low_prices(share):
    rng = np.random.default_rng(1)
    X, y = rng.standard_normal((30, 300)), rng.standard_normal(30)
    penalty = GroupL2(np.arange(300) // 3)
    solution = quietly(SquaredError(X, y) + share * lambda_max(SquaredError(X, y), penalty) * penalty)
    assert solution.converged and solution.duality_gap <= 1e-10 * (y @ y)


def test_groups_of_one_coefficient_go_by_coordinates_where_there_are_many_targets():
    rng = np.random.default_rng(0)
    loss = SquaredError(rng.standard_normal((30, 3)), rng.standard_normal((300, 30)))
    found = minimize(loss + 1.0 * GroupL2([2, 0, 1], weights=[5.0, 5.0, 5.0]))
    assert found.method == "coordinate_descent"
    assert np.allclose(found.theta, minimize(loss + 5.0 * L1()).theta, rtol=0, atol=1e-10)


def test_many_prices_are_one_path_and_a_path_each_where_they_bend():
    loss, lams = SquaredError(*regression()), np.geomspace(0.1, 10, 30)
    assert minimize(loss + lams * L1()).method == minimize(loss + 1.0 * ElasticNet(0.5)).method == "exact_path"
    assert minimize(loss + lams * ElasticNet(0.5)).method == "coordinate_descent"
    for formula in (loss + lams * SquaredL2(), Quadratic(np.eye(2) / 16, [3.0, 1.0]) + lams * L1()):
        assert (minimize(formula).method, minimize(formula).n_iter) == ("closed_form", 1)


@pytest.mark.parametrize(
    "penalty, x, y_size",
    [
        (L1(), -450, 3),
        (L1(), 300, -420),
        (L1(), 7, 460),
        (L2(), -450, 3),
        (GroupL2([0, 1, 1, 0]), 7, 460),
        (SquaredL2(), 300, -420),
        (SquaredL2(), 7, 460),
        (ElasticNet(0.3), -450, -448),  # so that both of its parts are numbers
    ],
    ids=repr,
)
def test_powers_of_two_change_no_digit_of_what_a_solution_carries(penalty, x, y_size):
    """X·2ᵃ and y·2ᵇ: θ is 2ᵇ⁻ᵃ times, F and its gap 4ᵇ times, slopes 2ᵃ⁺ᵇ times what they were."""
    X, y = regression()
    norms, squares = penalty.as_elastic_net() or (1.0, 0.0)
    norms, squares = np.ldexp(2.0 * norms, x + y_size), np.ldexp(2.0 * squares, 2 * x)
    scaled = (norms + squares) * (ElasticNet(norms / (norms + squares)) if norms and squares else penalty)
    problems = SquaredError(X, y) + 2.0 * penalty, SquaredError(np.ldexp(X, x), np.ldexp(y, y_size)) + scaled
    base, solution = map(minimize, problems)
    assert solution.objective is problems[1] and solution.converged
    assert np.allclose(solution.theta, np.ldexp(base.theta, y_size - x), rtol=1e-9, atol=0)
    assert np.allclose(solution.value, np.ldexp(base.value, 2 * y_size), rtol=1e-12, atol=0)
    assert 0 <= solution.duality_gap <= 1e-10 * solution.value
    early = [quietly(objective, method="proximal_gradient", max_iter=3) for objective in problems]
    assert np.allclose(early[1].stationarity_gap, np.ldexp(early[0].stationarity_gap, x + y_size), rtol=1e-9, atol=0)
    assert np.allclose(early[1].duality_gap, np.ldexp(early[0].duality_gap, 2 * y_size), rtol=1e-9, atol=0)
    start = np.array([1.0, -2.0, 0.5, 3.0])
    moved = [quietly(objective, method="proximal_gradient", max_iter=1, start=np.ldexp(start, e))
             for objective, e in zip(problems, (0, y_size - x), strict=True)]  # fmt: skip
    assert np.allclose(moved[1].theta, np.ldexp(moved[0].theta, y_size - x), rtol=1e-9, atol=0)
