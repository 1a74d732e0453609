"""What penalties and losses have in common; what errors say where brackets or a method are missing, or of a minus."""

from sparsity_kit.inputs import shown


class NeedsBrackets(type):
    """What penalties and losses are as classes: it makes `2.0 * L1` say that the shape itself is written `L1()`."""

    __array_ufunc__ = None

    def __mul__(cls, other=None):
        raise TypeError(f"{cls.__name__} is a class, and arithmetic needs one of its objects; write {call_of(cls)}")

    __rmul__ = __add__ = __radd__ = __neg__ = __sub__ = __rsub__ = __truediv__ = __mul__


class Summand:
    """What is added and priced, and nothing else."""

    def __neg__(self, other=None):
        raise TypeError(
            f"losses and penalties are added, a penalty times λ >= 0, got a minus or a division with {shown(self)}; "
            "write SquaredError(X, y) + 0.5 * L1()"
        )

    __sub__ = __rsub__ = __truediv__ = __neg__


class Shape(Summand, metaclass=NeedsBrackets):
    """A function of θ with its formula: a penalty or a loss."""

    __array_ufunc__ = None  # so that array * shape asks the shape, instead of building an array of objects

    def value(self, theta):
        """What it is at θ, from shape (..., p) to (...)."""
        raise missing(self, "value(theta)")

    def symbolic(self, theta):
        """Its formula for a list of real SymPy symbols."""
        raise missing(self, "symbolic(theta)")

    def __repr__(self):
        return f"{type(self).__name__}()"


def forget(cls, base, parts, knowledge):
    """A subclass with another of these parts is another shape: what its parents knew does not hold for it."""
    kinds = cls.__mro__[: cls.__mro__.index(base)]
    for part in parts:
        replaced = [kind for kind in kinds if part in vars(kind)][1:]
        if replaced:
            own = kinds[: kinds.index(replaced[0])]
            for name in knowledge.difference(*map(vars, own)):
                setattr(cls, name, getattr(base, name))


def call_of(kind):
    """How an object of this class is made, such as `L1()` or `ElasticNet(l1_ratio)`."""
    from inspect import Parameter, signature

    needed = [name for name, each in signature(kind).parameters.items() if each.default is Parameter.empty]
    return f"{kind.__name__}({', '.join(needed)})"


def described(value, part=""):
    """The value as an error shows it, and how to write an object of a class, or to pass the `part` that is wanted."""
    if isinstance(value, NeedsBrackets):
        return f"{shown(value)}; write {call_of(value)}"
    return f"{shown(value)}; pass its .{part}" if part and hasattr(value, part) else shown(value)


def missing(thing, part):
    """The TypeError of a class that lacks a part which its docstring asks for."""
    kind = next(each for each in type(thing).__mro__ if Shape in each.__bases__)
    return TypeError(f"{type(thing).__name__} must define {part}; {kind.__name__}'s docstring says what")
