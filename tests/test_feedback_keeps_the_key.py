"""Feedback on a wrong answer says what is wrong with it, and not what the right answer is."""

import itertools
import re

import pytest
from kinds import kind_of

from sparsity_kit.answers import Choice, Choices, Number
from sparsity_kit.homework.register import LESSONS, QUESTIONS, assignment_of
from sparsity_kit.questions import Variant, judge, variant

WORDS = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen",
]  # fmt: skip
MARKED = [name for name, question in QUESTIONS.items() if not question.by_hand]
COUNTED = [question.name for lesson in LESSONS for question in lesson if isinstance(question.kind, Number)]


def drawn(name):
    """The only variant of a lesson's question, or some of homework's."""
    question = QUESTIONS[name]
    assignment = assignment_of(question)
    if not assignment:
        return [Variant(question)]
    return [variant(assignment, question, b"keys", f"student:{number}") for number in range(3)]


def numbers(message):
    """The numbers that a sentence names, as digits or in words; the 2 of "a factor 2" is to be multiplied."""
    message = re.sub(r"factors? [½2]|2\|", "", message.lower().replace("−", "-"))
    digits = map(float, re.findall(r"-?\d+(?:\.\d+)?", message))
    return {*digits, *(float(WORDS.index(word)) for word in re.findall(r"[a-z]+", message) if word in WORDS)}


@pytest.mark.parametrize("name", COUNTED)
def test_no_number_in_the_feedback_leads_from_a_wrong_one_to_the_right_one(name):
    (mine,) = drawn(name)
    key = mine.kind.read(mine.key)
    for mistake in mine.mistakes:
        wrong = mine.kind.read(mine.answer_of(mistake))
        said = numbers(judge(mine, wrong).message) - {0.0}
        assert not [n for n in said if min(abs(wrong + n - key), abs(wrong - n - key)) < 1e-9], mistake.message


def named(kind, message):
    """The letters that a sentence names, by themselves or by their options: the longest that fit."""
    letters = set(re.findall(r"\b[A-F]\b", message))
    for letter, option in sorted(kind.options.items(), key=lambda pair: -len(pair[1])):
        if option and option in message:
            letters.add(letter)
            message = message.replace(option, "")
    return letters


@pytest.mark.parametrize("name", [name for name in MARKED if kind_of(name) is Choices])
def test_no_letters_in_the_feedback_lead_from_a_wrong_set_to_the_right_one(name):
    for mine in drawn(name):
        kind, key = mine.kind, mine.kind.read(mine.key)
        subsets = itertools.chain.from_iterable(itertools.combinations(kind.options, r) for r in range(7))
        for wrong in map(frozenset, subsets):
            if wrong and wrong != key:
                said = judge(mine, wrong).message
                assert not named(kind, said) or wrong ^ named(kind, said) != key, said
                assert "one is missing" not in said.lower() and "one too many" not in said.lower()


@pytest.mark.parametrize("name", [name for name in MARKED if kind_of(name) is Choice])
def test_what_is_wrong_with_an_option_names_no_other_one(name):
    for mine in drawn(name):
        for letter in set(mine.kind.options) - {mine.key}:
            message = judge(mine, letter).message
            letters = re.sub(r"(^|[.:?] )A (?=[a-z])", r"\1", message)  # an article is none
            assert mine.kind.options[mine.key] not in message, f"{name} says of {letter} what the right option says"
            assert not re.search(rf"\b{mine.key}\b", letters), f"{name} names {mine.key}, which is right: {message}"
            assert not re.search(r"it is the other|, not [A-E]\b", message)
