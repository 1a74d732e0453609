"""From a value to a mark: the trusted side compares plain data with the key, under a time limit."""

from sparsity_kit.answers import Blank, Found, Unclear, Unreadable, is_blank
from sparsity_kit.grading.judge.clock import TimeOver, time_limit
from sparsity_kit.grading.judge.function_table import FunctionTable, Unsteady
from sparsity_kit.grading.judge.mark import automatic, for_a_person
from sparsity_kit.grading.judge.values import value_of
from sparsity_kit.questions import judge


def mark_value(variant, value, limits):
    """The Mark for a Value that the box gave."""
    question = variant.question
    try:
        variant.kind.read(variant.key)
    except Exception as error:
        return for_a_person(question, f"The key cannot be computed here ({type(error).__name__}: {error}).")
    if isinstance(variant.kind, Found):
        return for_a_person(question, "An answer of this kind is looked at by a person.")
    try:
        with time_limit(limits.judge_seconds):
            answer = answer_of(value)
            verdict = judge(variant, answer)
            words = ("", "") if verdict.correct else _in_words(variant, answer)
    except (Exception, SystemExit, TimeOver) as error:
        return mark_without_verdict(question, error)
    mistake = (verdict.mistake.name or verdict.mistake.message) if verdict.mistake else ""
    return automatic(question, "right" if verdict.correct else "wrong", verdict.message, mistake, *words)


def mark_without_verdict(question, error):
    """The Mark of an answer of which nothing can be said, because reading or comparing it led to this error."""
    match error:
        case Blank():
            return automatic(question, "blank", "Not answered.")
        case Unsteady():
            return for_a_person(question, f"{question.answer} gave two answers to the same arguments: look at why.")
        case Unclear():
            return for_a_person(question, f"A person looks at this answer: {error}.")
        case Unreadable():
            return automatic(question, "unreadable", f"This answer cannot be read: {error}.")
        case TimeOver():
            return for_a_person(question, "This answer takes too long to compare: it is written too intricately.")
    return automatic(question, "unreadable", f"This answer cannot be compared: it led to {type(error).__name__}.")


def answer_of(value):
    """What a student answered, by a Value that the box gave. Raises Blank, Unreadable, Unsteady."""
    answer = value_of(value.description) if value.replies is None else FunctionTable(value.replies)
    if is_blank(answer):
        raise Blank
    return answer


def _in_words(variant, answer):
    """(a wrong answer, the key), as an instructor reads them: what each was taken for, and the text that it is."""
    try:
        return tuple(_shown(variant.kind, each) for each in (answer, variant.key))
    except Exception as error:
        return f"it cannot be shown ({type(error).__name__})", ""


def _shown(kind, value):
    said = kind.shown(kind.read(value))
    return f"{said}, written {value}" if isinstance(value, str) and value not in said else said
