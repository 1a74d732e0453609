"""The site: JupyterLite's own builder, told what goes into it."""

import json
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import quote

from tab import contents
from tab.lock import KERNEL, LESSONS, digest

TAB = Path(__file__).parent
NAME = "sparsity-kit-tab"  # of our part of the page
WHEELS = ("anywidget", "jupyterlab_widgets", "jupyterlite_pyodide_kernel")  # these bring a part of the page too
IPYTHON = "/lib/python3.12/site-packages/sparsity_kit_start"


def build(lite, site, lock, brought, cdn):
    """Write the site, from the folder `lite` with its `static` and `notebooks`; `lock` is the list's place in it."""
    options = {"lockFileURL": f"./{lock.as_posix()}", "packages": KERNEL + LESSONS, "env": {"IPYTHONDIR": IPYTHON}}
    kernel = {"disablePyPIFallback": not cdn, "loadPyodideOptions": options}
    kernel["pyodideUrl"] = "./static/pyodide/pyodide.js"
    told = {"appName": "Regularization and Sparsity"}
    told["litePluginSettings"] = {"@jupyterlite/pyodide-kernel-extension:kernel": kernel}
    _write(lite / "jupyter-lite.json", {"jupyter-lite-schema-version": 0, "jupyter-config-data": told})
    extensions = [own_part(lite / "extension"), *(path for path in brought if path.name.startswith(WHEELS))]
    config = {
        "apps": ["lab", "notebooks", "tree"],
        "contents": ["notebooks"],
        "federated_extensions": list(map(str, extensions)),
        "ignore_sys_prefix": ["federated_extensions"],
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "output_dir": str(site),
    }
    _write(lite / "jupyter_lite_config.json", {"LiteBuildConfig": config})
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    shutil.rmtree(site, ignore_errors=True)
    subprocess.run(command, cwd=lite, check=True, stdout=subprocess.DEVNULL)
    packages = json.loads((lite / lock).read_text(encoding="utf-8"))["packages"]
    shutil.move(lite / "static" / "pyodide", site / "static")
    numpy = packages["numpy"]["file_name"]
    facts = {"editions": contents.editions(lite / "notebooks"), "ways": ways()}
    facts["needs"] = ["static/pyodide/pyodide.asm.wasm", numpy if cdn else f"static/pyodide/{numpy}"]
    _write(site / "sparsity-kit.json", facts)
    script = (TAB / "storage.js").read_text(encoding="utf-8").replace("WAYS)", f"{json.dumps(ways())})")
    for page in (site / "index.html", *site.glob("*/index.html")):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("</head>", f"<script>{script}</script></head>", 1), encoding="utf-8")


def own_part(folder):
    """The extension as a folder; its file is named after what is in it, so that no cache is wrong."""
    code = (TAB / "extension.js").read_bytes()
    load = f"static/{digest(code)[:16]}.js"
    (folder / "static").mkdir(parents=True)
    (folder / load).write_bytes(code)
    about = {"name": NAME, "version": "0.1.0", "license": "BSD-3-Clause"}
    _write(folder / "package.json", about | {"jupyterlab": {"_build": {"load": load, "extension": "./extension"}}})
    return folder


def ways():
    """Where else the lessons can be run, {name: address}, for a reader in whose browser they cannot."""
    project = tomllib.loads((TAB.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    repository = project["urls"]["Repository"]
    name = quote(repository.removeprefix("https://github.com/"))
    return {
        "Binder": f"https://mybinder.org/v2/gh/{name}/HEAD?urlpath=lab/tree/lessons/00_start_here.ipynb",
        "Colab": f"https://colab.research.google.com/github/{name}/blob/HEAD/lessons/00_start_here.ipynb",
        "Your own computer": f"{repository}#readme",
    }


def _write(path: Path, data):
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
