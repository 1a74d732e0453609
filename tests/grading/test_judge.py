"""The trusted side: no answer takes more time than it may, and no mark is without a sentence."""

import threading
import time

import pytest
from toy import VARIANTS

from sparsity_kit.grading.box.observed import Value
from sparsity_kit.grading.judge import judging
from sparsity_kit.grading.judge.clock import TimeOver, time_limit
from sparsity_kit.grading.judge.mark import Mark
from sparsity_kit.grading.limits import Limits


def test_the_clock_stops_this_thread_and_no_other():
    outcomes = []

    def work(seconds):
        try:
            with time_limit(seconds):
                for _ in range(100):
                    time.sleep(0.005)
            outcomes.append("done")
        except TimeOver:
            outcomes.append("over")

    threads = [threading.Thread(target=work, args=(seconds,)) for seconds in (0.05, 60)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert outcomes == ["over", "done"]


def test_what_is_too_intricate_to_compare_is_unreadable(monkeypatch):
    def slow(*arguments):
        while True:
            time.sleep(0.001)

    monkeypatch.setattr(judging, "judge", slow)
    value = Value(2, {"type": "int", "value": 1})
    mark = judging.mark_value(VARIANTS["q-slope"], value, Limits(judge_seconds=0.05))
    assert mark.status == "unreadable" and "too long to compare" in mark.message


@pytest.mark.parametrize(
    ("points", "status", "message"),
    [(0, "wrong", ""), (0, "needs a person", "x"), (None, "wrong", "x"), (1, "fine", "x"), (0, "unreadable", "")],
)
def test_a_mark_without_a_sentence_does_not_exist(points, status, message):
    with pytest.raises(ValueError, match=r"a mark has one of|points are None exactly"):
        Mark("q", points, 1, status, message)
