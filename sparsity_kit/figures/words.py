"""The words of a picture: how its numbers are written, in labels and in the alt text alike."""

import numpy as np

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def number(value, digits=3, beside=0.0):
    """The number in `digits` significant digits, so that the text is the same on every machine.

    `beside` is the size of the numbers that it was computed from: what is rounding beside that is written 0.

    >>> number(2 / 3), number(1e-30), number(1234.5), number(np.inf)
    ('0.667', '1e−30', '1230', 'infinity')
    >>> number(-1e-17, beside=1.0)
    '0'
    """
    value = float(value)
    if np.isinf(value):
        return "infinity" if value > 0 else "−infinity"
    rounded = 0.0 if abs(value) <= 1e-14 * beside else float(f"{value:.{digits}g}")
    return f"{rounded:g}".replace("-", "−")


def point(theta, beside=0.0):
    """Coordinates in brackets; what is rounding beside the largest, or beside `beside`, is written 0.

    >>> point([1.0, -0.25])
    '(1, −0.25)'
    """
    largest = max(abs(t) for t in theta)
    return f"({', '.join(number(t if abs(t) > 1e-8 * largest else 0.0, beside=beside) for t in theta)})"


def theta(j):
    """The name of coefficient j, counted from 0 in Python and from 1 on paper.

    >>> theta(0), theta(11)
    ('θ₁', 'θ₁₂')
    """
    return "θ" + str(j + 1).translate(SUBSCRIPTS)


def shortened(name, most=14):
    """The name as it is drawn: what is longer than so many letters is cut; a formula between dollar signs is not.

    >>> shortened("systolic blood pressure"), shortened("blood pressure")
    ('systolic bloo…', 'blood pressure')
    """
    return f"{name[: most - 1]}…" if len(name) > most and "$" not in name else name


def listing(items):
    """Words in a row: a, b and c.

    >>> listing(["L1", "L2", "elastic net"])
    'L1, L2 and elastic net'
    """
    *start, last = list(items)
    return f"{', '.join(start)} and {last}" if start else last


def first_of(items):
    """At most twelve words in a row, and how many more there are.

    >>> first_of(["L1", "L2", "L3"]), first_of("abcdefghijklmn")
    ('L1, L2 and L3', 'a, b, c, d, e, f, g, h, i, j, k, l and 2 more')
    """
    items = list(items)
    return listing(items[:12] + [f"{len(items) - 12} more"] * (len(items) > 12))


def lam_caption(loss=None, ridge=0.0):
    """One line that says which λ is meant: the picture of a different convention has a different λ."""
    if loss is None or loss.as_squared_error:
        fixed = f"{number(ridge)}‖θ‖² + " if ridge else ""
        return f"λ as in ‖Xθ − y‖² + {fixed}λΩ(θ): no ½, no 1/n"
    return "λ as in f(θ) + λΩ(θ), f a plain sum: no ½, no 1/n"
