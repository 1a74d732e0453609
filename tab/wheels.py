"""The wheels that are not Pyodide's: what the kit needs from the package index, the kit, and how the tab starts."""

import subprocess
import sys
import zipfile
from pathlib import Path

TAB = Path(__file__).parent
PINNED = TAB / "wheels.txt"
PIP = [
    sys.executable,
    "-m",
    "pip",
    "download",
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "--require-hashes",
]
PURE = ["--only-binary=:all:", "--platform=any", "--implementation=py", "--abi=none", "--python-version=3.12"]
IN_KERNEL = ("piplite", "pyodide_kernel", "ipykernel")  # the wheel of JupyterLite's kernel has these wheels in it
START = "sparsity_kit_start-0.1-py3-none-any.whl"
DIST_INFO = "sparsity_kit_start-0.1.dist-info"


def bring(folder):
    """Bring all of them into the folder, and return their paths; what is pinned is downloaded once."""
    pinned = [line.split()[0].replace("==", "-") for line in PINNED.read_text(encoding="utf-8").splitlines()]
    for old in folder.glob("*.whl"):
        if not old.name.startswith(tuple(f"{each}-" for each in pinned)):
            old.unlink()
    if not all(any(folder.glob(f"{each}-*")) for each in pinned):
        subprocess.run([*PIP, *PURE, "--dest", folder, "-r", PINNED], check=True)
    kit = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(kit, cwd=TAB.parent, check=True, capture_output=True)
    start(folder / START)
    (kernel,) = folder.glob("jupyterlite_pyodide_kernel-*")
    with zipfile.ZipFile(kernel) as archive:
        for name in archive.namelist():
            file = name.rpartition("/")[2]
            if file.endswith(".whl") and file.startswith(IN_KERNEL):
                (folder / file).write_bytes(archive.read(name))
    return sorted(folder.glob("*.whl"))


def start(path):
    """Write a wheel that has an IPython folder with `start.py` in it, for IPython to run before the first cell."""
    files = {
        "sparsity_kit_start/profile_default/startup/start.py": (TAB / "start.py").read_text(encoding="utf-8"),
        f"{DIST_INFO}/METADATA": "Metadata-Version: 2.1\nName: sparsity-kit-start\nVersion: 0.1\n",
        f"{DIST_INFO}/WHEEL": "Wheel-Version: 1.0\nGenerator: tab\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{DIST_INFO}/RECORD": "",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text)  # without a date: the same text is the same wheel
