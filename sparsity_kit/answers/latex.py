"""Formulas as they are copied out of LaTeX: fractions, roots, powers and signs in Python's spelling."""

import re

_SIGNS = {
    "*": "cdot times ast", "/": "div", "<=": "le leq leqslant", ">=": "ge geq geqslant", "!=": "ne neq",
    "|": "lvert rvert vert mid", "oo": "infty", "lam": "lambda", " in ": "in", " and ": "land wedge", " or ": "lor vee",
    " not ": "lnot neg", "": "left right displaystyle big Big bigl bigr", " ": "quad qquad",
}  # fmt: skip
_COMMANDS = {command: sign for sign, commands in _SIGNS.items() for command in commands.split()}
_COMMANDS |= {name: name for name in ("theta", "pi", "max", "min", "exp", "log", "ln")}
_IN_BRACES = (  # from the inside outwards: what is in the braces has none itself
    (re.compile(r"\\[dt]?frac\s*{([^{}]*)}\s*{([^{}]*)}"), r"((\1)/(\2))"),
    (re.compile(r"\\[dt]?frac\s*(\d)\s*(\d)"), r"(\1/\2)"),
    (re.compile(r"\\sqrt\s*{([^{}]*)}"), r"sqrt(\1)"),
    (re.compile(r"\^\s*{([^{}]*)}"), r"**(\1)"),
)
_DEEPEST = 12


def from_latex(text):
    r"""The same formula without LaTeX's commands; those that are not known stay.

    >>> from_latex(r"\frac{\lambda}{2} \le \left|g\right|^2"), from_latex("x^2")
    ('((lam)/(2)) <= |g|**2', 'x^2')
    """
    if "\\" not in text:
        return text
    for _ in range(_DEEPEST):
        for pattern, python in _IN_BRACES:
            text = pattern.sub(python, text)
    text = re.sub(r"\\[,;:! ]", " ", text).replace("^", "**")
    return re.sub(r"\\([A-Za-z]+)", lambda found: _COMMANDS.get(found[1], found[0]), text)
