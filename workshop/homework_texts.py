"""What the text of a homework question has to say: how near an answer must be, and what earns the points."""

import re

from sparsity_kit.answers import Choice, Choices, Expression, Function, Relation
from sparsity_kit.answers.numbers import passes


def how_near(kind):
    """The sentence that says how an answer of this kind is compared; "" for one letter, which is right or wrong."""
    if isinstance(kind, Function):
        called = "It is called with arguments that you do not see"
        if kind.tolerance == 0:
            return f"{called}, and has to be right for each of them."
        error = f"{kind.tolerance:g}".replace("e-0", "e-")
        return f"{called}: an error of `{error}` in what it returns is fine, but a zero has to be zero exactly."
    if isinstance(kind, Relation):
        return "It is compared with the right one at many points, also at its ends and just beside them."
    if isinstance(kind, Expression):
        return "It is compared with the right one by its values at many points, to nine digits."
    if isinstance(kind, Choices):
        return "All that belong there have to be there, and no others."
    return "" if isinstance(kind, Choice) else f"{passes(kind.tolerance).capitalize()}."


def options(kind):
    """How a text lists the options of letters, one line each."""
    found = getattr(kind, "options", {})
    return [f"- **{letter}** {option}" for letter, option in found.items()]


def worth(question):
    """How the heading of a question ends: "(2 points)", "(4 points, read by a person)"."""
    points = f"{question.points:g} point{'s' * (question.points != 1)}"
    return f"({points}{', read by a person' * question.by_hand})"


def unsaid(question, kind, text):
    """What the text cell of a question does not say, one line each."""
    if question.by_hand:
        yield from _earns(question.rubric, text)
    elif (sentence := how_near(kind)) not in text:
        yield f"must say: {sentence}"
    elif re.search(r"error of \W*\d|digits", text.replace(sentence, "")):
        yield f"must say nothing else of errors and digits than: {sentence or 'nothing, for a letter has none'}"
    for option in options(kind) if isinstance(kind, Choice) else ():
        if option not in text.splitlines():
            yield f"must list the option: {option}"


def _earns(rubric, text):
    """One phrase and its points for each line of the rubric, in its order: "1 point for …, 2 for …"."""
    said = re.findall(r"^A person marks this one: (.+)\.$", text, re.MULTILINE)
    points = re.findall(r"(?:^|, )([\d.]+)(?: points?)? for ", said[0]) if len(said) == 1 else []
    points, wanted = (", ".join(each) or "none" for each in (points, [f"{each:g}" for each, _ in rubric]))
    if points != wanted:
        yield f"must say once, 'A person marks this one: … for …, … for …', with the points {wanted}, not {points}"
