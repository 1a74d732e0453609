"""Give the project another address: `python -m tests.address https://github.com/a-school/our-course`.

Every committed file that names it is changed: `pyproject.toml`, the badges, the cells that bring the kit. A fork's
workflow for Pages does this by itself, so that its book leads to the fork.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
GITHUB = "https://github.com/"


def renew(root, address):
    """Put the address in the place of the old one, in the committed files below `root`."""
    address = address.rstrip("/").removesuffix(".git")  # as GitHub has it for `git clone`
    if not re.fullmatch(rf"{GITHUB}[\w.-]+/[\w.-]+", address):
        raise SystemExit(f"the address must be {GITHUB}OWNER/NAME, got {address}")
    urls = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
    old, new = (f"/{each.removeprefix(GITHUB)}" for each in (urls["Repository"], address))
    for path in committed(root):
        text = path.read_bytes()
        if old.encode() in text:
            path.write_bytes(text.replace(old.encode(), new.encode()))


def committed(root):
    """The paths of the files that Git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)
    return [root / name for name in listed.stdout.split("\0") if name]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__.partition("\n")[0])
    renew(ROOT, sys.argv[1])
