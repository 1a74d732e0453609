"""λ here ↔ the strength that other books and programs write: the ½, the 1/n and the C that differ.

Here F(θ) = ‖Xθ − y‖² + λ Ω(θ), with no ½ and no 1/n. Others scale the loss or the penalty, which changes the number
that is called the strength and nothing else: minimising a·f + s·b·Ω is minimising f + (s·b/a)·Ω. So

    λ = strength · (scale of the penalty) / (scale of the loss)

is the whole of this file; `CONVENTIONS` lists the two scales, `table()` shows them. Every row supposes that there is
no intercept and that no column is rescaled, or that X and y are centred and X is already in the units one wants. (To
centre is not enough for the logistic loss: its rows need fit_intercept=False there, or an intercept without a price.)
One program rescales even so: glmnet solves for y/s, s the standard deviation of y (with 1/n, about its mean even where
there is no intercept), and turns the answer back. That leaves the price of ‖θ‖₁ and divides that of the squares by s.
"""

from dataclasses import dataclass
from difflib import get_close_matches
from html import escape

import numpy as np

from sparsity_kit.inputs import as_nonnegative, as_real, need_broadcast, shown
from sparsity_kit.printable import printable


@dataclass(frozen=True, repr=False)
class Convention:
    """One way to write a penalised loss: `objective` is its formula, the other fields are what the formula says.

    `loss_scale` multiplies the loss; if `per_row`, it is divided by n too. `penalty_scale` multiplies the penalty (of
    an elastic net: its squares); if `per_sd`, it is divided by s, the standard deviation of y, too. If `inverse`, the
    parameter multiplies the loss instead of the penalty, as C does.
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
        return f"{factor:g}".replace("1", "") + n + symbol + "/s" * self.per_sd

    def __repr__(self):
        return printable(f"{self.name}: {self.objective}; λ here is {self.lam}")


_HALF_NET = "(r·‖θ‖₁ + ½·(1 − r)·‖θ‖²)"
_SQUARES, _LOGISTIC = "SquaredError", "Logistic"
_ESL = "Hastie, Tibshirani and Friedman, The Elements of Statistical Learning, 2nd ed."
_ISL = "James, Witten, Hastie and Tibshirani, An Introduction to Statistical Learning"
_SLS = "Hastie, Tibshirani and Wainwright (2015), Statistical Learning with Sparsity, section 2.2"
_GLMNET = "Friedman, Hastie and Tibshirani (2010), J. Stat. Software 33(1), section 2"
_GLMNET_SQUARES = _GLMNET + "; s = np.std(y), by which glmnet divides y"
_LARS = "Efron et al. (2004), Ann. Statist. 32(2), section 3: the largest |xⱼ·residual|; columns of unit norm"
_LOGISTIC_SOURCE = "scikit-learn user guide, Logistic regression; l1_ratio since 1.8, penalty= before"

CONVENTIONS = (
    Convention("here L1", "‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 1.0, "L1", "this course"),
    Convention("here SquaredL2", "‖Xθ − y‖² + λ·‖θ‖²", "λ", _SQUARES, 1.0, "SquaredL2", "this course"),
    Convention(
        "sklearn Lasso", "1/(2n)·‖Xθ − y‖² + α·‖θ‖₁", "α", _SQUARES, 0.5, "L1",
        "scikit-learn user guide, Lasso", per_row=True,
    ),
    Convention(
        "sklearn Ridge", "‖Xθ − y‖² + α·‖θ‖²", "α", _SQUARES, 1.0, "SquaredL2", "scikit-learn user guide, Ridge",
    ),
    Convention(
        "sklearn ElasticNet", f"1/(2n)·‖Xθ − y‖² + α·{_HALF_NET}", "α, r", _SQUARES, 0.5, "ElasticNet",
        "scikit-learn user guide, Elastic-Net", penalty_scale=0.5, per_row=True,
    ),
    Convention(
        "sklearn LogisticRegression l1", "C·Σlog(1 + exp(−yᵢxᵢ·θ)) + ‖θ‖₁", "C", _LOGISTIC, 1.0, "L1",
        _LOGISTIC_SOURCE, inverse=True,
    ),
    Convention(
        "sklearn LogisticRegression l2", "C·Σlog(1 + exp(−yᵢxᵢ·θ)) + ½·‖θ‖²", "C", _LOGISTIC, 1.0, "SquaredL2",
        _LOGISTIC_SOURCE, penalty_scale=0.5, inverse=True,
    ),
    Convention(
        "sklearn LogisticRegression elastic net", f"C·Σlog(1 + exp(−yᵢxᵢ·θ)) + {_HALF_NET}", "C, r", _LOGISTIC, 1.0,
        "ElasticNet", _LOGISTIC_SOURCE, penalty_scale=0.5, inverse=True,
    ),
    Convention("glmnet lasso", "1/(2n)·‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 0.5, "L1", _GLMNET, per_row=True),
    Convention(
        "glmnet ridge", "1/(2n)·‖Xθ − y‖² + ½·λ·‖θ‖²/s", "λ", _SQUARES, 0.5, "SquaredL2", _GLMNET_SQUARES,
        penalty_scale=0.5, per_row=True, per_sd=True,
    ),
    Convention(
        "glmnet elastic net", "1/(2n)·‖Xθ − y‖² + λ·(r·‖θ‖₁ + ½·(1 − r)·‖θ‖²/s)", "λ, r", _SQUARES, 0.5, "ElasticNet",
        _GLMNET_SQUARES, penalty_scale=0.5, per_row=True, per_sd=True,
    ),
    Convention("R lars", "½·‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 0.5, "L1", _LARS),
    Convention("ESL lasso", "½·‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 0.5, "L1", f"{_ESL}, eq. (3.52)"),
    Convention("ESL ridge", "‖Xθ − y‖² + λ·‖θ‖²", "λ", _SQUARES, 1.0, "SquaredL2", f"{_ESL}, eq. (3.41)"),
    Convention("ISL lasso", "‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 1.0, "L1", f"{_ISL}, eq. (6.7)"),
    Convention("ISL ridge", "‖Xθ − y‖² + λ·‖θ‖²", "λ", _SQUARES, 1.0, "SquaredL2", f"{_ISL}, eq. (6.5)"),
    Convention("SLS lasso", "1/(2n)·‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 0.5, "L1", _SLS, per_row=True),
    Convention("½ loss, L1", "½·‖Xθ − y‖² + λ·‖θ‖₁", "λ", _SQUARES, 0.5, "L1", "many textbooks"),
    Convention("½ loss, L2", "½·‖Xθ − y‖² + λ·‖θ‖²", "λ", _SQUARES, 0.5, "SquaredL2", "some textbooks"),
    Convention(
        "½ loss, ½ L2", "½·‖Xθ − y‖² + ½·λ·‖θ‖²", "λ", _SQUARES, 0.5, "SquaredL2",
        "many textbooks, such as Bishop (2006), section 3.1.4", penalty_scale=0.5,
    ),
)  # fmt: skip


@np.errstate(over="ignore", divide="ignore")  # `_plain` tells of it
def to_lam(name, value, n=None, sd_y=None):
    """λ = value · penalty scale / loss scale: the λ here that is `value` in the convention called `name`.

    `value` is a number or an array, and so is the result. `n`, the number of rows of X, is needed where the loss is
    divided by it; `sd_y`, np.std(y), in the units of y, where the program divides y by it. Where they are not needed
    they change nothing. Raises ValueError for unknown names, a missing n or sd_y, negative values, and pairs (an
    elastic net).

    >>> to_lam("sklearn Lasso", 0.1, n=50), to_lam("glmnet ridge", 0.1, n=50, sd_y=2.0)
    (10.0, 2.5)
    """
    row, value, scale = _one_parameter(name), as_nonnegative("value", value), _penalty_scale(_named(name), sd_y)
    need_broadcast(value=value, sd_y=scale)
    return _plain(_strength(row, value, n) * scale)


@np.errstate(over="ignore", divide="ignore")  # `_plain` tells of it
def from_lam(name, lam, n=None, sd_y=None):
    """The strength that the convention called `name` gives to our λ: the inverse of `to_lam`.

    >>> from_lam("sklearn Lasso", 10.0, n=50)
    0.1
    """
    row, lam, scale = _one_parameter(name), as_nonnegative("lam", lam), _penalty_scale(_named(name), sd_y)
    need_broadcast(lam=lam, sd_y=scale)
    return _plain(_parameter(row, lam / scale, n))


@np.errstate(over="ignore", divide="ignore")  # `_plain` tells of it
def elastic_net_to_lam(name, value, l1_ratio, n=None, sd_y=None):
    """(λ, our l1_ratio) of an elastic net that another program writes as (value, l1_ratio) with ½ on the squares.

    Ours has no ½, so both numbers change: `SquaredError(X, y) + lam * ElasticNet(ratio)` has the same minimiser.

    >>> elastic_net_to_lam("sklearn ElasticNet", 0.1, 0.5, n=50)
    (7.5, 0.6666666666666666)
    """
    row, value, mix = _pair(name), as_nonnegative("value", value), _as_ratio(l1_ratio)
    scale = _penalty_scale(row, sd_y)
    need_broadcast(value=value, l1_ratio=mix, sd_y=scale)
    weight = mix + (1 - mix) * scale
    return _plain(_strength(row, value, n) * weight), _plain(mix / weight)


@np.errstate(over="ignore", divide="ignore")  # `_plain` tells of it
def elastic_net_from_lam(name, lam, l1_ratio, n=None, sd_y=None):
    """(value, l1_ratio) that another program gives to `lam * ElasticNet(l1_ratio)`: the inverse of the above.

    >>> elastic_net_from_lam("sklearn ElasticNet", 15.0, 1.0, n=50)
    (0.15, 1.0)
    """
    row, lam, ratio = _pair(name), as_nonnegative("lam", lam), _as_ratio(l1_ratio)
    scale = _penalty_scale(row, sd_y)
    need_broadcast(lam=lam, l1_ratio=ratio, sd_y=scale)
    weight = scale / (1 - ratio + ratio * scale)
    return _plain(_parameter(row, lam / weight, n)), _plain(ratio * weight)


def table():
    """Every convention in one table, for a notebook (HTML) and a terminal (text)."""
    return ConventionTable(CONVENTIONS)


@dataclass(frozen=True, repr=False)
class ConventionTable:
    """Rows of `Convention`, shown as a table: name, what is minimised, λ here, source."""

    rows: tuple

    @property
    def cells(self):
        """The text of the table, its heading first."""
        heading = ("name", "what is minimised", "λ here", "source")
        return (heading, *((row.name, row.objective, row.lam, row.source) for row in self.rows))

    def __repr__(self):
        text = printable("\n".join("\t".join([*cells, "─"]) for cells in self.cells))
        rows = [row.split("\t") for row in text.split("\n")]
        *columns, (dash, *_) = zip(*rows, strict=True)
        widths = [max(map(len, column)) for column in columns]
        lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in zip(*columns, strict=True)]
        return "\n".join([lines[0], "  ".join(dash * width for width in widths), *lines[1:]])

    def _repr_html_(self):
        heading, *body = [[escape(cell) for cell in cells] for cells in self.cells]
        head = "".join(f'<th scope="col" style="text-align:left">{cell}</th>' for cell in heading)
        rows = "".join("<tr>" + _html_row(cells) + "</tr>" for cells in body)
        caption = "<caption>r is the other program's l1_ratio, n the number of rows of X</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _html_row(cells):
    name, *others = cells
    first = f'<th scope="row" style="text-align:left">{name}</th>'
    return first + "".join(f'<td style="text-align:left">{cell}</td>' for cell in others)


def _strength(row, value, n):
    """What multiplies the penalty once the loss has been rescaled to ours."""
    if row.inverse and np.any(value == 0):
        raise ValueError(f"{row.name} has no λ for C = 0, which ignores the data; pass a positive C")
    scale = row.loss_scale / _rows(row, n)
    return 1 / (scale * value) if row.inverse else value / scale


def _parameter(row, strength, n):
    """The parameter that gives this strength: the inverse of `_strength`."""
    if row.inverse and np.any(strength == 0):
        raise ValueError(f"{row.name} has no finite C for lam = 0; pass a positive lam")
    scale = row.loss_scale / _rows(row, n)
    return 1 / (scale * strength) if row.inverse else strength * scale


def _rows(row, n):
    """What divides the loss: n, or 1."""
    if n is None:
        if row.per_row:
            raise ValueError(f"{row.name} divides the loss by the number of rows; pass n=len(y)")
        return 1.0
    count = as_real("n", n)
    if count.ndim or count < 1 or count % 1:
        raise ValueError(f"n must be a positive integer, the number of rows of X, got {shown(n)}; pass n=len(y)")
    return float(count) if row.per_row else 1.0


def _penalty_scale(row, sd_y):
    """What multiplies the penalty; of an elastic net, its squares."""
    if sd_y is None:
        if row.per_sd:
            raise ValueError(f"{row.name} divides y by its standard deviation (with 1/n); pass sd_y=np.std(y)")
        return np.asarray(row.penalty_scale)
    deviation = as_nonnegative("sd_y", sd_y)
    if not deviation.all():
        raise ValueError("sd_y must be positive, got 0.0: y is constant, and glmnet refuses such a y")
    return row.penalty_scale / deviation if row.per_sd else np.asarray(row.penalty_scale)


def _named(name):
    by_name = {row.name: row for row in CONVENTIONS} | {row.name.replace("½", "1/2"): row for row in CONVENTIONS}
    if isinstance(name, str) and name in by_name:
        return by_name[name]
    lowered = {known.lower(): known for known in by_name}
    close = get_close_matches(str(name).lower(), lowered, n=3, cutoff=0.4)
    cure = f"did you mean {', '.join(repr(lowered[key]) for key in close)}?" if close else "conventions.table() has all"
    raise ValueError(f"unknown convention {shown(name)}; {cure}")


def _one_parameter(name):
    row = _named(name)
    if row.penalty == "ElasticNet":
        raise ValueError(f"{name} has two parameters; use elastic_net_to_lam or elastic_net_from_lam")
    return row


def _pair(name):
    row = _named(name)
    if row.penalty != "ElasticNet":
        raise ValueError(f"{name} has one parameter; use to_lam or from_lam")
    return row


def _as_ratio(value):
    ratio = as_nonnegative("l1_ratio", value)
    if ratio.max() > 1:
        raise ValueError(f"l1_ratio must be between 0 and 1, got {ratio.max()}")
    return ratio


def _plain(array):
    """A number for a number, an array for an array; ValueError if it is too large for a float64."""
    if not np.isfinite(array).all():
        raise ValueError("the strength is too large for float64; rescale X or y")
    return array if np.ndim(array) else float(array)
