"""The Python that judges answers in a page, as files beside it: Pyodide, NumPy, SymPy, and the kit of this checkout."""

import shutil
import subprocess
import tempfile
import zipfile
from contextlib import suppress
from importlib.metadata import files, version
from pathlib import Path

from pyodide import CORE, VERSION, NotThere, core, fetch, lock

BOOK = Path(__file__).parent
KIT = BOOK.parent / "sparsity_kit"
KEPT = BOOK / "_build" / f"pyodide-{VERSION}"
KIT_LEAVES_OUT = ("grading", "live", "notebooks")  # nothing of it is needed to judge, and the notebooks have solutions
PURE = ("mpmath", "sympy")  # the same on every machine, so those of this one will do
SUFFIXES = (".py", ".csv")
ORIGINS = f"""Pyodide {VERSION} (Mozilla Public License 2.0), its source: https://github.com/pyodide/pyodide
NumPy (BSD 3-Clause): its licence is in its wheel. SymPy and mpmath (BSD 3-Clause): their licences are in sympy.zip.
"""


def bring(folder):
    """Put all that a page needs into the folder. Raises NotThere, with the cure, if something cannot be had."""
    pyodide = kept()
    folder.mkdir(parents=True)
    for name in (*CORE, lock(pyodide)["packages"]["numpy"]["file_name"]):
        shutil.copy(pyodide / name, folder)
    (folder / "ORIGINS.txt").write_text(ORIGINS, encoding="utf-8")
    shutil.copy(sympy(), folder / "sympy.zip")
    kit = {file.relative_to(KIT.parent): file for file in KIT.rglob("*") if file.suffix in SUFFIXES}
    pack({inside: file for inside, file in kit.items() if not {*inside.parts} & {*KIT_LEAVES_OUT}}, folder / "kit.zip")


def kept():
    """The folder with Pyodide and its NumPy, brought once; whole or not at all, because two may do so at a time."""
    if not KEPT.is_dir():
        KEPT.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT.parent) as draft:
            core(Path(draft) / KEPT.name)
            fetch(["numpy"], Path(draft) / KEPT.name)
            with suppress(OSError):  # the other one was quicker
                (Path(draft) / KEPT.name).rename(KEPT)
    return KEPT


def sympy():
    """SymPy and what it needs in one file, made once for each version that is installed here."""
    packed = KEPT.parent / f"{'-'.join(f'{name}-{version(name)}' for name in PURE)}.zip"
    if not packed.is_file():
        all_files = {Path(file): Path(file.locate()) for name in PURE for file in files(name)}
        pack({inside: file for inside, file in all_files.items() if _wanted(inside)}, packed)
    return packed


def _wanted(inside):
    licence = "LICENSE" in inside.name
    return licence or (inside.suffix in SUFFIXES and not {"tests", "benchmarks", ".."} & {*inside.parts})


def pack(modules, path):
    """Write the files {name inside: file} into one zip, Python as bytecode, which is quicker to import."""
    node = shutil.which("node")
    if not node:
        raise NotThere("there is no node to make bytecode: install Node.js")
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        sources, draft = Path(folder) / "sources", Path(folder) / path.name
        for inside, file in modules.items():
            (sources / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, sources / inside)
        subprocess.run([node, BOOK / "compile.mjs", KEPT, sources], check=True, stdout=subprocess.DEVNULL)
        with zipfile.ZipFile(draft, "w") as written:
            for inside in sorted(modules):
                compiled = inside.with_suffix(".pyc") if inside.suffix == ".py" else inside
                entry = zipfile.ZipInfo(compiled.as_posix())  # without a date: the same for the same modules
                written.writestr(entry, (sources / compiled).read_bytes(), zipfile.ZIP_DEFLATED)
        draft.replace(path)
