"""Conventions that agree, in one band of a picture: their names fill its width."""

from textwrap import wrap

from sparsity_kit.figures.canvas import SMALL, room

LETTER, LINE = 0.52 * SMALL / 72, 1.25 * SMALL / 72  # inches: the mean width of a letter of small text, and a line


def alike(rows, numbers):
    """[(number, names)], ascending: the conventions whose numbers are the same to nine digits."""
    groups: dict[float, list[str]] = {}
    for row, number in zip(rows, numbers, strict=True):
        name = "this course" if row.source == "this course" else row.name
        groups.setdefault(float(f"{number:.9g}"), []).append(name)
    return sorted((number, tuple(names)) for number, names in groups.items())


def filled(ax, names, lines):
    """The names in lines as wide as the axes; of more than fit into so many, how many are left out.

    A name is not broken.
    """
    letters = int(0.95 * room(ax)[0] / LETTER)
    for shown in range(len(names), 0, -1):
        left_out = f" and {len(names) - shown} more" if shown < len(names) else ""
        text = "; ".join(name.replace(" ", "\u00a0") for name in names[:shown]) + left_out
        rows = wrap(text, letters, break_on_hyphens=False)
        if len(rows) <= lines:
            break
    return [row.replace("\u00a0", " ") for row in rows]
