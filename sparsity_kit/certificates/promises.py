"""What a loss or a penalty of one's own promises, looked at where the steps begin, before a solver believes it.

A solver asks a loss for slopes and a penalty for proxes, and believes what it hears: a factor ½ that one method has and
the other lacks leads to an answer whose certificate, made of the same slopes and proxes, is as wrong as it. So they are
compared with `value`, once. The kit's own losses and penalties are compared in its tests.
"""

import numpy as np

from sparsity_kit.certificates.promised_form import need_form
from sparsity_kit.certificates.promised_penalty import need_prox
from sparsity_kit.certificates.promised_slopes import need_bound, need_slopes
from sparsity_kit.inputs import frozen


def need_promises(objective, start):
    """Raise TypeError or ValueError, in one line, where a loss or penalty of one's own breaks a promise at `start`."""
    loss, penalty, start = objective.loss, objective.penalty, frozen(start)
    need_bound(loss)
    if not is_ours(loss):
        need_slopes(objective, start)
        need_form(loss, start)
    if not is_ours(penalty):
        step = 1 / (loss.lipschitz or 1.0)
        _need_proxes(penalty, start - step * loss.gradient(start), step * objective.lam[..., None])


def need_promises_alone(penalty, start):
    """The same of a penalty without a loss, at a step of 1."""
    if not is_ours(penalty):
        _need_proxes(penalty, start, np.ones(1))


def _need_proxes(penalty, start, step):
    for v in (start, np.zeros_like(start)):
        if np.isfinite(v).all():
            need_prox(penalty, v, step)


def is_ours(shape):
    """Whether a loss or penalty is the kit's own."""
    return type(shape).__module__.partition(".")[0] == "sparsity_kit"
