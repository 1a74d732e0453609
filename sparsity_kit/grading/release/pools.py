"""Which of a pool's variants each student gets: shares differ by at most one, and nobody's changes when others come.

Balance needs to know the others, so what was dealt out is kept in a file beside the secret. Without the file, the same
roster gets the same again.
"""

import hmac
from collections import Counter
from pathlib import Path

from sparsity_kit.grading.files import write
from sparsity_kit.grading.tables import csv_text, read_table
from sparsity_kit.grading.terminal import UserError, one_line

COLUMNS = ("assignment", "pool", "student", "variant")


def pools_file(secret_path):
    """The file beside a secret that says who has which variant."""
    return Path(f"{secret_path}.pools.csv")


def dealt(secret, assignment, pool, students, known=()):
    """{student: number from 1 to pool}: who is `known` keeps its own, each of the others gets one of the rarest.

    Who is first, and which of the rarest it is, follows from the secret.
    """
    dealt = {student: number for student, number in dict(known).items() if 1 <= number <= pool}
    counts = Counter({number: 0 for number in range(1, pool + 1)})
    counts.update(number for student, number in dealt.items() if student in students)

    def drawn(*what):
        return hmac.digest(secret, repr(("pool", assignment, pool, *what)).encode(), "sha256")

    for student in sorted((each for each in students if each not in dealt), key=drawn):
        number = min(counts, key=lambda each: (counts[each], drawn(student, each)))
        dealt[student] = number
        counts[number] += 1
    return {student: dealt[student] for student in students}


def known_pools(path, assignment, pool):
    """{student: number} that were dealt before. Raises UserError for a file that is not ours."""
    of = assignment, pool
    return {student: int(number) for name, size, student, number in _rows(path) if (name, int(size)) == of}


def known_sizes(path, assignment):
    """The sizes of the pools that were dealt before for an assignment. Raises UserError for a file that is not ours."""
    return sorted({int(size) for name, size, *_ in _rows(path) if name == assignment})


def keep_pools(path, assignment, pool, dealt):
    """Write down what was dealt, beside what is known of other assignments and pools, and of students who have left."""
    of = [assignment, str(pool)]
    kept = known_pools(path, assignment, pool) | dealt
    others = [row for row in _rows(path) if row[:2] != of]
    write(path, csv_text([COLUMNS, *others, *((*of, *item) for item in kept.items())]))


def _rows(path):
    """The cells of each line, in the order of COLUMNS; none where there is no file. Raises UserError."""
    headings, rows = read_table(path, "list of variants") if path.is_file() else (COLUMNS, [])
    if {*COLUMNS} <= {*headings} and all(row["pool"].isdecimal() and row["variant"].isdecimal() for _, row in rows):
        return [[row[name] for name in COLUMNS] for _, row in rows]
    said = one_line(", ".join(headings))
    raise UserError(f"{path} says who has which variant, and cannot be read ({said}); put back a copy of it that can")
