"""What to say to somebody whose formula cannot be read: the usual slips, and how to write what was meant."""

import re
import unicodedata
from itertools import pairwise

from sparsity_kit.answers.arithmetic import CONSTANTS, FUNCTIONS
from sparsity_kit.answers.spelling import THOUSANDS, in_python, with_sizes

LONGEST = 400  # characters that are looked at for a slip: some of the searches take the square of them
_TOKEN = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[^\W\d]\w*|\*\*|[<>=!]=|\S")
_BELOW = re.compile(r"/\s*([\w.]+(?:\*\*[\w.]+)?)$")
_WORDS = {"and", "or", "not", "if", "else", "in", "is", "for", "when", "where"}


def cure(text, names=()):
    """How to write a formula that cannot be read, for the usual slips."""
    if re.match(r"\s*lambda\b[^:]*:", text):
        return "give what the function returns, without lambda and the colon"
    text = in_python(with_sizes(in_python(text)[:LONGEST]))
    if comma := THOUSANDS.search(text) or re.search(r"[\d.]*\d,\d[\d.]*", text):
        return decimal_point(comma[0])
    if command := re.search(r"\\[A-Za-z]+", text):
        return f"LaTeX's command {command[0]} is not read here"
    if "|" in text:
        return "the size |g| is written abs(g)"
    if strange := next((sign for sign in text if not sign.isascii() and not sign.isalpha()), ""):
        return f"the character {strange!r} ({unicodedata.name(strange, 'without a name')}) has no meaning here"
    if percent := re.fullmatch(r"([\d.]+) ?%", text):
        return f"write {float(percent[1].strip('.') or 0) / 100:g}"
    if gap := re.search(r"(-?[\d.]+)\s+(-?[\d.]+)", text):
        return f"between {gap[1]} and {gap[2]} something is missing, a comma or an operator"
    if "&&" in text:
        return "join two conditions with 'and'"
    if re.fullmatch(r"[][(].*,.*[][)]", text):
        return "an interval without one of its ends is written with < and <=, such as 0 <= x < 1"
    if not names and (unit := re.fullmatch(r"(-?[\d.]+) ?([^\W\d]+)", text)) and unit[2] not in CONSTANTS:
        return f"write the number alone, without {unit[2]}"
    if missing := _with_products(text, names):
        return "a * is missing after {!r}: write {}{}".format(*missing)
    if wrong := re.search(r"=[<>]|[<>] =", text):
        return f"write {'<=' if '<' in wrong[0] else '>='} for {wrong[0]}"
    if re.search(r"(?<![<>=!])=(?!=)", text):
        return "give one side only, or write an equality with =="
    return "write it as in Python, with * and **, for example '2*x*y' or 'x**2'"


def decimal_point(number):
    """The cure for a decimal comma.

    >>> decimal_point("0,5")
    'write 0.5 with a point, or put a space after a comma that stands between two numbers'
    >>> decimal_point("1,234,567.8")
    'write 1234567.8 without the comma'
    >>> decimal_point("1,899")
    'write 1899 without the comma, 1.899 with a point, or 1, 899 with a space if these are two numbers'
    """
    whole = number.replace(",", "")
    if THOUSANDS.fullmatch(number):
        return f"write {whole} without the comma"
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", number):
        point, two = number.replace(",", "."), number.replace(",", ", ")
        return f"write {whole} without the comma, {point} with a point, or {two} with a space if these are two numbers"
    number = number.rstrip(".").replace(".", "").replace(",", ".")
    return f"write {number} with a point, or put a space after a comma that stands between two numbers"


def _with_products(text, names):
    """(what stands before the first missing *, the text with all of them, what -g/2λ may also mean), or None."""
    text = re.sub(r"[^\W\d]\w*", lambda word: product_of(word[0], names) or word[0], text)
    missing = [one.end() for one, other in pairwise(_TOKEN.finditer(text)) if _lacks(one[0], other[0], names)]
    if not missing:
        return None
    whole = "*".join(text[start:end].strip() for start, end in pairwise([0, *missing, len(text)]))
    below = next(filter(None, (_BELOW.search(text[:end]) for end in missing)), None)
    either = f", or put parentheses around all that stands below: Python divides by {below[1]} alone" if below else ""
    return text[: missing[0]], whole, either


def _lacks(one, other, names):
    """Whether a * is missing between two neighbours: 2x, x y, x abs, 2(x, )(, x( if x is a name and not a function."""
    if one in names:
        return other == "(" or other in names or other in FUNCTIONS or other[0].isdigit()
    return (one == ")" or one[-1].isdigit()) and (other == "(" or (other[0].isalnum() and other not in _WORDS))


def product_of(name, names):
    """'x*y' for 'xy', if both are names; else ''."""
    parts = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return "*".join(re.findall(parts, name)) if re.fullmatch(f"(?:{parts})+", name) else ""


def foreign(name):
    """Which letter of a name is from another alphabet, as a further remark; "" if none is."""
    letter = next((sign for sign in name if not sign.isascii()), "")
    return f" ({letter!r} is {unicodedata.name(letter, 'a letter without a name')})" if letter else ""
