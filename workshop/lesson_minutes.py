"""How long a lesson takes a newcomer: `python workshop/lesson_minutes.py` shows how it adds up.

The rates are estimates, for somebody who sees all of it for the first time, runs every cell and tries every exercise.
A trial, in which the six lessons of that day were worked through as a new student would, took about 540 minutes; with
these rates they add up to that. No class has been timed yet. Each rate has its reason:

- text is read as in homework (`homework_minutes`), and so is a cell run; further reading is for another day;
- a figure is looked at until the sentence below it is seen to be so, and a formula that SymPy prints is read line by
  line: a minute each;
- a live picture is moved, and the cell below it run again: three minutes;
- a prediction is a guess, on paper or in the head: a minute;
- an exercise takes half of what the same kind of answer takes in homework, where the numbers are new and a day has
  passed: here the text above it has just shown how it is done.

A section whose heading says "At home" is for after class, for whoever wants more, and nothing later asks for it. Its
minutes are added up by themselves: "45 + 15 at home". What is in class takes a class hour at most.
"""

import re

from homework_minutes import ANSWERING, RUNNING, WORDS_A_MINUTE, to_five
from house_rules import WIDGET_VIEW
from nbformat.v4 import new_markdown_cell
from notebooks import read_lessons

from sparsity_kit.homework.register import QUESTIONS
from sparsity_kit.questions.checking import reference

LOOKING, FORMULA, MOVING, PREDICTING = 1, 1, 3, 1
OF_HOMEWORK = 0.5
LONGEST = 45  # a class hour
TIME = re.compile(r"\*\*Time:\*\* about (\d+) minutes(?:, and (\d+) more at home)?")


def parts(notebook, at_home=False):
    """{what it goes to: minutes}, in class or at home."""
    cells = list(_sections(notebook, at_home))
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    shown = [_shown(cell) for cell in cells if cell.cell_type == "code"]
    checked = [name for cell in cells for name in _asked(cell, "check") if name in QUESTIONS]
    return {
        "reading": len(text.split()) / WORDS_A_MINUTE,
        "running cells": len(shown) * RUNNING,
        "figures": shown.count("figure") * LOOKING,
        "formulas": shown.count("formula") * FORMULA,
        "live pictures": shown.count("live") * MOVING,
        "predictions": text.count("**Predict.**") * PREDICTING,
        "exercises": sum(OF_HOMEWORK * ANSWERING[type(reference(None, QUESTIONS[name]).kind)] for name in checked),
    }


def minutes(notebook, at_home=False):
    """All of it, as the title says it: to five minutes, and not less than five where there is anything."""
    found = parts(notebook, at_home)
    return max(to_five(found), 5) if sum(found.values()) else 0


def wanted(notebook):
    """What the title of a lesson must say."""
    more = minutes(notebook, at_home=True)
    return f"**Time:** about {minutes(notebook)} minutes" + (f", and {more} more at home" if more else "")


def said(notebook):
    """What the title of a lesson says; None if it has no minutes."""
    found = TIME.search(notebook.cells[0].source)
    return found[0] if found else None


def say(notebook):
    """The same notebook with its minutes in the title."""
    opening = notebook.cells[0]
    opening.source = TIME.sub(wanted(notebook), opening.source)
    return notebook


def faults(notebook):
    """What is wrong with the time that a lesson says, one line each."""
    if said(notebook) != wanted(notebook):
        yield f"the first cell must say: {wanted(notebook)}"
    if (needed := sum(parts(notebook).values())) > LONGEST:
        yield (
            f"it takes {needed:.1f} minutes in class, at most {LONGEST} are allowed: leave out what is said twice, and "
            "let a section 'At home' have what is not on the way to the one idea"
        )


def unknown(notebook):
    """The exercises that a lesson asks for and nobody has declared, one line each."""
    asked = [name for cell in notebook.cells for name in _asked(cell, "ask|check|hint")]
    for name in dict.fromkeys(name for name in asked if name not in QUESTIONS):
        yield f"there is no exercise {name!r}; declare it in sparsity_kit/homework, or mend the name"


def _sections(notebook, at_home):
    """The cells in class, or those at home; further reading is neither, wherever in a cell it begins."""
    here, further = not at_home, False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell = new_markdown_cell(cell.source)
            if heading := re.match(r"## (.*)", cell.source):
                further = heading[1] == "Further reading"
                here = heading[1].startswith("At home") == at_home
            cell.source = re.split(r"(?m)^## Further reading$", cell.source)[0]
        if here and not further:
            yield cell


def _shown(cell):
    kinds = {kind for output in cell.outputs for kind in output.get("data", {})}
    if WIDGET_VIEW in kinds:
        return "live"
    return "figure" if "image/png" in kinds else "formula" if "text/latex" in kinds else ""


def _asked(cell, functions):
    return re.findall(rf"\b(?:{functions})\(\"([\w-]+)\"", cell.source) if cell.cell_type == "code" else []


def main():
    """Show the parts and the sum for each lesson, and the sum of all."""
    found = read_lessons()
    for path, notebook in found.items():
        in_class, at_home = parts(notebook), parts(notebook, at_home=True)
        print(f"{path.stem}: about {sum(in_class.values()):.1f} + {sum(at_home.values()):.1f} at home")
        print("".join(f"  {what:14}{part:6.1f} +{at_home[what]:5.1f}\n" for what, part in in_class.items()), end="")
    sums = [sum(sum(parts(each, home).values()) for each in found.values()) for home in (False, True)]
    print(f"all: {sums[0]:.0f} + {sums[1]:.0f} at home")


if __name__ == "__main__":
    main()
