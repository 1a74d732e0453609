"""Nothing is forgotten: what each mark depends on, a person's marks across newer files, undo, dropped questions."""

import csv
import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from threading import Thread

import pytest
from toy import TOY, VARIANTS, data, notebook
from toy_class import ASSIGNMENT

from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.intake.submission_file import PERHAPS
from sparsity_kit.grading.judge.basis import asked_digest, cell_digest
from sparsity_kit.grading.judge.mark import UNREAD, Graded, Mark, all_for_a_person
from sparsity_kit.grading.marks.changes import TO_DO, changes_csv, why_graded
from sparsity_kit.grading.marks.export import canvas_csv
from sparsity_kit.grading.marks.feedback import feedback
from sparsity_kit.grading.marks.report import report
from sparsity_kit.grading.marks.standing import Standing, check_full_marks, standings
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.marks.what_counts import Given, Marked, as_counted
from sparsity_kit.grading.notebook import read_notebook
from sparsity_kit.grading.terminal import UserError
from sparsity_kit.questions import variant

ANN, BOB = Student("ann", "Smith, Ann"), Student("bob", "Jones, Bob")
MADE = "secret 1 pool None grader 1"


def graded(product=0.0, line=0.0, cells=("c", "l", "e"), asked="asked"):
    """A Graded of the toy class; each mark with the digest of its cell, and what was asked."""
    marks = (
        Mark("toy-product", product, 2, "right" if product else "wrong", "Said.", cell=cells[0], asked=asked),
        Mark("toy-line", line, 3, "right" if line else "wrong", "Said.", cell=cells[1], asked=asked),
        Mark("toy-essay", None, 5, "needs a person", "A person reads this.", cell=cells[2], asked=asked),
    )
    return Graded(marks)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path, make=True) as store:
        store.put_roster((ANN, BOB))
        store.put_intake("toy", {}, [])
        for student in ("ann", "bob"):
            store.put("toy", student, f"file 1 of {student}", MADE, f"{student}/toy.ipynb", graded(product=2))
        yield store


def ann(store):
    return standings(store, "toy")[0]


def points(store):
    return [mark.points for mark in ann(store).marks]


def said(store):
    return [str(each) for each in store.changes("toy")]


# ---- what a mark depends on


def test_the_digest_of_a_cell_is_its_own():
    """White space and other questions do not count; a character, other numbers, a second cell and a missing one do."""

    def digest(cells, name="q-slope"):
        return cell_digest(read_notebook(data(cells))[0], name)

    cells = notebook()
    assert digest(cells) == digest(notebook(line="line = 'x'")) == digest(notebook(slope="slope =  2*a * b\n"))
    numbers = [{**each, "source": "a = 1"} if each["source"].startswith("a = ") else each for each in cells]
    others = [
        numbers,
        notebook(slope="slope = 3 * a * b"),
        cells + [c for c in cells if c["source"].startswith("slope")],
    ]
    gone = [each for each in cells if not each["source"].startswith("slope")]
    assert len({digest(each) for each in (cells, *others, gone)}) == 5


def test_the_digest_of_a_question_is_what_a_student_was_asked():
    slope = VARIANTS["q-slope"]
    same = variant(TOY, slope.question, b"a secret", "student:ann")
    assert asked_digest(slope) == asked_digest(same)
    changed = [
        replace(slope.question, text="3ab?"),
        replace(slope.question, points=3),
        replace(slope.question, key=lambda a, b: 2 * a * b + 1),
        replace(slope.question, mistakes=()),
    ]
    digests = {asked_digest(replace(slope, question=each)) for each in changed}
    digests.add(asked_digest(variant(TOY, slope.question, b"a secret", "student:bob")))
    assert len(digests | {asked_digest(slope)}) == 6
    assert len({asked_digest(each) for each in VARIANTS.values()}) == len(VARIANTS)


# ---- old and new beside each other


def test_a_change_says_what_was_new(store):
    store.put("toy", "ann", "file 2", MADE, "f", graded(line=3, cells=("other", "l", "e")))
    store.put("toy", "ann", "file 2", MADE, "f", graded(product=2, line=3, cells=("other", "l", "e"), asked="new"))
    store.put("toy", "ann", "file 2", MADE.replace("grader 1", "grader 2"), "f", graded(asked="new"))
    store.put("toy", "ann", "file 2", MADE.replace("grader 1", "grader 2"), "f", graded(product=2, asked="new"))
    assert said(store) == [
        "ann, toy-product: 2 → 0 (a newer file)",
        "ann, toy-line: 0 → 3 (a newer file, in which its cell is the same)",
        "ann, toy-product: 0 → 2 (the question was changed)",
        "ann, toy-product: 2 → 0 (another version of the grader)",
        "ann, toy-line: 3 → 0 (another version of the grader)",
        "ann, toy-product: 0 → 2 (graded again, with all as before)",
    ]
    rows = [*csv.DictReader(io.StringIO(changes_csv(store.changes("toy"), (ANN, BOB))))]
    assert [(row["name"], row["before"], row["after"]) for row in rows[:2]] == [
        ("Smith, Ann", "2", "0"),
        ("Smith, Ann", "0", "3"),
    ]
    assert len([row for row in store.every_mark("toy", "ann") if row[1] == "toy-product"]) == 5, "none is forgotten"


MINE = Mark("toy-product", 1, 2, "wrong", "The grader's.", "slip", cell="cell 1")
AGAIN = "A person had marked an earlier version of this answer; somebody will look at this one."


@pytest.mark.parametrize(
    ("given", "points", "status", "message"),
    [
        (None, 1, "wrong", "The grader's."),
        (Given("file 1", "cell 1", 2, "Good."), 2, "right", "Good."),
        (Given("file 1", "cell 0", 0, ""), 0, "wrong", "Marked by a person."),
        (Given("file 0", "cell 1", 1.5, ""), 1.5, "wrong", "Marked by a person."),
        (Given("file 0", "cell 0", 2, "Good."), None, "needs a person", AGAIN),
        (Given("file 0", "", 2, "Good."), None, "needs a person", AGAIN),
        (Given("file 1", "cell 1", 2.5, "Good."), None, "needs a person", AGAIN),
    ],
)
def test_a_persons_mark_counts_while_its_file_or_its_cell_is_the_same_and_it_fits(given, points, status, message):
    marked = Marked(MINE, given, "file 1", None)
    assert marked.survives == (given is not None and points is not None)
    counts = marked.counts
    assert (counts.points, counts.full, counts.status, counts.message) == (points, 2, status, message)
    assert counts.by_hand == marked.survives and MINE.points == 1
    for to_all, (has, of) in ((True, (2, 2)), (False, (0, 0))):
        counts = Marked(MINE, given, "file 1", to_all).counts
        assert (counts.points, counts.full, counts.status, counts.by_hand) == (has, of, "dropped", False)


def test_a_cell_that_nobody_knows_is_not_the_same_cell():
    no_cell = Mark("toy-product", None, 2, "needs a person", "There is no cell.")
    counts = Marked(no_cell, Given("file 0", "", 2, ""), "file 1", None).counts
    assert (counts.points, counts.message) == (None, f"{AGAIN} There is no cell.")


def test_where_a_student_stands_is_the_sum_of_what_counts():
    waits, unread = (
        Mark("toy-product", None, full, "needs a person", said)
        for full, said in ((5, "A person reads this."), (2, f"{UNREAD}: it is a PDF."))
    )
    for marks, so_far, full, total in (
        ((), 0, 0, None), ((MINE,), 1, 2, 1), ((MINE, waits), 1, 7, None), ((MINE, replace(MINE, points=0)), 1, 4, 1),
    ):  # fmt: skip
        stands = Standing(ANN, marks)
        assert (stands.so_far, stands.full, stands.total, stands.missing) == (so_far, full, total, not marks)
        assert stands.waiting == ["toy-product"] * (waits in marks) and not stands.unread
    assert Standing(ANN, (unread, unread)).unread and not Standing(ANN, (unread, MINE)).unread
    dropped = replace(unread, points=0, full=0, status="dropped")
    assert Standing(ANN, (unread, dropped)).unread and not Standing(ANN, (dropped,)).unread
    assert (
        not Standing(ANN, (unread, waits)).unread and not Standing(ANN, (replace(MINE, message=unread.message),)).unread
    )


HERE = ("file 1", "cell 1", "asked 1", "secret s pool 2 grader 1")


def other(file="file 1", cell="cell 1", asked="asked 1", made_with=HERE[3]):
    return file, cell, asked, made_with


REASONS = [  # what a mark was made of and what another one is, and why it differs
    (None, HERE, "the question is new"),
    (HERE, None, "the question is no longer asked"),
    (HERE, HERE, "graded again, with all as before"),
    (other(made_with=TO_DO), HERE, "the machine had failed over it before"),
    (HERE, other(made_with=TO_DO), "the machine failed over a newer file"),
    (other(PERHAPS), HERE, "it was not clear before whose the file is"),
    (HERE, other("file 2"), "a newer file, in which its cell is the same"),
    (HERE, other("file 2", "cell 2"), "a newer file"),
    (other(cell=""), other("file 2", ""), "a newer file"),
    (HERE, other(asked="asked 2"), "the question was changed"),
    (other(asked=""), HERE, "graded again, with all as before"),
    (HERE, other(made_with="secret t pool 2 grader 1"), "another secret"),
    (HERE, other(made_with="secret s pool 3 grader 1"), "another --pool"),
    (HERE, other(made_with="secret s grader 1 kit"), "another --pool"),
    (HERE, other(made_with="secret s pool 2 grader 2"), "another version of the grader"),
    (
        HERE,
        other("file 2", "cell 2", "asked 2", "secret t pool 2 grader 2"),
        "a newer file; the question was changed; another secret; another version of the grader",
    ),
]


@pytest.mark.parametrize(("old", "new", "reason"), REASONS)
def test_a_change_has_its_reasons(old, new, reason):
    assert why_graded(old, new) == reason


def test_the_first_mark_and_the_same_mark_again_are_no_change(store):
    store.put("toy", "ann", "file 2", MADE, "f", graded(product=2))
    assert said(store) == []


def test_some_questions_alone(store):
    """The others keep their marks, though the grader would give others now."""
    new = graded(product=0, line=3)
    store.put("toy", "ann", "file 1 of ann", MADE.replace("grader 1", "grader 2"), "f", new, only=("toy-line",))
    assert points(store) == [2, 3, None]
    assert store.done("toy")["ann"] == ("file 1 of ann", MADE), "the rest is still to be done by the new grader"


# ---- a person's marks


def test_a_persons_mark_stays_where_the_cell_is_the_same(store):
    store.put_by_hand("toy", [("ann", "toy-line", 3, "It was right."), ("ann", "toy-essay", 4, "")])
    store.put("toy", "ann", "file 2", MADE, "f", graded(product=2, cells=("c", "l", "another")))
    assert points(store) == [2, 3, None]
    stays, again = ann(store).flags
    assert stays == "a person's mark of toy-line is for an earlier file and stays: the cell is the same"
    assert again == "a person gave 4 for toy-essay in an earlier file; its cell has changed: look again"
    assert said(store)[-1] == "ann, toy-essay: 4 → no mark (a newer file)"


def test_a_persons_mark_below_that_of_a_mended_question_is_named(store):
    """Part of the points were given when the key was wrong, and all others with this answer have all now."""
    store.put_by_hand("toy", [("ann", "toy-line", 1, "Half of it.")])
    assert not ann(store).flags
    store.put("toy", "ann", "file 1 of ann", MADE, "f", graded(product=2, line=3))
    assert points(store)[1] == 1
    assert ann(store).flags == ("a person gave 1 for toy-line, the grader now 3: the person's counts",)
    store.put_by_hand("toy", [("ann", "toy-line", 3, "")])
    assert not ann(store).flags


def test_an_overruled_answer_that_changed_is_asked_again_and_not_silently_lost(store):
    store.put_by_hand("toy", [("ann", "toy-line", 3, "It was right.")])
    store.put("toy", "ann", "file 2", MADE, "f", graded(product=2, cells=("c", "another", "e")))
    assert points(store) == [2, None, None]
    assert "a person gave 3 for toy-line in an earlier file (It was right.)" in ann(store).flags[0]
    store.put("toy", "ann", "file 3", MADE, "f", graded(product=2))  # back to the cell that was marked
    assert points(store) == [2, 3, None]


def test_a_persons_mark_that_no_longer_fits_is_asked_again(store):
    store.put_by_hand("toy", [("ann", "toy-essay", 5, "")])
    smaller = graded(product=2)
    smaller = Graded((*smaller.marks[:2], replace(smaller.marks[2], full=3)))
    store.put("toy", "ann", "file 1 of ann", MADE, "f", smaller)
    assert points(store)[2] is None


def test_whose_file_nobody_could_tell_is_forgotten_but_not_once_a_person_has_marked_it(store):
    """The file was looked at then, and is not there any more: graded folder by folder, or under its owner's name."""
    store.put("toy", "ann", PERHAPS, MADE, "", all_for_a_person(ASSIGNMENT, f"{UNREAD}: it is not clear whose it is."))
    store.put_by_hand("toy", [("ann", "toy-line", 3, "It is hers.")])
    store.forget("toy", ["ann"])
    assert points(store) == [None, 3, None]
    store.drop("toy", "toy-essay", points_to_all=True)
    store.undo_sheet("toy")
    store.forget("toy", ["ann"])
    assert ann(store).missing and store.work("toy") == {}
    assert said(store)[-1] == "ann, toy-essay: 5 → no mark (no file may be this student's any more)"


def test_undo_takes_back_the_last_sheet_and_then_the_one_before(store):
    store.put_by_hand("toy", [("ann", "toy-line", 1, "One."), ("bob", "toy-line", 1, "One.")])
    store.put_by_hand("toy", [("ann", "toy-line", 3, "Three.")])
    assert points(store)[1] == 3
    assert store.undo_sheet("toy") == [("ann", "toy-line", 3)]
    assert points(store)[1] == 1 and ann(store).marks[1].message == "One."
    assert len(store.undo_sheet("toy")) == 2 and points(store)[1] == 0
    with pytest.raises(UserError, match="no mark by a person to undo"):
        store.undo_sheet("toy")
    assert said(store)[-1] == "bob, toy-line: 1 → 0 (a person's marks of sheet 1 were undone)"
    history = [row for row in store.every_mark("toy", "ann") if row[3].startswith("a person")]
    assert [row[2] for row in history] == [1, 3] and all("undone" in row[4] for row in history)


def test_two_who_mark_at_the_same_moment_have_a_sheet_each(store, tmp_path, monkeypatch):
    """So that to undo the last one takes back the marks of one of them."""
    basis, threads = store.basis, []

    def meanwhile(*whose):
        with Store(tmp_path) as other:
            other.put_by_hand("toy", [("bob", "toy-line", 1, "")])

    def slowly(*whose):
        threads.append(Thread(target=meanwhile))
        threads[-1].start()
        threads[-1].join(0.5)  # as long as it may take, if nothing holds it up
        return basis(*whose)

    monkeypatch.setattr(store, "basis", slowly)
    store.put_by_hand("toy", [("ann", "toy-line", 3, "")])
    threads[0].join()
    assert store.undo_sheet("toy") == [("bob", "toy-line", 1)]
    assert store.undo_sheet("toy") == [("ann", "toy-line", 3)]


def test_a_question_that_is_asked_anew_counts_though_it_alone_was_graded(store):
    """There is no mark for it before: what counts is all that this file was now graded for."""
    new = Mark("toy-new", 1, 1, "right", "Said.")
    now = Graded((new, *graded(product=2, line=3).marks[1:]))
    store.put("toy", "ann", "file 1 of ann", "as of now", "f", now, only=("toy-new",))
    assert [mark.question for mark in ann(store).marks] == ["toy-new", "toy-line", "toy-essay"]
    assert points(store) == [1, 3, None] and store.done("toy")["ann"][1] == "as of now"


@pytest.mark.parametrize(("number", "changes"), [(0, {"name": "toy-other"}), (1, {"points": 4})])
def test_marks_of_other_questions_or_points_than_there_are_now_are_named(store, number, changes):
    questions = list(ASSIGNMENT.questions)
    check_full_marks(standings(store, "toy"), ASSIGNMENT)
    questions[number] = replace(questions[number], **changes)
    later = replace(ASSIGNMENT, questions=tuple(questions))
    said = f"^toy has other questions or points now, {later.points:g} in all, than when ann, bob had been graded; first"
    with pytest.raises(UserError, match=said):
        check_full_marks(standings(store, "toy"), later)
    store.put("toy", "ann", "file 1 of ann", MADE, "f", Graded(tuple(map(_unmarked, later.questions))))
    with pytest.raises(UserError, match="than when bob had been graded"):
        check_full_marks(standings(store, "toy"), later)
    check_full_marks([Standing(ANN), ann(store)], later)


def _unmarked(question):
    return Mark(question.name, None, question.points, "needs a person", "A person reads this.")


def test_a_dropped_question_is_no_other_question(store):
    for to_all in (True, False):
        store.drop("toy", "toy-line", to_all)
        check_full_marks(standings(store, "toy"), as_counted(ASSIGNMENT, store.dropped("toy")))


# ---- dropped questions


def test_a_dropped_question_counts_for_nobody_and_comes_back(store):
    before = [mark for mark in ann(store).marks]
    store.put_by_hand("toy", [("ann", "toy-essay", 4, "")])
    store.drop("toy", "toy-product", points_to_all=False)
    assignment, standing = as_counted(ASSIGNMENT, store.dropped("toy")), ann(store)
    assert (standing.total, standing.full, assignment.points) == (4, 8, 8)
    assert "    Points Possible,,,,,8" in canvas_csv([standing], assignment)
    page = feedback(standing, assignment)
    assert "4 of 8 points." in page and "dropped: it counts for nobody" in page
    assert ">toy-product</th><td>dropped</td><td></td>" in report([standing], assignment)[0]
    store.undo_drop("toy", "toy-product")
    store.undo_sheet("toy")
    assert [mark for mark in ann(store).marks] == before
    assert store.dropped("toy") == {} and as_counted(ASSIGNMENT, {}).points == 10


def test_a_dropped_question_does_not_wait_for_anybody(store):
    store.drop("toy", "toy-essay", points_to_all=False)
    assert ann(store).waiting == [] and ann(store).total == 2


def test_points_to_all_also_to_whom_a_person_gave_fewer(store):
    store.put_by_hand("toy", [("ann", "toy-line", 1, "One.")])
    store.drop("toy", "toy-line", points_to_all=True)
    assert [mark.points for standing in standings(store, "toy") for mark in standing.marks if mark.full == 3] == [3, 3]
    assert as_counted(ASSIGNMENT, store.dropped("toy")).points == 10
    assert "3 of 3 points</span>, dropped: everybody has its points" in feedback(ann(store), ASSIGNMENT)
    store.drop("toy", "toy-line", points_to_all=False)
    assert points(store)[1] == 0 and ann(store).full == 7
    store.undo_drop("toy", "toy-line")
    assert points(store)[1] == 1


def test_a_roster_of_a_kit_with_other_columns_is_kept(store, tmp_path):
    with closing(sqlite3.connect(tmp_path / "grades.sqlite")) as base:
        base.executescript(
            "ALTER TABLE roster DROP COLUMN section; ALTER TABLE roster ADD COLUMN tutor TEXT DEFAULT 't'"
        )
    with Store(tmp_path) as again:
        assert again.roster() == [ANN, BOB]
        again.put_roster((replace(ANN, section="B"),))
        assert again.roster()[0].section == "B"
