"""Mathematics as people type it, in Python's spelling: λ is lam (and SymPy's lamda too), x² is x**2, ≤ is <=."""

import re
import unicodedata

from sparsity_kit.answers.latex import from_latex

_SIGNS = {
    "-": "−–—‐‒﹘", "*": "·×⋅∙•∗✕", "/": "÷∕⁄", "<=": "≤⩽≦", ">=": "≥⩾≧", "!=": "≠", "==": "≡", "|": "∣❘", "oo": "∞",
    "pi": "π", "lam": "λ", "theta": "θ", "": "\u200b\u200c\u200d\u2060\ufeff\u00ad“”„«»‘’‚",
    ", ": ";", " in ": "∈", " and ": "∧", " or ": "∨", " not ": "¬",
}  # fmt: skip
_SYMBOLS = str.maketrans({sign: code for code, signs in _SIGNS.items() for sign in signs})
_POWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SLOPE = re.compile(r"(?:∂f(?:/∂θ)?|\bf['′’])(?:\(0\))?|\bdf\(0\)")
THOUSANDS = re.compile(  # not 1,234, which may be 1.234
    r"(?<![\d.,])\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d*)?|,\d{3}\.\d*)(?![\d,])"
)


def in_python(text):
    """The same text with Python's operators and the names that questions use.

    >>> in_python(" ½·λ ≤ df² "), in_python("−√(x³) ⋅ （2）")
    ('(1/2)*lam <= g**2', '-sqrt(x**3) * (2)')
    """
    text = re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+", lambda found: f"**{_exponent(found[0].translate(_POWER))}", text)
    text = re.sub(r"(\d{0,9})([¼½¾⅐-⅞])", lambda found: f"({found[1]}{found[1] and '+'}{_plain(found[2])})", text)
    text = from_latex(_plain(_SLOPE.sub("g", text)).translate(_SYMBOLS).strip())
    text = re.sub(r"\b(?:np|numpy|sp|sympy|math)\.(?=[A-Za-z])", "", _unquoted(text).rstrip(" ,.;"))
    text = re.sub(r"√\s*\|([^|]+)\|", r"sqrt(abs(\1))", text)
    text = re.sub(r"√\s*(?=\()", "sqrt", re.sub(r"√\s*(\w+(?:\.\d+)?)(?![\w(])", r"sqrt(\1)", text))
    text = re.sub(r"\binf(?:inity|ty)?\b", "oo", " ".join(text.split()))
    return re.sub(r"\bdf\b", "g", re.sub(r"\blamb?da\b", "lam", text))


def _unquoted(text):
    """Without the quotes around it, of which both are there: what is left over is a prime, as in x'."""
    return re.sub(r"\A(['\"`]{1,3})(.*)\1\Z", r"\2", text.strip("$ "), flags=re.DOTALL).strip("$ ")


def _plain(text):
    """Without the width of signs and the form of letters: Ｘ is X, ½ is 1⁄2."""
    return unicodedata.normalize("NFKC", text)


def _exponent(digits):
    return digits if digits.isdigit() else f"({digits})"


def with_sizes(text):
    """The same text with abs(x) for |x|, one size beside the other, not within it."""
    return re.sub(
        r"(?:\babs\s*|(\w))?\|([^|]+)\|", lambda found: f"{found[1] + ' ' if found[1] else ''}abs({found[2]})", text
    )


def letters_in(text):
    """The letters of a text in capitals, without what stands between and around them.

    >>> letters_in("(a), „B“ and Ｃ.")
    'ABC'
    """
    text = re.sub(r"\band\b", "", _plain(text))
    return "".join(sign for sign in text.upper() if sign.isalnum())
