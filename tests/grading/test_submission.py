"""Honest submissions: each answer gets its mark, and what cannot be marked says why."""

from toy import TOY, VARIANTS, data, notebook

from sparsity_kit.grading import grade_submission


def test_right_answers_get_full_marks(box):
    graded = grade_submission(TOY, data(notebook()), VARIANTS)
    assert [mark.points for mark in graded.marks] == [2, 3, 4, 5, None] and graded.flags == ()
