"""From claims to cells: `python workshop/claims.py` writes the page beside the lessons that leads to what shows each.

A cell that shows a claim says so in its metadata: `"claims": ["C2"], "shows": "picture"` (`shown.py`).
"""

import re
from urllib.parse import quote

from nbformat.v4 import new_markdown_cell, new_notebook
from normal_form import normalise
from notebooks import LESSONS, read_lessons, write
from shown import WAYS

PAGE = "beside/index.ipynb"
CLAIMS = {
    "C1": "The L1 ball is a diamond, and the penalty's gradient a vector of signs",
    "C2": "Downhill on L1, a point meets an axis before the origin",
    "C3": "Downhill on L2, a point heads straight to the origin",
    "C4": "Axes are zeros, and many zeros are sparsity",
    "C5": "The contours of the loss grow until they touch the ball",
    "C6": "The condition for squared L2: θ = −∇f/(2λ)",
    "C7": "So squared L2 is a balance, and has no reason for zeros",
    "C8": "The condition for L1 off zero: ∂f is λ or −λ",
    "C9": "At zero the sign is missing; an interval takes its place",
    "C10": "The slope in regression, and why",
    "C11": "Each sign of θ gives an equation, and a condition on x·y",
    "C12": "The threshold, and the price from which on a coefficient is zero",
    "C13": "L1 gives zeros, squared L2 does not: it is the kink",
}
HEADS = ("words", "picture", "live picture", "derivation", "certificate", "exercises")
TITLE = """# From claims to cells

The course makes thirteen claims, those of the note that it follows. Each is told in words, drawn, moved by hand, \
derived step by step, certified by numbers, and asked. The table leads to the places: "3 §1" is section 1 of lesson 3, \
"1 home" what lesson 1 has at home. (JupyterLab opens a lesson at its top; the same link, once more, then leads to the \
place.) Whether the note is right in each of its claims is on another page, \
[the note, line by line](the_note_line_by_line.ipynb)."""
HEADING = re.compile(r"(##+) ([^$`*\[\n]+)$", re.MULTILINE)  # one that is its own address


def entries(lessons):
    """{(claim, way): [(path, section, heading), …]}: the headings under which a claim is shown in that way.

    Of a section there is one, the last. `lessons` is {path: notebook}, in their order.
    """
    table = {(claim, way): [] for claim in CLAIMS for way in WAYS}
    for path, notebook in lessons.items():
        section = heading = ""
        for cell in notebook.cells:
            if cell.cell_type == "markdown" and (found := HEADING.match(cell.source)):
                heading = found[2]
                section = heading if found[1] == "##" else section
            for claim in cell.metadata.get("claims", []) if "shows" in cell.metadata else []:
                places = table[claim, cell.metadata["shows"]]
                places[:] = [place for place in places if place[:2] != (path, section)] + [(path, section, heading)]
    return table


def link(path, section, heading):
    """A place as the page writes it: [3 §1](../03_price_and_cone.ipynb#1.-The-matching-price)."""
    number = re.match(r"(\d+)\. ", section)
    where = f"§{number[1]}" if number else "home" if section == "At home" else ""
    words = f"{int(path.name[:2])}\N{NO-BREAK SPACE}{where}".rstrip()  # else a line may end between the two
    return f"[{words}](../{path.name}#{anchor(heading)})"


def anchor(heading):
    """What a link to a heading ends on. Raises ValueError for one to which no link leads in JupyterLab.

    A browser writes λ in a link as %CE%BB, and JupyterLab compares that with the heading.
    """
    fragment = heading.replace(" ", "-")
    if quote(fragment, safe="?,:;'!.-") != fragment:
        raise ValueError(f"a heading that is linked to needs plain letters, got {heading!r}; write it without others")
    return fragment


def page(lessons):
    """The notebook of the page."""
    table = entries(lessons)
    rows = [
        [says, *(", ".join(link(*at) for at in table[claim, way]) for way in WAYS)] for claim, says in CLAIMS.items()
    ]
    lines = [["claim", *HEADS], ["---"] * (1 + len(WAYS)), *rows]
    text = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return new_notebook(cells=[new_markdown_cell(TITLE, id="title"), new_markdown_cell(text, id="table")])


def main():
    """Write the page."""
    write(LESSONS / PAGE, normalise(page(read_lessons())))


if __name__ == "__main__":
    main()
