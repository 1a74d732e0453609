"""Grading in two processes: a box runs a student's cells, and a trusted side asks it for values and judges them.

A notebook comes in through `intake`, is run in the `box`, compared with the key in `judge`, and what comes out is kept
and shown in `marks`; `release` made it, before. `submission` is this way for one notebook, `whole_class` for a folder.
"""

from sparsity_kit.grading.box.trial import NoBox, available
from sparsity_kit.grading.handing_in import handin
from sparsity_kit.grading.judge.mark import Graded, Mark
from sparsity_kit.grading.limits import Limits
from sparsity_kit.grading.submission import grade_submission

__all__ = ["Graded", "Limits", "Mark", "NoBox", "available", "grade_submission", "handin"]
