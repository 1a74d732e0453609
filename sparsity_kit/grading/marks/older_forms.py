"""Databases of older versions: how each becomes one of today. {form: function from today's tables to SQL}."""


def _from_1(tables):
    """Form 1 kept the last marks only, and of a person's marks nothing but the newest."""
    olds = ("submissions", "marks", "by_hand", "intake")
    away = "".join(f"ALTER TABLE {name} RENAME TO old_{name};" for name in olds)
    return f"""
{away}DROP TABLE IF EXISTS due;{tables}
INSERT INTO intake SELECT * FROM old_intake;
INSERT INTO submissions SELECT assignment, student, hash, made_with, file, flags, graded_at, '',
    (SELECT json_group_array(question) FROM (SELECT question FROM old_marks m WHERE m.assignment = s.assignment
     AND m.student = s.student ORDER BY place)) FROM old_submissions s;
INSERT INTO marks (run, assignment, student, question, points, full, status, message, mistake, answer, key, cell, asked,
    hash, made_with, graded_at) SELECT 1, m.assignment, m.student, question, points, full, status, message, mistake,
    '', '', '', '', hash, made_with, graded_at FROM old_marks m JOIN old_submissions USING (assignment, student)
    ORDER BY m.rowid;
INSERT INTO by_hand SELECT 1, assignment, student, question, hash, '', points, comment, marked_at, '' FROM old_by_hand;
{"".join(f"DROP TABLE old_{name};" for name in olds)}
"""


UPGRADES = {1: _from_1}
