"""How long the kit takes below 1000×1000, where nothing should take ten seconds: a table of sizes and questions."""

import numpy as np

from sparsity_kit import (
    L1,
    L2,
    ElasticNet,
    GroupL2,
    Logistic,
    SquaredError,
    SquaredL2,
    elastic_net_path,
    lambda_max,
    lasso_path,
    minimize,
)

from .designs import gaussian
from .questions import PATIENCE, called

SIZES = ((50, 300), (300, 50), (200, 999), (999, 200), (500, 500), (999, 999))
SHARE = 2e-5  # of λ_max


def questions(X, y):
    """Calls without arguments, by name."""
    loss, logistic = SquaredError(X, y), Logistic(X, y > 0)
    stack = SquaredError(X, [y, y[::-1], -y, y**2, y * y[::-1]])
    p, lam = X.shape[1], SHARE * lambda_max(loss)
    return {
        "L1": lambda: minimize(loss + lam * L1()),
        "ElasticNet(0.5)": lambda: minimize(loss + lam * ElasticNet(0.5)),
        "SquaredL2": lambda: minimize(loss + lam * SquaredL2()),
        "L2": lambda: minimize(loss + lam * L2()),
        "GroupL2 of threes": lambda: minimize(loss + lam * GroupL2(np.arange(p) // 3)),
        "five y, L1": lambda: minimize(stack + lam * L1()),
        "five y, ElasticNet(0.5)": lambda: minimize(stack + lam * ElasticNet(0.5)),
        "Logistic, L1": lambda: minimize(logistic + 1e-3 * lambda_max(logistic) * L1()),
        "lasso_path": lambda: lasso_path(X, y),
        "elastic_net_path": lambda: elastic_net_path(X, y, lam),
    }


def row(name):
    """One line of the table: seconds for each size, in brackets where it is not called right."""
    cells = []
    for n, p in SIZES:
        found = []
        question = questions(*gaussian(np.random.default_rng(n + p), n, p))[name]
        call = called(name, lambda question=question, found=found: found.append(question()) or [])
        right = all(np.all(getattr(answer, "converged", True)) for answer in found) and not call.error
        cells.append(f"{call.seconds:.2g}" if right else f"({call.seconds:.2g})")
    return "| " + " | ".join([name, *cells]) + " |"


def table():
    """The lines of the table; a call is broken off after PATIENCE seconds."""
    yield f"| seconds (at most {PATIENCE}) | " + " | ".join(f"{n}×{p}" for n, p in SIZES) + " |"
    yield "|" + "---|" * (len(SIZES) + 1)
    yield from map(row, questions(*gaussian(np.random.default_rng(0), 9, 3)))
