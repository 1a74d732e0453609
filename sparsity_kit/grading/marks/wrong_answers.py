"""The wrong answers that students really gave, counted: what many give and is no known mistake may become a rule."""

from collections import Counter
from typing import NamedTuple

from sparsity_kit.grading.tables import safe_csv_text

MOST = 12  # of one question, in the report; the table has all


class Wrong(NamedTuple):
    """A wrong answer in words, beside the key of whoever gave it; `mistake` is "" if it is none that is known."""

    question: str
    mistake: str
    answer: str
    key: str


def wrong_answers(marks, assignment):
    """{Wrong: how many students gave it}, by question, the most frequent first; `marks` are the grader's, by student.

    What could not be read counts as well, with the sentence that says why. Also counted is what a person overruled.
    """
    places = {question.name: place for place, question in enumerate(assignment.questions)}
    counts = Counter(
        Wrong(mark.question, mark.mistake, mark.answer or mark.message, mark.key)
        for own in marks.values()
        for mark in own
        if mark.status in ("wrong", "unreadable") and mark.question in places
    )
    return dict(sorted(counts.items(), key=lambda item: (places[item[0].question], -item[1], item[0])))


def unknown(counts):
    """Of the counts, those of answers that are no known mistake, the most frequent of each question."""
    found: dict[str, list] = {}
    for wrong, count in counts.items():
        if not wrong.mistake:
            found.setdefault(wrong.question, []).append((wrong, count))
    return [pair for pairs in found.values() for pair in pairs[:MOST]]


def wrong_answers_csv(counts):
    """CSV text with a row for each wrong answer."""
    rows = [("question", "students", "mistake", "answer", "key")]
    rows += [(each.question, count, each.mistake, each.answer, each.key) for each, count in counts.items()]
    return safe_csv_text(rows)
