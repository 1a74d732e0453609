"""Build the tab: `python -m tab [FOLDER] [--cdn]`, into tab/_build/site unless told otherwise.

The folder is to be put on any web server. With `--cdn` Pyodide's packages stay where Pyodide publishes them: the site
is half the size, and asks that address for them. Without, it asks nobody.
"""

import argparse
import shutil
import sys
from pathlib import Path

from book import pyodide
from tab import contents, jupyterlite, lock, wheels

BUILD = Path(__file__).parent / "_build"  # what is kept between two builds, and the site


def build(site, cdn=False):
    """Write the site into the folder, which is made anew."""
    kept, lite = BUILD / f"pyodide-{pyodide.VERSION}", BUILD / "lite"
    shutil.rmtree(lite, ignore_errors=True)
    pyodide.core(kept)
    brought = wheels.bring(BUILD / "wheels")
    lock_file = lock.write(lite / "static" / "pyodide", kept, brought, cdn)
    contents.write(lite / "notebooks")
    jupyterlite.build(lite, site, lock_file.relative_to(lite), brought, cdn)


def main():
    """The command; returns its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tab", description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=BUILD / "site")
    parser.add_argument("--cdn", action="store_true", help="leave Pyodide's packages at Pyodide's address")
    options = parser.parse_args()
    try:
        build(options.folder.resolve(), options.cdn)
    except pyodide.NotThere as reason:
        sys.exit(str(reason))
    print(f"The tab is {options.folder}/index.html: put the folder on a web server.")


if __name__ == "__main__":
    main()
