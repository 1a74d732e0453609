"""Copies: the same file from two students, and notebooks whose answers are the same though the files are not."""

from collections import defaultdict


def copies(hashes, answers, blank):
    """{student: sentence}, from the hash of each student's file and its answers; `blank` ones say nothing."""
    own = {student: each for student, each in answers.items() if each != blank}
    same_answers = _alike({student: each for student, each in own.items() if any(each)}, "the same answers as")
    return same_answers | _alike({student: hashes[student] for student in own}, "the same file as")


def _alike(found, what):
    """A sentence for each student who shares what was found with others."""
    groups = defaultdict(list)
    for student, each in found.items():
        groups[each].append(student)
    return {
        student: f"{what} {_some([each for each in group if each != student])}"
        for group in groups.values()
        if len(group) > 1
        for student in group
    }


def _some(students):
    return ", ".join(students[:3]) + (f" and {len(students) - 3} more" if len(students) > 3 else "")
