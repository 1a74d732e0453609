"""One way to write a penalised loss: a loss as a program scales it, plus a penalty as a program prices it."""

from dataclasses import dataclass
from typing import Any

from sparsity_kit.printable import printable

FITTED, DOCUMENTED, PRINTED = "fitted", "from its documentation", "as printed"


@dataclass(frozen=True, repr=False)
class Convention:
    """One way to write a penalised loss: `objective` is its formula, the other fields are what the formula says.

    `loss_scale` multiplies the loss; if `per_row`, it is divided by n too. `penalty_scale` multiplies the penalty (of
    an elastic net: its squares); if `per_sd`, it is divided by s, the standard deviation of y, too. If `inverse`, the
    parameter multiplies the loss instead of the penalty, as C does. `source` is the book or the documentation, at the
    `address` if it has one; `checked` says how we know: the program was fitted, or not, or the formula is as printed.
    """

    name: str
    objective: str
    parameter: str
    loss: str
    loss_scale: float
    penalty: str
    source: str
    penalty_scale: float = 1.0
    per_row: bool = False
    per_sd: bool = False
    inverse: bool = False
    checked: str = ""
    address: str = ""

    @property
    def lam(self):
        """λ here as a formula in the other's parameter, such as `2nα`."""
        symbol, n = self.parameter[0], "n" * self.per_row
        if self.penalty == "ElasticNet" and self.per_sd:
            return f"{n}{symbol}(2r + (1 − r)/s), with l1_ratio 2rs/(1 − r + 2rs)"
        if self.penalty == "ElasticNet":
            lam = f"(1 + r)/(2{symbol})" if self.inverse else f"{n}{symbol}(1 + r)"
            return f"{lam}, with l1_ratio 2r/(1 + r)"
        factor = self.penalty_scale / self.loss_scale
        if self.inverse:
            return f"1/{symbol}" if factor == 1 else f"1/({1 / factor:g}{symbol})"
        number = {0.5: "½", 1.0: ""}.get(factor, f"{factor:g}")
        return number + n + symbol + "/s" * self.per_sd

    def __repr__(self):
        return printable(f"{self.name}: {self.objective}; λ here is {self.lam}")


# How losses and penalties are written, {} for the parameter, and the fields of `Convention` that this says.
SQUARES: dict[str, Any] = {"loss": "SquaredError", "loss_scale": 1.0}
LABELS: dict[str, Any] = {"loss": "Logistic", "loss_scale": 1.0}
SUM = "‖Xθ − y‖²", SQUARES
HALF = "½·‖Xθ − y‖²", SQUARES | {"loss_scale": 0.5}
MEAN = "1/n·‖Xθ − y‖²", SQUARES | {"per_row": True}
HALF_MEAN = "1/(2n)·‖Xθ − y‖²", SQUARES | {"loss_scale": 0.5, "per_row": True}
C_SUM = "C·‖Xθ − y‖²", SQUARES | {"inverse": True}
LOGISTIC = "Σlog(1 + exp(−yᵢxᵢ·θ))", LABELS
MEAN_LOGISTIC = "1/n·Σlog(1 + exp(−yᵢxᵢ·θ))", LABELS | {"per_row": True}
C_LOGISTIC = "C·Σlog(1 + exp(−yᵢxᵢ·θ))", LABELS | {"inverse": True}

HALVED: dict[str, Any] = {"penalty_scale": 0.5}
L1 = "{}‖θ‖₁", {"penalty": "L1"}
HALF_L1 = "½·{}‖θ‖₁", HALVED | {"penalty": "L1"}
L2 = "{}‖θ‖²", {"penalty": "SquaredL2"}
HALF_L2 = "½·{}‖θ‖²", HALVED | {"penalty": "SquaredL2"}
HALF_L2_SD = "½·{}‖θ‖²/s", HALVED | {"penalty": "SquaredL2", "per_sd": True}
NET = "{}(r·‖θ‖₁ + ½·(1 − r)·‖θ‖²)", HALVED | {"penalty": "ElasticNet"}
NET_SD = "{}(r·‖θ‖₁ + ½·(1 − r)·‖θ‖²/s)", HALVED | {"penalty": "ElasticNet", "per_sd": True}
GROUPS = "{}Σ‖θg‖", {"penalty": "GroupL2"}


def row(name, loss, penalty, symbol, source, checked, address=""):
    """The convention that minimises `loss` + `penalty`, where `symbol` is the parameter: λ, α, or C."""
    (of_loss, says), (of_penalty, also_says) = loss, penalty
    objective = f"{of_loss} + {of_penalty.format('' if 'inverse' in says else symbol + '·')}"
    parameter = symbol + ", r" * (also_says["penalty"] == "ElasticNet")
    return Convention(name, objective, parameter, source=source, checked=checked, address=address, **says, **also_says)
