"""What the kit is asked about a design, and what it answers: `ask(X, y, seed)` → `Answer`s."""

import signal
import time
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from math import nan

import numpy as np

from sparsity_kit import (
    L1,
    L2,
    ConvergenceWarning,
    ElasticNet,
    GroupL2,
    SquaredError,
    SquaredL2,
    elastic_net_path,
    lasso_path,
    minimize,
    ridge_path,
)

from .eighty_digits import Elastic, Groups, Regression

PATIENCE = 30  # seconds of processor time for one call: a busy machine changes them little
SOME_GROUPS = 3  # coefficients per group, where there are some groups
QUESTIONS = (
    "L1", "ElasticNet(1)", "GroupL2 of ones", "stack of L1", "lasso_path",
    "ElasticNet(0.5)", "stack of ElasticNet(0.5)", "elastic_net_path",
    "ElasticNet(0)", "SquaredL2", "ridge_path",
    "L2", "GroupL2 of one group", "GroupL2 of some",
)  # fmt: skip


@dataclass
class Answer:
    """θ for one λ; `gap` is its certificate, NaN if it has none; `claimed` is whether it is said to be right."""

    question: str
    judge: Regression
    lam: float
    share: float  # of λ_max
    shape: object
    theta: np.ndarray
    gap: float
    claimed: bool


@dataclass
class Call:
    """One call of the kit: how long it took, its answers, or how it went wrong."""

    question: str
    seconds: float = 0.0
    answers: list = field(default_factory=list)
    error: str = ""
    strange: list = field(default_factory=list)  # warnings of other kinds


def ask(X, y, seed, about=None):
    """Every question about this design, or those whose names are in `about`: a list of `Call`s."""
    judge, shares = Regression(X, y), draw_shares(seed)
    calls = []
    for name, (penalty, shape) in penalties(X.shape[1]).items():
        lams = prices(judge, shape, shares)
        for lam, share in lams:
            calls.append((name, partial(_single, judge, X, y, penalty, shape, lam, share)))
        calls.append((f"stack of {name}", partial(_stack, judge, X, y, penalty, shape, lams)))
    lams = prices(judge, Elastic(), shares)
    for path in (_lasso_path, _elastic_net_path, _ridge_path):
        calls.append((path.__name__.strip("_"), partial(path, judge, X, y, lams)))
    return [called(name, call) for name, call in calls if name in (QUESTIONS if about is None else about)]


def draw_shares(seed):
    """Three λ as shares of λ_max: an ordinary one, a small one, and 1e-9 or none at all."""
    rng = np.random.default_rng([seed, 1])
    return [10.0 ** rng.uniform(-2, 0), 10.0 ** rng.uniform(-9, -2), (1e-9, 0.0)[rng.integers(2)]]


def penalties(p):
    """The kit's penalty and the judge's shape, by name."""
    some = tuple(j // SOME_GROUPS for j in range(p))
    return {
        "L1": (L1(), Elastic()),
        "ElasticNet(1)": (ElasticNet(1.0), Elastic()),
        "ElasticNet(0.5)": (ElasticNet(0.5), Elastic(0.5, 0.5)),
        "ElasticNet(0)": (ElasticNet(0.0), Elastic(0, 1)),
        "SquaredL2": (SquaredL2(), Elastic(0, 1)),
        "L2": (L2(), Groups((0,) * p)),
        "GroupL2 of one group": (GroupL2([0] * p), Groups((0,) * p)),
        "GroupL2 of ones": (GroupL2(range(p)), Elastic()),
        "GroupL2 of some": (GroupL2(some), Groups(some)),
    }


def prices(judge, shape, shares):
    """λ for each share of λ_max; squared L2, which has no λ_max, takes that of L1."""
    largest = judge.largest(Elastic() if shape == Elastic(0, 1) else shape)
    return [(float(largest * Decimal(share)), share) for share in shares]


def _single(judge, X, y, penalty, shape, lam, share):
    solution = minimize(SquaredError(X, y) + lam * penalty)
    gap = nan if solution.duality_gap is None else float(solution.duality_gap)
    yield judge, lam, share, shape, solution.theta, gap, bool(solution.converged)


def _stack(judge, X, y, penalty, shape, lams):
    """y and y backwards, for all λ at once."""
    solution = minimize(SquaredError(X, [y, y[::-1]]) + np.array([lam for lam, _ in lams])[:, None] * penalty)
    for at, (lam, share) in enumerate(lams):
        for k, who in enumerate((judge, Regression(X, y[::-1]))):
            gap, claimed = float(solution.duality_gap[at, k]), bool(solution.converged[at, k])
            yield who, lam, share, shape, solution.theta[at, k], gap, claimed


def _lasso_path(judge, X, y, lams):
    path = lasso_path(X, y)
    for lam, share in lams:
        yield _on_path(judge, path, lam, share, Elastic())


def _elastic_net_path(judge, X, y, lams):
    """The ridge is the second λ; at λ = 0 it alone is left."""
    ridge = lams[1][0]
    path = elastic_net_path(X, y, ridge)
    for lam, share in lams:
        if lam:
            yield _on_path(judge, path, lam, share, Elastic(1, Decimal(ridge) / Decimal(lam)))
        else:
            yield _on_path(judge, path, lam, share, Elastic(0, 1), judged_at=ridge)


def _on_path(judge, path, lam, share, shape, judged_at=None):
    """A path that ends above λ claims nothing there; its last θ is taken, whose gap is of another λ."""
    end = float(path.lams[-1])
    gap = float(path.duality_gap(lam)) if lam >= end else nan
    return judge, lam if judged_at is None else judged_at, share, shape, path(max(lam, end)), gap, lam >= end


def _ridge_path(judge, X, y, lams):
    for lam, share in lams:
        yield judge, lam, share, Elastic(0, 1), ridge_path(X, y, lam), nan, True


def called(question, call):
    """The `Call`: its answers, time, error and warnings."""
    result, began = Call(question), time.process_time()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            with at_most(PATIENCE):
                result.answers = [Answer(question, *found) for found in call()]
        except Exception as error:  # whatever it is, it is what we want to know
            result.error = f"{type(error).__name__}: {error}"
    result.seconds = time.process_time() - began
    others = (w for w in caught if not issubclass(w.category, ConvergenceWarning))
    result.strange = sorted({f"{w.category.__name__}: {w.message}" for w in others})
    return result


@contextmanager
def at_most(seconds):
    """TimeoutError after so many seconds of processor time."""

    def stop(*_):
        raise TimeoutError(f"no answer after {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
