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
from contextlib import suppress
from importlib.machinery import PathFinder
from site import getsitepackages

import comm
import pyodide_js
from js import JSON, XMLHttpRequest
from pyodide.ffi import JsException
from pyodide_kernel.comm import Comm

LOCK = pyodide_js._api.lockfile_packages.to_py()
PACKAGES = {name: entry for entry in LOCK.values() for name in entry["imports"]}


class OnDemand:
    """The last of Python's finders: it installs the package that has the module, and lets Python find it."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        """The module's place, after its package has been fetched; None if there is no such package, or it is there."""
        if path is None and name in PACKAGES and PACKAGES[name]["name"] not in dir(pyodide_js.loadedPackages):
            install(PACKAGES[name])
            return PathFinder.find_spec(name)
        return None


def install(entry):
    """Fetch a wheel at once: only a worker may, and only because it waits is `import` possible without promises.

    What is not pure Python was to be brought by the kernel before the cell; that it is not there tells that it was not.
    """
    wheel = fetched(f"{pyodide_js._api.config.indexURL}{entry['file_name']}") if pure(entry) else b""
    if hashlib.sha256(wheel).hexdigest() != entry["sha256"]:
        cure = "connect to the network, and run the cell again"
        raise ModuleNotFoundError(f"{entry['name']} did not arrive whole: {cure}")
    zipfile.ZipFile(io.BytesIO(wheel)).extractall(getsitepackages()[0])
    importlib.invalidate_caches()
    setattr(pyodide_js.loadedPackages, entry["name"], "default channel")


def pure(entry):
    """Whether a package is pure Python."""
    return entry["file_name"].endswith("-any.whl")


def fetched(address):
    """The bytes of a file, or none if it cannot be had."""
    request = XMLHttpRequest.new()
    request.open("GET", address, False)
    request.responseType = "arraybuffer"
    with suppress(JsException):  # no network
        request.send()
    return request.response.to_bytes() if request.status == 200 else b""


class WithNull(Comm):
    """What widgets speak through: None arrives as null, as everywhere else; Pyodide alone would make it undefined."""

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
        """Send a message to the page."""
        super().publish_msg(msg_type, JSON.parse(json.dumps(data or {})), metadata, buffers, **keys)


comm.create_comm = WithNull
sys.meta_path.append(OnDemand)

import matplotlib.pyplot  # noqa: E402, F401 - takes a second, and says that it builds a font cache

import sparsity_kit.figures  # noqa: E402, F401
