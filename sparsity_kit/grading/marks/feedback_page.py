"""A student's feedback as one HTML page: marks, what the grader or a person says, and nothing that gives a key away."""

from sparsity_kit.grading.marks.page import html, page

WORDS = {
    "right": "✓ right",
    "wrong": "✗ not right",
    "blank": "… not answered",
    "unreadable": "… could not be read",
    "needs a person": "… not marked yet",
}
DROPPED = {False: "dropped: it counts for nobody", True: "dropped: everybody has its points"}


def feedback(standing, assignment):
    """The page of one student who has handed something in."""
    sections = (_section(number, mark) for number, mark in enumerate(standing.marks, start=1))
    title = f"{assignment.title or assignment.name}: feedback for {standing.student.shown}"
    return page(title, (f"<p>{_summary(standing)}</p>", *sections))


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
    if mark.by_hand:
        kind, said = "right" if mark.points == mark.full else "person", "marked by a person"
    elif mark.status == "dropped":
        kind, said = mark.status, DROPPED[bool(mark.full)]
    else:
        kind, said = mark.status.replace(" ", "-"), WORDS[mark.status]
    points = "no points yet" if mark.points is None else f"{mark.points:g} of {mark.full:g} points"
    return (
        f'<section class="{kind}">\n<h2>{number}. {html(mark.question)}</h2>\n'
        f'<p><span class="points">{points}</span>, {said}.</p>\n<p class="said">{html(mark.message)}</p>\n</section>'
    )
