"""How names are spelled, and when two spellings are of one name."""

import contextlib
import re
import unicodedata

BETWEEN = r"[\W_]+"
IN_TWO = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe", "þ": "th"}  # as people write it
PLAIN = str.maketrans("øłđðħı", "olddhi") | str.maketrans({"æ": "ae", "œ": "oe", "þ": "th"})
MISREAD = [*((wrong, "utf-8") for wrong in ("cp1252", "latin-1", "cp437", "cp850", "cp1251")), ("cp437", "cp1252")]


def words_of(text):
    """The words of a name, in small letters."""
    return {word for word in re.split(BETWEEN, folded(text)) if word}


def is_part(words, name):
    """Whether words are some of those of a name or their initials, or two of them and more."""
    initials = {word for word in words if len(word) == 1} - name
    rest = name - words
    known = words - initials <= name and all(any(word[0] == each for word in rest) for each in initials)
    return any(len(word) > 1 for word in words & name) and (known or len(words & name) > 1)


def is_made_of(joined, inside, name):
    """Whether a text without spaces is made of words of a name, or of one and another's initial: annsmith, asmith."""
    pairs = [(word, other[0]) for word in inside if len(word) > 2 for other in name - {word}]
    initials = {form for word, letter in pairs for form in (word + letter, letter + word)}
    return joined in initials or (len(inside) > 1 and len(joined) == sum(map(len, inside)))


def read_otherwise(text):
    """What a name may have been before somebody took its bytes for another alphabet's: MГјller is Müller."""
    for wrong, right in MISREAD:
        with contextlib.suppress(UnicodeError):
            yield text.encode(wrong).decode(right)


def folded(text):
    """A name for comparing, in one of the ways that Unicode has for it."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def letters(name):
    """What is left of a name in a file's name on Canvas: small letters and digits."""
    return re.sub(r"[\W_]", "", folded(name))


def plain(text):
    """A text in small letters without accents, as some systems write names."""
    parts = unicodedata.normalize("NFKD", folded(text))
    return "".join(each for each in parts if not unicodedata.combining(each)).translate(PLAIN)


def in_ascii(name):
    """A name in small letters as people of the North spell it without theirs: two for each."""
    return folded(name).translate(str.maketrans(IN_TWO))


def first_last(name):
    """A name as it is said, also where a list has the last one first."""
    last, _, first = name.partition(",")
    return f"{first} {last}".strip()


def without_zeros(text):
    """A number without the zeros before it, which spreadsheets take away; any other text as it is.

    >>> without_zeros("00123"), without_zeros("0"), without_zeros("ann")
    ('123', '0', 'ann')
    """
    return text.lstrip("0") or "0" if text.isdecimal() else text
