"""An assignment as a class gets it: whose numbers a student has, how its notebook reads, and whether it still does."""

from dataclasses import dataclass, field
from textwrap import dedent

from sparsity_kit.grading.given_numbers import numbers_in, tree_of
from sparsity_kit.grading.notebook import grade_id, read_notebook, source_of
from sparsity_kit.grading.notebook_file import Corrupt
from sparsity_kit.grading.release.blanks import blanked, without_numbers
from sparsity_kit.grading.release.secret import anonymous
from sparsity_kit.grading.release.student_notebook import last_cells
from sparsity_kit.grading.restoring import Place
from sparsity_kit.questions import Assignment, given_cell, variant


@dataclass(frozen=True)
class Handout:
    """All numbers of an assignment follow from the `secret`; in a `pool` of so many variants, students share them.

    `places` are the cells of its notebook, by which those are known again that have lost their names. `dealt` is
    {student: number of its variant} in a pool of several; in a pool of one, all have the variant 1.
    """

    assignment: Assignment
    secret: bytes
    pool: int | None = None
    places: tuple = ()
    dealt: dict = field(default_factory=dict)

    def who(self, student):
        """Whose numbers a student has: its own, or those of a group."""
        return f"student:{student}" if self.pool is None else f"pool:{self.dealt.get(student, 1)}"

    def variants(self, who):
        """{question's name: Variant} of a student or group, as `who` names it."""
        return {question.name: self.variant(question, who) for question in self.assignment.questions}

    def code(self, student):
        """The name under which a student's work is marked by somebody who must not know whose it is."""
        return anonymous(self.secret, self.assignment.name, student)

    def given(self, name, who):
        """{name: value} of the numbers of one question; {} where nothing is given."""
        return numbers_in(given_cell(self.variant(self.assignment.question(name), who).given))

    def variant(self, question, who):
        """One question with the numbers of a student or group."""
        return variant(self.assignment, question, self.secret, who)


def places(notebook, assignment):
    """The Places of a source notebook: what is the same in every student's, and how a blank answer reads."""
    answers = {question.name: question.answer for question in assignment.questions}
    released = [Place(grade_id(cell), cell["cell_type"], _texts(cell, answers)) for cell in notebook["cells"]]
    last = [Place(grade_id(cell), "text", (cell["source"],)) for cell in last_cells(assignment.name)]
    return (*released, *last)  # as text: nobody misses the last cells


def _texts(cell, answers):
    name, text = grade_id(cell), source_of(cell)
    if name in answers:
        return (blanked(cell, answers[name]),)
    if name.endswith("-check"):
        return text, without_numbers(text)
    return () if name.endswith("-given") else (text,)


def is_untouched(data, handout, who):
    """Whether a file's bytes are a notebook with the cells of this Handout, all as released; numbers may differ."""
    try:
        cells, flags = read_notebook(data)
    except Corrupt:
        return False
    texts = {place.name: {text.strip() for text in place.texts} for place in handout.places}
    given = {f"{each.name}-given": {*handout.given(each.name, who)} for each in handout.assignment.questions}
    return not flags and all(_is_as_released(cell, texts, given) for cell in cells)


def _is_as_released(cell, texts, given):
    name, source = cell.grade_id or cell.id, cell.source
    if not source.strip():
        return True
    if name in given:
        return {*numbers_in(source)} == given[name]
    if name.endswith("-check") and tree_of(source):
        source = without_numbers(dedent(source))
    return source.strip() in texts.get(name, ())
