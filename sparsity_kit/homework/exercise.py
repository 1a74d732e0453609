"""An exercise is a small declaration: what is asked, what kind of answer, the key, and the usual mistakes.

Keys and mistaken answers are functions without arguments: they are computed by the kit when they are needed, never
typed, and importing a lesson's exercises costs nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from sparsity_kit.homework.compare import Choice


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that has a reason: `answer()` is what the reason leads to, `message` names the reason.

    `name` says the same in two or three words, for counting in a class: "sign flipped", "factor 2 lost".
    """

    answer: Callable
    message: str
    name: str = ""


@dataclass(frozen=True)
class Exercise:
    """One question with its key.

    `kind` is one of `compare`'s: it reads an answer and compares it. `key()` is the right answer, `right` one
    sentence that says why it is right. `mistakes` are named if an answer equals them; no mistake equals the key or
    another mistake (`vet` finds those that do). `hints` are shown one by one. `options` are a choice's, by letter.
    """

    question: str
    kind: object
    key: Callable
    right: str
    mistakes: tuple = ()
    hints: tuple = ()
    options: dict = field(default_factory=dict)


def vet(exercise):
    """What is wrong with an exercise, as a list of sentences: its key must pass, and mistakes must be told apart."""
    kind, key = exercise.kind, exercise.key()
    problems = [] if kind.same(kind.read(key), key) else ["the key does not pass its own check"]
    answers = [mistake.answer() for mistake in exercise.mistakes]
    for i, answer in enumerate(answers):
        if kind.same(kind.read(answer), key):
            problems.append(f"mistake {i + 1} is right: {exercise.mistakes[i].message}")
        for j in range(i):
            if kind.same(kind.read(answer), answers[j]):
                problems.append(f"mistakes {j + 1} and {i + 1} are the same answer")
    if isinstance(kind, Choice) and not set(kind.letters) == set(exercise.options) == {*answers, key}:
        problems.append("every wrong option needs its explanation")
    if not exercise.hints:
        problems.append("there is no hint")
    return problems
