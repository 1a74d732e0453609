"""Marks for Gradescope, which takes scores from an autograder only: so this is one, that looks them up.

Its zip has setup.sh and run_autograder; for each submission Gradescope writes submission_metadata.json, with the e-mail
addresses of its users, and shows the results/results.json that run_autograder leaves (gradescope-autograders on Read
the Docs, "Autograder specifications"). No student's code is run there.
"""

import json

from sparsity_kit.grading.files import zipped
from sparsity_kit.grading.marks.export import score

SETUP = """\
#!/usr/bin/env bash
command -v python3 || { apt-get update && apt-get install -y python3; }
"""
RUN = '''\
#!/usr/bin/env python3
"""Shows the marks that sparsity-kit gave to whoever submitted; found by e-mail address."""
import json
import sys

root = sys.argv[1] if len(sys.argv) > 1 else "/autograder"
with open(root + "/submission_metadata.json", encoding="utf-8") as file:
    users = json.load(file)["users"]
with open(root + "/source/marks.json", encoding="utf-8") as file:
    marks = json.load(file)
found = [marks.get(user["email"].lower()) for user in users]
if not found or None in found:
    sys.exit("There is no final mark for this e-mail address yet: export again, and rerun the autograder.")
if any(each != found[0] for each in found):
    sys.exit("Those who handed this in together have different marks, and one is shown for all: give it by hand.")
with open(root + "/results/results.json", "w", encoding="utf-8") as file:
    json.dump(found[0], file)
'''


def gradescope_zip(standings, missing=None):
    """(bytes of the autograder, students that have a mark in it): whoever has a final mark and an e-mail address."""
    there = [each for each in standings if each.student.email and score(each, missing) is not None]
    marks = {each.student.email.lower(): _result(each, missing) for each in there}
    text = json.dumps(marks, indent=1, ensure_ascii=False, sort_keys=True)
    files = {"setup.sh": SETUP, "run_autograder": RUN, "marks.json": text}
    return zipped(files, mode=0o755), [each.student.student for each in there]  # Gradescope runs the first two


def _result(standing, missing):
    """results.json of one student, as a dictionary."""
    if standing.missing:
        return {"score": missing, "output": "Nothing was handed in."}
    tests = [
        {
            "name": mark.question,
            "score": mark.points,
            "max_score": mark.full,
            "status": "passed" if mark.points == mark.full else "failed",
            "output": mark.message,
            "output_format": "text",
            "visibility": "visible",
        }
        for mark in standing.marks
    ]
    return {"score": standing.total, "visibility": "after_published", "stdout_visibility": "hidden", "tests": tests}
