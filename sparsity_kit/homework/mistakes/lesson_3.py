"""What students answer to the exercises of lesson 3, and what is said to it."""

import numpy as np

from sparsity_kit.losses import Quadratic

_BOWL = Quadratic(np.diag([1.0, 4.0]), center=[2.0, 1.0])

SHARE_WITH_A_ZERO = 1 - (2 / 3) ** 2


def prices():
    """λ at which each coefficient of the bowl becomes zero: the slope of the loss along its axis at zero."""
    return np.abs(_BOWL.gradient(np.zeros(2)))


MISTAKES = {
    "matching-lam": (
        (lambda: prices().max(),
         "There both coefficients are zero (and so high is f at zero); the corner is reached before."),
        (lambda: prices().min() / 2,
         "Either the factor 2 of the square's derivative is missing, or the factor in front of the second term, "
         "or that is a coordinate of the centre."),
        (1, "That is a coordinate of the centre; λ is compared with slopes of f."),
        (0.5, "That is how large the other coefficient is at the corner; the question is for λ.", "budget"),
        (lambda: -prices().min(), "That is the slope with its sign; λ is not negative.", "sign kept"),
        (lambda: -prices().max(),
         "That is a slope with its sign, and the steeper one; the corner is reached before.", "sign kept, steeper"),
        (lambda: np.hypot(*prices()),
         "That is the length of the gradient at zero; each coefficient has its own slope.", "length of the gradient"),
        (lambda: 2 * prices().max(),
         "The steeper slope, and doubled: λ itself is compared with the slope, not λ/2.", "doubled, steeper"),
        (lambda: prices().sum(), "That adds both slopes up; each coefficient has its own.", "sum of the slopes"),
        (lambda: prices().mean(),
         "That is the mean of the slopes; each coefficient has its own.", "mean of the slopes"),
        (3, "That is the size of the centre; λ is compared with slopes of f.", "size of the centre"),
        (np.hypot(2, 1),
         "That is the length of the centre; λ is compared with slopes of f.", "length of the centre"),
        (32, "The factor in front of the second term is used twice, and that is the steeper slope.",
         "4 twice, steeper"),
        (0, "Without a price the solution is the centre, which has no zero.", "no price"),
        (-2, "A factor is missing, and λ is not negative.", "factor lost, sign kept"),
    ),
    "in-the-cone": (
        (False, "−∇f need not point along the axis: at a corner the normals fill a cone. Compare the two entries."),
    ),
    "share-of-zeros": (
        ((2 / 3)**2, "That is the share without any zero, or with exactly one: at least one is asked for."),
        ((1 / 3)**2, "That is the share where both are zero; one is enough."),
        (1 / 3, "Either one strip is forgotten (either coefficient will do), or both strips are too narrow."),
        (2 / 3, "The two strips cross: their common part has been counted twice."),
        (1 - (1 / 3)**2, "The slope of (θ − c)² at zero is −2c, not −c: the strips are narrower."),
        (0, "That is the answer for squared L2."),
        (100 * SHARE_WITH_A_ZERO, "A share is a number between 0 and 1."),
        (20, "That is an area; a share is that area divided by the area of the square.", "area"),
        (16, "That is the area without any zero; a share is a part of the whole square.", "area of the rest"),
        (36, "That is the area of the whole square.", "whole area"),
        (12, "That is the area of one strip; a share is a part of the whole square.", "area of a strip"),
        (24, "That is the area of both strips, what they have in common counted twice; and no share.", "areas added"),
        (4, "That is the area where both are zero; a share is a part of the whole square.", "area of the middle"),
        (5, "Five of how many parts? A share is a number between 0 and 1.", "parts"),
        (44.4,
         "A share is a number between 0 and 1; and this is for no zero, or exactly one.", "per cent, of the rest"),
        (33.3, "A share is a number between 0 and 1; and one strip is forgotten.", "per cent, one strip"),
        (66.7,
         "A share is a number between 0 and 1; and the common part of the strips is counted twice.", "per cent, twice"),
        (88.9, "A share is a number between 0 and 1; and the strips are narrower.", "per cent, too wide"),
        (11.1, "A share is a number between 0 and 1, and this is of those where both are zero.", "per cent, both"),
        (1, "Not all of them: a centre far from both axes keeps both coefficients.", "all"),
        (0.75, "That would be so if each strip filled half of the square.", "halves"),
        (0.25, "That would be so if each strip filled half of the square, and both had to be zero.", "halves, both"),
        (0.5, "Half it is not: how wide is each strip, and what do the two have in common?", "half"),
    ),
}  # fmt: skip
