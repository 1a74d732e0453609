"""Data in units of their own, where they are so large or small that products of their squares are no numbers.

With X = 2ᵃX′, y = 2ᵇy′ and θ = 2ᵇ⁻ᵃθ′ the squared error is 4ᵇ times that of X′ and y′. Norms of θ change by 2ᵇ⁻ᵃ, its
squares by 4ᵇ⁻ᵃ, and λ makes up for it. Powers of two change no digit.
"""

from dataclasses import replace

import numpy as np

from sparsity_kit.losses import SquaredError
from sparsity_kit.losses.tables import exponents
from sparsity_kit.objective import Objective
from sparsity_kit.penalties import ElasticNet

EXTREME = 200  # exponents: 2²⁰⁰ is about 1e60, of which four factors are a number


def extreme(objective):
    """Whether data are extreme, and can be given other units: a squared error with sizes, squares or lengths."""
    loss, penalty = objective.loss, objective.penalty
    if type(loss) is not SquaredError or not (penalty.as_elastic_net() or penalty.as_groups(loss.n_features)):
        return False
    return max(map(abs, exponents(loss.X, loss.y))) > EXTREME


def solve_in_own_units(objective, start, solve):
    """What `solve(objective, start)` finds in units in which X and y are about 1, in those of the data."""
    loss = objective.loss
    a, b = exponents(loss.X, loss.y)
    penalty, lam = _penalty(objective.penalty, objective.lam, a, b)
    own = Objective(SquaredError(np.ldexp(loss.X, -a), np.ldexp(loss.y, -b)), penalty, lam)
    found, complaint = solve(own, np.ldexp(start, a - b))
    changed = {
        "theta": np.ldexp(found.theta, b - a),
        "value": np.ldexp(found.value, 2 * b),
        "stationarity_gap": np.ldexp(found.stationarity_gap, a + b),
        "duality_gap": np.ldexp(found.duality_gap, 2 * b),
    }
    return replace(found, objective=objective, **changed), complaint


def _penalty(penalty, lam, a, b):
    """A penalty and a price that, for the θ′ of the module's docstring, cost what λΩ(θ) does, over 4ᵇ."""
    shares = penalty.as_elastic_net()
    if shares is None:
        return penalty, np.ldexp(lam, -a - b)
    norm, squares = np.ldexp(shares[0], -a - b), np.ldexp(shares[1], -2 * a)
    return ElasticNet(norm / (norm + squares)), lam * (norm + squares)
