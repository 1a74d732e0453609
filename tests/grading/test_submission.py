"""A file that was handed in: what is damaged, altered, missing or old ends in words, and costs no more than it must."""

import json
import warnings
from textwrap import dedent

import pytest
from toy import GIVEN, RIGHT, TOY, VARIANTS, code, data, notebook

from sparsity_kit.grading import Limits, grade_submission
from sparsity_kit.grading.given_numbers import numbers_in, same_numbers
from sparsity_kit.grading.intake.entry import LARGEST
from sparsity_kit.grading.notebook import read_notebook
from sparsity_kit.grading.notebook_file import Corrupt
from sparsity_kit.questions import Assignment, Question, given_cell, variant

LIMITS = Limits()
DEEP = b'{"cells": ' + b"[" * 10**5 + b"]" * 10**5 + b"}"
DAMAGED = {
    "empty": (b"", "the file is empty"),
    "white": (b" \n", "the file is empty"),
    "cut off": (data(notebook())[:300], "damaged, or of another kind"),
    "another kind": (b"{\\rtf1 text}", "damaged, or of another kind"),
    "a PDF": (b"%PDF-1.7", "it is a PDF under another name"),
    "a zip": (b"PK\3\4junk", "it is a zip under another name, to be unpacked"),
    "a web page": (b"\n<!DOCTYPE html><html>Log in", "it is a web page, of a login say"),
    "half merged": (b"<<<<<<< HEAD\n{}", "two versions are in it, which git could not merge"),
    "binary": (bytes(range(256)) * 10, "damaged, or of another kind"),
    "a link": (b'{"url": "https://colab.example/1", "doc_id": "1"}', "a link to a file of Google's, not the file"),
    "a number": (b"7", "no list of cells"),
    "a list": (b"[]", "no list of cells"),
    "without cells": (b'{"nbformat": 4}', "no list of cells"),
    "cells that are none": (b'{"cells": {}}', "no list of cells"),
    "no cell": (data([]), "the notebook has no cells"),
    "too many cells": (data([code("1")] * 400), "400 cells, and no more than 300 are read"),
    "too large": (b" " * 10_000_001, "larger than 10 MB"),
    "too deep": (DEEP, "damaged, or of another kind"),
    "huge numbers": (b'{"cells": ' + b"9" * 10**6 + b"}", "damaged, or of another kind"),
    "sheets that are none": (b'{"worksheets": [7, {"cells": null}]}', "the notebook has no cells"),
}


@pytest.mark.parametrize(("file", "words"), DAMAGED.values(), ids=list(DAMAGED))
def test_a_file_that_is_no_notebook_needs_a_person(box, file, words):
    graded = grade_submission(TOY, file, VARIANTS)
    assert {mark.status for mark in graded.marks} == {"needs a person"} and graded.points == 0
    assert all(words in mark.message for mark in graded.marks) and words in graded.flags[0]


def test_a_file_at_its_limits_is_read():
    """What is refused or left out beyond them is above and below; and the intake brings no less than can be read."""
    assert 0 <= LARGEST - LIMITS.notebook_bytes < 10**6
    whole = data([code("x = 1")] * LIMITS.cells)
    cells, flags = read_notebook(whole.ljust(LIMITS.notebook_bytes), LIMITS)
    assert len(cells) == LIMITS.cells and flags == []
    long = {**code("#" * 100_000, "q" * 200), "id": "i" * 200}
    (cell,), _ = read_notebook(data([long]), LIMITS)
    assert (len(cell.source), cell.grade_id, cell.id) == (100_000, "q" * 200, "i" * 200)
    (cell,), _ = read_notebook(data([{**code("1", "q" * 201), "id": "i" * 201}]), LIMITS)
    assert (cell.grade_id, cell.id) == ("", "")


def test_a_notebook_of_format_3_is_read():
    cells = [{"cell_type": "code", "input": "x = 1", "metadata": {}}, {"cell_type": "heading", "source": ["a", "b"]}]
    read, flags = read_notebook(json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode(), LIMITS)
    assert [(cell.kind, cell.source, cell.grade_id) for cell in read] == [("code", "x = 1", ""), ("heading", "ab", "")]
    assert flags == []


ODD = [7, None, {}, {"cell_type": "code"}, {"cell_type": 3, "source": "1"}, {"cell_type": "code", "source": [1]},
       {"cell_type": "code", "source": "x" * 100_001}]  # fmt: skip


def test_odd_cells_are_left_out_with_a_flag():
    read, flags = read_notebook(data([*ODD, code("y = 1")]), LIMITS)
    assert [(cell.number, cell.source) for cell in read] == [(len(ODD) + 1, "y = 1")], "its number in the file"
    assert flags == [f"Cell {number} cannot be read and was left out." for number in range(1, len(ODD) + 1)]


@pytest.mark.parametrize("metadata", [None, 7, [], {"nbgrader": 7}, {"nbgrader": {"grade_id": 7}}, {"nbgrader": {}}])
def test_metadata_of_any_kind_is_no_grade_id(metadata):
    (cell,), _ = read_notebook(data([{"cell_type": "code", "source": "", "metadata": metadata}]), LIMITS)
    assert cell.grade_id == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_notebook_is_read_in_whatever_an_editor_has_made_of_it(encoding):
    text = json.dumps({"cells": [code("müde = 'é'")]}, ensure_ascii=False).encode(encoding)
    cells, flags = read_notebook(text, LIMITS)
    assert [cell.source for cell in cells] == ["müde = 'é'"] and bool(flags) == (encoding == "cp1252")


def test_one_damaged_letter_does_not_make_two_of_each_other():
    text = json.dumps({"cells": [code("a = 'λ/2'"), code("b = '?'")]}, ensure_ascii=False).encode()
    with pytest.raises(Corrupt, match="damaged"):
        read_notebook(text.replace(b"?", b"\xe9"), LIMITS)
    half = read_notebook(text.replace(b"?", b"\xed\xa0\xbd"), LIMITS)[0]  # of an emoji, as JavaScript cuts it
    assert half[0].source == "a = 'λ/2'"


def test_a_damaged_file_is_told_from_a_notebook():
    with pytest.raises(Corrupt, match="is empty"):
        read_notebook(b"", LIMITS)


def marks(cells):
    graded = grade_submission(TOY, data(cells), VARIANTS)
    return {mark.question: mark for mark in graded.marks}, graded.flags


def everything_right(marked):
    return all(mark.points == mark.full for name, mark in marked.items() if name != "q-essay")


def test_right_answers_get_full_marks(box):
    graded = grade_submission(TOY, data(notebook()), VARIANTS)
    assert [mark.points for mark in graded.marks] == [2, 3, 4, 5, None] and graded.flags == ()


def test_answers_count_without_any_metadata(box):
    bare = [{**cell, "metadata": {}} for cell in notebook()]
    marked, _ = marks(bare)
    assert everything_right(marked) and "The cell has 4 words" in marked["q-essay"].message, "by its place"


def test_points_and_names_in_the_file_are_ignored(box):
    cells = [
        code(cell["source"], cell["metadata"].get("nbgrader", {}).get("grade_id"), points=999) for cell in notebook()
    ]
    cells += [code("1", "q-extra", points=50, grade=True)]
    marked, _ = marks(cells)
    assert sum(mark.points or 0 for mark in marked.values()) == 14 and "q-extra" not in marked


def test_two_cells_with_one_id_are_flagged_and_cost_nothing(box):
    marked, flags = marks([*notebook(), code("slope = slope", "q-slope")])
    assert everything_right(marked) and flags == ("There are several cells with the grade_id q-slope.",)


def test_an_answer_in_another_cell_counts_while_its_own_is_blank(box):
    marked, _ = marks([*notebook(slope="slope = ..."), code(RIGHT["q-slope"])])
    assert everything_right(marked)


def test_of_two_cells_the_later_one_counts_unless_it_is_blank(box):
    later = [code("slope = 0"), code(RIGHT["q-slope"])]
    assert everything_right(marks([*notebook(slope="slope = ..."), *later])[0])
    assert everything_right(marks([*notebook(), code("slope = ...", "q-slope")])[0])


def test_a_blank_function_gives_way_to_one_that_answers(box):
    """The released one above a cell of the student's own, or a blank copy below the answer."""
    blank = "def soft(v, t):\n    return ..."
    assert everything_right(marks([*notebook(soft=blank), code(RIGHT["q-soft"])])[0])
    assert everything_right(marks([*notebook(), code(blank, "q-soft"), code(blank, "q-soft")])[0])
    assert marks([*notebook(soft=blank), code(blank)])[0]["q-soft"].status == "blank"


def test_an_answer_in_another_place_is_for_a_person(box):
    """Under another name, or after `check(` in place of the name; a check of the name itself is no answer."""
    checks = [code('check("q-shrunk", c - np.clip(c, -t, t))'), code('check("q-soft", soft)')]
    blank = "def soft(v, t):\n    return ..."
    cells = notebook(slope="Slope = 2 * a * b", line="# later\n", shrunk="shrunk = ...", soft=blank)
    marked, _ = marks([*cells, *checks])
    assert [marked[name].status for name in RIGHT][:4] == ["needs a person", "blank", "needs a person", "blank"]
    assert "gives slope no value" in marked["q-slope"].message and "after check(" in marked["q-shrunk"].message


def test_a_check_that_is_nested_too_deeply_ends_no_grading(box):
    checks = code('check("q-slope", ' + "-" * 1900 + "a)")
    assert marks([*notebook(slope="slope = ..."), checks])[0]["q-slope"].status == "needs a person"


def test_a_blank_function_and_its_neighbour_gain_nothing_together(box):
    """The first is asked, and leaves what it was asked to the second, which may only answer by its arguments."""
    first = "asked = []\ndef soft(v, t):\n    asked.append(v)\n    return ..."
    second = code("def soft(v, t):\n    return asked[-1] if asked else 0")
    assert not marks([*notebook(soft=first), second])[0]["q-soft"].points


def test_a_blank_takes_no_answers_place(box):
    """A cell that reaches into what is not its own makes every question be asked once more, away from the others."""
    marked, _ = marks(notebook(slope="slope = ...", line=f"import gc\n{RIGHT['q-slope']}\n{RIGHT['q-line']}"))
    assert everything_right(marked)


def test_the_cell_of_the_question_is_its_answer(box):
    """A later cell may use the name for something else."""
    scratch = "slope = 0\nsoft = None\ndef soft(v, t): return 0\nshrunk = [1]\nfor line in 'ab': pass"
    marked, _ = marks([*notebook(), code(scratch)])
    assert everything_right(marked)


def test_a_function_is_called_with_the_names_that_it_saw(box):
    function = "shift = 0\ndef soft(v, t):\n    return v - np.clip(v, -t, t) + shift"
    marked, _ = marks([*notebook(soft=function), code("shift = 5\nnp = None")])
    assert everything_right(marked)


def test_a_function_may_use_what_a_later_cell_makes(box):
    """As in a notebook that was run to its end: Python looks for the name when the function is called."""
    marked, _ = marks(
        [*notebook(soft="def soft(v, t):\n    return v - cut(v, t)"), code("def cut(v, t): return np.clip(v, -t, t)")]
    )
    assert everything_right(marked)


def test_a_function_may_return_fractions(box):
    function = """
    from fractions import Fraction
    def soft(v, t):
        cut = lambda v: Fraction(v) - max(min(Fraction(v), Fraction(t)), -Fraction(t))
        return list(map(cut, v.tolist())) if np.ndim(v) else cut(v)
    """
    marked, _ = marks(notebook(soft=dedent(function)))
    assert everything_right(marked)


def test_blanks_are_blank_and_not_wrong(box):
    marked, flags = marks(notebook(slope="slope = ...", line="line = ''", shrunk="shrunk = None",
                                   soft="def soft(v, t):\n    return ..."))  # fmt: skip
    outcomes = {(marked[name].status, marked[name].points) for name in RIGHT if name != "q-essay"}
    assert outcomes == {("blank", 0)} and flags == ()


@pytest.mark.parametrize("blank", ["", "...", " *Your answer here.*\n"])
def test_a_person_is_told_of_a_blank(box, blank):
    assert marks(notebook(essay=blank))[0]["q-essay"].message == "A person reads this. The cell is still blank."
    assert marks(notebook())[0]["q-essay"].message == "A person reads this. The cell has 4 words."


def test_a_person_is_told_of_a_cell_that_is_missing(box):
    mark = marks([cell for cell in notebook() if cell["source"] != RIGHT["q-essay"]])[0]["q-essay"]
    assert mark.message == "A person reads this. The cell for the answer is missing."
    assert mark.status == "needs a person" and mark.points is None


def test_without_its_cell_an_answer_is_right_or_for_a_person(box):
    """What its cell needed may be gone with it."""
    for soft, status in ((RIGHT["q-soft"], "right"), ("def soft(v, t):\n    return gone * v", "needs a person")):
        others = [each for each in notebook() if each["source"] != RIGHT["q-soft"]]
        mark = marks([others[0], code(soft), *others[1:]])[0]["q-soft"]
        assert mark.status == status and (status == "right") != ("cell for the answer is missing" in mark.message)


def test_a_missing_cell_is_no_silent_zero(box):
    marked, flags = marks([cell for cell in notebook() if cell["source"] not in (RIGHT["q-line"], RIGHT["q-soft"])])
    assert marked["q-line"].status == marked["q-soft"].status == "needs a person"
    assert "cell for the answer is missing, and no other cell gives line" in marked["q-line"].message
    assert marked["q-slope"].status == "right" and flags == ("There is no cell for q-line, q-soft.",)


def test_an_error_is_told_with_its_line_and_stops_nothing(box):
    marked, _ = marks(notebook(slope="x = 1\nslope = 2 * a * unknown"))
    message = "There is no value of slope: line 2 of its cell ends with NameError: name 'unknown' is not defined"
    assert marked["q-slope"].status == "unreadable" and marked["q-slope"].message == message
    assert marked["q-soft"].status == "right"


def test_numbers_of_another_student_are_flagged(box):
    other = [cell for cell in notebook()]
    other[1] = code(f"a = {GIVEN['q-slope']['a'] + 1}\nb = 1.5", "q-slope-given")
    marked, flags = marks(other)
    assert marked["q-slope"].status == "wrong" and "numbers of q-slope are not the ones" in flags[0]
    told = [name for name, mark in marked.items() if mark.message.endswith(" are another's, or were changed.")]
    assert told == ["q-slope"], "and so does its student hear of it"
    changed = [{**cell, "source": "a = 1"} if "-given" in str(cell["metadata"]) else cell for cell in other]
    flags = marks(changed)[1]
    assert len(flags) == 1 and all(name in flags[0] for name in GIVEN if GIVEN[name]), "one sentence for all"


def test_who_marks_an_essay_sees_that_its_numbers_are_not_the_students():
    """Of a picture that was drawn right, for the numbers of another student."""
    essay = Question("q-essay", "Why?", points=6, rubric=((6, "says why"),), numbers=lambda draw: {"m": 3})
    assignment = Assignment("toy", "A toy", (essay,))
    variants = {"q-essay": variant(assignment, essay, b"a secret", "student:ann")}

    def given(text):
        cells = [code(text, "q-essay-given"), code("7", "q-essay")]
        graded = grade_submission(assignment, data(cells), variants, unprotected=True)
        return graded.work[0].given, graded.marks[0].message.partition("no figure.")[2]

    assert given("m=3  # mine") == ("m = 3", "")
    others = " The numbers given for it in this notebook are another's, or were changed."
    assert given("m = 4") == ("m = 3\nin this notebook: m = 4", others)


@pytest.mark.parametrize(
    "text", ["{}  # mine", "# a comment\n{}\n", "{}\nprint(1)", "n: int = 3\n{}", "{}\nn = np.zeros(3)"]
)
def test_what_a_student_adds_to_a_given_cell_changes_no_number(text):
    for name, given in GIVEN.items():
        cell = given_cell(given).replace("[", "[ \n").replace("array(", "array( ").replace(" = ", "=")
        assert same_numbers(text.format(cell), given), name


@pytest.mark.parametrize(
    "text",
    ["a = 3", "", "a = 2", "a = 2; b = 1.5; a = 3", "a, b = 2, 1.5", "a = 2; b = 1.5\nb *= 2", "a = 2; b = 3/2",
     "a = b =",
     "def f(b): pass\na = 2\nfor b in [1.5]: pass", "a = 2\nb = 1.5 + 0", "a = 2; b = '1.5'", "a = 2; b = 1e999"],
)  # fmt: skip
def test_other_numbers_are_other_numbers(text):
    assert not same_numbers(text, {"a": 2, "b": 1.5})
    assert same_numbers("a = 2.0; b = 1.5", {"a": 2, "b": 1.5})
    assert same_numbers("  a = 2\n  b = 1.5", {"a": 2, "b": 1.5})


@pytest.mark.parametrize(("length", "same"), [(2000, True), (2001, False)])
def test_a_given_cell_of_two_thousand_characters_is_looked_at(length, same):
    assert same_numbers("a = 2  # ".ljust(length, "x"), {"a": 2}) is same


def test_what_python_warns_a_student_of_is_not_said_to_the_instructor():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert numbers_in("a = 1\nb = '$\\lambda$' + 'x'; c = 2if a else 3")["a"] == 1


def test_magics_and_shell_lines_are_passed_over(box):
    lines = ["%matplotlib inline", "!pip install numpy", "files = !ls", "np?", "get_ipython().run_line_magic('x', '')"]
    marked, _ = marks(notebook("%%time\nimport numpy as np\n" + "\n".join(lines) + "\ndisplay(np)"))
    assert everything_right(marked)


@pytest.mark.parametrize("end", ["", "\nplt.show()", "\nplt.close(fig)\ndisplay(fig)"])
def test_a_figure_is_seen(box, end):
    source = "import matplotlib.pyplot as plt\nfig, axes = plt.subplots(1, 2)" + end
    cells = [cell for cell in notebook() if cell["source"] != RIGHT["q-essay"]]
    marked, _ = marks([*cells, code(source, "q-essay")])
    assert "it makes 1 figure with 2 axes" in marked["q-essay"].message and marked["q-essay"].points is None
