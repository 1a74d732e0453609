"""A notebook that was damaged on its way: what can be known again is graded, and what is lost needs a person."""

import copy
import json

import pytest
from toy_class import ASSIGNMENT, RIGHT, notebook

from sparsity_kit.grading import grade_submission
from sparsity_kit.grading.intake.examining import cell_texts
from sparsity_kit.grading.intake.recognising import Recogniser
from sparsity_kit.grading.judge.basis import cell_digest
from sparsity_kit.grading.notebook import read_notebook
from sparsity_kit.grading.release.handout import Handout, places
from sparsity_kit.grading.release.sources import source_notebook
from sparsity_kit.grading.release.student_notebook import released, with_numbers
from sparsity_kit.grading.restoring import restored
from sparsity_kit.homework import register

COURSE = dict(register.ASSIGNMENTS)
HANDOUT = Handout(ASSIGNMENT, b"s" * 32, places=places(notebook(), ASSIGNMENT))
VARIANTS = HANDOUT.variants("student:ann")
RELEASED = released(notebook(), ASSIGNMENT, VARIANTS)
PARTS = [cell["id"] for cell in RELEASED["cells"]]


def answered(**changes):
    """Ann's cells by their names, as she hands them in."""
    found = {cell["id"]: copy.deepcopy(cell) for cell in RELEASED["cells"]}
    for name, text in (RIGHT | {key.replace("_", "-"): text for key, text in changes.items()}).items():
        found[name]["source"] = text
    return found


def data(cells, **more):
    return json.dumps({"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}).encode()


def again(cells):
    """({name: kind}, flags) of cells, of which the last of a name counts."""
    found, flags = restored(read_notebook(data(cells))[0], VARIANTS, HANDOUT.places)
    return {cell.grade_id: cell.kind for cell in found if cell.grade_id}, flags


def bare(cells, *kept):
    """The cells with nothing but their text, and what is `kept`."""
    return [{key: cell[key] for key in ("cell_type", "source", *kept)} | {"metadata": {}} for cell in cells.values()]


def test_a_whole_notebook_is_left_as_it_is():
    cells, _ = read_notebook(data(answered().values()))
    assert restored(cells, VARIANTS, HANDOUT.places) == (cells, [])


@pytest.mark.parametrize("lost", ["all but ids", "all", "Colab's", "one by one", "with cells of one's own"])
def test_cells_without_names_are_known_again(lost):
    """By id, as in a released notebook; by the texts that did not change; and the answers by their place."""
    cells = answered(toy_product="c = a * 2 * b")
    if lost == "one by one":
        for name in PARTS:
            found, flags = again(
                {**each, "metadata": {}, "id": "x"} if key == name else each for key, each in cells.items()
            )
            assert [*found] == PARTS and flags == [f"Cells that had lost their names were found again: {name}."]
        return
    damaged = bare(cells, "id") if lost == "all but ids" else bare(cells)
    if lost == "Colab's":
        damaged = [{**cell, "metadata": {"id": cell["id"], "colab": {}}} for cell in cells.values()]
        for cell in damaged:
            del cell["id"]
    if lost == "with cells of one's own":
        mine = {"cell_type": "markdown", "source": "My notes.", "metadata": {}}
        damaged = [mine, *damaged[:5], *[{**mine, "cell_type": "code", "source": "1 + 1"}] * 2, *damaged[5:], mine]
    found, flags = again(damaged)
    assert found.keys() == {*PARTS} and len(flags) == 1 and "were found again" in flags[0]


@pytest.mark.parametrize("where", ["Jupyter's", "Colab's"])
def test_an_id_names_a_cell_wherever_it_stands_and_whatever_it_says(where):
    cells = {name: {**cell, "source": f"'{name}'"} for name, cell in answered().items()}
    kept = bare(cells, "id")
    if where == "Colab's":
        kept = [{**cell, "metadata": {"id": cell.pop("id")}} for cell in kept]
    found, _ = restored(read_notebook(data(reversed(kept)))[0], VARIANTS, HANDOUT.places)
    assert {cell.grade_id: cell.source for cell in found if cell.number > 0} == {name: f"'{name}'" for name in PARTS}


def test_of_what_stands_in_an_answers_place_the_first_code_is_the_answer_and_all_of_an_essay_is():
    cells = answered()
    for name in ("toy-product", "toy-essay"):
        cells[name] |= {"metadata": {}, "id": "x"}
    note = {"cell_type": "markdown", "source": "Twice, I think.", "metadata": {}}
    tried = {**cells["toy-product"], "source": "print(c)"}
    order = [*cells.values()]
    at = order.index(cells["toy-product"])
    order[at : at + 1] = [note, order[at], tried]
    order.insert(order.index(cells["toy-essay"]) + 1, note)
    found, _ = restored(read_notebook(data(order))[0], VARIANTS, HANDOUT.places)
    assert [cell.source for cell in found if cell.grade_id == "toy-product"] == [RIGHT["toy-product"]]
    assert [cell.source for cell in found if cell.grade_id == "toy-essay"] == [RIGHT["toy-essay"], note["source"]]


@pytest.mark.parametrize(("text", "is_given"), [("a = 1\nb = 2.5", True), ("a = 1", False), ("a = 1\nb = x", False)])
def test_numbers_of_others_in_a_cell_without_a_name_are_known_by_their_names_and_their_place(text, is_given):
    """So a copy of another student's notebook is found out also where a converter took all names away."""
    cells = answered()
    cells["toy-product-given"] |= {"metadata": {}, "id": "x", "source": text}
    cells["toy-product"] |= {"metadata": {}, "id": "y"}
    found, _ = restored(read_notebook(data(cells.values()))[0], VARIANTS, HANDOUT.places)
    assert (text in [cell.source for cell in found if cell.grade_id == "toy-product-given"]) is is_given


def test_a_text_that_stands_in_two_places_names_no_cell():
    """What a blank answer reads like is known, but not whose it is, where nothing around it is known."""
    texts = [{"cell_type": "markdown", "source": text, "metadata": {}} for text in ("so", "", "*Mine.*")]
    found, flags = again(texts)
    assert [*found] == ["toy-imports"] and flags[-1] == "There is no cell for toy-product, toy-line, toy-essay."


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_code_that_became_text_is_run(kind):
    cells = answered()
    for name in ("toy-product", "toy-line-given", "toy-imports"):
        cells[name]["cell_type"] = kind
    cells["toy-line"] |= {"cell_type": kind, "source": "I do not know"}
    found, flags = again(cells.values())
    assert found["toy-product"] == found["toy-imports"] == "code" and found["toy-line"] == kind
    assert flags == ["Text was run as the code that it is: toy-imports, toy-product, toy-line-given."]


def test_what_was_deleted_is_run_as_it_was_released():
    cells = answered()
    del cells["toy-imports"], cells["toy-product-given"], cells["toy-line"]
    found, flags = again(cells.values())
    order = [*found]
    assert order[0] == "toy-imports" and order.index("toy-product-given") + 1 == order.index("toy-product")
    assert flags == [
        "Missing cells were run as they are released: toy-imports, toy-product-given.",
        "There is no cell for toy-line.",
    ]


def test_what_stands_after_the_answers_that_need_it_is_run_before_them():
    cells = answered()
    cells, flags = restored(read_notebook(data(reversed(cells.values())))[0], VARIANTS, HANDOUT.places)
    order = [cell.grade_id for cell in cells]
    assert order[0] == "toy-imports" and order.index("toy-product-given") < order.index("toy-product")
    late = "toy-imports, toy-line-given, toy-product-given"
    assert flags == [f"Cells that come too late were run as they are released: {late}."]


def test_cells_of_another_release_are_named():
    cells = answered()
    cells["toy-title"]["metadata"]["nbgrader"]["grade_id"] = "toy-dropped"
    assert again(cells.values())[1][0] == "Cells of another release, which asked something else: toy-dropped."


def test_numbers_and_answers_are_seen_without_names():
    named = cell_texts(data(answered().values()), HANDOUT, "ann")
    assert cell_texts(data(bare(answered())), HANDOUT, "ann") == named
    assert cell_texts(b"[]", HANDOUT, "ann") == {}


@pytest.mark.parametrize("name", [*COURSE])
def test_the_courses_own_notebooks_are_known_again_from_their_texts(name):
    """Solved, and with nothing left of a cell but its kind and its text."""
    assignment, source = COURSE[name], source_notebook(COURSE[name])
    variants = Handout(assignment, b"s" * 32).variants("student:ann")
    solved = with_numbers(source, assignment, variants)["cells"]
    named = [cell["id"] for cell in solved]
    stripped = [{"cell_type": cell["cell_type"], "source": cell["source"], "metadata": {}} for cell in solved]
    found, flags = restored(read_notebook(data(stripped))[0], variants, places(source, assignment))
    assert [cell.grade_id for cell in found] == named and len(flags) == 1 and "were found again" in flags[0]
    assert Recogniser(name, COURSE, variants, places(source, assignment)).looks(data(stripped)).ours
    others = [each for each in COURSE if each != name]
    for other in others:
        known = places(source_notebook(COURSE[other]), COURSE[other])
        assert not Recogniser(other, COURSE, (), known).looks(data(stripped)).ours


def marks(cells, **more):
    graded = grade_submission(ASSIGNMENT, data(cells, **more), VARIANTS, places=HANDOUT.places)
    return [mark.points for mark in graded.marks], graded


FULL = [2, 3, None]
MINE = {"cell_type": "markdown", "source": "The kink", "metadata": {}, "id": "mine"}
HALVES = {  # what stands in the answer's own cell, the cells before it, and behind it: what a person reads
    "in two cells": ("Because.", [], [MINE], "Because.\n\nThe kink"),
    "below a blank": ("*Your answer here.*", [], [MINE], "*Your answer here.*\n\nThe kink"),
    "above a blank": ("", [MINE], [], "The kink\n\n"),
    "around it": ("holds", [MINE], [{**MINE, "id": "own", "source": "zeros."}], "The kink\n\nholds\n\nzeros."),
}


@pytest.mark.parametrize("name", HALVES)
def test_an_answer_for_a_person_goes_on_in_cells_of_ones_own(box, name):
    """Between the cells that were handed out; notes at the other end of the notebook are no part of it."""
    source, before, behind, read = HALVES[name]
    *others, essay, handing, last = answered(toy_essay=source).values()
    graded = marks([MINE, *others, *before, essay, *behind, handing, last, MINE])[1]
    assert graded.work[0].text == read and "blank" not in graded.marks[-1].message


def test_a_figure_in_a_cell_of_ones_own_is_drawn_for_a_person(box):
    """Also where the answer's own cell has but the name of a figure that was made above it."""
    *others, essay, _, _ = answered(toy_essay="figure").values()
    essay |= {"cell_type": "code", "outputs": [], "execution_count": None}
    drawn = {**MINE, "cell_type": "code", "source": "import matplotlib.pyplot as plt\nfigure, _ = plt.subplots()"}
    for cells in ([*others, drawn, essay], [*others, {**essay, "source": "# below"}, drawn]):
        graded = marks(cells)[1]
        assert len(graded.work[0].pictures) == 1 and "1 figure with 1 axes" in graded.marks[-1].message


@pytest.mark.parametrize(("answer", "read"), [("*Your answer here.*", True), ("In its place.", False)])
def test_an_answer_that_was_typed_below_its_question_is_shown(answer, read):
    """If the answer's own cell is blank, and only then: a question's text may also have been mended since."""
    assignment, source = COURSE["hw1"], source_notebook(COURSE["hw1"])
    variants = Handout(assignment, b"s" * 32).variants("student:ann")
    made = released(source, assignment, variants)
    cells = {cell["id"]: cell for cell in made["cells"]}
    cells["hw1-paragraph"]["source"] = answer
    cells["hw1-paragraph-text"]["source"] += "\n\nMine."
    cells["hw1-alone-text"]["source"] += "\n\nAlso mine."
    found, flags = restored(read_notebook(data(made["cells"]))[0], variants, places(source, assignment))
    own = "\n".join(cell.source for cell in found if cell.part_of == "hw1-paragraph")
    said = "The answer's cell is blank, and its question's text was changed: hw1-paragraph-text."
    assert ("Mine." in own) == read and flags == [said] * read


def test_another_half_of_an_answer_is_another_answer():
    cells = [*answered().values()][:-2]
    first, second = ([*cells, {**MINE, "source": text}] for text in ("One.", "Two."))
    found = [restored(read_notebook(data(each))[0], VARIANTS)[0] for each in (first, second)]
    assert len({cell_digest(each, "toy-essay") for each in found}) == 2


def test_damage_costs_no_mark(box):
    """In the box: everything lost at once, and cells turned, split, doubled and deleted."""
    cells = answered()
    assert marks(bare(cells))[0] == FULL
    cells["toy-product"]["cell_type"] = "raw"
    del cells["toy-imports"], cells["toy-line-given"]
    doubled = [*cells.values(), cells["toy-line"], {**cells["toy-product-check"], "metadata": {}}]
    assert marks(doubled)[0] == FULL
    split = answered(toy_product="d = 2 * a")
    second = {**split["toy-product"], "source": "c = d * b", "metadata": {}, "id": "new"}
    parts = [part for name, cell in split.items() for part in ((cell, second) if name == "toy-product" else (cell,))]
    assert marks(parts)[0] == FULL
    assert marks([*reversed(answered().values())])[0] == FULL


def test_format_3_without_names_is_graded(box):
    old = [{**cell, "input": cell["source"]} if cell["cell_type"] == "code" else cell for cell in bare(answered())]
    for cell in old:
        if "input" in cell:
            del cell["source"]
    sheets = {"cells": None, "worksheets": [{"cells": old}], "nbformat": 3}
    graded = grade_submission(ASSIGNMENT, json.dumps(sheets).encode(), VARIANTS, places=HANDOUT.places)
    assert [mark.points for mark in graded.marks] == FULL


def test_what_is_lost_for_good_needs_a_person(box):
    cells = answered(toy_line="It goes up.")
    cells["toy-line"]["cell_type"] = "markdown"
    del cells["toy-product"], cells["toy-essay"]
    points, graded = marks(cells.values())
    assert points == [None, None, None]
    said = [mark.message for mark in graded.marks]
    assert "missing, and no other cell gives c" in said[0] and "is text, not code" in said[1] and "missing" in said[2]
    assert marks([{"cell_type": "code", "source": "1", "metadata": {}}])[0] == [None] * 3
