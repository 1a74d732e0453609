"""Run the lessons and write them in one normal form: `python workshop/build.py [--check] [lesson ...]`.

Without names: every lesson in `lessons`, every page beside them, and all homework. A lesson is executed from its first
cell to its last in a fresh kernel, freed of all that differs from run to run, checked against the house rules, and
written. Homework is first made to fit its assignment. With `--check` nothing is written: the first place where a
committed lesson is not what its cells produce is named, and the exit status is 1.
"""

import argparse
import hashlib
import json
import os
import re
from pathlib import Path

import nbformat
from homework_rules import assignment_of, fit, misfits
from house_rules import code_cells, faults
from lesson_minutes import say
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from predictions import fold, revealing
from the_kit import renew

from sparsity_kit.grading.release.sources import NOTEBOOKS as HOMEWORK

LESSONS = Path(__file__).parent.parent / "lessons"
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
CELL_METADATA = ("claims", "nbgrader", "shows", "tags")
SECONDS_PER_CELL = 30
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
ANY_VERSION = {
    "model_module_version": "model_module",
    "_model_module_version": "_model_module",
    "_view_module_version": "_view_module",
}


# Reading and running


def read(path):
    """The notebook at `path`, valid as format 4.5: a cell without an id of its own gets one made from its text."""
    notebook = json.loads(Path(path).read_text(encoding="utf-8"))
    taken = set()
    for cell in notebook["cells"]:
        if not re.fullmatch(r"[\w-]{1,64}", cell.get("id", ""), re.ASCII) or cell["id"] in taken:
            cell["id"] = _new_id("".join(cell["source"]), taken)
        taken.add(cell["id"])
        if cell["cell_type"] == "code":
            cell.setdefault("outputs", [])
            cell.setdefault("execution_count", None)
    notebook |= {"nbformat": 4, "nbformat_minor": 5}
    return nbformat.reads(json.dumps(notebook), as_version=4)


def _new_id(text, taken):
    repeats = 0
    while (cell_id := hashlib.sha256(f"{repeats}{text}".encode()).hexdigest()[:12]) in taken:
        repeats += 1
    return cell_id


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


# The normal form


def normalise(notebook):
    """The same notebook without anything that differs from one run to the next."""
    widgets = notebook.metadata.get("widgets")
    notebook.metadata = nbformat.from_dict(METADATA | ({"widgets": widgets} if widgets else {}))
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k in CELL_METADATA})
        cell.source = cell.source.strip("\n")
    for count, cell in enumerate(code_cells(notebook), start=1):
        cell.execution_count = count
        cell.outputs = _merge_streams(cell.outputs)
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = count
    for cell in revealing(notebook):
        fold(cell)
    return _settle_widgets(_renumber_widgets(notebook))


def _merge_streams(outputs):
    """One output for text that was printed in one go but arrived in pieces."""
    merged = []
    for output in outputs:
        if merged and output.output_type == "stream" == merged[-1].output_type and output.name == merged[-1].name:
            merged[-1].text += output.text
        else:
            merged.append(output)
    return merged


def _renumber_widgets(notebook):
    """Random model ids become 1, 2, 3, …, in the order in which the widgets were made, wherever an id occurs."""
    models = notebook.metadata.get("widgets", {}).get(WIDGET_STATE, {}).get("state", {})
    new_ids = {old: f"{number:032x}" for number, old in enumerate(models, start=1)}
    text = re.sub(r"[0-9a-f]{32}", lambda match: new_ids.get(match[0], match[0]), json.dumps(notebook))
    return nbformat.from_dict(json.loads(text))


def _settle_widgets(notebook):
    """The widgets' state as any machine gives it: numbers with ten digits, and any version of anywidget will do."""

    def settled(value):
        if isinstance(value, dict):
            value = {key: settled(each) for key, each in value.items()}
            return value | {part: "*" for part, module in ANY_VERSION.items() if value.get(module) == "anywidget"}
        if isinstance(value, list):
            return [settled(each) for each in value]
        return float(f"{value:.10g}") if isinstance(value, float) else value

    if widgets := notebook.metadata.get("widgets"):
        notebook.metadata.widgets = nbformat.from_dict(settled(widgets))
    return notebook


def as_text(notebook):
    """The notebook as the text of its file: sorted keys, one line per line, a newline at the end."""
    return nbformat.writes(notebook, sort_keys=True).rstrip("\n") + "\n"


# Comparing


def without_pictures(text):
    """JSON text with every PNG replaced by the word PNG: its bytes belong to one version of Matplotlib."""
    return re.sub(r'("image/png": ?)"[^"]*"', r'\1"PNG"', text)


def check(path):
    """The first place where the lesson at `path` is not what its cells produce, as one line; None if there is none."""
    return difference(Path(path).read_text(encoding="utf-8"), build(path))


def difference(text, built):
    """The first place where the text of a file is not the notebook that was built; None if there is none."""
    committed = nbformat.reads(text, as_version=4)
    if text != as_text(committed):
        return "the file is not in normal form"
    return first_difference(*(json.loads(without_pictures(json.dumps(side))) for side in (committed, built)))


def first_difference(committed, built, place="notebook"):
    """Where two JSON values differ first, and how; None if they are equal."""
    if type(committed) is type(built) is dict:
        for key in sorted(committed.keys() | built.keys()):
            if key not in committed or key not in built:
                return f"{place}: {key!r} is {'missing' if key in built else 'left over'}"
        pairs = [(f"{place}.{key}", committed[key], built[key]) for key in sorted(built)]
    elif type(committed) is type(built) is list:
        if len(committed) != len(built):
            return f"{place} has {len(committed)} entries, its cells produce {len(built)}"
        pairs = [(f"{place}[{number}]", *pair) for number, pair in enumerate(zip(committed, built, strict=True))]
    else:
        return None if committed == built else f"{place} is {committed!r:.200}, its cells produce {built!r:.200}"
    differences = (first_difference(left, right, where) for where, left, right in pairs)
    return next(filter(None, differences), None)


def build(path):
    """The lesson at `path`, executed and normalised; homework is first made to fit its assignment.

    A lesson's title gets the minutes that it takes.
    """
    path, notebook = Path(path), renew(read(path))
    if assignment := assignment_of(path):
        notebook = fit(notebook, assignment)
    built = normalise(execute(notebook, path.parent))
    return say(built) if is_lesson(path) else built


def is_lesson(path):
    """Whether the notebook at `path` is one of the lessons, which have numbers."""
    return path.parent.resolve() == LESSONS.resolve() and path.name[:2].isdigit()


def all_faults(path, notebook):
    """What a notebook at `path` lacks, by the house rules and, if it is homework, beside its assignment."""
    assignment = assignment_of(Path(path))
    if assignment is not None:
        return [*faults(notebook, "homework"), *misfits(notebook, assignment)]
    return faults(notebook, "beside" if Path(path).parent.name == "beside" else "lesson")


def main(arguments=None):
    """The command; returns its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, name the first difference")
    parser.add_argument("lessons", nargs="*", help="names such as 04_sign_argument, or paths; all unless given")
    options = parser.parse_args(arguments)
    paths = [_path(name) for name in options.lessons] or notebooks()
    return max([_report(path, options.check) for path in paths], default=0)


def notebooks():
    """The paths of all lessons, then of the pages beside them, then of all homework."""
    return [path for folder in (LESSONS, LESSONS / "beside", HOMEWORK) for path in sorted(folder.glob("*.ipynb"))]


def _path(name):
    paths = {path.stem: path for path in notebooks()}
    path = Path(name) if name.endswith(".ipynb") else paths.get(name)
    if path is None or not path.is_file():
        raise SystemExit(f"there is no lesson {name}; there are: {', '.join(paths)}")
    return path


def _report(path, check_only):
    """Check or write one lesson, and say what is wrong with it; 0 if nothing is."""
    try:
        if check_only:
            found = [*filter(None, [check(path)]), *all_faults(path, read(path))]
        else:
            notebook = build(path)
            path.write_text(as_text(notebook), encoding="utf-8", newline="\n")
            found = all_faults(path, notebook)
    except CellExecutionError as error:
        found = [f"a cell raised {error.ename}: {error.evalue}"]
    except CellTimeoutError:
        found = [f"a cell took more than {SECONDS_PER_CELL} seconds"]
    print(f"{path.name}: {'; '.join(found) or 'ok'}")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
