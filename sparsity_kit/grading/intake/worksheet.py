"""Moodle's grading worksheet: whose are the numbers in the names of this assignment's folders.

Moodle draws these numbers anew for every assignment (mod/assign/locallib.php, get_uniqueid_for_user). In the worksheet
they are in the first column, as in "Participant 901"; the headings, and that word, are in the site's language.
"""

import re

from sparsity_kit.grading.tables import read_table
from sparsity_kit.grading.terminal import UserError, one_line


def identifiers(path, names):
    """{number: Student} of a worksheet, for the Names of a roster. Raises UserError if it is none."""
    headings, rows = read_table(path, "worksheet")
    found = {}
    for _, row in rows:
        first, *others = row.values()
        number = re.search(r"\d+$", first)
        whose = {each for text in others if text and (each := names.exactly(text))}
        if number and len(whose) == 1:
            found[number[0]] = whose.pop()
    if not found:
        first = one_line(headings[0]) if headings else "nothing"
        raise UserError(
            f"{path} has no student of the roster beside a number in its first column, {first}; give Moodle's grading "
            "worksheet of this assignment, with names or email addresses"
        )
    return found
