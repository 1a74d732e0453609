"""What the judge says of the kit's answers: by how much F exceeds the minimum, beside what the certificate says.

In units of F(0). An answer is *false* if F exceeds the minimum by more than ten times its certificate, or by more than
ten times FLOOR where the certificate is smaller: 1e-15 is what is lost by adding up n squares in float64, which no
certificate in float64 can see. One that is called right and has no certificate (at λ = 0, say) must be right to NO_GAP,
or to what the exact minimiser loses when it is rounded to floats. Two answers that are called right, to the same
objective, are a false *pair* if neither is false, but their F differ by more than both certificates, without the ten.
An answer is *far* if it is called right and F exceeds the minimum by more than FAR, whatever its certificate says; it
is *bare* if it is called right and its certificate alone would allow that.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from math import inf, isfinite, isnan, nan

import numpy as np

from .designs import draw
from .questions import Answer, ask

TIMES = 10
FLOOR = 1e-15
NO_GAP = 1e-9
FAR = 1e-7


@dataclass
class Verdict:
    """An answer; F(θ) − min F, and what its certificate allows, both in units of F(0); NaN where nothing is proved."""

    answer: Answer
    excess: float
    allowed: float

    @property
    def false(self):
        return (self.answer.claimed or isfinite(self.answer.gap)) and self.excess > TIMES * self.allowed

    @property
    def far(self):
        return self.answer.claimed and self.excess > FAR

    @property
    def bare(self):
        return self.answer.claimed and self.allowed > FAR

    def __str__(self):
        a = self.answer
        said = "converged" if a.claimed else "not converged"
        return (
            f"{a.question} at λ = {a.lam:.6g} ({a.share:.2g}·λ_max), {said}: F − min F = {self.excess:.2g}·F(0), "
            f"certificate {self.allowed:.2g}·F(0)"
        )


@dataclass
class Hearing:
    """All that was found about one design."""

    family: str
    seed: int
    calls: list
    verdicts: list
    pairs: list = field(default_factory=list)

    @property
    def where(self):
        return f"draw({self.family!r}, {self.seed})"

    def failures(self):
        """One line for each thing that must not be."""
        for call in self.calls:
            if call.error:
                yield f"{self.where}: {call.question} raised {call.error}"
            for message in call.strange:
                yield f"{self.where}: {call.question} warned {message}"
        for verdict in self.verdicts:
            if verdict.false:
                yield f"{self.where}: {verdict}"
        for one, other in self.pairs:
            yield f"{self.where}: two answers to one objective: {one}; {other}"


def hear(family, seed, about=None):
    """Draw a design, ask the kit everything (or `about` some questions), and judge it: a `Hearing`."""
    calls = ask(*draw(family, seed), seed, about)
    minima: dict = {}
    verdicts = [judge(answer, minima) for call in calls for answer in call.answers]
    return Hearing(family, seed, calls, verdicts, false_pairs(verdicts))


def judge(answer, minima):
    """The `Verdict` on one answer; `minima` keeps what was computed before."""
    key, who = objective(answer), answer.judge
    if key not in minima:
        try:
            minima[key] = who.minimum(answer.lam, answer.shape)
        except ArithmeticError:
            minima[key] = None
    best, unit = minima[key], who.at_zero()
    if best is None or not unit:
        return Verdict(answer, nan, nan)

    def above(theta):
        return float((who.value(theta, answer.lam, answer.shape) - best.value) / unit)

    excess = above(answer.theta) if np.isfinite(answer.theta).all() else inf
    if isnan(answer.gap):
        return Verdict(answer, excess, max(NO_GAP, above(best.theta.astype(float))))
    return Verdict(answer, excess, max(float(Decimal(answer.gap) / unit), FLOOR))


def objective(answer):
    """What is minimised: data, λ and shape."""
    return tuple(answer.judge.y), answer.lam, answer.shape


def false_pairs(verdicts):
    """Two answers that are called right, to one objective, whose F differ by more than both certificates allow."""
    by_objective: dict = {}
    for verdict in verdicts:
        if verdict.answer.claimed:
            by_objective.setdefault(objective(verdict.answer), []).append(verdict)
    return [
        (one, other)
        for same in by_objective.values()
        for one, other in combinations((v for v in same if not v.false), 2)
        if abs(one.excess - other.excess) > max(one.allowed, other.allowed, TIMES * FLOOR)
    ]
