"""What may be asked for: an objective, a loss or a penalty; of a figure with as many coefficients as it has axes."""

import numpy as np

from sparsity_kit.brackets import described
from sparsity_kit.inputs import as_real, shown
from sparsity_kit.objective import Loss, Objective
from sparsity_kit.penalty import Penalty, PricedPenalty

KINDS = {
    Penalty: "a penalty such as L1()",
    Loss: "a loss such as SquaredError(X, y)",
    Objective: "an objective such as SquaredError(X, y) + 2.0 * L1()",
}


def need(caller, kind, thing):
    """Return `thing` if it is a `kind`, Penalty, Loss or Objective; otherwise raise TypeError, with the cure."""
    if not isinstance(thing, kind):
        raise TypeError(f"{caller} takes {KINDS[kind]}, got {describe(thing, kind)}")
    return thing


def describe(thing, wanted):
    """What was given instead of what was `wanted`, and what to do about it."""
    if isinstance(thing, type):
        return described(thing)
    if wanted is Objective and isinstance(thing, Loss):
        return f"{shown(thing)}; add a penalty to it"
    if wanted is Objective and isinstance(thing, Penalty | PricedPenalty):
        return f"{shown(thing)}; add it to a loss"
    return described(thing, "penalty" if wanted is Penalty else "loss")


def as_switch(name, value):
    """True or False; TypeError for anything else."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{name} must be True or False, got {shown(value)}")
    return bool(value)


def as_window(window, count, fits, wanted):
    """So many numbers that fit, as floats; an error that says what was `wanted` for anything else."""
    numbers = as_real("window", window)
    if numbers.shape != (count,) or not fits(*numbers):
        raise ValueError(f"window must be {wanted}, got {shown(window)}")
    return tuple(map(float, numbers))


def need_path(caller, thing):
    """Raise TypeError unless `thing` is an exact path."""
    if not all(hasattr(thing, part) for part in ("lams", "theta", "events")):
        on_a_grid = hasattr(thing, "lams") and hasattr(thing, "solution")
        cure = "; figures.path draws θ on a grid of λ" * on_a_grid
        raise TypeError(f"{caller} takes an exact path such as lasso_path(X, y), got {described(thing)}{cure}")


def need_lasso_path(caller, thing):
    """Raise TypeError unless `thing` is an exact path, ValueError for that of an elastic net."""
    need_path(caller, thing)
    if ridge := getattr(thing, "ridge", 0.0):
        raise ValueError(f"{caller} takes a lasso path, got one with ridge = {ridge:g}; take lasso_path(X, y)")


def need_plane(caller, objective):
    """Raise TypeError for what is not an objective, ValueError unless it is one problem in two coefficients."""
    need(caller, Objective, objective)
    if objective.loss.n_features != 2:
        got = objective.loss.n_features
        raise ValueError(f"{caller} needs a loss in the plane, 2 coefficients, got {got}; give it two columns of X")
    need_one(caller, objective)
    need_planar_penalty(caller, objective.penalty)


def need_one(caller, objective):
    """Raise TypeError for what is not an objective, ValueError for a batch of problems."""
    need(caller, Objective, objective)
    if objective.batch_shape != ():
        raise ValueError(f"{caller} draws one problem, got a batch of shape {objective.batch_shape}; pick one")


def need_planar_penalty(caller, penalty):
    """Raise an error, naming the caller, if this is no penalty or cannot be evaluated at two coefficients."""
    need(caller, Penalty, penalty)
    try:
        value = np.shape(penalty.value(np.ones((3, 2))))
    except (ValueError, IndexError) as error:
        raise ValueError(f"{caller} needs a penalty of 2 coefficients: {error}") from None
    if value != (3,):
        raise ValueError(f"{penalty!r}.value must map shape (3, 2) to (3,), got {value}; sum over the last axis")


def need_penalty_of_one(caller, penalty):
    """Raise an error, naming the caller, if this is no penalty or has no value or prox for a single coefficient."""
    need(caller, Penalty, penalty)
    try:
        shapes = np.shape(penalty.value(np.ones((3, 1)))), np.shape(penalty.prox(np.ones((3, 1)), 1.0))
        problem = "" if shapes == ((3,), (3, 1)) else f"value and prox map shape (3, 1) to {shapes[0]} and {shapes[1]}"
    except (ValueError, IndexError) as error:
        problem = str(error)
    if problem:
        raise ValueError(f"{caller} needs a penalty of 1 coefficient, got {penalty!r}: {problem}")


def no_price(penalty):
    """The error for λ = 0 beside a penalty that is infinite somewhere, and so has a say at no price too."""
    return ValueError(
        f"at λ = 0 {shown(penalty)} has no slopes left, and yet forbids every θ where it is infinite; take a positive λ"
    )


def as_penalties(caller, penalties, check):
    """A list of penalties, from one or several, each looked at by `check(caller, penalty)`; TypeError for others."""
    several = isinstance(penalties, list | tuple) and len(penalties) > 0
    penalties = list(penalties) if several else [penalties]
    strange = [penalty for penalty in penalties if not isinstance(penalty, Penalty)]
    if strange:
        raise TypeError(f"{caller} takes penalties such as [L1(), L2()], got {describe(strange[0], Penalty)}")
    for penalty in penalties:
        check(caller, penalty)
    return penalties
