"""The measures of tests/grading_speed, from the command line; see the package's docstring."""

import argparse
import shutil
import tempfile
import time
from pathlib import Path

import tests.grading_speed as package
from sparsity_kit.homework.register import HOMEWORK
from tests.grading_speed import rival
from tests.grading_speed.classroom import make
from tests.grading_speed.runs import grade, killed, marks, timed


def main(arguments=None):
    """Run one measure in a folder that is removed afterwards; its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.grading_speed",
        description=package.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("measure", choices=["one", "nbgrader", "kills"])
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--kills", type=int, default=2, help="per assignment (default 2)")
    parser.add_argument("--assignments", nargs="+", default=[*HOMEWORK], choices=[*HOMEWORK])
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="grading-speed-"))
    try:
        measure = {"one": one, "nbgrader": against_nbgrader, "kills": with_kills}[options.measure]
        return measure(folder, options)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def one(folder, options):
    """Seconds per submission, without what starting costs: the time of all, less the time of one."""
    print("assignment  workers  wall/submission  CPU/submission  all, wall")
    for name in options.assignments:
        walls = {}
        make(folder / name / "first", name, 1)
        make(folder / name / "class", name, options.students)
        for workers in (1, 2):
            start = timed(grade(name, f"one{workers}", workers), folder / name / "first")
            full = timed(grade(name, f"all{workers}", workers), folder / name / "class")
            count = options.students - 1
            walls[workers] = (full.wall - start.wall) / count
            cpu = (full.cpu - start.cpu) / count
            print(f"{name:10}  {workers:7}  {walls[workers]:13.2f} s  {cpu:12.2f} s  {full.wall:7.1f} s")
        print(f"{name:10}  two workers are {walls[1] / walls[2]:.2f} times as fast as one")
    return 0


def against_nbgrader(folder, options):
    """The same answers in equivalent notebooks, by both, one process each."""
    print("assignment  sparsity-kit  nbgrader  nbgrader / sparsity-kit")
    for name in options.assignments:
        make(folder / name / "ours", name, options.students, pool=1)
        rival.course(folder / name / "theirs", name, options.students)
        command = [*grade(name, "graded", 1), "--pool", "1"]
        ours = timed(command, folder / name / "ours").wall / options.students
        theirs = rival.autograde(folder / name / "theirs", name).wall / options.students
        print(f"{name:10}  {ours:10.2f} s  {theirs:6.2f} s  {theirs / ours:.1f}")
    return 0


def with_kills(folder, options):
    """Grade every assignment undisturbed, and again with kills and resumes; 1 if any mark differs."""
    different = []
    for name in options.assignments:
        make(folder, name, options.students)
        undisturbed = timed(grade(name, f"calm-{name}"), folder)
        out, start = f"killed-{name}", time.perf_counter()
        had = [
            killed(grade(name, out), folder, out, options.students * (number + 1) // (options.kills + 1))[0]
            for number in range(options.kills)
        ]
        timed(grade(name, out), folder)
        same = marks(folder / f"calm-{name}", name) == marks(folder / out, name)
        different += [] if same else [name]
        print(
            f"{name}: {options.students} students in {undisturbed.wall:.1f} s; killed with {had} finished, "
            f"{time.perf_counter() - start:.1f} s; the marks are {'the same' if same else 'DIFFERENT'}",
            flush=True,
        )
    return int(bool(different))


if __name__ == "__main__":
    raise SystemExit(main())
