"""Parts of pages: a table and a list, each with its heading, and nothing where there is nothing to show."""

from sparsity_kit.grading.marks.feedback_page import html


def table(heading, columns, rows):
    """A table with a heading; "" if it has no rows."""
    if not rows:
        return ""
    top = "".join(f'<th scope="col">{html(column)}</th>' for column in columns)
    lines = "\n".join(
        f'<tr><th scope="row">{html(row[0])}</th>' + "".join(f"<td>{html(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in rows
    )
    head = f"<thead><tr>{top}</tr></thead>"
    return f"<h2>{html(heading)}</h2>\n<table>{head}<tbody>\n{lines}\n</tbody></table>"


def listing(heading, sentences):
    """A list with a heading; "" if it is empty."""
    items = "\n".join(f"<li>{html(sentence)}</li>" for sentence in sentences)
    return f"<h2>{html(heading)}</h2>\n<ul>\n{items}\n</ul>" if sentences else ""
