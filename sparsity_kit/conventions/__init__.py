"""λ here ↔ the strength that other books and programs write: the ½, the 1/n and the C that differ.

Here F(θ) = ‖Xθ − y‖² + λ Ω(θ), with no ½ and no 1/n. Others scale the loss or the penalty, which changes the number
that is called the strength and nothing else: minimising a·f + s·b·Ω is minimising f + (s·b/a)·Ω. So

    λ = strength · (scale of the penalty) / (scale of the loss)

is all there is to it; `CONVENTIONS` lists the two scales, `table()` shows them. Every row supposes that there is
no intercept and that no column is rescaled, or that X and y are centred and X is already in the units one wants. (To
centre is not enough for the logistic loss: its rows need fit_intercept=False there, or an intercept without a price.)
Two programs rescale even so: glmnet and Spark solve for y/s, s the standard deviation of y (with 1/n, about its mean
even where there is no intercept), and turn the answer back. That leaves the price of ‖θ‖₁ and divides that of the
squares by s. (Spark's solver l-bfgs has 1/(n − 1) in s; pass sd_y=np.std(y, ddof=1).)
"""

from sparsity_kit.conventions._table import ConventionTable, table
from sparsity_kit.conventions.convention import Convention
from sparsity_kit.conventions.known import CONVENTIONS
from sparsity_kit.conventions.translation import elastic_net_from_lam, elastic_net_to_lam, from_lam, to_lam

__all__ = [
    "CONVENTIONS",
    "Convention",
    "ConventionTable",
    "elastic_net_from_lam",
    "elastic_net_to_lam",
    "from_lam",
    "table",
    "to_lam",
]
