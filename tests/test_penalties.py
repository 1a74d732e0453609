"""Each prox is the minimiser that its definition says; each formula on paper is the number."""

import tracemalloc
from functools import cache

import numpy as np
import pytest
import sympy as sp
from figures_problems import RootPower
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from problems import PENALTIES, MaxNorm, OneSided

from sparsity_kit import L1, L2, ElasticNet, GroupL2, Lq, Penalty, SquaredL2, penalties, soft_threshold
from sparsity_kit.penalties._soft_threshold import BLOCK
from sparsity_kit.penalties.best_subset import BestSubset

EVERY = [*PENALTIES, Lq(1.5), Lq(0.5), MaxNorm(), OneSided()]
reals = st.floats(-1e6, 1e6).map(lambda x: 0.0 if abs(x) < 1e-100 else x)  # below, squares are no numbers
vectors = arrays(float, 4, elements=reals)
steps = st.floats(0, 1e3, allow_subnormal=False)


def test_the_kits_penalties_are_all_tested():
    assert {*penalties.__all__} - {type(penalty).__name__ for penalty in EVERY} == {"soft_threshold"}


def prox_objective(penalty, theta, v, step):
    return 0.5 * np.square(theta - v).sum(axis=-1) + step * penalty.value(theta)


@cache
def bends(penalty):
    """Whether Ω is somewhere larger half way than half the sum of its values at both ends: it is not convex."""
    one, other = np.random.default_rng(3).normal(size=(2, 1000, 4))
    ends = (penalty.value(one) + penalty.value(other)) / 2
    return bool((penalty.value((one + other) / 2) > ends * (1 + 1e-12)).any())


def test_what_bends_is_what_does_not_call_itself_convex():
    """MaxNorm and OneSided are convex, too, and do not say so."""
    assert [repr(penalty) for penalty in EVERY if bends(penalty) == penalty.convex] == ["MaxNorm()", "OneSided()"]


@pytest.mark.parametrize("penalty", [*PENALTIES, Lq(1.5), Lq(0.5), BestSubset()], ids=repr)
def test_a_penalty_says_of_itself_what_is_so(penalty):
    """By definition: half way between two points, some of them zeros, and as a sum over the coefficients."""
    random = np.random.default_rng(3)
    one, other = random.normal(size=(2, 300, 4)) * random.integers(0, 2, (2, 300, 4))
    ends = (penalty.value(one) + penalty.value(other)) / 2
    assert penalty.convex == (penalty.value((one + other) / 2) <= ends * (1 + 1e-12)).all()
    alone = penalty.value(one[:, None] * np.eye(4)).sum(axis=-1)
    assert penalty.separable == np.allclose(alone, penalty.value(one), rtol=1e-12)


@pytest.mark.parametrize("penalty", EVERY, ids=repr)
@given(v=vectors, step=steps, direction=vectors)
def test_prox_is_the_argmin_of_its_definition(penalty, v, step, direction):
    """½‖θ − v‖² + stepΩ(θ) is 1-strongly convex: moving by d from its minimiser costs at least ½‖d‖² (0 if Ω bends)."""
    theta, growth = penalty.prox(v, step), 0.0 if bends(penalty) else 0.5
    scale = 1 + np.abs(v).max() + step
    for length in (1e-3, 1.0, scale):
        d = length * direction / (np.abs(direction).max() or 1)
        cost = prox_objective(penalty, theta + d, v, step) - prox_objective(penalty, theta, v, step)
        assert cost >= growth * d @ d - 1e-12 * scale**2


@pytest.mark.parametrize("penalty", EVERY, ids=repr)
def test_prox_treats_leading_axes_as_a_batch(penalty):
    v = np.random.default_rng(1).normal(size=(3, 5, 4))
    step = np.random.default_rng(2).uniform(size=(3, 5))
    together = penalty.prox(v, step[..., None])
    alone = [[penalty.prox(v[i, j], step[i, j]) for j in range(5)] for i in range(3)]
    assert np.array_equal(together, alone)
    assert np.allclose(penalty.value(v), [[penalty.value(v[i, j]) for j in range(5)] for i in range(3)], rtol=1e-15)


@pytest.mark.parametrize("penalty", EVERY, ids=repr)
@given(theta=vectors)
def test_the_formula_on_paper_is_the_number(penalty, theta):
    symbols = sp.symbols("a:4", real=True)
    exact = penalty.symbolic(symbols).xreplace(dict(zip(symbols, map(sp.Rational, theta), strict=True)))
    assert float(exact) == pytest.approx(float(penalty.value(theta)), rel=1e-12, abs=1e-300)


@given(v=vectors, step=steps)
@example(v=np.array([184.0, 1.0, 2.0, 2.0]), step=184.0)  # nearly nothing is left of 1 − step/‖v‖, and of its digits
def test_one_group_is_l2_and_single_groups_are_l1(v, step):
    rounding = 1e-15 * np.abs(v).max()
    assert np.allclose(GroupL2([0, 0, 0, 0]).prox(v, step), L2().prox(v, step), rtol=1e-12, atol=rounding)
    assert np.allclose(GroupL2([0, 1, 2, 3]).prox(v, step), L1().prox(v, step), rtol=1e-9, atol=1e-9)


@given(v=vectors, step=steps)
def test_elastic_net_ends_in_l1_and_squared_l2(v, step):
    assert np.array_equal(ElasticNet(1).prox(v, step), L1().prox(v, step))
    assert np.array_equal(ElasticNet(0).prox(v, step), SquaredL2().prox(v, step))


@given(v=vectors, step=steps)
def test_lq_goes_through_l1_to_squared_l2(v, step):
    assert np.array_equal(Lq(1).prox(v, step), L1().prox(v, step))
    assert np.allclose(Lq(2).prox(v, step), SquaredL2().prox(v, step), rtol=1e-12, atol=0)


@pytest.mark.parametrize("q", [0.1, 0.5, 0.9, 0.99, 1.00001, 1.0001, 1.0005, 1.01, 1.05, 1.9])
def test_no_point_is_lower_than_the_prox_of_lq(q):
    """Not convex for q < 1, so look everywhere: 20,000 places between zero and v, and 3,000 close to zero."""
    random = np.random.default_rng(0)
    v, step = random.choice([-1, 1], 300) * 10 ** random.uniform(-3, 3, 300), 10 ** random.uniform(-3, 3, 300)
    places = np.concatenate([np.linspace(0, 1, 20001), 10 ** np.linspace(-14, 0, 3000)])[:, None] * v
    prox = Lq(q).prox(v, step)
    cost, lowest = (0.5 * (t - v) ** 2 + step * np.abs(t) ** q for t in (prox, places))
    assert (cost <= lowest.min(axis=0) + 1e-14 * v**2).all()
    assert q > 1 or (prox == 0).any()


def test_lq_is_the_half_thresholding_of_xu_for_q_one_half():
    v = np.linspace(-3, 3, 101)
    assert np.allclose(Lq(0.5).prox(v, 1.0), RootPower().prox(v, 1.0), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    "norm, dual_projection",
    [
        (L1(), lambda v: np.clip(v, -1, 1)),
        (L2(), lambda v: v / max(1.0, np.linalg.norm(v))),
    ],
)
@given(v=vectors)
def test_moreau(norm, dual_projection, v):
    """v is its prox plus its projection on the dual norm's unit ball."""
    assert np.allclose(norm.prox(v, 1.0) + dual_projection(v), v, rtol=1e-12, atol=1e-12)


@given(v=arrays(float, (2, 3), elements=reals), threshold=steps)
def test_soft_threshold_lands_on_plain_zero_and_is_odd(v, threshold):
    shrunk = soft_threshold(v, threshold)
    assert np.array_equal(shrunk == 0, np.abs(v) <= threshold)
    assert not np.signbit(shrunk[shrunk == 0]).any()  # it prints 0., never -0.
    assert np.array_equal(shrunk, -soft_threshold(-v, threshold))
    assert np.allclose(shrunk, np.sign(v) * np.maximum(np.abs(v) - threshold, 0), rtol=1e-15)


def test_soft_threshold_out_is_filled_and_may_be_the_input():
    v = np.array([-3.0, 0.5, 2.0])
    out = np.empty(3)
    assert soft_threshold(v, 1.0, out=out) is out
    assert np.array_equal(out, [-2, 0, 1]) and np.array_equal(v, [-3, 0.5, 2])
    assert soft_threshold(v, 1.0, out=v) is v
    assert np.array_equal(v, [-2, 0, 1])


def test_soft_threshold_out_may_overlap_the_input(tmp_path):
    v = np.array([3.0, -1.0, 0.5])
    assert np.array_equal(soft_threshold(v, 1.0, out=v[:]), [2, 0, 0])
    v = np.array([3.0, -1.0, 0.5, 2.0, 5.0])
    assert np.array_equal(soft_threshold(v[:-1], 1.0, out=v[1:]), [2, 0, 0, 1])
    v = np.array([3.0, -1.0, 0.5])
    assert np.array_equal(soft_threshold(v[:1], [0.0, 1.0, 2.0], out=v), [3, 2, 1])
    stored = np.memmap(tmp_path / "v", float, "w+", shape=3)
    stored[:] = [3, -1, 0.5]
    assert np.array_equal(soft_threshold(stored, 1.0, out=stored), [2, 0, 0])


@pytest.mark.parametrize("shape", [(2 * BLOCK + 7,), (3, BLOCK), (BLOCK // 8 + 1, 5, 3)])
def test_soft_threshold_of_long_arrays_is_the_formula(shape):
    rng = np.random.default_rng(0)
    v, thresholds, before = rng.normal(size=shape), rng.uniform(size=shape), np.empty(shape)
    for threshold in (0.5, thresholds, thresholds[:1]):
        expected = np.sign(v) * np.maximum(np.abs(v) - threshold, 0)
        assert np.array_equal(soft_threshold(v, threshold), expected)
        assert np.array_equal(soft_threshold(v, threshold, out=before), expected)
        assert np.array_equal(soft_threshold(v.T, np.transpose(threshold), out=before.T).T, expected)
    expected, shifted = soft_threshold(v, thresholds), np.append(v, 0.0)
    assert np.array_equal(soft_threshold(shifted[:-1], thresholds.ravel(), out=shifted[1:]), expected.ravel())
    assert np.array_equal(soft_threshold(v, thresholds, out=thresholds), expected)
    assert np.array_equal(soft_threshold(v, 0.0, out=v), v)


def test_soft_threshold_writes_nothing_if_it_refuses():
    v, out = np.ones(3 * BLOCK), np.zeros(3 * BLOCK)
    v[-1] = np.inf
    for target in (out, v):
        with pytest.raises(ValueError, match="v must be finite, got inf at index"):
            soft_threshold(v, 0.5, out=target)
    assert not out.any() and (v[:-1] == 1).all()


@pytest.mark.parametrize("out", [np.empty(3, np.float32), np.empty(3, int), np.empty((2, 3)), [0.0, 0.0, 0.0]])
def test_soft_threshold_out_must_fit(out):
    with pytest.raises(TypeError, match=r"out must be a float64 array of shape \(3,\), got"):
        soft_threshold([1.0, 2.0, 3.0], 1.0, out=out)


@pytest.mark.parametrize("size", [1e-200, 1e-30, 1e30, 1e200])
@pytest.mark.parametrize("penalty", [L1(), L2(), GroupL2([0, 0, 1, 1])], ids=repr)
def test_norms_know_no_scale(penalty, size):
    v = np.array([3.0, 4.0, -1.0, 0.5])
    assert np.allclose(penalty.prox(size * v, size * 2.0) / size, penalty.prox(v, 2.0), rtol=1e-14)
    assert penalty.value(size * v) / size == pytest.approx(penalty.value(v), rel=1e-14)


@given(labels=arrays(int, 9, elements=st.integers(0, 4)), step=st.floats(0, 3), seed=st.integers(0, 1000))
def test_groups_in_any_order_are_shortened_one_by_one(labels, step, seed):
    """By definition: a loop over the groups, each an L2 of its own."""
    labels = np.unique(labels, return_inverse=True)[1]
    random = np.random.default_rng(seed)
    v, weights = random.normal(size=(2, 3, 9)), random.uniform(size=labels.max() + 1)
    penalty, expected, value = GroupL2(labels, weights), np.empty_like(v), 0.0
    for g, weight in enumerate(weights):
        expected[..., labels == g] = L2().prox(v[..., labels == g], step * weight)
        value += weight * np.linalg.norm(v[..., labels == g], axis=-1)
    assert np.allclose(penalty.prox(v, step), expected, rtol=1e-13, atol=1e-15)
    assert np.allclose(penalty.value(v), value, rtol=1e-14, atol=0)
    symbols = sp.symbols("a:9", real=True)
    formula = penalty.symbolic(symbols).xreplace(dict(zip(symbols, map(sp.Float, v[0, 0]), strict=True)))
    assert float(formula) == pytest.approx(penalty.value(v[0, 0]), rel=1e-9)


@pytest.mark.parametrize("n_groups", [1, 500, 50_000, 100_000])
def test_groups_take_no_more_room_than_their_coefficients(n_groups):
    labels = np.random.default_rng(0).permutation(np.arange(100_000) % n_groups)
    v = np.random.default_rng(1).normal(size=100_000)
    tracemalloc.start()
    penalty = GroupL2(labels)
    theta, value = penalty.prox(v, 0.5), penalty.value(v)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * v.nbytes
    norms = np.sqrt(np.bincount(labels, v**2))
    assert np.allclose(theta, v * np.maximum(1 - 0.5 / norms, 0)[labels], rtol=1e-11, atol=1e-14)
    assert value == pytest.approx(norms.sum(), rel=1e-12)


def test_groups_of_very_different_sizes_have_their_own_norms():
    norms = GroupL2([0, 1, 0, 1]).group_norms([3e-200, 3e200, 4e-200, 4e200])
    assert np.allclose(norms / [1e-200, 1e200], 5, rtol=1e-14)


def test_a_number_of_lq_does_not_depend_on_its_neighbours():
    """Some never settle, but go to and fro between two floats; they alone are computed 100 times."""
    v = np.random.default_rng(0).normal(size=3000)
    for q in (0.5, 1.5):
        assert np.array_equal(
            Lq(q).prox(v, 0.5), np.concatenate([Lq(q).prox(part, 0.5) for part in v.reshape(300, 10)])
        )


def test_soft_threshold_takes_numbers_lists_integers_and_many_thresholds():
    assert soft_threshold(3, 1) == 2.0
    assert soft_threshold([3, -1], 1).dtype == float
    assert np.array_equal(soft_threshold([3.0, -1.0], [[0.0], [2.0]]), [[3, -1], [1, 0]])
    assert np.array_equal(soft_threshold(np.float32([1.5]), 0.5), [1.0])


@pytest.mark.parametrize(
    "call, text",
    [
        (lambda: soft_threshold([1.0], -0.5), "threshold must be nonnegative, got -0.5"),
        (
            lambda: soft_threshold([1.0, np.nan], 1),
            r"v must be finite, got nan at index \(1,\); drop or fill such entries",
        ),
        (lambda: L1().prox([1.0], -1), "step must be nonnegative, got -1.0"),
        (lambda: SquaredL2().prox([1.0], -1), "step must be nonnegative, got -1.0"),
        (lambda: L2().prox([1.0, 2.0], -1), "step must be nonnegative, got -1.0"),
        (lambda: L2().prox(np.ones((2, 3)), [1.0, 2.0]), r"step must be one number per vector, got shape \(2,\)"),
        (lambda: L2().prox(3.0, 1.0), r"v must have at least 1 dimension, got the number 3.0; pass \[3.0\]"),
        (lambda: ElasticNet(1.5), "l1_ratio must be between 0 and 1, got 1.5"),
        (lambda: ElasticNet(-0.1), "l1_ratio must be nonnegative, got -0.1"),
        (lambda: ElasticNet([0.1, 0.2]), r"l1_ratio must be a single number, got shape \(2,\)"),
        (lambda: Lq(0), "q must be above 0 and at most 2, got 0.0"),
        (lambda: Lq(2.5), "q must be above 0 and at most 2, got 2.5"),
        (lambda: Lq(0.5).prox([1.0], -1), "step must be nonnegative, got -1.0"),
        (
            lambda: GroupL2([0, 2]),
            "groups must use the labels 0, 1, …, each at least once, got 2 where 1 is next; pass np.unique",
        ),
        (lambda: GroupL2([0, 0.5, 1]), "groups must use the labels 0, 1"),
        (lambda: GroupL2([0, 1], weights=[1]), r"weights must have one entry per group, 2, got shape \(1,\)"),
        (
            lambda: GroupL2([0, 1]).prox([1.0, 2, 3], 1),
            r"v must have 2 entries on its last axis, got shape \(3,\)",
        ),
    ],
)
def test_bad_input_is_named_with_its_value_and_a_cure(call, text):
    with pytest.raises(ValueError, match=text):
        call()


@pytest.mark.parametrize("penalty", [*PENALTIES, Lq(2), Lq(1.5), Lq(1), Lq(0.5)], ids=repr)
def test_numbers_whose_squares_are_none_have_a_value_and_a_prox_without_a_warning(penalty):
    """1e250 is moved by 1e-3·∂Ω, which is beside it nothing, or the share that a square takes."""
    huge = np.array([1e250, -1e250, 0.0, 1e250])
    shape = penalty.as_elastic_net() or (1.0, 0.0)
    np.testing.assert_allclose(penalty.prox(huge, 1e-3), huge / (1 + 2e-3 * shape[1]), rtol=1e-12)
    assert penalty.value(huge) >= 1e125 and (np.isinf(penalty.value(huge)) or not shape[1])


VECTORS = (L2, GroupL2)  # whose prox takes whole vectors
REFUSED = [
    ("value", (3.0,), "theta must have at least 1 dimension, got the number 3.0; pass [3.0]"),
    ("value", ([1, np.nan, 2, 3],), "theta must be finite, got nan at index (1,); drop or fill such entries"),
    ("value", ("a",), "theta must hold real numbers: got 'a'; pass an array"),
    ("prox", ([1, 2, 3, np.inf], 1.0), "v must be finite, got inf at index (3,); drop or fill such entries"),
    ("prox", ([1, 2, 3, 1j], 1.0), "v must hold real numbers"),
    ("prox", ([1, 2, 3, 4], -1.0), "step must be nonnegative, got -1.0"),
    ("prox", ([1, 2, 3, 4], np.nan), "step must be finite, got nan; pass a finite number"),
    ("prox", ([1, 2, 3, 4], "a"), "step must hold real numbers: got 'a'; pass a number"),
    ("prox", (np.ones((2, 4)), np.ones((3, 1))), "shapes do not fit: v (2, 4) and step (3, 1); pass numbers, arrays"),
]
KIT = [*PENALTIES, Lq(1.5), Lq(0.5), Lq(1), Penalty.of("abs(t) + t**2")]


@pytest.mark.parametrize(("method", "arguments", "text"), REFUSED, ids=str)
@pytest.mark.parametrize("penalty", KIT, ids=repr)
def test_every_penalty_of_the_kit_refuses_the_same_in_the_same_words(penalty, method, arguments, text):
    with pytest.raises((ValueError, TypeError)) as error:
        getattr(penalty, method)(*arguments)
    assert str(error.value).startswith(text) and "\n" not in str(error.value)


@pytest.mark.parametrize("penalty", KIT, ids=repr)
def test_only_a_prox_of_whole_vectors_needs_one(penalty):
    if isinstance(penalty, VECTORS):
        with pytest.raises(ValueError, match=r"v must have at least 1 dimension, got the number 3.0; pass \[3.0\]"):
            penalty.prox(3.0, 1.0)
        with pytest.raises(ValueError, match=r"step must be one number per vector, got shape \(4,\); write step\[:, N"):
            penalty.prox(np.ones(4), np.ones(4))
    else:
        v, step = np.array([3.0, -2.0, 0.5, 0.1]), np.array([0.1, 1.0, 0.2, 0.0])
        alone = [penalty.prox(*pair) for pair in zip(v, step, strict=True)]
        assert np.array_equal(penalty.prox(v, step), alone) and np.ndim(alone[0]) == 0


@given(v=vectors, step=steps)
@example(v=np.array([-0.0, 1.0, -1.0, 0.0]), step=1.0)
def test_no_prox_prints_minus_zero(v, step):
    for penalty in (L1(), SquaredL2(), L2(), ElasticNet(0.5), GroupL2([0, 0, 1, 1])):
        theta = penalty.prox(v, step)
        assert not np.signbit(theta[theta == 0]).any()


@pytest.mark.parametrize("ratio, formula", [(1 / 3, "1/3"), (0.3, "3/10"), (0.1 + 0.2, "0.30000000000000004")])
def test_parameters_are_written_as_simple_fractions(ratio, formula):
    symbol = sp.Symbol("t", real=True)
    weight = ElasticNet(ratio).symbolic([symbol]).coeff(sp.Abs(symbol))
    assert weight == sp.Rational(formula) and float(weight) == ratio
