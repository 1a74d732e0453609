"""A class that is made up: a secret, a roster, and notebooks in which questions are answered well, badly or not."""

import json
import random
from pathlib import Path

from sparsity_kit.grading.files import write
from sparsity_kit.grading.notebook import grade_id, source_of
from sparsity_kit.grading.release.handout import Handout
from sparsity_kit.grading.release.sources import assignment_named, source_notebook
from sparsity_kit.grading.release.student_notebook import as_text, released, with_numbers

SECRET = "5" * 64
RIGHT, WRONG, BLANK = 7, 2, 1  # how often


def make(folder, name, count, pool=None):
    """Write term.key, class.csv and NAME/STUDENT/NAME.ipynb for `count` students into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "term.key").write_text(SECRET)
    (folder / "term.key").chmod(0o600)
    students = [f"student{number:04d}" for number in range(count)]
    (folder / "class.csv").write_text("\n".join(["student", *students]) + "\n")
    assignment = assignment_named(name)
    notebook, handout = source_notebook(assignment), Handout(assignment, SECRET.encode(), pool)
    for student in students:
        variants = handout.variants(handout.who(student))
        solved = with_numbers(notebook, assignment, variants)
        blank = released(notebook, assignment, variants)
        write(folder / name / student / f"{name}.ipynb", as_text(answered(solved, blank, assignment, student)))


def answered(solved, blank, assignment, student):
    """The notebook that a student hands in: of each question the solution, something wrong, or the blank."""
    luck = random.Random(f"{assignment.name} {student}")
    solutions = {grade_id(cell): source_of(cell) for cell in solved["cells"]}
    questions = {question.name: question for question in assignment.questions}
    for cell in blank["cells"]:
        if question := questions.get(grade_id(cell)):
            answer = luck.choices(
                [solutions[question.name], f"{question.answer} = 0", source_of(cell)], [RIGHT, WRONG, BLANK]
            )
            if question.answer or answer[0] == solutions[question.name]:
                cell["source"] = answer[0]
    return blank


def read(path):
    """A notebook."""
    return json.loads(Path(path).read_text(encoding="utf-8"))
