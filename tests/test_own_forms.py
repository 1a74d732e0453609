"""A loss of one's own that says what it is has what the kit's own losses have; what it says wrongly is refused."""

import re

import numpy as np
import pytest
from problems import Counts, Halved, Own, OwnL1, regression

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Logistic,
    Loss,
    SquaredError,
    SquaredL2,
    degrees_of_freedom,
    duality_gap,
    lambda_max,
    live,
    minimize,
    path,
)

X, Y = regression()


class Weighted(Loss):
    """Σ wᵢ(xᵢ·θ − yᵢ)², computed with its weights; `factor` other than 1 is an error in what it says of itself."""

    n_features, lipschitz, factor = 4, 400.0, 1
    weights = np.linspace(0.5, 2.0, len(Y))

    def value(self, theta):
        return np.square(theta @ X.T - Y) @ self.weights

    def gradient(self, theta):
        return 2 * (theta @ X.T - Y) * self.weights @ X

    def as_squared_error(self):
        roots = self.factor * np.sqrt(self.weights)
        return SquaredError(roots[:, None] * X, roots * Y)


def slowly(loss, lam, penalty):
    """The same minimum by gradient steps alone, of a loss that says nothing of itself."""
    plain = type("Plain", (Loss,), {part: getattr(loss, part) for part in ("value", "gradient", "n_features")})
    plain.lipschitz = loss.lipschitz
    return minimize(plain() + lam * penalty, method="proximal_gradient", max_iter=200_000, tol=1e-12)


@pytest.mark.parametrize("penalty", [L1(), ElasticNet(0.5), SquaredL2(), L2(), OwnL1()], ids=repr)
def test_one_that_is_a_squared_error_has_its_ways_and_its_gap(penalty):
    lams = np.array([0.0, 0.7, 5.0])
    found, right = minimize(Weighted() + lams * penalty), minimize(Weighted().as_squared_error() + lams * penalty)
    assert found.converged.all() and found.method == right.method
    np.testing.assert_allclose(found.theta, right.theta, atol=1e-8)
    np.testing.assert_allclose(found.theta[1], slowly(Weighted(), 0.7, penalty).theta, atol=1e-6)
    assert (found.duality_gap is None) == (not penalty.convex)
    if penalty.convex:
        assert (found.duality_gap <= 1e-10 * Weighted().value(np.zeros(4))).all()


def test_one_that_is_a_squared_error_has_an_exact_path_degrees_of_freedom_and_live_pictures():
    squared = Weighted().as_squared_error()
    np.testing.assert_array_equal(path(Weighted() + 0.0 * L1()).lams, path(squared + 0.0 * L1()).lams)
    assert degrees_of_freedom(Weighted() + 5.0 * L1()) == degrees_of_freedom(squared + 5.0 * L1())

    class OfTwo(Weighted):
        n_features = 2

        def value(self, theta):
            return Weighted().value(np.pad(theta, [*[(0, 0)] * (np.ndim(theta) - 1), (0, 2)]))

        def as_squared_error(self):
            return SquaredError(super().as_squared_error().X[:, :2], super().as_squared_error().y)

    assert pytest.approx(OfTwo().as_squared_error().gram) == live.LossMeetsBall(OfTwo() + 1.0 * L1()).A


@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), L2(), OwnL1()], ids=repr)
@pytest.mark.parametrize("lam", [0.0, 0.5, 4.0])
def test_one_of_rows_has_newtons_steps_and_a_gap_that_bounds(lam, penalty):
    found, right = minimize(Counts() + lam * penalty), slowly(Counts(), lam, penalty)
    assert found.converged and right.converged and found.method == "newton" and found.n_iter < 50
    np.testing.assert_allclose(found.theta, right.theta, atol=1e-6)
    assert (found.duality_gap is None) == (not penalty.convex)
    if not penalty.convex:
        return
    assert 0 <= found.duality_gap < 1e-8 * abs(Counts().value(np.zeros(4)))
    rng = np.random.default_rng(1)
    for size in (1e-6, 1e-3, 1.0):
        theta = found.theta + size * rng.normal(size=(20, 4))
        above = (Counts() + lam * penalty).value(theta) - found.value
        assert (duality_gap(Counts() + lam * penalty, theta) >= above).all()


def test_the_gap_of_a_loss_that_is_negative_is_asked_as_finely_as_its_size():
    assert Counts().value(np.zeros(4)) < 1e3

    class Lower(Counts):
        def value(self, theta):
            return super().value(theta) - 1e3

        dual_point, bend, conjugate_gap = Counts.dual_point, Counts.bend, Counts.conjugate_gap

    lower, as_it_is = minimize(Lower() + 1.0 * L1()), minimize(Counts() + 1.0 * L1())
    assert lower.converged and lower.value < 0
    np.testing.assert_allclose(lower.theta, as_it_is.theta, atol=1e-8)


def test_a_subclass_with_another_value_knows_nothing_of_itself():
    class Tempered(Logistic):
        def value(self, theta):
            return super().value(theta) + np.square(theta).sum(axis=-1)

        def gradient(self, theta):
            return super().gradient(theta) + 2 * np.asarray(theta)

        @property
        def lipschitz(self):
            return super().lipschitz + 2

    halved, tempered = Halved(X, Y), Tempered(X, Y > 0)
    for loss in (halved, tempered):
        assert loss.as_squared_error is None and loss.dual_point is None
        assert minimize(loss + 3.0 * L1()).duality_gap is None
    np.testing.assert_allclose(
        minimize(tempered + 0.0 * L1()).theta, minimize(Logistic(X, Y > 0) + 1.0 * SquaredL2()).theta, atol=1e-7
    )
    with pytest.raises(TypeError, match=r"LossMeetsBall takes SquaredError or Quadratic, got SquaredError\(X"):
        live.LossMeetsBall(Halved([[1.0, 0.0], [0.0, 1.0]], [1.0, 2.0]) + 1.0 * L1())
    with pytest.raises(ValueError, match="degrees_of_freedom takes a squared error"):
        degrees_of_freedom(halved + 1.0 * L1())


def test_a_subclass_with_the_same_value_is_what_its_parent_is():
    class Named(SquaredError):
        def __repr__(self):
            return "the rents of a town"

    assert minimize(Named(X, Y) + 3.0 * L1()).method == minimize(SquaredError(X, Y) + 3.0 * L1()).method


WRONG = {
    "a factor": (Weighted, {"factor": 2}, r"as_squared_error of Weighted() is .*; make them agree"),
    "no squares": (
        Weighted,
        {"as_squared_error": lambda self: Logistic(X, Y > 0)},
        r"Weighted.as_squared_error() must be a SquaredError of 4 columns, got Logistic",
    ),
    "fewer columns": (
        Weighted,
        {"as_squared_error": lambda self: SquaredError(X[:, :2], Y)},
        r"Weighted.as_squared_error() must be a SquaredError of 4 columns, got SquaredError(X (20, 2)",
    ),
    "half": (
        Counts,
        {"dual_point": lambda self, theta: Counts().dual_point(theta) / 2},
        "Counts.dual_point @ X must be the gradient",
    ),
    "sign": (
        Counts,
        {"conjugate_gap": lambda self, theta, dual: -Counts().conjugate_gap(theta, dual)},
        "Counts.conjugate_gap must be f − its tangent",
    ),
    "no constant": (
        Counts,
        {"conjugate_gap": lambda self, theta, dual: Counts().conjugate_gap(theta, dual) - 1.0},
        "Counts.conjugate_gap must be f − its tangent",
    ),
    "curvature": (
        Counts,
        {"bend": lambda self, theta: 2 * Counts().bend(theta)},
        "Counts.bend must be the change of dual_point",
    ),
    "no bend": (Counts, {"bend": None}, "Counts must define bend, beside dual_point"),
    "of columns": (Counts, {"dual_point": lambda self, theta: 1.0 * theta}, "Counts.dual_point must be an array"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_a_loss_says_wrongly_of_itself_is_named(name):
    kind, parts, text = WRONG[name]
    objective = type(kind.__name__, (kind,), parts)() + 1.0 * L1()
    pattern = re.escape(text).replace(r"\.\*", ".*")
    for ask in (minimize, path, lambda F: duality_gap(F, np.zeros(4)), lambda F: minimize(F, start=np.ones((3, 4)))):
        with pytest.raises((TypeError, ValueError), match=pattern) as caught:
            ask(objective)
        assert "\n" not in str(caught.value)


class OwnGroups(GroupL2):
    """Pairs of coefficients, by a stranger, who says all that the kit's own say."""

    def __init__(self):
        super().__init__([0, 0, 1, 1], weights=[1.0, 2.0])

    def value(self, theta):
        return np.hypot(theta[..., 0], theta[..., 1]) + 2 * np.hypot(theta[..., 2], theta[..., 3])

    convex, duals, as_groups = True, GroupL2.duals, GroupL2.as_groups


class OwnNet(OwnL1):
    """Σ 2|θⱼ| + θⱼ²/2, by a stranger."""

    convex = True

    def value(self, theta):
        return (2 * np.abs(theta) + np.square(theta) / 2).sum(axis=-1)

    def prox(self, v, step):
        return OwnL1().prox(v, 2 * step) / (1 + step)

    def as_elastic_net(self):
        return 2.0, 0.5


def short(self, theta, pull, blur, lam):
    for share, gap in GroupL2.duals(self, theta, pull, blur, lam):
        yield share, gap / 2


CLAIMS = {
    "half the squares": (OwnNet, {"as_elastic_net": lambda self: (2.0, 1.0)}, "OwnNet.as_elastic_net does not go with"),
    "the lasso": (OwnNet, {"as_elastic_net": lambda self: (1.0, 0.0)}, "OwnNet.as_elastic_net does not go with"),
    "weights": (OwnGroups, {"as_groups": lambda self, p: (self.groups, np.ones(2))}, "OwnGroups.as_groups does not go"),
    "from 1": (OwnGroups, {"as_groups": lambda self, p: (self.groups + 1, self.weights)}, "OwnGroups.as_groups does"),
    "a gap": (OwnGroups, {"duals": short}, "OwnGroups.duals does not go with the penalty's value"),
    "for free": (OwnNet, {"free": np.array([True, False, False, False])}, "OwnNet.free does not go with"),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_what_a_penalty_says_wrongly_of_itself_is_named(name):
    kind, parts, text = CLAIMS[name]
    penalty = type(kind.__name__, (kind,), parts)()
    for loss, asks in ((SquaredError(X, Y), 4), (Logistic(X, Y > 0), 4), (Own(), 3)):
        for ask in (minimize, path, lambda_max, lambda F: duality_gap(F, np.ones(4)))[:asks]:
            with pytest.raises(ValueError, match=re.escape(text)) as caught:
                ask(loss + 3.0 * penalty)
            assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", [OwnGroups, OwnNet])
def test_what_a_penalty_says_rightly_of_itself_is_used(kind):
    right = {OwnGroups: GroupL2([0, 0, 1, 1], weights=[1.0, 2.0]), OwnNet: ElasticNet(0.8)}[kind]
    lam = {OwnGroups: 3.0, OwnNet: 3.0 * 2.5}[kind]
    found, rival = minimize(SquaredError(X, Y) + 3.0 * kind()), minimize(SquaredError(X, Y) + lam * right)
    assert found.converged and found.method == rival.method
    np.testing.assert_allclose(found.theta, rival.theta, atol=1e-9)
    assert duality_gap(found.objective, np.ones(4)) >= found.objective.value(np.ones(4)) - found.value


def test_a_gap_is_not_made_of_a_prox_that_is_wrong():
    wrong = type("Wrong", (OwnL1,), {"convex": True, "prox": lambda self, v, step: OwnL1().prox(v, step / 2)})()
    for loss in (SquaredError(X, Y), Weighted()):
        with pytest.raises(ValueError, match=r"Wrong\.prox does not minimise"):
            duality_gap(loss + 3.0 * wrong, np.ones(4))
