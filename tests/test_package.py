"""The promises of the package as a whole: its names, their docstrings, its version, its address."""

import ast
import importlib
import importlib.metadata
import inspect
import pkgutil
import re
import subprocess
import sys
import tomllib
from functools import cached_property
from pathlib import Path

import address
import pytest
import yaml
from packaging.requirements import Requirement
from versions import oldest, promised

import sparsity_kit
from sparsity_kit import figures

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAMES = "SquaredError Quadratic Logistic L1 SquaredL2 L2 ElasticNet GroupL2 Lq soft_threshold minimize"
NAMES += " Solution lambda_max"
TEXTS = {".md", ".toml", ".cff", ".yml", ".py", ".ipynb", ".txt"}
ADDRESS = r"(?:github\.com|/gh)/([\w.-]+/sparsity[-_]kit)\b"  # a page of the repository, or of a service that opens it
MODULES = ["derivations", "figures", "flow", "conventions", "live"]


def test_the_promised_names_are_at_the_top():
    for name in [*NAMES.split(), *MODULES]:
        assert name in sparsity_kit.__all__
        assert name in dir(sparsity_kit)
        assert getattr(sparsity_kit, name).__doc__


def test_the_types_agree():
    """As `[tool.mypy]` asks."""
    said = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout


def test_all_lists_each_name_once_and_each_exists():
    assert len(set(sparsity_kit.__all__)) == len(sparsity_kit.__all__)
    assert all(hasattr(sparsity_kit, name) for name in sparsity_kit.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="sparsity_kit"):
        sparsity_kit.L7  # noqa: B018


def public_things():
    """(full name, object) for each module of the kit, its public functions and classes, and their public methods."""
    for info in pkgutil.walk_packages(sparsity_kit.__path__, "sparsity_kit."):
        module = importlib.import_module(info.name)
        yield info.name, module
        for name, thing in public(vars(module)):
            if getattr(thing, "__module__", None) == info.name:
                yield f"{info.name}.{name}", thing
                for member, method in public(vars(thing) if inspect.isclass(thing) else {}):
                    if inspect.isfunction(method) or isinstance(method, (property, cached_property, classmethod)):
                        yield f"{info.name}.{name}.{member}", getattr(thing, member)


def public(names):
    return [(name, thing) for name, thing in names.items() if not name.startswith("_")]


def test_every_public_thing_has_a_docstring():
    things = list(public_things())
    assert len(things) > 30
    assert [name for name, thing in things if not inspect.getdoc(thing)] == []


ALONE = "Assignment Criteria Dataset Portrait Question Solution SolvedPath Subdifferential Touching"  # beside drawings


def test_data_classes_do_not_change_and_with_arrays_are_equal_to_themselves_alone():
    """As every drawing is. Two change, filled in bit by bit. Whoever says how it is shown says it of its children."""
    found = {thing for _, thing in public_things() if inspect.isclass(thing) and "__dataclass_params__" in vars(thing)}
    as_declared = {each: each.__dataclass_params__ for each in found}
    assert {each.__name__ for each, its in as_declared.items() if not its.frozen} == {"Observed", "Vetted"}
    drawings = {each for each in found if issubclass(each, figures.Drawing)}
    assert {each for each, its in as_declared.items() if not its.eq} - drawings == {
        each for each in found if each.__name__ in ALONE.split()
    }
    assert not any(as_declared[each].eq for each in drawings)
    for each in found:
        ways = [vars(part)["__repr__"] for part in each.__mro__[:-1] if "__repr__" in vars(part)]
        written = [way for way in ways if not hasattr(way, "__wrapped__")]  # and not made by `dataclass`
        assert each.__repr__ in (written or ways), each


def test_the_library_does_not_print():
    for path in (ROOT / "sparsity_kit").rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        assert "print" not in [getattr(call.func, "id", None) for call in calls], path


def test_files_and_functions_are_short():
    """At most 130 lines, and 45; the tables of questions have as many as there are questions."""
    for path in (ROOT / "sparsity_kit").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 130 or path.is_relative_to(ROOT / "sparsity_kit" / "homework"), path
        functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
        assert [node.name for node in functions if node.end_lineno - node.lineno >= 45] == [], path


def test_one_version_everywhere():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    installed = importlib.metadata.version("sparsity-kit")
    assert sparsity_kit.__version__ == PROJECT["version"] == citation["version"] == installed


def test_every_address_of_the_repository_is_that_of_pyproject():
    ours = PROJECT["urls"]["Repository"].removeprefix("https://github.com/")
    folders = [path for path in ROOT.iterdir() if path.is_dir() and path.name not in (".git", ".venv")]
    paths = [*ROOT.glob("*.*"), *(path for folder in folders for path in folder.rglob("*.*"))]
    texts = {path: path.read_text(encoding="utf-8") for path in paths if path.suffix in TEXTS}
    named = {(path, repository) for path, text in texts.items() for repository in re.findall(ADDRESS, text)}
    assert {(path, repository) for path, repository in named if repository != ours} == set()


def test_one_command_gives_the_project_another_address(tmp_path):
    """In a clone: no committed file names the old one any more, and all is as with the old one otherwise."""
    old, new = PROJECT["urls"]["Repository"].removeprefix(address.GITHUB).encode(), b"a-school/our-course"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(tmp_path)], check=True)
    address.renew(tmp_path, f"{address.GITHUB}{new.decode()}.git/")
    named = [path.relative_to(tmp_path) for path in address.committed(tmp_path) if new in path.read_bytes()]
    assert Path("README.md") in named and Path("pyproject.toml") in named and len(named) > 11
    for path in address.committed(tmp_path):
        assert old not in path.read_bytes() and new + b".git" not in path.read_bytes(), path
    with pytest.raises(SystemExit, match="OWNER/NAME, got example"):
        address.renew(tmp_path, "example.org")


def test_every_promised_version_is_tested():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    pythons, sets = (workflow["jobs"][job]["strategy"]["matrix"] for job in ("test", "oldest"))
    assert [*sets["set"], *(f"newest-{python}" for python in pythons["python"])] == list(promised())
    assert PROJECT["requires-python"] == f">={pythons['python'][0]}"


@pytest.mark.parametrize("requirements", [PROJECT["dependencies"], PROJECT["optional-dependencies"]["course"]])
def test_every_dependency_has_an_oldest_version(requirements):
    pins = [Requirement(pin) for pin in oldest(requirements)]
    assert [f"{pin.name}>={next(iter(pin.specifier)).version}" for pin in pins] == requirements
