"""F(θ) = f(θ) + λ Ω(θ): a loss f, a penalty Ω and its price λ. Read this room first.

A penalty is a *shape*: it knows how large it is (`value`), where it pulls (`prox`) and its formula (`symbolic`).
What it costs, λ, is never part of it, so one writes the objective as on paper:

    objective = SquaredError(X, y) + 2.0 * L1()

λ may be an array: `SquaredError(X, y) + lams * L1()` is one objective per entry of `lams`, and everything that is
computed from it has the shape of `lams` in front. Leading axes are batches, the last axis holds coefficients.
"""

from sparsity_kit.objective.loss import Loss
from sparsity_kit.objective.objective import Objective, need_fit

__all__ = ["Loss", "Objective", "need_fit"]
