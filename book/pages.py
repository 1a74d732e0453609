"""The pages that stand elsewhere in the repository: lessons and what is beside them, homework, guides.

Each notebook is written twice: as a page, in which live pictures need no kernel, and as a file to be taken along.
"""

import base64
import hashlib
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import nbformat
from answers import boxes
from nbformat.v4 import new_markdown_cell

from sparsity_kit.grading.release.student_notebook import as_text, for_practice
from sparsity_kit.homework.register import HOMEWORK
from sparsity_kit.live.export import WithoutAKernel

ROOT = Path(__file__).parent.parent
GUIDES = {
    "instructors": "lessons/homework/INSTRUCTORS.md",
    "hub": "lessons/homework/HUB.md",
    "students": "lessons/homework/STUDENTS.md",
    "contributing": "CONTRIBUTING.md",
}
FRONT = "02_loss_meets_ball"  # its first live picture is on the first page too
PRACTICE = """**For practice.** This notebook is for whoever is in no class: the checks judge your answers at once. In a
class you get one from your instructor, with numbers of your own."""
HEADING = re.compile(r"(?<=\.ipynb#)[^)]+")  # in a link to one, as JupyterLab knows it
EMBEDDED = re.compile(r'src="data:image/png;base64,([^"]+)"')


def write(source):
    """Put all pages into Sphinx's folder `source`, and the files to download into `source/files`."""
    files = source / "files"
    (files / "notebooks" / "beside").mkdir(parents=True)
    (source / "beside").mkdir()
    (files / "pictures").mkdir()
    for path in sorted((ROOT / "lessons").glob("*.ipynb")):
        shutil.copy(path, files / "notebooks")
        lesson = page(nbformat.read(path, as_version=4), files / "pictures")
        nbformat.write(lesson, source / path.name)
        if path.stem == FRONT:
            (source / "front.html").write_text(first_live(lesson), encoding="utf-8")
    for path in sorted((ROOT / "lessons" / "beside").glob("*.*")):
        shutil.copy(path, (files / "notebooks" if path.suffix == ".ipynb" else source) / "beside")
        if path.suffix == ".ipynb":
            beside = page(nbformat.read(path, as_version=4), files / "pictures", "../")
            nbformat.write(beside, source / "beside" / path.name)
    for assignment in HOMEWORK.values():
        text = as_text(statement(assignment))
        (files / "notebooks" / f"{assignment.name}.ipynb").write_text(text, encoding="utf-8", newline="\n")
        homework = page(nbformat.reads(text, as_version=4), files / "pictures")
        nbformat.write(homework, source / f"{assignment.name}.ipynb")
    for name, path in GUIDES.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        for other, place in GUIDES.items():
            text = text.replace(f"]({Path(place).name}", f"]({other}.md")
        (source / f"{name}.md").write_text(text, encoding="utf-8")


def page(notebook, pictures, up=""):
    """The lesson for a page: no kernel is needed, its pictures stand in a folder, what it hides is folded.

    `up` leads from the folder of the page to the one that holds the folder of pictures.
    """
    notebook, _ = WithoutAKernel().preprocess(boxes(notebook), {})
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = HEADING.sub(_in_the_book, cell.source)
        if cell.metadata.get("jupyter", {}).get("outputs_hidden"):
            cell.metadata.tags = [*cell.metadata.get("tags", []), "hide-output"]
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = _apart(output.data["text/html"], pictures, up)
    return notebook


def _in_the_book(heading):
    """The address of a heading as Sphinx makes it: 1-two-landscapes for 1.-Two-landscapes."""
    return re.sub(r"[^\w-]", "", unquote(heading[0]).lower())


def statement(assignment):
    """The homework notebook of an assignment as a student gets it, with the numbers of the reference."""
    notebook = for_practice(assignment)
    notebook["cells"].insert(1, new_markdown_cell(PRACTICE, id="for-practice"))
    return notebook


def first_live(notebook):
    """The HTML of the first live picture."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    texts = (output.get("data", {}).get("text/html", "") for output in outputs)
    return next(text for text in texts if "sparsity-kept" in text)


def _apart(html, pictures, up):
    """The same HTML with its pictures in files of the folder, so that a page is there before its last picture is."""

    def file(match):
        png = base64.b64decode(match[1])
        name = f"{hashlib.sha256(png).hexdigest()[:16]}.png"
        (pictures / name).write_bytes(png)
        return f'src="{up}{pictures.name}/{name}" loading="lazy"'

    return EMBEDDED.sub(file, html)
