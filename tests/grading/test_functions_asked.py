"""A function is judged by what it makes of its arguments, not by what it was asked before."""

import json
import time
from collections import Counter
from functools import cache, partial

import numpy as np
import pytest
from toy import RIGHT, VARIANTS, data, notebook

from sparsity_kit.grading.box.channel import Channel
from sparsity_kit.grading.box.inside import describe, runner
from sparsity_kit.grading.box.messages import call_key
from sparsity_kit.grading.box.observed import Value
from sparsity_kit.grading.box.runs import Plan, Wanted, run_notebook
from sparsity_kit.grading.judge.function_table import FunctionTable, Unsteady
from sparsity_kit.grading.judge.judging import mark_value
from sparsity_kit.grading.limits import LIMITS
from sparsity_kit.grading.notebook import read_notebook
from sparsity_kit.grading.submission import wanted_of
from sparsity_kit.homework.register import ASSIGNMENTS
from sparsity_kit.questions import variant

FUNCTIONS = [question for each in ASSIGNMENTS.values() for question in each.questions if question.draws_cases]
asked = pytest.mark.parametrize("question", FUNCTIONS, ids=lambda question: question.name)


@cache
def of_student(question, number):
    return variant(ASSIGNMENTS[question.name.split("-")[0]], question, b"a secret", f"student:{number}")


def marked(mine, function):
    """The Mark of a function that runs in this process, called as it would be in a box."""
    replies = []
    for call in wanted_of(mine).calls:
        try:
            reply = {"value": describe.describe(function(*call))}
        except Exception as error:
            reply = {"error": runner.told(error)}
        replies.append((call_key(call), json.dumps(reply)))
    return mark_value(mine, Value(2, replies=replies), LIMITS)


def learned(question):
    """What the key most often returns in the first call, the second, …: the kit is open, everybody can find out."""
    answers = {}
    for number in range(100, 130):
        mine = of_student(question, number)
        for place, call in enumerate(wanted_of(mine).calls):
            answers.setdefault(place, Counter())[json.dumps(np.asarray(mine.key(*call)).tolist())] += 1
    return {place: json.loads(counts.most_common(1)[0][0]) for place, counts in answers.items()}


@asked
def test_the_key_is_right_and_is_asked_everything_twice(question):
    for number in range(5):
        mine = of_student(question, number)
        assert marked(mine, mine.key).status == "right"
        assert set(Counter(map(call_key, wanted_of(mine).calls)).values()) == {2}


@asked
def test_who_counts_calls_gains_nothing(question):
    """Neither by answers that are typical of the first call, the second and so on, nor by keeping to them."""
    typical = learned(question)
    for number in range(20):
        calls, kept = [], {}

        def counts(*arguments):
            calls.append(0)  # noqa: B023 (it is called at once)
            return typical.get(len(calls) - 1, 0)  # noqa: B023

        def keeps(*arguments):
            return kept.setdefault(call_key(arguments), typical.get(len(kept), 0))  # noqa: B023

        mine = of_student(question, number)
        assert not marked(mine, counts).points and not marked(mine, keeps).points


@asked
def test_who_looks_at_no_argument_gains_nothing(question):
    for number in range(5):
        mine = of_student(question, number)
        for call in mine.kind.cases:
            assert marked(mine, lambda *arguments: mine.key(*call)).status == "wrong"  # noqa: B023


@asked
def test_two_answers_to_the_same_arguments_are_for_a_person(question):
    mine, before = of_student(question, 0), []

    def unsteady(*arguments):
        before.append(0)
        return np.asarray(mine.key(*arguments)) * 1.0 + (len(before) > len(mine.kind.cases))

    mark = marked(mine, unsteady)
    assert mark.status == "needs a person" and "two answers to the same arguments" in mark.message


def test_one_function_in_eight_is_called_in_another_process_too():
    again = [bool(wanted_of(of_student(question, number)).again) for question in FUNCTIONS for number in range(60)]
    assert 0.06 < np.mean(again) < 0.2


@pytest.mark.usefixtures("box")
@pytest.mark.parametrize(
    ("source", "steady"),
    [
        (RIGHT["q-soft"], True),
        ("import time\nborn = time.time_ns() % 10**6\ndef soft(v, t):\n    return v * 0 + born", False),
    ],
    ids=["of its arguments alone", "of its process"],
)
def test_what_depends_on_the_process_is_seen(source, steady):
    calls = VARIANTS["q-soft"].kind.cases
    wanted, deadline = {"soft": Wanted("q-soft", calls, calls[:2])}, time.monotonic() + 60
    plan = Plan(wanted, frozenset(), LIMITS, deadline, partial(Channel, LIMITS))
    cells, _ = read_notebook(data(notebook(soft=source)))
    replies = run_notebook(cells, plan).values["soft"].replies
    assert len(replies) == len(calls) + 2
    if steady:
        FunctionTable(replies)
    else:
        with pytest.raises(Unsteady):
            FunctionTable(replies)
