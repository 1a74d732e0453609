"""What objectives are made of: a loss as a program scales it, plus a penalty as a program prices it."""

from dataclasses import dataclass

from sparsity_kit.conventions.convention import Convention

FITTED, DOCUMENTED, PRINTED = "fitted", "from its documentation", "as printed"


@dataclass(frozen=True)
class LossTerm:
    """`text` is what is written; `scale` multiplies the loss, divided by n if `per_row`, times C if `inverse`."""

    text: str
    loss: str
    scale: float = 1.0
    per_row: bool = False
    inverse: bool = False


@dataclass(frozen=True)
class PenaltyTerm:
    """`text` with {} for the parameter; `scale` multiplies the penalty (of an elastic net: its squares).

    With `per_sd` the squares are divided by s, the standard deviation of y.
    """

    text: str
    penalty: str
    scale: float = 1.0
    per_sd: bool = False


SUM = LossTerm("‖Xθ − y‖²", "SquaredError")
HALF = LossTerm("½·‖Xθ − y‖²", "SquaredError", 0.5)
MEAN = LossTerm("1/n·‖Xθ − y‖²", "SquaredError", per_row=True)
HALF_MEAN = LossTerm("1/(2n)·‖Xθ − y‖²", "SquaredError", 0.5, per_row=True)
C_SUM = LossTerm("C·‖Xθ − y‖²", "SquaredError", inverse=True)
LOGISTIC = LossTerm("Σlog(1 + exp(−yᵢxᵢ·θ))", "Logistic")
MEAN_LOGISTIC = LossTerm("1/n·Σlog(1 + exp(−yᵢxᵢ·θ))", "Logistic", per_row=True)
C_LOGISTIC = LossTerm("C·Σlog(1 + exp(−yᵢxᵢ·θ))", "Logistic", inverse=True)

L1 = PenaltyTerm("{}‖θ‖₁", "L1")
HALF_L1 = PenaltyTerm("½·{}‖θ‖₁", "L1", 0.5)
L2 = PenaltyTerm("{}‖θ‖²", "SquaredL2")
HALF_L2 = PenaltyTerm("½·{}‖θ‖²", "SquaredL2", 0.5)
HALF_L2_SD = PenaltyTerm("½·{}‖θ‖²/s", "SquaredL2", 0.5, per_sd=True)
NET = PenaltyTerm("{}(r·‖θ‖₁ + ½·(1 − r)·‖θ‖²)", "ElasticNet", 0.5)
NET_SD = PenaltyTerm("{}(r·‖θ‖₁ + ½·(1 − r)·‖θ‖²/s)", "ElasticNet", 0.5, per_sd=True)
GROUPS = PenaltyTerm("{}Σ‖θg‖", "GroupL2")


def row(name, loss, penalty, symbol, source, checked, address=""):
    """The convention that minimises `loss` + `penalty`, where `symbol` is the parameter: λ, α, or C."""
    price = "" if loss.inverse else f"{symbol}·"
    return Convention(
        name, f"{loss.text} + {penalty.text.format(price)}", symbol + ", r" * (penalty.penalty == "ElasticNet"),
        loss.loss, loss.scale, penalty.penalty, source, penalty.scale, loss.per_row, penalty.per_sd, loss.inverse,
        checked, address,
    )  # fmt: skip
