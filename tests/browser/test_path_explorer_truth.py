"""PathExplorer in a real browser: between the kinks it finds the θ and the correlations of the kit."""

import numpy as np
import pytest
from stage import needs_browser
from staged import staged

from sparsity_kit import data, lasso_path
from sparsity_kit.live import PathExplorer

pytestmark = needs_browser
DIABETES = data.diabetes()


def correlated(seed, n=40, p=12):
    """A path on which coefficients leave and return: columns that share half of their variance."""
    problem = data.random_regression(n, p, n_nonzero=p // 2, correlation=0.7, noise=3.0, seed=seed)
    return lasso_path(problem.X * 10.0 ** np.linspace(-1, 1, p), problem.y)


def copies():
    problem = data.random_regression(20, 3, n_nonzero=3, seed=1)
    return lasso_path(np.hstack([problem.X, problem.X, -problem.X]), problem.y)


def wide():
    problem = data.random_regression(15, 40, n_nonzero=5, seed=2)
    return lasso_path(problem.X, problem.y)


def cut():
    problem = data.random_regression(30, 6, n_nonzero=6, seed=3)
    return lasso_path(problem.X, problem.y, lam_min=5.0)


PATHS = {
    "diabetes": lasso_path(DIABETES.X, DIABETES.y),
    "64 columns": lasso_path(data.random_regression(80, 64, 20, correlation=0.6, seed=4).X, np.arange(80.0) % 7),
    **{f"correlated {seed}": correlated(seed) for seed in range(4)},
    "more columns than rows": wide(),
    "copies": copies(),
    "cut off": cut(),
    "one column": lasso_path([[1.0], [2.0]], [3.0, 1.0]),
    "tiny": lasso_path(DIABETES.X * 1e-30, DIABETES.y),
    "huge": lasso_path(DIABETES.X, DIABETES.y * 1e30),
    "no pull": lasso_path([[1, 0], [0, 1]], [0, 0]),
}
every_path = pytest.mark.parametrize("kind", PATHS)

page = staged(PathExplorer, scope="module")


def evaluate(page, path, lam):
    """θ and xⱼ·r in the browser, (m, p) each."""
    sent = PathExplorer(path)._path
    found = page.evaluate("([path, lams]) => lams.map((lam) => window.widget.at(path, lam))", [sent, lam.tolist()])
    return tuple(np.array([each[name] for each in found]) for name in ("theta", "rho"))


def prices(path, count, seed=0):
    """Random λ from the end of the path to above λ_max, on both scales; 0 and all kinks with their neighbours too."""
    random, largest, end = np.random.default_rng(seed), path.lams[0] or 1.0, path.lams[-1]
    low = max(end, 1e-6 * largest)
    spread = np.concatenate(
        [random.uniform(end, 1.5 * largest, count // 2), np.geomspace(low, 9 * largest, count // 2)]
    )
    near = np.concatenate([path.lams, np.nextafter(path.lams, np.inf), np.nextafter(path.lams, 0.0)])
    return np.concatenate([spread, near[near >= end]])


@every_path
def test_theta_and_correlations_are_those_of_the_kit(page, kind):
    path = PATHS[kind]
    lam = prices(path, 1000)
    theta, rho = evaluate(page, path, lam)
    expected = path(lam)
    correlations = (path.y - expected @ path.X.T) @ path.X
    assert (np.abs(theta - expected) <= 1e-9 * np.abs(expected).max()).all()
    assert (np.abs(rho - correlations) <= 1e-9 * np.abs(path.X.T @ path.y).max()).all()
    assert np.array_equal(theta == 0, expected == 0)


@every_path
def test_who_is_not_zero_is_on_the_edge_and_nobody_is_outside(page, kind):
    """The lasso's conditions, on the browser's numbers alone: they need no solver."""
    path = PATHS[kind]
    lam = prices(path, 200, seed=1)
    theta, rho = evaluate(page, path, lam)
    edge, rounding = lam[:, None] / 2, 1e-9 * path.lams[0]
    assert (np.abs(rho) <= edge + rounding).all()
    assert (np.abs(rho - np.sign(theta) * edge) <= rounding)[theta != 0].all()


def test_some_of_these_coefficients_leave_and_return():
    left = [sum(len(event.left) for event in path.events) for path in PATHS.values()]
    back = [[j for event in path.events for j in event.entered] for path in PATHS.values()]
    assert sum(left) > 10 and sum(len(each) - len(set(each)) for each in back) > 5


@every_path
def test_at_the_edges(page, kind):
    path = PATHS[kind]
    end, largest = path.lams[-1], path.lams[0]
    theta, rho = evaluate(page, path, np.array([end, largest, 1.01 * largest, 1e6 * largest + 1.0]))
    assert np.array_equal(theta[0], path.theta[-1]) and not theta[1:].any()
    assert np.allclose(rho[1:], path.X.T @ path.y, rtol=0, atol=1e-12 * np.abs(path.X.T @ path.y).max())


@every_path
@pytest.mark.parametrize("logarithmic", [False, True])
def test_the_axis_leads_there_and_back(page, kind, logarithmic):
    lams = PATHS[kind].lams
    lam = prices(PATHS[kind], 200)
    lam = np.sort(lam[lam <= 1.2 * (lams[0] or 1.0)])
    there, back, ends = page.evaluate(
        """([lams, all, logarithmic]) => {
        const axis = widget.scale({ lams }, all.at(-1), logarithmic), there = all.map(axis.there);
        return [there, there.map(axis.back), [axis.back(-1), axis.back(2) / axis.top]];
    }""",
        [lams.tolist(), lam.tolist(), logarithmic],
    )
    assert np.allclose(back, lam, rtol=1e-12, atol=1e-15 * lam[-1]) and (np.diff(there) >= 0).all()
    assert min(there) >= 0 and max(there) <= 1 and np.allclose(ends, [lams[-1], 1.0])


@every_path
def test_the_current_event_is_the_last_one_that_lambda_passed(page, kind):
    lams, lam = PATHS[kind].lams, prices(PATHS[kind], 100)
    found = page.evaluate("([lams, all]) => all.map((lam) => widget.passed(lams, lam))", [lams.tolist(), lam.tolist()])
    assert found == [np.count_nonzero(lams >= each) - 1 for each in lam]


def test_names_are_moved_apart_and_no_farther_than_needed(page):
    random = np.random.default_rng(0)
    for _ in range(50):
        places = np.sort(random.uniform(0, 100, 12))
        apart = np.array(page.evaluate("(places) => widget.apart(places, 5)", places.tolist()))
        assert (np.diff(apart) >= 5 - 1e-9).all() and apart.mean() == pytest.approx(places.mean())
        assert np.array_equal(apart, places) == bool((np.diff(places) >= 5).all())
