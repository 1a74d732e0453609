"""Imports point one way, and the numbers cost nothing but NumPy."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

KIT = Path(__file__).parent.parent / "sparsity_kit"
RANK = {
    "inputs": 0,
    "fits": 0.5,
    "blocks": 0,
    "halving": 0,
    "printable": 0,
    "rational": 0,
    "brackets": 1,
    "penalty": 2,
    "objective": 3,
    "losses": 4,
    "penalties": 4,
    "asked": 4,
    "conventions": 5,
    "data": 5,
    "certificates": 5,
    "plane": 5,
    "paths": 6,
    "solve": 7,
    "flow": 8,
    "validation": 8,
    "derivations": 8,
    "answers": 1,
    "questions": 2,
    "figures": 9,
    "homework": 9,
    "live": 10,
    "grading": 10,
    "__main__": 11,
}
GRADING_RANK = {
    "limits": 0,
    "files": 0,
    "terminal": 0,
    "given_numbers": 0,
    "tables": 1,
    "notebook": 1,
    "notebook_file": 0.5,
    "box": 1,
    "lost_names": 1.5,
    "restoring": 1.6,
    "judge": 2,
    "release": 2.5,
    "intake": 3,
    "submission": 3,
    "seen": 0,
    "handing_in": 4,
    "marks": 4,
    "cluster": 4,
    "workers": 5,
    "whole_class": 6,
    "commands": 7,
}
HEAVY = ("matplotlib", "sympy", "ipywidgets", "scipy", "sklearn", "IPython", "tqdm")
NUMBERS = [name for name, rank in RANK.items() if rank < 9 and name != "derivations"]


def imports(path, nodes=ast.walk):
    """What the file imports: (whole module name, name taken from it) pairs, the latter '' for a plain import."""
    for node in nodes(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((("." * node.level) + (node.module or ""), alias.name) for alias in node.names)


def part(path):
    """The module or subpackage of the kit to which a file belongs."""
    return path.relative_to(KIT).parts[0].removesuffix(".py")


def kit_parts(path):
    """The modules and subpackages of the kit that a file imports, its own left out."""
    assert not [name for name, _ in imports(path) if name.startswith(".")], f"{path}: relative import"
    names = [f"{name}.{taken}" for name, taken in imports(path) if name.partition(".")[0] == KIT.name]
    return {name.split(".")[1] for name in names} - {part(path)}


FILES = [path for path in sorted(KIT.rglob("*.py")) if path != KIT / "__init__.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(KIT)))
def test_imports_point_one_way(path):
    assert part(path) in RANK, f"give {part(path)} its place in RANK"
    too_high = {name for name in kit_parts(path) if RANK.get(name, 99) >= RANK[part(path)]}
    assert not too_high, f"{path.name} may not import {sorted(too_high)}"
    if part(path) == "derivations":
        assert kit_parts(path) <= {
            "penalties",
            "penalty",
            "objective",
            "brackets",
            "inputs",
            "printable",
            "rational",
        }, "of the kit, derivations know only `symbolic`"


def test_the_rooms_of_grading_import_one_way():
    """A room may import those of lower rank; of the kit outside, the box knows nothing."""
    for path in (path for path in FILES if part(path) == "grading" and "inside" not in path.parts):
        room = path.relative_to(KIT / "grading").parts[0].removesuffix(".py")
        names = [f"{name}.{taken}".split(".") for name, taken in imports(path) if name.startswith("sparsity_kit.")]
        used = {name[2] for name in names if name[1] == "grading"} - {room}
        if room not in ("__init__", "__main__"):
            assert not {name for name in used if GRADING_RANK.get(name, 99) >= GRADING_RANK[room]}, path
        assert room != "box" or all(name[1] == "grading" for name in names), path


@pytest.mark.parametrize("module", NUMBERS)
def test_the_numbers_import_numpy_alone(module):
    for path in (path for path in FILES if part(path) == module):
        top_level = {name.partition(".")[0] for name, _ in imports(path, nodes=lambda tree: tree.body)}
        assert not top_level & set(HEAVY)


def test_no_package_offers_a_name_that_one_of_its_files_has():
    """Else `import kit.package.name`, from anywhere, puts the file in the place of the function."""
    for init in (path for path in FILES if path.name == "__init__.py"):
        files = {path.stem for path in init.parent.glob("*.py")}
        assert not files & {name for _, name in imports(init)}, init


def loaded_by(code):
    """The top-level packages in memory after running some code in a fresh interpreter."""
    report = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    return set(subprocess.check_output([sys.executable, "-c", f"{code}; {report}"], text=True).split())


def test_importing_the_kit_loads_nothing_heavy():
    assert {"numpy", "sparsity_kit"} <= loaded_by("import sparsity_kit")
    assert not loaded_by("import sparsity_kit; sparsity_kit.minimize; dir(sparsity_kit)") & set(HEAVY)


def test_what_stands_beside_the_first_names_is_read_when_it_is_used():
    """Importing the kit is to be nearly as quick as NumPy: each file costs half of a thousandth of a second."""
    modules = "import sys; print(*(name for name in sys.modules if name.startswith('sparsity_kit')))"
    kit = "import sparsity_kit as kit"
    at_first = set(subprocess.check_output([sys.executable, "-c", f"{kit}; {modules}"], text=True).split())
    with_a_path = f"{kit}; kit.lasso_path([[1.0]], [1.0]); kit.cross_validate; {modules}"
    later = set(subprocess.check_output([sys.executable, "-c", with_a_path], text=True).split()) - at_first
    assert {"sparsity_kit.paths.homotopy", "sparsity_kit.validation.cross_validate"} <= later
    assert len(at_first) < 70


def test_the_modules_of_the_kit_are_there_after_importing_the_kit_alone():
    assert {"sympy"} <= loaded_by("import sparsity_kit; sparsity_kit.derivations.stationarity")
    assert {"matplotlib"} <= loaded_by("import sparsity_kit; sparsity_kit.figures.loss_meets_ball")
