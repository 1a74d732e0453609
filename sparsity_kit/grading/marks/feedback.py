"""A student's feedback as one HTML page: marks, what the grader or a person says, and nothing that gives a key away.

In a zip the pages have names by which a learning system knows whose they are. They are made of the name that the system
itself gave, and of nothing below it, where a student may have written another one's name:

- Canvas reads the first two numbers between underscores of each name, the user's and the file's, as it wrote them into
  the names of the files that were downloaded (`infer_comment_context_from_filename`, app/models/assignment.rb)
- Moodle reads NAME_NUMBER_PLUGINTYPE_PLUGIN at the start of a folder's or file's name, as in the download
  (`is_valid_filename_for_import`, mod/assign/feedback/file/importziplib.php)
"""

from sparsity_kit.grading.intake.platforms import CANVAS, MOODLE
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


def canvas_name(file, assignment):
    """The name in Canvas's zip for the student whose submission was known by `file`; None if Canvas did not name that.

    >>> canvas_name("section A/smithann_LATE_101_5500_hw2-1.ipynb", "hw2")
    'smithann_LATE_101_5500_hw2-feedback.html'
    """
    match = CANVAS.fullmatch(_last(file))
    return f"{match.string[: match.end('file')]}_{assignment}-feedback.html" if match and match["file"] else None


def moodle_name(file, assignment):
    """The name in Moodle's zip for the student whose submission was known by `file`; None if Moodle did not name that.

    >>> moodle_name("section A/Ann Smith_901_assignsubmission_file", "hw2")
    'Ann Smith_901_assignsubmission_file/hw2-feedback.html'
    """
    match = MOODLE.fullmatch(_last(file))
    if match and "_" not in match["name"]:
        return f"{match['name']}_{match['who']}_assignsubmission_file/{assignment}-feedback.html"
    return None


def _last(file):
    """The last part of a path."""
    return file.rpartition("/")[2]


NAMES = {"canvas": canvas_name, "moodle": moodle_name}
