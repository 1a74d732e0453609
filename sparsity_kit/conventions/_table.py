"""Conventions in one table."""

import re
from dataclasses import dataclass
from html import escape

from sparsity_kit.conventions.known import CONVENTIONS, named
from sparsity_kit.printable import printable


def table(*names):
    """The conventions of these names, or every one, in one table: for a notebook (HTML) and a terminal (text).

    Raises ValueError for an unknown name.
    """
    return ConventionTable(tuple(named(name) for name in names) or CONVENTIONS)


@dataclass(frozen=True, repr=False)
class ConventionTable:
    """Rows of `Convention`, shown as a table: name, what is minimised, λ here, source, how it was checked."""

    rows: tuple

    @property
    def cells(self):
        """The text of the table, its heading first."""
        heading = ("name", "what is minimised", "λ here", "source", "checked")
        return (heading, *((row.name, row.objective, row.lam, row.source, row.checked) for row in self.rows))

    def __repr__(self):
        text = printable("\n".join("\t".join([*cells, "─"]) for cells in self.cells))
        rows = [row.split("\t") for row in text.split("\n")]
        *columns, (dash, *_) = zip(*rows, strict=True)
        widths = [max(map(len, column)) for column in columns]
        lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in zip(*columns, strict=True)]
        return "\n".join([lines[0], "  ".join(dash * width for width in widths), *lines[1:]])

    def _repr_html_(self):
        head = "".join(f'<th scope="col" style="text-align:left">{escape(cell)}</th>' for cell in self.cells[0])
        rows = "".join(
            "<tr>" + _html_row(row, cells) + "</tr>" for row, cells in zip(self.rows, self.cells[1:], strict=True)
        )
        caption = "<caption>r is the other program's l1_ratio, n the number of rows of X</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _html_row(row, cells):
    name, objective, lam, source, checked = map(escape, cells)
    source = f'<a href="{escape(row.address)}">{source}</a>' if row.address else source
    terms = re.split(r"(?<=[²)]) (?=\+ )", objective, maxsplit=1)  # a line ends between loss and penalty, or nowhere
    objective = " ".join(f'<span style="white-space:nowrap">{term}</span>' for term in terms)
    first = f'<th scope="row" style="text-align:left">{name}</th>'
    return first + "".join(f'<td style="text-align:left">{cell}</td>' for cell in (objective, lam, source, checked))
