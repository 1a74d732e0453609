"""What `grade` says at its end."""

from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.terminal import say
from sparsity_kit.printable import counted

MOST_LINES = 30  # of changes, on the terminal


def say_what_was_done(outcome, notices, found, out):
    """How many were graded, and for each student what is missing, late, unread or waits for a person."""
    graded = counted(outcome.now, "submission")
    say(f"{graded} graded now, {outcome.before} before; marks in {out}, pages in {out}/feedback")
    for notice in notices:
        say(f"  {notice}")
    for each in found:
        if each.missing:
            say(f"  {each.student.student}: nothing handed in")
        elif each.flags:
            say(f"  {each.student.student}: {'; '.join(each.flags)}")
    if outcome.undone:
        say(f"{counted(len(outcome.undone), 'submission')} still to be graded: the same command tries again")
        for student, reason in outcome.undone.items():
            say(f"  {student}: {reason}")
    if unread := [each.student.student for each in found if each.unread]:
        say(f"{counted(len(unread), 'student')} with a file that could not be read, see above: {', '.join(unread)}")
    if waiting := sum(len(each.waiting) for each in found if not each.unread):
        say(f"{counted(waiting, 'mark')} to be given by a person: sparsity-kit homework mark {out} --sheet to_mark.csv")


def say_what_changed(out, name, began):
    """Every mark that was another before this run; all of them, of all runs, are in the table of changes."""
    with Store(out) as store:
        changes = [each for each in store.changes(name) if each.at >= began]
    if changes:
        say(f"{counted(len(changes), 'mark')} changed; all changes so far: {out}/{name}-changes.csv")
    for each in changes[:MOST_LINES]:
        say(f"  {each}")
    if len(changes) > MOST_LINES:
        say(f"  … and {len(changes) - MOST_LINES} more")
