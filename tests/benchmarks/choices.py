"""Which form and tolerance each program is compared in: found once by a search, and kept in tolerances.json."""

import json
from dataclasses import asdict
from pathlib import Path

from .machine import progress
from .tuning import Choice, choose

FILE = Path(__file__).parent / "tolerances.json"


def read():
    """{problem: {program: {"tight": Choice, "loose": Choice}}}"""
    kept = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return {
        problem: {name: {aim: Choice(**choice) for aim, choice in aims.items()} for name, aims in programs.items()}
        for problem, programs in kept.items()
    }


def write(choices):
    """Keep them, in three digits."""
    plain = {
        problem: {name: {aim: _plain(choice) for aim, choice in aims.items()} for name, aims in programs.items()}
        for problem, programs in choices.items()
    }
    FILE.write_text(json.dumps(plain, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _plain(choice):
    rounded = {key: float(f"{value:.2e}") for key, value in asdict(choice).items() if isinstance(value, float)}
    return asdict(choice) | rounded


def complete(choices, problems, peers, again=()):
    """Choices for every problem and program: those kept, and a search where there are none or where `again` asks.

    `again` names programs, or "all". Such a search has 300 seconds for each form and is kept; one that fills a gap
    has 20 seconds and is not.
    """
    pairs = [(problem, peer) for problem in problems for peer in peers]
    asked = {peer.name for peer in peers if {peer.name, "all"} & set(again)}
    missing = [(problem, peer) for problem, peer in pairs if peer.name in asked or not _known(choices, problem, peer)]
    result = {problem: dict(choices.get(problem, {})) for problem in problems}
    for problem, peer in progress(missing, "tuning"):
        found = choose(problem, peer, limit=300 if peer.name in asked else 20)
        result[problem][peer.name] = found
        if peer.name in asked:
            choices.setdefault(problem, {})[peer.name] = found
            write(choices)
    return result


def _known(choices, problem, peer):
    """Whether there is a choice, of forms that the program still has."""
    kept = choices.get(problem, {}).get(peer.name)
    return kept is not None and all(choice.form in peer.forms for choice in kept.values())
