"""Grading in two processes: a box runs a student's cells, and a trusted side asks it for values and judges them."""

from sparsity_kit.grading.box.trial import NoBox, available
from sparsity_kit.grading.handing_in import handin
from sparsity_kit.grading.judge.mark import Graded, Mark
from sparsity_kit.grading.limits import Limits
from sparsity_kit.grading.submission import grade_submission

__all__ = ["Graded", "Limits", "Mark", "NoBox", "available", "grade_submission", "handin"]
