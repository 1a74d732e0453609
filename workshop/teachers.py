"""The guide for teachers: `python workshop/teachers.py` writes the page beside the lessons that is theirs.

For each lesson: how long it takes, what students get wrong, and the section that helps. All of it is counted:
minutes by `lesson_minutes`, mistakes from the questions, beliefs from the ten ideas of the homework before and after.
"""

import re
from collections import Counter

from claims import HEADING, link
from lesson_minutes import minutes, parts
from nbformat.v4 import new_markdown_cell, new_notebook
from normal_form import normalise
from notebooks import LESSONS, read_lessons, write

from sparsity_kit.homework.ideas import IDEAS
from sparsity_kit.homework.register import LESSONS as EXERCISES
from sparsity_kit.homework.register import QUESTIONS
from sparsity_kit.questions.checking import reference

PAGE = "beside/for_teachers.ipynb"
KINDS = {  # what the message on a mistake speaks of; the first that fits counts
    "a factor 2": r"factor 2|halved|\b2 (is|stands)|½|lam / 2",
    "a sign": r"\bsigns?\b|flipped|other side|negative|uphill|downhill",
    "a strength of another program": r"alpha|scikit|1/n|[Dd]ivided by n",
    "the price or the threshold left out": r"λ is missing|(price|threshold) .*(missing|forgotten)",
    "the rule of single features": r"single features|explains? part|[Aa]lone",
    "another penalty": r"\bL1\b|\bL2\b|square|norm\b|ridge|hard threshold",
}
TITLE = """# For teachers

What a lesson takes, what students get wrong in it, and where to send them: "1 §3" is section 3 of lesson 1, "1 home" \
what that lesson has at home. The first table has minutes, in class and at home, and how many of those in class go to \
reading, to exercises and to live pictures; the rest goes to running cells, guessing and looking. They are estimates, \
those in class and at home rounded to five, for a newcomer who reads everything, runs every cell and tries every \
exercise; no class has been timed. A lesson fits into a class hour of 45 minutes, and what it has at home can be left \
out. Wrong answers are those that the exercises recognise, each with a message of its own; beliefs are the wrong \
options of the ten questions before and after the course, of which the guide for instructors speaks. How claims lead \
to cells is on [a page of its own](index.ipynb), and [the course on one page](summary.ipynb) is there to be \
handed out."""


def sections(notebook):
    """{name of an exercise: the heading of its section}, and {number of a section: heading}."""
    heading, exercises, numbered = "", {}, {}
    for cell in notebook.cells:
        found = HEADING.match(cell.source) if cell.cell_type == "markdown" else None
        if found and found[1] == "##":
            heading = found[2]
            numbered |= {int(number[1]): heading} if (number := re.match(r"(\d+)\. ", heading)) else {}
        if cell.cell_type == "code":
            exercises |= dict.fromkeys(re.findall(r"\bcheck\(\"([\w-]+)\"", cell.source), heading)
    return exercises, numbered


def mistakes(name):
    """The messages on the wrong answers to an exercise that are known."""
    return [mistake.message for mistake in reference(None, QUESTIONS[name]).mistakes]


def kinds(messages):
    """{kind of mistake: how many}, the most frequent first; what is of no kind is left out."""
    each = (next((kind for kind, words in KINDS.items() if re.search(words, message)), "") for message in messages)
    return {kind: count for kind, count in Counter(each).most_common() if kind}


def timetable(lessons):
    """The table of all lessons: minutes in class and at home, and what those in class go to."""
    lines = ["| minutes | in class | at home | of reading | of exercises | of live pictures |", "|---" * 6 + "|"]
    for path, notebook in lessons.items():
        each = parts(notebook)
        title = re.match(r"# Lesson (.*)", notebook.cells[0].source)[1]
        rest = [f"{each[part]:.0f}" for part in ("reading", "exercises", "live pictures")]
        line = [f"[{title}](../{path.name})", str(minutes(notebook)), str(minutes(notebook, at_home=True)), *rest]
        lines.append(f"| {' | '.join(line)} |")
    return "\n".join(lines)


def chapter(path, notebook):
    """What is said of one lesson."""
    number, (exercises, numbered) = int(path.name[:2]), sections(notebook)
    known = {question.name: mistakes(question.name) for question in EXERCISES[number]}
    messages = [message for each in known.values() for message in each]
    most = [f"{count} of {kind}" for kind, count in kinds(messages).items() if count > 1][:3]
    text = [
        f"## {notebook.cells[0].source.splitlines()[0].removeprefix('# ')}",
        f"{len(known)} exercises know {len(messages)} wrong answers{': ' * bool(most)}{', '.join(most)}.",
        "| exercise | wrong answers | what is said to one of them | what helps |\n|---|---|---|---|\n"
        + "\n".join(
            f"| `{name}` | {len(each)} | {_in_a_table(each[0]) if each else 'judged by what it does'} "
            f"| {link(path, exercises[name], exercises[name])} |"
            for name, each in known.items()
        ),
    ]
    beliefs = [belief for idea in IDEAS for belief in idea.beliefs if belief.where.lesson == number]
    told = [f'- "{each.name}": {_link(path, numbered, each.where.section)}. {each.message}' for each in beliefs]
    return "\n\n".join(
        [*text, *(["What many believe, and the section that mends it:\n\n" + "\n".join(told)] if told else [])]
    )


def _link(path, numbered, section):
    return link(path, numbered[section], numbered[section])


def _in_a_table(message):
    return message.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_")


def page(lessons):
    """The notebook of the page."""
    texts = [TITLE, timetable(lessons), *(chapter(*each) for each in lessons.items())]
    names = ["title", "timetable", *(f"lesson-{int(path.name[:2])}" for path in lessons)]
    return new_notebook(cells=[new_markdown_cell(text, id=name) for text, name in zip(texts, names, strict=True)])


def main():
    """Write the page."""
    write(LESSONS / PAGE, normalise(page(read_lessons())))


if __name__ == "__main__":
    main()
