"""The ten questions before the course and the ten after it: one measure, fair to who knows, useless to who guesses."""

import random
import re
from pathlib import Path

import build
import notebooks
import numpy as np
import pytest
from homework_minutes import minutes

from sparsity_kit import (
    L1,
    ElasticNet,
    SquaredError,
    SquaredL2,
    constrained,
    conventions,
    data,
    flow,
    lasso_path,
    minimize,
)  # fmt: skip
from sparsity_kit.homework import check, hint
from sparsity_kit.homework.ideas import IDEAS, SHAPE
from sparsity_kit.homework.register import ASSIGNMENTS
from sparsity_kit.losses import Quadratic
from sparsity_kit.questions import variant, vet

BEFORE, AFTER = ASSIGNMENTS["ideas1"], ASSIGNMENTS["ideas2"]
BOTH = (BEFORE, AFTER)
both = pytest.mark.parametrize("assignment", BOTH, ids=lambda each: each.name)
LESSONS = Path(notebooks.LESSONS)


def keys(assignment):
    """{idea: the right letter}."""
    return {question.idea.name: question.kind.key for question in assignment.questions}


# ---- one measure


@both
def test_it_asks_each_of_the_ten_ideas_once_for_a_point(assignment):
    assert assignment.measures and [question.idea for question in assignment.questions] == [*IDEAS] and len(IDEAS) == 10
    assert {question.points for question in assignment.questions} == {1}
    assert [vet(variant(assignment, question)) for question in assignment.questions] == [[]] * 10


@both
def test_each_wrong_option_is_one_of_the_beliefs_and_its_feedback_names_the_place_that_mends_it(assignment):
    for question in assignment.questions:
        told = {mistake.name: mistake.message for mistake in variant(assignment, question).mistakes}
        assert told.keys() == {belief.name for belief in question.idea.beliefs} and len(told) == 3
        for belief in question.idea.beliefs:
            assert told[belief.name] == f"{belief.message} See {belief.where}."


PLACES = sorted({str(each.where): each.where for idea in IDEAS for each in (idea, *idea.beliefs)}.items())


@pytest.mark.parametrize("where", [where for _, where in PLACES], ids=[name for name, _ in PLACES])
def test_each_place_is_a_section_of_that_lesson_with_a_cell_of_that_claim(where):
    (path,) = LESSONS.glob(f"{where.lesson:02}_*.ipynb")
    cells, section = [], 0
    for cell in build.read(path).cells:
        if heading := re.match(r"## (?:(\d+)\. )?", cell.source if cell.cell_type == "markdown" else ""):
            section = int(heading[1] or 0)
        cells += [cell] if section == where.section else []
    text = " ".join(cell.source for cell in cells).lower()
    flat = [each for each in SHAPE.beliefs if "smooth term" in each.message and each.where == where]
    assert not flat or "flat at zero" in text  # what they are told is said there
    assert not [word for word in re.findall(r"\w{4,}", where.topic.lower()) if word not in text]
    assert not where.claim or any(where.claim in cell.metadata.get("claims", []) for cell in cells)


@both
def test_it_takes_as_long_as_the_guide_says(assignment):
    guide = (LESSONS / "homework" / "INSTRUCTORS.md").read_text(encoding="utf-8")
    (said,) = re.findall(r"`ideas1` and `ideas2`, (\d+) minutes each", guide)
    assert minutes(build.read(notebooks.HOMEWORK / f"{assignment.name}.ipynb"), assignment) == int(said)


# ---- the surface changes, and nothing is given away


def test_the_second_time_everything_reads_differently():
    for first, second in zip(BEFORE.questions, AFTER.questions, strict=True):
        assert first.kind.key != second.kind.key, "whoever remembers the letter is wrong"
        texts = [[question.text, *question.kind.options.values()] for question in (first, second)]
        for one, other in zip(*(sorted(each) for each in texts), strict=True):
            assert one != other
        names = [set(re.findall(r"`([a-z]+)`", " ".join(each))) for each in texts]
        assert not names[0] & names[1] - {"theta"}
        numbers = [set(re.findall(r"(?<![θ₀-₉\w])\d[\d,.]*\d|(?<=λ = )\d+", each[0])) for each in texts]
        assert not numbers[0] & numbers[1], first.name


@both
def test_no_option_is_known_by_its_length(assignment):
    for question in assignment.questions:
        lengths = [len(option) for option in question.kind.options.values()]
        assert max(lengths) <= 1.25 * min(lengths), question.name


def _alike(one, other):
    words = [set(re.findall(r"\w+", text.lower())) for text in (one, other)]
    return len(words[0] & words[1]) / len(words[0] | words[1])


def _usual(letter, options):
    return sum(_alike(options[letter], other) for other in options.values())


def _number_of(pattern):
    return lambda letter, options: len(re.findall(pattern, options[letter]))


GUESSERS = {  # how much a guesser likes an option; of those that it likes best it takes any
    **{f"always {each}": lambda letter, options, each=each: letter == each for each in "ABCD"},
    "the longest": lambda letter, options: len(options[letter]),
    "the shortest": lambda letter, options: -len(options[letter]),
    "the usual one": _usual,
    "the odd one": lambda letter, options: -_usual(letter, options),
    "with a hedge": _number_of(r"\b(may|might|can|could|would|sure)\b"),
    "with a no": _number_of(r"(?i)\b(no|not|never|none|nothing)\b"),
    "without a no": lambda letter, options: -GUESSERS["with a no"](letter, options),
    "with a reason": _number_of(r"\b(because|since|so)\b"),
    "with commas": _number_of(r"[,:;]"),
    "with numbers": _number_of(r"\d"),
}


def points(assignment, liked):
    """What such a guesser has on average."""
    total = 0
    for question in assignment.questions:
        options = question.kind.options
        best = max(liked(letter, options) for letter in options)
        taken = [letter for letter in options if liked(letter, options) == best]
        total += (question.kind.key in taken) / len(taken)
    return total


@pytest.mark.parametrize("name", GUESSERS)
def test_who_looks_at_the_form_alone_knows_little_and_gains_nothing(name):
    before, after = (points(assignment, GUESSERS[name]) for assignment in BOTH)
    assert before <= 4 and after <= 4 and after - before <= 1


def test_who_remembers_the_letters_of_the_first_time_has_none_right():
    assert not any(keys(AFTER)[idea] == letter for idea, letter in keys(BEFORE).items())


def test_who_draws_letters_gains_nothing():
    dice, right = random.Random(1), [[*keys(assignment).values()] for assignment in BOTH]
    drawn = [[sum(dice.choice("ABCD") == key for key in each) for each in right] for _ in range(4000)]
    before, after = np.mean(drawn, axis=0)
    assert abs(before - 2.5) < 0.1 and abs((after - before) / (10 - before)) < 0.02


@both
def test_nothing_is_judged_and_nothing_is_hinted_before_it_is_handed_in(assignment):
    for question in assignment.questions:
        said = {repr(check(question.name, letter)).replace(f"letter {letter}", "") for letter in "ABCD"}
        assert said == {"… Read as the . It is judged after you have handed it in."}
        assert check(question.name, question.kind.key, lam=1).correct is None
        assert hint(question.name).message == "There is no hint for this one."


# ---- what is called right is right


def test_c7_shrinking_no_price_puts_a_coefficient_of_squares_at_zero():
    patients = data.diabetes()
    loss, prices = SquaredError(patients.X, patients.y), np.geomspace(1e-2, 1e8, 500)
    assert (minimize(loss + prices * SquaredL2()).theta != 0).all()


@pytest.mark.parametrize(
    ("A", "centre", "size", "corner"),
    [([[1, -0.5], [-0.5, 3]], (2, 4), 3, (0, 3)), ([[2, 0.5], [0.5, 1]], (6, -3), 4, (4, 0))],
)
def test_c5_touching_there_are_such_ellipses_and_the_corner_is_not_the_nearest_point(A, centre, size, corner):
    loss = Quadratic(np.array(A, float), np.array(centre, float))
    np.testing.assert_allclose(minimize(constrained(loss + L1(), float(size))).theta, corner, atol=1e-9)
    ends = np.array([[1, 0], [0, 1], [-1, 0], [0, -1], [1, 0]])
    walk = size * np.linspace(ends[:-1], ends[1:], 1001).reshape(-1, 2)
    nearest = walk[np.linalg.norm(walk - centre, axis=1).argmin()]
    assert np.linalg.norm(nearest - corner) > 0.1
    assert str(corner).replace("-", "−") in " ".join(
        question.text for each in BOTH for question in each.questions if question.idea.name == "touching"
    )


def test_c12_zero_a_column_of_a_strong_relation_is_left_out():
    patients = data.diabetes()
    j = patients.names.index("tch")
    theta = minimize(SquaredError(patients.X, patients.y) + 200.0 * L1()).theta
    relation = patients.X[:, j] @ patients.y / np.linalg.norm(patients.y)
    assert theta[j] == 0 and relation > 0.4 and minimize(SquaredError(patients.X, patients.y) + 1.0 * L1()).theta[j]


def test_c12_strength_the_factors_are_those_of_the_conventions():
    assert conventions.to_lam("sklearn Lasso", 1.0, n=100) == 200.0  # (1/2n) in front of the loss
    plain = 3 * 50  # our 3 beside (1/50) of the loss, without the factor
    assert plain / 2 == 75.0, "and beside ½ of it, as in the book"
    loss, book = Quadratic(np.eye(1), [90.0]), Quadratic(0.5 * np.eye(1), [90.0])
    yours = minimize(Quadratic(np.eye(1) / 50, [90.0]) + 3.0 * L1()).theta
    np.testing.assert_allclose(yours, minimize(loss + float(plain) * L1()).theta)
    np.testing.assert_allclose(yours, minimize(book + 75.0 * L1()).theta)


def test_c13_shape_the_kink_survives_what_is_smooth():
    targets = np.linspace(-0.2, 0.2, 9)
    with_squares = [minimize(Quadratic(np.eye(1), [t]) + 6.0 * ElasticNet(1 / 6)).theta[0] for t in targets]
    assert not np.any(with_squares)  # |θ| + 5θ²
    grid = np.linspace(-1, 1, 20001)
    for t in targets:
        assert grid[((grid - t) ** 2 + 0.5 * np.abs(grid) + 8 * grid**4).argmin()] == pytest.approx(0, abs=1e-12)
    assert minimize(Quadratic(np.eye(1), [0.2]) + 1e6 * SquaredL2()).theta[0] != 0


def test_c12_path_a_higher_price_brings_one_back_and_with_another_sign():
    path = lasso_path([[0, 0, 1], [0, 1, -1], [1, 0, -1]], [1, 2, 3])
    signs = np.sign(path([0.3, 1.0, 3.0])[:, 2]).tolist()
    assert signs == [1, 0, -1], "in, out at a higher price, and back at a still higher one, on the other side"


def test_choosing_the_smallest_error_on_the_fitted_data_is_that_of_no_price():
    made = data.random_regression(n=60, p=8, n_nonzero=3, correlation=0.4, seed=37)
    errors = [SquaredError(made.X, made.y).value(minimize(SquaredError(made.X, made.y) + lam * L1()).theta)
              for lam in (0.0, 0.1, 1.0, 10.0, 100.0)]  # fmt: skip
    assert errors == sorted(errors) and errors[0] < errors[-1]


def test_c12_units_a_column_in_smaller_units_comes_in_and_in_larger_ones_goes_out():
    X, y = np.array([[1.0, 0.4], [-1.0, 0.3], [0.5, -0.7], [-0.5, 0.1]]), np.array([2.0, -1.0, 0.5, -1.5])
    loss = [SquaredError(X * [1, factor], y) for factor in (100, 1, 0.001)]
    assert [minimize(each + 2.0 * L1()).theta[1] != 0 for each in loss] == [True, False, False]
    assert [minimize(each + 0.5 * L1()).theta[1] != 0 for each in loss] == [True, True, False]


def test_c12_finding_a_column_that_takes_no_part_can_stand_in_for_one_that_does():
    made = data.random_regression(n=60, p=8, n_nonzero=3, correlation=0.9, seed=2)
    kept = minimize(SquaredError(made.X, made.y) + 10.0 * L1()).theta != 0
    assert (kept & (made.theta == 0)).any()


def test_c4_steps_against_the_sign_never_are_zero_where_the_minimum_is():
    pair = SquaredError([[2, 1], [1, 2]], [4, 0])
    start = np.random.default_rng(0).normal(size=2)
    assert minimize(pair + 3.0 * L1()).theta[1] == 0
    assert (flow.sign_iteration(start, 3.0, 0.01, 10_000, pair)[-1000:, 1] != 0).all()
