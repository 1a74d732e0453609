"""Going downhill: the flow of a penalty alone, the flow of an objective, and two ways to take steps.

Downhill flow moves θ with velocity −(∇f + λ∂Ω). Penalty alone, the flow has a formula; it says which coordinate
reaches zero when. Steps of finite size imitate it: with sign(θ) they jitter around zero, with the prox they land on it.
"""

from sparsity_kit.flow.alone import hitting_times, penalty_flow
from sparsity_kit.flow.downhill import objective_flow
from sparsity_kit.flow.iterations import proximal_iteration, sign_iteration

__all__ = ["hitting_times", "objective_flow", "penalty_flow", "proximal_iteration", "sign_iteration"]
