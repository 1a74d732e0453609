"""Curves of an error in λ that are made up: their lowest place, and the largest within a bound, by definition."""

import numpy as np
import pytest

from sparsity_kit.validation.parabolas import Parabolas, Piecewise
from sparsity_kit.validation.smooth import BEYOND, STEPS, Smooth


def fold(lams, residuals):
    """A fold whose residuals (k, h) are straight between its kinks."""
    return Piecewise(np.array(lams), np.square(residuals).mean(axis=1), (residuals[1:] * residuals[:-1]).mean(axis=1))


def drawn(seed, count):
    """Folds that may begin, bend or end at the same λ; and their errors at any λ, by definition."""
    random, paths = np.random.default_rng(seed), []
    for _ in range(count):
        lams = np.unique(random.integers(0, 12, 5))[::-1] * 0.5
        lams = lams[lams > 0] if seed % 2 else np.union1d(lams, 0.0)[::-1]
        paths.append((lams, random.normal(size=(len(lams), 3)) + 1.0))
    shares = random.dirichlet(np.ones(count))

    def errors(lam):
        each = [[np.interp(lam, lams[::-1], column[::-1]) ** 2 for column in r.T] for lams, r in paths]
        return np.array(each).mean(axis=1).T

    return Parabolas([fold(*path) for path in paths], shares), errors, shares, [lams for lams, _ in paths]


@pytest.mark.parametrize("seed", range(12))
def test_the_lowest_of_straight_residuals_is_that_of_a_fine_grid(seed):
    curve, errors, shares, ends = drawn(seed, 1 + seed % 4)
    assert curve.low == max(lams[-1] for lams in ends)
    assert curve.kinks.tolist() == sorted({lam for lams in ends for lam in lams if lam >= curve.low}, reverse=True)
    lams = np.linspace(curve.low, curve.kinks[0] + 1, 20_001)
    np.testing.assert_allclose(curve.fold_errors(lams), errors(lams), rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(curve.fold_errors(lams[7]), errors(lams[7]), rtol=1e-12, atol=1e-13)
    mean = errors(lams) @ shares
    lam, error = curve.lowest()
    assert error <= mean.min() * (1 + 1e-12) and error == pytest.approx(errors(lam) @ shares, rel=1e-12)
    assert lam >= lams[(mean <= error * (1 + 1e-13)) & (lams <= curve.kinks[0])].max(initial=0.0)
    for bound in (mean.min() * 0.99, *(mean.min() + np.ptp(mean) * np.array([1e-3, 0.1, 0.5, 0.9, 1.01]))):
        within, found = lams[(mean <= bound) & (lams <= curve.kinks[0])], curve.largest_within(bound)
        assert (
            np.isnan(found)
            if not len(within)
            else within.max() <= found * (1 + 1e-12) <= within.max() + lams[1] - lams[0]
        )


def test_where_all_kinks_are_one_the_curve_is_a_point():
    curve = Parabolas([fold([3.0], np.array([[2.0, 0.0]])), fold([3.0], np.array([[1.0, 1.0]]))], np.array([0.5, 0.5]))
    assert curve.lowest() == (3.0, 1.5) and curve.kinks.tolist() == [3.0] and curve.low == 3.0
    assert curve.largest_within(1.5) == 3.0 and np.isnan(curve.largest_within(1.4))


def test_an_error_that_falls_by_less_than_its_bend_can_tell_is_lowest_at_its_end():
    """A bend of 1e−18 beside an error of 1 is lost in rounding; a fall of 2e−9 is not."""
    residuals = np.array([[1.0], [1 - 1e-9], [1 - 2e-9]])
    curve = Parabolas([fold([2.0, 1.0, 0.0], residuals)], np.ones(1))
    assert curve.lowest() == (0.0, float((1 - 2e-9) ** 2))


def test_kinks_that_differ_by_rounding_are_one():
    pair = [fold([lam, 1.0, 0.0], np.array([[2.0], [1.0], [0.5]])) for lam in (2.0, 2.0 * (1 + 1e-15))]
    assert len(Parabolas(pair, np.array([0.5, 0.5])).kinks) == 3


def smooth(error, slope):
    """A curve of one fold whose grid is around 1, of a formula and its slope."""

    def errors(lam):
        with np.errstate(divide="ignore"):
            return error(lam)[:, None], slope(lam)[:, None]

    return Smooth(errors, np.ones(1), np.array([0.0, 1.0]))


def test_an_error_that_rises_beyond_the_grid_is_followed_to_where_it_is_reached():
    """λ/(λ + 1e9), which is ½ at 1e9, above all λ of the grid."""
    rising = smooth(lambda lam: 1 / (1 + 1e9 / lam), lambda lam: 1e9 / (lam + 1e9) ** 2)
    assert len(rising.grid) == STEPS and rising.grid[[0, -1]] == pytest.approx([1 / BEYOND, BEYOND])
    assert rising.lowest() == (0.0, 0.0)
    assert rising.largest_within(0.5) == pytest.approx(1e9) and rising.largest_within(1e-4) == pytest.approx(
        1e5, rel=1e-3
    )
    assert rising.largest_within(1.0) == np.inf and np.isnan(rising.largest_within(-1.0))


def test_an_error_that_falls_for_ever_is_lowest_at_infinity():
    falling = smooth(lambda lam: 1e9 / (lam + 1e9), lambda lam: -1e9 / (lam + 1e9) ** 2)
    assert falling.lowest() == (np.inf, 0.0)
    assert falling.largest_within(0.5) == np.inf  # above the grid alone is it as small as that
    assert np.isnan(falling.largest_within(-1.0))


def test_an_error_that_rises_at_first_may_be_lowest_later():
    """λ³/3 − 5λ²/2 + 4λ + 10 rises up to 1, falls down to 4, and rises for ever."""
    curve = smooth(lambda lam: lam * (lam * (lam / 3 - 2.5) + 4) + 10, lambda lam: (lam - 1) * (lam - 4))
    assert curve.lowest() == pytest.approx((4.0, 10 - 8 / 3))


def test_of_two_valleys_the_lower_counts_and_of_equal_ones_the_one_at_the_larger_lam():
    def valleys(left, right):
        """|log λ ± 3|, of each its own height; slopes in log λ have the same signs."""

        def parts(lam):
            with np.errstate(divide="ignore"):
                log = np.log(lam)
            return np.abs(log + 3) + left, np.abs(log - 3) + right, log

        def error(lam):
            one, other, _ = parts(lam)
            return np.maximum(np.minimum(one, other), 1e-9)  # level where halving ends

        def slope(lam):
            one, other, log = parts(lam)
            return np.where(one < other, np.sign(log + 3), np.sign(log - 3))

        return smooth(error, slope)

    assert valleys(0, 0).lowest()[0] == pytest.approx(np.exp(3)) and valleys(0.5, 0).lowest()[0] == pytest.approx(
        np.exp(3)
    )
    assert valleys(0, 0.5).lowest()[0] == pytest.approx(np.exp(-3))
    assert valleys(0, 0.5).largest_within(0.25) == pytest.approx(np.exp(-2.75))
    assert valleys(0, 0.5).largest_within(0.75) == pytest.approx(np.exp(3.25))


def test_where_no_column_says_anything_the_error_is_one_number():
    level = Smooth(
        lambda lam: (np.full((len(lam), 2), 4.0), np.zeros((len(lam), 2))), np.array([0.5, 0.5]), np.zeros(3)
    )
    assert level.lowest() == (np.inf, 4.0) and level.largest_within(4.0) == np.inf and len(level.grid) == 1
    assert level.fold_errors(2.0).tolist() == [4.0, 4.0] and level.fold_errors([[1.0, 2.0]]).shape == (1, 2, 2)
