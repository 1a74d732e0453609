"""Run in the image: what a reader finds there, as one line of JSON. It imports nothing that the image has not."""

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from copy import deepcopy
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat.sign import NotebookNotary

HOMEWORK = Path("sparsity_kit/homework/notebooks")
LESSONS = ["01_penalties_alone.ipynb", "06_threshold.ipynb"]  # live pictures; scikit-learn


def listed():
    """Seconds until JupyterLab answers, and the files that it lists, in folders too."""
    token, port = secrets.token_hex(), free_port()
    command = ["jupyter", "lab", "--no-browser", f"--port={port}", f"--IdentityProvider.token={token}"]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=sys.stderr) as server:
        try:
            first = content(port, token, "")
            seconds = time.perf_counter() - begun
            return seconds, [name for each in first for name in files(port, token, each)]
        finally:
            server.kill()  # asked to end, it may wait without end for a thread of its own


def free_port():
    with socket.socket() as any_one:
        any_one.bind(("localhost", 0))
        return any_one.getsockname()[1]


def files(port, token, entry):
    """The path of a file that is listed, or those of all files below a folder that is."""
    if entry["type"] != "directory":
        return [entry["path"]]
    return [path for each in content(port, token, entry["path"]) for path in files(port, token, each)]


def content(port, token, folder):
    """What the server lists in a folder, once it answers."""
    address = f"http://localhost:{port}/api/contents/{folder}"
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"})
    for _ in range(240):
        try:
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)["content"]
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.25)
    raise SystemExit("JupyterLab did not answer within a minute")


def untrusted(paths):
    """The notebooks whose pictures Jupyter would not show before they are run."""
    notary = NotebookNotary()
    return [str(path) for path in paths if not notary.check_signature(nbformat.read(path, as_version=4))]


def executed(name):
    """The seconds that a lesson takes, and the numbers of its cells that print something else than when committed."""
    committed = nbformat.read(Path("lessons") / name, as_version=4)
    begun = time.perf_counter()
    ran, _ = ExecutePreprocessor(timeout=120).preprocess(deepcopy(committed), {})
    pairs = zip(committed.cells, ran.cells, strict=True)
    differ = [number for number, (before, now) in enumerate(pairs) if printed(before) != printed(now)]
    return time.perf_counter() - begun, differ


def printed(cell):
    """The plain text of what a cell shows; a live picture's has an address in it."""
    outputs = cell.get("outputs", [])
    texts = [each.get("text") or each.get("data", {}).get("text/plain", each.get("ename")) for each in outputs]
    live = "nbval-ignore-output" in cell.metadata.get("tags", [])
    return "" if live else "".join(text for text in texts if text)


if __name__ == "__main__":
    os.chdir(Path.home())
    notebooks = [*Path("lessons").glob("*.ipynb"), *Path("lessons").glob("beside/*.ipynb"), *HOMEWORK.glob("*.ipynb")]
    seconds, paths = listed()
    seen = {"jupyterlab": seconds, "listed": paths, "notebooks": len(notebooks), "untrusted": untrusted(notebooks)}
    print(json.dumps(seen | {"executed": {name: executed(name) for name in LESSONS}}))
