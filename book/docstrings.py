"""Docstrings are plain text: formulas with λ and θ, names in `backticks`, indented lines, doctests. For Sphinx."""

import re

SPECIAL = re.compile(r"[\\*|_]")


def as_rst(lines):
    """The same as reStructuredText: names are code, what is indented keeps its lines, nothing else is markup."""
    written, example = [], False
    for before, line in zip(["", *lines], lines, strict=False):
        example = line.startswith(">>>") or (example and bool(line.strip()))
        indented = line.startswith("    ")
        if indented and not before.strip() and not example:
            written += ["::", ""]
        written.append(line if example or indented else _escaped(line))
    return written


def _escaped(line):
    text, *parts = line.split("`")
    if len(parts) % 2:  # a backtick that is never closed
        return SPECIAL.sub(r"\\\g<0>", line).replace("`", "\\`")
    written = [SPECIAL.sub(r"\\\g<0>", text)]
    for code, text in zip(parts[::2], parts[1::2], strict=True):
        written += [f"\\ ``{code}``\\ ", SPECIAL.sub(r"\\\g<0>", text)]
    return "".join(written)
