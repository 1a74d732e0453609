"""Whose numbers stand in a notebook: a copy of another student's, or all of them drawn with another secret or pool."""

from sparsity_kit.grading.alike import numbers
from sparsity_kit.grading.terminal import UserError, counted

POOLS = 60  # groups that are tried when numbers are not a student's own
ENOUGH = 3  # notebooks that do not fit the secret, before it is the secret that is wrong


def foreign_numbers(there, task):
    """{student: sentence} where the given cells ({student: texts, or None}) are not the student's own.

    Raises UserError if most notebooks have other numbers: then the secret or the pool is not that of the release. Where
    each student has numbers of its own, one notebook that fits shows that they are: the others were changed.
    """
    own = {student: numbers(task.variants(task.who(student))) for student in there}
    foreign = {student: texts for student, texts in there.items() if texts and texts != own[student]}
    if not foreign:
        return {}
    owners = _owners(task)
    known = sum(owners.get(texts, "").startswith("pool") for texts in foreign.values())
    with_numbers = sum(texts is not None for texts in there.values())
    most = len(foreign) == with_numbers if task.pool is None else 2 * len(foreign) > with_numbers
    if most and (known == len(foreign) or len(foreign) >= ENOUGH):
        given = "the secret gives without --pool" if task.pool is None else f"the secret and --pool {task.pool} give"
        of = "of a pool" if known == len(foreign) else f"other than {given}"
        raise UserError(
            f"nothing was graded: the numbers in {len(foreign)} of {counted(with_numbers, 'notebook')} are {of}; "
            "give the secret and the --pool that they were released with"
        )
    return {
        student: f"the numbers in it are not this student's but {owners.get(texts, 'changed')}"
        for student, texts in foreign.items()
    }


def _owners(task):
    """{text of all given cells: whose they are}, for the students and for the groups of a pool."""
    owners: dict = {}
    for who in [f"pool:{number}" for number in range(1, POOLS + 1)]:
        owners.setdefault(numbers(task.variants(who)), f"{who}'s")
    for student in [] if task.pool else task.students:
        text, name = numbers(task.variants(task.who(student.student))), f"{student.student}'s"
        owners[text] = f"{owners[text]} or {name}" if text in owners else name
    return owners
