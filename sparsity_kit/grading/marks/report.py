"""The class picture: report.html with everything, report.png with the pictures alone."""

import io
from collections import Counter

from sparsity_kit.grading.marks.class_picture import draw
from sparsity_kit.grading.marks.page import image, listing, page, table


def misconceptions(standings):
    """{question: Counter of the names of mistakes}; "" counts the wrong answers that equal no known mistake."""
    counts: dict[str, Counter] = {}
    for mark in (mark for each in standings for mark in each.marks):
        if mark.status == "wrong" and not mark.by_hand:
            counts.setdefault(mark.question, Counter())[mark.mistake] += 1
    return counts


def report(standings, assignment, notices=(), answers=()):
    """(HTML page, PNG bytes). `answers` are pairs of a Wrong and its count, to be shown as they are."""
    figure, alt = draw(standings, assignment)
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    parts = (
        _summary(standings, assignment),
        image(file.getvalue(), alt),
        _success(standings, assignment),
        _mistakes(standings),
        _answers(answers),
        _of_students("Waiting for a person", "questions", standings, lambda each: ", ".join(each.waiting)),
        _of_students("To look at; none of it changed a mark", "what", standings, lambda each: "; ".join(each.flags)),
        listing("Nothing handed in", [each.called() for each in standings if each.missing]),
        listing("Other files", notices),
    )
    return page(f"{assignment.title or assignment.name}: the class", parts), file.getvalue()


def _summary(standings, assignment):
    there = [each for each in standings if not each.missing]
    final = [each for each in there if each.total is not None]
    mean = (
        f" Their mean is {sum(each.total for each in final) / len(final):.2f} of {assignment.points:g}."
        if final
        else ""
    )
    return f"<p>{len(there)} of {len(standings)} students handed in; {len(final)} totals are final.{mean}</p>"


def _success(standings, assignment):
    rows = []
    for question in assignment.questions:
        points = [mark.points for each in standings for mark in each.marks if mark.question == question.name]
        known = [each for each in points if each is not None]
        mean = f"{sum(known) / len(known):.2f}" if known else "none yet"
        share = f"{100 * sum(each == question.points for each in known) / len(known):.0f} %" if known else ""
        row = (question.name, f"{question.points:g}", mean, share, len(points) - len(known))
        rows.append(row if question.points else (question.name, "dropped", "", "", ""))
    rule = "<p>In the picture, a person's mark counts as right from half of the points on.</p>\n"
    return rule + table("Questions", ("question", "points", "mean", "full marks", "waiting for a person"), rows)


def _mistakes(standings):
    told = {(mark.question, mark.mistake): mark.message for each in standings for mark in each.marks}
    rows = [
        (question, count, mistake or "none that is known", told[question, mistake] if mistake else "")
        for question, counts in misconceptions(standings).items()
        for mistake, count in counts.most_common()
    ]
    return table("Wrong answers", ("question", "students", "mistake", "what students were told"), rows)


def _answers(answers):
    rows = [(wrong.question, count, wrong.answer, wrong.key) for wrong, count in answers]
    columns = ("question", "students", "answer", "the key was")
    return table("Wrong answers that are no known mistake: is one of them worth a rule?", columns, rows)


def _of_students(heading, column, standings, said):
    """A table of those students of whom there is something to be said."""
    rows = [(each.student.student, each.student.name, said(each)) for each in standings if said(each)]
    return table(heading, ("student", "name", column), rows)
