"""The numbers that a figure drew, in tables that are folded until the reader opens them."""

from dataclasses import dataclass, fields
from html import escape

import numpy as np

from sparsity_kit.printable import printable

MOST_ROWS, MOST_COLUMNS = 15, 12
NO_NUMBERS = ("ax", "alt", "names", "parts", "highlighted")


@dataclass(frozen=True, repr=False)
class Numbers:
    """Tables of what was drawn: each a heading, the names of its columns, and its rows, all as text.

    As the last line of a notebook cell it shows a line to click at, and the tables below it.
    """

    tables: tuple

    def __repr__(self):
        texts = ["\n".join(filter(None, [heading, *_aligned([names, *rows])])) for heading, names, rows in self.tables]
        return printable("\n\n".join(texts))

    def _repr_html_(self):
        return f"<details><summary>The numbers of this picture</summary>{''.join(map(_as_html, self.tables))}</details>"


def numbers_of(drawing):
    """The numbers of a drawing, called as in it; arrays of one length share a table, a tuple has its own."""
    names = getattr(drawing, "names", ())
    values = {each.name: getattr(drawing, each.name) for each in fields(drawing) if each.name not in NO_NUMBERS}
    arrays = {name: array for name, value in values.items() if (array := _as_numbers(value)).size}
    lengths = {len(array) for array in arrays.values() if array.ndim == 1}
    shared: dict[int, list] = {}
    tables = []
    for name, array in arrays.items():
        columns = _columns(name, array, lengths, names)
        if isinstance(values[name], tuple):
            tables.append(table(columns))
        else:
            shared.setdefault(len(columns[0][1]), []).extend(columns)
    for length, columns in sorted(shared.items()):
        tables.append(table([("names", names), *columns] if length == len(names) else columns))
    return Numbers(tuple(tables))


def table(columns):
    """A table of (name, values) pairs of one length: all of its rows, or 15 of them."""
    length = len(columns[0][1])
    shown = np.linspace(0, length - 1, min(length, MOST_ROWS)).round().astype(int)
    heading = f"{len(shown)} of {length} rows" if len(shown) < length else ""
    return heading, [name for name, _ in columns], [[_text(values[row]) for _, values in columns] for row in shown]


def _columns(name, array, lengths, names):
    """(name, values) of each column of an array; its rows belong to a list that is as long as one of its axes."""
    rows = max((n for n in array.shape if n in lengths), default=len(array))
    columns = np.moveaxis(array, array.shape.index(rows), 0).reshape(rows, -1).T
    if array.ndim == 1:
        return [(name, array)]
    if len(columns) > MOST_COLUMNS:
        return [(name, [f"{' × '.join(map(str, array.shape))} numbers"])]
    heads = names if len(names) == len(columns) else range(1, len(columns) + 1)
    return [(f"{name}, {head}", values) for head, values in zip(heads, columns, strict=True)]


def _as_numbers(value):
    """The value as an array of one axis or more; an empty one for what is no number, or curves of several lengths."""
    try:
        array = np.atleast_1d(np.asarray(value))
    except ValueError:
        return np.empty(0)
    return array if array.dtype.kind in "biuf" else np.empty(0)


def _text(value):
    return f"{value:.4g}" if isinstance(value, (int, float, np.number)) and not isinstance(value, bool) else str(value)


def _aligned(rows):
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(text.rjust(width) for text, width in zip(row, widths, strict=True)) for row in rows]


def _as_html(table):
    heading, names, rows = table
    caption = f"<caption>{heading}</caption>" if heading else ""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
    wide = f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div style="overflow-x: auto">{wide}</div>'  # on a phone it moves alone, not the page
