"""Whose numbers stand in a notebook: a copy of another student's, or all of them drawn with another secret or pool."""

from sparsity_kit.grading.alike import numbers_are_of
from sparsity_kit.grading.terminal import UserError, counted

POOLS = 60  # groups that are tried when numbers are not a student's own
ENOUGH = 3  # notebooks that do not fit the secret, before it is the secret that is wrong


def foreign_numbers(there, task):
    """{student: sentence} where the given cells ({student: texts, or None}) are not the student's own.

    Raises UserError if most notebooks have other numbers: then the secret or the pool is not that of the release. Where
    each student has numbers of its own, one notebook that fits shows that they are: the others were changed.
    """
    foreign = {
        student: texts for student, texts in there.items() if texts and not _are_of(task.who(student), texts, task)
    }
    if not foreign:
        return {}
    owners = {student: _owner(texts, task) for student, texts in foreign.items()}
    known = sum(owner.startswith("pool") for owner in owners.values())
    with_numbers = sum(texts is not None for texts in there.values())
    most = len(foreign) == with_numbers if task.pool is None else 2 * len(foreign) > with_numbers
    if most and (known == len(foreign) or len(foreign) >= ENOUGH):
        given = "the secret gives without --pool" if task.pool is None else f"the secret and --pool {task.pool} give"
        of = "of a pool" if known == len(foreign) else f"other than {given}"
        raise UserError(
            f"nothing was graded: the numbers in {len(foreign)} of {counted(with_numbers, 'notebook')} are {of}; "
            "give the secret and the --pool that they were released with"
        )
    return {student: f"the numbers in it are not this student's but {owner}" for student, owner in owners.items()}


def _owner(texts, task):
    """Whose numbers these are, a group's of a pool or students'; "changed" if they are nobody's."""
    pools = (f"pool:{number}" for number in range(1, POOLS + 1))
    owners = [f"{who}'s" for who in pools if _are_of(who, texts, task)][:1]
    students = [] if task.pool else [each.student for each in task.students]
    owners += [f"{student}'s" for student in students if _are_of(task.who(student), texts, task)]
    return " or ".join(owners) or "changed"


def _are_of(who, texts, task):
    return numbers_are_of(who, texts, task.assignment, task.secret)
