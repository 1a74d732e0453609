"""One cell inside the box: what it binds, what is passed over, and whether it reaches into what is not its own."""

import ast
import math
import signal
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
import sympy as sp

from sparsity_kit.grading.box.inside import execute, runner
from sparsity_kit.grading.box.inside.tampering import tampers
from sparsity_kit.grading.notebook import source_of
from sparsity_kit.grading.release.sources import source_notebook
from sparsity_kit.homework.register import ASSIGNMENTS


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("a = b", "a"),
        ("a, (b, *c) = d", "a b c"),
        ("a += 1; b: int = 2", "a b"),
        ("def f(x): pass\nclass C: pass", "C f"),
        ("for i in x:\n    j = i", "i j"),
        ("with open(x) as file: pass", "file"),
        ("import numpy as np, os.path\nfrom math import pi as p", "np os p"),
        ("if (n := 3): pass", "n"),
        ("f(a)[0]; check('x', slope)", ""),
    ],
)
def test_names_that_a_cell_binds(code, names):
    assert sorted(execute.bound(ast.parse(code))) == names.split()


@pytest.mark.parametrize(
    ("code", "python"),
    [
        ("x = 5 % 3\ny = '!a'", "x = 5 % 3\ny = '!a'"),
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("if x:\n    !ls\n    y = !ls", "if x:\n    pass\n    y = None"),
        ("np.clip?\nnp??\n?np\nx = 1", "pass\npass\npass\nx = 1"),
        ("!pip install x \\\n    --quiet \\\n    y\nx = 1\n%run z \\", "pass\nx = 1\npass"),
        ("if x:\n    y = !ls \\\n    -l\n    z = 5 % \\\n        3", "if x:\n    y = None\n    z = 5 % 3"),
        ("%time x = 1 + \\\n    2", "x = 1 + 2"),
        ("%%time\nx = 1", "x = 1"),
        ("if x:\n    %time y = f(x)\n%time", "if x:\n    y = f(x)\npass"),
        ("%%prun -q\nx = 1", "x = 1"),
        ("%%bash\nrm -r x", ""),
        (">>> x = 1\n>>> for y in z:\n...     x = y\n... \n", "x = 1\nfor y in z:\n    x = y\n"),
        ("    >>> x = 1\n    >>> y = 2", "x = 1\ny = 2"),
        ("  In [1]: x = 1", "x = 1"),
        ("In [3]: x = 1\n   ...: y = 2", "x = 1\ny = 2"),
        ("x = ...\n...", "x = ...\n..."),
        ("  x = 1\n  if x:\n      y = 2", "x = 1\nif x:\n    y = 2"),
        ("\n\t%time x = 1\n\ty = 2", "x = 1\ny = 2"),
        ('x = """\n%d\n"""', 'x = """\n%d\n"""'),
    ],
)
def test_magics_and_shell_lines_are_passed_over(code, python):
    assert ast.dump(execute.parse(code)) == ast.dump(ast.parse(python))


@pytest.fixture
def scope(monkeypatch):
    """A fresh notebook; what stands in its place, and who measures the tests, is put back afterwards."""
    for name in ("builtins", "__main__"):
        monkeypatch.setitem(sys.modules, name, sys.modules[name])
    tracer = sys.gettrace()
    yield execute.namespace()
    sys.settrace(tracer)


ERRORS = {  # a cell: type, text and line of its error
    "1\n1 / 0": ("ZeroDivisionError", "division by zero", 2),
    "def f():\n    1 / 0\n\nf()": ("ZeroDivisionError", "division by zero", 2),
    "import json\n\njson.loads('')": ("JSONDecodeError", "Expecting value: line 1 column 1 (char 0)", 3),
    "assert 1 == 2, 'no'": ("AssertionError", "no", 1),
    "raise SystemExit": ("SystemExit", "", 1),
    "!ls \\\n  -l\n1 / 0": ("ZeroDivisionError", "division by zero", 3),
    "1\nx = )": ("SyntaxError", "unmatched ')' (<unknown>, line 2)", 2),
    "raise ValueError('ab' * 999)": ("ValueError", "ab" * 150, 1),
    f"class {'E' * 61}(Exception): pass\nraise {'E' * 61}": ("E" * 60, "", 2),
    "class E(Exception):\n    def __str__(self): raise SystemExit\nraise E": ("E", "", 3),
    "error = SyntaxError('x')\nerror.lineno = 'y'\nraise error": ("SyntaxError", "x", 3),
}


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_has_a_type_a_text_and_the_line_of_the_cell(code, scope):
    assert tuple(runner.told(execute.run(scope, code, False)[2]).values()) == ERRORS[code]


def test_an_error_outside_the_cell_has_no_line():
    odd = SyntaxError("x")
    odd.lineno = "y"
    assert [runner.told(error)["line"] for error in (ValueError("x"), odd, SyntaxError("x"))] == [None] * 3


def test_what_a_cell_draws_is_seen_and_closed(scope):
    """Also what it has closed itself; not what another cell or nobody asked for."""
    draws = "import matplotlib.pyplot as plt\nkept = plt.figure()\nplt.subplots(1, 2)[0]\nplt.close('all')"
    assert execute.run(scope, draws, False)[1] == []
    tree, made, failure = execute.run(scope, "plt.subplots(2, 2)\nplt.figure()\nx = 1", True)
    assert sorted(len(figure.axes) for figure in made) == [0, 4] and failure is None and plt.get_fignums() == []
    assert sorted(execute.bound(tree)) == ["x"]
    assert execute.run(scope, "1", True)[1] == []


def test_what_was_shown_is_done_and_what_is_drawn_then_is_another_figure(scope):
    """As in a notebook; also if memory is tidied up before the cell has ended. Nothing of it stays."""
    runner.DO["run"](scope, {"code": "import gc, matplotlib.pyplot as plt"})
    show = plt.show
    draws = "plt.plot([1])\nplt.show()\ngc.collect()\nplt.plot([2])\nplt.show(block=True)\ngc.collect()"
    report = runner.DO["run"](scope, {"code": draws, "watch": True})
    assert "error" not in report and report["figures"] == [1, 1] and len(report["pictures"]) == 2
    assert plt.show is show


def test_no_cell_takes_away_what_the_next_one_needs(scope):
    """Room to recurse, modules, built-in functions of Python; and it leaves no tracer, profiler or clock running."""
    room, modules = sys.getrecursionlimit(), sys.modules
    execute.run(scope, "1", False)
    spoils = (
        "import sys, signal\nsys.setrecursionlimit(900)\ndel sys.modules['json']\nsys.modules = {}\n"
        "def nothing(*a): pass\nsys.settrace(nothing)\nsys.setprofile(nothing)\n"
        "for clock in range(3): signal.setitimer(clock, 60)\nimport builtins\nbuiltins.sum = None"
    )
    assert execute.run(scope, spoils, False)[2] is None
    assert sys.getrecursionlimit() == room and sys.modules is modules and "json" in modules and sum([1]) == 1
    assert sys.gettrace() is None and sys.getprofile() is None
    assert [signal.getitimer(clock)[0] for clock in range(3)] == [0, 0, 0]


def test_what_only_jupyter_has_is_there_and_does_nothing(scope):
    asks = (
        "shell = get_ipython()\nx = shell.run_line_magic('cd', '/'), shell.magic('x', y=1), display(3, raw=True)\n"
        "hidden = hasattr(shell, '_repr_html_')"
    )
    assert execute.run(scope, asks, False)[2] is None
    assert scope["x"] == (None, None, None) and scope["hidden"] is False and scope["__name__"] == "__main__"


def test_a_shell_that_is_imported_does_nothing_either(scope):
    """`from IPython import get_ipython` stands at the top of many a notebook that was a script once."""
    for module in ("IPython", "IPython.core.getipython"):
        code = f"from {module} import get_ipython as own\nx = own().run_line_magic('reset', '-sf')\ny = 1"
        assert execute.run(scope, code, False)[2] is None and (scope.pop("x"), scope.pop("y")) == (None, 1)
    assert execute.run(scope, "from IPython import version_info, get_ipython\nx = version_info", False)[2] is None


class Own:
    """A class as a student's own."""


Own.__module__ = "__main__"
SCOPE = {"math": math, "Own": Own, "Foreign": ast.AST, "own": Own()}


@pytest.mark.parametrize(
    "code",
    [
        "math.pi = 3", "del math.pi", "math.a.b = 1", "Foreign.lineno = 1", "import builtins",
        "from ctypes import CDLL",
        "from importlib.util import find_spec, module_from_spec", "from importlib import reload",
        "setattr(x, 'y', 1)", "globals()['x'] = 1",
        "sys.modules['x'] = 1", "x.__dict__['y'] = 1", "del x",
    ],
)  # fmt: skip
def test_reaching_into_what_is_not_ones_own_is_seen(code):
    assert tampers(ast.parse(code), SCOPE)


@pytest.mark.parametrize(
    "code", ["x = math.pi", "own.x = 1", "Own.x = 1", "self.x = 1", "import numpy as np\nnp.random.seed(1)", "x[0] = 1"]
)
def test_ordinary_code_is_not(code):
    assert not tampers(ast.parse(code), SCOPE)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_courses_own_cells_are_ordinary(name):
    """Else each question of each submission would get a box of its own, for nothing."""
    cells = [cell for cell in source_notebook(ASSIGNMENTS[name])["cells"] if cell["cell_type"] == "code"]
    scope = {"np": np, "sp": sp, "plt": plt}
    assert [source_of(cell) for cell in cells if tampers(execute.parse(source_of(cell)), scope)] == []
