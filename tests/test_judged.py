"""Sixty-four hard designs, four of each family: nothing that the kit says of its answers is false (see `judged`)."""

from dataclasses import replace

import pytest
from judged.designs import FAMILIES
from judged.questions import QUESTIONS
from judged.verdicts import FAR, false_pairs, hear, judge

ABOUT = [
    ("L1", "ElasticNet(1)", "GroupL2 of ones", "lasso_path"),
    ("ElasticNet(0)", "SquaredL2", "ridge_path", "GroupL2 of some"),
    ("L2", "GroupL2 of one group", "elastic_net_path"),
    ("L1", "stack of L1", "ElasticNet(0.5)", "stack of ElasticNet(0.5)"),
]
NO_BETTER_IN_FLOATS = ("near copies", "near triples", "bundle", "hilbert", "powers of years", "offsets")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("family", FAMILIES)
def test_no_answer_is_worse_than_its_certificate(family, seed):
    """No exception, no strange warning, no false certificate, no two answers to one objective that differ."""
    hearing = hear(family, seed, ABOUT[seed])
    assert hearing.verdicts and not list(hearing.failures()), "\n".join(hearing.failures())
    if family not in NO_BETTER_IN_FLOATS:
        far = [str(verdict) for verdict in hearing.verdicts if verdict.far]
        assert not far, f"{hearing.where}, called right but off by more than {FAR:g}·F(0):\n" + "\n".join(far)


def test_every_question_is_asked():
    assert {name for names in ABOUT for name in names} == set(QUESTIONS)


def test_a_false_certificate_is_seen():
    """An answer that is moved a little, with its certificate left as it was."""
    verdict = hear("tall", 0, ("L1",)).verdicts[0]
    moved = replace(verdict.answer, theta=verdict.answer.theta * (1 + 1e-5))
    minima: dict = {}
    right, wrong = judge(verdict.answer, minima), judge(moved, minima)
    assert not right.false and wrong.false and wrong.excess > 1e-12
    strict = replace(right, excess=5e-4, allowed=1e-4)
    assert not strict.false and false_pairs([right, strict]) == [(right, strict)]
    assert not false_pairs([right, right]) and not false_pairs([right, wrong])  # who is false is told of already
    assert not judge(replace(moved, gap=float("nan"), claimed=False), minima).false
    assert judge(replace(moved, theta=0 * moved.theta, gap=float("nan")), minima).far
