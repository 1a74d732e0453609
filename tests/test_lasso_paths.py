"""Many paths in one call: each is the path of its problem, whatever its rows, weights, ties and scales are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from problems import regression

from sparsity_kit import Path, data, lasso_path, lasso_paths
from sparsity_kit.paths import in_step, together
from sparsity_kit.paths.sweeps import Sweeps
from sparsity_kit.paths.tableau import swept
from sparsity_kit.paths.tableaus import Tableaus

DIABETES = data.diabetes()


def drawn_rows(n, count, seed=0):
    """How often each of n rows was drawn in each of `count` bootstrap samples, (count, n)."""
    rows = np.random.default_rng(seed).integers(0, n, (count, n))
    return np.stack([np.bincount(drawn, minlength=n) for drawn in rows]) * 1.0


def gaps(X, y, weights, theta, lams):
    """F(θ) minus a lower bound of min F, by definition: the dual point is the residual, shortened; θ (m, p), λ (m,)."""
    X, y = X * np.sqrt(weights)[:, None], y * np.sqrt(weights)
    residual = y - theta @ X.T
    steepest = 2 * np.abs(residual @ X).max(axis=1)
    s = np.minimum(1.0, lams / np.where(steepest > 0, steepest, 1.0))
    value = np.square(residual).sum(axis=1) + lams * np.abs(theta).sum(axis=1)
    return value - (2 * s * (residual @ y) - s**2 * np.square(residual).sum(axis=1))


def same(path, single, at_most):
    assert path.lams.shape == single.lams.shape
    assert np.abs(path.lams - single.lams).max() <= at_most * single.lams[0]
    assert np.abs(path.theta - single.theta).max() <= at_most * np.abs(single.theta).max()
    assert [(e.kind, e.entered, e.left) for e in path.events] == [(e.kind, e.entered, e.left) for e in single.events]


@pytest.fixture
def alone(monkeypatch):
    """The problems that were followed by themselves, as they come."""
    calls = []
    monkeypatch.setattr(together, "lasso_path", lambda *problem: calls.append(problem) or lasso_path(*problem))
    return calls


@pytest.mark.parametrize("shape", [(30, 5), (200, 12), (15, 15), (12, 20), (100, 30)])
def test_at_every_kink_they_are_the_single_paths(shape, alone):
    X, y = regression(*shape, seed=3)
    weights = np.random.default_rng(1).uniform(0.5, 2, (40, len(y)))
    paths = lasso_paths(X, y, weights)
    assert len(paths) == 40 and paths.lams.shape[1] == paths.n_kinks.max() and len(alone) <= 2
    for path, w in zip(paths, weights, strict=True):
        same(path, lasso_path(X * np.sqrt(w)[:, None], y * np.sqrt(w)), 1e-12 if shape[0] > shape[1] else 1e-9)


def test_a_bootstrap_sample_is_the_rows_that_were_drawn(alone):
    weights = drawn_rows(442, 30)
    paths = lasso_paths(DIABETES.X, DIABETES.y, weights)
    assert not alone
    for path, w in zip(paths, weights.astype(int), strict=True):
        rows = np.repeat(np.arange(442), w)
        same(path, lasso_path(DIABETES.X[rows], DIABETES.y[rows]), 1e-11)


def test_tables_targets_and_weights_of_their_own_are_three_ways_to_say_the_same():
    X, y = regression(20, 4, seed=5)
    random = np.random.default_rng(0)
    keep = random.integers(0, 2, (6, 20)) * 1.0
    keep[:, :5] = 1.0
    targets = np.stack([random.permutation(y) for _ in range(6)])
    tables = np.stack([X] * 6)
    answer = lasso_paths(X, targets, keep)
    for others in ((tables, targets, keep), (tables * keep[:, :, None], targets * keep)):
        same_paths = lasso_paths(*others)
        for b in (0, 4):
            assert np.allclose(same_paths[b].X, np.sqrt(keep[b])[:, None] * X, rtol=1e-15)
            assert np.allclose(same_paths[b].y, np.sqrt(keep[b]) * targets[b], rtol=1e-15)
        assert np.allclose(answer.lams, same_paths.lams, rtol=1e-12, atol=1e-12 * answer.lams.max())
        assert np.allclose(answer.theta, same_paths.theta, rtol=1e-11, atol=1e-12)
    held_out = lasso_path(X[keep[2] > 0], targets[2][keep[2] > 0])
    same(answer[2], held_out, 1e-12)
    shared = lasso_paths(X, targets)
    same(shared[3], lasso_path(X, targets[3]), 1e-12)


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**6), n=st.integers(2, 9), p=st.integers(1, 10), kind=st.integers(0, 4),
)  # fmt: skip
def test_ties_copies_constant_columns_and_few_rows_are_minimal(seed, n, p, kind):
    """Whole numbers, so that several columns are due at once, and rows that are held out."""
    random = np.random.default_rng(seed)
    X, y = random.integers(-1, 2, (n, p)) * 1.0, random.integers(-3, 4, n) * 1.0
    weights = random.integers(0, 3, (7, n)) * 1.0
    if kind == 1:
        X[:, random.integers(p)] = random.choice([1, -1, 2, -3]) * X[:, random.integers(p)]
    if kind == 2:
        X[:, random.integers(p)] = random.integers(0, 2)
    if kind == 3:
        y = X @ random.integers(-1, 2, p)
    if kind == 4:
        weights[:] = 1.0
        y = np.stack([random.permutation(y) for _ in range(7)])
    paths = lasso_paths(X, y, weights)
    targets = np.broadcast_to(y, (7, n))
    assert (np.diff(paths.lams) <= 0).all() and paths.ended == (None,) * 7
    for b in range(7):
        lams = np.append(paths.lams[b], paths.lams[b, 0] * random.uniform(0.001, 1.1, 20))
        lams = lams[lams > 0]
        length = (weights[b] * targets[b] ** 2).sum()
        assert not len(lams) or gaps(X, targets[b], weights[b], paths[b](lams), lams).max() <= 1e-11 * length
        normal = (X * weights[b][:, None]).T @ (targets[b] - X @ paths[b](0.0))
        assert np.abs(normal).max() <= 1e-9 * (1 + np.abs(paths[b](0.0)).sum())


def test_no_theta_of_a_fine_grid_is_better():
    X, y = regression(12, 2, seed=2)
    weights = drawn_rows(12, 5)
    paths = lasso_paths(X, y, weights)
    near = np.linspace(-0.02, 0.02, 41)
    for share in (0.7, 0.3, 0.05):
        lams = share * paths.lams[:, 0]
        for b, theta in enumerate(paths(lams)):
            around = theta + np.stack(np.meshgrid(near, near), axis=-1).reshape(-1, 2)
            around = np.vstack([around, around * [0, 1], around * [1, 0]])
            values = (weights[b] * (y - around @ X.T) ** 2).sum(axis=1) + lams[b] * np.abs(around).sum(axis=1)
            at_theta = (weights[b] * (y - X @ theta) ** 2).sum() + lams[b] * np.abs(theta).sum()
            assert at_theta <= values.min() + 1e-12 * at_theta


def test_alike_columns_are_certified_or_followed_by_themselves():
    """Squares and products of measurements, with a condition of 10⁷: rounding is lost at many steps, 1e-16·10⁷ of θ."""
    X = DIABETES.X
    i, k = np.triu_indices(10)
    X = data.standardize(np.hstack([X, np.delete(X[:, i] * X[:, k], 10, axis=1)]))
    weights = drawn_rows(442, 20)
    paths = lasso_paths(X, DIABETES.y, weights)
    for b in range(0, 20, 5):
        single = lasso_path(*together.rows_of(X[None], DIABETES.y[None], weights, b))
        assert np.allclose(paths[b].lams, single.lams, rtol=1e-6, atol=1e-10 * single.lams[0])
        lams = paths.lams[b, : paths.n_kinks[b] - 1]
        assert gaps(X, DIABETES.y, weights[b], paths[b](lams), lams).max() <= 1e-9 * (DIABETES.y @ DIABETES.y)


def test_what_the_certificate_refuses_is_followed_by_itself(monkeypatch, alone):
    X, y = regression(20, 4)
    weights = drawn_rows(20, 9)
    in_one = lasso_paths(X, y, weights)
    assert not alone
    monkeypatch.setattr(in_step, "CERTIFIED", -1.0)
    by_itself = lasso_paths(X, y, weights)
    assert len(alone) == 9 and np.allclose(in_one.theta, by_itself.theta, atol=1e-12)


@pytest.mark.parametrize("spoiled, followed_alone", [(1e-8, 0), (1e-3, 9)])
def test_a_tableau_that_rounding_has_spoiled_is_seen(spoiled, followed_alone, monkeypatch, alone):
    """Break the elimination on purpose: the certificate sees it, and the answer stays right, mended or by itself."""
    X, y = regression(20, 4)
    weights = drawn_rows(20, 9)
    right = lasso_paths(X, y, weights)
    sweep = Sweeps.sweep

    def spoil(self, j, who, column, *rest):
        return sweep(self, j, who, column * (1 + spoiled), *rest)

    monkeypatch.setattr(Sweeps, "sweep", spoil)
    mended = lasso_paths(X, y, weights)
    assert np.allclose(mended.theta, right.theta, atol=1e-12) and len(alone) == followed_alone


def test_where_rounding_is_small_no_line_is_mended(monkeypatch):
    weights = drawn_rows(442, 30)
    expected = lasso_paths(DIABETES.X, DIABETES.y, weights)
    assert sum(event.kind == "left" for path in expected for event in path.events) > 10
    monkeypatch.setattr(Tableaus, "refine", lambda *_: pytest.fail("a line was mended"))
    assert np.array_equal(lasso_paths(DIABETES.X, DIABETES.y, weights).theta, expected.theta)


def test_a_tableau_that_was_kept_is_the_one_that_elimination_makes_at_once():
    random, count, p = np.random.default_rng(0), 5, 7
    tables = random.standard_normal((count, 30, p))
    gram = (tables.swapaxes(1, 2) @ tables).transpose(1, 2, 0)
    kept, active = Sweeps(gram), np.zeros((p, count), dtype=bool)
    for _ in range(20):
        j, who = random.integers(0, p, count), np.flatnonzero(random.integers(0, 2, count))
        column = kept.column(j)
        pivot, direction = column[j[who], who], np.where(active[j[who], who], -1.0, 1.0)
        kept.sweep(j[who], who, column, pivot, direction)
        active[j[who], who] ^= True
    at_once = np.stack([swept(gram[:, :, b], active[:, b]) for b in range(count)], axis=-1)
    v, some = random.standard_normal((2, p, count)), [3, 1]
    assert kept.kept and np.allclose(kept.gram_times(v, slice(None)), np.einsum("rib,ijb->rjb", v, gram), rtol=1e-12)
    assert np.allclose(kept.diagonal(), at_once.diagonal().T, atol=1e-11)
    assert np.allclose(kept.column(np.arange(count)), at_once[:, range(count), range(count)], atol=1e-11)
    products = np.einsum("rib,ijb->rjb", v, at_once)
    assert np.allclose(kept.times(v, slice(None)), products, atol=1e-11)
    assert np.allclose(kept.times(v[:, :, some], some), products[:, :, some], atol=1e-11)


def test_blocks_change_nothing(monkeypatch):
    X, y = regression(20, 4)
    weights = drawn_rows(20, 50)
    whole = lasso_paths(X, y, weights)
    monkeypatch.setattr(together, "MOST", 16)
    blocks = lasso_paths(X, y, weights)
    assert np.allclose(whole.lams, blocks.lams, rtol=1e-12, atol=1e-12 * whole.lams.max())
    assert np.array_equal(whole.n_kinks, blocks.n_kinks) and np.allclose(whole.theta, blocks.theta, atol=1e-12)


@pytest.mark.parametrize("exponent", [-600, -400, -300, -40, 1, 77, 300, 400])
def test_a_power_of_two_changes_the_scale_and_no_digit(exponent):
    X, y = regression(30, 5)
    weights, factor = drawn_rows(30, 5), 2.0**exponent
    paths = lasso_paths(X, y, weights)
    for scaled, size in (
        (lasso_paths(X * factor, y, weights), 1 / factor),
        (lasso_paths(X, y * factor, weights), factor),
    ):
        if abs(exponent) < 400:
            assert np.array_equal(scaled.lams, paths.lams * factor)
            assert np.array_equal(scaled.theta, paths.theta * size)
        assert np.allclose(scaled.lams / factor, paths.lams, rtol=1e-11)
        assert np.allclose(scaled.theta / size, paths.theta, rtol=1e-9)


@pytest.mark.parametrize("exponents", [[-6, -3, 0, 3, 6], [-60, -20, -3, -3, -3]])
def test_columns_of_very_different_sizes(exponents):
    X, y = regression(40, 5)
    X, weights = X * 10.0 ** np.array(exponents), drawn_rows(40, 5)
    for b, path in enumerate(lasso_paths(X, y, weights)):
        same(path, lasso_path(*together.rows_of(X[None], y[None], weights, b)), 1e-11)
    for path in lasso_paths(X, np.stack([y, y[::-1]])):
        same(path, lasso_path(X, path.y), 1e-11)


def test_a_column_too_small_to_square_is_no_column_of_zeros():
    X, y = regression(12, 4)
    X[:, 1], X[:, 2] = np.ldexp(X[:, 1], -560), 0.0
    weights = np.ones((3, 12))
    weights[1, :4] = 0.0
    weights[2] = 2.0
    every = lasso_paths(X, y, weights), lasso_paths(np.stack([X] * 3), y, weights), lasso_paths(X, np.stack([y] * 3))
    for k, paths in enumerate(every):
        for b, path in enumerate(paths):
            rows = (X, y, np.ones(12)) if k == 2 else (X, y, weights[b])
            same(path, lasso_path(*together.rows_of(*(each[None] for each in rows), 0)), 1e-11)
            assert path.theta[:, 1].any() and not path.theta[:, 2].any()


def test_columns_that_are_due_together_are_one_kink(alone):
    targets = np.array([[3.0, 3.0, 1.0], [2.0, -2.0, 2.0], [3.0, 2.0, 1.0], [2.0, 1.0, -1.0]])
    paths = lasso_paths(np.eye(3), targets)
    assert paths.n_kinks.tolist() == [3, 2, 4, 3] and not alone
    assert [[event.kind for event in path.events] for path in paths] == [
        ["tie", "entered", "end"], ["tie", "end"], ["entered", "entered", "entered", "end"], ["entered", "tie", "end"],
    ]  # fmt: skip
    for path, y in zip(paths, targets, strict=True):
        same(path, lasso_path(np.eye(3), y), 1e-14)
    assert np.array_equal(paths(1.0), np.sign(targets) * np.maximum(np.abs(targets) - 0.5, 0.0))


def test_wide_tables_are_followed_one_by_one(alone):
    X, y = regression(5, 30)
    targets = np.stack([y, -y, y[::-1]])
    paths = lasso_paths(X, targets)
    assert len(alone) == 3 and np.array_equal(paths[1].theta, lasso_path(X, -y).theta)


def test_who_is_at_the_end_waits_for_the_others(alone):
    """Nothing to explain, and so an end at once: many more steps of the other path are no tie."""
    paths = lasso_paths(DIABETES.X, np.stack([0 * DIABETES.y, DIABETES.y]))
    assert paths.n_kinks.tolist() == [1, len(lasso_path(DIABETES.X, DIABETES.y).lams)] and not alone


def test_nothing_to_explain_and_nobody_to_count():
    X, y = regression(10, 3)
    weights = np.stack([np.ones(10), np.zeros(10), np.eye(10)[0]])
    paths = lasso_paths(X, y, weights)
    assert paths.n_kinks[1] == 1 and not paths.theta[1].any() and paths.lams[1].max() == 0.0
    assert np.isclose(paths(0.0)[2] @ X[0], y[0])
    assert not lasso_paths(X, np.zeros((2, 10))).theta.any()


def test_they_are_called_as_one():
    X, y = regression(20, 4)
    paths = lasso_paths(X, y, drawn_rows(20, 6))
    lams = np.geomspace(1e-3, 1.2, 9) * paths.lams[:, 0].min()
    every = paths(lams[:, None])
    assert every.shape == (9, 6, 4) and paths(1.0).shape == (6, 4) and paths(paths.lams[:, 1]).shape == (6, 4)
    for b, path in enumerate(paths):
        assert isinstance(path, Path) and np.array_equal(every[:, b], path(lams))
        assert np.array_equal(paths(paths.lams[:, 1])[b], path.theta[1])
    assert np.array_equal(paths[-1].lams, paths[5].lams) and "6 problems" in repr(paths)
    with pytest.raises(IndexError):
        paths[6]


def test_one_of_them_is_taken_by_its_number():
    paths = lasso_paths(np.eye(2), [[3.0, 1.0], [1.0, 2.0]])
    assert np.array_equal(paths[-1].lams, paths[np.int64(1)].lams) and len(list(paths)) == 2
    for problem in (slice(0, 1), 1.0, "a", None, [0]):
        with pytest.raises(TypeError, match=r"paths take the number of one problem, such as paths\[0\], got "):
            paths[problem]
    with pytest.raises(IndexError, match="paths have 2 problems, counted from 0, got 2"):
        paths[2]


def test_they_end_where_they_were_asked_to():
    X, y = regression(20, 4)
    paths = lasso_paths(X, y, drawn_rows(20, 6), lam_min=5.0)
    whole = lasso_paths(X, y, drawn_rows(20, 6))
    assert (paths.lams[:, -1] == 5.0).all() and np.allclose(paths(6.0), whole(6.0), atol=1e-12)
    with pytest.raises(ValueError, match="of problem 0 ends at λ = 5, got lam = 4; take a larger lam, or a sm"):
        paths(4.0)
    above = lasso_paths(X, y, drawn_rows(20, 6), lam_min=1e5)
    assert (above.lams == 1e5).all() and not above.theta.any()


def test_a_path_that_ends_says_where():
    random = np.random.default_rng(0)
    a = random.standard_normal(30)
    X = np.column_stack([a, a + 1e-13 * random.standard_normal(30), random.standard_normal(30)])
    y = X[:, 0] + random.standard_normal(30)
    paths = lasso_paths(X, np.stack([y, -y]))
    single = lasso_path(X, y)
    assert single.ended and paths.ended[0] == single.ended and np.array_equal(paths[0].lams, single.lams)
    assert np.array_equal(paths[1].y, -y) and np.array_equal(paths[1].X, X)
    with pytest.raises(ValueError, match=r"the path of problem 0 ends at .*it ended at λ"):
        paths(0.0)
    asked = lasso_paths(*regression(), weights=np.ones((2, 20)), lam_min=1.0)
    with pytest.raises(ValueError, match=r"the path of problem 1 ends at λ = 1, got lam = 0.5; take a larger lam"):
        asked([2.0, 0.5])


@pytest.mark.parametrize(
    ("bad", "text"),
    [
        (lambda X, y: (X, y), "lasso_paths got one problem; pass a stack of X, y or weights, or call lasso_path"),
        (lambda X, y: (X, y, -np.ones((2, 3))), "weights must be nonnegative, got -1.0"),
        (lambda X, y: (X, y, np.ones((2, 4))), "weights must have one entry per row of X, 3, got shape (2, 4)"),
        (lambda X, y: (X, np.ones((2, 4))), "y must have one entry per row of X, 3, got shape (2, 4)"),
        (lambda X, y: (X, [y, y], np.ones((3, 3))), "all stacks must be of one number of problems, got y for 2 and"),
        (lambda X, y: (np.ones((2, 2, 2, 2)), y), "X must have 2 dimensions, or 3 for one table each problem, got"),
        (lambda X, y: (X, np.ones((2, 2, 3))), "y must have 1 dimension, or 2 for one row each problem, got shape"),
        (lambda X, y: (X * np.nan, [y, y]), "X must be finite, got nan at index (0, 0)"),
        (lambda X, y: (X, [y, y], None, -1.0), "lam_min must be nonnegative, got -1.0"),
        (lambda X, y: (np.eye(3) * 1e200, np.ones((2, 3)) * 1e200), "λ or theta is too large for float64 on these"),
        (lambda X, y: (np.eye(3) * 1e-200, np.ones((2, 3)) * 1e200), "λ or theta is too large for float64 on these"),
        (lambda X, y: (np.eye(3) * 1e-200, np.ones((2, 3)) * 1e-200), "λ or theta is too small for float64 on these"),
        (lambda X, y: (np.eye(3) * 1e200, np.ones((2, 3)) * 1e-200), "λ or theta is too small for float64 on these"),
        (lambda X, y: (np.eye(3) * 1e-90, np.ones((2, 3)) * 1e250), "λ or theta is too large for float64 on these"),
        (lambda X, y: (np.eye(3) * 1e90, np.ones((2, 3)) * 1e-250), "λ or theta is too small for float64 on these"),
        (lambda X, y: (np.eye(3) * 1e-95, np.ones((2, 3)) * 1e-250), "λ or theta is too small for float64 on these"),
        (lambda X, y: (3.0, [y, y]), "X must have at least 1 dimension, got the number 3.0; pass [3.0]"),
        (lambda X, y: (X[0], [y, y]), "X must have 2 dimensions, or 3 for one table each problem, got shape (2,)"),
        (lambda X, y: (X, 3.0), "y must have at least 1 dimension, got the number 3.0; pass [3.0]"),
        (lambda X, y: (X, [y, y], 1.0), "weights must have at least 1 dimension, got the number 1.0; pass [1.0]"),
        (lambda X, y: (X, y, np.ones((2, 2, 3))), "weights must have 1 dimension, or 2 for one row each problem, got"),
        (lambda X, y: (X, [y, y], None, [1.0, 2.0]), "lam_min must be a single number, got shape (2,)"),
    ],
)
def test_bad_data_are_named(bad, text):
    with pytest.raises(ValueError) as error:
        lasso_paths(*bad(np.arange(6.0).reshape(3, 2), np.ones(3)))
    assert text in str(error.value)


def test_a_lam_of_another_shape_is_named():
    paths = lasso_paths(np.eye(3), np.ones((4, 3)))
    with pytest.raises(ValueError, match=r"lam of shape \(3,\) does not broadcast with 4 problems; .* lam\[:, None\]"):
        paths([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match="read-only"):
        paths.lams[0, 0] = 1.0
