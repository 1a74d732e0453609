"""Unit vectors all around."""

import numpy as np

ANGLES = np.arange(0, 360, 0.5)  # degrees; multiples of 45 among them, where the usual corners are


def directions(degrees=ANGLES):
    """Unit vectors at these angles, shape (..., 2); exactly zero where cosine or sine is."""
    radians = np.deg2rad(degrees)
    unit = np.stack([np.cos(radians), np.sin(radians)], axis=-1)
    return np.where(np.abs(unit) < 1e-12, 0.0, unit)
