"""Kinds of answers by themselves: how each is read and shown, when two meet, and what a remark gives away."""

import copy
import pickle

import numpy as np
import pytest
import sympy as sp

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
    Unclear,
    Unreadable,
)  # fmt: skip
from sparsity_kit.answers.numbers import read_number
from sparsity_kit.answers.sympy_objects import MOST_ENTRIES
from sparsity_kit.answers.syntax import SympyText
from sparsity_kit.grading.box.inside.describe import MOST_ITEMS
from sparsity_kit.losses import Quadratic


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        (Number(), "-6/2", "the number −3"),
        (Array(), np.arange(12.0), "an array of shape (12,): 0, 1, 2, 3, 4, 5, 6, 7, …"),
        (Choice({"A": ("a", "no"), "B": ("b", "no")}), "(b)", "the letter B"),
        (Choices(dict.fromkeys("ABC")), "c, a", "the letters A, C"),
        (Choices(dict.fromkeys("ABC")), "{}", "no letter at all"),
        (Choices(dict.fromkeys("ABC")), np.array(["C", "B"]), "the letters B, C"),
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


@pytest.mark.parametrize(("count", "shown"), [(8, "0, 1, 2, 3, 4, 5, 6, 7"), (9, "0, 1, 2, 3, 4, 5, 6, 7, …")])
def test_of_a_long_array_eight_entries_are_shown(count, shown):
    assert Array().shown(np.arange(float(count))) == f"an array of shape ({count},): {shown}"


@pytest.mark.parametrize(("value", "close"), [(102, True), (98, True), (102.1, False), (97.9, False), (-100, False)])
def test_who_is_within_two_percent_is_asked_for_more_digits(value, close):
    rule = "an error of 1e-06 is fine, or of 0.0001 % where the size is above 1"
    said = f"Close, but it is not this number: give more digits ({rule})." if close else "It is not this number."
    assert Number(1e-6).remark(value, 100.0) == Number(1e-6).remark(-value, -100.0) == said
    more = f" ({rule})" if close else ""
    assert Array(1e-6).remark(np.array([value, 3.0]), np.array([100.0, 3.0])) == f"1 of 2 entries are right{more}."


LETTERS = Choices(dict.fromkeys("ABC"))
REFUSED = [
    (Choice({"A": ("a", "no"), "B": ("b", "no")}), ("C", 3, "AB", ["A", "B"]), r"one letter is expected, 'A', 'B'$"),
    (Choice({"A": ("a", "no"), "B": ("b", "no")}), ("А",), r"'A', 'B' \('А' is CYRILLIC CAPITAL LETTER A\)$"),
    (LETTERS, (3, ["A", 1], {"A": "B"}), r"letters are expected, such as 'AB'$"),
    (LETTERS, ("AD", ["A", "D"], "ABCD"), r"letters out of ABC are expected$"),
    (LETTERS, ("AВ",), r"letters out of ABC are expected \('В' is CYRILLIC CAPITAL LETTER VE\)$"),
    (Number(), (sp.Interval(0, 1),), r"a number is expected, not Interval\(0, 1\)$"),
    (Number(), (sp.FiniteSet(1, 2),), r"a number is expected, not \{1, 2\}$"),
    (Boolean(), (1, 0.0, "yes", [True, False], None), r"True or False is expected$"),
    (Function(((2,),)), (3, "abs", int, [abs]), r"a function is expected: its name, without parentheses$"),
]


@pytest.mark.parametrize(("kind", "answers", "said"), REFUSED)
def test_what_is_not_of_a_kind_is_told_what_is(kind, answers, said):
    for answer in answers:
        with pytest.raises(Unreadable, match=said):
            kind.read(answer)


@pytest.mark.parametrize(
    ("letters", "said"),
    [("AC", "some of them do not belong there, and others are missing"), ("A", "others are missing"),
     ("ABC", "some of them do not belong there")],
)  # fmt: skip
def test_of_wrong_letters_it_is_said_whether_there_are_too_many_or_too_few(letters, said):
    assert LETTERS.remark(LETTERS.read(letters), LETTERS.read("AB")) == f"It is not these letters: {said}."


FORMS = [
    (Number(0), "a number; every number must be exact"),
    (Array(), "a list or an array of numbers; an error of 0.001 is fine, or of 0.1 % where the size is above 1"),
    (Choice({"B": ("b", "no"), "C": ("c", "no")}), "one letter in quotes, such as 'B'"),
    (LETTERS, "letters in quotes, such as 'AB'"), (Boolean(), "True or False"),
    (Expression(("x", "lam")), "a formula in x, lam, in quotes or made with SymPy"),
    (Relation(("g", "lam"), "g", tuple), "a condition on g, lam in quotes, or a pair (low, high)"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_how_an_answer_is_written(kind, form):
    assert kind.form == form


def test_a_function_that_is_to_raise_an_error_and_does_not_is_told_so():
    kind = Function(((2,),))
    value, key = kind.read(abs), kind.read(lambda v: v / 0)
    said = "With the arguments 2 it returns something where an error is expected."
    assert not kind.same(value, key) and kind.remark(value, key) == said


def test_a_wrong_condition_is_told_where_the_opposite_is_so():
    kind = Relation(("g",), "g", lambda point: (3,))
    number, key = kind.read("g < 3"), kind.read("g <= 3")
    assert kind.remark(number, key) == "It says False at g = 3, where the opposite is so."
    assert kind.remark(kind.read("g <= 3 or g > 9999"), key).startswith("It says True at g = 10000")


@pytest.mark.parametrize("share", ["1/3", "2/5", "3/5", "2/3", "3/4", "4/3", "3/2", "5/3", "7/4", "5/2"])
def test_a_wrong_condition_is_told_from_other_wrong_ones(share):
    """They differ where neither has an end of the right one: between its multiples."""
    kind = Relation(("g", "lam"), "g", lambda point: (point["lam"], -point["lam"]))
    value, others = kind.read(f"abs(g) <= {share}*lam"), [f"abs(g) <= {other}*lam" for other in ("1/2", "1", "2", "3")]
    assert not any(kind.same(value, kind.read(other)) for other in others)


def test_a_number_that_sympy_alone_can_compute_is_unclear_as_its_text():
    assert read_number(sp.zeta(3)) == pytest.approx(1.2020569)
    with pytest.raises(Unclear):
        read_number(SympyText("zeta(3)"))


@pytest.mark.parametrize("text", ["zeta(3)", "2x", SympyText("strange + 1")])
def test_no_person_is_asked_about_what_was_typed_nor_about_a_name_that_means_nothing(text):
    with pytest.raises(Unreadable) as raised:
        read_number(text)
    assert not isinstance(raised.value, Unclear)


# ---- functions whose cases stay unknown


class _2718(Exception):
    """An error that carries a message in its name."""


def _tells(v):
    raise ValueError(f"the case is {v}")


def _names(v):
    raise _2718


CASES = Function.unknown({"where v is positive": (2718.0,), "where v is negative": (-2718.0,)})


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
        (Array(), [1.0, 2.0, 3.0], [[1.0, 2.0, 3.0]], True),  # one row
        (Array(), [1.0, 2.0, 3.0], [[1.0], [2.0], [3.0]], True),
        (Array(), [1.0, 2.0, 3.0, 4.0], [[1.0, 2.0], [3.0, 4.0]], False),
        (Array(), [0.1, 0.0], [0.1, 0.0009], True),  # within the tolerance of an entry, 0.001
        (Array(tolerance=1e-6), [0.1, 0.0], [0.1, 0.00009], True),  # three digits of the largest entry
        (Array(tolerance=1e-6), [0.1, 0.0], [0.1, 0.00011], False),
        (Array(tolerance=1e-6), [0.0, 0.1], [0.00011, -0.1], False),
        (Array(), [], [], True),
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


@pytest.mark.parametrize(
    ("key", "allowed"), [(0, "10**-8/10"), ("1/2", "10**-8/10"), (1000, "10**-6"), (-1000, "10**-6")]
)
def test_formulas_agree_to_nine_digits_or_places(key, allowed):
    kind = Expression(("lam",))
    right, *others = (kind.read(f"lam - lam + {key} + {more}*{allowed}") for more in (0, 0.9, -0.9, 1.1, -1.1))
    assert [kind.same(each, right) for each in others] == [True, True, False, False]


def test_true_is_not_one():
    kind = Expression(("lam",))
    first = kind.points[0]["lam"]
    assert not kind.same(kind.read(f"Piecewise((1, lam <= {first}), (lam > 0, True))"), kind.read("1"))


def test_what_is_marked_as_right_is_so_in_copies_and_in_other_processes():
    kind = Choice({"A": ("yes", "no"), "B": ("no", RIGHT)})
    assert copy.deepcopy(kind).key == pickle.loads(pickle.dumps(kind)).key == "B"


# ---- answers that are too large


def _nested(depth):
    answer = [4]
    for _ in range(depth):
        answer = [answer]
    return answer


def _in_itself():
    answer = []
    answer.append(answer)
    return answer


MANY = MOST_ENTRIES + 1
LARGE = {
    "list": [0] * MANY, "tuple": (0,) * MANY, "set": {*range(MANY)}, "array": np.zeros(MANY), "texts": ["a"] * MANY,
    "list of lists": [[0] * 200] * 200, "list of arrays": [np.zeros(200)] * 200, "objects": np.zeros(MANY, object),
    "deep": _nested(MANY), "in itself": _in_itself(),
}  # fmt: skip


@pytest.mark.parametrize(
    "kind", [Number(), Array(), Expression(("x",)), Boolean(), LETTERS], ids=lambda kind: type(kind).__name__
)
@pytest.mark.parametrize("answer", LARGE.values(), ids=LARGE)
def test_of_too_many_entries_none_is_read(kind, answer):
    """A million of them would take half a minute."""
    with pytest.raises(Unreadable, match=f"it has more than {MOST_ENTRIES} entries$"):
        kind.read(answer)


def test_as_many_entries_as_the_grader_takes_are_read():
    assert MOST_ENTRIES == MOST_ITEMS and Array().read([0] * MOST_ENTRIES).shape == (MOST_ENTRIES,)


def test_a_function_that_returns_a_large_table_is_told_its_shape():
    kind = Function(((np.zeros(2),),))
    value, key = kind.read(lambda v: np.zeros((200, 200))), kind.read(abs)
    assert "shape (200, 200) instead of (2,)" in kind.remark(value, key)


# ---- rounded numbers in a formula

ROUNDED = ["0.333*lam - 1.333", "0.333*(lam - 4)", "0.33333*lam - 1.33333", "(lam - 4)*0.334"]


@pytest.mark.parametrize("text", ROUNDED)
def test_a_formula_with_rounded_numbers_is_asked_for_fractions(text):
    """At λ = 5/2 it has the value −0.5, and so has the right one: that is not what is wrong."""
    kind = Expression(("lam",))
    value, key = kind.read(text), kind.read("(lam - 4)/3")
    assert not kind.same(value, key) and "write fractions, 1/3 and not 0.333" in kind.remark(value, key)


@pytest.mark.parametrize(
    "text", ["0.34*lam - 1.34", "lam/3 - 1.34", "1/0 + lam", "oo*lam", "Piecewise(((lam - 4)/3, lam > 1), (lam, True))"]
)
def test_a_formula_that_is_not_close_everywhere_is_told_where(text):
    kind = Expression(("lam",))
    assert " at lam = " in kind.remark(kind.read(text), kind.read("(lam - 4)/3"))


def test_a_number_of_which_sympy_does_not_know_that_it_is_real_is_asked_for_its_digits():
    """Two of the three real roots of t³ − 3t + 1, and 0.747: N(…) of each is read."""
    t = sp.Symbol("t")
    for number in (*sp.solve(t**3 - 3 * t + 1)[:2], sp.Integral(sp.exp(-(t**2)), (t, 0, 1))):
        with pytest.raises(Unreadable, match=r"whether this number is real; give what N\(…\) makes of it$"):
            read_number(number)
        assert read_number(sp.N(number)) == pytest.approx(complex(number).real)
