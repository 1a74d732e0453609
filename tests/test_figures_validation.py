"""The pictures of choosing λ show the errors of refitted folds, and shares that are counted again."""

import re

import numpy as np
import pytest
from problems import regression

from sparsity_kit import SquaredL2, cross_validate, data, figures, lasso_path, lasso_paths, selection_frequency

PATIENTS = data.diabetes(standardized=False)
CV = cross_validate(PATIENTS.X, PATIENTS.y)
WEIGHTS = np.random.default_rng(0).multinomial(442, [1 / 442] * 442, size=200)
PATHS = lasso_paths(*data.standardize(PATIENTS.X, PATIENTS.y), WEIGHTS)
FREQUENCY = selection_frequency(PATHS)


def test_the_curve_its_band_and_its_marks_are_where_the_errors_are():
    drawn = figures.validation(CV)
    thick = [line for line in drawn.ax.lines if line.get_linewidth() == 2.4]
    np.testing.assert_array_equal(thick[0].get_xydata(), np.column_stack([drawn.lams, CV.error(drawn.lams)]))
    within = CV.kinks[(CV.kinks >= drawn.lams[0]) & (CV.kinks <= drawn.lams[-1])]
    assert set(within) <= set(drawn.lams)
    np.testing.assert_allclose(drawn.fold_errors @ np.bincount(CV.folds) / 442, drawn.error)
    marks = {line.get_marker(): line.get_xydata()[0] for line in drawn.ax.lines if line.get_marker() in "os"}
    np.testing.assert_allclose(marks["o"], [CV.lam_best, CV.lowest_error])
    np.testing.assert_allclose(marks["s"], [CV.lam_one_se, CV.lowest_error + CV.standard_error(CV.lam_best)])
    low, high = drawn.ax.get_ylim()
    assert low < (drawn.error - drawn.standard_error).min() and high > (drawn.error + drawn.standard_error).max()
    counts = [text for text in drawn.ax.texts if text.get_text().isdigit()]
    assert len(counts) == 9
    for text in counts:
        assert int(text.get_text()) in {len(CV.columns(text.xy[0] * f)) for f in (0.98, 1.0, 1.02)}


def test_the_words_are_true():
    said = figures.validation(CV).alt
    assert "Lowest λ = 3.207, 2963 ± 158, with 9 columns not zero." in said
    assert "Within one standard error of that up to λ = 224.5, 3121 ± 170, with 5 columns not zero." in said
    assert said.endswith(f"it is 5947 with 0 columns, at the left end {CV.error(0.641):.4g} with 10 columns.")
    assert len(CV.columns(3.207)) == 9 and len(CV.columns(224.5)) == 5
    noise = cross_validate(*regression(30, 3)[:1], np.random.default_rng(3).standard_normal(30), penalty=SquaredL2())
    assert "λ = infinity" in figures.validation(noise).alt and "no columns at all" in figures.validation(noise).alt


def test_the_steps_are_the_shares():
    drawn = figures.stability(FREQUENCY, PATIENTS.names)
    counted = np.array([(PATHS(lam) != 0).mean(axis=0) for lam in drawn.lams[::97] * (1 - 1e-12)])
    np.testing.assert_allclose(drawn.share[::97], counted, atol=1e-12)
    for j, line in enumerate(drawn.ax.lines[:10]):
        np.testing.assert_array_equal(line.get_ydata(), drawn.share[:, j])
        assert line.get_drawstyle() == "steps-post"  # a share holds from its λ up to the next step
    bmi = PATIENTS.names.index("bmi")
    half = drawn.lams[np.flatnonzero(drawn.share[:, bmi] >= 0.5)[-1]]
    assert f"which λ down: bmi {float(f'{half:.3g}'):g}, ltg" in drawn.alt
    assert figures.stability(FREQUENCY, PATIENTS.names, highlight="bmi").highlighted == (bmi,)


def test_the_rule_of_one_standard_error_is_drawn_and_each_mark_says_its_price():
    drawn = figures.validation(CV)
    (rule,) = [line.get_xydata() for line in drawn.ax.lines if line.get_linestyle() == "--"]
    up, at, end = rule
    assert up[0] == at[0] == CV.lam_best and end[0] == CV.lam_one_se and at[1] == end[1]
    np.testing.assert_allclose([up[1], at[1] - up[1]], [CV.lowest_error, CV.standard_error(CV.lam_best)])
    said = [text.get_text() for text in drawn.ax.texts]
    assert "lowest:\nλ = 3.207" in said and "one standard error:\nλ = 224.5" in said


def test_the_fold_that_is_named_lies_farthest_from_the_mean():
    drawn = figures.validation(CV, lams=[1e-3, 1e-2])
    (named,) = [text for text in drawn.ax.texts if text.get_text() == "one fold"]
    low, high = drawn.ax.get_ylim()
    seen = (low < drawn.fold_errors[0]) & (drawn.fold_errors[0] < high)
    apart = np.abs(drawn.fold_errors[0] - drawn.error[0])
    assert abs(named.places[0][0][1] - drawn.error[0]) == apart[seen].max()


@pytest.mark.parametrize("highlight", [None, ["bmi", "tch"]])
def test_a_name_stands_above_where_its_line_reaches_one_half(highlight):
    drawn = figures.stability(FREQUENCY, PATIENTS.names, highlight=highlight)
    scale = drawn.ax.transAxes.inverted().transform
    lams = {text.get_text(): text.xy[0] for text in drawn.ax.texts if text.get_text() in PATIENTS.names}
    assert set(lams) == set(PATIENTS.names)
    for name, share in zip(PATIENTS.names, drawn.share.T, strict=True):
        at = drawn.lams[share >= 0.5].max()
        np.testing.assert_allclose(scale(drawn.ax.transData.transform((at, 0)))[0], lams[name], atol=1e-9)
        dots = [line.get_xydata()[0] for line in drawn.ax.lines if line.get_marker() == "o"]
        assert any(dot[0] == at and dot[1] == share[drawn.lams == at] for dot in dots)


def test_a_half_that_is_reached_beyond_the_picture_is_said_to_be_beyond_and_not_marked():
    twice = selection_frequency(lasso_paths(np.eye(2), np.array([[3.0, 1.0], [3.0, 1.0]])))  # they enter at 6 and 2
    drawn = figures.stability(twice, lams=[0.5, 1.0, 4.0])
    assert "from which λ down: θ₁ beyond 4 and θ₂ 1." in drawn.alt
    assert {"θ₁", "θ₂"} & {text.get_text() for text in drawn.ax.texts} == {"θ₂"}
    assert [line.get_xdata()[0] for line in drawn.ax.lines if line.get_marker() == "o"] == [1.0]


def test_where_no_column_is_chosen_by_half_each_name_stands_at_its_highest_share():
    thirds = selection_frequency(lasso_paths(np.eye(3), np.diag([3.0, 2.0, 1.0])))  # each by one sample, from 2y down
    drawn = figures.stability(thirds, lams=[0.5, 1.5, 3.0, 5.0, 7.0])
    assert drawn.alt.endswith("None is chosen in half of the samples.")
    dots = [line.get_xydata()[0].tolist() for line in drawn.ax.lines if line.get_marker() == "o"]
    np.testing.assert_allclose(dots, [[5, 1 / 3], [3, 1 / 3], [1.5, 1 / 3]])


def test_what_cannot_be_drawn_is_named():
    with pytest.raises(TypeError, match="validation takes what cross_validate"):
        figures.validation(FREQUENCY)
    with pytest.raises(TypeError, match="stability takes what selection_frequency"):
        figures.stability(CV)
    for draw, what in ((figures.validation, CV), (figures.stability, FREQUENCY)):
        assert draw(what, lams=[1.0, 10.0, 100.0]).lams.tolist() == [1, 10, 100]
        with pytest.raises(ValueError, match="lams must be at least 2 positive numbers, got"):
            draw(what, lams=[0.0, 1.0])
    with pytest.raises(ValueError, match="no sample chooses a column at any λ"):
        figures.stability(selection_frequency(lasso_paths(np.eye(3), np.zeros((2, 3)))))


def test_one_column_is_told_of_as_one():
    x, y = np.arange(12.0)[:, None] % 5, np.arange(12.0) % 7
    samples = np.random.default_rng(0).multinomial(12, [1 / 12] * 12, size=9)
    told = [
        figures.validation(cross_validate(x, y, folds=3)).alt,
        figures.stability(selection_frequency(lasso_paths(x, y, samples))).alt,
        figures.path(lasso_path(x, y)).alt,
        figures.correlations(lasso_path(x, y), 1.0).alt,
    ]
    for alt in told:
        assert re.search(r"\b1 (column|coefficient)\b", alt) and not re.search(r"\b1 \w+s\b", alt)


@pytest.mark.parametrize("options", [{"centre": False, "scale": False}, {}], ids=["as it is", "centred"])
def test_a_fold_is_named_where_it_is_seen(options):
    target = np.random.default_rng(5).standard_normal(20)
    drawn = figures.validation(cross_validate(np.zeros((20, 3)), target**3 - 1, folds=20, **options))
    low, high = drawn.ax.get_ylim()
    assert drawn.fold_errors[0].min() < low  # there are folds below
    (named,) = [text for text in drawn.ax.texts if text.get_text() == "one fold"]
    assert low < named.places[0][0][1] < high


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e12])
def test_where_no_columns_do_best_the_picture_of_ridge_shows_the_descent_to_that(unit):
    X, y = unit * regression(20, 4)[0], np.random.default_rng(3).standard_normal(20)
    cv = cross_validate(X, y, folds=5, penalty=SquaredL2(), centre=False, scale=False)
    drawn, empty, full = figures.validation(cv), float(cv.error(np.inf)), float(cv.error(0.0))
    assert cv.lam_best == np.inf and empty < full
    assert drawn.error[-1] < empty + 0.2 * (full - empty) and drawn.error[0] > empty + 0.8 * (full - empty)


def test_who_is_chosen_less_often_again_is_said_to_be():
    X, y = np.array([[-2.0, -2, -1], [-2, 0, 2], [1, 0, -2], [1, -2, -2]]), [-2.0, 3, 4, 5]  # θ₃ leaves and comes back
    said = figures.stability(selection_frequency(lasso_paths(X, np.array([y])))).alt
    path = lasso_path(X, y)
    gone = [j for event in path.events for j in event.left]
    assert said.endswith(f"In less than half again further down: θ{'₁₂₃'[gone[0]]}.") and len(gone) == 1
    assert "again" not in figures.stability(selection_frequency(lasso_paths(np.eye(2), np.eye(2)))).alt
