"""The command: measure what was asked for; Markdown goes to stdout, progress to stderr."""

import argparse

from . import choices as kept
from . import functions, grids, growth, memory, whole
from .machine import footer, header, progress
from .peers import PEERS, installed
from .problems import PROBLEMS, QUICK

WIDE = ("genes 72×7129", "correlation 0.9, 200×5000")


def grid_section(aim, problems, peers, choices, budget):
    results = []
    for problem in progress(problems, aim):
        results += grids.measure(problem, peers, choices[problem], aim, budget)
    return f"{grids.LEGEND}\n\n{grids.overview(results)}\n\n{grids.details(results)}"


def whole_section(problems, peers, choices, budget):
    lines = []
    for problem in progress(problems, "whole"):
        lines += whole.measure(problem, peers, choices[problem], budget)
    return whole.summary(lines)


def growth_section(largest, budget, file):
    curves = [
        curve(largest, budget)
        for curve in progress((growth.rows, growth.columns, growth.kinks, growth.problems), "growth")
    ]
    if file:
        growth.draw(curves, file)
    return growth.summary(curves)


def report(asked):
    """Yield the parts of the report, as Markdown."""
    peers, missing = installed()
    problems = [name for name in (QUICK if asked.quick else PROBLEMS) if asked.problem in name]
    budget, size = (0.2, 10**6) if asked.quick else (1.0, 10**7)
    yield header(peers)
    choices = kept.complete(kept.read(), problems, peers, again=asked.tune)
    sections = {
        "tight": (grids.WHAT["tight"], lambda: grid_section("tight", problems, peers, choices, budget)),
        "loose": (grids.WHAT["loose"], lambda: grid_section("loose", problems, peers, choices, budget)),
        "whole": (whole.WHAT, lambda: whole_section(problems, peers, choices, budget)),
        "functions": (functions.WHAT, lambda: functions.summary(functions.lines(budget, size, problems[:2]))),
        "memory": (memory.WHAT, lambda: memory.summary([memory.line(name) for name in problems if name in WIDE])),
        "growth": (growth.WHAT, lambda: growth_section(size // 2, budget / 4, asked.figure)),
    }
    for name in asked.only or sections:
        title, section = sections[name]
        yield f"## {title}\n\n{section()}"
    yield footer(missing)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small problems and few repeats: to try it out")
    parser.add_argument("--only", nargs="+", choices=("tight", "loose", "whole", "functions", "memory", "growth"))
    parser.add_argument("--problem", default="", help="only the problems whose name has this in it")
    parser.add_argument("--figure", metavar="PNG", help="draw here how the time grows")
    names = ("all", *(peer.name for peer in PEERS))
    parser.add_argument("--tune", nargs="+", choices=names, default=(), help="search again for the best of these")
    for part in report(parser.parse_args()):
        print(part, end="\n\n", flush=True)


if __name__ == "__main__":
    main()
