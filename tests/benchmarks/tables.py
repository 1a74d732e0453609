"""How the numbers are written down: Markdown tables, two digits where the machine gives no more."""

from math import isfinite


def table(head, rows):
    """A Markdown table, its first column to the left and the numbers to the right."""
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def times(ratio):
    """A ratio in two digits: 0.13×, 2.4×, 160×.

    >>> times(0.1316), times(2.351), times(163.0)
    ('0.13×', '2.4×', '160×')
    """
    return f"{two_digits(ratio)}×"


def milliseconds(seconds):
    return two_digits(1000 * seconds)


def two_digits(number):
    """In plain notation: 0.13, 2.4, 160."""
    return f"{float(f'{number:.1e}'):.10g}" if isfinite(number) else "–"


def power(number):
    """A gap or a tolerance: 2e-09; what is infinite or absent is a dash."""
    return "–" if number is None or not isfinite(number) else f"{number:.0e}"
