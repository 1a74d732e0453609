"""The pictures of conventions: one solution under many numbers, and one number that makes many models."""

import numpy as np
import pytest
from overlaps import overlaps

from sparsity_kit import L1, ElasticNet, Lq, SquaredError, SquaredL2, data, figures, minimize
from sparsity_kit.conventions import CONVENTIONS, to_lam

PATIENTS = data.diabetes()


def words_of(drawn):
    """All that is written in a picture, in one line."""
    return " ".join(text.get_text().replace("\n", " ") for text in drawn.ax.texts)


def test_every_number_drawn_leads_back_to_the_same_solution():
    rng = np.random.default_rng(0)
    loss = SquaredError(rng.normal(size=(30, 4)), rng.normal(size=30))
    drawn = figures.conventions(7.0, 30)
    expected = minimize(loss + 7.0 * L1()).theta
    assert len(drawn.names) == 24 and len(np.unique(drawn.values.round(9))) == 4  # as lesson 6 says
    for name, value in zip(drawn.names, drawn.values, strict=True):
        assert np.allclose(minimize(loss + to_lam(name, value, n=30) * L1()).theta, expected, atol=1e-12)
    marks = [line.get_xdata()[0] for line in drawn.ax.lines]
    np.testing.assert_allclose(marks, np.unique(drawn.values.round(9))[::-1], rtol=1e-8)
    assert all(name in words_of(drawn) and name in drawn.alt for name in drawn.names if not name.startswith("here"))
    assert "0.117: sklearn Lasso; " in drawn.alt and overlaps(drawn.figure) == []


def test_the_picture_of_numbers_has_no_empty_part():
    """What is written reaches from the left edge of the picture to the right third, and from top to bottom."""
    drawn = figures.conventions(4.0, 4)
    assert overlaps(drawn.figure) == []  # and is drawn by that
    boxes = [text.get_window_extent() for text in drawn.ax.texts]
    width, height = drawn.figure.bbox.size
    assert min(box.x0 for box in boxes) < 0.05 * width and max(box.x1 for box in boxes) > 0.8 * width
    assert min(box.y0 for box in boxes) < 0.2 * height and max(box.y1 for box in boxes) > 0.85 * height


def test_a_stem_leads_from_the_left_edge_to_each_number_and_nothing_else_frames_them():
    ax = figures.conventions(7.0, 30).ax
    stems = [group.get_segments()[0] for group in ax.collections]
    marks = [line.get_xydata()[0] for line in ax.lines]
    np.testing.assert_array_equal([stem[1] for stem in stems], marks)
    assert all(stem[0][0] == ax.get_xlim()[0] < stem[1][0] < ax.get_xlim()[1] for stem in stems)
    assert not any(label.get_visible() for label in ax.get_xticklabels(which="both"))
    assert not any(tick.get_markersize() for minor in (False, True) for tick in ax.get_xticklines(minor))
    assert not len(ax.get_yticks()) and not any(spine.get_visible() for spine in ax.spines.values())
    assert ax.get_xscale() == "log" and ax.get_xlabel() == "the number to write"
    assert ax.get_title() == "One solution: λ = 7 here, n = 30"


def test_zero_is_refused_because_all_agree_on_it():
    with pytest.raises(ValueError, match="lam and n must be positive, got 0 and 5: all conventions agree on zero"):
        figures.conventions(0, 5)


def convention_of(member, penalty):
    name = {"this course": f"here {penalty}"}.get(member, member)
    (row,) = [row for row in CONVENTIONS if row.name == name]
    return row


def test_the_models_at_one_lambda_are_those_of_each_written_strength():
    """λ by each convention's own scales; θ by the slopes: 2xⱼ·r is λ times a sign, and at most λ at a zero."""
    drawn = figures.one_lambda(PATIENTS.X, PATIENTS.y, names=PATIENTS.names)
    assert drawn.lams.tolist() == [1, 2, 442, 884]
    for lam, theta, members in zip(drawn.lams, drawn.theta, drawn.members, strict=True):
        for member in members:
            row = convention_of(member, "L1")
            assert lam == row.penalty_scale * (442 if row.per_row else 1) / row.loss_scale
        slopes = 2 * PATIENTS.X.T @ (PATIENTS.y - PATIENTS.X @ theta)
        np.testing.assert_allclose(slopes[theta != 0], lam * np.sign(theta[theta != 0]), atol=1e-8)
        assert (np.abs(slopes) <= lam + 1e-8).all()
        assert f"λ = {lam:g} here: {(theta != 0).sum()} of 10 alive" in words_of(drawn)
    assert sum(map(len, drawn.members)) == len(figures.conventions(1, 1).names)
    assert drawn.members[0][0] == "this course" and "sklearn Lasso" in drawn.members[3]
    assert [(theta != 0).sum() for theta in drawn.theta] == [10, 10, 4, 3]


@pytest.mark.parametrize(("same", "penalty"), [(Lq(1), L1()), (ElasticNet(1), L1()), (Lq(2), SquaredL2())])
def test_a_penalty_of_another_name_that_is_l1_or_squared_l2_has_their_models(same, penalty):
    drawn, expected = (figures.one_lambda(PATIENTS.X, PATIENTS.y, each) for each in (same, penalty))
    assert drawn.members == expected.members
    np.testing.assert_allclose(drawn.theta, expected.theta, rtol=1e-9)


def test_bars_are_as_long_as_coefficients_and_rings_are_zeros():
    drawn = figures.one_lambda(PATIENTS.X, PATIENTS.y)
    bars = [lines.get_segments() for lines in drawn.ax.collections if len(lines.get_segments()) == 10]
    lengths = np.array([[end[1] - start[1] for start, end in segments] for segments in bars])
    np.testing.assert_allclose(lengths / lengths[0, 4], drawn.theta / drawn.theta[0, 4], atol=1e-12)
    rings = [line.get_xdata() for line in drawn.ax.lines if line.get_markerfacecolor() == "white"]
    assert [list(there) for there in rings] == [list(np.flatnonzero(theta == 0)) for theta in drawn.theta]


def test_ridges_at_one_lambda_solve_their_normal_equations():
    drawn = figures.one_lambda(PATIENTS.X, PATIENTS.y, SquaredL2(), value=2.0, names=PATIENTS.names)
    spread = 2 * 442 / np.std(PATIENTS.y)
    np.testing.assert_allclose(drawn.lams, [0.25, 1, 2, 4, spread, 442, 884], rtol=1e-8)
    X, y = PATIENTS.X, PATIENTS.y
    for lam, theta in zip(drawn.lams, drawn.theta, strict=True):
        np.testing.assert_allclose(theta, np.linalg.solve(X.T @ X + lam * np.eye(10), X.T @ y), rtol=1e-8)
    assert {"glmnet ridge", "Spark ML ridge"} == set(drawn.members[4])
    assert drawn.members[0] == ("liblinear -s 11 -p 0",)  # its C multiplies the loss
    assert overlaps(drawn.figure) == []


@pytest.mark.parametrize(("penalty", "ax"), [(L1(), None), (L1(), figures.panels(2)[1]), (SquaredL2(), None)])
def test_nothing_lies_over_anything(penalty, ax):
    assert overlaps(figures.one_lambda(PATIENTS.X, PATIENTS.y, penalty, names=PATIENTS.names, ax=ax).figure) == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: figures.one_lambda(PATIENTS.X, PATIENTS.y, ElasticNet(0.5)), r"L1\(\) or SquaredL2\(\), got Elastic"),
        (lambda: figures.one_lambda(PATIENTS.X, PATIENTS.y, value=0), "value must be positive, got 0: all conventions"),
        (lambda: figures.one_lambda(PATIENTS.X, PATIENTS.y, value=-1), "value must be nonnegative, got -1"),
        (lambda: figures.one_lambda(PATIENTS.X, PATIENTS.y[1:]), "y must have"),
        (lambda: figures.one_lambda(PATIENTS.X, PATIENTS.y, names=["a"]), "names must have one entry per coefficient"),
    ],
)
def test_what_cannot_be_compared_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_of_many_or_long_names_none_lies_over_another():
    for p, names in ((60, ()), (4, ["systolic blood pressure, left"] * 4), (30, ["a long name"] * 30)):
        problem = data.random_regression(40, p, n_nonzero=2, seed=0)
        drawn = figures.one_lambda(problem.X, problem.y, names=names)
        assert [fault for fault in overlaps(drawn.figure) if "lies over '" in fault] == []


def test_a_constant_target_has_a_lasso_in_every_convention_but_no_ridge_of_glmnet():
    X = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    assert figures.one_lambda(X, [3.0, 3.0, 3.0]).theta.any()
    with pytest.raises(ValueError, match="y must not be constant, got 3 in each row"):
        figures.one_lambda(X, [3.0, 3.0, 3.0], SquaredL2())
    with pytest.raises(ValueError, match=r"one_lambda draws one loss, got a batch of shape \(2,\); pick one"):
        figures.one_lambda(X, np.ones((2, 3)))
