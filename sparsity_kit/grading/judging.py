"""From a value to a mark: the trusted side compares plain data with the key, under a time limit."""

from sparsity_kit.answers import Blank, Found, Unreadable, is_blank
from sparsity_kit.grading.answers import Asked, plain
from sparsity_kit.grading.clock import TimeOver, time_limit
from sparsity_kit.grading.marks import Mark
from sparsity_kit.questions import judge

_LONGEST_MESSAGE = 600


def mark_value(variant, value, limits):
    """The mark for a value that the box gave."""
    question = variant.question
    try:
        variant.kind.read(variant.key)
    except Exception as error:
        return person(question, f"The key cannot be computed here ({type(error).__name__}: {error}).")
    if isinstance(variant.kind, Found):
        return person(question, "An answer of this kind is looked at by a person.")
    try:
        answer = value if isinstance(value, Asked) else plain(value)
        if is_blank(answer):
            raise Blank
        with time_limit(limits.judge_seconds):
            verdict = judge(variant, answer)
    except Blank:
        return mark(question, "blank", "Not answered.")
    except Unreadable as reason:
        return mark(question, "unreadable", f"This answer cannot be read: {reason}.")
    except TimeOver:
        return mark(question, "unreadable", "This answer takes too long to compare: it is written too intricately.")
    except (Exception, SystemExit) as error:
        return mark(question, "unreadable", f"This answer cannot be compared: it led to {type(error).__name__}.")
    mistake = (verdict.mistake.name or verdict.mistake.message) if verdict.mistake else ""
    return mark(question, "right" if verdict.correct else "wrong", verdict.message, mistake)


def mark(question, status, message, mistake=""):
    """A mark of full points if the status is "right", of none otherwise."""
    points = question.points if status == "right" else 0
    return Mark(question.name, points, question.points, status, _clean(message), mistake)


def person(question, message):
    """A question that waits for a person."""
    return Mark(question.name, None, question.points, "needs a person", _clean(message))


def _clean(message):
    text = "".join(c if c.isprintable() or c == "\n" else "�" for c in message)
    return text if len(text) <= _LONGEST_MESSAGE else text[:_LONGEST_MESSAGE] + " …"


def mark_nothing(question, name, cells, found):
    """The mark for a question of which no value is known: the sentence says why there is none."""
    own = {number for number, cell in cells if cell.grade_id == question.name}
    if name in found.lost:
        return mark(question, "unreadable", f"When {name} was asked for, it {found.lost[name]}.")
    for number, what in found.fatal.items():
        if number in own:
            return mark(question, "unreadable", f"The cell {what}, so that there is no value of {name}.")
    for number in sorted(own & found.errors.keys()):
        kind, text, line = found.errors[number]
        where = f"line {line} of its cell" if line else "its cell"
        return mark(question, "unreadable", f"There is no value of {name}: {where} ends with {kind}: {text}")
    if found.out_of_time:
        return person(question, f"There is no value of {name}: the notebook used up its time before.")
    if found.fatal:
        number, what = next(iter(found.fatal.items()))
        return person(question, f"There is no value of {name}; cell {number} of the notebook {what}.")
    return mark(question, "blank", f"Not answered: the notebook gives {name} no value.")
