"""What a student sees of a question: the question, hints one by one, and feedback. No answer makes these raise."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from html import escape

from sparsity_kit.answers import Array, Blank, Choices, Number, Relation, Unreadable, is_blank
from sparsity_kit.printable import printable
from sparsity_kit.questions.draw import Draw
from sparsity_kit.questions.feedback import Feedback
from sparsity_kit.questions.given import from_notebook
from sparsity_kit.questions.judging import judge
from sparsity_kit.questions.variants import REFERENCE, Variant, variant

_hints_shown: dict[str, int] = {}  # for as long as the kernel lives: a notebook run from the top repeats itself
_last_wrong: dict[str, object] = {}  # what `kind.read` made of the last wrong answer to a question


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
    more = "" if verdict.correct else next_hint(question, again=_is_repeated(question, mine, answer))
    return Feedback(verdict.correct, verdict.message, more)


def _is_repeated(question, mine, answer):
    """Whether a wrong answer is the same as the last one: a cell that is run twice costs one hint."""
    value, last = mine.kind.read(answer), _last_wrong.get(question.name)
    _last_wrong[question.name] = value
    with suppress(Exception):
        return last is not None and mine.kind.same(value, last)
    return False


def several(question, assignment, answers):
    """Feedback on more than one answer: how to write what was probably meant."""
    kind, whole = reference(assignment, question).kind, all(type(each) is int for each in answers)
    if isinstance(kind, Number) and len(answers) == 2 and whole and answers[1] >= 0:
        cure = f"write {answers[0]}.{answers[1]} with a point"
    elif isinstance(kind, Relation):
        cure = "put the two ends in parentheses, (low, high)"
    elif isinstance(kind, Array):
        cure = "put several numbers in a list, such as [-2, 0.5]"
    elif isinstance(kind, Choices):
        cure = "put all letters into one pair of quotes"
    else:
        cure = "give one"
    return Feedback(
        None, f"This answer cannot be read: here are {len(answers)} answers, with commas between them; {cure}."
    )


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
        mine = reference(None, question)
        if assignment:
            mine = Variant(question, numbers, Draw(REFERENCE, "practice", assignment.name, question.name))
        for answer in (mine.key, *(mine.answer_of(mistake) for mistake in mine.mistakes if assignment)):
            mine.kind.read(answer)
    except Exception as error:
        said = str(error) or type(error).__name__
        if given:
            said = f"no key follows from {', '.join(given)} as given: run the cell with the numbers once more ({said})."
        raise _NoKey(said) from error
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


def next_hint(question, again=False):
    """The next hint for a question; after the last one, or if the same is to be said `again`, the last one again."""
    count, shown = len(question.hints), _hints_shown.get(question.name, 0)
    shown = _hints_shown[question.name] = min(max(shown, 1) if again else shown + 1, count)
    return f"Hint {shown} of {count}: {question.hints[shown - 1]}" if count else "There is no hint for this one."


@dataclass(frozen=True, repr=False)
class Asked:
    """A question, its lettered options, and how an answer is written."""

    text: str
    options: tuple = ()
    form: str = ""

    def __repr__(self):
        options = (f"  {letter}: {option}" for letter, option in self.options)
        return printable("\n".join([self.text, *options, *([f"Answer: {self.form}."] if self.form else [])]))

    def _repr_html_(self):
        options = "".join(f"<li><b>{letter}</b>: {escape(option)}</li>" for letter, option in self.options)
        listed = f'<ul style="list-style: none">{options}</ul>' if options else ""
        form = f"<p><em>Answer: {escape(self.form)}.</em></p>" if self.form else ""
        return f"<div><p>{escape(self.text)}</p>{listed}{form}</div>"
