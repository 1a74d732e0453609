"""Marks that a person gives: a sheet of what waits for them, and its way back. All rows are taken, or none."""

import math

from sparsity_kit.grading.intake.people import only
from sparsity_kit.grading.intake.spelling import without_zeros
from sparsity_kit.grading.judge.mark import UNREAD
from sparsity_kit.grading.tables import decimal, read_table, safe_csv_text
from sparsity_kit.grading.terminal import UserError, one_line

HEADINGS = ("student", "question", "points", "comment")


def sheet(standings, assignment, anonymous=False):
    """CSV text with a row for each mark that needs a person; `points` and `comment` are left to fill in.

    `looks for` is the rubric, `seen` what the grader says: how long an answer is, that it is blank, or what went wrong.
    If `anonymous`, a column `code` stands in place of the student and the name, and rows are in its order.
    """
    whose = ("code",) if anonymous else ("student", "name")
    rows = [(*whose, "question", "points", "full", "comment", "looks for", "seen", "file")]
    for standing in in_order(standings, anonymous):
        for mark in (mark for mark in standing.marks if mark.points is None):
            asked = assignment.question(mark.question)
            rubric = "; ".join(f"{points:g}: {sentence.removesuffix('.')}" for points, sentence in asked.rubric)
            who = (standing.code,) if anonymous else (standing.student.student, standing.student.name)
            rows.append((*who, mark.question, "", mark.full, "", rubric, seen(mark, anonymous), standing.file))
    return safe_csv_text(rows)


def in_order(standings, anonymous):
    """The standings in the roster's order, or in that of the codes, from which nobody's place in it can be told."""
    return sorted(standings, key=lambda each: each.code) if anonymous else standings


def seen(mark, anonymous):
    """What the grader says of a mark; the name of a file that was not read may be that of its student."""
    before, unread, _ = mark.message.partition(UNREAD)
    return f"{before}{unread}." if anonymous and unread else mark.message


def read_sheet(path):
    """(line, student or code, question, points, comment, file) of each row that has points. Raises UserError."""
    headings, rows = read_table(path, "marks")
    whose = "code" if "code" in headings and "student" not in headings else "student"
    if missing := [name for name in (whose, *HEADINGS[1:3]) if name not in headings]:
        raise UserError(f"{path} has no column {missing[0]}; its first line must name {', '.join(HEADINGS)}")
    return [
        (f"line {line}", *(row.get(name, "") for name in (whose, *HEADINGS[1:], "file")))
        for line, row in rows
        if row["points"]
    ]


def checked(rows, standings, assignment):
    """The rows as (student, question, points, comment), if all can be taken. Raises UserError with all that cannot.

    A person may also overrule the grader, on any question, with a comment that says why; a person's own mark without.
    """
    handed_in = {each.code: each for each in standings if each.code}
    handed_in |= {each.student.student: each for each in standings}
    good, bad = {}, []
    for where, called, name, points, comment, *file in rows:
        standing = _meant(called, handed_in)
        problem, value = _problem(standing, name, points, comment, assignment)
        if not problem and any(file) and file != [standing.file]:
            problem = "a newer file was graded since the sheet was written; look at it, and clear the column file"
        login = standing.student.student if standing else called
        if not problem and (login, name) in good:
            problem = "it is marked twice; leave one of its rows"
        if problem:
            bad.append(f"{where}: {one_line(called)}, {one_line(name)}: {problem}")
        good[login, name] = (login, name, value, comment)
    if bad:
        raise UserError("no mark was taken over, because of\n  " + "\n  ".join(bad))
    return [*good.values()]


def _meant(called, handed_in):
    """The Standing that is meant: if not by this login or code, by one with other capitals or zeros before it."""
    alike = [each for each in handed_in if without_zeros(each).lower() == without_zeros(called).lower()]
    return handed_in.get(called) or handed_in.get(only(alike))


def _problem(standing, name, points, comment, assignment):
    questions = {question.name: question for question in assignment.questions}
    if standing is None:
        return "this student is not in the roster", None
    if standing.missing:
        return "this student has handed nothing in; clear its points", None
    if name not in questions:
        return f"there is no such question; there are {', '.join(questions)}", None
    try:
        value = decimal(points)
    except ValueError:
        value = math.nan
    full = questions[name].points
    if not 0 <= value <= full:
        return f"points must be a number from 0 to {full:g}, got {one_line(points)!r}", None
    if comment.isdecimal():
        return f"the comment is the number {comment}; if {points}.{comment} points are meant, write them so", None
    graders = {mark.question for mark in standing.marks if mark.points is not None and not mark.by_hand}
    if name in graders and not questions[name].by_hand and not comment:
        return "the grader has marked it; to overrule it, say why in the column comment", None
    return "", value
