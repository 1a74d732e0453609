"""What an instructor does with nbgrader: hand out, collect, autograde, and mark the essay in formgrader.

`python nbgrader_chain.py FOLDER SUBMITTED`: FOLDER is the course, SUBMITTED the notebook that ann hands in.
"""

import os
import shutil
import sys
from pathlib import Path


def run(folder, submitted):
    """Everything, in the course folder. Raises AssertionError with nbgrader's log where nbgrader fails."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import PyFileConfigLoader

    os.chdir(folder)
    api = NbGraderAPI(config=PyFileConfigLoader("nbgrader_config.py", str(folder)).load_config())
    done = api.generate_assignment("toy", force=True, create=True)
    assert done["success"], done["log"]
    (folder / "submitted" / "ann" / "toy").mkdir(parents=True)
    shutil.copy(submitted, folder / "submitted" / "ann" / "toy" / "toy.ipynb")
    done = api.autograde("toy", "ann")
    assert done["success"], done["log"]
    with api.gradebook as gradebook:
        grade = gradebook.find_grade("toy-essay", "toy", "toy", "ann")
        assert grade.needs_manual_grade and grade.max_score == 5
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 3.5, 0.5, False
        gradebook.find_comment("toy-essay", "toy", "toy", "ann").manual_comment = "=Says why."
        gradebook.db.commit()


if __name__ == "__main__":
    run(*map(Path, sys.argv[1:]))
