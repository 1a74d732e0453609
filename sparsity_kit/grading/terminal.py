"""What a command says: errors with fact, value and cure, text that cannot steer the terminal, and how far it is."""

import sys
import unicodedata

from sparsity_kit.printable import printable


class UserError(Exception):
    """Something that the person who typed a command can mend: fact, value and cure in a line, or a line for each."""


def one_line(text):
    r"""The text on one line, without characters that move a cursor or turn the direction of writing.

    >>> print(one_line("ann\x1b[2J"))
    ann\x1b[2J
    """
    return "".join(each if _shows(each) else each.encode("unicode_escape").decode() for each in str(text))


def _shows(character):
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")


def say(text, stream=None):
    """Write a text, line by line; a stream that has no letter for a character gets plain ones for it."""
    stream = stream or sys.stdout
    lines = "\n".join(map(one_line, str(text).split("\n"))) + "\n"
    stream.write(printable(lines, stream))
    stream.flush()


def warn(text):
    """Say something beside the results, on standard error."""
    say(text, sys.stderr)


def some(names, most=6):
    """The first of these names, each once, and how many more there are.

    >>> some(["ann", "ann", "bob"]), some("abc", most=2)
    ('ann, bob', 'a, b and 1 more')
    """
    names = [*dict.fromkeys(names)]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")


def progress(steps, total, doing="graded"):
    """The steps, with a bar on a terminal that counts them. Without tqdm there is none."""
    try:
        from tqdm import tqdm
    except ImportError:
        return steps
    return tqdm(steps, total=total, desc=doing, unit="", disable=None, dynamic_ncols=True)
