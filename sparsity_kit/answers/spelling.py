"""Mathematics as people type it, in Python's spelling: λ is lam, x² is x**2, ≤ is <=."""

import re

_SYMBOLS = {
    "−": "-", "·": "*", "×": "*", "²": "**2", "≤": "<=", "≥": ">=", "½": "(1/2)", "λ": "lam", "θ": "theta", "∂f": "g",
}  # fmt: skip


def in_python(text):
    """The same text with Python's operators and the names that questions use.

    >>> in_python(" ½·λ ≤ df² ")
    '(1/2)*lam <= g**2'
    """
    for symbol, code in _SYMBOLS.items():
        text = text.replace(symbol, code)
    return re.sub(r"\bdf\b", "g", re.sub(r"\blambda\b", "lam", text.strip()))


def cure(text):
    """How to write a formula that cannot be read, for the usual slips."""
    text = in_python(text)
    if "|" in text:
        return "the size |g| is written abs(g)"
    if missing := re.search(r"\d(?=[a-z(])|\)(?=[\w(])", text):
        return f"a * is missing after {text[: missing.end()]!r}"
    if re.search(r"(?<![<>=!])=(?!=)", text):
        return "give one side only, or write an equality with =="
    return "write it as in Python, with * and **, for example '2*x*y' or 'x**2'"
