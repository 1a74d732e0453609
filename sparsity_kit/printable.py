"""Text for a terminal that has no letter for λ or θ, plain ones there; and a number with its noun."""

import sys

PLAIN = {
    "λ": "lam", "θ": "theta", "Ω": "Omega", "α": "alpha", "Σ": "sum", "∂": "d", "∇": "grad", "π": "pi", "δ": "delta",
    "‖": "||", "½": "1/2", "¼": "1/4", "√": "sqrt", "∞": "inf", "ᵀ": "^T", "ᵠ": "^q", "ⱼ": "_j", "ᵢ": "_i",
    "ρ": "rho", "φ": "phi", "ε": "eps", "ᵉ": "^e", "ₖ": "_k", "⁻": "^-", "₋": "_-", "′": "'", "″": "''", "°": " deg",
    "·": "*", "×": "x", "−": "-", "–": "-", "—": "-", "─": "-", "±": "+/-", "∓": "-/+", "≤": "<=", "≥": ">=", "≠": "!=",
    "∈": "in", "∪": "or", "→": "->", "←": "<-", "↔": "<->", "↦": "|->", "…": "...", "✓": "[right]", "✗": "[not yet]",
    "’": "'", "‘": "'", "“": '"', "”": '"',
}  # fmt: skip
PLAIN |= {letter: f"^{digit}" for digit, letter in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
PLAIN |= {letter: f"_{digit}" for digit, letter in enumerate("₀₁₂₃₄₅₆₇₈₉")}


def printable(text, stream=None):
    """The text, or if `stream` (sys.stdout unless given) cannot write it, the same in letters that it can write.

    Every `__repr__` of the kit goes through here, because a terminal in an old coding, such as cp1252 or ASCII, stops
    with UnicodeEncodeError at the first λ. All of a text is made plain or nothing of it.

    >>> import io
    >>> printable("2·λ‖θ‖²", io.TextIOWrapper(io.BytesIO(), "ascii"))
    '2*lam||theta||^2'
    """
    coding = getattr(stream or sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(coding)
    except UnicodeEncodeError:
        return _in_plain_letters(text).encode(coding, "backslashreplace").decode(coding)
    return text


def _in_plain_letters(text):
    """`PLAIN` for each letter, with a space between words that would grow together: λΩ is `lam Omega`."""
    plain, last = [""], ""
    for letter in text:
        word = PLAIN.get(letter, letter)
        both_words = plain[-1][-1:].isalnum() and word[:1].isalnum()
        plain.append(" " * (both_words and (letter in PLAIN or last in PLAIN)) + word)
        last = letter
    return "".join(plain)


def counted(number, noun):
    """A number with its noun.

    >>> counted(1, "column"), counted(3, "column")
    ('1 column', '3 columns')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"
