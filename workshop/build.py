"""Run the lessons and write them in one normal form: `python workshop/build.py [--check] [lesson ...]`.

Without names: every lesson in `lessons`, every page beside them, and all homework. A lesson is executed from its first
cell to its last in a fresh kernel, freed of all that differs from run to run, checked against the house rules, and
written if it is not what its cells produce. Homework is first made to fit its assignment. With `--check` nothing is
written: the first place where a committed lesson is not what its cells produce is named, and the exit status is 1.
"""

import argparse
import os
from pathlib import Path

import nbformat
from comparing import difference
from homework_rules import assignment_of, fit, misfits
from house_rules import faults
from lesson_minutes import faults as too_long
from lesson_minutes import say, unknown
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from normal_form import METADATA, normalise, read
from notebooks import HOMEWORK, is_lesson, notebooks, write
from the_kit import renew

from sparsity_kit.homework.declared import undrawn
from sparsity_kit.homework.register import ASSIGNMENTS

SECONDS_PER_CELL = 30


def execute(notebook, folder):
    """Run every cell in a fresh kernel that starts in `folder`; widget state is stored. Raises CellExecutionError."""
    notebook.metadata = nbformat.from_dict(METADATA)
    environment = os.environ | {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    client = NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        store_widget_state=True,
    )
    client.execute(env=environment)
    return notebook


def check(path):
    """The first place where the lesson at `path` is not what its cells produce, as one line; None if there is none."""
    return difference(Path(path).read_text(encoding="utf-8"), build(path))


def build(path):
    """The lesson at `path`, executed and normalised; homework is first made to fit its assignment.

    A lesson's title gets the minutes that it takes.
    """
    path, notebook = Path(path), renew(read(path))
    if assignment := assignment_of(path):
        notebook = fit(notebook, assignment)
    built = normalise(execute(notebook, path.parent))
    return say(built) if is_lesson(path) else built


def all_faults(path, notebook):
    """What a notebook at `path` lacks, by the house rules and, if it is homework, beside its assignment."""
    path = Path(path)
    if assignment := assignment_of(path):
        return [*faults(notebook, "homework"), *misfits(notebook, assignment)]
    if path.parent.resolve() == HOMEWORK.resolve():
        return [
            f"no assignment is called {path.stem}; list it in sparsity_kit/homework/register.py, or rename the file"
        ]
    kind = "beside" if path.parent.name == "beside" else "lesson"
    return [*faults(notebook, kind), *unknown(notebook), *(too_long(notebook) if is_lesson(path) else ())]


def main(arguments=None):
    """The command; returns its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, name the first difference")
    parser.add_argument("lessons", nargs="*", help="names such as 04_sign_argument, or paths; all unless given")
    options = parser.parse_args(arguments)
    paths = [_path(name) for name in options.lessons] or notebooks()
    return max([_report(path, options.check) for path in paths], default=0)


def _path(name):
    paths = {path.stem: path for path in notebooks()}
    path = Path(name) if name.endswith(".ipynb") else paths.get(name)
    if path is None and name in ASSIGNMENTS:
        raise SystemExit(
            f"{name} has no notebook; write {HOMEWORK / name}.ipynb with a title, then its cells are put there"
        )
    if path is None or not path.is_file():
        raise SystemExit(f"there is no lesson {name}; there are: {', '.join(paths)}")
    return path


def _report(path, check_only):
    """Check or write one lesson, and say what is wrong with it; 0 if nothing is."""
    assignment = assignment_of(path)
    try:
        if assignment and (undrawable := [*undrawn(assignment)]):
            found = undrawable
        elif check_only:
            found = [*filter(None, [check(path)]), *all_faults(path, read(path))]
        else:
            notebook = build(path)
            if difference(path.read_text(encoding="utf-8"), notebook):  # else only pixels that rounding moves
                write(path, notebook)
            found = all_faults(path, notebook)
    except CellExecutionError as error:
        found = [f"a cell raised {error.ename}: {error.evalue}"]
    except CellTimeoutError:
        found = [f"a cell took more than {SECONDS_PER_CELL} seconds"]
    print(f"{path.name}: {'; '.join(found) or 'ok'}")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
