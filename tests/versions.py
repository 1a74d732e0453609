"""Run the tests on the oldest and newest versions that are promised: `python -m tests.versions`.

The sets follow from pyproject.toml. `oldest-core` has the oldest version of each dependency, as a browser or a service
may have them; `oldest-course` the oldest that lessons and homework are promised to run with; `newest-3.12` and so on
what an index gives on that Python today. Each is installed by uv into an environment of its own, which is thrown away
afterwards; a Python that this machine has not, and uv cannot fetch, is skipped with the reason. What stands after
`--tests` goes to pytest, in the place of the tests of the set. The exit status is 1 if a set failed.

Browser and grader are left out: neither depends on the versions. So are, on the oldest sets, the comparisons of the
lessons letter by letter: SymPy's printing belongs to its version. So is mypy: old packages tell other types.
"""

import argparse
import os
import re
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LIBRARY = ["sparsity_kit", "tests", "--ignore=tests/browser", "--ignore=tests/grading"]
# Old packages call what new ones have deprecated.
OLDEST = [*LIBRARY, "--ignore-glob=*.ipynb", "--ignore-glob=tests/test_lesson*.py", "-W", "ignore::DeprecationWarning"]
OLDEST += ["--deselect=tests/test_package.py::test_the_types_agree"]
PICTURES = "--ignore=tests/test_homework_notebooks.py"  # Matplotlib 3.8 beside IPython 9 shows none in a notebook


class Versions(NamedTuple):
    """A set: the Python, the versions that are pinned (`name==version`), and what pytest is asked."""

    python: str
    pins: list
    tests: list


def oldest(requirements):
    """The pins of the oldest versions; a later requirement of the same package takes the place of an earlier one.

    >>> oldest(["numpy>=2.0", "tqdm>=4", "numpy>=2.1"])
    ['numpy==2.1', 'tqdm==4']
    """
    asked = {requirement.name: requirement for requirement in map(Requirement, requirements)}
    floors = {name: [each.version for each in asked[name].specifier if each.operator == ">="] for name in asked}
    return [f"{name}=={version}" for name, (version,) in floors.items()]


def promised():
    """All sets, {name: Versions}."""
    pythons = re.findall(r"'Programming Language :: Python :: (3\.\d+)'", str(PROJECT["classifiers"]))
    core, course = PROJECT["dependencies"], PROJECT["optional-dependencies"]["course"]
    sets = {
        "oldest-core": Versions(pythons[0], oldest(core), [*OLDEST, PICTURES]),
        "oldest-course": Versions(pythons[0], oldest([*core, *course]), OLDEST),
    }
    return sets | {f"newest-{python}": Versions(python, [], [*LIBRARY, "lessons"]) for python in pythons}


def tried(versions, tests):
    """Install a set in a new environment and run the tests there; 'passed', 'failed', or why it was skipped."""
    with tempfile.TemporaryDirectory() as folder:
        environment, pins = Path(folder) / "env", Path(folder) / "pins.txt"
        make = ["uv", "venv", "--seed", "--python", versions.python, environment]
        if subprocess.run(make, capture_output=True).returncode:
            return f"skipped: there is no Python {versions.python} here, and uv cannot fetch one"
        pins.write_text("\n".join(versions.pins), encoding="utf-8")
        install = ["uv", "pip", "install", "--quiet", "--python", environment, "--override", pins, "-e", ".[test]"]
        subprocess.run(install, cwd=ROOT, check=True)
        python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
        run = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(tests or versions.tests)]
        return "failed" if subprocess.run(run, cwd=ROOT).returncode else "passed"


def main(arguments=None):
    """The command; returns its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(promised())}; all unless given")
    parser.add_argument("--tests", nargs=argparse.REMAINDER, metavar="PYTEST", help="what to ask pytest instead")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.sets if name not in promised()]:
        parser.error(f"there is no set {', '.join(unknown)}; there are {', '.join(promised())}")
    if not shutil.which("uv"):
        parser.error("uv is needed, which installs old versions in seconds: pip install uv")
    results = {name: tried(promised()[name], options.tests) for name in options.sets or promised()}
    print("\n".join(f"{name}: {result}" for name, result in results.items()))
    return int("failed" in results.values())


if __name__ == "__main__":
    raise SystemExit(main())
