"""Write Binder's pins, `python -m tests.pins`: the newest versions that fit, of indirect packages too. It needs uv.

They are for the Python of binder/runtime.txt on Linux. What Binder's base image has already, such as JupyterLab, is
taken as it is there and not named: a second version of it would stand in the image beside the first.
"""

import re
import subprocess
import tempfile
import tomllib
from importlib import resources
from pathlib import Path

from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PINS = ROOT / "binder" / "requirements.txt"
CONDA = {"jupyterhub-base": "jupyterhub", "nbconvert-core": "nbconvert", "python-fastjsonschema": "fastjsonschema"}
PULLER = "nbgitpuller>=1.2"  # a link that brings a class's own notebooks


def asked():
    """What the lessons need, as the project asks for it, and what brings a class's own."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["course"]]
    return [*needed, PULLER]


def python():
    """The Python that Binder is asked for, such as 3.13."""
    return (PINS.parent / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")


def of_the_base():
    """The Python packages of Binder's base image, as lines `name==version`, from repo2docker's list of conda packages.

    A line of the list ends in a file such as /noarch/jupyterlab-4.4.9-pyhd8ed1ab_0.conda#….
    """
    listed = resources.files("repo2docker.buildpacks.conda") / f"environment.py-{python()}-linux-64.lock"
    files = re.findall(r"/([a-zA-Z][\w.-]*)-([\d.]+(?:post\d+)?)-py[^-/]*\.(?:conda|tar\.bz2)", listed.read_text())
    return [f"{CONDA.get(name, name)}=={version}" for name, version in files]


def main():
    """Rewrite the pins."""
    base = of_the_base()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as constraints:
        constraints.write("\n".join(base))
        constraints.flush()
        platform = ["--python-version", python(), "--python-platform", "linux", "--constraint", constraints.name]
        command = ["uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate", *platform, "-"]
        compiled = subprocess.run(command, input="\n".join(asked()), capture_output=True, text=True, check=True)
    there = {canonicalize_name(line.partition("==")[0]) for line in base}
    lines = [line for line in compiled.stdout.splitlines() if line.partition("==")[0] not in there]
    PINS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
