"""Of what kind the answers to a question are, for tests that are about some kinds."""

from functools import cache

from sparsity_kit.homework.register import QUESTIONS, assignment_of
from sparsity_kit.questions import variant


@cache
def kind_of(name):
    """The class of the kind of answers to a question; numbers are drawn only where the kind depends on them."""
    question = QUESTIONS[name]
    return type(variant(assignment_of(question), question).kind if callable(question.kind) else question.kind)
