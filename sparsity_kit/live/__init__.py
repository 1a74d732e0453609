"""Pictures to move by hand: Jupyter widgets that compute in the browser, and keep their state here.

    picture = live.LossMeetsBall(Quadratic(A, center) + 2.0 * L1())
    picture            # drag, slide, choose; then, in the next cell,
    picture.theta      # what was made by hand, solved by the kit

Every number of the state is a trait: set it from Python, observe it, link it to another widget's. Where no widget can
run, the same state shows as a printed picture of `figures`.
"""

from sparsity_kit.live.loss_meets_ball import LossMeetsBall
from sparsity_kit.live.path_explorer import PathExplorer
from sparsity_kit.live.penalty_lab import PenaltyLab
from sparsity_kit.live.slope_balance import SlopeBalance
from sparsity_kit.live.threshold import Threshold
from sparsity_kit.live.two_flows import PenaltyFlow
from sparsity_kit.live.validation import Validation

__all__ = ["LossMeetsBall", "PathExplorer", "PenaltyFlow", "PenaltyLab", "SlopeBalance", "Threshold", "Validation"]
