"""A pool is shared out evenly, and nobody's variant changes when others come."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_class import ASSIGNMENT, install

from sparsity_kit.grading.commands import main
from sparsity_kit.grading.release.handout import Handout
from sparsity_kit.grading.release.pools import dealt, keep_pools, known_pools
from sparsity_kit.grading.terminal import UserError

NAMES = st.lists(st.text("abcdefgh", min_size=1, max_size=4), unique=True, max_size=40)


def spread(found, pool):
    """By how much the shares differ."""
    counts = [Counter(found.values())[number] for number in range(1, pool + 1)]
    return max(counts) - min(counts)


@settings(max_examples=60)
@given(NAMES, NAMES, st.integers(1, 9))
def test_shares_differ_by_at_most_one_also_when_the_class_grows(first, second, pool):
    before = dealt(b"secret", "hw2", pool, first)
    after = dealt(b"secret", "hw2", pool, sorted({*first, *second}), before)
    assert before.keys() == set(first) and spread(before, pool) <= 1 and spread(after, pool) <= 1
    assert all(after[student] == number for student, number in before.items())


def test_it_follows_from_the_secret_and_not_from_the_order():
    class_ = [f"student {number:02}" for number in range(30)]
    found = dealt(b"secret", "hw2", 3, class_)
    assert found == dealt(b"secret", "hw2", 3, class_[::-1])
    assert found != dealt(b"another", "hw2", 3, class_) and found != dealt(b"secret", "hw3", 3, class_)
    runs = [list(found.values())[start : start + 3] for start in range(0, 30, 3)]
    assert sum(sorted(run) == [1, 2, 3] for run in runs) < 10, "neighbours cannot tell each other's"


def test_whose_numbers_a_student_has():
    """Its own without a pool; in a pool those that were dealt; in a pool of one, where nothing is dealt, the one."""
    handouts = [Handout(ASSIGNMENT, b"s"), Handout(ASSIGNMENT, b"s", 3, dealt={"ann": 2}), Handout(ASSIGNMENT, b"s", 1)]
    assert [handout.who("ann") for handout in handouts] == ["student:ann", "pool:2", "pool:1"]


def test_who_comes_fills_the_places_of_those_who_left():
    left = dict.fromkeys("abcde", 1) | {"f": 2}
    assert Counter(dealt(b"secret", "hw2", 2, [*"abcdefghij"], left).values()) == {1: 5, 2: 5}


def test_a_class_of_one_gets_from_nbgrader_what_a_class_gets(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    install(tmp_path / "source", monkeypatch.setattr)
    assert main(["homework", "secret", "term.key"]) == 0

    def handed_out(*students):
        Path("class.csv").write_text("\n".join(["student", *students]))
        typed = ["--secret", "term.key", "--roster", "class.csv", "--pool", "1", "--nbgrader", "--out", students[0]]
        assert main(["homework", "release", "toy", *typed]) == 0
        return Path(students[0], "release/toy/toy.ipynb").read_text()

    assert handed_out("ann") == handed_out("zoe", "ann")
    assert "Written:\n  ann/source/toy/toy.ipynb\n  ann/release/toy/toy.ipynb\n  ann/nbg" in capsys.readouterr().out


@pytest.mark.parametrize(("known", "kept"), [(0, False), (1, True), (3, True), (4, False)])
def test_a_number_that_the_pool_does_not_have_is_dealt_anew(known, kept):
    found = [dealt(seed, "hw2", 3, ["ann"], {"ann": known})["ann"] for seed in (b"a", b"b", b"c", b"d", b"e", b"f")]
    assert set(found) <= {1, 2, 3} and (set(found) == {known}) == kept


def test_who_comes_back_has_its_own_again(tmp_path):
    path = tmp_path / "term.key.pools.csv"
    keep_pools(path, "hw2", 2, {"ann": 2, "bob": 1})
    keep_pools(path, "hw2", 3, {"ann": 3})
    keep_pools(path, "hw3", 2, {"ann": 1})
    keep_pools(path, "hw2", 2, {"cy": 1})
    assert known_pools(path, "hw2", 2) == {"ann": 2, "bob": 1, "cy": 1}
    assert known_pools(path, "hw2", 3) == {"ann": 3} and known_pools(path, "hw3", 2) == {"ann": 1}
    path.write_text("assignment,pool\nhw2,two\n")
    with pytest.raises(UserError, match="says who has which variant, and cannot be read"):
        known_pools(path, "hw2", 2)


def test_numbers_that_somebody_writes_otherwise_are_the_same_numbers(tmp_path):
    """Else all who are in the file would be dealt other variants, and nobody would be told."""
    path = tmp_path / "pools.csv"
    path.write_text("assignment,pool,student,variant\nhw2,03,ann,02\n")
    assert known_pools(path, "hw2", 3) == {"ann": 2} and known_pools(path, "hw2", 2) == {}


def test_what_was_dealt_is_known_also_of_a_release_that_broke_off(tmp_path, monkeypatch):
    """Some of its notebooks are there, and may be in the hands of students before the next one."""
    monkeypatch.chdir(tmp_path)
    install(tmp_path / "source", monkeypatch.setattr)
    assert main(["homework", "secret", "term.key"]) == 0
    Path("class.csv").write_text("student\nann\nbob\ncy\n")
    Path("released").mkdir()
    Path("released/pool-2").write_text("in the way")
    assert main(["homework", "release", "toy", "--secret", "term.key", "--roster", "class.csv", "--pool", "2"]) == 1
    assert known_pools(Path("term.key.pools.csv"), "toy", 2).keys() == {"ann", "bob", "cy"}


def test_a_secret_without_its_memory_of_who_has_which_variant_is_named(tmp_path, monkeypatch, capsys):
    """As on the machine that grades, to which the secret alone was copied. Before a release there is none."""
    monkeypatch.chdir(tmp_path)
    install(tmp_path / "source", monkeypatch.setattr)
    assert main(["homework", "secret", "term.key"]) == 0
    Path("class.csv").write_text("student\nann\nbob\n")
    Path("nothing").mkdir()
    numbers = ["--secret", "term.key", "--roster", "class.csv"]
    grade = ["grade", "nothing", "--assignment", "toy", *numbers, "--i-trust-these-submissions"]
    missed = "term.key.pools.csv is not there; without it, who joined after the release moves others"

    def said(*command):
        capsys.readouterr()
        assert main(["homework", *command]) == 0
        return capsys.readouterr().err

    assert all(missed in said(*command, "--pool", "2") for command in (grade, ["solutions", "toy", *numbers]))
    assert not any(missed in said(*grade, *pool) for pool in ([], ["--pool", "1"]))
    assert missed not in said("variants", "toy", *numbers, "--pool", "2", "--run", "0")
    assert missed not in said("release", "toy", *numbers, "--pool", "2") + said(*grade, "--pool", "2")
    other = "term.key.pools.csv says that toy was released with --pool 2, got none; give what it was released with"
    assert other in said("solutions", "toy", *numbers) and "got 3" in said("solutions", "toy", *numbers, "--pool", "3")
    assert "released with" not in said("solutions", "toy", *numbers, "--pool", "2")


def test_a_student_who_joins_in_the_middle_of_the_roster_moves_nobody(tmp_path, monkeypatch):
    """Without a memory, everybody after it would have other numbers, and all of their answers would be wrong."""
    monkeypatch.chdir(tmp_path)
    install(tmp_path / "source", monkeypatch.setattr)
    assert main(["homework", "secret", "term.key"]) == 0
    command = ["homework", "release", "toy", "--secret", "term.key", "--roster", "class.csv", "--pool", "2"]

    def handed_out(students):
        Path("class.csv").write_text("\n".join(["student", *students]))
        assert main(command) == 0
        lines = Path("released/toy-handout.csv").read_text().splitlines()[1:]
        return dict(line.split(",") for line in lines)

    first = handed_out(["ann", "bob", "eve", "flo"])
    assert sorted(Counter(first.values()).values()) == [2, 2]
    second = handed_out(["alex", "ann", "bob", "carl", "eve", "flo"])
    assert all(second[student] == file for student, file in first.items())
    assert sorted(Counter(second.values()).values()) == [3, 3]
