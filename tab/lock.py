"""Pyodide's list of packages for the lessons: which there are, where their files are, what comes with what."""

import hashlib
import json
import re
import shutil
import zipfile
from email import message_from_bytes

from book import pyodide

# What the kernel asks for before it starts; by these names it finds that it is there.
KERNEL = ["micropip", "piplite", "ssl", "sqlite3", "ipykernel", "comm", "pyodide_kernel", "jedi", "ipython"]
LESSONS = ["sparsity-kit", "sparsity-kit-start"]
# scikit-learn is there because lesson 6 imports it; like all that is not the kernel's or the kit's, it comes then.
PYODIDES = ["numpy", "matplotlib", "micropip", "ssl", "sqlite3", "jedi", "ipython", "scikit-learn"]
LATER = {"sympy", "fonttools"}  # come when they are first imported: tab/start.py
UNUSED = {"matplotlib-pyodide", "pytz", "widgetsnbextension", "jupyterlab-widgets", "jupyterlite-pyodide-kernel"}


def write(folder, core, wheels, cdn):
    """Put core, wheels and `pyodide-lock.json` into the folder; returns the path of that file.

    With `cdn` the files of Pyodide's packages are named by their address at Pyodide's, else they are put here.
    """
    theirs = pyodide.lock(core)
    names = closure(PYODIDES, theirs["packages"])
    entries = {name: theirs["packages"][name] for name in names}
    files = {folder / name: core / name for name in pyodide.CORE}
    if cdn:
        for entry in entries.values():
            entry["file_name"] = pyodide.RELEASE + entry["file_name"]
    else:
        pyodide.fetch(names, core)
        files |= {folder / entry["file_name"]: core / entry["file_name"] for entry in entries.values()}
    for wheel, entry in ((wheel, own(wheel)) for wheel in wheels):
        if entry["name"] not in UNUSED:
            entries[entry["name"]] = entry
            files[folder / entry["file_name"]] = wheel
    for entry in entries.values():
        entry["depends"] = [name for name in map(normal, entry["depends"]) if name not in LATER | UNUSED]
    for target, source in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    return _written(folder, json.dumps({"info": theirs["info"], "packages": entries}))


def _written(folder, text):
    place = folder / digest(text.encode())[:16] / "pyodide-lock.json"
    place.parent.mkdir()
    place.write_text(text, encoding="utf-8")
    return place


def own(wheel):
    """What the list says of a wheel of ours; its folder is named after its bytes, so that no cache is wrong."""
    with zipfile.ZipFile(wheel) as archive:
        (place,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        said = message_from_bytes(archive.read(place))
        tops = {name.partition("/")[0].removesuffix(".py") for name in archive.namelist()}
    name, sha256 = normal(said["Name"]), digest(wheel.read_bytes())
    needs = [line for line in said.get_all("Requires-Dist", []) if ";" not in line]
    return {
        "name": name,
        "version": said["Version"],
        "file_name": f"{sha256[:16]}/{wheel.name}",
        "install_dir": "site",
        "sha256": sha256,
        "package_type": "package",
        "imports": sorted(top for top in tops if "." not in top),
        "depends": [re.match(r"[\w.-]+", line)[0] for line in needs],
        "unvendored_tests": False,
    }


def closure(names, known):
    """The names with all that they depend on, without what the lessons do not use."""
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found | UNUSED:
            found.add(name)
            waiting += map(normal, known[name]["depends"])
    return sorted(found)


def normal(name):
    """The one spelling of a package's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def digest(data):
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()
