"""What the methods of a penalty are given."""

from sparsity_kit.fits import need_broadcast
from sparsity_kit.inputs import as_nonnegative, as_real


def as_pair(v, step):
    """v and step as arrays that broadcast together."""
    v, step = as_real("v", v), as_nonnegative("step", step)
    need_broadcast(v=v, step=step)
    return v, step


def as_step_of_vectors(v, step):
    """`step` for a whole vector of v: a number, or one per vector with a last axis of length 1."""
    step = as_nonnegative("step", step)
    if step.ndim and step.shape[-1] != 1:
        raise ValueError(f"step must be one number per vector, got shape {step.shape}; write step[:, None]")
    need_broadcast(v=v, step=step)
    return step
