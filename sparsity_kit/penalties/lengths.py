"""Lengths of vectors, and how they are shortened."""

import numpy as np


def length(v):
    """‖v‖₂, shape (..., 1)."""
    size = np.abs(v)
    largest = size.max(axis=-1, keepdims=True)
    size /= np.where(largest > 0, largest, 1.0)  # so that no square overflows or vanishes
    return largest * np.sqrt(np.square(size, out=size).sum(axis=-1, keepdims=True))


def shortening(norms, step):
    """max(0, 1 − step/norm): the factor that shortens vectors of these norms by `step`; 0 for a zero vector."""
    return np.where(norms > step, 1 - step / np.where(norms > step, norms, 1.0), 0.0)
