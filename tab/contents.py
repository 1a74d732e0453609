"""The notebooks of the tab: lessons, pages beside them, homework for practice, cell for cell as elsewhere."""

import hashlib
import json
import shutil
from pathlib import Path

from sparsity_kit.grading.release.student_notebook import for_practice
from sparsity_kit.homework.register import HOMEWORK

LESSONS = Path(__file__).parent.parent / "lessons"
EDITION = "sparsity_kit_edition"  # in a notebook's metadata: which edition a reader's copy was made from


def write(folder):
    """Write all of them into the folder."""
    (folder / "beside").mkdir(parents=True)
    for path in sorted([*LESSONS.glob("*.ipynb"), *LESSONS.glob("beside/*.ipynb")]):
        _write(folder / path.relative_to(LESSONS), json.loads(path.read_text(encoding="utf-8")))
    for path in LESSONS.glob("beside/*.md"):
        shutil.copy(path, folder / "beside")
    for assignment in HOMEWORK.values():
        _write(folder / f"{assignment.name}.ipynb", for_practice(assignment))


def _write(path, notebook):
    notebook = joined(notebook)
    notebook["metadata"][EDITION] = edition(notebook)
    path.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def editions(folder):
    """The editions of the notebooks in the folder, {file: edition}."""
    read = {path: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.ipynb"))}
    return {path.relative_to(folder).as_posix(): notebook["metadata"][EDITION] for path, notebook in read.items()}


def joined(notebook):
    """The notebook with each text in one piece: a server joins the lines of a file, JupyterLite takes it as it is."""
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        for output in cell.get("outputs", []):
            if "text" in output:
                output["text"] = "".join(output["text"])
            data = output.get("data", {})
            data |= {kind: "".join(value) for kind, value in data.items() if isinstance(value, list)}
    return notebook


def edition(notebook):
    """16 digits that change with any cell's text, and with nothing else."""
    texts = json.dumps([[cell["cell_type"], cell["source"]] for cell in notebook["cells"]])
    return hashlib.sha256(texts.encode()).hexdigest()[:16]
