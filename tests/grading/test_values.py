"""Values on their way out of the box, and arguments on their way in: plain data, whatever a student's code says."""

import json
import tracemalloc
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sparsity_kit.answers import Expression, Number, Unreadable
from sparsity_kit.grading.answers import Asked, describe_argument, error_text, plain
from sparsity_kit.grading.inside import describe

numbers = st.one_of(st.booleans(), st.integers(-(10**9), 10**9), st.floats(allow_nan=False), st.text(max_size=9))
values = st.recursive(
    numbers, lambda inner: st.one_of(st.lists(inner, max_size=4), st.tuples(inner, inner)), max_leaves=9
)


@given(values)
def test_plain_values_arrive_as_they_are(value):
    assert plain(describe.describe(value)) == value
    assert describe.restore(describe_argument(value)) == value


@given(arrays.arrays(st.sampled_from([float, int, bool]), arrays.array_shapes(min_dims=0, min_side=0, max_dims=3)))
def test_arrays_keep_shape_and_numbers(array):
    there = plain(describe.describe(array))
    assert there.dtype == float and np.array_equal(there, array.astype(float), equal_nan=True)
    back = describe.restore(describe_argument(array))
    assert back.dtype == array.dtype and np.array_equal(back, array, equal_nan=array.dtype == float)


x = sp.Symbol("x")
ARRIVES = [
    (None, None), (..., ...), (np.float64(0.5), 0.5), (np.int64(7), 7), (np.bool_(True), True), (Fraction(3, 4), "3/4"),
    (sp.Rational(3, 4) * x, "3*x/4"), (sp.Abs(x) <= 1, "Abs(x) <= 1"), (sp.Matrix([[1, x]]), [["1", "x"]]),
    (np.array([Fraction(1, 2), x], dtype=object), ["1/2", "x"]), ({"a": 1}, [("a", 1)]),
    (np.ma.array([1, 2]), [1, 2]), (pd.Series([1, 2]), [1, 2]), (pd.DataFrame([[1, 2]]), [[1, 2]]),
    (frozenset({1}), [1]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "arrives"), ARRIVES, ids=lambda value: type(value).__name__)
def test_other_values_arrive_as_plain_data(value, arrives):
    there = plain(describe.describe(value))
    assert np.array_equal(there, arrives) if isinstance(there, np.ndarray) else there == arrives


@pytest.mark.parametrize(
    "value", [1j, object(), int, print, 10**5000, "x" * 5000, [0] * 30_000, np.zeros(30_000), b"", slice(1)], ids=type
)
def test_anything_else_arrives_as_the_name_of_its_type(value):
    there = plain(describe.describe(value))
    assert type(there).__module__ == "sparsity_kit.grading.answers" and not callable(there)


@pytest.mark.parametrize("kind", [[], {}, None, 7, "nothing"], ids=repr)
def test_a_type_that_is_none_is_refused(kind):
    with pytest.raises(Unreadable, match="no sensible answer"):
        plain({"type": kind})


def test_a_long_formula_of_sympy_is_still_read():
    """Nobody typed it: a sum of sixty squares has 700 characters."""
    kind, long = Expression(("x",)), sum((x - k) ** 2 for k in range(60))
    value = plain(describe.describe(long))
    assert len(value) > 500 and kind.same(kind.read(value), kind.read(sp.expand(long)))
    with pytest.raises(Unreadable, match="too long"):
        kind.read(str(value))


@pytest.mark.parametrize(
    "value", [Fraction(0.1), Fraction(10**250 + 1, 10**251), sp.Rational(0.1)], ids=["float", "long", "SymPy"]
)
def test_a_fraction_is_read_however_long_it_is(value):
    """The fraction that is the float 0.1 has a denominator of 17 digits."""
    assert Number().read(plain(describe.describe(value))) == pytest.approx(0.1, rel=1e-15)


junk = st.recursive(
    st.one_of(st.none(), numbers),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
    max_leaves=20,
)
KEYS = st.sampled_from(["type", "value", "items", "shape", "values", "name"])
TYPES = st.sampled_from(
    ["int", "float", "str", "sympy", "list", "dict", "array", "other", "figure", "function", "blank"]
)
descriptions = st.dictionaries(KEYS, st.one_of(junk, TYPES, st.lists(st.dictionaries(KEYS, st.one_of(junk, TYPES)))))


@settings(max_examples=50)
@given(st.one_of(junk, descriptions))
def test_a_forged_description_is_plain_data_or_refused(description):
    try:
        value = plain(description)
    except Unreadable:
        return
    assert value is None or value is ... or isinstance(value, (bool, int, float, str, list, tuple, np.ndarray)) or (
        type(value).__module__ == "sparsity_kit.grading.answers" and vars(value) == {}
    )  # fmt: skip


def test_a_forged_reply_to_a_call_costs_no_more_than_its_text():
    asked, deep = Asked(), []
    for _ in range(100_000):
        deep = [deep]
    tracemalloc.start()
    asked.record((1,), {"value": json.loads("[" + "{}," * 300_000 + "1]")})
    assert tracemalloc.get_traced_memory()[0] < 2e6
    tracemalloc.stop()
    asked.record((2,), {"value": deep})
    with pytest.raises(Unreadable):
        asked(2)


def test_a_function_is_a_table_of_its_replies():
    asked = Asked()
    asked.record((1, np.array([2.0])), {"value": {"type": "int", "value": 3}})
    asked.record((2,), {"error": {"type": "ValueError", "text": "no"}})
    asked.record((3,), {"error": {"type": "exit", "text": ["?"]}})
    assert asked(1, np.array([2.0])) == 3
    with pytest.raises(ValueError, match=r"^no$"):
        asked(2)
    with pytest.raises(Exception, match=r"^$") as error:
        asked(3)
    assert type(error.value).__name__ == "exit" and type(error.value).__bases__ == (Exception,)
    with pytest.raises(Unreadable):
        asked(4)
    for case, value in ((5, sp.Rational(3, 4)), (6, [Fraction(1, 2), sp.Float(2)]), (7, np.array([Fraction(1, 2)]))):
        asked.record((case,), {"value": describe.describe(value)})
    assert (asked(5), asked(6), asked(7)) == (0.75, [0.5, 2.0], [0.5])
    asked.record((8,), {"value": describe.describe([sp.Symbol("x"), "1/2"])})
    assert asked(8) == ["x", "1/2"]
    with pytest.raises(TypeError, match="takes numbers, text, lists and arrays, got object"):
        describe_argument([object()])


# ---- the edges of what is believed


def nested(depth):
    """A description of lists within lists, so many levels below the first."""
    return {"type": "list", "items": [nested(depth - 1)] if depth else []}


def test_lists_are_read_ten_levels_deep_and_no_deeper():
    assert str(plain(nested(10))) == "[" * 11 + "]" * 11
    with pytest.raises(Unreadable, match="no sensible answer"):
        plain(nested(11))


@pytest.mark.parametrize("shape", [[-1, -2], [-2], [2.0], [True, 2], [1, 1], [3], [10**7], "2", None], ids=repr)
def test_a_shape_that_is_none_is_refused(shape):
    with pytest.raises(Unreadable):
        plain({"type": "array", "shape": shape, "values": [1.0, 2.0]})


def test_an_array_of_no_entries_is_one():
    assert plain({"type": "array", "shape": [0, 10**6], "values": []}).shape == (0, 10**6)


@pytest.mark.parametrize("line", [1, 2, 9_999])
def test_the_line_of_an_error_is_kept(line):
    assert error_text({"type": "ValueError", "text": "no", "line": line}) == ("ValueError", "no", line)


@pytest.mark.parametrize("line", [0, -1, 10_000, 1.0, True, "1", None], ids=repr)
def test_what_is_no_line_is_left_out(line):
    assert error_text({"type": "ValueError", "text": "no", "line": line})[2] is None
