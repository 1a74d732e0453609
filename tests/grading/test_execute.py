"""One cell inside the box: what it binds, what is passed over, and whether it reaches into what is not its own."""

import ast
import math

import matplotlib.pyplot as plt
import numpy as np
import pytest
import sympy as sp

from sparsity_kit.grading.box.inside import execute
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
