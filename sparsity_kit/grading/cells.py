"""The cells of a homework notebook: found by their nbgrader name, blanked, filled with a student's numbers."""

import ast
import hashlib

BEGIN, END = "BEGIN SOLUTION", "END SOLUTION"
BLANK_PROSE = "*Your answer here.*"


def source(cell):
    """A cell's text, which the file may keep in lines."""
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(map(str, text))


def grade_id(cell):
    """The cell's name in nbgrader's metadata, or ""."""
    name = _metadata(cell).get("grade_id", "")
    return name if isinstance(name, str) else ""


def _metadata(cell):
    metadata = cell.get("metadata")
    found = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return found if isinstance(found, dict) else {}


def blanked(cell, answer, beside=False):
    """The text of an answer cell with a blank in place of each solution region.

    The blank is `answer = ...` at the margin, `return ...` inside a function, dots or a sentence where a person reads
    the answer. With `beside`, the solution stays and the blank stands next to it: from such a cell `nbgrader
    generate_assignment` makes the same blank. Raises ValueError if a region is missing or not closed.
    """
    lines, inside, found = [], False, False
    for line in source(cell).split("\n"):
        if BEGIN in line:
            if inside:
                raise ValueError("a solution begins inside another one")
            inside = found = True
            indent = line[: len(line) - len(line.lstrip())]
            blank = indent + _blank(cell, answer, indent)
            lines += [blank] if not beside else [line] if indent else [blank, line]
        elif END in line and inside:
            inside = False
            lines += [line, blank] if beside and indent else [line] if beside else []
        elif beside or not inside:
            lines.append(line)
    if inside or not found:
        raise ValueError(f"a solution stands between lines with {BEGIN} and {END}, and one of the two is missing")
    return "\n".join(lines)


def _blank(cell, answer, indent):
    if cell["cell_type"] != "code":
        return BLANK_PROSE
    return "return ..." if indent else f"{answer} = ..." if answer else "..."


def without_numbers(text):
    """A check cell's text without its keyword arguments, so that it reads an answer and does not judge it.

    >>> without_numbers('check("hw2-slope", slope, lam=lam, theta_1=theta_1)')
    'check("hw2-slope", slope)'
    """
    for call in ast.walk(ast.parse(text)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "check" and call.keywords:
            arguments = ", ".join(ast.get_source_segment(text, each) or "..." for each in call.args)
            text = text.replace(ast.get_source_segment(text, call) or text, f"check({arguments})")
    return text


def checksum(cell):
    """nbgrader's checksum of a cell (its `utils.compute_checksum`): by it, an answer that was left blank is known."""
    found = _metadata(cell)
    parts = [source(cell), cell["cell_type"], *(str(bool(found.get(key))) for key in ("grade", "solution", "locked"))]
    parts += [found["grade_id"], *([str(float(found["points"]))] if found.get("grade") else [])]
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()
