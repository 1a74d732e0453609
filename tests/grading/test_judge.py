"""The trusted side: no answer takes more time than it may, and no mark is without a sentence."""

import contextlib
import threading
import time
from dataclasses import replace

import pytest
from toy import TOY, VARIANTS

from sparsity_kit.answers import Found
from sparsity_kit.grading.box.observed import Observed, Value
from sparsity_kit.grading.judge import clock, judging
from sparsity_kit.grading.judge.clock import TimeOver, time_limit
from sparsity_kit.grading.judge.mark import Mark, automatic
from sparsity_kit.grading.judge.without_value import is_in_its_check, mark_without_value
from sparsity_kit.grading.limits import LIMITS, Limits
from sparsity_kit.grading.notebook import Cell


def test_the_clock_stops_this_thread_and_no_other():
    outcomes = []

    def work(seconds):
        try:
            with time_limit(seconds):
                for _ in range(100):
                    time.sleep(0.005)
            outcomes.append("done")
        except TimeOver:
            outcomes.append("over")

    threads = [threading.Thread(target=work, args=(seconds,)) for seconds in (0.05, 60)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert outcomes == ["over", "done"]


def test_a_time_limit_that_was_swallowed_is_raised_again_until_the_block_ends(monkeypatch):
    monkeypatch.setattr(clock, "AGAIN", 0.02)

    def run(seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pass

    with pytest.raises(TimeOver), time_limit(0.02):
        for _ in range(2):
            with contextlib.suppress(TimeOver):  # as Python itself does in a __del__
                run(5)
                pytest.fail("not raised in 5 s")
        run(5)
    run(0.1)


def test_what_is_too_intricate_to_compare_is_for_a_person(monkeypatch):
    def slow(*arguments):
        while True:
            time.sleep(0.001)

    monkeypatch.setattr(judging, "judge", slow)
    value = Value(2, {"type": "int", "value": 1})
    mark = judging.mark_value(VARIANTS["q-slope"], value, Limits(judge_seconds=0.05))
    assert mark.status == "needs a person" and "too long to compare" in mark.message


@pytest.mark.parametrize(
    ("points", "status", "message"),
    [(0, "wrong", ""), (0, "needs a person", "x"), (None, "wrong", "x"), (1, "fine", "x"), (0, "unreadable", "")],
)
def test_a_mark_without_a_sentence_does_not_exist(points, status, message):
    with pytest.raises(ValueError, match=r"a mark has one of|points are None exactly"):
        Mark("q", points, 1, status, message)


def test_an_object_of_a_class_that_was_looked_for_is_for_a_person():
    variant = VARIANTS["q-slope"]
    variant = replace(variant, question=replace(variant.question, kind=Found(object, lambda found: "")))
    assert judging.mark_value(variant, Value(2, {"type": "int", "value": 1}), LIMITS).status == "needs a person"


def test_a_key_that_cannot_be_computed_is_for_a_person():
    variant = VARIANTS["q-slope"]
    variant = replace(variant, question=replace(variant.question, key=lambda: 1 / 0))
    mark = judging.mark_value(variant, Value(2, {"type": "int", "value": 1}), LIMITS)
    assert mark.points is None and "ZeroDivisionError" in mark.message


CELLS = [Cell(1, "code", "first", "q-line"), Cell(2, "code", "own", "q-slope")]
WITHOUT_VALUE = {
    "something else": (Observed(), "needs a person", "gives slope no value: look at what it has instead"),
    "lost": (Observed(lost={"slope": "did not end"}), "unreadable", "When slope was asked for, it did not end."),
    "its own cell is fatal": (Observed(fatal={2: "did not end"}), "unreadable", "The cell did not end"),
    "another cell is fatal": (Observed(fatal={1: "did not end"}), "needs a person", "cell 1 of the notebook did not"),
    "its own error": (
        Observed(errors={2: ("NameError", "b", 3)}),
        "unreadable",
        "line 3 of its cell ends with NameError",
    ),
    "its own error, no line": (Observed(errors={2: ("E", "b", None)}), "unreadable", ": its cell ends with E: b"),
    "its own import": (
        Observed(errors={2: ("ModuleNotFoundError", "No module named 'sns'", 1)}),
        "needs a person",
        "with ModuleNotFoundError: No module named 'sns'; a package may not be here (No module named 'sns')",
    ),
    "an import above": (
        Observed(errors={1: ("ModuleNotFoundError", "No module named 'sns'", 1), 2: ("NameError", "sns", 3)}),
        "needs a person",
        "line 3 of its cell ends with NameError: sns; a package may not be here (No module named 'sns')",
    ),
    "an import that explains nothing": (
        Observed(errors={1: ("ModuleNotFoundError", "No module named 'sns'", 1), 2: ("TypeError", "b", 3)}),
        "unreadable",
        "line 3 of its cell ends with TypeError: b",
    ),
    "another error": (Observed(errors={1: ("NameError", "b", 3)}), "needs a person", "gives slope no value"),
    "no time": (Observed(fatal={1: "did not end"}, out_of_time=True), "needs a person", "used up its time before"),
}


@pytest.mark.parametrize(("observed", "status", "words"), WITHOUT_VALUE.values(), ids=list(WITHOUT_VALUE))
def test_why_there_is_no_value(observed, status, words):
    mark = mark_without_value(TOY.question("q-slope"), CELLS, observed)
    assert (mark.status, mark.points) == (status, None if status == "needs a person" else 0) and words in mark.message


PROSE, CODE = Cell(1, "markdown", "Two words.", "q-essay"), Cell(2, "code", "plt.plot(x)", "q-essay")
BY_HAND = {  # the cells, {number: [axes of each figure]}, how many pictures each cell has, and what is said
    "nothing": ([replace(CODE, grade_id="q-slope")], {}, {}, "The cell for the answer is missing."),
    "blanks": ([replace(PROSE, source=text) for text in ("", " ...", "*Your answer here.*")], {}, {}, "still blank."),
    "one of two is blank": ([PROSE, replace(CODE, source="...")], {}, {}, "has 2 words, and it makes no figure."),
    "prose": ([PROSE], {}, {}, "The cell has 2 words."),
    "one word": ([replace(PROSE, source="Yes.")], {}, {}, "The cell has 1 word."),
    "code": ([CODE], {}, {}, "has 3 words, and it makes no figure."),
    "one figure": ([CODE], {2: [2]}, {2: 1}, "has 3 words, and it makes 1 figure with 2 axes."),
    "figures of two": (
        [PROSE, CODE, replace(CODE, number=3)], {2: [1], 3: [1, 4], 4: [9]}, {2: 1, 3: 2}, "3 figures with 6 axes.",
    ),
    "more than fit": ([CODE], {2: [1] * 7}, {2: 4}, "7 figures with 7 axes, 4 of which can be shown here."),
    "not without LaTeX": ([CODE], {2: [1]}, {}, "1 figure with 1 axes, none of which can be shown here."),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "figures", "drawn", "words"), BY_HAND.values(), ids=list(BY_HAND))
def test_a_person_is_told_what_will_be_seen(cells, figures, drawn, words):
    observed = Observed(figures=figures, pictures={number: [b""] * count for number, count in drawn.items()})
    mark = mark_without_value(TOY.question("q-essay"), cells, observed)
    assert mark.status == "needs a person" and mark.message.startswith("A person reads this. The cell ")
    assert mark.message.endswith(words)


@pytest.mark.parametrize(
    ("observed", "words"),
    [
        (
            Observed(errors={2: ("ImportError", "no sns", 3)}),
            "no figure; line 3 of its cell ends with ImportError: no sns.",
        ),
        (Observed(fatal={2: "did not end in time"}), "makes no figure; it did not end in time."),
        (Observed(errors={3: ("E", "x", None)}, fatal={4: "left"}), "makes no figure."),
    ],
)
def test_a_person_is_told_why_there_is_no_figure(observed, words):
    """It may be a package that is not here, and no figure forgotten."""
    assert mark_without_value(TOY.question("q-essay"), [CODE], observed).message.endswith(words)


@pytest.mark.parametrize(
    ("cells", "words"),
    [(CELLS[:1], "The cell for the answer is missing, and no other cell gives slope a value."),
     ([replace(CELLS[1], kind="markdown")], "The cell for the answer is text, not code, and gives slope no value.")],
)  # fmt: skip
def test_a_cell_that_is_no_code_is_for_a_person(cells, words):
    assert mark_without_value(TOY.question("q-slope"), cells, Observed()).message == words


@pytest.mark.parametrize(("length", "end"), [(600, ""), (601, " …")])
def test_a_message_has_six_hundred_characters_and_no_more(length, end):
    assert automatic(TOY.question("q-slope"), "wrong", "x" * length).message == "x" * 600 + end


@pytest.mark.parametrize("blank", ["", "...", "# later", "pass\n"])
def test_what_is_empty_is_blank(blank):
    mark = mark_without_value(TOY.question("q-slope"), [Cell(1, "code", blank, "q-slope")], Observed())
    assert (mark.status, mark.points) == ("blank", 0) and mark.message.startswith("Not answered")


@pytest.mark.parametrize(
    ("source", "given"),
    [
        ('check("q-slope", slope)\ncheck("q-slope", 0.5)', True), ('check("q-slope", answer=0.5)', True),
        ('check(answer=0.5, name="q-slope")', True), ('  check("q-slope", 0.5)', True),
        ('%matplotlib inline\ncheck("q-slope", 0.5)', True), ('if True:\n    !ls\n    check("q-slope", 2*slope)', True),
        ('check("q-slope", [..., ...])', False), ('check("q-slope", "slope")', False), ('check("q-slope")', False),
        ('check("q-slope", ...)', False), ('check("q-line", 0.5)  # q-slope', False),
        ('check("q-slope", answer=slope)', False),
    ],
)  # fmt: skip
def test_an_answer_in_the_place_of_its_name_is_seen(source, given):
    assert is_in_its_check(TOY.question("q-slope"), [Cell(1, "code", source, "")]) is given
