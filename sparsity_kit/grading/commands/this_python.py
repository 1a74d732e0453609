"""A notebook names the Python that last ran it. JupyterLab writes a name that is not its own over, which is a change.

So a copy of a lesson is given the name of the Python that will run it, and opens as saved. An image of the course names
its lessons where they are: `python -m sparsity_kit.grading.commands.this_python lessons/*.ipynb`.
"""

import json
import re
import sys
from pathlib import Path

NAMED = re.compile(rb'\n  "language_info": \{.*?\n  \}', re.DOTALL)  # in the metadata, as notebooks are written


def named(content):
    """The notebook's text with this Python's name; as it is where there is no Jupyter, or no name in it."""
    try:
        from ipykernel.ipkernel import IPythonKernel
    except ImportError:
        return content
    name = json.dumps(IPythonKernel.language_info, indent=1, sort_keys=True).replace("\n", "\n  ")
    return NAMED.sub(lambda _: f'\n  "language_info": {name}'.encode(), content)


def nameless(content):
    """The notebook's text without a name, to be compared with another's."""
    return NAMED.sub(b"", content)


def main(paths):
    """Write this Python's name into these notebooks."""
    for path in map(Path, paths):
        path.write_bytes(named(path.read_bytes()))


if __name__ == "__main__":
    main(sys.argv[1:])
