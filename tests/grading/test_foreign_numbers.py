"""Whose numbers stand in a notebook, and when it is the secret that is wrong."""

import pytest
from toy_class import ASSIGNMENT

from sparsity_kit.grading.intake.foreign_numbers import foreign_numbers
from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.release.handout import Handout
from sparsity_kit.grading.terminal import UserError


def test_students_who_change_their_numbers_do_not_stop_the_class():
    """One notebook with numbers of this secret shows that it is the right one."""
    students = tuple(Student(name) for name in ("ann", "bob", "cy", "dora"))
    handout = Handout(ASSIGNMENT, b"s" * 32)
    names = [question.name for question in ASSIGNMENT.questions]
    there = {"ann": {name: handout.given(name, handout.who("ann")) for name in names}}
    there |= {name: {"toy-product": {"a": 1, "b": 2}, "toy-line": {"slope": 3}} for name in ("bob", "cy", "dora")}
    changed = "the numbers in it are not this student's but changed"
    assert foreign_numbers(there, handout, students) == dict.fromkeys(["bob", "cy", "dora"], changed)
    two = {name: there[name] for name in ("bob", "cy")}
    assert foreign_numbers(two, handout, students) == dict.fromkeys(two, changed), "too few to doubt the secret"
    with pytest.raises(UserError, match="the numbers in 3 of 3 notebooks are other than the secret"):
        foreign_numbers({name: there[name] for name in ("bob", "cy", "dora")}, handout, students)


def test_in_a_pool_it_takes_most_notebooks_to_doubt_the_secret():
    students = tuple(Student(f"student{number}") for number in range(7))
    handout = Handout(ASSIGNMENT, b"s" * 32, pool=2)
    own = {each.student: {"toy-line": handout.given("toy-line", handout.who(each.student))} for each in students}
    changed = {name: {"toy-line": {"slope": 1}} for name in own}
    half = {name: (own if number < 3 else changed)[name] for number, name in enumerate([*own][:6])}
    assert [*foreign_numbers(half, handout, students)] == ["student3", "student4", "student5"]
    with pytest.raises(UserError, match="the numbers in 4 of 7 notebooks are other than the secret and --pool 2 give"):
        foreign_numbers(half | {"student6": changed["student6"]}, handout, students)


@pytest.mark.parametrize("size", [2, 3, 4, 7])
def test_a_pool_of_one_is_doubted_where_it_fits_half_of_a_pool_of_two(size):
    """The first variant is the same in both. One notebook of another pool among many is a slip."""
    students = tuple(Student(f"student{number}") for number in range(size))
    of_two = Handout(ASSIGNMENT, b"s" * 32, pool=2, dealt={each.student: i % 2 + 1 for i, each in enumerate(students)})
    there = {
        name: {each.name: of_two.given(each.name, of_two.who(name)) for each in ASSIGNMENT.questions}
        for name in of_two.dealt
    }
    of_one = Handout(ASSIGNMENT, b"s" * 32, pool=1)
    said = f"the numbers in {size // 2} of {size} notebooks are other than the secret and --pool 1 give"
    with pytest.raises(UserError, match=said):
        foreign_numbers(there, of_one, students)
    many = {f"other{number}": there["student0"] for number in range(3)} | {"student1": there["student1"]}
    found = foreign_numbers(many, of_one, [Student(name) for name in many])
    assert found == {"student1": "the numbers in it are not this student's but pool:2's"}


@pytest.mark.parametrize(("before", "now"), [("00123", "123"), ("7", "0007"), ("ann", "ANN"), ("Ann", "ann")])
@pytest.mark.parametrize("pool", [None, 9])
def test_a_login_that_is_spelled_otherwise_now_is_named(before, now, pool):
    """All of them may be: a spreadsheet takes the zeros of a whole column away."""
    handout = Handout(ASSIGNMENT, b"s" * 32, pool=pool, dealt={before: 5} if pool else {})
    numbers = {each.name: handout.given(each.name, handout.who(before)) for each in ASSIGNMENT.questions}
    there = {now: {name: found for name, found in numbers.items() if found}}
    with pytest.raises(UserError, match=f"{now} has the numbers of {before}; numbers are drawn from the login"):
        foreign_numbers(there, handout, [Student(now)])
    if not pool:
        said = foreign_numbers(there, handout, [Student(now), Student(before)])
        assert said == {now: f"the numbers in it are not this student's but {before}'s"}


def test_the_owner_of_numbers_is_named():
    """Of several groups of a pool the first; with students who have the same numbers by chance."""
    students = tuple(Student(name) for name in ("ann", "bob", "cy", "dora"))
    handout = Handout(ASSIGNMENT, b"s" * 32)
    there = {name: {"toy-product": handout.given("toy-product", f"student:{name}")} for name in ("ann", "bob")}
    groups = [handout.given("toy-line", f"pool:{number}") for number in range(1, 61)]
    often = max(groups, key=groups.count)
    said = foreign_numbers(there | {"cy": there["ann"], "dora": {"toy-line": often}}, handout, students)
    assert [*said] == ["cy", "dora"] and said["cy"].endswith(" but ann's")
    assert f" but pool:{groups.index(often) + 1}'s" in said["dora"] and said["dora"].count("pool") == 1 < groups.count(
        often
    )
