"""Kinds of answers by themselves: how each is read and shown, when two meet, and what a remark gives away."""

import copy
import pickle

import numpy as np
import pytest

from sparsity_kit.answers import (
    RIGHT,
    Array,
    Boolean,
    Choice,
    Choices,
    Expression,
    Found,
    Function,
    Number,
    Relation,
    Unreadable,
)  # fmt: skip
from sparsity_kit.losses import Quadratic


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        (Number(), "-6/2", "the number −3"),
        (Array(), np.arange(12.0), "an array of shape (12,): 0, 1, 2, 3, 4, 5, 6, 7, …"),
        (Choice({"A": ("a", "no"), "B": ("b", "no")}), "(b)", "the letter B"),
        (Choices(dict.fromkeys("ABC")), "c, a", "the letters A, C"),
        (Choices(dict.fromkeys("ABC")), "{}", "no letter at all"),
        (Boolean(), "true", "True"),
        (Expression(("lam",)), "lam - lam + 7/2", "a formula, with the value 3.5 where lam = "),
        (Relation(("g", "lam"), "g", lambda point: ()), "abs(g) <= 1000*lam", "a condition, true where g = "),
        (Found(Quadratic, str), Quadratic(np.eye(2), [1, 2]), "an object of the class Quadratic"),
        (Function(((2,),)), lambda v: 2.0 * v, "a function; in a trial it returns a number"),
        (Function(((2,),)), lambda v: v > 1, "a function; in a trial it returns True"),
        (Function(((2,),)), lambda v: [v, v], "a function; in a trial it returns numbers of shape (2,)"),
        (Function(((2,),), reveal=False), lambda v: v / 0, "a function; in a trial it raises ZeroDivisionError"),
    ],
)
def test_how_an_answer_was_read(kind, answer, words):
    assert kind.shown(kind.read(answer)).startswith(words)


# ---- functions whose cases stay unknown


class _2718(Exception):
    """An error that carries a message in its name."""


def _tells(v):
    raise ValueError(f"the case is {v}")


def _names(v):
    raise _2718


CASES = Function(((2718.0,), (-2718.0,)), where=("where v is positive", "where v is negative"), reveal=False)


@pytest.mark.parametrize(
    ("function", "remark"),
    [
        (_tells, "It raises ValueError, where v is positive."),
        (_names, "It raises an error, where v is positive."),
        (lambda v: max(v, 0), "It returns a wrong value, where v is negative."),
        (lambda v: None, "It returns nothing; end it with return …, where v is positive."),
        (lambda v: [v, v], "The result has another shape instead of (), where v is positive."),
        (lambda v: "text", "It does not return numbers, where v is positive."),
    ],
)
def test_a_remark_on_a_function_names_no_case(function, remark):
    said = CASES.remark(CASES.read(function), CASES.read(abs))
    assert said == remark and "2718" not in said


def test_a_function_is_called_once_for_each_case_whatever_it_is_compared_with():
    calls = []
    value = CASES.read(lambda v: calls.append(v) or abs(v))
    others = [CASES.read(lambda v: v), CASES.read(abs)]
    assert [CASES.same(value, other) for other in others] == [False, True] and calls == [2718.0, -2718.0]


# ---- formulas with cases


def test_a_formula_is_compared_beside_its_thresholds():
    """Wrong in a sliver above the threshold, where no random point is."""
    key, sliver = "max(g - lam, 0)", "max(g - lam, 0) + max(0, 1/100 - abs(g - lam - 1/64))"
    plain, careful = (Expression(("g", "lam"), name="g", thresholds=edges) for edges in (None, lambda p: [p["lam"]]))
    assert plain.same(plain.read(sliver), plain.read(key))
    key, sliver, other = map(careful.read, (key, sliver, "(abs(g - lam) + g - lam)/2"))
    assert careful.same(other, key) and not careful.same(sliver, key) and "not right" in careful.remark(sliver, key)


def test_only_points_that_are_allowed_are_looked_at():
    positive = Expression(("g",), name="g", such_that=lambda p: p["g"] > 0, thresholds=lambda p: [0])
    assert positive.same(positive.read("abs(g)"), positive.read("g"))


# ---- answers that meet


@pytest.mark.parametrize(
    ("kind", "first", "second", "meet"),
    [
        (Number(), 1000.0, 1000.9, True),
        (Number(), 1000.0, 1001.1, False),
        (Number(), 1e-9, 2e-9, True),  # a tolerance of 1e-6 takes one for the other
        (Number(), np.inf, 1.0, False),
        (Number(), np.inf, np.inf, True),
        (Number(), 0, 0.0, True),
        (Array(), [1.0, 2.0], [1.0005, 2.0], True),
        (Array(), [1.0, 2.0], [2.0, 1.0], False),
        (Array(), [1.0, 2.0], [1.0, 2.0, 3.0], False),
        (Choices(dict.fromkeys("ABC")), "AB", "BA", True),
        (Expression(("lam",)), "lam/2", "0.5*lam", True),
        (Expression(("lam",)), "lam/2", "0.5001*lam", False),
        (Function(((2.0,), (3.0,))), lambda v: v, lambda v: 1.0005 * v, True),
        (Function(((2.0,), (3.0,))), lambda v: v, lambda v: 2.0, False),
        (Function(((2.0,),)), lambda v: 1e-13, lambda v: 0.0, True),
        (Function(((2.0,),)), lambda v: 1 / 0, lambda v: 0.0, False),
    ],
)
def test_answers_meet_that_could_be_taken_for_each_other(kind, first, second, meet):
    first, second = kind.read(first), kind.read(second)
    assert kind.meet(first, second) == kind.meet(second, first) == meet


def test_a_condition_must_be_one_and_a_formula_must_not():
    with pytest.raises(Unreadable, match="a condition is expected"):
        Relation(("g", "lam"), "g", lambda point: ()).read("g + lam")
    with pytest.raises(Unreadable, match="a formula is expected, not a condition"):
        Expression(("g", "lam")).read("g <= lam")


def test_a_formula_is_compared_far_from_its_thresholds_too():
    kind = Expression(("g", "lam"), name="g", thresholds=lambda point: [point["lam"]])
    key, far = kind.read("max(g - lam, 0)"), kind.read("max(g - lam, 0) + max(0, g - 100000)")
    assert not kind.same(far, key) and not kind.same(kind.read("max(g - lam, 0) + max(0, -g - 100000)"), key)


def test_true_is_not_one():
    kind = Expression(("lam",))
    first = kind.points[0]["lam"]
    assert not kind.same(kind.read(f"Piecewise((1, lam <= {first}), (lam > 0, True))"), kind.read("1"))


def test_what_is_marked_as_right_is_so_in_copies_and_in_other_processes():
    kind = Choice({"A": ("yes", "no"), "B": ("no", RIGHT)})
    assert copy.deepcopy(kind).key == pickle.loads(pickle.dumps(kind)).key == "B"
