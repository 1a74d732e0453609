"""live.Validation without a browser: what it reads back, what it sends, its errors, and the printed picture."""

from base64 import b64decode

import numpy as np
import pytest
from overlaps import overlaps

from sparsity_kit import SquaredL2, cross_validate, data, lasso_path, lasso_paths, selection_frequency
from sparsity_kit.live import Validation

RAW, DIABETES = data.diabetes(standardized=False), data.diabetes()
CV = cross_validate(RAW.X, RAW.y)
SAMPLES = lasso_paths(
    DIABETES.X, DIABETES.y, weights=np.random.default_rng(0).multinomial(442, np.full(442, 1 / 442), size=50)
)
OFTEN = selection_frequency(SAMPLES)


@pytest.mark.parametrize("lam", [0.0, CV.lam_best, 50.0, CV.lam_one_se, 4000.0])
def test_what_is_read_back_is_the_kits_at_that_price(lam):
    picture = Validation(CV, DIABETES.names, frequency=OFTEN, lam=lam)
    assert picture.error == CV.error(lam) and picture.standard_error == CV.standard_error(lam)
    assert np.array_equal(picture.fold_errors, CV.fold_errors(lam)) and picture.fold_errors.shape == (10,)
    assert np.array_equal(picture.theta, CV.path(lam)) and picture.columns == CV.columns(lam)
    assert np.array_equal(picture.share, OFTEN(lam))


def test_it_starts_halfway_and_marks_both_prices_exactly():
    picture = Validation(CV)
    assert picture.lam == CV.kinks[0] / 2 and picture.share is None
    assert [mark["lam"] for mark in picture._curve["marks"]] == [CV.lam_best, CV.lam_one_se]
    assert picture._curve["changes"] == [lam for lam, _ in CV.changes]


def test_the_browser_gets_every_change_of_every_sample():
    """Packed: after those at λ or above, so many samples have each column."""
    sent = Validation(CV, frequency=OFTEN)._curve["samples"]
    at, who = (np.frombuffer(b64decode(sent[name]), kind) for name, kind in (("at", "<f4"), ("who", "<i2")))
    assert sent["count"] == 50 and (np.diff(at) <= 0).all()
    for lam in (3000.0, 700.0, 200.0, 20.0, 1.0):
        changes = who[at >= np.float32(lam)]
        counts = np.bincount(np.abs(changes) - 1, np.sign(changes), minlength=10)
        np.testing.assert_allclose(counts / 50, OFTEN(lam), atol=1e-12)


def test_what_the_browser_gets_is_the_curve_and_the_path_as_they_are():
    sent = Validation(CV, DIABETES.names)._curve
    for fold, known in zip(sent["folds"], CV.curve.folds, strict=True):
        assert all(np.array_equal(fold[name], getattr(known, name)) for name in ("lams", "ends", "products"))
    assert np.array_equal(sent["shares"], CV.curve.shares) and np.array_equal(sent["path"]["lams"], CV.path.lams)
    assert np.array_equal(sent["path"]["theta"], CV.path.theta) and sent["names"] == list(DIABETES.names)
    assert sent["first"] == CV.kinks[0] and sent["low"] == 0 and sent["samples"] is None
    least = min(CV.lam_best, CV.lam_one_se)
    assert 0 < sent["floor"] < least and sent["floor"] <= CV.kinks[0] / 500  # both marks are to be seen
    easy = cross_validate(RAW.X[:40], RAW.X[:40, 2] + 1e-5 * RAW.y[:40], folds=4)
    assert 0 < easy.lam_best < 5e-4 * easy.kinks[0] and Validation(easy)._curve["floor"] < easy.lam_best / 2
    assert len({mark["colour"] for mark in sent["marks"]}) == len({mark["kind"] for mark in sent["marks"]}) == 2


def test_the_printed_picture_has_the_line_and_says_what_is_there():
    picture = Validation(CV, DIABETES.names, frequency=OFTEN, lam=CV.lam_one_se)
    drawn = picture.drawing()
    assert drawn.alt.endswith("At the line, λ = 224.5, the error is 3121 ± 170; chosen: sex, bmi, map, hdl and ltg.")
    assert [part.ax.lines[-1].get_xdata()[0] for part in drawn.parts] == [CV.lam_one_se] * 2
    assert "50 samples" in drawn.alt and "exact lasso path" in Validation(CV).drawing().alt
    assert Validation(CV, lam=4000.0).drawing().alt.endswith("chosen: none.")


def test_where_no_column_is_ever_chosen_there_is_a_picture_too():
    level = cross_validate(RAW.X[:20], np.full(20, 3.0), folds=4)
    assert Validation(level, lam=0.0).drawing().alt and Validation(level, frequency=OFTEN).error == 0


def test_lambda_goes_down_as_far_as_all_that_is_shown_is_known():
    cut = selection_frequency(lasso_paths(DIABETES.X, DIABETES.y[None], lam_min=30.0))
    picture = Validation(CV, frequency=cut)
    assert picture.low == picture._curve["low"] == cut.low >= 30.0 and min(picture._curve["changes"]) >= cut.low
    with pytest.raises(ValueError, match=r"lam must be at least 30, where a path ends, got 3"):
        picture.lam = 3.0


RIDGE = cross_validate(RAW.X, RAW.y, penalty=SquaredL2())
WIDE = data.random_regression(20, 201, n_nonzero=3)
FEW = selection_frequency(lasso_paths([[1, 0], [0, 1]], [[3, 1], [1, 2]]))


@pytest.mark.parametrize(
    "make, error, text",
    [
        (lambda: Validation(RAW.X), TypeError, r"takes what cross_validate\(X, y\) returns, got ndarray"),
        (
            lambda: Validation(lasso_path(RAW.X, RAW.y)),
            TypeError,
            r"takes what cross_validate\(X, y\) returns, got Path",
        ),
        (lambda: Validation(RIDGE), ValueError, r"ridge has none; use figures.validation\(cv\)"),
        (lambda: Validation(cross_validate(WIDE.X, WIDE.y, folds=3)), ValueError, "at most 200 columns, got 201"),
        (lambda: Validation(CV, ["age"]), ValueError, "names must have one entry per coefficient, 10, got 1"),
        (lambda: Validation(CV, frequency=SAMPLES), TypeError, r"selection_frequency\(paths\) returns, got Paths"),
        (lambda: Validation(CV, frequency=FEW), ValueError, "frequency must be of the same 10 columns, got 2"),
        (lambda: Validation(CV, lam=-1.0), ValueError, "lam must be nonnegative, got -1.0"),
        (lambda: Validation(CV, price=1.0), TypeError, "Validation has no price; it has lam"),
    ],
)
def test_what_it_cannot_draw_is_refused_with_its_cure(make, error, text):
    with pytest.raises(error, match=text):
        make()


def test_too_many_folds_or_samples_for_a_notebook_are_refused(monkeypatch):
    monkeypatch.setattr("sparsity_kit.live.heldout.MOST_CHANGES", 500)
    changes = sum(len(event.entered) + len(event.left) for path in SAMPLES for event in path.events)
    with pytest.raises(
        ValueError, match=f"enter or leave the samples' paths {changes} times, at most 500 can be drawn; take fewer"
    ):
        Validation(CV, frequency=OFTEN)
    monkeypatch.setattr("sparsity_kit.live.heldout.MOST_NUMBERS", 400)
    with pytest.raises(ValueError, match=r"at most 400 numbers, got 408; use figures.validation\(cv\)"):
        Validation(CV)


@pytest.mark.parametrize(("frequency", "lam"), [(None, 900.0), (OFTEN, CV.lam_one_se), (OFTEN, 0.0)])
def test_the_line_runs_through_no_text(frequency, lam):
    assert overlaps(Validation(CV, DIABETES.names, frequency=frequency, lam=lam).drawing().figure) == []


@pytest.mark.parametrize("lam", [50.0, 4000.0])
def test_the_printed_window_holds_the_band_of_errors_at_all_prices_that_the_browser_shows(lam):
    """Its axis is plain below, a share of 0.09, and goes on to λ = 0; the frame ends at 1.02 of the way to the top."""
    picture = Validation(CV, lam=lam)
    ax = picture.drawing().parts[0].ax
    top = 1.25 * CV.kinks[0] if lam < CV.kinks[0] else 1.1 * lam
    low, right = ax.get_xlim()
    assert low == pytest.approx(picture._curve["floor"] / 1.6)
    assert 0.09 + 0.91 * np.log(right / low) / np.log(top / low) == pytest.approx(1.02)
    lams = np.append(0.0, np.geomspace(low / 100, top, 999))
    error, spread = CV.error(lams), CV.standard_error(lams)
    least, most = (error - spread).min(), (error + spread).max()
    room = most - least
    assert ax.get_ylim() == pytest.approx((least - 0.1 * room, most + 0.16 * room), abs=1e-3 * room)
