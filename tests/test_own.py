"""Losses and penalties of one's own are solved like the kit's: by rivals, by formula, or with a warning."""

import numpy as np
import pytest
from problems import Own, OwnL1, regression
from scipy.optimize import LinearConstraint
from scipy.optimize import minimize as scipy_minimize

from sparsity_kit import L1, ConvergenceWarning, Logistic, Loss, Penalty, Quadratic, SquaredError, lambda_max, minimize

X, Y = regression()
LASSO = minimize(SquaredError(X, Y) + 3.0 * L1()).theta


class Cosh(Loss):
    """Σ cosh(3θⱼ − 2), which overflows far away; its bend is 9·cosh."""

    n_features, lipschitz = 2, 1e4

    def value(self, theta):
        return np.cosh(3 * theta - 2).sum(axis=-1)

    def gradient(self, theta):
        return 3 * np.sinh(3 * theta - 2)


class Barrier(Loss):
    """‖θ‖² − Σ log θⱼ: infinite at 0 and beyond, where there is no slope either."""

    n_features, lipschitz = 2, 100.0

    def value(self, theta):
        inside = np.where(theta > 0, theta, 1.0)
        return np.where((theta > 0).all(axis=-1), np.square(theta).sum(axis=-1) - np.log(inside).sum(axis=-1), np.inf)

    def gradient(self, theta):
        return 2 * theta - 1 / np.where(theta > 0, theta, np.nan)


class Allowed(Penalty):
    """Nothing at the points of a set, and infinite elsewhere: the set is a box or the simplex."""

    def __init__(self, kind):
        self.kind = kind

    def value(self, theta):
        if self.kind == "box":
            inside = (np.abs(theta) <= 0.5).all(axis=-1)
        else:
            inside = (np.abs(theta.sum(axis=-1) - 1) <= 1e-12) & (theta >= 0).all(axis=-1)
        return np.where(inside, 0.0, np.inf)

    def prox(self, v, step):
        if self.kind == "box":
            return np.clip(v, -0.5, 0.5)
        falling = -np.sort(-v, axis=-1)
        excess = (np.cumsum(falling, axis=-1) - 1) / np.arange(1, v.shape[-1] + 1)
        return np.maximum(v - excess.max(axis=-1, keepdims=True), 0.0)


class Steep(Loss):
    """Σ |θⱼ|^2.05: its slopes grow a little faster than those of a square, so that no L holds far away."""

    n_features, lipschitz = 2, 1.0

    def value(self, theta):
        return (np.abs(theta) ** 2.05).sum(axis=-1)

    def gradient(self, theta):
        return 2.05 * np.sign(theta) * np.abs(theta) ** 1.05


@pytest.mark.parametrize("start", [None, [1.0, -1.0, 2.0, 0.5]])
def test_what_keeps_its_promises_is_solved(start):
    for loss in (Own(), SquaredError(X, Y)):
        for penalty in (L1(), OwnL1()):
            for lam, expected in ((3.0, LASSO), (0.0, np.linalg.lstsq(X, Y)[0]), (1e6, np.zeros(4))):
                solution = minimize(loss + lam * penalty, start=start)
                assert solution.converged and np.allclose(solution.theta, expected, rtol=0, atol=1e-8)
    prices = minimize(Own() + np.array([[0.0, 3.0]]) * OwnL1(), start=start)
    assert np.allclose(prices.theta[0, 1], LASSO, rtol=0, atol=1e-8) and prices.converged.all()


class Poisson(Loss):
    """Σ exp(xᵢ·θ) − yᵢ xᵢ·θ, counts y: its slopes grow without end, so L is that of the θ with f(θ) <= f(0)."""

    n_features = 4
    X, y = X / 3, np.round(np.exp(X @ [0.3, -0.2, 0.0, 0.1]))
    lipschitz = 1e3

    def value(self, theta):
        rate = theta @ self.X.T
        return (np.exp(rate) - self.y * rate).sum(axis=-1)

    def gradient(self, theta):
        return (np.exp(theta @ self.X.T) - self.y) @ self.X


def test_a_loss_whose_slopes_grow_without_end_is_solved_with_a_local_bound():
    lowest = np.where(Poisson.y > 0, Poisson.y - Poisson.y * np.log(np.maximum(Poisson.y, 1)), 0.0)
    room = Poisson().value(np.zeros(4)) - lowest.sum() + lowest  # of one term where f <= f(0): all others are least
    rates = np.linspace(-50, 50, 100_001)[:, None]
    most = np.where(np.exp(rates) - Poisson.y * rates <= room, np.exp(rates), 0.0).max(axis=0)
    assert np.linalg.norm(Poisson.X.T * np.sqrt(most), 2) ** 2 < Poisson.lipschitz
    objective = Poisson() + 0.5 * L1()
    solution = minimize(objective)
    rival = scipy_minimize(lambda t: Poisson().value(t) + 0.5 * np.abs(t).sum(), np.ones(4), method="Nelder-Mead",
                           options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 10_000})  # fmt: skip
    assert solution.converged and np.allclose(solution.theta, rival.x, atol=1e-5)
    assert repr(objective) == "Poisson() + 0.5 * L1()"


@pytest.mark.parametrize("lam", [0.0, 1e-9, 1.0, 5.0, 1e6])
def test_a_loss_of_ones_own_has_all_the_steps_that_are_allowed(lam):
    """The kit knows no faster way for it, so that it may not give up sooner; 3·sinh(3t − 2) = −λ, or t = 0."""
    solution = minimize(Cosh() + lam * L1())
    assert solution.converged and np.allclose(solution.theta, max((2 - np.arcsinh(lam / 3)) / 3, 0.0), atol=1e-7)
    with pytest.warns(ConvergenceWarning, match="after 600 steps .*: raise max_iter"):
        assert not minimize(Cosh() + 1.0 * L1(), max_iter=600, tol=1e-15).converged


@pytest.mark.parametrize("lam", [0.0, 1.0, 8.0])
def test_a_loss_that_is_infinite_at_zero_is_judged_from_where_it_begins(lam):
    """2t − 1/t + λ = 0."""
    solution = minimize(Barrier() + lam * L1(), start=[3.0, 2.0])
    assert solution.converged and np.allclose(solution.theta, (np.sqrt(lam**2 + 8) - lam) / 4, rtol=1e-8)


def test_what_is_no_number_is_not_certified():
    class Undefined(Own):
        def value(self, theta):
            return np.where(np.abs(theta).max(axis=-1) > 0.1, np.nan, super().value(theta))

    with pytest.warns(ConvergenceWarning):
        solution = minimize(Undefined() + 3.0 * L1())
    assert not solution.converged and np.isfinite(solution.value)


@pytest.mark.parametrize("bend", [1e20, 1e30])
def test_steps_that_rounding_hides_are_not_taken_for_small_slopes(bend):
    """With so large a `lipschitz`, which is a true bound, no step changes a digit of θ."""

    class Stiff(Own):
        lipschitz = bend

    near = LASSO + 0.01 * np.sign(LASSO)
    assert Stiff().value(near) < Stiff().value(np.zeros(4))
    with pytest.warns(ConvergenceWarning, match="rounding leaves no more digits"):
        assert not minimize(Stiff() + 3.0 * L1(), start=near).converged


@pytest.mark.parametrize("kind", ["box", "simplex"])
@pytest.mark.parametrize("start", [None, [3.0, 2.0, -1.0, 1.0]])
def test_from_a_start_that_is_forbidden_the_steps_lead_to_what_is_allowed(kind, start):
    """SLSQP, which knows the set by its inequalities, finds no lower value."""
    labels = Y + 3 * np.sin(np.arange(20)) > 0
    for loss in (Logistic(X, labels), SquaredError(X, Y), Quadratic(X.T @ X, [2.0, -1.0, 0.5, 0.0]), Own()):
        for lam in (0.0, 2.0):
            solution = minimize(loss + lam * Allowed(kind), start=start)
            rival = scipy_minimize(
                loss.value, np.full(4, 0.25), jac=loss.gradient, method="SLSQP", options={"ftol": 1e-13},
                bounds=[(-0.5, 0.5)] * 4 if kind == "box" else [(0, 1)] * 4,
                constraints=[] if kind == "box" else LinearConstraint(np.ones(4), 1, 1),
            )  # fmt: skip
            assert solution.converged and solution.value == pytest.approx(rival.fun, rel=1e-7)
            assert np.allclose(solution.theta, rival.x, atol=1e-4)


def test_a_prox_may_write_into_what_it_is_given():
    class InPlace(OwnL1):
        def prox(self, v, step):
            v[...] = OwnL1().prox(v, step)
            return v

    for loss in (SquaredError(X, Y), Logistic(X, Y > 0)):
        assert lambda_max(loss, InPlace()) == lambda_max(loss)
        assert np.allclose(minimize(loss + 3.0 * InPlace()).theta, minimize(loss + 3.0 * L1()).theta, rtol=0, atol=1e-8)


@pytest.mark.parametrize("start", [[1e6, 0.0], [1e20, 0.0]])
def test_steps_that_run_away_say_so_and_not_that_theta_is_wrong(start):
    with pytest.raises(ValueError, match=r"the steps have run away, .* the loss.s lipschitz is too small"):
        minimize(Steep() + 1.0 * L1(), start=start, method="proximal_gradient")
