"""What a student sees of a question: the question, hints one by one, and feedback. No answer makes these raise."""

from dataclasses import dataclass
from functools import cache
from html import escape

from sparsity_kit.answers import Blank, Unreadable, is_blank
from sparsity_kit.printable import printable
from sparsity_kit.questions.draw import Draw
from sparsity_kit.questions.feedback import Feedback
from sparsity_kit.questions.given import from_notebook
from sparsity_kit.questions.judging import judge
from sparsity_kit.questions.variants import REFERENCE, Variant, variant

_hints_shown: dict[str, int] = {}  # for as long as the kernel lives: a notebook run from the top repeats itself


def checked(question, assignment, answer, given):
    """Feedback on an answer. Homework, which has an assignment, is judged if the numbers are given, else only read."""
    try:
        if is_blank(answer):
            raise Blank
        if assignment and (question.by_hand or not given):
            return _handed_in_later(question, assignment, answer)
        mine = _with_numbers(question, assignment, given)
        verdict = judge(mine, answer)
    except Blank:
        return Feedback(None, "Not answered yet: put your answer in place of the dots.")
    except Unreadable as reason:
        return Feedback(None, f"This answer cannot be read: {reason}.")
    except _NoKey as error:
        return Feedback(None, f"This exercise cannot be judged here: {error}")
    except (Exception, SystemExit) as error:
        return Feedback(None, f"This answer cannot be judged: it led to {type(error).__name__}. See what is asked for.")
    return Feedback(verdict.correct, verdict.message, "" if verdict.correct else next_hint(question))


class _NoKey(Exception):
    """The key cannot be computed: data or a package are missing on this machine, or the numbers are not these."""


def _with_numbers(question, assignment, given):
    """The variant to judge by, with its key: a lesson gives no numbers, homework those in the notebook."""
    try:
        if given and not assignment:
            raise ValueError(f"it is not homework, so leave out {', '.join(given)}")
        numbers = from_notebook(question.name, given, reference(assignment, question).given) if assignment else {}
    except Exception as error:
        raise _NoKey(f"{error}.") from error
    try:
        mine = Variant(question, numbers, Draw(REFERENCE, "practice", getattr(assignment, "name", ""), question.name))
        mine.kind.read(mine.key)
    except Exception as error:
        raise _NoKey(str(error)) from error
    return mine


@cache
def reference(assignment, question):
    """The variant that the pages and the reference notebooks show; that of a lesson's question is its only one."""
    return variant(assignment, question) if assignment else Variant(question)


def _handed_in_later(question, assignment, answer):
    if question.by_hand:
        return Feedback(None, "A person reads this answer after you have handed it in.")
    kind = reference(assignment, question).kind
    return Feedback(None, f"Read as {kind.shown(kind.read(answer))}. It is judged after you have handed it in.")


def next_hint(question):
    """The next hint for a question; after the last one, the last one again."""
    count = len(question.hints)
    shown = _hints_shown[question.name] = min(_hints_shown.get(question.name, 0) + 1, count)
    return f"Hint {shown} of {count}: {question.hints[shown - 1]}" if count else "There is no hint for this one."


@dataclass(frozen=True, repr=False)
class Asked:
    """A question and its lettered options."""

    text: str
    options: tuple = ()

    def __repr__(self):
        return printable("\n".join([self.text, *(f"  {letter}: {option}" for letter, option in self.options)]))

    def _repr_html_(self):
        options = "".join(f"<li><b>{letter}</b>: {escape(option)}</li>" for letter, option in self.options)
        listed = f'<ul style="list-style: none">{options}</ul>' if options else ""
        return f"<div><p>{escape(self.text)}</p>{listed}</div>"
