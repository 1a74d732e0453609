"""What students answer to the exercises of lesson 7, and what is said to it."""

import numpy as np

from sparsity_kit.data import diabetes
from sparsity_kit.paths.lasso import lasso_path
from sparsity_kit.solve.prices import lambda_max


def last_price(factor=1.0):
    """λ_max of the diabetes data, which is that of bmi alone; times a factor."""
    data = diabetes()
    return factor * float(lambda_max(data.X, data.y))


N = 442  # patients


def _price_of(name):
    """λ at which this column, alone in the model, becomes zero."""
    data = diabetes()
    return 2 * float(abs(data.X[:, data.names.index(name)] @ data.y))


def _entry_of(name):
    """λ at which this column enters the path of all ten for the first time."""
    data = diabetes()
    j = data.names.index(name)
    return next(event.lam for event in lasso_path(data.X, data.y).events if j in event.entered)


def _as_measured(target_centred):
    """2|x·y| for the column of bmi as it was measured, and the target centred or not."""
    raw = diabetes(standardized=False)
    target = diabetes().y if target_centred else raw.y
    return 2 * float(abs(raw.X[:, raw.names.index("bmi")] @ target))


def _least_squares():
    """The coefficient of bmi without a price, next to the other nine."""
    data = diabetes()
    j = data.names.index("bmi")
    return float(np.linalg.lstsq(data.X, data.y, rcond=None)[0][j])


MISTAKES = {
    "real-threshold": (
        (lambda: last_price(1 / 2),
         "That is |x·y|, as for a loss with ½ in front (and the least squares coefficient): a factor 2."),
        (lambda: last_price(1 / 4), "The 2 stands on the wrong side: 2|x·y|."),
        (lambda: last_price(1 / (2 * N)), "That is scikit-learn's alpha, for a loss with 1/(2n) in front."),
        (lambda: last_price(1 / N), "That is divided by the number of patients; our loss has no 1/n."),
        (lambda: last_price(2), "The factor 2 is used twice: once is enough.", "factor 2 twice"),
        (lambda: -last_price(), "λ is not negative: the size of x·y counts.", "sign"),
        (lambda: last_price(N), "That is multiplied by the number of patients; our loss has no n.", "multiplied by n"),
        (lambda: last_price(2 * N),
         "That is multiplied by 2n, as from scikit-learn's alpha; our loss needs no translation.", "multiplied by 2n"),
        (lambda: last_price(1 / (4 * N)),
         "That is half of scikit-learn's alpha; our loss has nothing in front.", "alpha, halved"),
        (lambda: _least_squares(),
         "That is the coefficient of bmi next to the other nine, without a price; λ is asked for.", "coefficient"),
        (lambda: _as_measured(target_centred=True),
         "That is for the column as it was measured; here it has been rescaled to length 1.", "not rescaled"),
        (lambda: _as_measured(target_centred=False),
         "That is for numbers as they were measured; here they are centred, and the column rescaled.", "raw"),
        (lambda: float(np.sqrt(last_price())), "No root is needed: a slope is compared with λ, not a square.", "root"),
        *((lambda name=name: _price_of(name), f"That is the price of {name}; the column of bmi is asked for.")
          for name in ("age", "sex", "map", "tc", "ldl", "hdl", "tch", "ltg", "glu")),
    ),
    "alpha-of-the-last-death": (
        (last_price, "That is λ_max here; divide it by 2n to have scikit-learn's alpha."),
        (lambda: last_price(1 / 2), "That is λ_max of a loss with ½ in front; scikit-learn divides by n as well."),
        (lambda: last_price(1 / N), "Divided by n, but not by 2: the loss has 1/(2n) in front."),
        (lambda: last_price(1 / (4 * N)), "One division by 2 too many: λ_max = 2·max|xⱼ·y| is divided by 2n once."),
        (lambda: last_price(1 / 20), "n is the number of patients, the rows, and not of the columns.", "n = 10"),
        (lambda: last_price(1 / 10), "n is the number of patients, the rows; and 2n divides.", "n = 10, 2 lost"),
        (lambda: last_price(2 * N),
         "That is multiplied by 2n, the way from alpha to λ; here it goes from λ to alpha.", "multiplied"),
        (lambda: last_price(N), "That is multiplied by n; on the way from λ to alpha it divides.", "multiplied"),
        (lambda: last_price(1 / 4), "That is a quarter of λ_max; scikit-learn divides by n as well.", "n lost"),
        (lambda: _entry_of('age') / (2 * N),
         "That is where the last column comes in as λ falls; all are zero from the other end on.", "other end"),
        (lambda: _price_of('sex') / (2 * N),
         "That is the smallest of the prices of single columns; all must be zero.", "smallest price"),
        (lambda: last_price(1 / (2 * N**2)), "n is used twice: once is enough.", "n squared"),
        (lambda: last_price(1 / (2 * np.sqrt(N))), "There is no root of n in scikit-learn's objective.", "root of n"),
        (lambda: _least_squares() / (2 * N), "That is a coefficient, divided by 2n; begin with λ_max.", "coefficient"),
        (2.1, "It is rounded too much.", "rounded"),
        (2, "It is rounded too much.", "rounded"),
        (lambda: -last_price(1 / (2 * N)), "alpha is not negative: the size of x·y counts.", "sign"),
        (lambda: last_price(2 / N), "The 2 stands on the wrong side: alpha is λ/(2n).", "2 on the wrong side"),
        (lambda: last_price(1 / (8 * N)), "Two divisions by 2 too many: alpha is λ/(2n).", "divided by 4"),
    ),
}  # fmt: skip
