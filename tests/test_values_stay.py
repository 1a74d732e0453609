"""What a question asks, how an answer is read, what is said to it and what it is worth: values that nobody changes."""

import importlib
import pkgutil
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from sparsity_kit import answers, grading, questions

FILLED_IN = {"Observed", "Vetted"}  # while a notebook runs, and while variants are drawn


def _classes(room):
    names = (each.name for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}."))
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    found = [(each, module.__name__) for module in modules for each in vars(module).values() if isinstance(each, type)]
    return [each for each, name in found if is_dataclass(each) and each.__module__ == name]


@pytest.mark.parametrize("room", [answers, questions, grading], ids=["answers", "questions", "grading"])
def test_a_value_cannot_be_changed(room):
    found = [each for each in _classes(room) if each.__name__ not in FILLED_IN]
    assert len(found) > 9
    for each in found:
        for name in (*(field.name for field in fields(each)), "another"):
            with pytest.raises(FrozenInstanceError):
                setattr(object.__new__(each), name, None)
