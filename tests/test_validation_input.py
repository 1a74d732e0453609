"""What somebody may hand to cross_validate: the right answer, or one line with the cure; and held-out errors by brute
force, on designs with ties, with copies and with fewer rows than columns."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from problems import regression
from sklearn.model_selection import KFold

from sparsity_kit import L1, SquaredL2, cross_validate

X, Y = regression(12, 3)
LETTERS = list("aabbccaabbcc")
NUMBERS = np.array([0, 0, 1, 1, 2, 2] * 2)
SAME = {
    "text": LETTERS,
    "pandas text": pd.Series(LETTERS, index=range(40, 52)),
    "pandas categories": pd.Series(LETTERS, dtype="category"),
    "dates": np.array(["2024-01-01", "2024-01-02", "2024-01-03"], dtype="datetime64[D]")[NUMBERS],
    "fractions of one": NUMBERS / 2,
    "bytes": [letter.encode() for letter in LETTERS],
}


@pytest.mark.parametrize("labels", SAME.values(), ids=list(SAME))
def test_labels_may_be_text_categories_dates_or_numbers(labels):
    plain = cross_validate(X, Y, NUMBERS)
    assert np.array_equal(cross_validate(X, Y, labels).folds, plain.folds)
    grouped = cross_validate(X, Y, 3, groups=labels)
    assert all(len(set(grouped.folds[k == NUMBERS])) == 1 for k in range(3))


@pytest.mark.parametrize("hole", [None, np.nan, pd.NA, pd.NaT], ids=repr)
@pytest.mark.parametrize("make", [list, pd.Series], ids=["list", "pandas"])
def test_a_label_that_is_missing_is_no_label(make, hole):
    with pytest.raises(ValueError, match="groups must have a label for each row, got none in row 2"):
        cross_validate(X, Y, 3, groups=make(["a", "b", hole, "a"] * 3))


FRAME = pd.DataFrame(X, index=range(40, 52))
TABLES = {
    "pandas": (FRAME, pd.Series(Y)),
    "lists": (X.tolist(), Y.tolist()),
    "float32": (X.astype(np.float32), Y.astype(np.float32)),
    "objects": (X.astype(object), Y.astype(object)),
}


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("penalty", [L1(), SquaredL2()], ids=repr)
def test_tables_of_all_kinds_are_one_table(kind, penalty):
    cv, plain = (cross_validate(*each, NUMBERS, penalty) for each in (TABLES[kind], (X, Y)))
    assert cv.lowest_error == pytest.approx(plain.lowest_error, rel=1e-5 if kind == "float32" else 1e-14)


def test_whole_numbers_of_eight_bits_do_not_wrap_around():
    small = (np.arange(36).reshape(12, 3) ** 2 % 251).astype(np.uint8)
    cv, plain = (cross_validate(table, Y, NUMBERS) for table in (small, small.astype(float)))
    assert cv.lowest_error == plain.lowest_error


@pytest.mark.parametrize("penalty", [L1(), SquaredL2()], ids=repr)
def test_a_row_of_weight_0_is_as_good_as_gone(penalty):
    weighted = cross_validate(X, Y, NUMBERS, penalty, weights=[0] + [1] * 11)
    without = cross_validate(X[1:], Y[1:], NUMBERS[1:], penalty)
    assert weighted.lam_best == pytest.approx(without.lam_best, rel=1e-9, abs=1e-12)
    assert np.allclose(weighted.fold_errors([0.5, 2.0]), without.fold_errors([0.5, 2.0]), rtol=1e-12)
    assert np.allclose(weighted.coefficients(1.0)[1], without.coefficients(1.0)[1], rtol=1e-12)


@pytest.mark.parametrize("penalty", [L1(), SquaredL2()], ids=repr)
def test_a_fold_that_fits_a_constant_y_predicts_it(penalty):
    y = np.where(NUMBERS == 0, Y, 2.0)
    assert cross_validate(X, y, NUMBERS, penalty).fold_errors(0.5)[0] == pytest.approx(
        ((Y[NUMBERS == 0] - 2) ** 2).mean()
    )


def test_at_an_infinite_price_nothing_is_chosen():
    for penalty in (L1(), SquaredL2()):
        cv = cross_validate(X, Y, NUMBERS, penalty)
        level, theta = cv.coefficients([np.inf, 1.0])
        assert (
            cv.columns(np.inf) == () and level[0] == pytest.approx(Y.mean()) and not theta[0].any() and theta[1].any()
        )


SPLITTER = KFold(3)
REFUSED = {
    "folds are a splitter, KFold": {"folds": SPLITTER},
    "folds must be a number, a label for each row, or a list of rows, got an object of type generator": {
        "folds": SPLITTER.split(X)
    },
    "a list of rows, got 'aabbcc'": {"folds": "aabbcc"},
    "a list of rows, got {0: [1]}": {"folds": {0: [1]}},
    "folds must have 1 dimension, got shape (12, 1); pass np.ravel(folds)": {"folds": NUMBERS[:, None]},
    "folds must be finite, got nan at index (2,)": {"folds": [0, 1, np.nan] * 4},
    "folds must have one label per row of X, 12, got shape (0,)": {"folds": []},
    "row 0 is held out 2 times; each row must be held out exactly once": {"folds": [[0, 0, 1], range(2, 12)]},
    "fold 0 must hold row numbers from 0 to 11, or a mask of 12 rows": {"folds": [[-1, 0], range(1, 11)]},
    "groups must be finite, got nan at index (0,)": {"groups": [np.nan] * 12},
    "centre must be True or False, got 'no'": {"centre": "no"},
    "scale must be True or False, got [1, 2]": {"scale": [1, 2]},
    "same_lam must be True or False, got 1": {"same_lam": 1},
    "seed must be a whole number, 0 or more, got -1": {"folds": [0, 1, 2] * 4, "seed": -1},
    "seed must hold real numbers: got 'today'": {"folds": [0, 1, 2] * 4, "seed": "today"},
    "ridge = 1e+17 leaves nothing but rounding of any coefficient: the largest ‖xⱼ‖² is 1; take less": {"ridge": 1e17},
}


@pytest.mark.parametrize(("text", "options"), REFUSED.items(), ids=list(REFUSED))
def test_what_is_no_fold_and_no_switch_is_refused_in_one_line(text, options):
    with pytest.raises((TypeError, ValueError)) as error:
        cross_validate(X, Y, **{"folds": 3, **options})
    assert text in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize("lam", ["a", None, 1j, np.nan, -np.inf, -1.0, []], ids=repr)
@pytest.mark.parametrize("ask", ["error", "coefficients", "columns"])
def test_a_price_that_is_none_is_refused_by_its_name(ask, lam):
    for penalty in (L1(), SquaredL2()):
        with pytest.raises((TypeError, ValueError), match=r"^lam must"):
            getattr(cross_validate(X, Y, NUMBERS, penalty), ask)(lam)


def by_brute_force(x, y, out, lams):
    """Of each λ the errors of all lowest of the 3^p fits, one for each choice of active columns and their signs."""
    fit = ~out
    gram, c, share = x[fit].T @ x[fit], x[fit].T @ y[fit], fit.mean()
    for lam in lams * share:
        found = []
        for signs in product((-1, 0, 1), repeat=x.shape[1]):
            on = np.flatnonzero(signs)
            theta = np.zeros(x.shape[1])
            theta[on] = np.linalg.lstsq(gram[np.ix_(on, on)], c[on] - lam / 2 * np.take(signs, on), rcond=1e-12)[0]
            value = np.sum((x[fit] @ theta - y[fit]) ** 2) + lam * np.abs(theta).sum()
            found.append((value, np.mean((x[out] @ theta - y[out]) ** 2)))
        values, errors = np.transpose(found)
        yield errors[values <= values.min() + 1e-10]


def designs(kind, random):
    if kind == "ties":
        return random.integers(-1, 2, (9, 4)) * 1.0, random.integers(-3, 4, 9) * 1.0
    x, y = random.standard_normal((9, 4)), random.standard_normal(9)
    return (x[:, [0, 1, 0, 1]] * [1, 1, -1, 2], y) if kind == "copies" else (x[:6, [0, 1, 2, 3, 3]] + x[:6, :1], y[:6])


@pytest.mark.parametrize("kind", ["ties", "copies", "fewer rows than columns"])
@pytest.mark.parametrize("seed", range(3))
def test_held_out_errors_are_those_of_the_best_of_all_fits(kind, seed):
    """By trying them all; but where several are the best and differ on held-out rows, nothing is compared."""
    x, y = designs(kind, np.random.default_rng(seed))
    labels, compared = np.arange(len(y)) % 3, 0
    cv = cross_validate(x, y, labels, centre=False, scale=False)
    lams = np.linspace(0.03, 1.1, 12) * (cv.kinks[0] or 1.0)
    for k, errors in enumerate(cv.fold_errors(lams).T):
        for error, best in zip(errors, by_brute_force(x, y, labels == k, lams), strict=True):
            if np.ptp(best) < 1e-9:
                compared += 1
                assert error == pytest.approx(best.mean(), abs=1e-8)
    assert compared > 20


def test_a_number_of_folds_may_be_an_array_without_dimensions():
    X, y = np.eye(6), np.arange(6.0)
    assert (cross_validate(X, y, np.array(3)).folds == cross_validate(X, y, 3).folds).all()


@pytest.mark.parametrize("folds", [3, 12])  # fold by fold, and one row at a time from one fit
def test_columns_that_one_decomposition_cannot_tell_from_rounding_are_refused_by_ridge(folds):
    X, y = regression(12, 3, seed=4)
    X /= 100  # the others are shorter than 1
    X[:, 0] *= 1e15
    with pytest.raises(ValueError, match=r"^the columns' lengths differ by a factor \d+e\+1\d, .*; .*scale=True$"):
        cross_validate(X, y, folds, SquaredL2(), scale=False)
    X[:, 1] = 0.0  # a column of zeros has no length to be compared
    one_scale = cross_validate(X, y, folds, SquaredL2())
    X[:, 0] /= 1e15
    assert np.allclose(cross_validate(X, y, folds, SquaredL2()).error(0.3), one_scale.error(0.3), rtol=1e-12)
    assert cross_validate(X, y, folds, SquaredL2(), scale=False).error(0.3) > 0
