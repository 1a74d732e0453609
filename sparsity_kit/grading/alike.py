"""Copies: the same file from two students, and notebooks whose answer cells are the same though the files are not."""

import hashlib
import json
from collections import defaultdict
from functools import lru_cache

from sparsity_kit.grading.cells import grade_id, source
from sparsity_kit.questions import given_cell, variant


def answers(data):
    """{grade_id: text without white space} of the cells of a notebook; {} if it is none."""
    try:
        cells = json.loads(data)["cells"]
        return {grade_id(cell): "".join(source(cell).split()) for cell in cells if grade_id(cell)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def fingerprint(data, assignment):
    """One hash of all answer cells of a submission; "" if none can be found."""
    found = answers(data)
    texts = [found.get(question.name, "") for question in assignment.questions]
    return hashlib.sha256("\0".join(texts).encode("utf-8", "replace")).hexdigest() if any(texts) else ""


def flag_copies(prints, blank):
    """{student: sentence} from {student: (hash of the file, hash of the answers)}; `blank`: if untouched."""
    flags = {}
    for index, what in ((1, "the same answers as"), (0, "the same file as")):
        groups = defaultdict(list)
        for student, hashes in prints.items():
            groups[hashes[index]].append(student)
        for key, group in groups.items():
            if len(group) > 1 and key and prints[group[0]][1] != blank:
                for student in group:
                    flags[student] = f"{what} {_some([each for each in group if each != student])}"
    return flags


def _some(students):
    return ", ".join(students[:3]) + (f" and {len(students) - 3} more" if len(students) > 3 else "")


def numbers_there(data, assignment):
    """{question: text of its given cell, without white space} of a notebook; None if it has none of them."""
    found = answers(data)
    texts = {each.name: found.get(f"{each.name}-given", "") for each in assignment.questions if each.numbers}
    return texts if any(texts.values()) else None


def numbers_are_of(who, there, assignment, secret):
    """Whether the given cells are those of a student or group; drawn one by one, up to the first that differs."""
    return all(
        there[each.name] == _number(each, assignment, secret, who) for each in assignment.questions if each.numbers
    )


@lru_cache(maxsize=100_000)
def _number(question, assignment, secret, who):
    return "".join(given_cell(variant(assignment, question, secret, who).given).split())
