"""All runs of a notebook: what is run again, what is asked when, and which of several values counts."""

import json
import sys
import time
from dataclasses import replace

import pytest

from sparsity_kit.grading.box.channel import Gone
from sparsity_kit.grading.box.here import Here
from sparsity_kit.grading.box.observed import Observed
from sparsity_kit.grading.box.runs import Plan, Wanted, run_notebook
from sparsity_kit.grading.box.session import run_once
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.notebook import Cell

HUNG = "did not end within 15 seconds"
BLANK = "def f(v): return ..."


@pytest.fixture(autouse=True)
def _measured_as_before():
    """A cell ends whatever traces it, and so whatever measures the tests."""
    tracer = sys.gettrace()
    yield
    sys.settrace(tracer)


class Box:
    """Notes what is asked, and runs the cells in this process; they know which `run` it is. Any text may end it."""

    def __init__(self, ends):
        self.ends, self.asked, self.runs = ends, [], 0

    def __call__(self):
        box, here = self, Here()

        class Channel:
            def __enter__(self):
                here.__enter__()
                box.runs += 1
                here._scope["run"] = box.runs
                return self

            def __exit__(self, *exception):
                here.__exit__(*exception)

            def begin(self):
                pass

            def ask(self, seconds, **request):
                what = request.get("code") or request.get("name") or request["arguments"][0]["value"]
                box.asked.append((box.runs, request["do"], what, seconds))
                for text, reason in box.ends.items():
                    if text in str(what):
                        raise Gone(reason)
                return json.loads(json.dumps(here.ask(seconds, **request)))

        return Channel()


def shown(*sources, wanted, ends=None, once=False, seconds=60, pictures=(), limits=LIMITS):
    """What the runs of cells show, and the Box; a cell is a source, or (source, grade_id), or a whole Cell."""
    box, cells = Box(ends or {}), []
    for number, each in enumerate(sources, start=1):
        source, grade_id = (each, "") if isinstance(each, str) else each
        cells.append(Cell(number, "markdown" if source.startswith("# ") else "code", source, grade_id))
    plan = Plan(wanted, frozenset(pictures), limits, time.monotonic() + seconds, box)
    if once:
        observed = Observed()
        run_once(cells, plan, observed)
    else:
        observed = run_notebook(cells, plan)
    return observed, box


def ran(box, run):
    return [what for which, do, what, _ in box.asked if (which, do) == (run, "run")]


A, B = {"a": Wanted("q-a")}, {"b": Wanted("q-b")}
F = {"f": Wanted("q-f", calls=((2,), (3,)))}
OWN = ("a = 2", "q-a")
COUNTS = {  # the cells, and the value of a that counts with its rank
    "its own cell's": ([OWN], (2, 2)),
    "another cell's": (["a = 1"], (1, 1)),
    "its own, though another is later": ([OWN, "a = 1"], (2, 2)),
    "its own, though another is first": (["a = 1", OWN], (2, 2)),
    "the later of two of its own": ([OWN, ("a = 3", "q-a")], (2, 3)),
    "the later of two others": (["a = 1", "a = 3"], (1, 3)),
    "another's where its own is blank": ([("a = ...", "q-a"), "a = 1"], (1, 1)),
    "an earlier one of its own before a blank": ([OWN, ("a = ...", "q-a")], (2, 2)),
    "an earlier one of its own before none": ([OWN, ("a = None", "q-a")], (2, 2)),
    "its own, though it is gone later": ([OWN, "del a"], (2, 2)),
    "one that no cell is seen to bind": (["globals()['a'] = 4"], (0, 4)),
    "a value after a function": ([("def a(): pass", "q-a"), OWN], (2, 2)),
}


@pytest.mark.parametrize("name", COUNTS)
def test_of_several_values_one_counts(name):
    cells, expected = COUNTS[name]
    observed, _ = shown(*cells, wanted=A, once=True)
    assert (observed.values["a"].rank, observed.values["a"].description["value"]) == expected


def test_a_value_that_is_nowhere_is_missing_and_a_blank_one_blank():
    assert shown("b = 1", "# a = 3", wanted=A, once=True)[0].values == {}
    for blank in ("a = ...", "a = None"):
        value = shown((blank, "q-a"), wanted=A, once=True)[0].values["a"]
        assert value.rank == 0 and value.description["type"] in ("blank", "none")


def replies(*cells):
    """The rank of f and what it made of 2 and 3."""
    value = shown(*cells, wanted=F, once=True)[0].values["f"]
    return value.rank, [json.loads(reply)["value"].get("value") for _, reply in value.replies or ()]


OTHER, MINE = "def f(v): return v + 1", ("def f(v): return 2 * v", "q-f")
FUNCTIONS = {
    "its own": ([MINE, OTHER], (2, [4, 6])),
    "its own, though later there is a number": ([MINE, "f = 7"], (2, [4, 6])),
    "its own after another": ([OTHER, MINE], (2, [4, 6])),
    "another where its own is blank": ([(BLANK, "q-f"), OTHER], (1, [3, 4])),
    "the later of two others": (["def f(v): return v", OTHER], (1, [3, 4])),
    "one before three blanks": ([OTHER, BLANK, BLANK, BLANK], (1, [3, 4])),
    "none before four blanks, for four are kept": ([OTHER, BLANK, BLANK, BLANK, BLANK], (0, [])),
    "one that is blank for an argument": ([OTHER, "def f(v): return v if v == 2 else ..."], (1, [2, None])),
    "a number of its own cell in place of a function": ([OTHER, ("f = 7", "q-f")], (2, [])),
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_of_several_functions_one_counts(name):
    cells, expected = FUNCTIONS[name]
    assert replies(*cells) == expected


def test_functions_are_called_when_all_else_is_known():
    """Whoever knows an argument could tell it: so every value is asked for before."""
    _, box = shown(MINE, "c = 0", OWN, wanted=F | A | B)
    asked = [(do, what) for _, do, what, _ in box.asked]
    assert asked == [
        ("run", MINE[0]), ("value", "f"), ("run", "c = 0"), ("run", OWN[0]), ("value", "a"), ("value", "b"),
        ("call", 2), ("call", 3),
    ]  # fmt: skip
    assert {(do, seconds) for _, do, _, seconds in box.asked} == {("run", 15), ("value", 5), ("call", 5)}


def test_a_cell_that_ends_the_box_is_left_out_of_the_next_run():
    """And an error is one of the last run: the cell before it went well there."""
    observed, box = shown("1 / (run - 1)", "END", OWN, wanted=A, ends={"END": HUNG})
    assert observed.fatal == {2: HUNG} and observed.errors == {} and observed.values["a"].rank == 2
    assert [ran(box, 1), ran(box, 2), box.runs] == [["1 / (run - 1)", "END"], ["1 / (run - 1)", OWN[0]], 2]
    observed, box = shown("1 / 0", OWN, wanted=A)
    assert observed.errors[1][0] == "ZeroDivisionError" and box.runs == 1 and not observed.out_of_time


def test_a_notebook_is_run_three_times_and_then_each_lost_question_alone():
    cells = [("END 1", "q-x"), ("END 2", "q-y"), ("END 3", ""), ("END 4", ""), OWN, ("b = 5", "q-b")]
    others = {"x": Wanted("q-x"), "y": Wanted("q-y")}
    observed, box = shown(*cells, wanted=A | B | others, ends={"END": HUNG})
    assert observed.fatal == {1: HUNG, 2: HUNG, 3: HUNG} and observed.values == {}
    assert box.runs == LIMITS.runs + 2, "x and y hung in their own cells"
    assert [ran(box, run) for run in (4, 5)] == [["END 4"]] * 2
    observed, _ = shown(*cells, wanted=A | B | others, ends={"END": HUNG}, limits=replace(LIMITS, runs=5))
    assert [observed.values[name].description["value"] for name in "ab"] == [2, 5]


def test_alone_a_question_is_run_without_the_cells_of_others():
    """Where another question's cell reaches into what is not its own, and where pictures are drawn."""
    cells = ["c = 1", ("import gc\na = 0", "q-b"), ("1", "q-essay"), ("c += 1\na = c", "q-a"), "c = 7"]
    observed, box = shown(*cells, wanted=A | B, pictures=["q-essay"])
    assert observed.tampering == {2} and box.runs == 2 and ran(box, 2) == ["c = 1", "c += 1\na = c", "c = 7"]
    assert observed.values["a"].description["value"] == 2 and list(observed.figures) == [3]
    observed, _ = shown(OWN, ("import gc\na = 0", "q-b"), wanted={"a": Wanted("q-none")} | B)
    assert observed.values["a"].description["value"] == 2
    _, box = shown("c = 1", ("a = 2  # END", "q-a"), wanted=A, ends={"END": "ended the program"})
    assert ran(box, 3) == ["c = 1", "a = 2  # END"] and box.runs == 3, "it may have been another that ended it"


def test_a_blank_that_is_seen_alone_takes_no_answers_place():
    observed, _ = shown(("import gc\na = 3", "q-b"), ("a = ...", "q-a"), wanted=A | B)
    assert observed.values["a"].rank == 1 and observed.values["a"].description["value"] == 3


def test_what_ends_the_box_when_it_is_asked_for_is_lost_and_not_asked_again():
    observed, box = shown(("x = 1", "q-name"), OWN, wanted={"name": Wanted("q-name")} | A, ends={"name": HUNG})
    assert observed.lost == {"name": HUNG} and observed.values["a"].rank == 2 and box.runs == 2
    assert [what for _, do, what, _ in box.asked if do == "value"].count("name") == 1
    observed, box = shown(MINE, OWN, wanted=F | A, ends={"3": HUNG})
    assert observed.lost == {"f": HUNG} and "f" not in observed.values and observed.values["a"].rank == 2


def test_nothing_is_asked_when_the_time_is_up():
    observed, box = shown("1", OWN, wanted=A, seconds=-1)
    assert observed.out_of_time and (box.asked, observed.fatal, observed.values) == ([], {}, {}) and box.runs == 1


def test_a_function_is_called_again_in_a_run_of_its_own():
    """Whose replies are added to the first."""
    cells, wanted = [("def f(v): return v + run", "q-f")], {"f": Wanted("q-f", calls=((2,),), again=((2,), (5,)))}
    observed, box = shown(*cells, wanted=wanted)
    given = [json.loads(reply)["value"]["value"] for _, reply in observed.values["f"].replies]
    assert given == [3, 4, 7] and box.runs == 2
    observed, box = shown(*cells, wanted=wanted, ends={"5": HUNG})
    assert len(observed.values["f"].replies) == 1 and observed.lost == {}
    assert shown("f = 3", wanted=wanted)[1].runs == 1 and shown(BLANK, wanted=wanted)[1].runs == 1


def test_a_notebook_that_runs_in_this_process_leaves_nothing_behind(capsys):
    """Neither what it prints, nor its built-in functions and its `__main__`."""
    before = sys.modules["builtins"], sys.modules["__main__"]
    with Here() as here:
        here.begin()
        loud = "import sys, builtins\nprint('x'), print('y', file=sys.stderr)\nbuiltins.len = None"
        assert here.ask(9, do="run", code=loud)["bound"] == ["builtins", "sys"]
        here.ask(9, do="run", code="def f():\n    print('z')\n    sys.exit('no')")
        assert here.ask(9, do="value", name="f", keep=7) == {"value": {"type": "function"}}
        assert here.ask(9, do="value", name="g", keep=8) == {"missing": True}
        assert here.ask(9, do="call", kept=7, arguments=[])["error"] == {"type": "SystemExit", "text": "no", "line": 3}
    assert capsys.readouterr() == ("", "") and len("ab") == 2
    assert (sys.modules["builtins"], sys.modules["__main__"]) == before
