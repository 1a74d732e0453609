"""What students answer to the exercises of lesson 2, and what is said to it."""

import numpy as np

from sparsity_kit.losses import Quadratic, SquaredError

_DATA = SquaredError([[1, 0], [0, 1], [1, 1]], [1, -2, 2])

SLANTED = Quadratic(np.diag([1.0, 3.0]), center=[1.5, 2.0])


def least_squares():
    """The centre of the bowl of these data."""
    return np.linalg.lstsq(_DATA.X, _DATA.y, rcond=None)[0]


def lowest_on_the_diamond(loss):
    """Where the loss is least on the diamond of radius 1, found by walking around it."""
    corners = np.array([[1, 0], [0, 1], [-1, 0], [0, -1], [1, 0]])
    walk = np.linspace(corners[:-1], corners[1:], 2001).reshape(-1, 2)
    return walk[loss.value(walk).argmin()]


def _lowest_on_the_disc(loss):
    """Where the loss is least on the disc of radius 1, found by walking around it."""
    angle = np.linspace(0, 2 * np.pi, 20001)
    walk = np.column_stack([np.cos(angle), np.sin(angle)])
    return walk[loss.value(walk).argmin()]


MISTAKES = {
    "bowl-of-data": (
        (_DATA.X.T @ _DATA.y, "That is Xᵀy, the right-hand side: XᵀX is still to be divided out."),
        (_DATA.y[:2], "That grants the first two wishes and forgets the third."),
        (lambda: least_squares() / 2, "A factor 2: it stands on both sides of 2XᵀXθ = 2Xᵀy and cancels."),
        ([1.5, 0],
         "That divides Xᵀy by the diagonal of XᵀX: what is off the diagonal counts as well.", "diagonal only"),
        ([2, 1], "Either a sign is lost at the end, or the 1 beside the diagonal of XᵀX has become −1.", "sign lost"),
        ([-2, -1], "A sign is lost: compare the first with its wish.", "sign lost"),
        ([2 / 3, 5 / 3], "That belongs to y = (1, 2, 2): the minus of the second wish is lost.", "minus of y₂ lost"),
        ([2 / 3, -5 / 3], "That is for the third row (1, −1), as the lesson's; here it is (1, 1).", "the lesson's X"),
        ([6, -3], "The inverse of XᵀX has a division by its determinant, which is missing.", "no determinant"),
        ([-1, 2], "The two entries are exchanged.", "swapped"),
        ([-2, 1], "Both signs are turned round.", "signs flipped"),
        ([6, 3], "That is XᵀX times Xᵀy; the system is to be solved, not multiplied.", "multiplied"),
        ([4, -2], "Either all of it is doubled, or the first wish is forgotten.", "doubled, or a row forgotten"),
        ([1, 1], "That grants the first and the third wish and forgets the second.", "a row forgotten"),
        ([-6, 0],
         "That is the slope at the origin, −2Xᵀy; the centre is where both slopes vanish.", "gradient at zero"),
        ([6, 0], "That is 2Xᵀy, the right-hand side: still to be solved for.", "2Xᵀy"),
        ([0, 0], "At the origin the slopes are not zero.", "origin"),
        ([7, 4], "That is the centre of the lesson's table; this one is another.", "the lesson's centre"),
        ([1, -2, 2], "That is y, one number for each row; the centre has one for each column.", "y"),
        ([1, 0], "That divides Xᵀy by 3, a number; XᵀX is a matrix to solve with.", "divided by a number"),
    ),
    "touching-point": (
        ([1, 0], "That is a corner, but f is lower at another one: compare the two heights."),
        (lambda: lowest_on_the_diamond(Quadratic(np.eye(2), SLANTED.center)),
         "That is right for circles, but these contours are ellipses, wider than they are high."),
        (SLANTED.center / np.abs(SLANTED.center).sum(),
         "That is on the straight line from the centre to the origin; contours do not grow along it."),
        ([1.5, 2], "That is the centre itself, which is outside the diamond."),
        ([0.5, 0.5], "That is the middle of an edge; f is lower elsewhere: walk along it."),
        ([0, 2], "That is outside the diamond, where |θ₁| + |θ₂| exceeds 1."),
        ([-3 / 8, 11 / 8],
         "That is on the line of an edge, but beyond its end: a size above 1 is not allowed.", "beyond the edge"),
        ([11 / 8, -3 / 8],
         "That is on the line of an edge, but beyond its end, and the two entries are exchanged.", "beyond, swapped"),
        ([0.6, 0.8], "That is on the disc, towards the centre; here the sizes add up to at most 1.", "disc"),
        (lambda: _lowest_on_the_disc(SLANTED),
         "That is where they touch the disc of radius 1; the ball here is a diamond.", "disc"),
        ([0.875, 0.125],
         "The factor 3 stands at the other coordinate: f is steeper in θ₂.", "factor at the other"),
        ([0.75, 0.25],
         "That is for circles, with the two entries exchanged; and these contours are ellipses.", "circles, swapped"),
        ([4 / 7, 3 / 7], "That is towards the centre, and the two entries are exchanged.", "scaled, swapped"),
        ([1, 1], "That is a corner of the square, outside the diamond: there the sizes add up to 2.", "square"),
        ([0, -1], "That is the corner away from the centre.", "far corner"),
        ([-1, 0], "That is the corner away from the centre.", "far corner"),
        ([0.5, 1],
         "That takes 1 off each coordinate of the centre, and is still outside the diamond.", "one taken off"),
        ([0, 0], "That is the middle of the diamond; f is lower at its boundary.", "origin"),
        ([2, 0], "That is outside the diamond.", "outside"),
    ),
}  # fmt: skip
