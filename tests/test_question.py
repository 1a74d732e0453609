"""Variants: who knows the secret draws the same numbers, and everybody's question is a good one."""

import hashlib
import hmac
import json
from collections import Counter

import pytest

from sparsity_kit.homework.compare import Number
from sparsity_kit.homework.draw import Draw
from sparsity_kit.homework.exercise import Exercise, Mistake
from sparsity_kit.homework.question import Assignment, ByHand, Question, given_cell, share, told_apart, variant


def twice(given, hidden):
    key = 2 * given["a"] * given["b"]
    return Exercise(
        question="2ab?",
        kind=Number(),
        key=lambda: key,
        right="Yes.",
        mistakes=(Mistake(lambda: key / 2, "The factor 2 is missing."), Mistake(lambda: -key, "The sign is flipped.")),
        hints=("Multiply.",),
    )


TWICE = Question("twice", 2, "c", twice, lambda draw: {"a": draw.integer(2, 90), "b": draw.decimal(-3, 3, 0.25, {0})})
ESSAY = Question("essay", 3, "", lambda given, hidden: Exercise("Why?", ByHand(), str, ""), rubric=((3, "says why"),))
TOY = Assignment("toy", "A toy", (TWICE, ESSAY))


def test_a_draw_is_the_hmac_of_its_names():
    key = hmac.new(b"secret", json.dumps(["ann", "hw1"]).encode(), hashlib.sha256).digest()
    first = hmac.new(key, (1).to_bytes(8, "big"), hashlib.sha256).digest()
    assert Draw(b"secret", "ann", "hw1").integer(0, 999) == int.from_bytes(first, "big") % 1000


def test_who_knows_the_secret_draws_the_same():
    def numbers(*names):
        draw = Draw(*names)
        return [draw.integer(0, 10**6) for _ in range(3)]

    assert numbers(b"s", "ann") == numbers(b"s", "ann")
    others = [numbers(b"t", "ann"), numbers(b"s", "bob"), numbers(b"s", "a", "nn"), numbers(b"s", "an", "n")]
    assert len({tuple(each) for each in [numbers(b"s", "ann"), *others]}) == 5


def test_each_number_is_drawn_equally_often():
    draw = Draw(b"s")
    counts = Counter(draw.integer(-2, 2, but={0}) for _ in range(4000))
    assert set(counts) == {-2, -1, 1, 2} and all(900 < count < 1100 for count in counts.values())
    assert Counter(draw.sign() for _ in range(1000)).keys() == {1, -1}


def test_decimals_are_written_as_they_are():
    draw = Draw(b"s")
    drawn = {draw.decimal("0.1", "0.5", "0.1", {0.4}) for _ in range(100)}
    assert drawn == {0.1, 0.2, 0.3, 0.5}


def test_nothing_to_choose_from():
    with pytest.raises(ValueError, match="nothing to choose from"):
        Draw(b"s").integer(2, 1)


def test_a_variant_is_drawn_again_from_secret_and_names():
    ann, again, bob = (variant(TOY, TWICE, b"s", who).given for who in ("ann", "ann", "bob"))
    assert ann == again != bob
    assert variant(TOY, TWICE, b"t", "ann").given != ann
    assert variant(Assignment("toy2", "", TOY.questions), TWICE, b"s", "ann").given != ann


def test_vetting_names_what_is_wrong():
    good = variant(TOY, TWICE, b"s", "ann")
    assert good.vet() == [] and variant(TOY, ESSAY, b"s", "ann").vet() == []
    zero = Question("zero", 1, "c", twice, lambda draw: {"a": 0, "b": 1})
    assert "mistake 1 is right: The factor 2 is missing." in variant(TOY, zero).vet()


def test_numbers_are_drawn_again_until_key_and_mistakes_are_told_apart():
    tried = []

    def numbers(draw):
        tried.append({"a": draw.integer(0, 2), "b": 1})  # with a = 0 every mistake is right
        return tried[-1]

    given = told_apart(numbers, twice)
    drawn = [given(Draw(b"s", str(number))) for number in range(50)]
    assert len(tried) > 50 and all(each["a"] > 0 for each in drawn) and {each["a"] for each in drawn} == {1, 2}


def test_a_pool_is_shared():
    groups = Counter(share(b"s", f"student {number}", TOY, pool=4) for number in range(400))
    assert len(groups) == 4 and all(60 < count < 140 for count in groups.values())
    assert {share(b"s", name, TOY, pool=1) for name in ("ann", "bob")} == {"pool:1"}
    assert share(b"s", "ann", TOY) == "student:ann"
    with pytest.raises(ValueError, match="a pool has at least one variant, got 0"):
        share(b"s", "ann", TOY, pool=0)


def test_the_cell_that_gives_the_numbers_defines_them():
    given = {"lam": 2.5, "word": "a'b", "X": [[1, 2], [3, -4]]}
    scope = {}
    exec("import numpy as np\n" + given_cell(given), scope)
    assert scope["X"].tolist() == given["X"] and (scope["lam"], scope["word"]) == (2.5, "a'b")


def test_questions_by_name():
    assert TOY.question("essay").by_hand and not TOY.question("twice").by_hand and TOY.points == 5
    with pytest.raises(KeyError, match="toy has no question other; it has twice, essay"):
        TOY.question("other")
