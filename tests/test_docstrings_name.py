"""What help() says of a function: every argument of it, by its name or by the letter that formulas have for it."""

import inspect
import re

import pytest

import sparsity_kit as kit
from sparsity_kit import conventions, data, derivations, flow

LETTERS = {"lam": "λ", "lams": "λ", "theta": "θ", "penalty": "Ω", "loss": "f", "objective": "F"}
FUNCTIONS = [
    getattr(room, name)
    for room in (kit, flow, derivations, conventions, data)
    for name in getattr(room, "__all__", ("diabetes", "random_regression", "standardize"))
    if inspect.isfunction(getattr(room, name))
]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_every_argument_is_named(function):
    words = re.findall(r"[^\W\d]\w*", function.__doc__)
    unnamed = [name for name in inspect.signature(function).parameters if name not in words]
    letters = "".join(words)
    assert [name for name in unnamed if LETTERS.get(name, " ") not in letters] == []


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_nobody_is_sent_to_what_stands_above(function):
    assert not re.search(r"the above|see above|see below", function.__doc__)
