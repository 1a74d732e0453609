"""A student's feedback as one HTML page: marks, what the grader or a person says, and nothing that gives a key away."""

import unicodedata
from html import escape

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
WORDS = {
    "right": "✓ right",
    "wrong": "✗ not right",
    "blank": "… not answered",
    "unreadable": "… could not be read",
    "needs a person": "… not marked yet",
}
DROPPED = {False: "dropped: it counts for nobody", True: "dropped: everybody has its points"}


def html(text):
    """Text as HTML: escaped, and without control characters that no page may have."""
    kept = "".join(each for each in str(text) if each in "\n\t" or unicodedata.category(each) not in ("Cc", "Cs", "Cf"))
    return escape(kept)


def page(title, body, style=""):
    """A whole HTML page; title and body as HTML, and more style. Its policy lets nothing run and nothing be fetched."""
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        'img-src data:">\n'
        f"<style>{STYLE}{style}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def feedback(standing, assignment):
    """The page of one student who has handed something in."""
    sections = "\n".join(_section(number, mark) for number, mark in enumerate(standing.marks, start=1))
    title = f"{html(assignment.title or assignment.name)}: feedback for {html(standing.student.shown)}"
    return page(title, f"<p>{_summary(standing)}</p>\n{sections}")


def _summary(standing):
    if not standing.waiting:
        return f'<span class="points">{standing.total:g} of {standing.full:g} points.</span>'
    count = len(standing.waiting)
    wait = "1 question is" if count == 1 else f"{count} questions are"
    return (
        f'<span class="points">{standing.so_far:g} of {standing.full:g} points so far.</span> '
        f"{wait} still to be marked by a person."
    )


def _section(number, mark):
    status = "right" if mark.by_hand and mark.points == mark.full else "person" if mark.by_hand else mark.status
    told = DROPPED[bool(mark.full)] if mark.status == "dropped" else WORDS[mark.status]
    word = "marked by a person" if mark.by_hand else told
    points = "no points yet" if mark.points is None else f"{mark.points:g} of {mark.full:g} points"
    kind = html(status.replace(" ", "-"))
    return (
        f'<section class="{kind}">\n<h2>{number}. {html(mark.question)}</h2>\n'
        f'<p><span class="points">{points}</span>, {word}.</p>\n<p class="said">{html(mark.message)}</p>\n</section>'
    )
