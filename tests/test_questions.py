"""Variants: who knows the secret draws the same numbers, and everybody's question is a good one."""

import hashlib
import hmac
import json
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from sparsity_kit.answers import RIGHT, Choice, Function, Number
from sparsity_kit.questions import (
    Assignment,
    Draw,
    Mistake,
    Question,
    Variant,
    given_cell,
    judge,
    until,
    variant,
    vet,
)

TWICE = Question(
    "twice",
    text="2ab?",
    points=2,
    answer="c",
    numbers=lambda draw: {"a": draw.integer(2, 90), "b": draw.decimal(-3, 3, 0.25, {0})},
    kind=Number(),
    key=lambda a, b: 2 * a * b,
    right="Yes.",
    mistakes=(
        Mistake(lambda a, b: a * b, "The factor 2 is missing."),
        Mistake(lambda a, b: -2 * a * b, "The sign is flipped."),
    ),
    hints=("Multiply.",),
)
ESSAY = Question("essay", "Why?", points=3, rubric=((3, "says why"),))
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


def test_a_shuffle_has_each_option_once_and_every_order():
    draw = Draw(b"s")
    orders = Counter(tuple(draw.shuffled("abc")) for _ in range(600))
    assert len(orders) == 6 and all(sorted(order) == ["a", "b", "c"] for order in orders) and min(orders.values()) > 60


def test_nothing_to_choose_from():
    with pytest.raises(ValueError, match=r"nothing to choose from, got \[\]; draw from more"):
        Draw(b"s").integer(2, 1)


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ({"key": lambda a, c: a * c}, "twice asks for c, its numbers are a, b; draw it, too"),
        ({"answers": lambda a: {"lost": a}}, r"answers of twice lack RIGHT, they have \['lost'\]; add it"),
        ({"answers": lambda a: {RIGHT: 2}, "mistakes": {"lost": "A sign."}}, r"twice lack lost, they have \[RIGHT\]"),
        ({"key": None}, "twice has no key; give key or answers, or mark an option as RIGHT"),
        ({"key": None, "kind": Choice({"A": ("a", "no"), "B": ("b", "so")})}, "twice has no key; give key or answers"),
        ({"mistakes": (1.0, "m")}, r"a mistake is a row \(answer, message, name\), got 1.0; mend the table"),
        ({"mistakes": {"lost": "A sign."}}, r"a mistake is a row \(answer, message, name\), got 'lost'; mend"),
        ({"kind": Choice({"A": ("a", RIGHT), "B": ("b",)}), "key": None, "mistakes": ()}, r"got \('B',\); mend"),
        ({"numbers": lambda draw: [1, 2]}, r"twice needs its numbers by their names, such as {'a': 2}, got \[1, 2\]"),
    ],
    ids=["a number", "the key", "a mistake", "any key", "the right option", "a row", "answers", "why", "names"],
)
def test_what_a_question_lacks_is_named(part, says):
    with pytest.raises((TypeError, KeyError, ValueError), match=says):
        variant(TOY, replace(TWICE, **part), b"s", "ann")


def test_a_variant_is_drawn_again_from_secret_and_names():
    ann, again, bob = (variant(TOY, TWICE, b"s", who).given for who in ("ann", "ann", "bob"))
    assert ann == again != bob
    assert variant(TOY, TWICE, b"t", "ann").given != ann
    assert variant(Assignment("toy2", "", TOY.questions), TWICE, b"s", "ann").given != ann


def test_vetting_names_what_is_wrong():
    assert vet(variant(TOY, TWICE, b"s", "ann")) == [] and vet(variant(TOY, ESSAY, b"s", "ann")) == []
    assert "mistake 1 is right: The factor 2 is missing." in vet(Variant(TWICE, {"a": 0, "b": 1}))
    same = Mistake(1.0, "one"), Mistake(1, "again")
    assert vet(Variant(Question("?", "?", Number(), 1.0, "right", same))) == [
        "mistake 1 is right: one", "mistake 2 is right: again", "mistakes 1 and 2 are the same answer",
        "there is no hint",
    ]  # fmt: skip
    two_keys = Choice({"A": ("a", RIGHT), "B": ("b", RIGHT), "C": ("c", "No.")})
    assert vet(Variant(Question("?", "?", two_keys, hints=("h",)))) == ["every wrong option needs its explanation"]


NO, SO = ("no", "one"), ("so", "two")


@pytest.mark.parametrize(
    ("slip", "says"),
    [
        ({"numbers": lambda draw: {"a": draw.integer(2, 9), "b": (1,)}, "key": lambda a: a, "mistakes": ()},
         "b is (1,); draw a plain number, text or list"),
        ({"numbers": lambda draw: {"a": np.int64(2), "b": 1}}, f"a is {np.int64(2)!r}; draw a plain number"),
        ({"key": None, "answers": lambda a: {RIGHT: a, "lost": -a, "late": 2 * a}, "mistakes": {"lost": "A sign."}},
         "its answers have 'late', and its mistakes say nothing to it; add that, or leave it out"),
        ({"kind": Choice({"A": ("a", RIGHT), "C": ("c", *NO)}), "key": None, "mistakes": ()},
         "its options have the letters A, C; letter them A, B, C, …"),
        ({"kind": Choice({"AB": ("a", RIGHT), "B": ("b", *NO)}), "key": None, "mistakes": ()},
         "its options have the letters AB, B; letter them A, B, C, …"),
        ({"kind": Choice({"A": ("a", RIGHT), "B": ("b", *NO), "C": ("b", *SO)}), "key": None, "mistakes": ()},
         "two options have the same text; change one of them"),
    ],
    ids=["tuple", "NumPy", "unexplained", "gap", "two letters", "offered twice"],
)  # fmt: skip
def test_vetting_names_a_slip(slip, says):
    assert [problem for problem in vet(variant(TOY, replace(TWICE, **slip), b"s", "ann")) if problem.startswith(says)]


def test_numbers_are_drawn_again_until_no_two_answers_meet():
    tried = []

    def numbers(draw):
        tried.append({"a": draw.integer(0, 2), "b": 1})  # with a = 0 every mistake is right
        return tried[-1]

    question = replace(TWICE, numbers=numbers)
    drawn = [variant(TOY, question, b"s", str(number)).given for number in range(50)]
    assert len(tried) > 50 and {each["a"] for each in drawn} == {1, 2}


def test_numbers_are_drawn_again_where_nothing_good_was_drawn():
    question = replace(TWICE, numbers=lambda draw: {"a": a, "b": 1} if (a := draw.integer(1, 9)) > 7 else None)
    assert {variant(TOY, question, b"s", str(number)).given["a"] for number in range(20)} == {8, 9}


def test_answers_that_always_meet_are_an_error_and_no_endless_loop():
    question = replace(TWICE, numbers=lambda draw: {"a": 0, "b": draw.sign()})
    with pytest.raises(ValueError, match="nothing good is drawn in 10000 tries"):
        variant(TOY, question, b"s", "ann")
    with pytest.raises(ValueError, match="nothing good is drawn in 3 tries"):
        until(lambda proposal: False, lambda: 1, tries=3)


CLIPPED = Question(
    "clipped",
    text="min(v, edge)?",
    numbers=lambda draw: {"edge": draw.integer(2, 3)},
    kind=lambda hidden: Function(((hidden.integer(0, 9),),), reveal=False),
    key=lambda v, edge: min(v, edge),
    mistakes=(Mistake(lambda v: v, "It is not cut off."), Mistake(lambda v, edge: edge, "It is always cut off.")),
    hints=("Compare.",),
)


def test_hidden_cases_are_drawn_again_until_no_two_answers_meet():
    """At v = edge all three are the same; below and above it one mistake is right; None is drawn again as well."""
    cases = Function(((1,), (9,)), reveal=False)
    drawn = replace(CLIPPED, kind=lambda hidden: hidden.choice([None, Function(((1,),)), Function(((9,),)), cases]))
    for number in range(20):
        mine = variant(TOY, drawn, b"s", str(number))
        assert {*cases.cases} <= {*mine.kind.cases} <= {(1,), (9,)} and vet(mine) == []
        assert judge(mine, lambda v: v).mistake.message == "It is not cut off."
        assert judge(mine, lambda v: min(v, mine.given["edge"])).correct  # noqa: B023 (it is called at once)


def test_neither_order_nor_number_of_hidden_cases_is_known():
    declared = {f"at {v}": (v,) for v in range(6)}
    question = replace(CLIPPED, kind=lambda hidden: Function.unknown(declared | {"drawn": (hidden.integer(6, 99),)}))
    kinds = [variant(TOY, question, b"s", str(number)).kind for number in range(60)]
    assert all(dict(zip(each.where, each.cases, strict=True)).items() >= declared.items() for each in kinds)
    assert len({each.cases[:6] for each in kinds}) > 50 and len({len(each.cases) for each in kinds}) == 2
    places = Counter(each.cases.index((0,)) for each in kinds)
    assert len(places) > 5 and max(places.values()) < 25


def test_a_function_that_looks_at_no_argument_must_not_be_right():
    def problems(cases, key):
        kind = Function.unknown({str(case): (case,) for case in range(cases)})
        return vet(variant(TOY, replace(CLIPPED, kind=lambda hidden: kind, key=key, mistakes=()), b"s", "ann"))

    blind = "a function that looks at no argument is right in one of {} tries"
    assert problems(20, lambda v: v < 10) == [] and problems(3, lambda v: v) == []
    assert problems(10, lambda v: v < 5) == [blind.format(252)]
    assert problems(20, lambda v: True) == problems(20, lambda v: 3.0) == [blind.format(1)]


def test_hidden_cases_that_never_tell_answers_apart_are_an_error_after_fewer_tries():
    """Each asks every function anew."""
    same = replace(CLIPPED, kind=lambda hidden: Function(((1,),), reveal=False))
    with pytest.raises(ValueError, match="nothing good is drawn in 1000 tries"):
        variant(TOY, same, b"s", "ann").kind  # noqa: B018 (it is drawn here)


def test_each_of_a_stream_is_the_hmac_of_its_place():
    draw, key = Draw(b"s", "ann"), hmac.new(b"s", b'["ann"]', hashlib.sha256).digest()
    blocks = [hmac.new(key, place.to_bytes(8, "big"), hashlib.sha256).digest() for place in (1, 2, 3)]
    assert [draw.choice(range(10**9)) for _ in blocks] == [int.from_bytes(each, "big") % 10**9 for each in blocks]


def test_an_assignment_measures_if_all_of_it_does():
    assert not TOY.measures
    half = Assignment("half", "", (replace(ESSAY, idea="an idea"), TWICE))
    assert not half.measures and Assignment("whole", "", half.questions[:1]).measures


def test_nothing_is_computed_before_it_is_needed():
    def never(**numbers):
        raise AssertionError("computed")

    question = replace(CLIPPED, kind=lambda hidden: never(), key=lambda edge: never(), mistakes=())
    assert variant(TOY, question, b"s", "ann").given["edge"] in (2, 3)
    lesson = Question("lesson", "?", Number(), key=lambda: never(), mistakes=(Mistake(lambda: never(), "So."),))
    assert Variant(lesson).kind == Number() and Variant(lesson).mistakes


def test_a_choice_is_one_table():
    table = Choice({"A": ("one", "Too few.", "few"), "B": ("two", RIGHT), "C": ("three", "Too many.", "many")})
    mine = Variant(Question("choice", "?", table, right="Two.", hints=("Count.",)))
    assert vet(mine) == [] and mine.key == "B" and table.options == {"A": "one", "B": "two", "C": "three"}
    assert [(each.answer, each.message, each.name) for each in mine.mistakes] == [
        ("A", "Too few.", "few"), ("C", "Too many.", "many"),
    ]  # fmt: skip
    assert judge(mine, "(c)").message == "Too many." and judge(mine, "b").message == "Two."


def test_a_row_of_a_table_is_a_mistake():
    rows = (*TWICE.mistakes[:1], (lambda a, b: -2 * a * b, "The sign is flipped.", "sign flipped"))
    mine = variant(TOY, replace(TWICE, mistakes=rows), b"s", "ann")
    assert vet(mine) == [] and judge(mine, -mine.key).mistake.name == "sign flipped"
    assert judge(mine, mine.key / 2).mistake == TWICE.mistakes[0]


def test_answers_that_are_computed_together():
    question = replace(
        TWICE,
        key=None,
        answers=lambda a, b: {RIGHT: 2 * a * b, "sign flipped": -2 * a * b},
        mistakes={"sign flipped": "Turn it round."},
    )
    mine = variant(TOY, question, b"s", "ann")
    assert mine.key == 2 * mine.given["a"] * mine.given["b"] and vet(mine) == []
    assert judge(mine, -mine.key).mistake.name == "sign flipped" and judge(mine, 0).mistake is None


def test_the_cell_that_gives_the_numbers_defines_them():
    given = {"lam": 2.5, "word": "a'b", "X": [[1, 2], [3, -4]]}
    scope = {}
    exec("import numpy as np\n" + given_cell(given), scope)
    assert scope["X"].tolist() == given["X"] and (scope["lam"], scope["word"]) == (2.5, "a'b")


def test_questions_by_name():
    assert TOY.question("essay").by_hand and not TOY.question("twice").by_hand and TOY.points == 5
    with pytest.raises(KeyError, match="toy has no question other; it has twice, essay"):
        TOY.question("other")
