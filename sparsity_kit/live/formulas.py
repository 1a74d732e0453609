"""Formulas as MathML, which browsers set by themselves, without a script and without a network."""

import re
from html import escape

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer

DOLLARS = re.compile(r"^\s*(\$\$?)(.*)\1\s*$", re.DOTALL)
OPEN, CLOSED = (re.compile(rf"(?<!\\{side})\\{side[0]}([vV]ert)(?![a-zA-Z])") for side in ("left", "right"))
SIZED = re.compile(r"\\[bB]igg?[lrm]?\s*(?=\\)")  # before a sign that has a name, which is not read there


def mathml(tex, display="inline"):
    """The MathML of a formula; `display` is "inline", or "block" for a line of its own.

    What a reader wrote need not be TeX: what cannot be read is shown as it stands.
    """
    tex = SIZED.sub("", tex)
    tex = CLOSED.sub(r"\\right\\r\1", OPEN.sub(r"\\left\\l\1", tex))  # else bars stand apart from what they enclose
    try:
        return convert(tex.replace("{aligned}", "{align*}"), display=display)  # which has lines below lines
    except Exception:  # its errors have no common name
        return f"<code>{escape(tex)}</code>"


def latex_as_html(text):
    """The HTML of an output in LaTeX, which is one formula between dollars."""
    return mathml(match[2], "block") if (match := DOLLARS.match(text)) else None


class Formulas(IPythonRenderer):
    """nbconvert's renderer of Markdown, with formulas as MathML."""

    def inline_math(self, body):
        """A formula in a line of text."""
        return mathml(body)

    def block_math(self, body):
        """A formula on a line of its own."""
        return mathml(body, "block")

    def latex_environment(self, name, body):
        """A LaTeX environment, such as aligned equations."""
        return mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", "block")
