"""CSV files: read whole or refused, and written so that no spreadsheet takes a cell for a formula."""

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path

from sparsity_kit.grading.terminal import UserError, one_line

UTF_8 = "\ufeff"  # before the first line: by it Excel knows the file's encoding
# A spreadsheet takes text that begins so for a formula, some at full width too (OWASP, CSV injection).
RISKY = re.compile(r"(^|;)([\s\u200b-\u200f\u2060\ufeff]*)(?=[-=+@＝＋－＠])")
SEPARATORS = (",", ";", "\t")  # a spreadsheet writes the second where a comma stands in decimals


def read_table(path, what):
    """(headings, [(line, {heading: text})]) of a CSV file, headings in small letters, without empty rows.

    Raises UserError, where `what` says what kind of file it should be ("roster", "marks"). A quotation mark that is
    never closed is an error, because it would swallow the rows after it; and so is a row with more cells than there
    are headings, because its cells would stand under the wrong ones.
    """
    text = table_text(path, what)
    rows_of = reader(text, separator(text), skipinitialspace=True, strict=True)
    try:
        lines = [(rows_of.line_num, [cell.strip() for cell in row]) for row in rows_of]
    except csv.Error as error:
        raise UserError(f"{path}, line {rows_of.line_num}: {error}; look for a quotation mark too many") from None
    rows = [(line, row) for line, row in lines if any(row) and not row[0].lower().startswith("sep=")]
    headings = [heading.lower() for heading in rows[0][1]] if rows else []
    for heading in filter(None, headings):
        if headings.count(heading) > 1:
            cure = "leave one of them, or write a first line that names the columns"
            raise UserError(f"{path} has the column {one_line(heading)} twice; {cure}")
    return headings, [(line, _named(headings, row, f"{path}, line {line}")) for line, row in rows[1:]]


def reader(text, separator, **how):
    """The rows of CSV text, whose cells may be long: Moodle's worksheet has the essays that students typed there."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, **how)


def _named(headings, row, where):
    """{heading: text} of one row. Raises UserError for a row with cells that have no heading."""
    if any(row[len(headings) :]):
        raise UserError(
            f"{where} has {len(row)} cells, and the first line names {len(headings)}; "
            'put what has a comma in it into quotation marks, as in "Smith, Ann" or "3,5"'
        )
    return {heading: cell for heading, cell in zip(headings, row + [""] * len(headings), strict=False) if heading}


def table_text(path, what):
    """The text of a CSV file, in whatever of UTF-8, UTF-16 and Windows' cp1252 it is written. Raises UserError."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise UserError(f"no {what} can be read from {path}: {error.strerror}; give the path of a CSV file") from None
    if data.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")):
        raise UserError(f"no {what} can be read from {path}: it is a workbook; save it as CSV UTF-8")
    if re.fullmatch(rb"[\w+/=-]{32,}\s*", data):  # an error about its columns would show it
        raise UserError(f"no {what} can be read from {path}: it has one long word, as a secret has; give a CSV file")
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UserError(f"no {what} can be read from {path}; it must be a CSV file in UTF-8")


def separator(text):
    """What stands between the cells: what a first line "sep=;" says, else what its headings have most of.

    >>> separator("student;name\\nann;Smith, Ann"), separator("student\\nann"), separator('"a;b",c')
    (';', ',', ',')
    """
    first = text.lstrip("\r\n").partition("\n")[0].strip("\r")
    if re.fullmatch(r"(?i)\"?sep=.\"?", first):
        return first.strip('"')[-1]
    bare = re.sub(r'"[^"]*"', "", first)
    return max(SEPARATORS, key=bare.count)


def decimal(text):
    """A number as a person types it, with a point or a comma. Raises ValueError, also for Python's own 1_5.

    >>> decimal("3,5"), decimal(" 3.5 ")
    (3.5, 3.5)
    """
    if "_" in text:
        raise ValueError(f"{text} is no number")
    return float(re.sub(r"^(\s*-?\d+),(\d+\s*)$", r"\1.\2", text))


def csv_text(rows, separator=","):
    """Rows as CSV text, each cell as it is."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", delimiter=separator).writerows(rows)
    return text.getvalue()


def safe_csv_text(rows):
    """Rows as CSV text, each cell made safe."""
    return csv_text([safe(cell) for cell in row] for row in rows)


def safe(value):
    """A cell of a CSV file: text that a spreadsheet would run as a formula gets an apostrophe in front.

    So does what stands after a semicolon, at which a spreadsheet may cut where a comma stands in decimals.

    >>> safe("=1+1"), safe("Ann"), safe(-2.5), safe("a;=1+1")
    ("'=1+1", 'Ann', '-2.5', "a;'=1+1")
    """
    if not isinstance(value, str):
        return "" if value is None else f"{value:.10g}"
    text = re.sub(r"[\x00-\x1f\x7f]+", " ", value)
    return RISKY.sub(r"\1'\2", text)
