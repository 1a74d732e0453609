"""A CSV file that a person made: read whole, or refused; a quotation mark that is never closed would swallow rows."""

import csv
import io
from pathlib import Path

from sparsity_kit.grading.terminal import UserError


def read_table(path, what):
    """(headings, [(line, {heading: text})]) of a CSV file in UTF-8, headings in small letters, without empty rows.

    Raises UserError; `what` says there what kind of file it should be: "roster", "marks".
    """
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UserError(f"no {what} can be read from {path}; it must be a CSV file in UTF-8") from None
    rows = csv.DictReader(io.StringIO(text, newline=""), restkey="", restval="", skipinitialspace=True, strict=True)
    try:
        rows.fieldnames = [heading.strip().lower() for heading in rows.fieldnames or ()]
        return rows.fieldnames, [(rows.line_num, row) for row in rows if any(row.values())]
    except csv.Error as error:
        raise UserError(f"{path}, line {rows.reader.line_num}: {error}; look for a quotation mark too many") from None
