"""The second cell of every notebook: it brings the kit where it is missing, as on Colab, and else does nothing."""

import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
ID = "the-kit"
SOURCE = """\
from importlib.util import find_spec

if not find_spec("sparsity_kit"):  # as on Colab
    get_ipython().run_line_magic("pip", "install --quiet git+{repository}")"""


def renew(notebook):
    """Give the cell its text, if the notebook has one."""
    for cell in notebook.cells:
        if cell.id.endswith(ID):
            cell.source = source()
    return notebook


def source():
    """The text of the cell, with the repository's address from `pyproject.toml`."""
    urls = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["urls"]
    return SOURCE.format(repository=urls["Repository"])
