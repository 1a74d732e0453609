"""Values on their way out of the box, and arguments on their way in: plain data, whatever a student's code says."""

import json
import tracemalloc
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from matplotlib.figure import Figure
from scipy import sparse

from sparsity_kit.answers import Expression, Number, Unclear, Unreadable
from sparsity_kit.answers.called import Called
from sparsity_kit.grading.box.inside import describe
from sparsity_kit.grading.box.messages import (
    as_text,
    call_key,
    describe_argument,
    error_text,
    figures,
    kind_of,
    names,
)  # fmt: skip
from sparsity_kit.grading.judge.function_table import FunctionTable, Unsteady
from sparsity_kit.grading.judge.values import value_of

numbers = st.one_of(st.booleans(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False), st.text(max_size=9))
values = st.recursive(
    numbers, lambda inner: st.one_of(st.lists(inner, max_size=4), st.tuples(inner, inner)), max_leaves=9
)


@given(values)
def test_plain_values_arrive_as_they_are(value):
    assert value_of(describe.describe(value)) == value
    assert describe.restore(describe_argument(value)) == value


@given(arrays.arrays(st.sampled_from([float, int, bool]), arrays.array_shapes(min_dims=0, min_side=0, max_dims=3)))
def test_arrays_keep_shape_and_numbers(array):
    there = value_of(describe.describe(array))
    assert there.dtype == (bool if array.dtype == bool and array.size else float)
    assert np.array_equal(there, array.astype(float), equal_nan=True)
    back = describe.restore(describe_argument(array))
    assert back.dtype == array.dtype and np.array_equal(back, array, equal_nan=array.dtype == float)


x = sp.Symbol("x")
ARRIVES = [
    (None, None), (..., ...), (np.float64(0.5), 0.5), (np.int64(7), 7), (np.bool_(True), True), (Fraction(3, 4), "3/4"),
    (sp.Rational(3, 4) * x, "3*x/4"), (sp.Abs(x) <= 1, "Abs(x) <= 1"), (sp.Matrix([[1, x]]), ["1", "x"]),
    (np.array([Fraction(1, 2), x], dtype=object), ["1/2", "x"]), (sp.eye(2), [["1", "0"], ["0", "1"]]),
    (np.longdouble(0.5), 0.5), (np.array([0.5], dtype=np.longdouble), [0.5]), (sp.Tuple(1, x), ("1", "x")),
    (np.ma.array([1, 2]), [1, 2]), (pd.Series([1, 2]), [1, 2]), (pd.DataFrame([[1, 2]]), [[1, 2]]),
    (frozenset({1}), frozenset({1})), (sparse.csr_array([[2.0]]), [[2.0]]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "arrives"), ARRIVES, ids=lambda value: type(value).__name__)
def test_other_values_arrive_as_plain_data(value, arrives):
    there = value_of(describe.describe(value))
    assert np.array_equal(there, arrives) if isinstance(there, np.ndarray) else there == arrives


@pytest.mark.parametrize(
    "value",
    [
        1j,
        np.clongdouble(1j),
        np.datetime64(0, "s"),
        {"a": 1},
        object(),
        int,
        print,
        10**5000,
        "x" * 5000,
        [0] * 30_000,
        np.zeros(30_000),
        b"",
        slice(1),
    ],
    ids=type,
)
def test_anything_else_arrives_as_the_name_of_its_type(value):
    there = value_of(describe.describe(value))
    assert type(there).__module__ == "sparsity_kit.grading.judge.values" and not callable(there)


def test_a_class_is_told_from_a_function():
    class Own:
        pass

    arrive = [type(value_of(describe.describe(value))).__name__ for value in (int, Own, print, lambda: 0)]
    assert arrive == ["class", "class", "function", "function"]


@pytest.mark.parametrize("kind", [[], {}, None, 7, "nothing"], ids=repr)
def test_a_type_that_is_none_is_refused(kind):
    with pytest.raises(Unreadable, match="no sensible answer"):
        value_of({"type": kind})


def nested(depth):
    return {"type": "list", "items": [nested(depth - 1)] if depth else []}


FORGED = {
    "a text as a number": {"type": "int", "value": "1"},
    "a number as a text": {"type": "sympy", "value": 1},
    "a truth value as a number": {"type": "float", "value": True},
    "another number of values": {"type": "array", "shape": [2, 2], "values": [1, 2, 3]},
    "a negative shape": {"type": "array", "shape": [-1], "values": [1]},
    "text in an array": {"type": "array", "shape": [1], "values": ["1"]},
    "deeper than the box describes": nested(11),
    "an array of more dimensions": {"type": "array", "shape": [1] * 11, "values": [1.0]},
    "a shape that is none": {"type": "array", "shape": 1, "values": [1.0]},
    "values that are none": {"type": "array", "shape": [1], "values": 1.0},
    "a side that is no whole number": {"type": "array", "shape": [1.0], "values": [1.0]},
    "a side beyond all memory": {"type": "array", "shape": [10**6 + 1, 0], "values": []},
    "a number beyond a float": {"type": "array", "shape": [1], "values": [10**400]},
    "a set of lists": {"type": "set", "items": [{"type": "list", "items": []}]},
    "items that are none": {"type": "list", "items": "1"},
    "a name that is none": {"type": "other", "name": 7},
}


@pytest.mark.parametrize("description", FORGED.values(), ids=list(FORGED))
def test_a_description_that_contradicts_itself_is_refused(description):
    with pytest.raises(Unreadable):
        value_of(description)


FOUR = {  # values with four entries, those of lists in a list counted with it
    "a list": [1, 2, 3, 4],
    "lists in a list": [[1], [2]],
    "a list before the others": [[1, 2], 3],
    "a pair of arrays": (np.zeros(1), np.zeros(1)),
    "an array": np.zeros((2, 2)),
}


@pytest.mark.parametrize("value", FOUR.values(), ids=list(FOUR))
def test_no_more_entries_are_read_than_a_box_describes(value, monkeypatch):
    description = describe.describe(value)
    monkeypatch.setattr("sparsity_kit.grading.judge.values.MOST_ITEMS", 4)
    value_of(description)
    monkeypatch.setattr("sparsity_kit.grading.judge.values.MOST_ITEMS", 3)
    with pytest.raises(Unreadable, match="it has more than 3 entries"):
        value_of(description)


def test_what_the_box_describes_is_not_too_deep():
    assert str(value_of(nested(10))).count("[") == 11
    assert value_of({"type": "array", "shape": [1] * 10, "values": [1.0]}).ndim == 10
    assert value_of({"type": "array", "shape": [10**6, 0], "values": []}).shape == (10**6, 0)


def a_number(value):
    return {"value": {"type": "float", "value": value}}


def raises(kind, text="no", line=1):
    return {"error": {"type": kind, "text": text, "line": line}}


ONES = {"type": "array", "shape": [2], "values": [1.0, 1.0]}
THIRD, LIKE_THIRD = {"value": {"type": "sympy", "value": "1/3"}}, a_number(1 / 3)
TWICE = [  # two replies to one call, and whether they are one answer
    (a_number(1.0), a_number(1.0 + 1e-10), True), (a_number(1.0), a_number(1.0 + 1e-8), False),
    (a_number(0.0), a_number(1e-13), True), (a_number(0.0), a_number(1e-11), False), (THIRD, LIKE_THIRD, True),
    (a_number(float("nan")), {"value": {**ONES, "shape": [], "values": [float("nan")]}}, True),
    (a_number(float("nan")), a_number(1.0), False), (a_number(1.0), {"value": {**ONES, "shape": [2]}}, False),
    ({"value": ONES}, {"value": {**ONES, "shape": [2, 1]}}, False),
    ({"value": ONES}, {"value": {"type": "list", "items": [a_number(1.0)["value"]] * 2}}, True),
    ({"value": {"type": "str", "value": "a"}}, {"value": {"type": "str", "value": "b"}}, False),
    (raises("ValueError"), raises("ValueError", "other words", 2), True), (raises("ValueError"), raises("E"), False),
    (raises("ValueError"), a_number(1.0), False), (a_number(1.0), raises("ValueError"), False),
    ({"value": {"type": "blank"}}, a_number(1.0), False), ({}, a_number(1.0), False),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "one"), TWICE)
def test_two_replies_to_one_call_are_one_answer_but_for_rounding(first, second, one):
    replies = [("call", json.dumps(first)), ("another", "{}"), ("call", json.dumps(second))]
    if one:
        assert FunctionTable(replies).replies == {"call": json.dumps(first), "another": "{}"}
    else:
        with pytest.raises(Unsteady):
            FunctionTable(replies)


def test_a_long_formula_of_sympy_is_still_read():
    """Nobody typed it: a sum of sixty squares has 700 characters."""
    kind, long = Expression(("x",)), sum((x - k) ** 2 for k in range(60))
    value = value_of(describe.describe(long))
    assert len(value) > 500 and kind.same(kind.read(value), kind.read(sp.expand(long)))
    with pytest.raises(Unreadable, match="too long"):
        kind.read(str(value))


@pytest.mark.parametrize(
    "value", [Fraction(0.1), Fraction(10**250 + 1, 10**251), sp.Rational(0.1)], ids=["float", "long", "SymPy"]
)
def test_a_fraction_is_read_however_long_it_is(value):
    """The fraction that is the float 0.1 has a denominator of 17 digits."""
    assert Number().read(value_of(describe.describe(value))) == pytest.approx(0.1, rel=1e-15)


def table(*replies):
    """The FunctionTable of (arguments, reply) pairs, kept as the box's session keeps them."""
    return FunctionTable([(call_key(arguments), as_text(reply)) for arguments, reply in replies])


def test_a_function_whose_package_is_not_here_is_for_a_person():
    """It may be right where the package is; another error that speaks of it, or a text, is what it is."""
    absent = {"error": {"type": "ModuleNotFoundError", "text": "No module named 'sns'"}}
    with pytest.raises(Unclear, match=r"a package may not be here \(No module named 'sns'\)"):
        table(((1,), {"value": {"type": "int", "value": 1}}), ((2,), absent))
    for other in ({"error": {"type": "E", "text": "ModuleNotFoundError"}}, {"value": {"type": "ModuleNotFoundError"}}):
        assert table(((1,), other)).replies


junk = st.recursive(
    st.one_of(st.none(), numbers),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=20,
)
KEYS = st.sampled_from(["type", "value", "items", "shape", "values", "name"])
TYPES = st.sampled_from(["int", "float", "str", "sympy", "list", "dict", "array", "other", "function", "blank"])
descriptions = st.dictionaries(KEYS, st.one_of(junk, TYPES, st.lists(st.dictionaries(KEYS, st.one_of(junk, TYPES)))))


@settings(max_examples=50)
@given(st.one_of(junk, descriptions))
def test_a_forged_description_is_plain_data_or_refused(description):
    try:
        value = value_of(description)
    except Unreadable:
        return
    assert value is None or value is ... or isinstance(value, (bool, int, float, str, list, tuple, np.ndarray)) or (
        type(value).__module__ == "sparsity_kit.grading.judge.values" and vars(value) == {}
    )  # fmt: skip


def test_a_forged_reply_to_a_call_costs_no_more_than_its_text():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    tracemalloc.start()
    kept = as_text({"value": json.loads("[" + "{}," * 300_000 + "1]")})
    assert tracemalloc.get_traced_memory()[0] < 2e6 and len(kept) > 1e6
    tracemalloc.stop()
    with pytest.raises(Unreadable):
        table(((2,), {"value": deep}))(2)


def test_a_function_is_a_table_of_its_replies():
    function = table(
        ((1, np.array([2.0])), {"value": {"type": "int", "value": 3}}),
        ((2,), {"error": {"type": "ValueError", "text": "no"}}),
        ((3,), {"error": {"type": "exit", "text": ["?"]}}),
    )
    assert function(1, np.array([2.0])) == 3
    with pytest.raises(ValueError, match=r"^no$"):
        function(2)
    with pytest.raises(Exception, match=r"^$") as error:
        function(3)
    assert type(error.value).__name__ == "exit" and type(error.value).__bases__ == (Exception,)
    with pytest.raises(Unreadable):
        function(4)


@pytest.mark.parametrize(
    ("returned", "arrives"),
    [
        (sp.Rational(3, 4), 0.75),
        ([Fraction(1, 2), sp.Float(2)], [0.5, 2.0]),
        (np.array([Fraction(1, 2)]), [0.5]),
        ([sp.Symbol("x"), "1/2"], "it does not return numbers"),
    ],
    ids=str,
)
def test_what_a_function_returned_arrives_as_numbers_where_it_is(returned, arrives):
    outcome = Called(table(((5,), {"value": describe.describe(returned)})), ((5,),), tell=True).outcome(0)
    assert np.array_equal(outcome, arrives)


def test_an_argument_that_cannot_be_described_is_named():
    with pytest.raises(TypeError, match="takes numbers, text, lists and arrays, got object"):
        describe_argument([object()])


# ---- the edges of what is believed


def levels(depth):
    """A description of lists within lists, so many levels below the first."""
    return {"type": "list", "items": [levels(depth - 1)] if depth else []}


def test_lists_are_read_ten_levels_deep_and_no_deeper():
    assert str(value_of(levels(10))) == "[" * 11 + "]" * 11
    with pytest.raises(Unreadable, match="no sensible answer"):
        value_of(levels(11))


@pytest.mark.parametrize("shape", [[-1, -2], [-2], [2.0], [True, 2], [1, 1], [3], [10**7], "2", None], ids=repr)
def test_a_shape_that_is_none_is_refused(shape):
    with pytest.raises(Unreadable):
        value_of({"type": "array", "shape": shape, "values": [1.0, 2.0]})


def test_an_array_of_no_entries_is_one():
    assert value_of({"type": "array", "shape": [0, 10**6], "values": []}).shape == (0, 10**6)


@pytest.mark.parametrize("line", [1, 2, 9_999])
def test_the_line_of_an_error_is_kept(line):
    assert error_text({"type": "ValueError", "text": "no", "line": line}) == ("ValueError", "no", line)


@pytest.mark.parametrize("line", [0, -1, 10_000, 1.0, True, "1", None], ids=repr)
def test_what_is_no_line_is_left_out(line):
    assert error_text({"type": "ValueError", "text": "no", "line": line})[2] is None


def test_of_a_forged_reply_no_more_is_kept_than_an_honest_one_has():
    assert error_text({"type": "E" * 61, "text": "t\n" * 201}) == ("E" * 60, "t" * 200, None)
    for error in (None, "E", {}, {"type": 3, "text": ["t"]}, {"type": "\n", "text": "\x1b"}):
        assert error_text(error) == ("an error", "", None)
    assert figures([0, 999, 1000, -1, True, 2.0, "1", None]) == [0, 999] and figures([1] * 101) == [1] * 100
    assert names(["a", 1, None, "b", ["c"]]) == {"a", "b"} and kind_of({"type": "int"}) == "int"
    for none in (None, 3, "ab", {"a": 1}):
        assert figures(none) == [] and names(none) == set() and kind_of(none) is None


def inside(depth, value):
    """The value in lists in lists, so many deep."""
    return [inside(depth - 1, value)] if depth else value


def types(said):
    """The types of a description, of the first item in it, of the first in that and so on."""
    return " ".join([said["type"], *map(types, said.get("items", [])[:1])])


LETTERS = np.array([x], dtype=object)
EDGES = {  # the largest that a box describes, the smallest that it does not, and the types that it says
    "text": ("x" * 4000, "x" * 4001, "str", "other"),
    "formula": (sp.Symbol("x" * 20_000), sp.Symbol("x" * 20_001), "sympy", "long"),
    "whole number": (2**1000 - 1, 2**1000, "int", "other"),
    "negative": (1 - 2**1000, -(2**1000), "int", "other"),
    "list": ([1] * 20_000, [1] * 20_001, "list int", "other"),
    "set": (set(range(20_000)), set(range(20_001)), "set int", "other"),
    "array": (np.zeros((2, 10_000)), np.zeros(20_001), "array", "other"),
    "sparse": (sparse.csr_array((2, 10_000)), sparse.csr_array((1, 20_001)), "array", "other"),
    "levels": (inside(7, []), inside(8, []), "list " * 7 + "list", None),
    "scalars": (inside(7, np.int64(1)), inside(8, np.int64(1)), "list " * 7 + "int", None),
    "series": (inside(7, pd.Series([1])), inside(8, pd.Series([1])), "list " * 7 + "array", None),
    "solutions": (inside(7, {x: 1}), inside(8, {x: 1}), "list " * 7 + "int", None),
    "tuples": (inside(6, sp.Tuple(1)), inside(7, sp.Tuple(1)), "list " * 6 + "tuple sympy", "list " * 7 + "other"),
    "matrices": (inside(6, sp.Matrix([1])), inside(7, sp.Matrix([1])), "list " * 7 + "sympy", "list " * 7 + "other"),
    "arrays of objects": (inside(6, LETTERS), inside(7, LETTERS), "list " * 7 + "sympy", "list " * 7 + "other"),
    "axes": (np.zeros([1] * 8), np.zeros([1] * 9), "array", "other"),
    "imaginary part": (1 + 2e-14j, 1 + 3e-14j, "float", "other"),
    "of a large number": (-100 + 1e-12j, 100 + 3e-12j, "float", "other"),
    "of a small number": (0.1 - 1e-14j, 0.1 - 3e-14j, "float", "other"),
    "of an array": (np.array([2e-14j, -100 + 1e-12j]), np.array([0.1 - 3e-14j, 100]), "array", "list other"),
}


@pytest.mark.parametrize("name", EDGES)
def test_what_a_box_describes_has_an_edge(name):
    within, beyond, said, other = EDGES[name]
    assert types(describe.describe(within)) == said
    assert types(describe.describe(beyond)) == (other or "list " * 8 + "other")


def test_what_is_not_described_has_a_short_name():
    kind = type("N" * 61, (), {})
    assert describe.describe(kind()) == {"type": "other", "name": "N" * 60}
    assert describe.describe("x" * 4001) == {"type": "other", "name": "text of 4001 characters"}
    assert describe.describe(np.zeros(20_001)) == {"type": "other", "name": "array of shape (20001,)"}
    assert describe.describe([1] * 20_001) == {"type": "other", "name": "list, too long or too deep"}
    assert describe.describe({"a": 1}) == describe.describe({x: 1, "a": 2}) == {"type": "other", "name": "dict"}


def test_a_figure_is_called_so_and_a_class_is_no_function():
    figure = Figure()
    assert type(value_of(describe.describe(figure))).__name__ == "Figure"
    assert describe.describe(Figure) == {"type": "other", "name": "class"}
    assert describe.describe(figure.savefig) == describe.describe(print) == {"type": "function"}


def test_a_number_of_another_package_is_one_and_a_students_own_class_is_not():
    """Masked entries have no value; infinity and NaN are numbers; a solution of SymPy's is its value."""
    arrived = [value_of(describe.describe(value)) for value in (Decimal("1.50"), Decimal("Infinity"), {x: sp.S(3)})]
    assert arrived == ["1.50", np.inf, "3"]
    masked = np.ma.array([1, 2], mask=[True, False])
    assert np.array_equal(value_of(describe.describe(masked)), [np.nan, 2], equal_nan=True)
    own = type("Own", (), {"__array__": lambda self: np.zeros(2), "__module__": "__main__"})
    other = type("Other", (), {"__array__": lambda self, dtype=None, copy=None: np.zeros(2), "__module__": "other"})
    assert describe.describe(own())["type"] == "other" and describe.describe(other())["type"] == "array"
