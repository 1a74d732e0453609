"""When work is due: for the class, and for each student who has an extension. Who was late once stays known as late."""

from sparsity_kit.grading.intake.lateness import read_due
from sparsity_kit.grading.tables import read_table
from sparsity_kit.grading.terminal import UserError, one_line

COLUMNS = ("student", "assignment", "due")
CLASS = ""  # in the place of a student: the deadline of all who have no extension


def read_extensions(path, assignment, students):
    """{student: moment} of the lines of a CSV file that are about this assignment. Raises UserError with the line."""
    from sparsity_kit.homework.register import ASSIGNMENTS

    headings, rows = read_table(path, "extensions")
    if missing := [name for name in COLUMNS if name not in headings]:
        raise UserError(f"{path} has no column {missing[0]}; its first line names {', '.join(COLUMNS)}")
    logins = {student.student.lower(): student.student for student in students}
    found = {}
    for line, row in rows:
        called, name, due = (row[column].strip() for column in COLUMNS)
        if called.lower() not in logins:
            raise UserError(f"{path}, line {line}: {one_line(called)!r} is not in the roster; write a login of it")
        if name.lower() not in ASSIGNMENTS:  # nobody would have this extension
            raise UserError(
                f"{path}, line {line}: there is no assignment {one_line(name)!r}; there are {', '.join(ASSIGNMENTS)}"
            )
        if name.lower() != assignment.lower():
            continue
        student = logins[called.lower()]
        if student in found:
            raise UserError(f"{path}, line {line}: {student} has two extensions for {assignment}; leave one")
        found[student] = read_due(due)
    return found


def known_due(due, extensions, before):
    """{student: moment} with what was given now, or, where None was given, what is known from before."""
    of_class = before.get(CLASS) if due is None else due
    own = {student: moment for student, moment in before.items() if student} if extensions is None else extensions
    return own | ({CLASS: of_class} if of_class else {})


def due_of(due):
    """A function from a student to the moment when its work is due, or None."""
    return lambda student: due.get(student, due.get(CLASS))


def extension_said(student, due):
    """The sentences about a student's extension, none or one."""
    return (f"has until {due[student]:%Y-%m-%d %H:%M}",) if student in due else ()


def still_late(before, now):
    """The sentences of `now`; if none of them says late and one of `before` did, then that it was so."""
    if any(said.startswith("late") for said in now):
        return tuple(now)
    was = [said for said in before if said.startswith(("late", "was late"))]
    return *now, *(said if said.startswith("was") else f"was {said}, before the deadline moved" for said in was)
