"""The command: draw designs, judge the kit's answers; a table to stdout, and what is wrong to stderr."""

import argparse
import sys
from math import isnan

from . import times
from .designs import FAMILIES
from .verdicts import hear

HEAD = (
    "| family | answers | called right | warned | unjudged | false | false pairs | far | bare | worst excess ÷ "
    "certificate | errors | other warnings | slowest |"
)


def row(family, hearings):
    """One line of the table."""
    calls = [call for hearing in hearings for call in hearing.calls]
    verdicts = [verdict for hearing in hearings for verdict in hearing.verdicts]
    judged = [v for v in verdicts if not isnan(v.excess)]
    claimed = [v for v in judged if v.answer.claimed]
    slowest = max(calls, key=lambda call: call.seconds)
    cells = [
        family, len(verdicts), len(claimed), len(judged) - len(claimed), len(verdicts) - len(judged),
        sum(v.false for v in judged), sum(len(hearing.pairs) for hearing in hearings),
        sum(v.far for v in judged), sum(v.bare for v in judged),
        f"{max((v.excess / v.allowed for v in claimed), default=0):.2g}",
        sum(bool(call.error) for call in calls), sum(bool(call.strange) for call in calls),
        f"{slowest.seconds:.2g} s ({slowest.question})",
    ]  # fmt: skip
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.judged", description=__doc__)
    parser.add_argument("--count", type=int, default=10, help="designs of each family")
    parser.add_argument("--seed", type=int, default=0, help="the first seed; the others follow it")
    parser.add_argument("--family", default="", help="only families whose name has this in it")
    parser.add_argument("--times", action="store_true", help="instead, how long larger designs take")
    asked = parser.parse_args()
    if asked.times:
        for line in times.table():
            print(line, flush=True)
        return
    print(HEAD, "|" + "---|" * (HEAD.count("|") - 1), sep="\n")
    for family in FAMILIES:
        if asked.family in family:
            hearings = []
            for seed in range(asked.seed, asked.seed + asked.count):
                hearings.append(hear(family, seed))
                for failure in hearings[-1].failures():
                    print(failure, file=sys.stderr, flush=True)
            print(row(family, hearings), flush=True)


if __name__ == "__main__":
    main()
