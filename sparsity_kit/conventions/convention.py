"""One way to write a penalised loss."""

from dataclasses import dataclass

from sparsity_kit.printable import printable


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
