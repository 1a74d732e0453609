"""What a person marks on one page: each answer, text and pictures, beside the rubric. Nothing of a student's is active.

Text is escaped, pictures are files that `box.pictures` wrote, and the page's policy lets nothing run.
"""

from sparsity_kit.grading.marks.by_hand import in_order, seen
from sparsity_kit.grading.marks.page import html, image, page

MOST = 100  # answers on a page: with their pictures some megabytes
STYLE = """
body { max-width: 78rem }
.question { display: grid; grid-template-columns: minmax(14rem, 20rem) 1fr; gap: 1.5rem; border-top: 2px solid #767676 }
.rubric { position: sticky; top: 0; align-self: start; padding-top: 1rem; font-size: 0.95rem }
.rubric td:first-child { font-weight: 600; text-align: right }
article { border-bottom: 1px solid #767676; padding: 0.5rem 0 1rem }
pre { white-space: pre-wrap; background: #f4f4f4; padding: 0.6rem; font-size: 0.95rem; overflow-wrap: anywhere }
@media (max-width: 50rem) { .question { display: block } .rubric { position: static } }
"""


def marking_pages(standings, assignment, work, anonymous=False):
    """HTML pages with all that needs a person; `work` is {(student, question): Work}."""
    waiting = [
        (question, standing)
        for question in assignment.questions
        for standing in in_order(standings, anonymous)
        if question.name in standing.waiting and not standing.unread
    ]
    parts = [waiting[start : start + MOST] for start in range(0, len(waiting), MOST)] or [[]]
    unread = [html(each.called(anonymous)) for each in in_order(standings, anonymous) if each.unread]
    note = f"<p>Not shown, because their files could not be read: {', '.join(unread)}.</p>" if unread else ""
    return [
        _page(assignment, part, work, anonymous, f"{number} of {len(parts)}", note if number == len(parts) else "")
        for number, part in enumerate(parts, start=1)
    ]


def _page(assignment, part, work, anonymous, number, note):
    questions = dict.fromkeys(question for question, _ in part)
    sections = [
        _section(question, [each for other, each in part if other is question], work, anonymous)
        for question in questions
    ]
    if not (sections or note):
        note = "<p>Nothing needs a person.</p>"
    return page(f"{assignment.title or assignment.name}: to mark, page {number}", (*sections, note), STYLE)


def _section(question, standings, work, anonymous):
    rows = "\n".join(f"<tr><td>{points:g}</td><td>{html(said)}</td></tr>" for points, said in question.rubric)
    rubric = f"<table><tbody>\n{rows}\n</tbody></table>" if rows else ""
    answers = "\n".join(
        _answer(question, each, work.get((each.student.student, question.name)), anonymous) for each in standings
    )
    head = f"<h2>{html(question.name)}, {question.points:g} points</h2>\n<p>{html(question.text)}</p>"
    return f'<div class="question">\n<div class="rubric">\n{head}\n{rubric}\n</div>\n<div>\n{answers}\n</div>\n</div>'


def _answer(question, standing, work, anonymous):
    who = standing.called(anonymous)
    said = next(seen(mark, anonymous) for mark in standing.marks if mark.question == question.name)
    pictures = "\n".join(
        image(png, f"picture {number} of {who}") for number, png in enumerate(work.pictures if work else (), start=1)
    )
    text = f"<pre>{html(work.text)}</pre>" if work and work.text.strip() else ""
    given = f"<p>Given: <code>{html('; '.join(work.given.splitlines()))}</code></p>" if work and work.given else ""
    head = f"<h3>{html(who)} <small>{html(standing.file)}</small></h3>\n<p>{html(said)}</p>\n{given}"
    return f"<article>\n{head}\n{pictures}\n{text}\n</article>"
