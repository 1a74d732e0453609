"""Stands for `sparsity_kit.homework` inside the box: `check`, `hint` and `ask` say nothing."""


def check(name, answer=..., **given):
    """Nothing is judged inside the box."""


def hint(name):
    """There are no hints inside the box."""


def ask(name):
    """There are no questions inside the box."""
