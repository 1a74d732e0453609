"""The ways to run a page, as HTML: what there is to download, and the services that open it from the repository."""

import re
from html import escape

NOTEBOOK, HOMEWORK = re.compile(r"\d\d_\w+|hw\d+|beside/\w+"), re.compile(r"hw\d+")
START = "00_start_here"
GITHUB = "https://github.com/"


def ways(repository, pagename, pathto, tab=""):
    """A list of links for the page. `repository` is an address, or "": then what needs it is left out.

    `tab` is the page beside the book in which Python runs in the reader's browser, or "" if there is none.

    A page without a notebook has the links of the first lesson. In the repository homework has its solutions beside
    it, so no service opens it from there.
    """
    own = NOTEBOOK.fullmatch(pagename) is not None
    name = pagename if own else START
    download = escape(pathto(f"notebooks/{name}.ipynb", 1))
    links = [f'<a href="{download}" download>download {"this notebook" if own else "lesson 0"}</a>']
    if tab:
        links.insert(0, f'<a href="{escape(pathto(tab, 1))}?path={name}.ipynb">run it in this tab</a>')
    repository = repository.rstrip("/").removesuffix(".git")
    if repository.startswith(GITHUB) and not HOMEWORK.fullmatch(name):
        path = escape(repository.removeprefix(GITHUB))
        binder = f"https://mybinder.org/v2/gh/{path}/HEAD?urlpath=lab/tree/lessons/{name}.ipynb"
        colab = f"https://colab.research.google.com/github/{path}/blob/HEAD/lessons/{name}.ipynb"
        links += [f'<a href="{binder}">Binder</a>', f'<a href="{colab}">Colab</a>']
    if repository:
        links.append(f"<details><summary>your own JupyterLab</summary><pre>{_commands(repository)}</pre></details>")
    items = "".join(f"<li>{link}</li>" for link in links)
    return f'<nav class="ways" aria-label="Ways to run it"><ul>{items}</ul></nav>'


def _commands(repository):
    """What to type for the course on one's own machine."""
    return escape(f"git clone {repository}\ncd {repository.rpartition('/')[2]}\nmake course")
