"""The attacks of `attacks.py`, on points, on cost and on other students: each fails here, and works elsewhere."""

import base64
import contextlib
import csv
import io
import json
import os
import re
import socket
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
import zlib
from dataclasses import replace
from fractions import Fraction
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import attacks
import numpy as np
import pytest
from toy import GIVEN, RIGHT, TOY, VARIANTS, code, data, notebook

from sparsity_kit.answers import Array, Expression, Relation, Unreadable
from sparsity_kit.grading import given_numbers, grade_submission, lost_names
from sparsity_kit.grading import notebook as notebooks
from sparsity_kit.grading.box import pictures as pixels
from sparsity_kit.grading.box.channel import Channel
from sparsity_kit.grading.box.messages import call_key
from sparsity_kit.grading.box.observed import Observed, Value
from sparsity_kit.grading.box.runs import Plan, Wanted
from sparsity_kit.grading.box.session import run_once
from sparsity_kit.grading.intake import own_files, walking, zips
from sparsity_kit.grading.intake.collecting import collect
from sparsity_kit.grading.intake.recognising import Recogniser
from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.judge import values
from sparsity_kit.grading.judge.function_table import FunctionTable, Unsteady
from sparsity_kit.grading.judge.judging import mark_value
from sparsity_kit.grading.judge.mark import Graded, Mark, Work
from sparsity_kit.grading.judge.without_value import is_in_its_check
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.marks.feedback import feedback
from sparsity_kit.grading.marks.marking_page import marking_pages
from sparsity_kit.grading.marks.standing import Standing
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.notebook import Cell, read_notebook
from sparsity_kit.grading.restoring import Place, restored
from sparsity_kit.grading.tables import csv_text, safe_csv_text
from sparsity_kit.grading.terminal import UserError, one_line
from sparsity_kit.questions import given_cell

CASES = VARIANTS["q-soft"].kind.cases
SOFT = VARIANTS["q-soft"].key
KINDS = {"q-slope": attacks.NUMBERS, "q-line": attacks.FORMULAS, "q-shrunk": attacks.ARRAYS}
LIES = [(question, name) for question, lies in KINDS.items() for name in lies]
ANN, BOB = Student("ann", "Smith, Ann", "ann@x.org"), Student("bob", "Jones, Bob")


def parts(names):
    return pytest.mark.parametrize("name", list(names))


# Points


def as_it_came(cells, wanted):
    """{name: Value} of one run of cells, {name: source}, each of which answers under its name, in one box."""
    plan = Plan(wanted, frozenset(), LIMITS, time.monotonic() + 80, partial(Channel, LIMITS))
    given = "\n".join([given_cell(each) for each in GIVEN.values() if each])
    first = [Cell(0, "code", f"import numpy as np\n{given}", "")]
    observed = Observed()
    own = [Cell(n, "code", source, name) for n, (name, source) in enumerate(cells.items(), start=1)]
    assert run_once([*first, *own], plan, observed) and not observed.errors and not observed.fatal, observed
    return observed.values


@pytest.fixture(scope="module")
def lies(box):
    """{(question, name): Value}."""
    named = {f"answer_{n}": key for n, key in enumerate(LIES)}
    cells = {each: f"{KINDS[q][name][0]}\n{each} = answer" for each, (q, name) in named.items()}
    came = as_it_came(cells, {each: Wanted(each) for each in named})
    return {named[each]: value for each, value in came.items()}


@pytest.mark.parametrize(("question", "name"), LIES)
def test_a_lie_gains_nothing_though_a_careless_comparison_believes_it(question, name, lies):
    mark = mark_value(VARIANTS[question], lies[question, name], LIMITS)
    assert mark.status != "right" and not mark.points and len(mark.message) > 12, mark
    source, believes = KINDS[question][name]
    scope = {"np": np, **GIVEN[question]}
    exec(source, scope)
    assert believes(scope["answer"], VARIANTS[question].key)


@pytest.fixture(scope="module")
def functions(box):
    """{name: Value} of the functions that cheat."""
    named = {f"answer_{n}": name for n, name in enumerate(attacks.FUNCTIONS)}
    calls = (*CASES, *CASES)
    cells = {each: f"{attacks.FUNCTIONS[name][0]}\n{each} = answer" for each, name in named.items()}
    came = as_it_came(cells, {each: Wanted(each, calls) for each in named})
    return {named[each]: value for each, value in came.items()}


@parts(attacks.FUNCTIONS)
def test_a_function_gains_nothing_by_what_it_finds_or_breaks(name, functions, monkeypatch):
    mark = mark_value(VARIANTS["q-soft"], functions[name], LIMITS)
    assert mark.status != "right" and not mark.points, mark
    for each in ("allclose", "isclose", "subtract", "abs"):  # what the attack spoils in this process is mended
        monkeypatch.setattr(np, each, getattr(np, each))
    source, how = attacks.FUNCTIONS[name]
    scope = {"np": np}
    exec(source, scope)
    cases = [CASES[-1]] if how == "asks the key later" or name == "returns nothing to compare" else CASES
    copies = [tuple(np.array(each) if np.ndim(each) else each for each in case) for case in cases]
    assert attacks.careless(how, scope["answer"], SOFT, copies)


@parts(attacks.ALWAYS)
def test_a_condition_that_is_always_true_is_wrong(name):
    kind = Relation(("g", "lam"), "g", lambda point: (point["lam"], -point["lam"]))
    key, answer = kind.read("abs(g) <= lam"), kind.read(attacks.ALWAYS[name])
    assert not kind.same(answer, key)
    assert answer.formula(attacks.POINT) is key.formula(attacks.POINT) is True, "one look would not be enough"


def test_a_shape_does_not_tell_what_a_function_was_asked():
    """np.zeros((0, 4711)) is quickly made, and its shape would stand in the feedback."""
    replies = [
        ({"type": "array", "shape": [0, round(8 * abs(np.ravel(v)[0])) + 4000, 4711], "values": []}, (v, t))
        for v, t in CASES
    ]
    made = [(call_key(case), json.dumps({"value": reply})) for reply, case in replies]
    mark = mark_value(VARIANTS["q-soft"], Value(2, replies=made), LIMITS)
    assert mark.status == "wrong" and "another shape" in mark.message and "4711" not in mark.message
    kind = replace(VARIANTS["q-soft"].kind, reveal=True)
    assert "4711" in kind.remark(kind.read(FunctionTable(made)), kind.read(SOFT))


GIVEN_ZERO = "a = 0\nb = 0"
CHANGED = {
    "other numbers": [code(GIVEN_ZERO, "q-slope-given"), code("slope = 0", "q-slope")],
    "the numbers twice": [
        code(given_cell(GIVEN["q-slope"]), "q-slope-given"), code(GIVEN_ZERO, "q-slope-given"),
        code("slope = 2 * a * b", "q-slope"),
    ],
    "numbers changed by the way": [
        code(given_cell(GIVEN["q-slope"]) + "\nif True:\n    a = b = 0", "q-slope-given"),
        code("slope = 2 * a * b", "q-slope"),
    ],
    "numbers changed unseen": [
        code(given_cell(GIVEN["q-slope"]) + "\nvars()['a'] = 0", "q-slope-given"), code("slope = 2*a*b", "q-slope"),
    ],
    "the answer as the given cell": [code("slope, a, b = 0, 0, 0", "q-slope-given"), code("slope", "q-slope")],
}  # fmt: skip


@pytest.mark.usefixtures("box")
@parts(CHANGED)
def test_numbers_that_a_student_changes_do_not_change_the_key(name):
    """0 is right for the numbers that stand in the notebook, and a grader that took them from there would say so."""
    rest = [cell for cell in notebook() if "slope" not in cell["source"] and "q-slope" not in str(cell["metadata"])]
    graded = grade_submission(TOY, data([rest[0], *CHANGED[name], *rest[1:]]), VARIANTS)
    assert graded.marks[0].status == "wrong"
    assert (name == "numbers changed unseen") is not any("given numbers of q-slope" in flag for flag in graded.flags)
    assert VARIANTS["q-slope"].question.key(0, 0) == 0 != VARIANTS["q-slope"].key


def test_no_cell_takes_the_name_of_a_question_that_is_there():
    """The id of a cell is believed only where the question's own cell is gone."""
    cells = notebook(slope="x = 1\nslope = 0")
    taken = [{**cell, "id": "q-line"} if "x = 1" in cell["source"] else cell for cell in cells]
    taken = [{**cell, "metadata": {}} if "x = 1" in cell["source"] else cell for cell in taken]
    named = {cell.source: cell.grade_id for cell in restored(read_notebook(data(taken))[0], VARIANTS)[0]}
    assert named["x = 1\nslope = 0"] != "q-line" and named[RIGHT["q-line"]] == "q-line"
    without = [cell for cell in taken if cell["source"] != RIGHT["q-line"]]
    named = {cell.source: cell.grade_id for cell in restored(read_notebook(data(without))[0], VARIANTS)[0]}
    assert named["x = 1\nslope = 0"] == "q-line"


# What is looked at, and what is left


@pytest.fixture(scope="module")
def places():
    """What is on the machine, and is not to be seen from a box."""
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile(dir="/dev/shm") as shared:
        free, bound = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        name = f"\0sparsity-kit-test-{os.getpid()}"
        for each, at in ((free, name), (bound, f"{folder}/socket")):
            each.bind(at)
            each.listen()
        yield dict(other=folder, shared=shared.name, host=os.uname().nodename, socket=name, path=f"{folder}/socket")
        free.close()
        bound.close()


@pytest.fixture(scope="module")
def beyond(places):
    return {name: re.sub(r"\{(\w+)(!r)?\}", partial(_filled, places), cell) for name, cell in attacks.OUTSIDE.items()}


def _filled(places, found):
    return repr(places[found[1]]) if found[2] else places[found[1]]


@pytest.fixture(scope="module")
def in_a_box(box, beyond):
    named = {f"answer_{n}": name for n, name in enumerate(beyond)}
    cells = {each: f"{beyond[name]}\n{each} = slope" for each, name in named.items()}
    came = as_it_came(cells, {each: Wanted(each) for each in named})
    return {named[each]: value for each, value in came.items()}


@pytest.fixture(scope="module")
def elsewhere(beyond):
    """What comes of it in a process that is in no box: "won" or the error."""
    program = (
        "import json, os, sys\nimport numpy as np\nsaid = {}\n"
        "for name, cell in json.load(sys.stdin).items():\n    scope = {'np': np, 'a': 1, 'b': 2}\n"
        "    try:\n        exec(cell, scope)\n        said[name] = 'won' if scope['slope'] else 'lost'\n"
        "    except BaseException as error:\n        said[name] = repr(error)\n"
        "if os.path.exists('/dev/shm/rights'): os.remove('/dev/shm/rights')\nprint(json.dumps(said))"
    )
    done = subprocess.run([sys.executable, "-c", program], input=json.dumps(beyond), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="there are boxes on Linux only")
@parts(attacks.OUTSIDE)
def test_the_machine_is_not_seen_and_not_used(name, in_a_box, elsewhere):
    mark = mark_value(VARIANTS["q-slope"], in_a_box[name], LIMITS)
    assert mark.status == "wrong" and not mark.points, mark
    if elsewhere[name] != "won" and name in attacks.NOT_EVERYWHERE:
        pytest.skip("this kernel does not let us try it")
    assert elsewhere[name] == "won"


# Cost


def seconds(function, *arguments):
    start = time.process_time()
    function(*arguments)
    return time.process_time() - start


def tried(kind, description):
    """Read as the grader does it."""
    with pytest.raises(Unreadable):
        kind.read(values.value_of(description))
        raise Unreadable("it is read, and of no use")


FORGED = {
    "a list as text": (Array(), {"type": "str", "value": "[" + "1," * 25_000 + "1]"}),
    "accents upon each other": (Array(), {"type": "str", "value": "a" + "\u0301\u0316" * 12_000}),
    "a condition of accents": (
        Relation(("g", "lam"), "g", lambda p: ()), {"type": "str", "value": "g" + "\u0301\u0316" * 12_000}
    ),
    "numbers one by one": (Array(), {"type": "list", "items": [{"type": "int", "value": 1}] * 60_000}),
    "an array": (Array(), {"type": "array", "shape": [500_000], "values": [1] * 500_000}),
    "lists in lists": (Array(), {"type": "list", "items": [{"type": "list", "items": []}] * 60_000}),
    "what SymPy never wrote": (Array(), {"type": "sympy", "value": "[" + "x + 1," * 20_000 + "1]"}),
}  # fmt: skip


@parts(FORGED)
def test_a_forged_value_costs_nothing(name, monkeypatch):
    kind, description = FORGED[name]
    guarded = seconds(tried, kind, description)
    for limit in ("LONGEST_TEXT", "LONGEST_FORMULA", "MOST_ITEMS"):
        monkeypatch.setattr(values, limit, 10**9)
    assert guarded < 0.1 and seconds(tried, kind, description) > 2 * guarded, "its length costs, where none is seen to"


def test_a_long_number_before_a_comma_is_read_once():
    text = "[" + "1" * 3900 + ",2]"
    assert seconds(tried, Array(), {"type": "str", "value": text}) < 0.1
    assert seconds(re.findall, rb"[\d.]*\d$", b"1" * 10_000 + b"x") > 0.1, "a search from each of the digits"


@pytest.mark.parametrize("text", ["(((x**8 + 1/7)**8 + 1/3)**8 + 1)**8", "*".join(["(x**8 + 1/3)"] * 30) + "**8"])
def test_numbers_do_not_grow_in_a_formula(text):
    kind = Expression(("x",))

    def judged():
        with contextlib.suppress(Unreadable, OverflowError):
            assert not kind.same(kind.read(text), kind.read("x"))

    assert seconds(judged) < 1
    x, bits = Fraction(7, 2), 0
    for _ in range(3):
        x = (x**8 + Fraction(1, 7)) ** 8
        bits = max(bits, x.numerator.bit_length())
    assert bits > 100_000


def cells_of(text, number=300, **cell):
    """Nameless cells, each of another text."""
    return read_notebook(data([{**code(f"{text}  # {n}"), **cell} for n in range(number)]))[0]


def test_long_cells_without_names_are_not_compared_with_all_that_is_missing(monkeypatch):
    cells = cells_of("a = [" + "1, " * 1500 + "1]", 60)
    guarded = seconds(restored, cells, VARIANTS)
    monkeypatch.setattr(given_numbers, "LONGEST", 10**9)
    reads_again = given_numbers.numbers_in.__wrapped__
    for module in (given_numbers, lost_names):
        monkeypatch.setattr(module, "numbers_in", reads_again)
    assert guarded < 0.1 and seconds(restored, cells, VARIANTS) > 5 * guarded


def test_long_texts_are_not_tried_as_code(monkeypatch):
    named = {"cell_type": "markdown", "metadata": {"nbgrader": {"grade_id": "q-slope"}}}
    cells = cells_of("slope = [" + "1, " * 3000 + "1]", 60, **named)
    guarded = seconds(restored, cells, VARIANTS)
    monkeypatch.setattr(given_numbers, "LONGEST", 10**9)
    assert guarded < 0.2 and seconds(restored, cells, VARIANTS) > 2 * guarded


@pytest.mark.parametrize("filler", ["\n", " \n", "\f\n", " ", "%\n", "!ls \\\n"])
def test_a_cell_without_an_answer_is_searched_in_no_time_whatever_fills_it(filler):
    """No limit on time holds where a blank is looked into, in a hundred cells of a hundred thousand characters."""
    text = "#q-slope" + filler * (100_000 // len(filler)) + "x"
    guarded = seconds(is_in_its_check, TOY.question("q-slope"), [Cell(1, "code", text, "q-slope")] * 100)
    assert guarded < 0.2
    assert filler != "\n" or seconds(re.sub, r"(?m)^(\s*)[%!].*", "", text[:10_000]) > 5 * guarded


def test_a_name_of_a_megabyte_is_no_name(monkeypatch):
    cells = data([code("1", f"toy-{'x' * 10**6}"), code("2", "q-slope")])
    released = [*map(_place, VARIANTS)]

    def said():
        read, flags = read_notebook(cells)
        return sum(map(len, flags + restored(read, VARIANTS, [*released, _place("toy-z")])[1]))

    assert said() < 1000
    monkeypatch.setattr(notebooks, "LONGEST_NAME", 10**9)
    monkeypatch.setitem(VARIANTS, "toy-q", VARIANTS["q-essay"])
    assert said() > 10**6


def _place(name):
    return Place(name, "code", ("1",))


@pytest.mark.parametrize("name", ["toy-\ud800", "toy-\0", "toy-\u202e", "toy-\n"])
def test_a_name_that_no_table_can_hold_is_no_name(name, monkeypatch):
    """Flags are written into the tables and pages of the whole class: one half of a letter ends the writing."""
    cells = data([code("1", name), {**code("2"), "id": name}, code("3", "q-slope")])

    def said():
        read, flags = read_notebook(cells)
        return "".join([*flags, *restored(read, VARIANTS, [*map(_place, VARIANTS), _place("toy-z")])[1]])

    assert said().isprintable() and said().encode()
    monkeypatch.setitem(VARIANTS, "toy-q", VARIANTS["q-essay"])
    assert said().isprintable()
    monkeypatch.setattr(notebooks, "_name", lambda found: found or "")
    assert not said().isprintable()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # TimeOver while garbage is collected
def test_a_function_that_returns_thousands_of_fractions_has_no_more_time_than_others():
    """Each is read as a formula, and compared with what it was before."""
    reply = [[{"type": "number", "value": f"{n + again}/{n + 7}"} for n in range(10_000)] for again in (0, 1)]
    made = [
        (call_key(case), json.dumps({"value": {"type": "list", "items": each}})) for case in CASES for each in reply
    ]
    hasty = replace(LIMITS, judge_seconds=0.1)
    assert seconds(mark_value, VARIANTS["q-soft"], Value(2, replies=made), hasty) < 2
    with contextlib.suppress(Unsteady):
        assert seconds(FunctionTable, made[:2]) > 0.4


def test_attachments_and_outputs_are_not_kept():
    cell = {**code("1"), "attachments": {"a.png": "x" * 10**6}, "outputs": [{"text": "y" * 10**6}]}
    file = data([cell])
    (read,), _ = read_notebook(file)
    assert len(file) > 2 * 10**6 and sum(len(str(part)) for part in vars(read).values()) < 100


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def handed_in(folder, **files):
    """The Intake of {student: bytes of a zip}."""
    for student, content in files.items():
        (folder / student).mkdir(exist_ok=True)
        (folder / student / "hw2.zip").write_bytes(content)
    return collect(folder, Recogniser("hw2"), (ANN, BOB))


def test_a_zip_full_of_large_files_is_not_read(tmp_path, monkeypatch):
    bomb = zipped({f"notes{n}": b"{" + b" " * 2**20 for n in range(12)})
    monkeypatch.setattr(own_files, "MOST_UNPACKED", 10 * 2**20)
    fault = handed_in(tmp_path, ann=bomb).files["ann"].fault
    assert len(bomb) < 2**15 and "has, unpacked, more than the 10 MB that are read of one student" in fault
    monkeypatch.setattr(own_files, "MOST_UNPACKED", 10**12)
    assert "has, unpacked" not in handed_in(tmp_path, ann=bomb).files["ann"].fault


def test_zips_in_a_zip_count_together(tmp_path, monkeypatch):
    inner = zipped({"a": b" " * 2**20})
    bomb = zipped({f"{n}.zip": inner for n in range(12)})
    monkeypatch.setattr(own_files, "MOST_UNPACKED", 2**20 + 2**19)
    assert "has, unpacked" in handed_in(tmp_path, ann=bomb).files["ann"].fault
    assert sum(each.file_size for each in zipfile.ZipFile(io.BytesIO(bomb)).infolist()) < 2**20


def test_one_students_files_do_not_end_the_grading_of_a_class(tmp_path, monkeypatch):
    monkeypatch.setattr(walking, "MOST", 50)
    monkeypatch.setattr(own_files, "MOST_OF_ONE", 30)
    bomb = zipped({f"{n}.zip": zipped({f"{k}": b"" for k in range(20)}) for n in range(9)})
    found = handed_in(tmp_path, ann=bomb, bob=zipped({"hw2.ipynb": data(notebook())})).files
    assert found["ann"].fault and found["bob"].entry.name == "hw2.ipynb" and not found["bob"].fault
    for n in range(60):
        (tmp_path / f"{n}").touch()
    with pytest.raises(UserError, match="more than 50 files"):
        handed_in(tmp_path)


DEEP, LONG = "a/" * 3000 + "x", "a" + "\u0301\u0316" * 6000


@pytest.mark.parametrize("name", [DEEP, LONG], ids=["deep", "accents"])
def test_a_path_that_no_disk_has_is_not_looked_at(tmp_path, monkeypatch, name):
    bomb = zipped({name: b"{}"})
    guarded = seconds(partial(handed_in, tmp_path, ann=bomb))
    assert "nothing in it that can be read" in handed_in(tmp_path, ann=bomb).files["ann"].fault
    zips._listing.cache_clear()
    monkeypatch.setattr(zips, "LONGEST_PATH", 10**9)
    monkeypatch.setattr(zips, "LONGEST_NAME", 10**9)
    assert guarded < 0.1 and seconds(partial(handed_in, tmp_path, ann=bomb)) > 2 * guarded


def test_a_size_that_is_a_lie_is_not_believed(tmp_path):
    made = zipped({"hw2.ipynb": b" " * 30 * 2**20})
    lie = made.replace((30 * 2**20).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    assert "damaged in its zip" in handed_in(tmp_path, ann=lie).files["ann"].read()[1]
    start = 30 + len("hw2.ipynb")
    assert len(zlib.decompressobj(-15).decompress(lie[start:])) == 30 * 2**20


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("place", [2**62, 2**63 - 1, 2**63, 2**64 - 1])
def test_a_place_that_no_file_has_is_not_looked_at(tmp_path, place, inside):
    """Where a member begins may be said in 64 bits (APPNOTE 4.5.3); a file in memory has places up to 2**63 - 1."""
    name, extra = b"hw2.ipynb", struct.pack("<HHQ", 1, 8, place)
    sizes = (0, 0, 0, len(name), len(extra), 0, 0, 0, 0, 2**32 - 1)
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 45, 45, 0, 0, 0, 0, *sizes) + name + extra
    forged = entry + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), 0, 0)
    found = handed_in(tmp_path, ann=zipped({"a.zip": forged}) if inside else forged)
    assert "damaged in its zip" in found.files["ann"].read()[1]
    with zipfile.ZipFile(io.BytesIO(forged)) as archive, pytest.raises((zipfile.BadZipFile, OverflowError)):
        archive.open(name.decode())


@pytest.mark.usefixtures("box")
def test_hundreds_of_cells_that_draw_leave_a_dozen_pictures(monkeypatch):
    forge = "import base64, sys, zlib\nraw = base64.b64encode(zlib.compress(bytes(3))).decode()\n"
    forge += "sys.modules['pictures'].taken = lambda f: [{'width': 1, 'height': 1, 'pixels': raw}] * 4"
    cells = data([*notebook(), code(forge), *[code("1", "q-essay")] * 40])
    assert len(grade_submission(TOY, cells, VARIANTS).work[0].pictures) == 12
    monkeypatch.setattr("sparsity_kit.grading.box.session.ENOUGH", 10**9)
    every = grade_submission(TOY, cells, VARIANTS).work[0].pictures  # the cell that forges stands beside the answer
    assert len(every) == 4 * 41


# What a person sees


def picture(**changes):
    raw = changes.pop("raw", bytes(12))
    packed = base64.b64encode(zlib.compress(raw) + changes.pop("more", b"")).decode()
    return [{"width": 2, "height": 2, "pixels": packed, **changes}]


PICTURES = {
    "more pixels than it says": picture(raw=bytes(10**7)),
    "fewer pixels": picture(raw=bytes(11)),
    "true as a size": picture(width=True, height=4),
    "no size": picture(width=0),
    "less than no size": picture(width=-2, height=-2),
    "a size as text": picture(width="2"),
    "a page in place of pixels": picture(pixels="<svg onload=alert(1)>"),
    "another address": picture(pixels="//x.org/a.png"),
}


@parts(PICTURES)
def test_what_is_no_picture_is_none(name):
    assert pixels.pictures(PICTURES[name]) == []
    assert len(pixels.pictures(picture())) == 1


def test_nothing_rides_behind_a_picture():
    """A file may be a picture and a page, if what stands after the picture is kept."""
    page = b"<script>alert(1)</script>"
    sent = picture(more=page)
    [png] = pixels.pictures(sent)
    assert page in base64.b64decode(sent[0]["pixels"]) and page not in png and png.endswith(b"IEND\xaeB`\x82")


TEXTS = {
    "a script": "</pre><script>alert(1)</script>",
    "a picture that calls": "<img src=x onerror=alert(1)>",
    "a drawing": "<svg><animate onbegin=alert(1)></svg>",
    "a frame": "</pre><iframe srcdoc='<b>'></iframe>",
    "a style": "</pre><style>article { display: none }</style>",
    "a mark of its own": "</pre></article><article><h3>bob</h3><p>6 of 6 points",
    "an address": "<a href='javascript:alert(1)'>x</a><base href='//x.org'><meta http-equiv=refresh>",
    "a form": "<form action=//x.org><input name=x autofocus onfocus=alert(1)></form>",
    "letters that turn": "\u202e\u2066<b>\u0000\ud800",
}


class _Tags(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, *sorted(name for name, _ in attributes)))


@parts(TEXTS)
def test_what_a_student_writes_is_text_on_every_page(name):
    def pages(text):
        asked = Mark("q-essay", None, 6, "needs a person", text)
        standing = Standing(replace(ANN, name=text), (asked,), (text,), text, text)
        work = {("ann", "q-essay"): Work("q-essay", text, (), text)}
        return marking_pages([standing], TOY, work)[0] + feedback(standing, TOY)

    page = pages(TEXTS[name])
    assert _Tags(page).tags == _Tags(pages("text")).tags and "default-src 'none'" in page
    assert not any(unicodedata.category(each) in ("Cf", "Cs") for each in page)
    assert _Tags(f"<p>{TEXTS[name]}</p>").tags != _Tags("<p>text</p>").tags


CELLS = {
    "after a semicolon": ("x;=HYPERLINK(1)", ";"),
    "after a semicolon and a space": ("x; @SUM(1)", ";"),
    "after a tab": ("x\t=1+1", "\t"),
    "at full width": ("＝1+1", ","),
    "behind what has no width": ("\ufeff=1+1", ","),
    "after a line": ("x\n=1+1", "\n"),
}


@parts(CELLS)
def test_no_cell_of_a_table_becomes_a_formula_where_it_is_cut_in_another_way(name):
    text, cut = CELLS[name]

    def formulas(table):
        lines = table.splitlines() if cut == "\n" else [table]
        cells = [
            cell for line in lines for row in csv.reader([line], delimiter=cut if cut != "\n" else ",") for cell in row
        ]
        begins = [unicodedata.normalize("NFKC", cell.strip(" \ufeff\n")) for cell in cells]
        return [cell for cell in begins if cell.startswith(("=", "+", "-", "@"))]

    assert formulas(csv_text([[text]]) if cut != "\n" else text) and not formulas(safe_csv_text([[text]]))


@pytest.mark.parametrize("text", ["\x1b[2Jann", "a\rb", "\u202eann", "\x9b31m", "a\x08\x08b", "\x1b]52;c;eA==\x07"])
def test_no_name_steers_a_terminal(text):
    assert one_line(text).isprintable() and not text.isprintable()


@pytest.mark.parametrize("login", ["x'); DROP TABLE marks; --", "x' OR '1'='1", 'x"; DELETE FROM marks; --', "x\0y"])
def test_a_login_is_no_command_to_the_database(tmp_path, login):
    mark = Mark("q-slope", 1, 2, "wrong", login)
    with Store(tmp_path, make=True) as store:
        store.put_roster([ANN, Student(login)])
        for student in ("ann", login):
            store.put("toy", student, "hash", "made", login, Graded((mark,), (login,)))
        assert {*store.marks("toy")} == {"ann", login} and store.marks("toy")[login][0].message == login
    base = sqlite3.connect(":memory:")
    base.executescript("CREATE TABLE marks (student)")
    with pytest.raises((sqlite3.Error, ValueError)):
        base.executescript(f"INSERT INTO marks VALUES ('{login}'); INSERT INTO marks VALUES (\"{login}\");")
        base.execute(f"SELECT {login}")
    base.close()


@pytest.mark.parametrize("name", ["../../etc/hw2.ipynb", "/hw2.ipynb", "C:\\hw2.ipynb", "..\\bob\\hw2.ipynb"])
def test_no_path_in_a_zip_leads_to_another_student(tmp_path, name):
    found = handed_in(tmp_path, ann=zipped({name: data(notebook())}))
    assert "nothing in it that can be read" in found.files["ann"].fault and "bob" not in found.files
    plain = Path(name.replace("\\", "/"))
    assert plain.is_absolute() or ".." in plain.parts or re.match("[A-Z]:", str(plain))


BEFORE = (
    "smithann_101_5_{}", "Ann Smith_901_assignsubmission_file_{}", "Ann Smith_901_assignsubmission_file_/{}",
    "Homework 2_ann_attempt_2026-10-01-23-50-10_{}", "12-34 - Ann Smith - Oct 1, 2026 1150 PM - {}", "ann_{}", "ann/{}",
    "submitted/ann/hw2/{}", "Ann Smith - {}", "ann@x.org_{}", "Smith_Ann_101_5_{}", "smyth_101_5_{}",
)  # fmt: skip
AFTER = (
    "jonesbob_102_8_hw2.ipynb", "Bob Jones_902_assignsubmission_file_hw2.ipynb", "bob_hw2.ipynb", "bob/hw2.ipynb",
    "Homework 2_bob_attempt_2026-10-01-23-50-10_hw2.ipynb", "12-34 - Bob Jones - Oct 1, 2026 1150 PM - hw2.ipynb",
)  # fmt: skip


@pytest.mark.parametrize("after", AFTER)
def test_no_name_of_a_file_puts_it_in_another_students_place(tmp_path, after):
    """What a student calls a file stands behind what a platform or a person has written, whichever of them it is."""
    people = (replace(ANN, canvas_id="101", moodle_id="901"), replace(BOB, canvas_id="102", moodle_id="902"))
    for number, before in enumerate((*BEFORE, "{}")):
        path = tmp_path / f"{number}" / before.format(after)
        path.parent.mkdir(parents=True)
        path.write_bytes(data(notebook()))
        found = collect(tmp_path / f"{number}", Recogniser("hw2"), people).files
        mine = [student for student, file in found.items() if not file.fault]
        assert mine in (["ann"], []) and "ann" in found if before != "{}" else mine == ["bob"], before


def test_what_a_zip_calls_a_device_is_read_as_a_file(tmp_path):
    """Nothing is opened on the disk: a device, a pipe or a socket in a zip is the bytes that are there."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for kind in (0o060000, 0o010000, 0o140000):
            entry = zipfile.ZipInfo(f"{kind}/hw2.ipynb")
            entry.create_system, entry.external_attr = 3, (kind | 0o644) << 16
            archive.writestr(entry, b"7")
    content, fault = handed_in(tmp_path, ann=made.getvalue()).files["ann"].read()
    assert content == b"7" and not fault
