"""Where a loss or penalty of one's own breaks a promise, one line says which, with the value and the cure."""

import re
import warnings

import numpy as np
import pytest
from problems import MaxNorm, Own, OwnL1, regression

from sparsity_kit import L1, L2, Logistic, Loss, Lq, Penalty, Quadratic, SquaredError, flow, lambda_max, minimize

X, Y = regression()
LASSO = minimize(SquaredError(X, Y) + 3.0 * L1()).theta


def changed(kind, **parts):
    """An object of a class like `kind`, but for these parts."""
    return type(kind.__name__, (kind,), parts)()


def weighted(v, step):
    return OwnL1().prox(v, step * np.array([1.0, 2.0, 1.0, 1.0]))


def of_part(share):
    return lambda self, theta: Own().gradient(theta) * np.array([1.0, share, 1.0, 1.0])


LOSSES = {
    "half": ({"gradient": lambda self, theta: Own().gradient(theta) / 2}, "along it 2 times as fast as it says"),
    "sign": ({"gradient": lambda self, theta: -Own().gradient(theta)}, "along it -1 times as fast as it says"),
    "part": ({"gradient": of_part(0.9)}, r"Own.gradient does not belong to its value.*; give both the same factors"),
    "mean": ({"value": lambda self, theta: Own().value(theta) / 20}, "along it 0.05 times as fast as it says"),
    "nan": (
        {"gradient": lambda self, theta: theta * np.nan},
        r"Own must be finite .* gradient nan at \(.*",
    ),
    "list": (
        {"gradient": lambda self, theta: [1.0, 2.0, 3.0, 4.0]},
        r"array of real numbers of shape \(4,\), got l",
    ),
    "rows": (
        {"gradient": lambda self, theta: theta @ X.T},
        r"Own.gradient must be .* shape \(4,\), got float64",
    ),
    "no sum": ({"value": lambda self, theta: np.square(theta @ X.T - Y)}, r"value must be an array .* shape \(\)"),
    "complex": ({"value": lambda self, theta: Own().value(theta) + 0j}, "real numbers of shape .*, got complex128"),
    "curvatures": (
        {"curvatures": np.ones(3)},
        r"Own.curvatures must be an array .* of shape \(4,\), got float64",
    ),
    "listed": ({"curvatures": [1.0] * 4}, r"Own.curvatures must be an array .* of shape \(4,\), got list"),
    "turned": ({"curvatures": -np.ones(4)}, "Own.curvatures must be nonnegative, got -1.0"),
    "negative": (
        {"curvatures": 2 * np.square(X).sum(axis=0), "value": lambda self, theta: Own().value(theta) - 1e4},
        "Own.curvatures are for a loss that is never negative, got value -.* at 0; leave them out",
    ),
    "lipschitz": ({"lipschitz": None}, "Own must define lipschitz; Loss's docstring says what"),
    "written": ({"lipschitz": "two"}, "the loss's lipschitz must hold real numbers: got 'two'; pass a number"),
    "unbounded": ({"lipschitz": np.inf}, r"must be finite, got inf; where slopes grow .* with F\(θ\) <= F\(0\)"),
}
PENALTIES = {
    "half": ({"prox": lambda self, v, step: OwnL1().prox(v, step / 2)}, r"OwnL1.prox does not minimise ½‖θ − v‖²"),
    "twice": ({"value": lambda self, theta: 2 * np.abs(theta).sum(axis=-1)}, r"at v = \(.*, …\) that is .*; give both"),
    "sign": ({"prox": lambda self, v, step: v + step * np.sign(v)}, "elsewhere .*; give both the same factors"),
    "zero": ({"prox": lambda self, v, step: 0 * v}, "OwnL1.prox does not minimise"),
    "list": ({"prox": lambda self, v, step: v.tolist()}, r"OwnL1.prox must be an array .* of shape \(4,\), got list"),
    "none": ({"prox": lambda self, v, step: None}, "OwnL1.prox must be an array .*, got NoneType"),
    "sum": ({"prox": lambda self, v, step: v.sum(axis=-1)}, "OwnL1.prox must be an array"),
    "nan": ({"prox": lambda self, v, step: v * np.nan}, r"OwnL1.prox must be finite, got nan at v = \(.*; mind 0/0"),
    "0/0": (
        {"prox": lambda self, v, step: v * np.divide(OwnL1().prox(v, step), v), "separable": False},
        r"OwnL1.prox must be finite, got nan at v = \(0, 0, 0, …\); mind 0/0",
    ),
    "weights": (
        {"value": lambda self, theta: np.abs(theta) @ [1.0, 2.0, 1.0, 1.0], "prox": lambda self, v, s: weighted(v, s)},
        r"OwnL1.separable is True, but its value at \(.*, …\) is not the sum .*; leave separable False",
    ),
    "largest": (
        {"value": lambda self, theta: MaxNorm().value(theta), "prox": lambda self, v, step: MaxNorm().prox(v, step)},
        "OwnL1.separable is True, but its value .*; leave separable False",
    ),
}  # fmt: skip


def refusal(objective, **options):
    """What minimize says, on one line; a promise that is broken is no matter for a warning."""
    with warnings.catch_warnings(), pytest.raises((ValueError, TypeError)) as caught, np.errstate(all="ignore"):
        warnings.simplefilter("error")
        minimize(objective, **options)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 240
    return str(caught.value)


def test_a_lipschitz_that_is_too_small_is_named_with_a_number_that_the_gradient_exceeds():
    said = refusal(changed(Own, lipschitz=Own.lipschitz / 100) + 3.0 * L2())
    found = re.fullmatch(r"Own.lipschitz must be at least (.*), so fast its gradient changes, got (.*)", said)
    assert found, said
    least, got = map(float, found.groups())
    assert got == pytest.approx(Own.lipschitz / 100, rel=0.01) and got < least <= 1.01 * Own.lipschitz


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_that_breaks_a_promise_is_named(name):
    parts, text = LOSSES[name]
    for start in (None, np.ones((3, 4))):
        if start is not None and "curvatures" not in text:
            text = text.replace(r"(4,\)", r"(3, 4\)").replace(r"(\)", r"(3,\)")
        said = refusal(changed(Own, **parts) + 3.0 * L2(), start=start)
        assert re.search(text, said), said


@pytest.mark.parametrize("name", PENALTIES)
def test_a_penalty_that_breaks_a_promise_is_named(name):
    parts, text = PENALTIES[name]
    for loss in (SquaredError(X, Y), Logistic(X, Y > 0), Quadratic(np.eye(4), [2.0, -1.0, 0.5, 3.0]), Own()):
        said = refusal(loss + 3.0 * changed(OwnL1, **parts))
        assert re.search(text, said), said


def test_a_prox_is_asked_at_the_step_that_the_price_makes():
    """One that is right for short steps only is refused at a high price, and believed at a low one."""
    short = changed(OwnL1, prox=lambda self, v, step: OwnL1().prox(v, np.minimum(step, 0.5)))
    bowl = Quadratic(np.eye(4), [2.0, -1.0, 0.5, 3.0])
    assert "OwnL1.prox does not minimise" in refusal(bowl + 30.0 * short)
    assert minimize(bowl + 0.5 * short).theta.tolist() == [1.75, -0.75, 0.25, 2.75]


def test_a_loss_without_its_number_of_coefficients_says_so():
    class Half(Loss):
        lipschitz = 1.0

    with pytest.raises(TypeError, match="Half must define n_features; Loss's docstring says what"):
        Half() + 1.0 * L1()


def test_what_takes_no_stack_is_named_with_the_stack_that_it_was_given():
    """A student's own loss and prox, right for one θ; where they fail for one, their own error is what is seen."""
    one = {"value": lambda self, theta: np.square(X @ theta - Y).sum(axis=0)}
    one["gradient"] = lambda self, theta: 2 * X.T @ (X @ theta - Y)
    by_one = {"prox": lambda self, v, step: np.array([np.sign(t) * max(abs(t) - step[0], 0.0) for t in v])}
    single = changed(OwnL1, separable=False, **by_one)
    for objective in (changed(Own, **one) + 3.0 * OwnL1(), SquaredError(X, Y) + 3.0 * single):
        assert np.allclose(minimize(objective).theta, LASSO, atol=1e-6)
    lams = np.array([1.0, 3.0])
    for objective, name in ((changed(Own, **one) + lams * L1(), "Own.value"), (Own() + lams * single, "OwnL1.prox")):
        assert re.match(rf"{name} must take a stack, θ of shape \(2, 4\) with one θ on .*; there", refusal(objective))
    divided = changed(Own, value=lambda self, theta: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        minimize(divided + 3.0 * L1())


def test_a_gradient_that_writes_into_theta_is_stopped_where_it_does():
    def gradient(self, theta):
        theta -= 1.0
        return Own().gradient(theta)

    assert "read-only" in refusal(changed(Own, gradient=gradient) + 1.0 * L1(), start=LASSO)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("size", [1e-60, 1e-6, 1.0, 1e6, 1e60])
def test_rounding_breaks_no_promise(dtype, size):
    """Sizes and single precision, and a constant that hides most digits of the value."""
    if dtype == np.float32 and abs(np.log10(size)) > 10:
        return
    scaled = changed(
        Own,
        value=lambda self, theta: (size * Own().value(theta)).astype(dtype),
        gradient=lambda self, theta: (size * Own().gradient(theta)).astype(dtype).astype(float),
        lipschitz=size * Own.lipschitz,
    )
    assert np.allclose(minimize(scaled + 3.0 * size * OwnL1(), tol=1e-6).theta, LASSO, atol=1e-4)
    raised = changed(Own, value=lambda self, theta: Own().value(theta) + 1e12)
    assert minimize(raised + 3.0 * OwnL1()).converged


def test_convex_is_looked_at():
    """√|t| falls below its chords, and t² − t is lower at ½ than at 0."""

    class Root(Penalty):
        separable = convex = True

        def value(self, theta):
            return np.sqrt(np.abs(theta)).sum(axis=-1)

        def prox(self, v, step):
            return Lq(0.5).prox(v, step)

    class Off(Penalty):
        separable = convex = True

        def value(self, theta):
            return (np.square(theta) - theta).sum(axis=-1)

        def prox(self, v, step):
            return (v + step) / (1 + 2 * step)

    for penalty in (Root(), Off()):
        with pytest.raises(ValueError, match=f"{type(penalty).__name__}.convex is True, but its value is larger"):
            minimize(SquaredError(np.eye(2), [3.0, -1.0]) + 1.0 * penalty)


STACK = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0], [9.0, 10.0, 11.0, 12.0]])


def higher_at(last):
    """1 for the θ whose last coefficient is this one, else 0."""
    return lambda self, theta: OwnL1().value(theta) + 5.0 * (theta[..., -1] == last) * (theta.shape[-1] == 4)


@pytest.mark.parametrize(
    "parts, text",
    [
        (
            {"prox": lambda self, v, step: np.where(v == 8.0, np.nan, OwnL1().prox(v, step))},
            "got nan at v = (5, 6, 7, …)",
        ),
        (
            {"prox": lambda self, v, step: np.where(v[..., -1:] == 8.0, v, OwnL1().prox(v, step))},
            "at v = (5, 6, 7, …) that",
        ),
        ({"value": higher_at(8.0)}, "its value at (5, 6, 7, …) is not the sum"),
        ({"value": higher_at(7.75), "convex": True}, "is larger between (5, 6, 7, …) and (4.5, 5.5, 6.5, …) than"),
    ],
)
def test_of_a_stack_the_one_that_breaks_a_promise_is_named(parts, text):
    """One step from anywhere leads to the three centres themselves, and the promise is broken at the second alone."""
    assert text in refusal(Quadratic(np.eye(4), STACK) + 1.0 * changed(OwnL1, **parts))


def test_of_a_stack_the_start_at_which_the_loss_is_no_number_is_named():
    """One slope of four is not finite, at the second start alone; and so is one value."""
    for parts in (
        {"gradient": lambda self, theta: np.where(theta == 8.0, np.nan, Own().gradient(theta))},
        {"value": lambda self, theta: np.where(theta[..., -1] == 8.0, np.inf, Own().value(theta))},
    ):
        assert "at (5, 6, 7, …); pass another start" in refusal(changed(Own, **parts) + 3.0 * L1(), start=STACK)


WHO_ASKS_A_PENALTY = {
    "lambda_max": lambda penalty: lambda_max(SquaredError(X, Y), penalty),
    "penalty_flow": lambda penalty: flow.penalty_flow(penalty, np.ones(4), 1.0, [1.0]),
    "hitting_times": lambda penalty: flow.hitting_times(penalty, np.ones(4), 1.0),
    "proximal_iteration": lambda penalty: flow.proximal_iteration(penalty, np.ones(4), 1.0, 0.1, 2),
    "objective_flow": lambda penalty: flow.objective_flow(SquaredError(X, Y) + penalty, np.ones(4), [0.1]),
}
WHO_ASKS_A_LOSS = {
    "lambda_max": lambda_max,
    "sign_iteration": lambda loss: flow.sign_iteration(np.ones(4), 1.0, 0.1, 2, loss),
    "objective_flow": lambda loss: flow.objective_flow(loss + L1(), np.ones(4), [0.1]),
}


@pytest.mark.parametrize("ask", WHO_ASKS_A_PENALTY.values(), ids=WHO_ASKS_A_PENALTY)
@pytest.mark.parametrize(
    "part, text",
    [
        ({"prox": lambda self, v, step: 0.3 * v}, "OwnL1.prox does not minimise"),
        ({"prox": lambda self, v, step: np.nan * v}, "OwnL1.prox must be finite, got nan"),
        ({"prox": lambda self, v, step: v.tolist()}, r"OwnL1.prox must be an array of .*, got list"),
        ({"value": lambda self, theta: np.full(theta.shape[:-1], "a")}, "OwnL1.value must be an array of real numbers"),
    ],
)
def test_whoever_asks_a_penalty_looks_at_what_it_promises(ask, part, text):
    with pytest.raises((TypeError, ValueError), match=text):
        ask(changed(OwnL1, **part))
    ask(OwnL1())


@pytest.mark.parametrize("ask", WHO_ASKS_A_LOSS.values(), ids=WHO_ASKS_A_LOSS)
@pytest.mark.parametrize(
    "part, text",
    [
        ({"gradient": lambda self, theta: -Own().gradient(theta)}, "along it -1 times as fast as it says"),
        (
            {"gradient": lambda self, theta: Own().gradient(theta).tolist()},
            "Own.gradient must be an array .*, got list",
        ),
        ({"lipschitz": None}, "Own must define lipschitz"),
        ({"n_features": "4"}, "the loss's n_features must hold real numbers: got '4'"),
        ({"n_features": 0}, "the loss's n_features must be a whole number, 1 or more, got 0"),
    ],
)
def test_whoever_asks_a_loss_looks_at_what_it_promises(ask, part, text):
    with pytest.raises((TypeError, ValueError), match=text):
        ask(changed(Own, **part))
    ask(Own())
