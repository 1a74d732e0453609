"""The editor of the answer boxes: CodeMirror with Python, brought by npm and bundled into one file by esbuild, once."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BOOK = Path(__file__).parent
SOURCES = ("package.json", "editor.js")


def editor():
    """The bundled file, made if it is not there yet or if one of its sources has changed."""
    digest = hashlib.sha256(b"".join((BOOK / name).read_bytes() for name in (*SOURCES, "editor.py"))).hexdigest()[:12]
    bundle = BOOK / "_build" / f"editor-{digest}" / "editor.js"
    if not bundle.is_file():
        bundle.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=bundle.parent) as folder:  # its own, because two may build at a time
            for name in SOURCES:
                shutil.copy(BOOK / name, folder)
            bring = [shutil.which("npm") or "npm", "install", "--silent", "--no-audit", "--no-fund"]
            if subprocess.run(bring, cwd=folder, capture_output=True).returncode:
                sys.exit("npm could not bring CodeMirror: install Node.js, and connect to the network for this once")
            parts = Path(folder, "node_modules")
            licence = (parts / "@codemirror" / "view" / "LICENSE").read_text(encoding="utf-8")
            bundling = ["--bundle", "--minify", "--format=esm", "--log-level=error", f"--banner:js=/*! {licence}*/"]
            esbuild = [str(parts / ".bin" / "esbuild"), "editor.js", *bundling, "--outfile=made.js"]
            subprocess.run(esbuild, cwd=folder, check=True)
            Path(folder, "made.js").replace(bundle)
    return bundle
