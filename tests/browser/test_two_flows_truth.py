"""The browser's flows, hitting times and steps are the kit's, in a thousand random states and at the edges."""

import numpy as np
import pytest
from stage import needs_browser
from staged import staged

from sparsity_kit import L1, L2, ElasticNet, Quadratic, SquaredL2
from sparsity_kit.flow import hitting_times, penalty_flow, proximal_iteration, sign_iteration
from sparsity_kit.live import PenaltyFlow

pytestmark = needs_browser
KINDS = {"L1": L1(), "squared L2": SquaredL2(), "L2": L2(), "elastic net": ElasticNet(0.3)}
every_penalty = pytest.mark.parametrize("kind", KINDS)
STATE = {"l1_ratio": 0.3, "lam": 1.0, "motion": "flow", "step": 1.0, "time": 0.0}
COUNT = 1000

page = staged(PenaltyFlow, scope="module")


def follow(page, kind, starts, **columns):
    """What the browser makes of these starts, (n, 2): θ and the hitting times, (n, 2); one number a state, or one."""
    columns = {key: np.broadcast_to(value, len(starts)).tolist() for key, value in columns.items()}
    states = [STATE | {"penalty": kind} | {key: value[k] for key, value in columns.items()} for k in range(len(starts))]
    found = page.evaluate(
        """([states, starts]) => states.map((state, k) => {
            const { theta, hits } = window.widget.follow(state, starts[k]);
            return [theta, hits.map((hit) => hit === Infinity ? null : hit)];
        })""",
        [states, np.asarray(starts, dtype=float).tolist()],
    )
    theta, hits = zip(*found, strict=True)
    return np.array(theta), np.array([[np.inf if hit is None else hit for hit in each] for each in hits])


def random_states(seed=0, count=COUNT):
    """Starts of all directions and sizes, some on an axis or a diagonal; prices; times before, between and after."""
    random = np.random.default_rng(seed)
    starts = random.normal(size=(count, 2)) * 10 ** random.uniform(-2, 2, (count, 1))
    starts[::10, 1] = 0.0
    starts[1::10, 0] = starts[1::10, 1]
    lam = 10 ** random.uniform(-2, 2, count)
    return starts, lam, 1.3 * np.abs(starts).max(axis=1) / lam * random.uniform(0, 1, count)


def flows(kind, starts, lam, times):
    """The kit's flow from each start at its own time: price and time count only as a product."""
    return penalty_flow(KINDS[kind], starts, lam * times, [1.0])[:, 0]


@every_penalty
def test_the_flow_is_the_kits(page, kind):
    starts, lam, times = random_states()
    theta, hits = follow(page, kind, starts, lam=lam, time=times)
    expected = flows(kind, starts, lam, times)
    size = np.abs(starts).max(axis=1, keepdims=True)
    assert (np.abs(theta - expected) <= 1e-9 * size).all()
    assert np.array_equal(theta == 0, expected == 0)
    assert np.allclose(hits, hitting_times(KINDS[kind], starts, lam), rtol=1e-12, atol=0.0)


def by_hand(kind, motion, starts, lam, steps, counts):
    """θ after these steps, by the kit's iterations: proximal ones together for each count, as only λ·step counts."""
    if motion == "sign steps":
        rows = zip(starts, lam, steps, counts, strict=True)
        return np.array([by_signs(kind, *row) for row in rows])
    theta = np.empty_like(starts)
    for count in np.unique(counts):
        these = counts == count
        theta[these] = proximal_iteration(KINDS[kind], starts[these], (lam * steps)[these], 1.0, count)[:, -1]
    return theta


def by_signs(kind, start, lam, step, count):
    """The same from one start, against the sign: L2's way is a line, on which its length moves as under L1."""
    if kind == "L2":
        length = np.linalg.norm(start)
        return sign_iteration([length], lam, step, count)[-1] * start / length
    share = {"L1": 1.0, "squared L2": 0.0, "elastic net": 0.3}[kind]
    smooth = Quadratic(lam * (1 - share) * np.eye(2), [0.0, 0.0])  # the rest of Ω is as smooth as a loss
    return sign_iteration(start, lam * share, step, count, smooth)[-1]


@every_penalty
@pytest.mark.parametrize("motion", ["sign steps", "proximal steps"])
def test_the_steps_are_the_kits(page, kind, motion):
    random = np.random.default_rng(1)
    starts, lam, _ = random_states(seed=1)
    steps = np.minimum(np.abs(starts).max(axis=1), 1.0) / lam * random.uniform(0.02, 0.4, COUNT)
    counts = random.integers(0, 40, COUNT)
    theta, _ = follow(page, kind, starts, lam=lam, motion=motion, step=steps, time=(counts + 0.5) * steps)
    expected = by_hand(kind, motion, starts, lam, steps, counts)
    assert (np.abs(theta - expected) <= 1e-9 * np.abs(starts).max(axis=1, keepdims=True)).all()
    assert np.array_equal(theta == 0, expected == 0)
    landed = (expected == 0)[starts != 0].any()
    assert landed == (motion == "proximal steps" and kind != "squared L2")  # nobody is lucky among these


@every_penalty
def test_python_and_the_browser_tell_the_same_of_a_whole_state(page, kind):
    """`.theta` and `.hitting_times` of the widget, for both pictures and several starts."""
    random = np.random.default_rng(2)
    for motion in ("flow", "sign steps", "proximal steps"):
        for _ in range(20):
            start = random.normal(size=(random.integers(1, 5), 2))
            step, time = 10 ** random.uniform(-3, 0), random.uniform(0, 3)
            widget = PenaltyFlow(KINDS[kind], L1(), start=start, motion=motion, step=step, time=time)
            for side, name in enumerate((kind, "L1")):
                theta, hits = follow(page, name, start, l1_ratio=widget.l1_ratio, motion=motion, step=step, time=time)
                assert np.allclose(widget.theta[side], theta, rtol=0, atol=1e-9)
                assert np.allclose(widget.hitting_times[side], hits, rtol=1e-12)


@every_penalty
@pytest.mark.parametrize("motion", ["flow", "sign steps", "proximal steps"])
def test_at_the_edges_nothing_moves_where_nothing_may(page, kind, motion):
    starts = np.array([[3.0, 1.0], [2.0, 0.0], [0.0, -1.0], [0.0, 0.0]])
    free, hits = follow(page, kind, starts, lam=0.0, time=5.0, motion=motion)
    assert np.array_equal(free, starts) and np.array_equal(hits, np.where(starts == 0, 0.0, np.inf))
    moved, hits = follow(page, kind, starts, time=0.7, motion=motion, step=0.1)
    assert (moved[starts == 0] == 0).all() and (moved[starts != 0] != 0).all() and (hits[starts == 0] == 0).all()
    still, _ = follow(page, kind, starts, time=0.0, motion=motion)
    assert np.array_equal(still, starts)


@every_penalty
def test_on_the_diagonal_both_arrive_together(page, kind):
    starts = np.array([[1.0, 1.0], [-0.3, 0.3], [2.0, -2.0]])
    theta, hits = follow(page, kind, starts, time=0.2)
    assert np.array_equal(hits[:, 0], hits[:, 1]) and np.allclose(np.abs(theta[:, 0]), np.abs(theta[:, 1]), rtol=1e-15)


@pytest.mark.parametrize("kind", ["L1", "L2"])
def test_at_the_hitting_time_that_python_reads_the_browser_is_exactly_at_zero(page, kind):
    starts, lam, _ = random_states(seed=3)
    hits = hitting_times(KINDS[kind], starts, lam)
    for j in (0, 1):
        theta, _ = follow(page, kind, starts, lam=lam, time=hits[:, j])
        assert not theta[:, j].any()


@every_penalty
@pytest.mark.parametrize("motion", ["flow", "sign steps", "proximal steps"])
@pytest.mark.parametrize("size", [1e-40, 1e-9, 1e9, 1e40])
def test_huge_and_tiny_prices_are_the_same_in_other_units_of_time(page, kind, motion, size):
    starts, lam, times = random_states(seed=4, count=200)
    steps = times / 7.5
    theta, hits = follow(page, kind, starts, lam=lam, time=times, step=steps, motion=motion)
    same, soon = follow(page, kind, starts, lam=size * lam, time=times / size, step=steps / size, motion=motion)
    growth = np.maximum(1.0, np.abs(theta).max(axis=1) / np.abs(starts).max(axis=1))  # some of these steps run away
    far = np.abs(starts).max(axis=1) * growth
    assert (np.abs(theta - same) <= 1e-9 * far[:, None]).all()
    assert np.allclose(soon * size, hits, rtol=1e-9)


@every_penalty
@pytest.mark.parametrize("size", [1e-40, 1e40])
def test_huge_and_tiny_starts_have_the_kits_flow(page, kind, size):
    starts, lam, times = random_states(seed=5, count=200)
    theta, hits = follow(page, kind, size * starts, lam=lam, time=size * times)
    expected = flows(kind, size * starts, lam, size * times)
    assert (np.abs(theta - expected) <= 1e-9 * size * np.abs(starts).max(axis=1, keepdims=True)).all()
    assert np.allclose(hits, hitting_times(KINDS[kind], size * starts, lam), rtol=1e-12, atol=0.0)


@pytest.mark.parametrize("kind", ["squared L2", "elastic net"])
def test_steps_that_run_away_stay_numbers_and_python_stops_where_the_browser_does(page, kind):
    for step in (1.5, 30.0, 1e8, 1e47):
        widget = PenaltyFlow(L1(), KINDS[kind], motion="sign steps", step=step, lam=2.0, time=700.5 * step)
        theta, _ = follow(page, kind, widget.start, lam=2.0, motion="sign steps", step=step, time=widget.time)
        assert np.isfinite(theta).all() and np.allclose(widget.theta[1], theta, rtol=1e-9)


def test_steps_end_at_a_thousand_on_both_sides(page):
    widget = PenaltyFlow(motion="proximal steps", step=1e-9, time=2.0)
    theta, _ = follow(page, "L1", widget.start, motion="proximal steps", step=1e-9, time=2.0)
    assert np.allclose(widget.theta[0], theta, atol=1e-12) and np.allclose(theta, [[3 - 1e-6, 1 - 1e-6]], atol=1e-12)


NEVER = None  # in the place of Infinity
ENDS = [
    (1.0, [[[3.0, 1.0]], [[2.0, 2.5]]], 3.3),
    (1.0, [[[3.0, 1.0]], [[NEVER, NEVER]]], 3.3),  # λ and the half-life of a decay go together
    (0.1, [[[3.0, 1.0]], [[NEVER, 0.0]]], 15.0),
    (2.0, [[[0.0, 0.0]], [[0.0, 0.0]]], 0.75),
    (0.0, [[[NEVER, 0.0]], [[NEVER, NEVER]]], 1.0),
]


def test_time_goes_on_a_little_beyond_the_last_arrival_or_for_three_half_lives(page):
    found = page.evaluate(
        """(all) => all.map(([lam, arrivals]) => widget.horizon(
            { lam, time: 0 }, arrivals.map((side) => side.map((hits) => hits.map((hit) => hit ?? Infinity)))))""",
        [[lam, arrivals] for lam, arrivals, _ in ENDS],
    )
    assert found == [end for _, _, end in ENDS]
