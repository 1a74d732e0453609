"""Answers that students give, by question: what was typed, and the name of the misconception, or None."""

from sparsity_kit.homework.register import QUESTIONS


def rows(typed):
    """[(question, cell, misconception)] of {question: (what was typed, misconception) pairs}.

    What is no statement, in one line, is typed after the name of the answer.
    """
    return [
        (question, source if "\n" in source else f"{QUESTIONS[question].answer} = {source}", misconception)
        for question, entries in typed.items()
        for source, misconception in entries
    ]
