"""Ω(θ): the shapes whose corners, or lack of them, this course is about.

Each is a class with its `value` (how large it is), its `prox` (where it pulls) and its formula (`symbolic`), and with
what mathematics has for it besides: the conjugate, for certificates, and the flow. The price λ is not here: it enters
where the penalty is added to a loss, as in `loss + 2.0 * L1()`. The proxes are those of Parikh and Boyd (2014),
Proximal Algorithms, chapter 6.
"""

from sparsity_kit.penalties._soft_threshold import soft_threshold
from sparsity_kit.penalties.elastic_net import ElasticNet
from sparsity_kit.penalties.group_l2 import GroupL2
from sparsity_kit.penalties.l1 import L1
from sparsity_kit.penalties.l2 import L2
from sparsity_kit.penalties.lq import Lq
from sparsity_kit.penalties.squared_l2 import SquaredL2

__all__ = ["L1", "L2", "ElasticNet", "GroupL2", "Lq", "SquaredL2", "soft_threshold"]
