"""What IPython runs in the tab before the first cell: what is slow is loaded, what is seldom needed comes when it is.

A package of pure Python that was left out, SymPy above all, is fetched by the `import` that asks for it, wherever it
stands: in a cell, or deep in the kit.
"""

import hashlib
import importlib
import io
import json
import sys
import zipfile
from importlib.machinery import PathFinder
from site import getsitepackages

import comm
import pyodide_js
from js import JSON, XMLHttpRequest
from pyodide_kernel.comm import Comm

LOCK = pyodide_js._api.lockfile_packages.to_py()
PURE = {name: entry for entry in LOCK.values() for name in entry["imports"] if entry["file_name"].endswith("-any.whl")}


class OnDemand:
    """The last of Python's finders: it installs the package that has the module, and lets Python find it."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """The module's place, after its package has been fetched; None if there is no such package, or it is there."""
        if path is None and name in PURE and PURE[name]["name"] not in dir(pyodide_js.loadedPackages):
            install(PURE[name])
            return PathFinder.find_spec(name)
        return None


def install(entry):
    """Fetch a wheel at once: only a worker may, and only because it waits is `import` possible without promises."""
    request = XMLHttpRequest.new()
    request.open("GET", f"{pyodide_js._api.config.indexURL}{entry['file_name']}", False)
    request.responseType = "arraybuffer"
    request.send()
    wheel = request.response.to_bytes() if request.status == 200 else b""
    if hashlib.sha256(wheel).hexdigest() != entry["sha256"]:
        raise ImportError(f"{entry['name']} did not arrive whole from {request.responseURL}; run the cell again")
    zipfile.ZipFile(io.BytesIO(wheel)).extractall(getsitepackages()[0])
    importlib.invalidate_caches()
    setattr(pyodide_js.loadedPackages, entry["name"], "default channel")


class WithNull(Comm):
    """What widgets speak through: None arrives as null, as everywhere else; Pyodide alone would make it undefined."""

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        """Send a message to the page."""
        super().publish_msg(msg_type, JSON.parse(json.dumps(data or {})), metadata, buffers, **keys)


comm.create_comm = WithNull
sys.meta_path.append(OnDemand)

import matplotlib.pyplot  # noqa: E402, F401 - takes a second, and says that it builds a font cache

import sparsity_kit.figures  # noqa: E402, F401
