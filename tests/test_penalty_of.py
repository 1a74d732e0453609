"""Penalty.of: a penalty from its formula is the kit's own of that formula, its prox the lowest place there is."""

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from sparsity_kit import L1, ElasticNet, Lq, Penalty, SquaredError, SquaredL2, derivations, figures, live, minimize
from sparsity_kit.penalties.best_subset import BestSubset
from sparsity_kit.penalty import lowest
from sparsity_kit.penalty.jets import jet
from sparsity_kit.penalty.reading import read
from sparsity_kit.penalty.tree import evaluate
from sparsity_kit.penalty.written import Written

KNOWN = {
    "abs(t)": L1(),
    "|t|": L1(),
    "max(t, -t)": L1(),
    "√(t²)": L1(),
    "t**2": SquaredL2(),
    "0.3*abs(t) + 0.7*t**2": ElasticNet(0.3),
    "sqrt(abs(t))": Lq(0.5),
    "abs(t)**0.8": Lq(0.8),
    "abs(t)**0.01": Lq(0.01),
    "abs(t)**1.5": Lq(1.5),
    "(t**2)**0.25": Lq(0.5),
    "(t**2)**0.4": Lq(0.8),
    "(t**2)**0.75": Lq(1.5),
    "√|t|": Lq(0.5),
}
STRANGE = {  # the formula, whether it is convex, and its slope at zero
    "abs(t) + t**2": (True, 1.0),
    "log(1 + abs(t))": (False, 1.0),
    "max(abs(t) - 1, 0)": (True, 0.0),
    "1 - max(1 - abs(t), 0)**2": (False, 2.0),
    "Piecewise((abs(t) - t**2/4, abs(t) <= 2), (1, True))": (False, 1.0),
    "Piecewise((t**2, abs(t) <= 0.5), (abs(t) - 0.25, True))": (True, 0.0),
    "min(abs(t), 1)": (False, 1.0),
    "1 - exp(-3*abs(t))": (False, 3.0),
    "sqrt(t**2 + 0.01) - 0.1": (True, 0.0),
    "t**2/(1 + t**2)": (False, 0.0),
    "sqrt(abs(t))**2": (True, 1.0),
    "abs(t) + min(t**2, 1)": (False, 1.0),
    "min(abs(t), 0.3) + max(abs(t) - 2, 0)": (False, 1.0),
    "max(abs(t) - 1, 0)**0.5": (False, 0.0),
    "max(abs(t), 2*abs(t) - 1)": (True, 1.0),
    "abs(t) + sqrt((abs(t) - 7.7)**2) - 7.7": (True, 0.0),
    "0*t": (True, 0.0),
    "(t**4)**0.25": (True, 1.0),
    "sqrt(abs(t))*abs(t)**0.25": (False, np.inf),
    "sqrt(abs(t))**2*(1 + 20*abs(t))": (True, 1.0),
}
every_known = pytest.mark.parametrize("formula", KNOWN)
every_strange = pytest.mark.parametrize("formula", STRANGE)
RNG = np.random.default_rng(0)
V, STEP = RNG.normal(size=400) * 10 ** RNG.uniform(-3, 3, 400), 10 ** RNG.uniform(-3, 3, 400)


@every_known
def test_it_is_the_kits_own_of_that_formula(formula):
    penalty, own = Penalty.of(formula), KNOWN[formula]
    found, expected = penalty.prox(V, STEP), own.prox(V, STEP)
    assert np.array_equal(found == 0, expected == 0)
    assert (np.abs(found - expected) <= 1e-15 * np.abs(V)).all()
    assert np.allclose(penalty.value(V[:, None]), own.value(V[:, None]), rtol=1e-14, atol=0)
    assert penalty.convex == own.convex and penalty.separable
    assert (penalty.as_elastic_net() is None) == (own.as_elastic_net() is None)
    for t in map(sp.Rational, ("-7/3", "-1/2", "0", "1/9", "4")):
        assert sp.simplify(penalty.symbolic([t]) - own.symbolic([t])) == 0


CAPPED = [
    "Piecewise((abs(t), abs(t) < 1), (1, True))",
    "Piecewise((abs(t), abs(t) <= 1), (1, True))",
    "Piecewise((1, abs(t) > 1), (abs(t), True))",
    "Piecewise((1, 1 <= abs(t)), (abs(t), True))",
    "Piecewise((abs(t), (t < 1) & (t > -1)), (1, True))",
    "Piecewise((abs(t), -1 <= t <= 1), (1, True))",
    "Piecewise((1, Or(t < -1, t > 1)), (abs(t), True))",
    "Piecewise((1, Not(And(-1 < t, t < 1))), (abs(t), True))",
    "Piecewise((1, Eq(abs(t), 1)), (abs(t), abs(t) < 1), (1, True))",
    "Piecewise((min(abs(t), 1), And(Ne(abs(t), 1), abs(t) < 2)), (1, True))",
    "(abs(t) + 1 - abs(abs(t) - 1))/2",
    "(1 - sign(abs(t) - 1))/2*(abs(t) - 1) + 1",
    "-max(-abs(t), -1)",
]


@pytest.mark.parametrize("formula", CAPPED)
def test_every_way_of_writing_a_case_is_the_same_penalty(formula):
    one, other, t = Penalty.of(formula), Penalty.of("min(abs(t), 1)"), np.linspace(-3, 3, 49)
    np.testing.assert_allclose(one.value(t[:, None]), other.value(t[:, None]), atol=1e-15)
    assert (one.convex, one.slope) == (other.convex, other.slope) == (False, 1.0)
    v, step = t[:, None] + 0.01, np.array([0.25, 0.7, 3.0])
    np.testing.assert_allclose(one.prox(v, step), other.prox(v, step), atol=1e-14)
    for at in map(sp.Rational, ("-2", "-1", "-1/3", "0", "1/2", "1", "3")):
        assert one.symbolic([at]) == other.symbolic([at])


JETS = [
    *KNOWN, *STRANGE, *CAPPED, "log(1 + t**2) + abs(t)**1.5", "exp(abs(t)) - 1", "t**4 - abs(t)**3/4 + t**2",
    "(1 + t**2)**-1", "abs(t - 1)*(t - 2)", "sqrt((t - 1)**2)", "sqrt(t**4)", "sign(t - 1)*log(2 + t)", "(t - 1)**3",
    "Piecewise((t**2, Or(t < 1, t >= 2)), (3*t, Not(Eq(t, 1))), (t, True))", "0.5*t + pi - E/(3 + t)",
    "abs(t)*abs(t - 1)", "max(t, 2 - t, 1.5)", "min(t, 2 - t, 0.5)",
]  # fmt: skip


@pytest.mark.parametrize("formula", JETS)
@pytest.mark.parametrize("side", [1, -1])
def test_slopes_and_bends_are_difference_quotients_on_their_side(formula, side):
    """At kinks and beside them: Ω′ is how Ω goes on from there, and Ω″ how Ω′ does."""
    tree, h = read(formula), 1e-6
    t = np.array([0.2, 0.3, 0.5, 1.0, 4 / 3, 1.5, 2.0, 2.5])
    (value, slope, bend), (near, near_slope, _) = jet(tree, t, side), jet(tree, t + side * h, side)
    with np.errstate(all="ignore"):
        there = evaluate(tree, t[:, None])
        goes_on = np.isclose(near, there, atol=1e-2)  # it does not jump there
    np.testing.assert_allclose(value[goes_on], there[goes_on], rtol=1e-14)
    steep = np.isinf(slope)
    np.testing.assert_allclose(((near - value) / (side * h))[~steep], slope[~steep], rtol=1e-4, atol=1e-4)
    assert (np.abs(near - value)[steep] > 100 * h).all() and (np.sign(near - value) * side == np.sign(slope))[
        steep
    ].all()
    np.testing.assert_allclose(((near_slope - slope) / (side * h))[~steep], bend[~steep], rtol=1e-4, atol=1e-4)


@every_strange
def test_its_convexity_and_its_slope_at_zero_are_found(formula):
    penalty = Penalty.of(formula)
    assert (penalty.convex, penalty.slope) == (STRANGE[formula][0], pytest.approx(STRANGE[formula][1], rel=1e-12))


@pytest.mark.parametrize(("formula", "slope"), [("abs(t)**1.0001", 0.0), ("sqrt(log(1 + t**2))", 1.0)])
def test_the_slope_at_zero_is_not_that_of_numbers_beside_zero(formula, slope):
    """0.977 is that of the first at 1e-100; the second is 0 below 1e-8 in a computer's numbers."""
    assert Penalty.of(formula).slope == slope


def brute(penalty, v, step):
    """The lowest ½(z − v)² + step·Ω(z) − ½v² of many z, and a function that says what it is at a z."""

    def cost(z):
        return z * (z / 2 - v) + step * penalty.value(np.asarray(z)[..., None])

    near = np.abs(v) * np.concatenate([[0.0], np.linspace(0, 1.2, 5001), np.geomspace(1e-9, 1, 1000)])
    rivals = np.sign(v) * np.concatenate([near, [0.3, 0.5, 1.0, 2.0]])
    return cost(rivals).min(), cost


@every_strange
@settings(max_examples=25)
@given(v=st.floats(-30, 30), step=st.floats(1e-3, 30))
def test_nothing_is_lower_than_the_prox(formula, v, step):
    penalty = Penalty.of(formula)
    least, cost = brute(penalty, v, step)
    z = penalty.prox(np.array([v]), step)
    assert cost(z)[0] <= least + 1e-13 * (v * v + step)
    assert penalty.prox(np.array([-v]), step)[0] == -z[0]


@every_strange
@pytest.mark.parametrize("lam", [0.3, 9.0])
def test_zero_is_the_answer_up_to_the_threshold_and_no_further(formula, lam):
    """Also where a valley far from zero becomes the lowest place before the slope at zero lets go."""
    penalty = Penalty.of(formula)
    edge = penalty.threshold(lam)
    inside, cost = brute(penalty, 0.999 * edge, lam / 2)
    beyond, _ = brute(penalty, 1.001 * edge + 1e-6, lam / 2)
    assert inside >= cost(0.0) - 1e-14 * edge**2 and beyond < cost(0.0)


@pytest.mark.parametrize("formula", ["log(1 + abs(t))", "1 - exp(-abs(t))"])
def test_at_the_threshold_itself_zero_is_exact(formula):
    steps = np.array([2.0**-20, 1e-3, 0.3])
    assert (Penalty.of(formula).prox(steps, steps) == 0).all()


def test_the_threshold_of_a_square_root_is_a_power_of_the_price():
    """For s = λ/2 the root of z − v + s/(2√z) costs as much as zero at v = (3/2)·s^(2/3)."""
    assert Penalty.of("sqrt(abs(t))").threshold(16.0) == pytest.approx(1.5 * 8 ** (2 / 3))


@settings(max_examples=40)
@given(a=st.floats(0, 5), b=st.floats(0, 5), q=st.floats(0.3, 2), v=st.floats(-9, 9), step=st.floats(0.01, 5))
def test_nothing_is_lower_for_formulas_that_are_drawn(a, b, q, v, step):
    penalty = Penalty.of(f"{a:.6f}*abs(t) + {b:.6f}*min(abs(t)**{q:.4f}, 1)")
    least, cost = brute(penalty, v, step)
    assert cost(penalty.prox(np.array([v]), step))[0] <= least + 1e-12 * (v * v + step)


def test_the_prox_of_a_flattened_penalty_is_the_hard_threshold_of_best_subset():
    """With step ½, ½(z − v)² + ½(1 − (1 − |z|)₊²) is flat in z below 1 at v = 1: the hard threshold at 1."""
    v = np.concatenate([np.linspace(-3, 3, 601), [1 + 1e-6, 1 - 1e-6]])
    v = v[np.abs(np.abs(v) - 1) > 1e-12]
    found = Penalty.of("1 - max(1 - abs(t), 0)**2").prox(v, 0.5)
    assert np.allclose(found, BestSubset().prox(v, 0.5), rtol=0, atol=1e-12)


@every_strange
def test_the_derivations_find_it_as_convex_and_its_prox_the_same(formula):
    """SymPy, by exact pieces, against numbers."""
    penalty = Penalty.of(formula)
    if not penalty.convex:
        with pytest.raises(ValueError, match="is not convex"):
            derivations.prox(penalty, lam=100)
        return
    if formula.startswith("sqrt(t**2"):
        return  # a quartic equation
    answer = derivations.as_function(derivations.prox(penalty, lam=sp.Rational(3, 2)).result, derivations.v)
    v = np.linspace(-5, 5, 41) + 0.01
    assert np.allclose(answer(v), penalty.prox(v, 1.5), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("formula", "kink", "v", "step"),
    [
        ("max(abs(t) - 0.3, 0)", 0.3, 0.4, 1),
        ("max(abs(t) - 1e5, 0)", 1e5, 1e5 + 1, 3),
        ("max(t**2 - 2, 0)", np.sqrt(2), 2, 1),
        ("max(t**4 - 3*t**2 + 1, 1) - 1", np.sqrt(3), 2, 1),
        ("max(log(abs(t) + 1) - 2, 0)", np.exp(2) - 1, 7, 30),
        ("Piecewise((0, abs(t) < 0.7), (3*abs(t) - 2.1, True))", 0.7, 1, 1),
        ("abs(t) + max(abs(t) - 1/3, 0)", 1 / 3, 0.9, 0.3),
        ("abs(t) + sqrt((abs(t) - 0.3)**2) - 0.3", 0.3, 0.5, 1),  # whose square touches zero, and does not cross it
        ("abs(t) + sqrt((abs(t) - 3e4)**2) - 3e4", 3e4, 3e4 + 1, 1),
        ("t**2 + sqrt((t**2 - 2)**2) - 2", np.sqrt(2), 2, 1),
        ("abs(t) + sqrt(-(-(abs(t) - 0.3)**2)) - 0.3", 0.3, 0.5, 1),
    ],
)
def test_the_prox_is_stopped_at_a_kink_exactly(formula, kink, v, step):
    """To the number that somebody wrote, or to a neighbour of a root."""
    prox = Penalty.of(formula).prox([v, -v], step)
    assert np.abs(prox - [kink, -kink]).max() <= (np.spacing(kink) if "**" in formula or "log" in formula else 0)


def test_a_stack_of_values_and_steps_broadcasts_and_nothing_is_written_over():
    penalty, v = Penalty.of("log(1 + abs(t))"), np.array([[3.0], [-1.0]])
    found = penalty.prox(v, np.array([0.5, 1.0, 2.0]))
    assert found.shape == (2, 3) and v.tolist() == [[3.0], [-1.0]]
    assert found[1, 2] == penalty.prox([-1.0], 2.0)[0]
    assert not np.signbit(found[found == 0]).any()


def test_it_goes_into_solvers_derivations_figures_and_live_pictures():
    loss = SquaredError([[1.0, 0.4], [0.0, 1.0]], [2.0, 1.0])
    for formula in ("abs(t) + t**2", "max(abs(t), 2*abs(t) - 1)", "log(1 + abs(t))"):
        penalty = Penalty.of(formula)
        solution = minimize(loss + 0.7 * penalty)
        around = solution.theta + np.random.default_rng(1).normal(size=(500, 2)) * 1e-3
        assert ((loss + 0.7 * penalty).value(around) >= solution.value - 1e-12).all() and solution.converged
        assert (solution.duality_gap is not None) == penalty.convex
        assert formula in figures.shrinkage(penalty, 2.0).alt
        assert live.SlopeBalance(SquaredError([[1.0]], [2.0]) + 1.0 * penalty).theta >= 0
    assert derivations.threshold(Penalty.of("abs(t) + t**2")).verify()


@pytest.mark.parametrize(
    "formula",
    [
        "abs(t)**3",
        "abs(t)**1.5",
        "abs(t)**(4/3)",
        "abs(t) + abs(t)**1.5",
        "abs(t) - log(1 + abs(t))",
    ],
)
def test_its_prox_on_paper_is_verified_and_is_that_in_numbers(formula):
    """Where the slope of the penalty is 0 at zero, or grows like a root there, as well as where it has a kink."""
    penalty = Penalty.of(formula)
    on_paper = derivations.prox(penalty)
    assert on_paper.verify()
    function = derivations.as_function(on_paper.result, [derivations.v, derivations.lam])
    np.testing.assert_allclose(function(V, STEP), penalty.prox(V, STEP), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("formula", [*KNOWN, *STRANGE])
def test_without_a_price_or_a_slope_nothing_is_held_at_zero(formula):
    penalty = Penalty.of(formula)
    assert penalty.threshold(0) == 0 and (penalty.slope > 0 or penalty.threshold(2.0) == 0)


@pytest.mark.parametrize(("at", "square"), [("7.7", "(abs(t) - 7.7)**2"), ("3e4", "-(-(abs(t) - 3e4)**2)")])
def test_a_kink_where_a_square_touches_zero_is_found(at, square):
    """min(2|t|, 2a) by a root of (|t| − a)²: concave at a, and straight on both sides."""
    penalty, capped = Penalty.of(f"abs(t) + {at} - sqrt({square})"), Penalty.of(f"min(2*abs(t), 2*{at})")
    v, step = float(at) * np.linspace(0, 2, 40), float(at) / 4
    np.testing.assert_allclose(penalty.prox(v, step), capped.prox(v, step), rtol=1e-12)
    assert not penalty.convex


@pytest.mark.parametrize("power", ["8", "4*2", "16/2", "2**3", "9 - 1", "-(-8)", "8.0", "Rational(16, 2)"])
def test_an_exponent_up_to_eight_may_be_computed(power):
    assert Penalty.of(f"t**({power})").value([2.0]) == 256
    assert Penalty.of(f"1 - (1 + t**2)**(-({power}))").value([1.0]) == 1 - 2**-8


def test_an_error_about_a_formula_names_it():
    with pytest.raises(ValueError, match=r"for Penalty.of\('abs\(t\)\*\*1.2'\) the equation"):
        derivations.prox(Penalty.of("abs(t)**1.2"))


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("t", "must be even, but t is 1 at t = 1 and -1 at t = -1; write abs"),
        ("abs(t) - 1", "must be 0 at t = 0, but .* is -1 there"),
        ("-abs(t)", "must be nonnegative, but .* is -1 at t = 1"),
        ("log(abs(t))", "must be a number for every t, but .* is -inf at t = 0; mind log"),
        ("1/(1 - abs(t))**2 - 1", "must be a number for every t, but .* is inf at t = 1"),
        ("sqrt(t)", "is nan at t = -"),
        ("sign(t)**2", "must be continuous, but .* jumps from 0 to 1 at t = 0"),
        ("Piecewise((abs(t), abs(t) <= 1), (2*abs(t), True))", "jumps from 1 to 2 at t = 1"),
        ("Piecewise((abs(t), abs(t) < 1), (2*abs(t), True))", "jumps from 2 to 1 at t = 1"),
        ("Piecewise((abs(t), abs(t) < 1))", "is nan at t = 1"),
        ("Piecewise((1.5*abs(t), abs(t) < 1e-15), (abs(t), True))", "the slope of a penalty at 0 must be clear"),
        ("max(abs(t) - t**2, 0)", "must not fall on the way out, but .* falls from 0.25 at t = 0.5"),
        ("x**2", "the name 'x' means nothing here; use t"),
        ("t^2", r"a power is written \*\* in Python"),
        ("2t", r"a \* is missing after '2'"),
        ("abs(t) < 1", "got the condition 'abs\\(t\\) < 1'; use it in Piecewise"),
        ("abs(t)**t", "exponents must be numbers between -8 and 8"),
        ("abs(t)**8.1", "exponents must be numbers between -8 and 8"),
        ("1 - (1 + t**2)**(-9)", "exponents must be numbers between -8 and 8"),
        ("abs(t)**(1/0)", "exponents must be numbers between -8 and 8"),
        ("abs(t) +", "cannot be read"),
        ("Heaviside(t)", "a penalty has no Heaviside; it may use t, numbers"),
        ("oo*abs(t)", "oo is no number here"),
        ("__import__('os')", "a penalty has no __import__; it may use t, numbers"),
        ("sin(t) + " * 50_000 + "t", "the formula is too long"),
        ("abs(t) + sin(t)", "a penalty has no sin; it may use t, numbers"),
        ("(" * 200 + "t" + ")" * 200, "must be"),
    ],
)
def test_what_is_no_penalty_is_told_in_one_line(formula, says):
    with pytest.raises(ValueError, match=says) as error:
        Penalty.of(formula)
    assert "\n" not in str(error.value)


def test_what_is_no_text_is_told():
    with pytest.raises(TypeError, match="a formula must be text in t, got int; write"):
        Penalty.of(3)


def test_it_says_how_it_was_made():
    penalty = Penalty.of(" abs(t) ")
    assert repr(penalty) == "Penalty.of('abs(t)')" and penalty.name == "abs(t)" and isinstance(penalty, Written)


@pytest.mark.parametrize(
    ("formula", "v", "expected"),
    [
        ("t**2", 1e250, 1e250 / 3),
        ("sqrt(abs(t)) + t**2", 1e250, 1e250 / 3),
        ("t**4", 1e250, np.cbrt(1e250 / 4)),
        ("min(abs(t), 2)", 1e250, 1e250),
        ("exp(abs(t)) - 1", 1e200, np.log(1e200)),
        ("t**2", 1e-200, 1e-200 / 3),
        ("1 - max(1 - abs(t), 0)**2", 1 - 1e-9, 1 - 1e-9 - 0.02e-9 / 0.98),  # where F is nearly level
    ],
)
def test_the_prox_is_where_f_is_level_however_large_or_near_that_is(formula, v, expected):
    step = 0.01 if "max" in formula else 1.0
    assert Penalty.of(formula).prox([v], step)[0] == pytest.approx(expected, rel=1e-15 if step == 1 else 1e-13)


@pytest.mark.parametrize(
    "formula",
    [
        "min(exp(abs(t)) - 1, 3)",
        "min(exp(t**2) - 1, abs(t))",
        "max(exp(abs(t)) - 1, t**4)",
        "max(sqrt(abs(t)), abs(t))",
    ],
)
def test_kinks_are_found_beside_what_outgrows_numbers_or_rises_steeply(formula):
    """Where one side outgrows numbers, or is infinitely steep at 0, there is no warning, and the prox is lowest."""
    penalty, z = Penalty.of(formula), np.linspace(0, 4, 40_001)
    for v, step in [(0.5, 0.3), (2.0, 0.5), (4.0, 1.0), (1.0, 0.1)]:
        near = penalty.prox([v], step)
        cost = (near[0] - v) ** 2 / 2 + step * penalty.value(near)
        assert cost <= ((z - v) ** 2 / 2 + step * penalty.value(z[:, None])).min() + 1e-12


def test_the_prox_is_level_however_steeply_a_penalty_rises():
    """z + 2·step·z·exp(z²) = v, written as z² = log((v − z)/(2·step·z)), which settles when put in again and again."""
    z, v, step = 1.0, 1e38, 1e34
    for _ in range(100):
        z = np.sqrt(np.log((v - z) / (2 * step * z)))
    assert Penalty.of("exp(t**2) - 1").prox([v], step)[0] == pytest.approx(z, rel=1e-14)


@pytest.mark.parametrize("formula", ["log(1 + abs(t))", "sqrt(1 + t**2) - 1"])
def test_a_thousand_proxes_at_once_take_few_of_newtons_steps(formula, monkeypatch):
    """By count: all wait for the slowest, so steps that come from one side, and only from there, are not cut short."""
    seen, penalty = [], Penalty.of(formula)
    monkeypatch.setattr(lowest, "jet", lambda *args: seen.append(args) or jet(*args))
    penalty.prox(np.linspace(0.01, 10, 1000), 0.5)
    assert len(seen) < 15


@pytest.mark.parametrize("formula", ["log(1 + abs(t))", "sqrt(abs(t))", "min(sqrt(abs(t)), 1)", "log(1 + t**2)"])
def test_where_a_penalty_bends_down_few_slopes_are_asked_for(formula, monkeypatch):
    """By count: the turn of F′ is not looked for by halving, and numbers that are settled, or have none, are left."""
    seen, penalty = [], Penalty.of(formula)
    monkeypatch.setattr(lowest, "jet", lambda tree, z, *side: seen.append(z.size) or jet(tree, z, *side))
    penalty.prox(np.linspace(0.01, 10, 1000), 2.0)
    assert len(seen) < 35
    assert sum(seen) < 1000 * 20


def test_many_numbers_have_the_prox_of_each_alone():
    """Some stay at zero, some come to a place beyond a dip of F′, some have none."""
    penalty, v = Penalty.of("log(1 + abs(t))"), np.linspace(-1, 10, 10_000)
    found = penalty.prox(v, 2.0)
    root = (v - 1 + np.sqrt(np.maximum((v + 1) ** 2 - 8, 0.0))) / 2  # z² + (1 − v)z + 2 − v = 0
    lower = (root > 0) & ((v + 1) ** 2 > 8) & ((root - v) ** 2 / 2 + 2 * np.log1p(np.abs(root)) < v**2 / 2)
    assert found == pytest.approx(np.where(lower, root, 0.0), rel=1e-12, abs=0)
    assert [penalty.prox([number], 2.0)[0] for number in v[::997]] == found[::997].tolist()
