"""HTML pages on which nothing runs and nothing is fetched, and their parts: a table, a list, a picture."""

import unicodedata
from base64 import b64encode
from html import escape
from string import Template

STYLE = """
body { font: 1.05rem/1.5 system-ui, sans-serif; color: #222; background: #fff; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere }
h1, h2 { line-height: 1.2 }
section { border-left: 0.4rem solid #595959; padding: 0.1rem 1rem; margin: 1.2rem 0 }
section.right { border-color: #00704f }
section.wrong, section.blank, section.unreadable { border-color: #b04a00 }
.points { font-weight: 600 }
.said { white-space: pre-wrap }
table { border-collapse: collapse; margin: 1rem 0 }
th, td { border: 1px solid #767676; padding: 0.3rem 0.6rem; text-align: left; vertical-align: top }
th, td:not(:last-child) { overflow-wrap: break-word }
img { max-width: 100%; height: auto }
"""
PAGE = Template("""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>$title</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<style>$style</style>
</head>
<body>
<main>
<h1>$title</h1>
$body
</main>
</body>
</html>
""")


def html(text):
    """Text as HTML: escaped, and without control characters that no page may have."""
    kept = "".join(each for each in str(text) if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs", "Cf"))
    return escape(kept)


def page(title, parts, style=""):
    """A whole page of a title, text, and of parts, HTML; empty ones are left out. `style` is added to that of all."""
    return PAGE.substitute(title=html(title), body="\n".join(filter(None, parts)), style=STYLE + style)


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


def image(png, alt):
    """A picture that stands in the page itself; `alt` says what is on it."""
    return f'<img alt="{html(alt)}" src="data:image/png;base64,{b64encode(png).decode()}">'
