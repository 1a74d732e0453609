"""What can be told of the files without running anything: faults, copies, and numbers that are not a student's own."""

import hashlib
from collections import defaultdict
from typing import NamedTuple

from sparsity_kit.grading.given_numbers import numbers_in
from sparsity_kit.grading.intake.foreign_numbers import foreign_numbers
from sparsity_kit.grading.intake.recognising import Recogniser
from sparsity_kit.grading.intake.submission_file import PERHAPS
from sparsity_kit.grading.lost_names import without_space
from sparsity_kit.grading.notebook import read_notebook
from sparsity_kit.grading.notebook_file import Corrupt
from sparsity_kit.grading.release.blanks import blank_answers
from sparsity_kit.grading.release.sources import source_notebook
from sparsity_kit.grading.restoring import restored
from sparsity_kit.grading.terminal import one_line, some


def recogniser(handout):
    """The Recogniser of an assignment's files among those of the others, by their names and cells."""
    from sparsity_kit.homework.register import ASSIGNMENTS

    questions = [question.name for question in handout.assignment.questions]
    return Recogniser(handout.assignment.name, ASSIGNMENTS, questions, handout.places)


class Examined(NamedTuple):
    """A file's `hash`, the `fault` for which it cannot be graded ("" if it can), and `flags` for the instructor."""

    hash: str
    fault: str
    flags: tuple


def examine(files, handout, students):
    """{student: Examined} of {student: SubmissionFile}. Raises UserError if the secret or the pool is another one."""
    names = [question.name for question in handout.assignment.questions]
    hashes, faults, answers, numbers = {}, {}, {}, {}
    for student, file in files.items():
        data, faults[student] = file.read()
        hashes[student] = PERHAPS if file.perhaps else digest(data, faults[student])
        if not faults[student]:
            texts = cell_texts(data, handout, student)
            answers[student] = tuple(without_space(texts.get(name, "")) for name in names)
            given = {name: numbers_in(texts.get(f"{name}-given", "")) for name in names}
            numbers[student] = {name: found for name, found in given.items() if found}
    blank = tuple(map(without_space, blank_answers(source_notebook(handout.assignment), handout.assignment)))
    said = [foreign_numbers(numbers, handout, students)]
    if not handout.assignment.measures:  # there all have the same questions, and letters agree by themselves
        said.insert(0, copies(hashes, answers, blank))

    def flags(student, file):
        if fault := faults[student]:
            return *file.flags, fault if file.fault else f"{file.entry.name}: {fault}"
        return *file.flags, *(each[student] for each in said if student in each)

    return {
        student: Examined(hashes[student], faults[student], tuple(map(one_line, flags(student, file))))
        for student, file in files.items()
    }


def digest(data, fault):
    """By this hash a file is known again; one that cannot be read, by its fault, in which names may be any bytes."""
    return hashlib.sha256(fault.encode(errors="backslashreplace") if fault else data).hexdigest()


def cell_texts(data, handout, student):
    """{grade_id: text} of the cells of a student's notebook; {} if it is none."""
    try:
        cells, _ = read_notebook(data)
    except Corrupt:
        return {}
    named = {cell.grade_id: cell.source for cell in cells if cell.grade_id}
    if all(place.name in named for place in handout.places):
        return named
    own = {cell.number for cell in cells}
    cells, _ = restored(cells, handout.variants(handout.who(student)), handout.places)
    return {cell.grade_id: cell.source for cell in cells if cell.grade_id and cell.number in own}


def copies(hashes, answers, blank):
    """{student: sentence} about files, and answers in other files, that are the same; `blank` ones say nothing."""
    own = {student: each for student, each in answers.items() if each != blank}
    same_answers = _alike({student: each for student, each in own.items() if any(each)}, "the same answers as")
    return same_answers | _alike({student: hashes[student] for student in own}, "the same file as")


def _alike(found, what):
    """A sentence for each student who shares what was found with others."""
    groups = defaultdict(list)
    for student, each in found.items():
        groups[each].append(student)
    others = {student: [each for each in groups[found[student]] if each != student] for student in found}
    return {student: f"{what} {some(each, most=3)}" for student, each in others.items() if each}
