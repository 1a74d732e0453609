"""A formula of SymPy as a tree of lists, which the browser evaluates: nothing is sent that would have to be run."""

from sparsity_kit.penalty.tree import IN_SYMPY

NAMES = {kind: name for name, kind in IN_SYMPY.items()}  # by the names of SymPy's classes
KNOWN = "+, ·, powers, Abs, Max, Min, sign, Piecewise, exp, log, sin, cos, tanh, sinh, cosh, atan and asinh"


def as_tree(expression, symbols):
    """The tree: a number, true or false, ["theta", j] for symbol j, or a list of a name and what it is applied to.

    Raises ValueError, naming it, for a part of the formula that the browser does not know.
    """
    import sympy as sp

    def tree(part):
        if part in symbols:
            return ["theta", symbols.index(part)]
        if part in (sp.true, sp.false):
            return bool(part)
        if part == sp.oo:
            return ["infinity"]
        if part.is_number and part.is_real:
            return float(part)
        if isinstance(part, sp.Piecewise):
            return ["piecewise", *([tree(value), tree(when)] for value, when in part.args)]
        if isinstance(part, sp.Pow):
            return _power(part)
        name = NAMES.get(type(part).__name__)
        if name is None or (name == "log" and len(part.args) > 1):
            raise ValueError(f"the browser cannot compute {part}; write the formula with {KNOWN}")
        return [name, *map(tree, part.args)]

    def _power(part):
        base, exponent = part.args
        if not exponent.is_number:
            return ["exp", ["*", tree(exponent), tree(sp.log(base))]]
        if not (exponent.is_integer or exponent == sp.Rational(1, 2) or len(base.free_symbols) < 2):
            raise ValueError(
                f"the browser cannot compute {part}, whose slopes at zero need more than squares; of several "
                "coefficients take whole powers or a square root"
            )
        return ["^", tree(base), float(exponent)]

    return tree(sp.sympify(expression))
