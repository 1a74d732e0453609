"""What an object of the kit carries: arrays of its own that nobody can change, and all of it through a pickle."""

import copy
import pickle

import numpy as np
import pytest

import sparsity_kit as kit
from sparsity_kit import L1, L2, ElasticNet, GroupL2, Logistic, Lq, Penalty, Quadratic, SquaredError, SquaredL2

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((12, 3))
Y = X @ [2.0, 0.0, -1.0] + RANDOM.standard_normal(12)
LOSS = SquaredError(X, Y)
PATHS = kit.lasso_paths(X, np.stack([Y, 2 * Y]))
CARRIERS = [
    LOSS,
    Quadratic(np.eye(2), [1.0, 2.0]),
    Logistic(X, Y > 0),
    *(L1(), L2(), SquaredL2(), ElasticNet(0.3), Lq(0.5), GroupL2([0, 0, 1], [1.0, 2.0]), Penalty.of("abs(t) + t**2")),
    2.0 * L1(),
    LOSS + np.array([1.0, 2.0]) * L1(),
    kit.minimize(LOSS + 2.0 * L1()),
    kit.grid_path(LOSS + np.array([1.0, 2.0]) * L2()),
    kit.lasso_path(X, Y),
    kit.path(LOSS + np.array([1.0, 2.0]) * L2()),
    PATHS,
    kit.cross_validate(X, Y, 4),
    kit.cross_validate(X, Y, 4, SquaredL2()),
    kit.cross_validate(X, Y, 12, SquaredL2(), scale=False),
    kit.information_criteria(kit.lasso_path(X, Y)),
    kit.selection_frequency(PATHS),
    kit.data.random_regression(5, 3, 1),
    kit.conventions.table(),
]
NOT_COPIED = {"X", "y", "weights"}  # of a path, whose docstring says so
FRESH = {"support", "free"}  # made anew whenever they are asked for


def _arrays(thing, where, seen):
    """Every array in what is public of an object, with the names that lead to it."""
    if isinstance(thing, np.ndarray):
        yield where, thing
    elif isinstance(thing, (tuple, list)):
        for each in thing:
            yield from _arrays(each, where, seen)
    elif type(thing).__module__.startswith("sparsity_kit") and id(thing) not in seen:
        seen[id(thing)] = thing
        skipped = FRESH | (NOT_COPIED if isinstance(thing, (kit.Path, kit.Paths)) else set())
        for name in sorted(set(dir(thing)) - skipped):
            if not name.startswith("_"):
                yield from _arrays(getattr(thing, name), f"{where}.{name}", seen)


@pytest.mark.parametrize("thing", CARRIERS, ids=lambda thing: type(thing).__name__)
def test_no_array_can_be_changed_by_who_reads_it(thing):
    assert [where for where, array in _arrays(thing, type(thing).__name__, {}) if array.flags.writeable] == []


def test_weights_of_groups_stay_as_they_were():
    weights = np.array([1.0, 2.0])
    penalty = GroupL2([0, 1], weights)
    weights[0] = 50.0
    assert penalty.value([1.0, 1.0]) == 3.0


@pytest.mark.parametrize("thing", CARRIERS, ids=lambda thing: type(thing).__name__)
@pytest.mark.parametrize("again", [lambda thing: pickle.loads(pickle.dumps(thing)), copy.copy, copy.deepcopy])
def test_a_copy_carries_the_same(thing, again):
    other = again(thing)
    assert repr(other) == repr(thing)
    pairs = zip(_arrays(thing, "", {}), _arrays(other, "", {}), strict=True)
    assert all(one[0] == two[0] and np.array_equal(one[1], two[1]) for one, two in pairs)


def test_a_validation_of_ridge_says_the_same_after_a_pickle():
    for folds, scale in ((4, True), (12, False)):
        cv = kit.cross_validate(X, Y, folds, SquaredL2(), scale=scale)
        other = pickle.loads(pickle.dumps(cv))
        assert other.error(3.0) == cv.error(3.0) and np.array_equal(other.path(3.0), cv.path(3.0))
