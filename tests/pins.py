"""Write Binder's pins, `python -m tests.pins`: the newest versions that fit, of indirect packages too. It needs uv.

They are for the Python of binder/runtime.txt on Linux. JupyterLab is not among them: Binder's base image has it.
"""

import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PINS = ROOT / "binder" / "requirements.txt"


def asked():
    """What the lessons need, as the project asks for it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"]["course"]]
    return [line for line in needed if not line.startswith("jupyterlab")]


def main():
    """Rewrite the pins."""
    python = (PINS.parent / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    platform = ["--python-version", python, "--python-platform", "linux"]
    command = ["uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate", *platform, "-"]
    compiled = subprocess.run(command, input="\n".join(asked()), capture_output=True, text=True, check=True)
    PINS.write_text(compiled.stdout, encoding="utf-8")


if __name__ == "__main__":
    main()
