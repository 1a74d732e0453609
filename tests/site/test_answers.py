"""The boxes for answers, without a browser: there is one for each check, and Python judges what is typed in it."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from sparsity_kit.grading.release.sources import NOTEBOOKS

ROOT = Path(__file__).parents[2]
sys.path += [str(ROOT / "book"), str(ROOT / "book" / "static")]
SOURCES = [*sorted((ROOT / "lessons").glob("*.ipynb")), *sorted(NOTEBOOKS.glob("hw*.ipynb"))]
GIVEN = "start_1 = np.array([-6.0, -3.5, 4.5])\nlam_1 = 0.25"
FLOW = """def l1_flow(start, lam, time):
    return np.sign(start) * np.maximum(np.abs(start) - lam * time * w, 0)"""
SOFT = "def my_soft_threshold(v, threshold):\n    return np.sign(v) * np.maximum(np.abs(v) - threshold, 0)"
ANSWERS = [  # name, kind, text, answer, given, whether it is right, and what is said
    ("hitting-time", "value", "1 / 0.25", "", "", True, "speed"),
    ("hitting-time", "value", "16 / 2²", "", "", True, "speed"),
    ("hitting-time", "value", "9", "", "", False, "Hint"),
    ("hitting-time", "value", "lam + 1", "", "", None, "name 'lam' is not defined"),
    ("hitting-time", "value", "sqrt(16)", "", "", True, "speed"),
    ("hitting-time", "value", "inf", "", "", False, "Never is right for the squares"),
    ("hitting-time", "value", "  ", "", "", None, "Not answered yet"),
    ("gradient-direction", "value", "-1, 1", "", "", True, ""),
    ("find-a-corner", "value", "Quadratic([[1, 0], [0, 1]],\n  center=[0.25, 3])", "", "", True, ""),
    ("order-of-arrival", "text", "b", "", "", True, ""),
    ("ridge-stationarity", "text", "g / (2*lam)", "", "", False, "Hint"),
    ("ridge-stationarity", "text", "−g / (2·λ)", "", "", True, ""),
    ("hw1-alone", "value", "(6 - 4.5) / lam_1", "", GIVEN, True, ""),
    ("hw1-alone", "value", "(6 - sqrt(4.5**2)) / lam_1 / pi * np.pi", "", GIVEN, True, ""),
    ("hw1-flow", "code", FLOW, "l1_flow", "w = np.array([4.6, 1.7, 0.65])", True, ""),
    ("hw1-flow", "code", FLOW.replace("* w", ""), "l1_flow", "w = np.array([4.6, 1.7, 0.65])", False, "Hint"),
    ("write-soft-threshold", "code", SOFT, "my_soft_threshold", "", True, "test"),
    ("write-soft-threshold", "code", "def f(", "my_soft_threshold", "", None, "SyntaxError"),
    ("write-soft-threshold", "code", "raise SystemExit", "my_soft_threshold", "", None, "SystemExit"),
    ("write-soft-threshold", "code", "x = '<b>'", "my_soft_threshold", "", None, "keep this name"),
]
SHOWN = {True: "Right", False: "Not yet", None: "Not judged"}


@pytest.fixture(scope="module")
def judge():
    return pytest.importorskip("judge")


@pytest.mark.parametrize(("name", "kind", "text", "answer", "given", "right", "said"), ANSWERS)
def test_what_is_typed_is_judged_as_in_the_notebook(judge, name, kind, text, answer, given, right, said):
    html, _ = judge.judged(name, kind, text, answer, given)
    assert f'aria-label="{SHOWN[right]}"' in html and said in html.replace("&#x27;", "'")


@pytest.mark.parametrize(("name", "kind", "text"), [each[:3] for each in ANSWERS if each[5] and not each[3]])
def test_an_answer_is_written_so_that_a_notebook_reads_the_same(judge, name, kind, text):
    given = GIVEN if name == "hw1-alone" else ""
    _, written = judge.judged(name, kind, text, "", given)
    exec(given, known := {"np": judge.np} | vars(judge.sparsity_kit))
    numbers = {each: known[each] for each in ("start_1", "lam_1") if given}
    assert judge.check(name, eval(written, known), **numbers).correct


def test_a_hint_is_given(judge):
    assert "of 2: " in judge.hinted("hitting-time")


BLOCKED = """
import sys
sys.path.insert(0, "book/static")
class Blocked:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in ("matplotlib", "scipy", "sklearn", "ipywidgets", "IPython", "nbformat") or name in LEFT_OUT:
            raise ModuleNotFoundError(name)
LEFT_OUT = "sparsity_kit.grading", "sparsity_kit.live"
sys.meta_path.insert(0, Blocked())
import judge
"""


def in_a_fresh_python(code):
    command = [sys.executable, "-c", BLOCKED + code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def test_numbers_letters_and_functions_are_judged_by_numpy_alone():
    code = f"""
judge.judged("hitting-time", "value", "4")
judge.judged("order-of-arrival", "text", "A")
judge.judged("write-soft-threshold", "code", {SOFT!r}, "my_soft_threshold")
print([name for name in ("sympy", "mpmath") if name in sys.modules])
"""
    assert in_a_fresh_python(code) == "[]\n"


def test_what_is_missed_is_noticed_and_judged_once_it_is_there():
    code = """
import importlib.machinery
finder = next(each for each in sys.meta_path if each is importlib.machinery.PathFinder)
missed = judge.Missed(["sympy"])
sys.meta_path.remove(finder)
judged = lambda: judge.judged("ridge-stationarity", "text", "-g/(2*lam)")[0].split('"')[5]
before = judged(), *missed.names
sys.meta_path.append(finder)
print(before, judged())
"""
    assert in_a_fresh_python(code) == "('Not judged', 'sympy') Right\n"


def test_every_question_of_the_pages_has_a_key_with_numpy_and_sympy_alone():
    code = """
from sparsity_kit.homework.register import QUESTIONS, assignment_of
from sparsity_kit.questions.checking import reference
asked = [reference(assignment_of(each), each) for each in QUESTIONS.values() if not each.by_hand]
keys = [each.key for each in asked] + [each.answer_of(mistake) for each in asked for mistake in each.mistakes]
print(len(asked), len(keys) > 200)
"""
    assert re.fullmatch(r"\d+ True\n", in_a_fresh_python(code))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_there_is_a_box_with_a_label_for_each_check(book, source):
    text = "\n".join(cell.source for cell in nbformat.read(source, as_version=4).cells if cell.cell_type == "code")
    page = (book / f"{source.stem}.html").read_text(encoding="utf-8")
    forms = re.findall(r'<form class="answer" id="answer-([\w-]+)".*?</form>', page, re.DOTALL)
    assert len(forms) > 1 and forms == re.findall(r'\bcheck\("([\w-]+)"', text)
    for form in re.findall(r'<form class="answer".*?</form>', page, re.DOTALL):
        field = re.search(r'<(?:input|textarea) id="([^"]+)"', form)
        assert f'<label for="{field[1]}">' in form if field else "<label><input" in form


def test_the_kit_of_the_pages_has_no_solutions_and_no_grader(judging_book):
    with zipfile.ZipFile(judging_book / "_static" / "pyodide" / "kit.zip") as kit:
        names = kit.namelist()
    assert "sparsity_kit/homework/by_name.pyc" in names and "sparsity_kit/diabetes/diabetes.csv" in names
    assert [name for name in names if "notebooks" in name or "grading" in name or name.endswith(".py")] == []


def test_a_file_that_is_not_pyodide_s_own_is_refused_and_removed(judging_book, monkeypatch, tmp_path):
    pyodide = pytest.importorskip("pyodide")
    folder, lent = tmp_path / "folder", tmp_path / "lent"
    for each in (folder, lent):
        each.mkdir()
    shipped = judging_book / "_static" / "pyodide"
    name = next(shipped.glob("numpy-*.whl")).name
    shutil.copy(shipped / "pyodide-lock.json", folder)
    (lent / name).write_bytes(b"something else")
    monkeypatch.setenv("PYODIDE_FILES", str(lent))
    with pytest.raises(pyodide.NotThere, match="sha256"):
        pyodide.fetch(["numpy"], folder)
    assert not (folder / name).exists()


def test_what_comes_from_others_has_its_licence(judging_book):
    editor = (judging_book / "_static" / "editor.js").read_text(encoding="utf-8")
    assert "Permission is hereby granted" in editor and "Marijn Haverbeke" in editor
    with zipfile.ZipFile(judging_book / "_static" / "pyodide" / "sympy.zip") as sympy:
        licences = [name for name in sympy.namelist() if "LICENSE" in name]
    assert any("sympy" in name for name in licences) and any("mpmath" in name for name in licences)
    assert "Mozilla" in (judging_book / "_static" / "pyodide" / "ORIGINS.txt").read_text(encoding="utf-8")


def test_without_pyodide_the_book_says_so_and_is_built(monkeypatch, capsys, tmp_path):
    make = pytest.importorskip("make")

    def unreachable(folder):
        raise make.NotThere("Pyodide's NumPy cannot be had")

    monkeypatch.setattr(make.interpreter, "bring", unreachable)
    sentence = "This copy of the book was made without the Python that judges answers: Pyodide's NumPy cannot be had."
    assert make.with_python(tmp_path) == sentence
    assert "no Python to judge answers" in capsys.readouterr().out
