"""The command: `python -m tests.binder_replay`; its exit status is 1 if a reader would not find what is promised."""

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

import yaml

import tests.binder_replay as package

from . import context
from .image import BASE, Store

VISIT = {"/tmp/visit.py": Path(__file__).parent / "visit.py"}
OURS = {"requirements.txt": "pinned packages", "COPY dir:": "the repository", "postBuild": "postBuild"}
LESSONS = [
    path.relative_to(context.ROOT).as_posix()
    for pattern in ("lessons/*.ipynb", "lessons/beside/[!.]*.*")
    for path in context.ROOT.glob(pattern)
]


def main():
    """Build for Binder and for a hub, visit both, print."""
    argparse.ArgumentParser(prog="python -m tests.binder_replay", description=package.__doc__).parse_args()
    lacking = [name for name in ("buildah", "mmdebstrap") if not shutil.which(name)]
    if lacking or os.geteuid() != 0:
        raise SystemExit(f"this builds with buildah and mmdebstrap, as root: lacking {', '.join(lacking) or 'root'}")
    with tempfile.TemporaryDirectory() as place:
        folder, store = Path(place) / "context", Store(Path(place))
        context.write(folder, BASE)
        context.stand_in(folder)
        store.base()
        return int(any([binder(store, folder), hub(store, folder)]))


def binder(store, folder):
    """The image as Binder has it. True if a reader would find something else than is promised."""
    print(f"Binder: its steps take {built(store, folder, 'binder'):.0f} s.\n")
    print(table(store.layers("binder")), flush=True)
    seen = store.run("binder", "python3 /tmp/visit.py", VISIT)
    return told(seen, ["README.md", *LESSONS])


def hub(store, folder):
    """The image as a hub has it: the repository is not at home, home is a student's own disk, empty at first."""
    print(f"\nA hub: its steps take {built(store, folder, 'hub', REPO_DIR='/srv/course'):.0f} s more.", flush=True)
    values = yaml.safe_load((context.ROOT / "binder" / "hub.yaml").read_text(encoding="utf-8"))["singleuser"]
    hook = values["lifecycleHooks"]["postStart"]["exec"]["command"][-1]
    home = store.folder / "home"
    home.mkdir()
    os.chown(home, int(context.USER["NB_UID"]), int(context.USER["NB_UID"]))
    seen = store.run("hub", f"({hook}); python3 /tmp/visit.py", {**VISIT, "/home/jovyan": home})
    return told(seen, LESSONS)


def built(store, folder, name, **arguments):
    """Build the image; the seconds it takes."""
    begun = time.perf_counter()
    store.build(folder, name, **context.USER, **arguments)
    return time.perf_counter() - begun


def table(layers):
    """The layers in MB: those that are ours, one by one, and the others together."""
    ours = {title: sum(size for step, size in layers if part in step) for part, title in OURS.items()}
    whole = sum(size for _, size in layers)
    rows = {"base": whole - sum(ours.values())} | {f"ours: {title}": size for title, size in ours.items()}
    lines = [f"| {title} | {size / 1e6:.0f} |" for title, size in (rows | {"the image": whole}).items()]
    return "\n".join(["| layers | MB |", "|---|---|", *lines])


def told(seen, promised):
    """Print what was seen. True if the listed files are not those promised, one is not trusted, or a cell differs."""
    print(f"\nJupyterLab answers after {seen['jupyterlab']:.1f} s and lists {', '.join(sorted(seen['listed']))}.")
    print(f"Of {seen['notebooks']} notebooks are not trusted: {', '.join(seen['untrusted']) or 'none'}.")
    for name, (seconds, differ) in seen["executed"].items():
        print(f"{name} runs in {seconds:.0f} s; cells that say something else than here: {differ or 'none'}.")
    others = set(seen["listed"]) ^ set(promised)
    return bool(others or seen["untrusted"] or any(differ for _, differ in seen["executed"].values()))


if __name__ == "__main__":
    raise SystemExit(main())
