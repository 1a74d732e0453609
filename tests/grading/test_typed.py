"""What can be typed after each command: FOLDER has to be, [FOLDER] may be, and what follows = counts without it."""

import argparse

import pytest

from sparsity_kit.grading.commands import parser
from sparsity_kit.grading.commands.line import FOR_ALL, FOR_INSTRUCTORS

TYPED = {
    "start": "[FOLDER=sparsity-lessons] [--no-browser] [--copy-only]",
    "secret": "FILE",
    "variants": "ASSIGNMENT --secret FILE --roster CSV [--pool K (int)] [--run N (int)=1]",
    "release": "ASSIGNMENT --secret FILE --roster CSV [--pool K (int)] [--out DIR=released] [--practice] [--nbgrader]",
    "grade": (
        "FOLDER --assignment NAME --secret FILE --roster CSV [--pool K (int)] [--out DIR=graded] [--due DATETIME] "
        "[--extensions CSV] [--worksheet CSV] [--only STUDENTS (names)=[]] [--question NAMES (names)=[]] "
        "[--workers N (int)=-1] [--dask ADDRESS] [--i-trust-these-submissions]"
    ),
    "mark": "DIR [--assignment NAME] [MARKS] [--sheet CSV] [--page HTML] [--anonymous] [--undo]",
    "solutions": "ASSIGNMENT --secret FILE --roster CSV [--pool K (int)] [--for STUDENTS (names)=[]] "
                 "[--out DIR=solutions]",
    "drop": "ASSIGNMENT QUESTION [--graded DIR=graded] [--points-to-all] [--undo]",
    "history": "DIR [--assignment NAME] STUDENT [--question NAME]",
    "feedback": "DIR [--assignment NAME] [--zip canvas|moodle]",
    "report": "DIR [--assignment NAME]",
    "gain": "DIR [--anonymous]",
    "export": (
        "DIR [--assignment NAME] --to canvas|moodle|csv|questions|gradescope [--out FILE] [--template CSV] "
        "[--column NAME] [--missing-as-zero]"
    ),
}  # fmt: skip


def commands_of(top):
    (found,) = (each for each in top._actions if isinstance(each, argparse._SubParsersAction))
    return found.choices


ALL = commands_of(parser())
ALL |= commands_of(ALL.pop("homework"))


def typed(action):
    """One option or one word, as it is typed."""
    value = "|".join(map(str, action.choices)) if action.choices else str(action.metavar)
    named = " ".join([*action.option_strings[-1:], *([] if action.nargs == 0 else [value])])
    named += f" ({action.type.__name__})" if action.type else ""
    named += "" if action.default in (None, False) else f"={action.default}"
    return named if action.required else f"[{named}]"


@pytest.mark.parametrize("name", [*FOR_ALL, *FOR_INSTRUCTORS])
def test_what_can_be_typed_after_a_command(name):
    actions = [each for each in ALL[name]._actions if each.dest != "help"]
    assert " ".join(map(typed, actions)) == TYPED.get(name, "")
    assert all(each.help for each in actions)
    assert all(f"(default: {each.default})" in each.help for each in actions if isinstance(each.default, str))


def test_every_command_is_listed_with_its_line_and_shows_an_example():
    homework = commands_of(parser())["homework"]
    for name in (*FOR_ALL, *FOR_INSTRUCTORS):
        above, words = parser() if name in FOR_ALL else homework, ALL[name].description.split()
        said = " ".join(above.format_help().split())
        assert f"{name} {' '.join(words[:3])}" in said and " ".join(words[:30]) not in said
        assert f"\n  {above.prog} {name}" in ALL[name].format_help()
    assert {*ALL} == {*FOR_ALL, *FOR_INSTRUCTORS} and homework.prog == "sparsity-kit homework"


@pytest.mark.parametrize("words", [[], ["homework"], ["homework", "export", "graded", "--t", "csv"]], ids=" ".join)
def test_what_is_not_typed_in_whole_is_refused(words, capsys):
    """An abbreviation would change its meaning with a new option."""
    with pytest.raises(SystemExit):
        parser().parse_args(words)
    assert "usage: sparsity-kit" in capsys.readouterr().err
