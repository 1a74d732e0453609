"""Changes of marks as a table, the old points beside the new ones, and why."""

from sparsity_kit.grading.tables import safe_csv_text


def changes_csv(changes, students):
    """CSV text with a row for each Change, in the order of time."""
    names = {student.student: student.name for student in students}
    rows = [("time", "student", "name", "question", "before", "after", "why")]
    rows += [(each.at, each.student, names.get(each.student, ""), each.question, *each[3:]) for each in changes]
    return safe_csv_text(rows)


def change_said(change):
    """A Change in a line: ann, hw2-slope: 0 → 2 (a newer file)."""
    before, after = ("waits for a person" if each is None else f"{each:g}" for each in (change.before, change.after))
    return f"{change.student}, {change.question}: {before} → {after} ({change.why})"
