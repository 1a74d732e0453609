"""∂Ω at a point of the plane, as a set: one gradient, a segment or a line, an area; and the cone that it spans."""

from dataclasses import dataclass

import numpy as np

KINK = 1e-4  # a relative difference of slopes above which two slopes are two
NO_RAYS = np.empty((0, 2))


@dataclass(frozen=True, eq=False)
class Subdifferential:
    """∂Ω at a point of the plane: all points between those of its outline, and from there on without end along `rays`.

    dimension: 0 for one gradient, 1 for a segment or a line, 2 for an area (as at the origin).
    centre: a point of the set, in its middle where it has one. along: the unit vector along a segment, zero otherwise.
    outline: the outline of the set, shape (k, 2); the ends that a segment has, one point for a gradient.
    rays: the directions in which the set never ends, unit vectors (m, 2); none for a penalty that is finite and
    whose slopes are.
    """

    dimension: int
    centre: np.ndarray
    along: np.ndarray
    outline: np.ndarray
    rays: np.ndarray

    @property
    def cone(self):
        """The angles, in degrees, between which the normal cone of the ball lies: all multiples of ∂Ω."""
        if self.dimension == 2 and not len(self.outline):
            return 0.0, 360.0
        return between(np.concatenate([self.outline, self.rays]))

    @property
    def reach(self):
        """How far a segment goes from its centre, backward and forward along `along`; infinite where it never ends."""
        steps = (self.outline - self.centre) @ self.along
        back, forth = (bool((self.rays @ self.along * side > 0).any()) for side in (-1, 1))
        return (np.inf if back else -float(steps.min())), (np.inf if forth else float(steps.max()))


def between(vectors):
    """The two angles, in degrees, of the cone that these vectors (k, 2) span; 0 and 360 if that is the plane."""
    sizes = np.linalg.norm(vectors, axis=-1)
    vectors = vectors[sizes > 1e-9 * sizes.max(initial=0.0)]
    if not len(vectors):
        return 0.0, 0.0
    angles = np.sort(np.rad2deg(np.arctan2(vectors[:, 1], vectors[:, 0])))
    gaps = np.append(np.diff(angles), angles[0] + 360 - angles[-1])
    widest = gaps.argmax()
    if gaps[widest] < 180 - 1e-3:
        return 0.0, 360.0
    first, width = float(angles[(widest + 1) % len(angles)]), 360 - float(gaps[widest])
    return first, first + (width if width > 1e-9 else 0.0)


def outline(d, slopes):
    """The corners of {g : g·d <= Ω'(θ; d)}: where the lines of neighbouring directions meet; closed."""
    pairs = np.stack([d, np.roll(d, -1, axis=0)], axis=1)
    corners = np.linalg.solve(pairs, np.stack([slopes, np.roll(slopes, -1)], axis=1)[..., None])[..., 0]
    return np.concatenate([corners, corners[:1]])
