"""f(θ): the squared error of regression, a quadratic bowl for the pictures, the logistic loss.

Each knows its `value`, `gradient`, `lipschitz` and its formula, `symbolic`. There is no ½ and no 1/n anywhere: see
`conventions`.
"""

from sparsity_kit.losses.logistic import Logistic
from sparsity_kit.losses.quadratic import Quadratic
from sparsity_kit.losses.squared_error import SquaredError

__all__ = ["Logistic", "Quadratic", "SquaredError"]
