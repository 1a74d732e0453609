"""Grade a folder: collect, canary, pool, store. What was graded before, from the same bytes, is not graded again."""

import contextlib
import hashlib
import secrets
from dataclasses import dataclass, field

from sparsity_kit.grading.alike import fingerprint, flag_copies, numbers_there
from sparsity_kit.grading.intake import collect
from sparsity_kit.grading.owners import foreign_numbers
from sparsity_kit.grading.pool import for_a_person, pool, variants_for
from sparsity_kit.grading.release import as_text, released, with_numbers
from sparsity_kit.grading.secret import tag
from sparsity_kit.grading.sources import grader_version, source_notebook
from sparsity_kit.grading.store import Store
from sparsity_kit.grading.terminal import UserError, plain
from sparsity_kit.questions import share


@dataclass(frozen=True)
class Task:
    """What is graded, for whom, and with which secret; the same for every submission."""

    assignment: object
    students: tuple
    secret: bytes
    pool: int | None = None
    unprotected: bool = False  # run without a box

    def who(self, student):
        """Whose numbers a student has."""
        return share(self.secret, student, self.assignment, self.pool)

    def variants(self, who):
        """{question's name: Variant} of a student or group."""
        return variants_for(self.assignment, self.secret, who)

    @property
    def made_with(self):
        """What a mark depends on beside the file: if it changes, everything is graded anew."""
        box = " without a box" if self.unprotected else ""
        return f"secret {tag(self.secret)} pool {self.pool} grader {grader_version()}{box}"


@dataclass
class Outcome:
    """What a run did: how many were graded `now`, how many `before`, who is `missing`, and the `notices`."""

    now: int = 0
    before: int = 0
    missing: list = field(default_factory=list)
    notices: list = field(default_factory=list)


def grade_folder(folder, task, out, due=None, workers=-1, address=None, progress=None):
    """Grade what is in a folder into OUT/grades.sqlite; the Outcome. Raises UserError.

    `progress(total)` gives a context whose value is called once per finished submission.
    """
    found = collect(folder, task.assignment, task.students, due)
    hashes = _look_at(found, task)
    outcome = Outcome(missing=found.missing, notices=[plain(notice) for notice in found.notices])
    with Store(out, make=True) as store:
        done = store.done(task.assignment.name)
        new = {each: found.submissions[each] for each in hashes if done.get(each) != (hashes[each], task.made_with)}
        outcome.before = len(hashes) - len(new)
        with pool(workers, address) if new else contextlib.nullcontext() as run:
            if new:
                sing(run, task)
            store.put_roster(task.students)
            flags = {student: [*map(plain, each.flags)] for student, each in found.submissions.items() if each.flags}
            store.put_intake(task.assignment.name, flags, outcome.notices)
            if new:
                _grade(new, run, task, store, outcome, progress or _quiet)
    return outcome


def _look_at(found, task):
    """{student: hash of the file}; on the way, everything that can be told without running anything is flagged."""
    hashes, prints, there = {}, {}, {}
    for student, submission in found.submissions.items():
        data = submission.read()
        hashes[student] = _hash(data, submission)
        if submission.fault:
            submission.flags.append(f"{submission.path.name}: {submission.fault}")
            continue
        prints[student] = (hashes[student], fingerprint(data, task.assignment))
        there[student] = numbers_there(data, task.assignment)
    for student, sentence in flag_copies(prints, _untouched(task)).items():
        found.submissions[student].flags.append(sentence)
    for student, sentence in foreign_numbers(there, task).items():
        found.submissions[student].flags.append(sentence)
    return hashes


def _hash(data, submission):
    return hashlib.sha256(submission.fault.encode() if submission.fault else data).hexdigest()


def _untouched(task):
    """The fingerprint of a notebook in which nothing was answered."""
    notebook = released(source_notebook(task.assignment), task.assignment, task.variants("reference"))
    return fingerprint(as_text(notebook).encode(), task.assignment)


def sing(run, task, who=None):
    """The canary: the reference solutions, for numbers drawn this moment, must get full marks. Raises UserError."""
    who = who or f"canary:{secrets.token_hex(4)}"
    notebook = with_numbers(source_notebook(task.assignment), task.assignment, task.variants(who))
    data = as_text(notebook).encode()
    [(_, graded)] = run({"canary": lambda: ("canary", task.assignment, data, task.secret, who, task.unprotected)})
    by_hand = {question.name for question in task.assignment.questions if question.by_hand}
    bad = [mark for mark in graded.marks if mark.question not in by_hand and mark.points != mark.full]
    if bad:
        said = "; ".join(f"{mark.question}: {mark.status}, {mark.message}" for mark in bad)
        raise UserError(
            f"nothing was graded: the reference solutions of {task.assignment.name} for {who} do not get full marks "
            f"({said}); mend the question or its solution"
        )


def _grade(submissions, run, task, store, outcome, progress):
    """Grade these submissions; each is stored as soon as it is finished."""
    hashes: dict = {}

    def arguments(student, submission):
        data = submission.read()
        hashes[student] = _hash(data, submission)
        return student, task.assignment, data, task.secret, task.who(student), task.unprotected

    def put(student, graded):
        file = plain(submissions[student].path)
        store.put(task.assignment.name, student, hashes[student], task.made_with, file, graded)
        outcome.now += 1
        step()

    with progress(len(submissions)) as step:
        for student, submission in [*submissions.items()]:
            if submission.fault:
                hashes[student] = _hash(b"", submission)
                put(student, for_a_person(task.assignment, f"The file was not read: {submission.fault}."))
        jobs = {
            student: lambda student=student, submission=submission: arguments(student, submission)
            for student, submission in submissions.items()
            if not submission.fault
        }
        for student, graded in run(jobs):
            put(student, graded)


@contextlib.contextmanager
def _quiet(total):
    yield lambda: None
