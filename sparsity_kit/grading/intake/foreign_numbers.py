"""Whose numbers stand in a notebook: a copy of another student's, or all of them drawn with another secret or pool."""

from functools import cache

from sparsity_kit.grading.terminal import UserError
from sparsity_kit.printable import counted

POOLS = 60  # groups that are tried when numbers are not a student's own
LONGEST_NUMBER = 12  # digits of a login that may have lost zeros
ENOUGH = 3  # notebooks that do not fit the secret, before it is the secret that is wrong


def foreign_numbers(there, handout, students):
    """{student: sentence} where given cells, {student: {question: numbers}}, are not the student's own.

    A student whose notebook has no given cell has {}. Raises UserError if numbers are those of the same login in
    another spelling, and if most notebooks have other numbers: then the secret or the pool is not that of the release.
    Where each student has numbers of its own, one notebook that fits shows that they are: the others were changed. In
    a pool, where all may fit but those of a group that it lacks, a third with numbers of such groups is enough.
    """
    given = cache(handout.given)
    logins = [student.student for student in students]
    whose = {
        student: _owner(texts, given, handout, logins)
        for student, texts in there.items()
        if texts and not _fits(texts, given, handout.who(student))
    }
    if respelled := [
        said for student in whose if (said := _respelled(student, there[student], given, handout, logins))
    ]:
        raise UserError(
            f"nothing was graded: the notebook of {', and that of '.join(respelled[:5])}; numbers are drawn from the "
            "login, so write it in the roster as it was at the release (a spreadsheet may have taken zeros away)"
        )
    with_numbers = sum(map(bool, there.values()))
    of_a_pool = sum(owner.startswith("pool") for owner in whose.values())
    most = len(whose) == with_numbers if handout.pool is None else 2 * len(whose) > with_numbers
    lacks = {f"pool:{number}'s" for number in range((handout.pool or 0) + 1, POOLS + 1)}
    of_another = handout.pool and 3 * sum(owner in lacks for owner in whose.values()) >= with_numbers
    if whose and (of_another or (most and (of_a_pool == len(whose) or len(whose) >= ENOUGH))):
        known = (
            "the secret gives without --pool" if handout.pool is None else f"the secret and --pool {handout.pool} give"
        )
        of = "of a pool" if of_a_pool == len(whose) and not handout.pool else f"other than {known}"
        raise UserError(
            f"nothing was graded: the numbers in {len(whose)} of {counted(with_numbers, 'notebook')} are {of}; "
            "give the secret and the --pool that they were released with"
        )
    return {student: f"the numbers in it are not this student's but {owner}" for student, owner in whose.items()}


def _fits(numbers, given, who):
    """Whether all given cells are those of a student or group; the first that is not ends the drawing."""
    return all(given(question, who).items() <= there.items() for question, there in numbers.items())


def _respelled(student, texts, given, handout, logins):
    """Which login has the numbers of a notebook, if it is the student's with other zeros or capitals; "" if none."""
    forms = {student.lower(), student.upper(), student.title()}
    if student.isdecimal():
        forms |= {student.lstrip("0").zfill(length) for length in range(1, LONGEST_NUMBER + 1)}
    forms = {form for form in forms - {*logins} if not handout.pool or form in handout.dealt}
    found = [form for form in sorted(forms) if len(texts) > 1 and _fits(texts, given, handout.who(form))]
    return f"{student} has the numbers of {found[0]}" if found else ""


def _owner(texts, given, handout, logins):
    """Whose these numbers are, in words: a group's of some pool, other students', or nobody's."""
    pools = (f"pool:{number}" for number in range(1, POOLS + 1))
    owners = [who for who in pools if _fits(texts, given, who)][:1]
    if not handout.pool:
        owners += [login for login in logins if _fits(texts, given, handout.who(login))]
    return " or ".join(f"{owner}'s" for owner in owners) or "changed"
