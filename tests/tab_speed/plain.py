"""JupyterLite as it comes: the same site, without what we tell it."""

import json
import shutil


def plain(tab, folder):
    """Copy a tab, and take away our part of the page, our start, and what is loaded before it is asked for.

    What remains is a site with a list of packages that knows the kit, all of whose dependencies come with it.
    """
    shutil.copytree(tab, folder)
    settings = folder / "jupyter-lite.json"
    facts = json.loads(settings.read_text(encoding="utf-8"))
    page = facts["jupyter-config-data"]
    page["federated_extensions"] = [each for each in page["federated_extensions"] if "sparsity" not in each["name"]]
    kernel = page["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    options = kernel["loadPyodideOptions"]
    options["packages"] = ["sparsity-kit"]  # it must be there before the lesson's first cell looks for it
    del options["env"]
    settings.write_text(json.dumps(facts), encoding="utf-8")
    listed = folder / options["lockFileURL"]
    lock = json.loads(listed.read_text(encoding="utf-8"))
    lock["packages"]["sparsity-kit"]["depends"].append("sympy")
    lock["packages"]["matplotlib"]["depends"].append("fonttools")
    lock["packages"]["sympy"]["depends"].append("mpmath")
    listed.write_text(json.dumps(lock), encoding="utf-8")
