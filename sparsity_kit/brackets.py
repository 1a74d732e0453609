"""Shapes are objects, not classes: what an error says where the brackets are missing, or a method."""

from sparsity_kit.inputs import shown


class NeedsBrackets(type):
    """What penalties and losses are as classes: it makes `2.0 * L1` say that the shape itself is written `L1()`."""

    __array_ufunc__ = None

    def __mul__(cls, other):
        raise TypeError(f"{cls.__name__} is a class, and arithmetic needs one of its objects; write {call_of(cls)}")

    __rmul__ = __add__ = __radd__ = __mul__


def call_of(kind):
    """How an object of this class is made, such as `L1()` or `ElasticNet(l1_ratio)`."""
    from inspect import Parameter, signature

    needed = [name for name, each in signature(kind).parameters.items() if each.default is Parameter.empty]
    return f"{kind.__name__}({', '.join(needed)})"


def described(value):
    """The value as an error shows it; of a class of penalties or losses also how to write an object of it."""
    return shown(value) + (f"; write {call_of(value)}" if isinstance(value, NeedsBrackets) else "")


def missing(thing, part):
    """The TypeError of a class that lacks a part which its docstring asks for."""
    return TypeError(
        f"{type(thing).__name__} must define {part}; {type(thing).__mro__[-2].__name__}'s docstring says what"
    )
