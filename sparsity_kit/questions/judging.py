"""Whether an answer is right and why, and whether a variant can be asked at all."""

from dataclasses import dataclass
from string import ascii_uppercase

from sparsity_kit.answers import RIGHT, Choice
from sparsity_kit.questions.given import unplain
from sparsity_kit.questions.question import Mistake

FEWEST_TRIES = 1000  # that a guess at True and False has to need, where nobody sees the arguments


@dataclass(frozen=True)
class Verdict:
    """Whether an answer is right, the sentence that says why, and the mistake that it equals, if it equals one."""

    correct: bool
    message: str
    mistake: Mistake | None = None


def judge(variant, answer):
    """The Verdict on an answer: it equals the key, or a known mistake, or gets a remark. Raises Unreadable, Blank."""
    kind = variant.kind
    value, key = kind.read(answer), kind.read(variant.key)
    if kind.same(value, key):
        return Verdict(True, variant.question.right)
    for mistake in variant.mistakes:
        if kind.same(value, kind.read(variant.answer_of(mistake))):
            return Verdict(False, mistake.message, mistake)
    return Verdict(False, kind.remark(value, key))


def vet(variant):
    """What is wrong with a variant, as a list of sentences: its key must pass, and mistakes must be told apart."""
    question, kind = variant.question, variant.kind
    if question.by_hand:
        return []
    key = kind.read(variant.key)
    answers = [kind.read(variant.answer_of(mistake)) for mistake in variant.mistakes]
    problems = [] if kind.same(key, key) else ["the key does not pass its own check"]
    for i, answer in enumerate(answers):
        if kind.meet(answer, key):
            problems.append(f"mistake {i + 1} is right: {variant.mistakes[i].message}")
        problems += [
            f"mistakes {j + 1} and {i + 1} are the same answer" for j in range(i) if kind.meet(answer, answers[j])
        ]
    if isinstance(kind, Choice) and not all(isinstance(mistake.message, str) for mistake in variant.mistakes):
        problems.append("every wrong option needs its explanation")
    problems += [*_lettered(kind), *_unexplained(variant)]
    problems += [
        f"{name} is {variant.given[name]!r}; draw a plain number, text or list" for name in unplain(variant.given)
    ]
    if question.draws_cases and kind.blind_tries(key) < FEWEST_TRIES:
        problems.append(f"a function that looks at no argument is right in one of {kind.blind_tries(key)} tries")
    if not question.hints and not question.idea:
        problems.append("there is no hint")
    return problems


def _lettered(kind):
    """Students answer with one letter, and should see no gap."""
    options = getattr(kind, "options", {})
    if sorted(map(str, options)) != [*ascii_uppercase[: len(options)]]:
        yield f"its options have the letters {', '.join(map(str, options))}; letter them A, B, C, …"
    texts = [option for option in options.values() if option]  # none where an option is a number of each student
    if len(set(texts)) < len(texts):
        yield "two options have the same text; change one of them"


def _unexplained(variant):
    """To each answer that is known to be wrong something is said."""
    for name in variant.together:
        if name is not RIGHT and name not in variant.question.mistakes:
            yield f"its answers have {name!r}, and its mistakes say nothing to it; add that, or leave it out"
