"""The flows are solutions of θ' = −λ∂Ω, the hitting times are when they arrive, and only the prox lands on zero."""

import numpy as np
import pytest
from figures_problems import Box
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from problems import Fused, MaxNorm, Rounded

from sparsity_kit import L1, L2, ElasticNet, GroupL2, Lq, Penalty, Quadratic, SquaredL2, soft_threshold
from sparsity_kit.flow import hitting_times, objective_flow, penalty_flow, proximal_iteration, sign_iteration
from sparsity_kit.flow.until_rest import until_rest

KNOWN = [
    L1(),
    SquaredL2(),
    L2(),
    ElasticNet(0.4),
    ElasticNet(0),
    ElasticNet(1),
    Lq(1.5),
    Lq(0.5),
    Lq(2),
    GroupL2([0, 0, 1], weights=[1, 2]),
]
starts = arrays(float, 3, elements=st.floats(-5, 5).map(lambda x: 0.0 if abs(x) < 1e-6 else x))
prices = st.floats(0.1, 5)


@pytest.mark.parametrize("penalty", KNOWN, ids=repr)
@given(start=starts, lam=prices)
def test_the_velocity_is_minus_lam_times_the_gradient(penalty, start, lam):
    """Where Ω is smooth, the path's difference quotient is −λ∇Ω, by differences of Ω itself."""
    t, h = 0.13, 1e-5
    before, here, after = penalty_flow(penalty, start, lam, [t - h, t, t + h])
    h_theta = 1e-6
    moving = np.abs(here) > 1e-3  # a coordinate at rest on zero is at a kink
    straight = np.abs(after - before) < 0.01 * np.abs(here)
    for j in np.flatnonzero(moving & straight):
        e = h_theta * np.eye(3)[j]
        slope = (penalty.value(here + e) - penalty.value(here - e)) / (2 * h_theta)
        assert (after[j] - before[j]) / (2 * h) == pytest.approx(-lam * slope, rel=1e-3, abs=1e-3 * lam)


@pytest.mark.parametrize("penalty", KNOWN, ids=repr)
@given(start=starts, lam=prices)
def test_each_coordinate_is_zero_from_its_hitting_time_on_and_not_before(penalty, start, lam):
    times = hitting_times(penalty, start, lam)
    assert np.array_equal(times == 0, start == 0)
    for j, time in enumerate(times):
        if np.isfinite(time):
            assert np.abs(penalty_flow(penalty, start, lam, time * np.array([1 + 1e-12, 2]))[:, j]).max() == 0
        if time > 0:
            early = min(time, 3.0) * np.array([0.0, 0.5, 0.999])
            assert (penalty_flow(penalty, start, lam, early)[:, j] != 0).all()


def test_a_coordinate_that_starts_at_zero_may_be_pulled_away_by_another():
    """Both move at the speed λ until they meet; from (2, −2) that is at zero, and without a price nothing moves."""
    moved = penalty_flow(Fused(), [2.0, 0.0], 0.5, [0.0, 1.0, 1.6, 4.0])
    np.testing.assert_allclose(moved, [[2, 0], [1.5, 0.5], [1.2, 0.8], [1, 1]], atol=1e-3)
    assert hitting_times(Fused(), [2.0, 0.0], 0.5).tolist() == [np.inf, np.inf]
    np.testing.assert_allclose(hitting_times(Fused(), [2.0, -2.0], 0.5), 4.0, rtol=0.02)
    assert hitting_times(Fused(), [2.0, 0.0], 0.0).tolist() == [np.inf, 0.0]
    assert hitting_times(MaxNorm(), [2.0, 0.0], 0.5)[1] == 0.0  # here the other does not


class FusedLasso(Fused):
    """Ω(θ) = |θ₁ − θ₂| + ¼Σ|θⱼ|."""

    def value(self, theta):
        return super().value(theta) + np.abs(theta).sum(axis=-1) / 4

    def prox(self, v, step):
        return soft_threshold(super().prox(v, step), step / 4)


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
def test_what_is_pulled_away_from_zero_comes_back_later(size):
    """From (2, 0): they meet after 1, at ¾, and go on at the speed ¼."""
    np.testing.assert_allclose(hitting_times(FusedLasso(), [2 * size, 0.0], 1.0), 4 * size, rtol=0.02)


def test_at_its_own_hitting_time_a_coordinate_is_exactly_zero():
    starts, lams = np.random.default_rng(0).normal(size=(500, 3)), np.random.default_rng(1).uniform(0.1, 5, 500)
    for penalty in KNOWN:
        for start, lam in zip(starts, lams, strict=True):
            times = hitting_times(penalty, start, lam)
            finite = np.flatnonzero(np.isfinite(times))
            if len(finite):
                there = penalty_flow(penalty, start, lam, times[finite])
                assert (there[np.arange(len(finite)), finite] == 0).all()


@given(start=starts, lam=prices)
def test_c2_l1_reaches_an_axis_first_unless_it_starts_on_the_diagonal(start, lam):
    assert np.allclose(hitting_times(L1(), start, lam), np.abs(start) / lam)
    together = hitting_times(L1(), [2.0, -2.0, 2.0], lam)
    assert np.ptp(together) == 0


@given(start=starts, lam=prices)
def test_c3_l2_keeps_its_direction_and_squared_l2_never_arrives(start, lam):
    for penalty in (L2(), SquaredL2()):
        path = penalty_flow(penalty, start, lam, np.linspace(0, 2, 9))
        assert np.abs(np.cross(path, start)).max() <= 1e-12 * (1 + start @ start)
    assert np.isinf(hitting_times(SquaredL2(), start, lam)[start != 0]).all()
    assert np.allclose(penalty_flow(SquaredL2(), start, lam, [0.7])[0], start * np.exp(-1.4 * lam))


def test_thousands_of_starts_and_prices_are_one_call():
    starts, lams, times = np.random.default_rng(0).normal(size=(1000, 3)), np.linspace(0, 2, 1000), np.arange(5.0)
    for penalty in KNOWN:
        together = penalty_flow(penalty, starts, lams, times)
        assert together.shape == (1000, 5, 3)
        assert np.array_equal(together[700], penalty_flow(penalty, starts[700], lams[700], times))
        assert np.array_equal(hitting_times(penalty, starts, lams)[700], hitting_times(penalty, starts[700], lams[700]))
        assert np.isinf(hitting_times(penalty, starts, lams)[0]).all()  # at price 0 nothing moves
        assert np.allclose(together[0], starts[0], rtol=1e-15)


def test_where_rounding_makes_a_penalty_flat_it_never_arrives_and_nobody_is_warned():
    with np.errstate(all="raise", under="ignore"):
        assert np.isinf(hitting_times(Rounded(), [3.0, -1.0], 0.5)).all()


@pytest.mark.parametrize("rest", [1e-6, 1e-9, 1e-12, 1e-15])
def test_an_elastic_net_that_is_nearly_l1_flows_nearly_like_l1(rest):
    """|θ|' = −λ(1 − rest + 2·rest·|θ|), so in a time of 1 the two part by about 5·rest, not by rounding over rest."""
    start = [3.0, -1.5]
    nearly, l1 = (penalty_flow(penalty, start, 1.0, [0.4, 1.0]) for penalty in (ElasticNet(1 - rest), L1()))
    assert np.allclose(nearly, l1, rtol=0, atol=6 * rest + 1e-15)


def test_a_group_that_costs_nothing_never_arrives_unless_it_is_there():
    penalty = GroupL2([0, 0, 1], weights=[0, 2])
    assert hitting_times(penalty, [3.0, 0.0, 4.0], 0.5).tolist() == [np.inf, 0, 4]
    assert hitting_times(penalty, [0.0, 0.0, 4.0], 0.5).tolist() == [0, 0, 4]
    assert penalty_flow(penalty, [3.0, 0.0, 4.0], 0.5, [1.0, 5.0]).tolist() == [[3, 0, 3], [3, 0, 0]]


SCAD = Penalty.of(  # Fan and Li 2001, with a = 3.7
    "Piecewise((abs(t), abs(t) <= 1), ((7.4*abs(t) - t**2 - 1) / 5.4, abs(t) <= 3.7), (2.35, True))"
)


@pytest.mark.parametrize(
    ("penalty", "start", "expected"),
    [
        (Penalty.of("min(abs(t), 2)"), [3.0, 0.5, 2.0, -1.99], [np.inf, 0.5, 2.0, 1.99]),
        (Penalty.of("max(abs(t), 20*abs(t) - 19)"), [3.0, 0.5], [1 + 2 / 20, 0.5]),
        (SCAD, [3.7, 3.8, 0.5, -2.0], [np.inf, np.inf, 0.5, 1 + 2.7 * np.log(2.7 / 1.7)]),
        (Penalty.of("log(1 + 3*abs(t))"), [3.0, 0.5, -0.01], [5.5, 7 / 24, 0.01 / 3 + 0.01**2 / 2]),
        (Penalty.of("1 - exp(-abs(t))"), [2.0, -0.1], np.expm1([2.0, 0.1])),
        (MaxNorm(), [3.0, -1.0, 0.0], [4.0, 4.0, 0.0]),
    ],
    ids=["capped", "kinked", "SCAD", "log", "exp", "MaxNorm"],
)
def test_a_penalty_without_a_formula_for_its_flow_arrives_when_its_slopes_say(penalty, start, expected):
    """∫ dz/ω′(z): bent, level where it is capped, or kinked. The largest coefficients of MaxNorm share one speed.

    Near zero 1 + 3t and exp(−t) are 1 to the last digit, and neither penalty is level there.
    """
    expected = np.array(expected)
    np.testing.assert_allclose(hitting_times(penalty, start, 0.5), 2 * expected, rtol=1e-6)
    times = np.array([0.0, 0.2, 0.4, 1.1]) * 2 * expected[np.isfinite(expected)].max()
    path = penalty_flow(penalty, start, 0.5, times)
    assert np.array_equal(path == 0, 2 * expected <= times[:, None])
    theta = np.array(start)
    for _ in range(100):
        theta = penalty.prox(theta, 0.5 * times[2] / 100)
    np.testing.assert_allclose(path[2], theta, atol=0.03)


@pytest.mark.parametrize("size", [1e-100, 1e10, 1e100])
def test_a_flow_from_far_off_arrives_when_its_slopes_say(size):
    bent, level = Penalty.of("abs(t) + 1e-9*t**2"), Penalty.of("log(1 + abs(t))")
    assert hitting_times(bent, [size], 1.0) == pytest.approx(np.log1p(2e-9 * size) / 2e-9, rel=1e-6)
    power = Penalty.of("abs(t)**1.5")
    assert hitting_times(power, [size], 1.0) == pytest.approx(4 / 3 * size**0.5, rel=1e-5)
    if size > 1:
        assert hitting_times(level, [size], 1.0) == pytest.approx(size + size**2 / 2, rel=1e-6)


def test_a_flow_from_far_off_is_followed_to_where_it_is_small():
    """θ′ = −1 − 2θ, so θ + ½ decays like exp(−2t)."""
    times = np.array([1.0, 5.0, 10.0, 11.0])
    path = penalty_flow(Penalty.of("abs(t) + t**2"), [1e10], 1.0, times)[:, 0]
    np.testing.assert_allclose(path, (1e10 + 0.5) * np.exp(-2 * times) - 0.5, rtol=1e-6)


PLANAR = [L1(), L2(), GroupL2([0, 1], weights=[1, 20]), Lq(0.5), Lq(1.5), ElasticNet(0.4), SquaredL2()]


@pytest.mark.parametrize(
    ("penalty", "lam"), [*((penalty, 0.7) for penalty in PLANAR), (L1(), 1e-9), (L1(), 1e6)], ids=str
)
def test_growing_steps_follow_the_exact_flow_until_a_little_after_the_last_arrival(penalty, lam):
    starts = np.array([[3.0, -1.0], [0.0, 2.0], [0.5, 0.5], [0.0, 0.0]])
    times, paths, hits, rests = until_rest(penalty, starts, lam)
    exact, stated = penalty_flow(penalty, starts, lam, times), hitting_times(penalty, starts, lam)
    assert times[0] == 0 and (np.diff(times) > 0).all() and np.array_equal(paths[:, 0], starts)
    np.testing.assert_allclose(paths, exact, atol=0.1 if repr(penalty) == "Lq(0.5)" else 0.004)
    np.testing.assert_allclose(hits, stated, rtol=1e-9 if isinstance(penalty, L1 | L2 | GroupL2) else 0.05)
    if np.isfinite(stated).all():
        assert rests.all() and times[-2] < 1.1 * hits.max() <= times[-1] and times[2] < 0.02 * hits[hits > 0].min()
        assert np.ptp(hits[2]) == 0 or isinstance(penalty, GroupL2)
    else:
        assert rests.tolist() == [False, False, False, True] and 0 < np.abs(paths[:3, -1]).max() < 3e-3


@pytest.mark.parametrize("penalty", [L1(), SquaredL2(), L2(), ElasticNet(0.4)], ids=repr)
def test_small_steps_follow_the_exact_flow(penalty):
    nothing = Quadratic(np.zeros((3, 3)), np.zeros(3))
    start, times = np.array([2.0, -1.0, 0.3]), np.linspace(0, 3, 7)
    steps = objective_flow(nothing + 0.8 * penalty, start, times)
    assert np.allclose(steps, penalty_flow(penalty, start, 0.8, times), atol=0.02)


def test_the_flow_of_an_objective_has_a_formula_while_no_sign_changes():
    """For (θ − c)² + λ|θ|, θ > 0: θ' = −2(θ − c) − λ, so θ = c − λ/2 + (θ(0) − c + λ/2)·exp(−2t)."""
    objective = Quadratic([[1.0]], [2.0]) + 1.0 * L1()
    times = np.linspace(0, 2, 5)
    exact = 1.5 + (4.0 - 1.5) * np.exp(-2 * times)
    assert np.allclose(objective_flow(objective, [4.0], times)[:, 0], exact, atol=0.03)
    dead = objective_flow(Quadratic([[1.0]], [0.4]) + 1.0 * L1(), [1.0], times)
    assert dead[-1] == 0.0 and dead[0] == 1.0


def test_c4_sign_steps_jitter_and_proximal_steps_land():
    start, lam, step = [1.03, -0.45], 1.0, 0.2
    signs = sign_iteration(start, lam, step, 40)
    assert (signs != 0).all()
    tail = np.abs(signs[-10:])
    assert (tail <= step * lam).all() and (np.diff(np.sign(signs[-10:]), axis=0) != 0).all()
    landed = proximal_iteration(L1(), start, lam, step, 40)
    assert (landed[6:] == 0).all() and (landed[5, 0] != 0)
    assert np.array_equal(signs[:2], landed[:2])  # far from zero the two take the same steps


def test_iterations_with_a_loss_end_where_the_solution_is_or_jitter_near_it():
    loss = Quadratic([[1.0, 0.3], [0.3, 1.0]], [1.0, 0.1])
    landed = proximal_iteration(L1(), np.ones((5, 2)), 1.0, 0.1, 300, loss=loss)
    assert landed.shape == (5, 301, 2)
    assert (landed[:, -1, 1] == 0).all() and (loss + 1.0 * L1()).stationarity_gap(landed[0, -1]) < 1e-9
    signs = sign_iteration([1.0, 1.0], 1.0, 0.1, 300, loss=loss)
    assert (signs[-20:, 1] != 0).all() and np.abs(signs[-1] - landed[0, -1]).max() < 0.2


@pytest.mark.parametrize(
    "call, error, text",
    [
        (lambda: penalty_flow(Box(1.0), [[1.0], [2.0]], 1, [0.1]), ValueError, r"Ω = inf at \[2.0\]; move it"),
        (lambda: hitting_times(Box(1.0), [2.0], 1), ValueError, "a start must lie where the penalty is finite"),
        (lambda: penalty_flow(L1(), [1.0], -1, [0]), ValueError, "lam must be nonnegative, got -1.0"),
        (lambda: penalty_flow(L1(), [1.0], 1, [-1]), ValueError, "times must be nonnegative, got -1.0"),
        (lambda: penalty_flow(L1(), [1.0], 1, 2.0), ValueError, "times must have 1 dimension"),
        (lambda: penalty_flow(L1(), 1.0, 1, [2.0]), ValueError, r"start must have at least 1 dimension.*pass \[1.0\]"),
        (lambda: sign_iteration([1.0], 1, -0.1, 3), ValueError, "step must be nonnegative, got -0.1"),
        (lambda: sign_iteration([1.0], 1, 0.1, 2.5), ValueError, "n_steps must be a whole number, 0 or more, got 2.5"),
        (
            lambda: objective_flow(Quadratic([[1e9]], [0]) + L1(), [1.0], [1]),
            ValueError,
            r"times up to 1 need 2.0e\+11 steps; take shorter times, or rescale the loss",
        ),
        (lambda: objective_flow(Quadratic([[1]], [0]) + L1(), [1.0], [1, 0]), ValueError, "times must not decrease"),
    ],
)
def test_bad_input(call, error, text):
    with pytest.raises(error, match=text):
        call()
