"""CSV files: read whole or refused, and written so that no spreadsheet takes a cell for a formula."""

import csv
import io
import re
from pathlib import Path

from sparsity_kit.grading.terminal import UserError

UTF_8 = "\ufeff"  # before the first line: by it Excel knows the file's encoding
RISKY = ("=", "+", "-", "@")  # a spreadsheet takes text that begins so for a formula (OWASP, CSV injection)


def read_table(path, what):
    """(headings, [(line, {heading: text})]) of a CSV file in UTF-8, headings in small letters, without empty rows.

    Raises UserError, where `what` says what kind of file it should be ("roster", "marks"). A quotation mark that is
    never closed is an error, because it would swallow the rows after it.
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


def csv_text(rows):
    """Rows as CSV text, each cell as it is."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def safe_csv_text(rows):
    """Rows as CSV text, each cell made safe."""
    return csv_text([safe(cell) for cell in row] for row in rows)


def safe(value):
    """A cell of a CSV file: text that a spreadsheet would run as a formula gets an apostrophe in front.

    >>> safe("=1+1"), safe("Ann"), safe(-2.5)
    ("'=1+1", 'Ann', '-2.5')
    """
    if not isinstance(value, str):
        return "" if value is None else f"{value:.10g}"
    text = re.sub(r"[\x00-\x1f\x7f]+", " ", value)
    return f"'{text}" if text.lstrip().startswith(RISKY) else text
