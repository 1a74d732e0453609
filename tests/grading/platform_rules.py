"""What three platforms make of an uploaded file, written here by their own rules; nothing of the kit is used.

- Canvas: lib/gradebook_importer.rb of instructure/canvas-lms (row_has_student_headers?, update_column_count,
  process_pp, process_student, identify_delimiter, decimal_comma_to_period); Assignment.title_and_id
- Moodle: mod/assign/feedback/offline/importgradeslib.php and importgradesform.php of moodle/moodle
- Gradescope: gradescope-autograders on Read the Docs, "Autograder Specifications" and "Submission Metadata"
"""

import csv
import json
import re
import subprocess
import sys
import zipfile


def as_canvas_imports(path, users, assignments):
    """{(assignment, user): points} that Canvas would set; `users` {number: (sortable name, login)}, {number: title}."""
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    counts = {each: {len(next(csv.reader([line], delimiter=each))) for line in lines[:3]} for each in ";,"}
    fields = {each: next(iter(count)) if len(count) == 1 else 0 for each, count in counts.items()}
    rows = [*csv.reader(lines, delimiter=";" if fields[";"] > fields[","] else ",")]
    head = rows[0]
    assert len(head) > 3 and "Student" in head[0] and "ID" in head[1], "invalid header row"
    information = 3
    if re.search(r"SIS\s+Login\s+ID", head[2]):
        information, login = 4, 2
    elif re.search(r"SIS\s+User\s+ID", head[2]) and re.search(r"SIS\s+Login\s+ID", head[3]):
        information, login = 5, 3
    assert "Section" in head[information - 1], "invalid header row"
    scores = re.compile("(Current|Final|Override) (Score|Points|Grade|Status)")
    columns = {
        n: _assignment(head[n], assignments) for n in range(information, len(head)) if not scores.search(head[n])
    }
    taken = {}
    for row in rows[1:]:
        muted = all(re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.IGNORECASE) for cell in row)
        if "Points Possible" in row[0] or muted:
            continue
        user = _canvas_user(row, login, users)
        for number, assignment in columns.items():
            grade = _with_a_point(row[number].strip())
            if grade:
                assert user, f"Canvas asks who {row[0]} is"
                taken[assignment, user] = float(grade)
    return taken


def _assignment(heading, assignments):
    found = re.fullmatch(r"(.*) \((\d+)\)", heading)
    if found and found[2] in assignments:
        return found[2]
    return next(number for number, title in assignments.items() if title == heading)  # else Canvas makes a new one


def _canvas_user(row, login, users):
    """By number; else by login; else by name."""
    if row[1] in users:
        return row[1]
    by_login = [number for number, (_, own) in users.items() if row[login] and own == row[login]]
    by_name = [number for number, (name, _) in users.items() if name == row[0]]
    return next(iter([*by_login, *by_name]), None)


def _with_a_point(cell):
    if not re.fullmatch(r"-?[0-9.,]+%?", cell):
        return cell
    *parts, last = re.split(r"[,.]", cell)
    return f"{''.join(parts)}.{last}" if parts else last


def as_moodle_imports(path, users, most):
    """{user: grade} that Moodle would set; `users` {number in this assignment: user}, `most` the maximum grade."""
    rows = [*csv.reader(path.read_text(encoding="utf-8-sig").splitlines())]
    number, grade, _ = (rows[0].index(needed) for needed in ("Identifier", "Grade", "Last modified (grade)"))
    taken = {}
    for row in rows[1:]:
        user = users.get(row[number][len("Participant ") :])
        value = row[grade].replace(" ", "")
        if user and value and 0 <= float(value) <= most:  # anything else is passed over without a word
            taken[user] = float(value)
    return taken


def as_gradescope_runs(path, emails, folder):
    """{address: score} that an autograder's zip shows for a submission of each; None where it fails."""
    with zipfile.ZipFile(path) as archive:
        assert {"setup.sh", "run_autograder"} <= {*archive.namelist()}, "both stand at the root"
        archive.extractall(folder / "source")
    program = folder / "source" / "run_autograder"
    assert program.read_text(encoding="utf-8").startswith("#!")
    (folder / "results").mkdir()
    return {email: _gradescope_score(program, email, folder) for email in emails}


def _gradescope_score(program, email, folder):
    results = folder / "results" / "results.json"
    results.unlink(missing_ok=True)
    metadata = {"id": 1, "users": [{"email": email, "id": 2, "name": "X"}], "previous_submissions": []}
    (folder / "submission_metadata.json").write_text(json.dumps(metadata))
    done = subprocess.run([sys.executable, program, folder], capture_output=True)
    if done.returncode:
        return None
    shown = json.loads(results.read_text(encoding="utf-8"))
    tests = shown.get("tests", [])
    assert "score" in shown or all("score" in each for each in tests), "a score is needed, in all or in each test"
    assert shown.get("visibility", "visible") in ("hidden", "after_due_date", "after_published", "visible")
    assert all(each.get("status", "passed") in ("passed", "failed") for each in tests)
    assert all(isinstance(each["score"], (int, float)) for each in tests)
    if tests:
        assert sum(each["score"] for each in tests) == shown["score"]
    return shown["score"]
