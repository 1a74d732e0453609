"""Before a release: how many different variants the class gets, and whether each of them may be handed out."""

from dataclasses import dataclass, field

from sparsity_kit.grading.judge.key_text import key_text
from sparsity_kit.questions import vet


@dataclass
class Vetted:
    """One question: which sets of numbers and which keys were drawn, and {problem: whose variants have it}."""

    question: object
    givens: set = field(default_factory=set)
    keys: set = field(default_factory=set)
    problems: dict = field(default_factory=dict)


def vet_all(handout, groups):
    """A Vetted for each question, over the variants of all `groups`, each as `Handout.who` names it."""
    vetted = [Vetted(question) for question in handout.assignment.questions]
    for who in groups:
        for each in vetted:
            for problem in _look(each, handout, who):
                each.problems.setdefault(problem, []).append(who)
    return vetted


def _look(vetted, handout, who):
    """What is wrong with one variant; it is counted on the way."""
    try:
        found = handout.variant(vetted.question, who)
        vetted.givens.add(repr(found.given))
        if not vetted.question.by_hand:
            vetted.keys.add(key_text(found))
        return vet(found)
    except Exception as error:
        return [f"it cannot be drawn: {type(error).__name__}: {error}"]
