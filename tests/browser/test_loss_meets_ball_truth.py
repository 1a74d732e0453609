"""The browser's touching points are those of the kit's solvers, in thousands of random states and at the edges."""

import numpy as np
import pytest
from stage import needs_browser
from staged import staged

from sparsity_kit import L1, L2, ElasticNet, Lq, Quadratic, SquaredL2, lambda_max, minimize
from sparsity_kit.live import LossMeetsBall
from sparsity_kit.solve.lowest import lowest, lowest_on_ball

pytestmark = needs_browser
BOWLS, CENTERS = 25, 50
CONVEX = {"L1": L1(), "squared L2": SquaredL2(), "L2": L2(), "elastic net": ElasticNet(0.3)}
TRAITS = {"l1_ratio": 0.3, "q": 0.5, "lam": 0.0, "radius": 0.0, "form": "penalised"}

page = staged(LossMeetsBall, scope="module")


def solve(page, states):
    """What the browser makes of these states: θ* (n, 2), λ and r (n,), and which coefficients are zero (n, 2)."""
    states = [TRAITS | state for state in states]
    found = page.evaluate("(states) => states.map((state) => window.widget.solve(state))", states)
    return (np.array([each[key] for each in found]) for key in ("theta", "lam", "radius", "zeros"))


def bowls(count, seed=0, flattest=1e-4):
    """Matrices of all directions and of axes up to √(1/flattest) to 1, at scales of several powers of ten."""
    random = np.random.default_rng(seed)
    angle, ratio = random.uniform(0, np.pi, count), 10 ** random.uniform(np.log10(flattest), 0, count)
    way = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    matrices = np.eye(2) + (ratio - 1)[:, None, None] * way[:, :, None] * way[:, None, :]
    return 10 ** random.uniform(-2, 2, (count, 1, 1)) * (matrices + matrices.transpose(0, 2, 1)) / 2


def random_states(penalty, seed=0, flattest=1e-4):
    """(loss with a batch of centres, λ) pairs: from prices that hardly matter to those that leave nothing."""
    random = np.random.default_rng(seed)
    for A in bowls(BOWLS, seed, flattest):
        loss = Quadratic(A, 10 ** random.uniform(-1, 1) * random.normal(size=(CENTERS, 2)))
        steepest = np.abs(loss.gradient(np.zeros(2))).max(axis=-1)
        yield loss, steepest * 10 ** random.uniform(-2, 0.2, CENTERS)


def as_states(kind, loss, lams, **more):
    pairs = zip(loss.center.tolist(), lams.tolist(), strict=True)
    return [{"A": loss.A.tolist(), "center": c, "penalty": kind, "lam": lam} | more for c, lam in pairs]


@pytest.mark.parametrize("kind", CONVEX)
def test_a_price_leads_to_the_minimiser_of_the_kit(page, kind):
    zeros_seen = 0
    for loss, lams in random_states(CONVEX[kind]):
        theta, lam, radius, zeros = solve(page, as_states(kind, loss, lams))
        expected = minimize(loss + lams * CONVEX[kind], tol=1e-14).theta
        size = np.abs(loss.center).max(axis=-1, keepdims=True)
        assert (np.abs(theta - expected) <= 1e-9 * size).all()
        assert np.array_equal(theta == 0, zeros) and np.array_equal(zeros, expected == 0)
        assert np.allclose(radius, CONVEX[kind].value(theta), rtol=1e-12) and np.array_equal(lam, lams)
        zeros_seen += zeros.sum()
    assert (zeros_seen > 0) == (kind != "squared L2")


@pytest.mark.parametrize("kind", CONVEX)
def test_a_budget_and_its_price_lead_to_the_same_point(page, kind):
    """Whatever the boundary walk finds must lie on the boundary and be the kit's answer at the price that it names."""
    random = np.random.default_rng(1)
    for loss, _ in random_states(CONVEX[kind], seed=1):
        budgets = CONVEX[kind].value(loss.center) * 10 ** random.uniform(-2, 0.1, CENTERS)
        states = as_states(kind, loss, budgets, form="constrained")
        states = [state | {"radius": state["lam"], "lam": 0.0} for state in states]
        theta, lam, radius, _ = solve(page, states)
        free = CONVEX[kind].value(loss.center) <= budgets
        assert np.array_equal(radius, budgets) and np.array_equal(lam == 0, free)
        assert np.array_equal(theta[free], loss.center[free])
        assert np.allclose(CONVEX[kind].value(theta)[~free], budgets[~free], rtol=1e-12)
        expected = minimize(loss + lam * CONVEX[kind], tol=1e-14).theta
        size = np.abs(loss.center).max(axis=-1, keepdims=True)
        assert (np.abs(theta - np.where(free[:, None], loss.center, expected)) <= 1e-9 * size).all()


ROUND = [Quadratic(A, [x, y]) for A in ([[1, 0], [0, 1]], [[1, 0.5], [0.5, 1]], [[2, -1], [-1, 2]])
         for x, y in ([2, 2], [2, -2], [-3, 3], [-0.7, -0.7], [2, 0], [0, -3])]  # fmt: skip


@pytest.mark.parametrize("share", [0.01, 0.3, 0.5])
@pytest.mark.parametrize("kind", [*CONVEX, "Lq"])
def test_a_budget_is_kept_at_the_lowest_place_also_where_round_numbers_put_it_halfway(page, kind, share):
    """On a diagonal the slope along the boundary is exactly zero at a place where the walk stops to look."""
    penalty = CONVEX.get(kind, Lq(0.8))
    states, expected = [], []
    for loss in ROUND:
        radius = share * float(penalty.value(loss.center))
        states.append({"A": loss.A.tolist(), "center": loss.center.tolist(), "penalty": kind, "q": 0.8})
        states[-1] |= {"form": "constrained", "radius": radius}
        expected.append(loss.value(lowest_on_ball(loss, penalty, radius)[0]))
    theta, _, radius, _ = solve(page, states)
    assert np.allclose(penalty.value(theta), radius, rtol=1e-12)
    assert np.allclose([loss.value(at) for loss, at in zip(ROUND, theta, strict=True)], expected, rtol=1e-12)


@pytest.mark.parametrize("q", [0.3, 0.5, 0.8, 1.0, 1.4, 2.0])
def test_lq_finds_the_lowest_of_all_points(page, q):
    """Not convex for q < 1: the browser searches along the axes' profiles, the kit descends from many starts."""
    random = np.random.default_rng(2)
    for A in bowls(25, seed=2, flattest=0.02):
        loss, lams = Quadratic(A, random.normal(size=(2, 2))), np.abs(A).max() * 10 ** random.uniform(-2, 1, 2)
        theta, *_ = solve(page, as_states("Lq", loss, lams, q=q))
        expected = [lowest(Quadratic(A, c) + lam * Lq(q)) for c, lam in zip(loss.center, lams, strict=True)]
        assert np.allclose(theta, expected, rtol=0, atol=1e-9)
        assert np.array_equal(theta == 0, np.array(expected) == 0)


def test_lq_finds_a_lowest_point_that_is_hidden_from_the_centre_and_from_the_axes(page):
    """One of 25,000 random problems: downhill from c, and from the best points of both axes, leads to θ₁ = 0."""
    A, center, q, lam = (
        [[0.7805438, 0.38281957], [0.38281957, 0.33220923]],
        [0.13954765, 0.64665725],
        0.85021,
        0.19361260,
    )
    loss = Quadratic(A, [center])
    theta, *_ = solve(page, as_states("Lq", loss, np.array([lam]), q=q))
    assert theta.all() and np.allclose(theta[0], lowest(Quadratic(A, center) + lam * Lq(q)), rtol=0, atol=1e-9)


@pytest.mark.parametrize("q", [0.3, 0.5, 0.8, 1.4])
def test_lq_with_a_budget_is_the_lowest_place_on_the_rim(page, q):
    random = np.random.default_rng(3)
    for A in bowls(20, seed=3, flattest=0.02):
        loss = Quadratic(A, random.normal(size=(10, 2)))
        budgets = Lq(q).value(loss.center) * random.uniform(0.05, 1.0, 10)
        states = [s | {"radius": s["lam"], "q": q} for s in as_states("Lq", loss, budgets, form="constrained")]
        theta, lam, *_ = solve(page, states)
        expected = [lowest_on_ball(Quadratic(A, c), Lq(q), r) for c, r in zip(loss.center, budgets, strict=True)]
        assert np.allclose(theta, [point for point, _ in expected], rtol=0, atol=1e-9)
        assert np.allclose(lam, [price for _, price in expected], rtol=1e-7)


@pytest.mark.parametrize("kind", [*CONVEX, "Lq"])
def test_the_outline_goes_once_around_the_ball_without_a_step_back(page, kind):
    traits = TRAITS | {"penalty": kind, "radius": 0.7}
    outline = np.array(page.evaluate("(state) => window.widget.boundary(state, 24)", traits))
    penalty = CONVEX.get(kind, Lq(0.5))
    assert np.allclose(penalty.value(outline), 0.7, rtol=1e-12) and len(outline) == 96
    turned = np.diff(np.unwrap(np.arctan2(*np.concatenate([outline, outline[:1]]).T[::-1])))
    assert (turned > 0).all() and turned.sum() == pytest.approx(2 * np.pi)


def edge(A, center, lam):
    return Quadratic(A, np.array([center])), np.array([lam])


@pytest.mark.parametrize("kind", [*CONVEX, "Lq"])
def test_at_the_edges_zeros_are_exact_where_the_mathematics_says_so(page, kind):
    slanted, upright = [[2.0, 0.8], [0.8, 1.0]], [[2.0, 0.0], [0.0, 1.0]]
    free, *_ = solve(page, as_states(kind, *edge(slanted, [0.7, -2.1], 0.0)))
    assert np.array_equal(free, [[0.7, -2.1]])  # λ = 0: the centre itself
    none, *_ = solve(page, as_states(kind, *edge(slanted, [0.0, 0.0], 1.0)))
    assert np.array_equal(none, [[0.0, 0.0]])  # the centre at the origin
    on_axis, *_ = solve(page, as_states(kind, *edge(upright, [1.5, 0.0], 0.5)))
    assert on_axis[0, 1] == 0 and on_axis[0, 0] > 0  # the centre on an axis, the ellipse upright


@pytest.mark.parametrize("kind", [*CONVEX, "Lq"])
@pytest.mark.parametrize("correlation", [-0.9, 0.0, 0.9])
def test_equal_features_with_equal_correlations_get_equal_coefficients(page, kind, correlation):
    """For q < 1 one of the two may take all; F must be the same either way."""
    loss, lams = edge([[1.0, correlation], [correlation, 1.0]], [1.0, 1.0], 0.3)
    theta, *_ = solve(page, as_states(kind, loss, lams))
    if kind == "Lq":
        objective = Quadratic(loss.A, [1.0, 1.0]) + 0.3 * Lq(0.5)
        assert objective.value(theta[0]) == pytest.approx(
            objective.value(lowest(objective.loss + 0.3 * Lq(0.5))), rel=1e-12
        )
    else:
        assert theta[0, 0] == pytest.approx(theta[0, 1], rel=1e-14)


@pytest.mark.parametrize("kind", ["L1", "L2", "elastic net"])
def test_at_lambda_max_the_last_coefficient_dies(page, kind):
    for A in bowls(50, seed=4):
        loss, lam = Quadratic(A, [[0.3, -1.1]]), lambda_max(Quadratic(A, [0.3, -1.1]), CONVEX[kind])
        states = [as_states(kind, loss, np.array([factor * lam]))[0] for factor in (1 - 1e-9, 1 + 1e-9)]
        _, _, _, zeros = solve(page, states)
        assert not zeros[0].all() and zeros[1].all()


@pytest.mark.parametrize("kind", CONVEX)
def test_a_needle_of_an_ellipse_still_has_its_lowest_point(page, kind):
    """Axes of 10,000 to 1: θ* itself is blurred by rounding there, but F and the condition are not."""
    for loss, lams in random_states(CONVEX[kind], seed=5, flattest=1e-8):
        theta, *_ = solve(page, as_states(kind, loss, lams))
        objective = loss + lams * CONVEX[kind]
        assert (objective.stationarity_gap(theta) <= 1e-9 * loss.lipschitz * np.abs(loss.center).max(axis=-1)).all()


@pytest.mark.parametrize("kind", CONVEX)
@pytest.mark.parametrize("size", [1e-40, 1e-9, 1e9, 1e40])
def test_huge_and_tiny_problems_are_the_same_problem(page, kind, size):
    """With A in other units λ is in those units too."""
    loss, lams = next(random_states(CONVEX[kind], seed=6))
    theta, *_ = solve(page, as_states(kind, loss, lams))
    scaled, *_ = solve(page, as_states(kind, Quadratic(size * loss.A, loss.center), size * lams))
    assert np.allclose(scaled, theta, rtol=1e-9, atol=1e-12 * np.abs(loss.center).max())
