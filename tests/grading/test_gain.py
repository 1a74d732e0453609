"""The gain of a class between two tests: by hand, by its definition, and in classes as they really are."""

import csv
import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.judge.mark import Mark
from sparsity_kit.grading.marks.gain import class_gain, normalised_gain
from sparsity_kit.grading.marks.gain_page import gain_csv, gain_page, said, stuck
from sparsity_kit.grading.marks.page import html
from sparsity_kit.grading.marks.standing import Standing
from sparsity_kit.homework.ideas import IDEAS
from sparsity_kit.homework.register import ASSIGNMENTS
from sparsity_kit.questions import judge, variant

BEFORE, AFTER = ASSIGNMENTS["ideas1"], ASSIGNMENTS["ideas2"]
BELIEFS = [[belief.name for belief in idea.beliefs] for idea in IDEAS]


def standing(login, assignment, word, name="", code=""):
    """A student by a word of ten signs: 1 right, a b c a belief, - blank, ? waits, x dropped; "" nothing handed in."""
    marks = [
        _mark(question, sign, BELIEFS[n])
        for n, (question, sign) in enumerate(zip(assignment.questions, word, strict=False))
    ]
    return Standing(Student(login, name), tuple(marks), code=code)


def _mark(question, sign, beliefs):
    if sign == "?":
        return Mark(question.name, None, 1, "needs a person", "wait")
    if sign == "x":
        return Mark(question.name, 0, 0, "dropped", "dropped")
    status = {"1": "right", "-": "blank"}.get(sign, "wrong")
    mistake = beliefs["abc".index(sign)] if sign in "abc" else ""
    return Mark(question.name, int(sign == "1"), 1, status, "said", mistake)


def gain_of(*words):
    """The Gain of students by their words before and after."""
    first = [standing(f"s{n}", BEFORE, one, f"Name {n}", f"C{n}") for n, (one, _) in enumerate(words)]
    second = [standing(f"s{n}", AFTER, other, f"Name {n}", f"D{n}") for n, (_, other) in enumerate(words)]
    return class_gain(BEFORE, AFTER, first, second)


# ---- by hand


def test_the_gain_of_four_students_is_what_one_gets_with_a_pencil():
    """Before 4, 2, 0, 2 of 10, in the mean 2; after 8, 5, 4, 7, in the mean 6: of the missing 8 there are 4."""
    gain = gain_of(
        ("1111aaaaaa", "11111111aa"), ("11bbbbbbbb", "11111bbbbb"), ("cccccccccc", "1111cccccc"),
        ("1a1aaaaaaa", "1111111aaa"),
    )  # fmt: skip
    assert (gain.before, gain.after) == (pytest.approx(2), pytest.approx(6)) and gain.gain == pytest.approx(0.5)
    assert (
        said(gain)
        == "The 4 students who did both tests had 2.00 of 10 before and 6.00 of 10 after: ⟨g⟩ = 0.50, medium."
    )
    first, last = gain.ideas[0], gain.ideas[9]
    assert (first.before, first.after, first.gain, first.won, first.lost) == (0.75, 1, 1, 1, 0) and first.held is None
    assert (last.before, last.after, last.gain, last.won, last.lost) == (0, 0, 0, 0, 0)
    assert (last.held, last.holders) == (IDEAS[9].beliefs[0], 2) and last.where == IDEAS[9].beliefs[0].where
    assert [change.idea.name for change in stuck(gain)] == ["finding", "steps", "units"]


def test_what_all_had_before_cannot_be_gained_but_can_be_lost():
    gain = gain_of(("1111111111", "1111111111"), ("1111111111", "111111111b"))
    assert gain.gain is None and [change.gain for change in gain.ideas] == [None] * 10
    assert "nothing was missing before" in said(gain)
    (lost,) = stuck(gain)
    assert lost.idea is IDEAS[9] and lost.lost == 1 and lost.where == IDEAS[9].beliefs[1].where
    assert "all had it before" in gain_page(gain)


def test_a_loss_is_called_one():
    assert said(gain_of(("11111aaaaa", "aaaaaaaaaa"))).endswith("⟨g⟩ = −1.00, a loss.")


@pytest.mark.parametrize(
    ("after", "word"), [(-1, "a loss"), (0, "low"), (29, "low"), (30, "medium"), (69, "medium"), (70, "high")]
)
def test_a_gain_has_hakes_words(after, word):
    """Nothing was there before, and so many hundredths of it are after: `a loss` takes one of two away."""
    pairs = [("1aaaaaaaaa", "aaaaaaaaaa")] if after < 0 else [
        ("aaaaaaaaaa", "1" * (after // 10 + (n < after % 10)) + "a" * (10 - after // 10 - (n < after % 10)))
        for n in range(10)
    ]  # fmt: skip
    assert said(gain_of(*pairs)).endswith(f", {word}.")


def test_in_the_table_those_that_did_not_move_come_first_the_worst_ahead_and_then_the_largest_gain():
    gain = gain_of(("1aaaaaaaaa", "a1aaaaaa11"), ("1aaaaaaaaa", "111aaaaaaa"), ("1aaaaaaaaa", "1111aaaaaa"))
    table = gain_page(gain).split("All ideas")[1]
    places = sorted((table.index(f">{change.idea.name}<"), change) for change in gain.ideas)
    gains = [(not change.stuck, change.gain or 0) for _, change in places]
    moved = [size for has_moved, size in gains if has_moved]
    assert [change for _, change in places][: len(stuck(gain))] == stuck(gain) and len({*moved}) > 1
    assert moved == sorted(moved, reverse=True)


def test_the_page_says_of_each_idea_what_became_of_it():
    gain = gain_of(("1a1aa1111a", "11ab-aaa11"), ("1aaaaa1111", "111b-a1111"))
    page, belief = gain_page(gain), [each.beliefs for each in IDEAS]
    told = {
        0: ("100 %", "100 %", "all had it", 0, 0, "", "", ""), 1: ("0 %", "100 %", "1.00", 2, 0, "", "", ""),
        2: ("50 %", "50 %", "0.00", 1, 1, belief[2][0].name, 1, belief[2][0].where),
        3: ("0 %", "0 %", "0.00", 0, 0, belief[3][1].name, 2, belief[3][1].where),
        4: ("0 %", "0 %", "0.00", 0, 0, "", "", IDEAS[4].where),
        5: ("50 %", "0 %", "−1.00", 0, 1, belief[5][0].name, 2, belief[5][0].where),
        6: ("100 %", "50 %", "all had it", 0, 1, belief[6][0].name, 1, belief[6][0].where),
    }  # fmt: skip
    for number, cells in told.items():
        line = "".join(f"<td>{html(cell)}</td>" for cell in cells)
        assert f'<tr><th scope="row">{IDEAS[number].name}</th>{line}</tr>' in page
    held = f"⟨g⟩ = −1.00; most often believed, by 2: “{belief[5][0].name}”; see {belief[5][0].where}"
    assert html(f"{IDEAS[5].name}: 50 % before, 0 % after, {held}") in page
    assert html(f"{IDEAS[4].name}: 0 % before, 0 % after, ⟨g⟩ = 0.00; see {IDEAS[4].where}") in page


# ---- its definition


words = st.text("1abc-", min_size=10, max_size=10).filter(lambda word: word.strip("-"))


@given(st.lists(st.tuples(words, words), min_size=1, max_size=12), st.randoms())
def test_the_gain_is_its_definition_and_no_order_changes_it(pairs, dice):
    gain, full = gain_of(*pairs), 10 * len(pairs)
    before, after = (sum(word.count("1") for word in each) for each in zip(*pairs, strict=True))
    expected = None if before == full else Fraction(after - before, full - before)
    assert (gain.gain is None) == (expected is None)
    assert expected is None or (gain.gain == pytest.approx(float(expected), abs=1e-9) and gain.gain <= 1 + 1e-9)
    for n, change in enumerate(gain.ideas):
        kinds = [(one[n] == "1", other[n] == "1") for one, other in pairs]
        assert (change.won, change.lost) == (kinds.count((False, True)), kinds.count((True, False)))
        assert change.after - change.before == pytest.approx((change.won - change.lost) / len(pairs))
        assert change.holders <= sum(not right for _, right in kinds)
    dice.shuffle(pairs)
    again = gain_of(*pairs)
    assert [(each.won, each.lost, each.held) for each in again.ideas] == [
        (each.won, each.lost, each.held) for each in gain.ideas
    ]


@given(st.lists(st.tuples(words, words), min_size=1, max_size=6))
def test_who_did_one_test_changes_no_number(pairs):
    alone = gain_of(*pairs)
    more = gain_of(*pairs, ("1111111111", ""), ("", "1111111111"), ("aaaaaaaaaa", "----------"), ("", ""))
    assert more.ideas == alone.ideas and more.gain == alone.gain


@given(st.floats(0, 1), st.floats(0, 1))
def test_it_is_one_where_all_is_there_and_zero_where_nothing_changed(before, after):
    assert normalised_gain(before, before, 1) in (0, None)
    assert normalised_gain(before, 1, 1) in (1, None)
    if before < 1 and after > before:
        assert 0 < normalised_gain(before, after, 1) <= 1


@pytest.mark.parametrize("letter", "ABCD")
def test_a_class_that_always_takes_one_letter_gains_nothing_to_speak_of(letter):
    """As the grader judges it; the letters of the right ones are spread evenly over both tests."""
    word = {
        each.name: "".join("1" if judge(variant(each, q), letter).correct else "a" for q in each.questions)
        for each in (BEFORE, AFTER)
    }
    gain = gain_of(*[(word["ideas1"], word["ideas2"])] * 20)
    assert abs(gain.gain) < 0.15 and "medium" not in said(gain) and "high" not in said(gain)


# ---- a class as it is


MESSY = (
    ("1aaaaaaaaa", "11111aaaaa"), ("1bbbbbbbbb", ""), ("", "1111111111"), ("", ""), ("1aaaaaaaaa", "----------"),
    ("?1aaaaaaaa", "1111111111"), ("1aaaaaaaaa", "1111?11111"), ("----------", "----------"),
)  # fmt: skip


def test_who_did_only_one_is_named_as_such_and_who_waits_is_not_counted():
    gain = gain_of(*MESSY)
    logins = {name: [one.student.student for one, _ in pairs] for name, pairs in gain.groups.items()}
    assert logins == {
        "both": ["s0"], "only_before": ["s1", "s4"], "only_after": ["s2"], "neither": ["s3", "s7"],
        "waiting": ["s5", "s6"],
    }  # fmt: skip
    assert gain.gain == pytest.approx(4 / 9) and said(gain).startswith("The one who did both tests had 1.00 of 10")
    page = gain_page(gain)
    assert "did only the test before</h2>\n<ul>\n<li>s1 Name 1</li>\n<li>s4 Name 4</li>" in page


def test_codes_stand_for_students_where_names_must_not_be_known():
    page = gain_page(gain_of(*MESSY), anonymous=True)
    assert "Name" not in page and "s1" not in page and "<li>C1</li>" in page and "<li>D2</li>" in page
    assert "<li>2 in all</li>" in page


def test_a_dropped_question_takes_its_idea_out_on_both_sides():
    gain = gain_of(("1aaaaaaaax", "11111aaaa1"), ("aaaaaaaaax", "aaaaaaaaa1"))
    assert len(gain.ideas) == 9 and gain.dropped == ("steps",)
    assert (gain.before, gain.after) == (0.5, 2.5) and gain.gain == pytest.approx(2 / 8.5)
    assert "<li>steps</li>" in gain_page(gain)


def test_an_idea_that_was_not_asked_of_all_does_not_count():
    gain = gain_of(("1aaaaaaaa", "11111aaaaa"), ("aaaaaaaaaa", "aaaaaaaaaa"))
    assert gain.dropped == ("steps",) and len(gain.ideas) == 9


@pytest.mark.parametrize("pairs", [(), (("", ""),), (("1aaaaaaaaa", ""),)])
def test_without_anybody_who_did_both_it_says_so(pairs):
    gain = gain_of(*pairs)
    assert gain.gain is None and said(gain) == "Nobody did both tests, so there is no gain to be seen."
    assert "Nobody did both" in gain_page(gain) and gain_csv(gain).count("\n") == 1


def test_who_is_in_one_roster_only_is_left_out():
    first = [standing("ann", BEFORE, "1aaaaaaaaa"), standing("old", BEFORE, "1111111111")]
    second = [standing("new", AFTER, "1111111111"), standing("ann", AFTER, "11aaaaaaaa")]
    gain = class_gain(BEFORE, AFTER, first, second)
    assert [one.student.student for one, _ in gain.groups["both"]] == ["ann"] and gain.gain == pytest.approx(1 / 9)


def test_half_a_point_of_a_person_counts_as_half():
    first, second = standing("ann", BEFORE, "aaaaaaaaaa"), standing("ann", AFTER, "aaaaaaaaaa")
    half = Mark(AFTER.questions[0].name, 0.5, 1, "wrong", "half", by_hand=True)
    gain = class_gain(BEFORE, AFTER, [first], [Standing(second.student, (half, *second.marks[1:]))])
    assert (gain.after, gain.ideas[0].won, gain.ideas[0].held) == (0.5, 1, None)


def test_the_table_has_a_row_for_each_idea_and_one_for_the_class():
    headings, *lines = csv.reader(io.StringIO(gain_csv(gain_of(("1aaaaaaaaa", "11111aaaaa")))))
    assert {len(line) for line in lines} == {len(headings)}, "else a program takes the first column for an index"
    rows = [dict(zip(headings, line, strict=True)) for line in lines]
    assert [row["idea"] for row in rows] == [*(idea.name for idea in IDEAS), "all"]
    assert rows[-1] | {"before": "0.1", "after": "0.5", "gain": "0.4444444444", "students": "1"} == rows[-1]
    assert (rows[9]["believed"], rows[9]["lesson"]) == ("sign steps land on zero", "8") and rows[0]["gain"] == ""
    worse = csv.DictReader(io.StringIO(gain_csv(gain_of(("1aaaaaaaaa", "aaaaaaaaaa"), ("aaaaaaaaaa", "aaaaaaaaaa")))))
    assert next(worse)["gain"] == "-1"  # a number, also to a spreadsheet


def test_what_a_student_is_called_is_text_and_no_html():
    first = [standing("<b>x", BEFORE, "1aaaaaaaaa", "<script>")]
    page = gain_page(class_gain(BEFORE, AFTER, first, [standing("<b>x", AFTER, "")]))
    assert "<script>" not in page and "&lt;script&gt;" in page
