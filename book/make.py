"""Build the book from the committed lessons: `python book/make.py [--with-tab] [FOLDER]`, into book/_build by default.

FOLDER/source is what Sphinx reads, FOLDER/html the book: files to be put on any web server, or opened from a disk. With
`--with-tab` its pages lead to FOLDER/html/tab, which `python -m tab` is to build.
No lesson is run. MathJax is brought by npm, once; it needs the network, the rest does not.
"""

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

import interpreter
import pages
from editor import editor
from pyodide import NotThere
from sphinx.cmd.build import build_main

BOOK = Path(__file__).parent
ROOT = BOOK.parent
TAB = "tab/notebooks/index.html"  # one notebook and no more: it fits a phone
MATHJAX = "mathjax@3.2.2"
NEEDED = ("LICENSE", "es5/tex-mml-chtml.js", "es5/output/chtml/fonts/woff-v2/")  # 1.7 MB of 24


def mathjax():
    """The folder with what the book needs of MathJax 3, fetched if it is not there yet."""
    kept = BOOK / "_build" / MATHJAX
    if not kept.is_dir():
        kept.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as draft:  # its own, because two may build the book at a time
            npm = shutil.which("npm")
            fetch = [npm or "", "pack", "--silent", MATHJAX]
            if not npm or subprocess.run(fetch, cwd=draft, stdout=subprocess.DEVNULL).returncode:
                sys.exit("npm could not bring MathJax: install Node.js, and connect to the network for this once")
            (archive,) = Path(draft).glob("*.tgz")
            with tarfile.open(archive) as opened:
                for member in opened.getmembers():
                    member.name = member.name.removeprefix("package/")
                    if member.name.startswith(NEEDED):
                        member.name = member.name.removeprefix("es5/")
                        opened.extract(member, Path(draft, "needed"), filter="data")
            try:
                Path(draft, "needed").rename(kept)
            except OSError:
                if not kept.is_dir():  # it is where the other one was quicker
                    raise
    return kept


def repository():
    """The address of the project's repository, from which the links to run a lesson are made; "" if it has none."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project.get("urls", {}).get("Repository", "")


def make(folder, tab=""):
    """Write the book into the folder; the exit status of Sphinx, for which a warning is an error.

    `tab` is the page of the tab, as the book's first page would link to it, or "".
    """
    source, html = folder / "source", folder / "html"
    for old in (source, html):
        shutil.rmtree(old, ignore_errors=True)
    shutil.copytree(BOOK, source, ignore=shutil.ignore_patterns("_*"))
    shutil.copytree(mathjax(), source / "static" / "mathjax")
    shutil.copy(ROOT / "sparsity_kit" / "live" / "page.js", source / "static")
    shutil.copy(editor(), source / "static")
    pages.write(source)
    settings = {"repository": repository(), "without": with_python(source / "static" / "pyodide"), "tab": tab}
    options = ["--quiet", "--fail-on-warning", "--keep-going", "-d", str(folder / "doctrees")]
    for name, value in settings.items():
        options += ["--define", f"html_context.{name}={value}"]
    return build_main([*options, str(source), str(html)])


def with_python(folder):
    """Bring the Python that judges answers into the folder; "", or the sentence that says why it is not there."""
    try:
        interpreter.bring(folder)
    except NotThere as reason:
        print(f"The book has no Python to judge answers: {reason}.")
        return f"This copy of the book was made without the Python that judges answers: {reason}."
    return ""


def main():
    """The command; returns its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=BOOK / "_build")
    parser.add_argument("--with-tab", action="store_true", help="lead to the tab, html/tab in the same folder")
    options = parser.parse_args()
    status = make(options.folder.resolve(), TAB if options.with_tab else "")
    print(f"The book is {options.folder / 'html' / 'index.html'}" if status == 0 else "The book was not built.")
    return status


if __name__ == "__main__":
    sys.exit(main())
