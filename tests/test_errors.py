"""What an error says to whoever made it: the fact, the value and the cure, on one line that is never long."""

import numpy as np
import pandas as pd
import pytest
import sympy as sp

import sparsity_kit as kit
from sparsity_kit import L1, L2, ElasticNet, GroupL2, Lq, SquaredError, SquaredL2, figures, flow, live, minimize
from sparsity_kit.inputs import shown

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((20, 4))
Y = X @ [1.0, 0.0, -2.0, 0.0] + RANDOM.standard_normal(20)
LOSS, MANY = SquaredError(X, Y), SquaredError(X, np.stack([Y, 2 * Y]))
OBJECTIVE, LAMS = LOSS + 2.0 * L1(), LOSS + np.ones(3) * L1()
PATH = kit.lasso_path(X, Y)
TWO, INF = np.ones((2, 4)), np.inf

CLASSES = {  # a class where one of its objects is meant
    "2.0 * L1": (lambda: 2.0 * L1, "L1 is a class, .*; write L1()"),
    "L1 * 2.0": (lambda: L1 * 2.0, "write L1()"),
    "loss + L1": (lambda: LOSS + L1, "got the class L1; write L1()"),
    "loss + 2.0 * L1": (lambda: LOSS + 2.0 * L1, "write L1()"),
    "L1 + loss": (lambda: L1 + LOSS, "write L1()"),
    "array * L1": (lambda: np.ones(3) * L1, "write L1()"),
    "series * L1": (lambda: pd.Series([1.0, 2.0]) * L1, "write L1()"),
    "2.0 * ElasticNet": (lambda: 2.0 * ElasticNet, "write ElasticNet(l1_ratio)"),
    "loss + Lq": (lambda: LOSS + Lq, "write Lq(q)"),
    "loss + GroupL2": (lambda: LOSS + GroupL2, "write GroupL2(groups)"),
    "SquaredError + L1()": (lambda: SquaredError + L1(), "write SquaredError(X, y)"),
    "minimize(SquaredError)": (lambda: minimize(SquaredError), "got the class SquaredError; write SquaredError(X, y)"),
    "lambda_max(loss, L1)": (lambda: kit.lambda_max(LOSS, L1), "got the class L1; write L1()"),
    "penalty_flow(L1, ...)": (lambda: flow.penalty_flow(L1, [1.0], 1.0, [1.0]), "got the class L1; write L1()"),
    "a widget": (lambda: live.PenaltyFlow(L1), "got the class L1"),
}
THINGS = {  # something else where an objective, a loss or a penalty is meant: its kind and shape, never its numbers
    "minimize(X, y)": (lambda: minimize(X, Y), "minimize takes an objective such as .*, got ndarray of shape (20, 4)"),
    "minimize(list)": (lambda: minimize(X.tolist()), "got list of 20 entries"),
    "minimize(frame)": (lambda: minimize(pd.DataFrame(X)), "got DataFrame of shape (20, 4)"),
    "minimize(text)": (lambda: minimize("x" * 1000), "got an object of type str"),
    "loss + X": (lambda: LOSS + X, "got ndarray of shape (20, 4)"),
    "X * loss": (lambda: X * LOSS, "a loss takes no factor, got ndarray of shape (20, 4)"),
    "X + L1()": (lambda: X + L1(), "a penalty is added to a loss, .*; got ndarray of shape (20, 4)"),
    "objective * 2": (lambda: OBJECTIVE * 2, "an objective takes no factor, got 2"),
    "X * objective": (lambda: X * OBJECTIVE, "an objective takes no factor, got ndarray of shape (20, 4)"),
    "Objective(X)": (
        lambda: kit.Objective(X, L1(), 1.0),
        "loss must be a loss .*, got ndarray of shape (20, 4)",
    ),
    "grid_path(X)": (lambda: kit.grid_path(X), "got ndarray of shape (20, 4)"),
    "flow with an objective": (
        lambda: flow.sign_iteration([1.0] * 4, 1.0, 0.1, 2, OBJECTIVE),
        "a loss such as SquaredError(X, y), got SquaredError(X (20, 4), y (20,)) + 2.0 * L1(); pass its .loss",
    ),
    "lambda_max with a price": (lambda: kit.lambda_max(LOSS, 2.0 * L1()), "got 2.0 * L1(); pass its .penalty"),
    "flow with a price": (lambda: flow.hitting_times(2.0 * L1(), [1.0], 1.0), "got 2.0 * L1(); pass its .penalty"),
    "together": (lambda: figures.together(3), "together takes drawings, .*, got 3"),
    "a penalty beside an objective": (
        lambda: kit.lambda_max(OBJECTIVE, L2()),
        "an objective has a penalty of its own; write lambda_max(F), or lambda_max(loss, penalty)",
    ),
    "no such trait": (lambda: live.Threshold(mu=3), "Threshold has no mu; it has "),
    "an address": (lambda: minimize(object()), "got an object of type object"),
    "a symbol": (lambda: LOSS + sp.Symbol("lam") * L1(), "lam must hold real numbers: got lam; pass a number"),
    "ragged": (lambda: SquaredError([[1, 2], [3]], [1, 2]), "X must hold real numbers in rows of one length"),
    "names": (lambda: kit.data.standardize(X, names=5), "names must be a list of texts, one per column of X, got 5"),
}
ON_A_GRID = kit.path(kit.Logistic(X, Y > 0) + np.array([2.0, 1.0]) * L1())
KINDS = {  # a right thing of another kind: what was given, and what is to be done instead
    "newton": (lambda: minimize(OBJECTIVE, method="newton"), "the logistic loss, got SquaredError(.*; leave method at"),
    "exact_path": (lambda: minimize(LOSS + L2(), method="exact_path"), "L1 or ElasticNet, got .* with L2(); leave"),
    "cross_validate": (
        lambda: kit.cross_validate(kit.Logistic(X, Y > 0) + L1()),
        "one SquaredError(X, y), got Logistic(X (20, 4), y (20,)); give X and y, or fit F to some rows and judge it by",
    ),
    "degrees_of_freedom": (lambda: kit.degrees_of_freedom(LOSS + L2()), "ElasticNet, got .* with L2(); of any other"),
    "a path on a grid": (
        lambda: figures.correlations(ON_A_GRID, 1.0),
        "takes an exact path such as lasso_path(X, y), got SolvedPath(.*); figures.path draws θ on a grid of λ",
    ),
    "a class for a path": (lambda: figures.path(L1), "got the class L1; write L1()"),
    "a class of paths": (lambda: figures.path(kit.Path), "lasso_path(X, y), got the class Path"),
    "a class for a validation": (lambda: figures.validation(SquaredError), "got the class SquaredError; write Squared"),
    "paths for frequencies": (lambda: figures.stability(X), "selection_frequency(paths) returns, got ndarray of sha"),
    "frequencies of X": (lambda: kit.selection_frequency(X), "what lasso_paths returns, got ndarray of shape (20, 4)"),
    "a widget of X": (lambda: live.Validation(X), "cross_validate(X, y) returns, got ndarray of shape (20, 4)"),
    "two penalties": (
        lambda: L1() + L2(),
        'cannot add 1.0 * L2() to 1.0 * L1(): .*; take one for both: ElasticNet, Penalty.of("abs(t) + t**4"), or a',
    ),
    "a second penalty": (
        lambda: OBJECTIVE + L2(),
        "has its penalty, L1(); cannot add L2(): .*; take one for both",
    ),
    "a minus": (
        lambda: LOSS - L1(),
        "added, a penalty times λ >= 0, got a minus or a division with SquaredError(X (20",
    ),
    "minus a penalty": (lambda: -L1(), "got a minus or a division with L1(); write SquaredError(X, y) + 0.5 * L1()"),
    "half a price": (lambda: LOSS + (2 * L1()) / 2, "division with 2.0 * L1(); write SquaredError(X, y) + 0.5"),
    "half of F": (lambda: OBJECTIVE / 2, "got a minus or a division with SquaredError"),
    "from a number": (lambda: np.ones(4) - L1(), "got a minus or a division with L1()"),
    "minus a class": (lambda: LOSS + -L1, "L1 is a class, and arithmetic needs one of its objects; write L1()"),
    "a plane": (lambda: figures.normal_cone(OBJECTIVE), "2 coefficients, got 4; give it two columns of X"),
    "a line": (lambda: figures.slope_balance(OBJECTIVE), "1 coefficient, got 4 and .*; give one column of X and one λ"),
    "a saddle": (lambda: kit.Quadratic(-np.eye(2), [1, 1]), "negative eigenvalue, got -1: .*; pass X.T @ X"),
}
NUMBERS = {  # what is no number, or no finite one
    "lam=inf": (lambda: LOSS + INF * L1(), "lam must be finite, got inf; pass a finite number"),
    "lams": (lambda: LOSS + np.array([1, INF]) * L1(), "lam must be finite, got inf at index (1,); drop such entries"),
    "lambda_grid(5e-324)": (lambda: kit.lambda_grid(5e-324), "largest is too small, 5e-324: .* above 0; rescale the"),
    "beyond float64": (lambda: SquaredError(X, np.full(20, np.longdouble("1e4000"))), "y must be finite, got inf at"),
    "lambda_grid(inf)": (lambda: kit.lambda_grid(INF), "largest must be finite, got inf; pass a finite number"),
    "path(inf)": (lambda: kit.lasso_path(X, Y)(INF), "lam must be finite, got inf; pass a finite number"),
    "lam_min": (lambda: kit.lasso_path(X, Y, lam_min=INF), "lam_min must be finite, got inf; pass a finite number"),
    "ridge": (lambda: kit.elastic_net_path(X, Y, INF), "ridge must be finite, got inf; pass a finite number"),
    "tol": (lambda: minimize(OBJECTIVE, tol=np.nan), "tol must be finite, got nan; pass a finite number"),
    "ElasticNet": (lambda: ElasticNet(np.nan), "l1_ratio must be finite, got nan; pass a finite number"),
    "text": (lambda: ElasticNet("half"), "l1_ratio must hold real numbers: got 'half'; pass a number"),
    "prices of a figure": (
        lambda: figures.coefficient_path(LOSS + [1, INF] * L1()),
        "lam must be finite, got inf at index (1,); drop such entries",
    ),
    "data": (lambda: SquaredError(np.where(X > 1, np.nan, X), Y), "X must be finite, .*; drop or fill such entries"),
    "too long a step": (
        lambda: flow.proximal_iteration(L1(), [1.0] * 4, 1.0, 10.0, 2000, LOSS),
        "step = 10 is too long: θ runs away to infinity; take a shorter step",
    ),
}
SHAPES = {  # arrays that do not fit, in the words of whoever gave them
    "y is a column": (lambda: kit.lasso_path(X, Y[:, None]), "y must have 1 dimension, .* (20, 1); pass np.ravel(y)"),
    "y is a frame": (lambda: kit.elastic_net_path(X, pd.DataFrame(Y), 1.0), "pass np.ravel(y)"),
    "y of ridge": (lambda: kit.ridge_path(X, Y[:, None], 1.0), "got shape (20, 1); pass np.ravel(y)"),
    "y of logistic": (lambda: kit.Logistic(X, (Y > 0)[:, None]), "one label per row of X, 20, .*; pass np.ravel(y)"),
    "y of folds": (lambda: kit.cross_validate(X, np.stack([Y, Y])), "y must have 1 dimension, got shape (2, 20)"),
    "weights": (lambda: kit.cross_validate(X, Y, weights=np.ones((20, 1))), "weights must have 1 dimension, .* (20"),
    "groups": (lambda: GroupL2([[0, 1]]), "groups must have 1 dimension, got shape (1, 2); pass np.ravel(groups)"),
    "weights of groups": (lambda: GroupL2([0, 1], [[1, 2]]), "weights must have 1 dimension, .* (1, 2)"),
    "y of data": (lambda: kit.data.standardize(X, Y[:, None]), "pass np.ravel(y)"),
    "y across": (lambda: SquaredError(X, np.stack([Y, Y, Y], axis=1)), "got shape (20, 3); pass np.transpose(y)"),
    "X is a vector": (lambda: kit.lasso_path(Y, Y), "X must have 2 dimensions, .*; pass np.reshape(X, (-1, 1)) if"),
    "times": (lambda: flow.penalty_flow(L1(), [1.0], 1.0, 0.5), "times must have 1 dimension, .*; pass [0.5]"),
    "soft_threshold": (
        lambda: kit.soft_threshold([1, 2, 3], [1, 2]),
        "shapes do not fit: v (3,) and threshold (2,); pass numbers, arrays of one shape, or v[:, None] for all pairs",
    ),
    "groups of a loss": (
        lambda: minimize(LOSS + GroupL2([0, 0, 1])),
        "GroupL2 is made for 3 coefficients, the loss has 4; make one for as many as X has columns",
    ),
    "groups of lambda_max": (lambda: kit.lambda_max(LOSS, GroupL2([0, 1])), "GroupL2 is made for 2 coefficients, the"),
    "groups of a flow": (
        lambda: flow.penalty_flow(GroupL2([0, 1]), [1.0], 1.0, [1.0]),
        "start must have 2 entries on its last axis, got shape (1,)",
    ),
    "start": (lambda: minimize(OBJECTIVE, start=3.0), "start must have at least 1 dimension, .* 3.0; pass [3.0]"),
    "theta": (lambda: kit.duality_gap(OBJECTIVE, 3.0), "theta must have at least 1 dimension, .* 3.0; pass [3.0]"),
    "three shapes": (
        lambda: kit.conventions.elastic_net_to_lam("glmnet elastic net", [1, 2], [0, 1, 1], n=4, sd_y=np.ones(4)),
        "shapes do not fit: value (2,) and l1_ratio (3,) and sd_y (4,); pass numbers, arrays of one shape, or value[",
    ),
    "two shapes and a number": (
        lambda: kit.conventions.elastic_net_to_lam("glmnet elastic net", 1, [0, 1, 1], n=4, sd_y=np.ones(4)),
        "shapes do not fit: l1_ratio (3,) and sd_y (4,); pass numbers, arrays of one shape, or l1_ratio[:, None] for",
    ),
    "groups on paper": (
        lambda: GroupL2([0, 1]).symbolic(sp.symbols("a:3")),
        "theta must have one entry per label in groups, 2, got 3",
    ),
    "labels": (lambda: GroupL2([0, 1e15]), "got 1e+15 where 1 is next; pass np.unique(groups, return_inverse=True)[1]"),
    "F": (lambda: LAMS.value(TWO), "theta of shape (2, 4) does not broadcast with a batch of shape (3,); for every"),
    "slopes": (lambda: LAMS.stationarity_gap(TWO), "theta of shape (2, 4) does not broadcast with a batch"),
    "the gap": (lambda: kit.duality_gap(LAMS, TWO), "theta of shape (2, 4) does not broadcast with a batch"),
    "f": (lambda: MANY.gradient(np.ones((3, 4))), "theta of shape (3, 4) does not broadcast with a batch"),
    "a flow": (lambda: flow.hitting_times(L1(), TWO, np.ones(3)), "start of shape (2, 4) does not broadcast with a"),
    "steps": (lambda: flow.sign_iteration(TWO, np.ones(3), 0.1, 2), "start of shape (2, 4) does not broadcast with a"),
    "a flow of F": (lambda: flow.objective_flow(LAMS, TWO, [1.0]), "start of shape (2, 4) does not broadcast with a"),
    "times that fall": (
        lambda: flow.objective_flow(OBJECTIVE, np.ones(4), [3.0, 1.0]),
        "times must not decrease, got 1 after 3; pass np.sort(times)",
    ),
    "times that fall later": (
        lambda: flow.objective_flow(OBJECTIVE, np.ones(4), [0.0, 1.0, 3.0, 2.0]),
        "times must not decrease, got 2 after 3; pass np.sort(times)",
    ),
    "a step for each of 2 vectors": (lambda: OBJECTIVE.prox_step(np.ones(4), [1.0, 2.0]), "theta (4,) and step (2,)"),
    "prices of prices": (lambda: np.ones(3) * (np.ones(2) * L1()), "factor (3,) and lam (2,)"),
    "a price beyond numbers": (lambda: 1e200 * (1e200 * L1()), "lam must be finite, got inf"),
    "ragged groups": (lambda: kit.cross_validate(X, Y, groups=[1, [2, 3]]), "groups must be one list .*, got [1, [2,"),
    "ragged folds": (lambda: kit.cross_validate(X, Y, [[0, [1, 2]], [3]]), "fold 0 must be one list .*, got [0, [1, 2"),
    "a date for folds": (lambda: kit.cross_validate(X, Y, np.array("2020", "M8")), "folds must hold real numbers"),
}  # fmt: skip
SWITCHES = {
    "an intercept of -1": (lambda: kit.information_criteria(PATH, intercept=-1), "intercept must be True or False"),
    "text for an intercept": (lambda: kit.information_criteria(PATH, intercept="no"), "True or False, got 'no'"),
    "text for standardized": (lambda: kit.data.diabetes("no"), "standardized must be True or False, got 'no'"),
    "methods": (lambda: minimize(OBJECTIVE, method=np.array(["newton"] * 2)), "got ndarray of shape (2,)"),
}
SHAPES |= {
    repr(penalty): (
        lambda penalty=penalty: penalty.prox(np.ones((3, 4)), np.ones((2, 1))),
        "shapes do not fit: v (3, 4)",
    )
    for penalty in (L1(), SquaredL2(), L2(), ElasticNet(0.5), Lq(0.5), Lq(1), GroupL2([0, 0, 1, 1]))
}


@pytest.mark.parametrize(
    "call, says",
    [*CLASSES.values(), *THINGS.values(), *KINDS.values(), *NUMBERS.values(), *SHAPES.values(), *SWITCHES.values()],
)
def test_the_error_says_what_is_wrong_and_how_to_mend_it(call, says):
    with pytest.raises((TypeError, ValueError)) as raised:
        call()
    message, place = str(raised.value), 0
    for part in says.split(".*"):
        assert part in message[place:], message
        place = message.index(part, place) + len(part)
    assert "\n" not in message and len(message) <= 200


@pytest.mark.parametrize(
    "value, text",
    [
        (3, "3"),
        ("newton", "'newton'"),
        ("x" * 78, f"'{'x' * 78}'"),
        ("x" * 79, "an object of type str"),
        ({}, "{}"),
        (dict.fromkeys(range(11)), "dict of 11 entries"),
        (tuple(range(11)), "tuple of 11 entries"),
        (set(range(11)), "set of 11 entries"),
        (list(range(10)), str(list(range(10)))),
        ([1, 2], "[1, 2]"),
        (list(range(11)), "list of 11 entries"),
        (X, "ndarray of shape (20, 4)"),
        (np.float64(2.0), "np.float64(2.0)"),
        (L1, "the class L1"),
        (object(), "an object of type object"),
        (GroupL2(np.arange(7128)), "GroupL2(7128 coefficients in 7128 groups)"),
        (LOSS + np.ones(100) * L1(), "SquaredError(X (20, 4), y (20,)) + lams (100,) * L1()"),
    ],
)
def test_a_value_is_shown_on_one_short_line(value, text):
    assert shown(value) == text


def test_objects_of_exact_numbers_are_numbers_and_none_is_missing():
    exact = np.array([[sp.Rational(1, 2), 1], [0, sp.sqrt(4)]], dtype=object)
    assert np.array_equal(SquaredError(exact, [1, 2]).X, [[0.5, 1], [0, 2]])
    with pytest.raises(ValueError, match=r"y must be finite, got nan at index \(1,\)"):
        SquaredError(exact, [1, None])
