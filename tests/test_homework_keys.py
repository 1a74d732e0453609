"""Keys of homework against what has nothing to do with how they are made: solvers, definitions, limits."""

import re
import statistics
from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from sklearn.linear_model import lars_path
from sympy.parsing.sympy_parser import rationalize, standard_transformations

from sparsity_kit import (
    L1,
    ElasticNet,
    Penalty,
    Quadratic,
    SquaredError,
    SquaredL2,
    data,
    derivations,
    flow,
    lasso_path,
    minimize,
)  # fmt: skip
from sparsity_kit.answers.formula import Formula
from sparsity_kit.homework.register import QUESTIONS, assignment_of
from sparsity_kit.questions import variant


def drawn(name, count=8):
    """(numbers, variant) of some students."""
    for number in range(count):
        mine = variant(assignment_of(QUESTIONS[name]), QUESTIONS[name], b"keys", f"student:{number}")
        yield {key: np.array(value) if type(value) is list else value for key, value in mine.given.items()}, mine


def minimiser(column, target, lam, weight=1.0):
    """argmin of weight·‖xθ − y‖² + λ|θ|, by the solver."""
    return minimize(SquaredError(np.sqrt(weight) * column[:, None], np.sqrt(weight) * target) + lam * L1()).theta[0]


# ---- homework 1


def test_c2_the_flow_of_weights_is_a_small_step_against_the_slopes_at_each_moment():
    for given, mine in drawn("hw1-flow", 3):
        theta, steps = np.array([2.0, -1.5, 0.7]), 20_000
        for _ in range(steps):
            step = 0.8 / steps * given["w"]
            theta = np.where(np.abs(theta) <= step, 0.0, theta - step * np.sign(theta))
        np.testing.assert_allclose(mine.key(np.array([2.0, -1.5, 0.7]), 0.8, 1.0), theta, atol=1e-9)


def test_c3_the_nearest_of_all_positions_is_found_by_walking():
    for given, mine in drawn("hw1-closest"):
        positions = flow.sign_iteration([given["start_5"]], given["lam_5"], given["step_5"], 500)
        assert mine.key == pytest.approx(np.abs(positions).min(), abs=1e-9)


def test_c5_at_its_price_the_solver_stops_at_the_corner():
    for given, mine in drawn("hw1-price"):
        r = 0.01
        price = Formula(mine.key, ("r",))({"r": Fraction(1, 100)})
        loss = Quadratic(given["A_6"].astype(float), given["center"].astype(float))
        np.testing.assert_allclose(minimize(loss + float(price) * L1()).theta, [r, 0.0], atol=1e-9)


def test_c6_the_corner_holds_for_centres_between_the_ends_and_for_no_others():
    diamond = np.linspace([[1.0, 0.0], [1.0, 0.0]], [[0.0, 1.0], [0.0, -1.0]], 4001).reshape(-1, 2)
    for given, mine in drawn("hw1-hold"):
        low, high = mine.key
        for c_2, holds in ((low + 0.05, True), (high - 0.05, True), (low - 0.05, False), (high + 0.05, False)):
            loss = Quadratic(given["A_7"].astype(float), [float(given["c_1"]), c_2])
            lowest = diamond[loss.value(given["radius"] * diamond).argmin()]
            assert (lowest[1] == 0.0) == holds


def test_c5_with_the_pull_of_the_paragraph_the_corner_holds():
    for given, _ in drawn("hw1-paragraph"):
        price = abs(given["pull_8"][0])
        loss = Quadratic(np.eye(2), [2.0 + given["pull_8"][0] / 2, given["pull_8"][1] / 2])  # −∇f = pull_8 at (2, 0)
        np.testing.assert_allclose(minimize(loss + float(price) * L1()).theta, [2.0, 0.0], atol=1e-9)


# ---- homework 2


def test_c7_the_gradient_balances_a_cone():
    for given, mine in drawn("hw2-gradient"):
        h = 1e-6 * np.eye(3)
        slopes = [np.linalg.norm(given["theta"] + each) - np.linalg.norm(given["theta"] - each) for each in h]
        np.testing.assert_allclose(mine.key, -given["lam_1"] * np.array(slopes) / 2e-6, atol=1e-6)


def test_c7_the_path_of_ridge_is_that_of_the_solver():
    for given, mine in drawn("hw2-path"):
        formula, loss = Formula(mine.key, ("lam",)), SquaredError(given["X_2"], given["y_2"])
        for lam in (0.5, 3.0, 20.0):
            theta = minimize(loss + lam * SquaredL2()).theta
            assert float(formula({"lam": Fraction(lam)})) == pytest.approx(theta[1], abs=1e-9)


class Uneven(Penalty):
    """Σ right·θⱼ where θⱼ ≥ 0 and −left·θⱼ where θⱼ < 0: a kink with two different sides."""

    separable = True

    def __init__(self, left, right):
        self.left, self.right = sp.Rational(str(left)), sp.Rational(str(right))

    def symbolic(self, theta):
        return sum(sp.Piecewise((self.right * t, t >= 0), (-self.left * t, True)) for t in theta)


def test_c8_zero_stays_where_the_derivation_says():
    for given, mine in drawn("hw2-kink", 3):
        slopes = derivations.subdifferential_at_zero(Uneven(given["left"], given["right"]))
        derived = mine.kind.read(f"-({slopes.sup})*lam <= g <= -({slopes.inf})*lam")
        assert mine.kind.same(mine.kind.read(mine.key), derived)


def test_c9_a_certificate_is_given_to_solutions_alone():
    for given, mine in drawn("hw2-certificate", 3):
        loss, penalty = SquaredError(np.eye(3), [3.0, -0.2, -2.0]), ElasticNet(given["share"])
        theta = minimize(loss + 1.5 * penalty).theta
        assert mine.key(theta, loss.gradient(theta), 1.5) and not mine.key(theta, loss.gradient(theta) + 0.01, 1.5)
        assert not mine.key(theta, loss.gradient(theta), 1.6)


def test_c9_the_slope_of_the_paragraph_may_move_as_far_as_its_solution_says():
    for given, _ in drawn("hw2-paragraph"):
        slope, lam = given["slope_8"], given["lam_8"]
        for moved, zero in ((lam - slope - 0.01, True), (lam - slope + 0.01, False), (0.01 - lam - slope, True)):
            loss = Quadratic(np.eye(1), [-(slope + moved) / 2])  # with this slope at zero
            assert (minimize(loss + float(lam) * L1()).theta[0] == 0) == zero


# ---- homework 3


def test_c10_slope_is_the_limit_of_difference_quotients():
    for given, mine in drawn("hw3-slope"):
        slope = Formula(mine.key, ("x", "y", "theta"))
        x, y, t, h = 1.5, -0.7, 0.3, 1e-6
        up, down = (given["a"] * (x * each + given["k"] * y) ** 2 for each in (t + h, t - h))
        assert slope({"x": x, "y": y, "theta": t}) == pytest.approx((up - down) / (2 * h), rel=1e-6)


def test_c11_signs_are_those_of_the_solver():
    for given, mine in drawn("hw3-signs"):
        pairs = zip(given["xs"], given["ys"], strict=True)
        by_solver = [np.sign(minimiser(np.array([x]), np.array([y]), float(given["cost"]))) for x, y in pairs]
        np.testing.assert_array_equal(mine.key, by_solver)
        assert sorted(by_solver).count(0) == 3 and {-1, 1} <= set(by_solver)


def test_c11_minimiser_is_that_of_the_solver_in_all_three_cases():
    for given, mine in drawn("hw3-minimiser", 3):
        formula = Formula(mine.key, ("x", "y", "lam"))
        for x, y, lam in ((2.0, 1.0, 3.0), (-2.0, 1.0, 3.0), (0.5, -1.0, 0.2), (0.1, 0.1, 5.0)):
            expected = minimiser(np.array([x]), np.array([y]), lam, given["w"])
            assert formula({"x": x, "y": y, "lam": lam}) == pytest.approx(expected, abs=1e-9)


def test_c12_a_coefficient_dies_at_its_last_price_with_an_elastic_net():
    for given, mine in drawn("hw3-last-price"):
        loss = SquaredError(given["column"][:, None], given["target"])
        around = mine.key * np.array([1 - 1e-6, 1 + 1e-6])
        assert minimize(loss + around * ElasticNet(given["share"])).support.ravel().tolist() == [True, False]


def test_c11_best_theta_is_that_of_the_solver_for_every_case():
    for given, mine in drawn("hw3-best-theta", 3):
        for c, s, lam in mine.kind.cases:
            root = np.sqrt(s.ravel())
            pairs = zip(root, c.ravel() / root, strict=True)
            by_solver = [minimiser(np.array([x]), np.array([y]), lam, given["weight"]) for x, y in pairs]
            np.testing.assert_allclose(mine.key(c, s, lam).ravel(), by_solver, atol=1e-9)


def test_c12_copies_do_what_the_letter_says():
    for given, mine in drawn("hw3-prediction"):
        x, y = np.ones(1), np.array([float(given["product"])])
        once, copied = (minimiser(np.repeat(x, n), np.repeat(y, n), given["price"]) for n in (1, given["copies"]))
        what = {"A": once == 0 == copied, "B": once == 0 != copied, "E": 0 < abs(once) < abs(copied)}
        assert what[mine.key]


def test_c11_the_classmate_of_the_paragraph_has_twice_the_coefficient_with_the_wrong_sign():
    for given, _ in drawn("hw3-paragraph"):
        x, y, lam = (float(given[name]) for name in ("x_8", "y_8", "price_8"))
        right = minimiser(np.array([x]), np.array([y]), lam)
        assert right == pytest.approx(np.sign(x * y) * (abs(x * y) - lam / 2) / x**2) and abs(right) > 1e-3
        assert x**2 * (-2 * right) + 2 * x * y + lam * np.sign(-2 * right) == pytest.approx(0, abs=1e-6)


# ---- homework 4


def test_c12_the_second_coefficient_is_dead_inside_the_interval_and_alive_at_zero():
    for given, mine in drawn("hw4-dead"):
        low, high = mine.key
        products = np.array([low - 1e-6, low + 1e-6, (low + high) / 2, high - 1e-6, high + 1e-6, 0.0])
        y = np.linalg.solve(given["gram"], [np.full(6, given["product"]), products]).T  # center: X'X center = X'y
        alive = minimize(Quadratic(given["gram"], center=y) + float(given["price"]) * L1()).support[:, 1]
        assert alive.tolist() == [True, False, False, False, True, True]
        assert max(abs(low), abs(high)) > given["price"] / 2, "some values beyond λ/2 are dead as well"


def test_c12_a_step_cannot_be_improved_along_its_coordinate():
    for given, mine in drawn("hw4-step"):
        for theta, j, X, y, lam in mine.kind.cases:
            objective, new = SquaredError(X, y) + lam * ElasticNet(given["share"]), mine.key(theta, j, X, y, lam)
            others = np.tile(new, (2001, 1))
            others[:, j] += np.linspace(-5, 5, 2001)
            assert objective.value(new) <= objective.value(others).min() + 1e-9
            assert np.delete(new, j).tolist() == np.delete(theta, j).tolist()


def test_c12_the_last_of_the_weighted_coefficients_dies_at_the_last_price():
    for given, mine in drawn("hw4-last-price"):
        loss = SquaredError(given["table"] / given["weights"], given["target"])
        alive = minimize(loss + mine.key * np.array([1 - 1e-6, 1 + 1e-6]) * L1()).support.sum(axis=1)
        assert alive.tolist() == [1, 0]


def test_c12_the_columns_enter_in_the_order_in_which_the_solver_needs_them():
    patients, prices = data.diabetes(), np.geomspace(1900, 1, 700)
    for given, mine in drawn("hw4-order", 1):
        loss = SquaredError(patients.X[:, given["columns"]], patients.y)
        first = minimize(loss + prices * L1(), method="coordinate_descent").support.argmax(axis=0)
        assert given["columns"][np.argsort(first, kind="stable")].tolist() == mine.key


def test_c12_no_two_columns_of_a_student_enter_at_nearly_the_same_price():
    """By scikit-learn's path."""
    patients = data.diabetes()
    chosen = {tuple(given["columns"]) for given, _ in drawn("hw4-order", 200)}
    assert len(chosen) > 40
    for columns in chosen:
        alphas, _, theta = lars_path(patients.X[:, columns], patients.y, method="lasso")
        prices = np.sort(alphas[(theta != 0).argmax(axis=1) - 1])
        assert (prices[1:] > 1.02 * prices[:-1]).all(), columns


def test_c12_the_zeros_of_the_newspaper_are_the_solvers_and_fewer_at_a_tenth_of_the_price():
    patients = data.diabetes()
    for given, _ in drawn("hw4-paragraph"):
        prices = given["price_7"] * np.array([1, 0.1])
        dead, cheaper = minimize(SquaredError(patients.X, patients.y) + prices * L1()).theta == 0
        zeros = [name for name, zero in zip(patients.names, dead, strict=True) if zero]
        assert given["zeros_7"].split(", ") == zeros and {"age", "tch"} <= {*zeros} and cheaper.sum() < dead.sum()
        assert "hdl" not in zeros, "the solution says that it is in the model"


def test_c13_penalties_with_a_kink_are_those_whose_two_slopes_at_zero_differ():
    theta, t = sp.Symbol("theta"), sp.Symbol("t", positive=True)
    names, exact = {"abs": sp.Abs, "max": sp.Max, "theta": theta}, (*standard_transformations, rationalize)
    for given, mine in drawn("hw4-kinks", 6):
        for letter, text in given.items():
            penalty = sp.parse_expr(text, names, exact)
            quotients = [(penalty.subs(theta, way * t) - penalty.subs(theta, 0)) / (way * t) for way in (1, -1)]
            right, left = (sp.limit(each.rewrite(sp.Piecewise), t, 0, "+") for each in quotients)
            assert (right != left) == (letter in mine.key), text


# ---- homework 5


def test_the_held_out_error_is_that_of_the_solvers_coefficient():
    for given, mine in drawn("hw5-held-out"):
        theta = minimiser(given["x_fit"].astype(float), given["y_fit"].astype(float), 3 * given["price"] / 5)
        residuals = [y - x * theta for x, y in zip(given["x_out"], given["y_out"], strict=True)]
        assert theta != 0 and mine.key == pytest.approx(statistics.fmean(r * r for r in residuals))


def test_no_price_between_the_kinks_has_a_smaller_error():
    for given, mine in drawn("hw5-lowest"):
        high, low = given["kinks"]
        lams = np.linspace(low, high, 100_001)
        theta = np.stack([np.interp(lams, [low, high], ends) for ends in given["thetas"][::-1].T])
        errors = np.square(given["table"] @ theta - given["target"][:, None]).mean(axis=0)
        assert mine.key == pytest.approx(lams[errors.argmin()], abs=(high - low) / 1e5) and low < mine.key < high


def test_the_parabola_is_one_standard_error_higher_at_the_key():
    for given, mine in drawn("hw5-one-se"):
        errors = given["fold_errors"].tolist()
        rise = given["bend"] * (mine.key - given["lam_lowest"]) ** 2
        assert rise == pytest.approx(statistics.stdev(errors) / len(errors) ** 0.5) and mine.key > given["lam_lowest"]
        assert 2 * given["lam_lowest"] - mine.key > 0, "the parabola rises as far to the left, before λ = 0"


def test_bic_prefers_the_larger_fit_below_the_key_and_the_smaller_one_above():
    for given, mine in drawn("hw5-freedom"):
        df = [sum(theta != 0 for theta in row) for row in given["coefficients"].tolist()]
        for share, larger in ((0.999, True), (1.001, False)):
            first, second = (
                square / (share * mine.key) + np.log(given["rows"]) * count
                for square, count in zip(given["squares"], df, strict=True)
            )
            assert (second < first) == larger
        assert any(a and not b for a, b in given["coefficients"].T), "a column that was there has left"


def guesses(lines, X, y, out, lam=5.0):
    """What a program of such lines predicts for the rows `out`."""
    scope = {"np": np, "lasso_path": lasso_path, "lam": lam, "X": X, "y": y}
    for name in ("used", "widened"):
        exec(lines[name], scope)
    scope["out"], scope["fit"] = out, np.setdiff1d(np.arange(len(scope["y"])), out)
    for name in ("chosen", "centred", "fitted", "guessed"):
        exec(lines[name], scope)
    return scope["guess"]


def changes(lines, X, y):
    """Whether the prediction for one held-out row is another one when its y and all other held-out rows change."""
    dropped = re.match(r"X, y = X\[(\d):\]", lines["used"])
    held = np.arange(20) + (int(dropped[1]) if dropped else 0)
    moved, other = X.copy(), y.copy()
    moved[held[1:]], other[held] = 10 * X[held[1:]] + 3, 30 - 10 * y[held]
    before, after = (guesses(lines, *table, np.arange(20))[0] for table in ((X, y), (moved, other)))
    return abs(before - after) > 1e-9


def test_the_line_that_leaks_is_the_only_one_through_which_held_out_rows_change_a_prediction():
    """With the line mended, none does."""
    from sparsity_kit.homework.hw5 import _CLEAN

    random = np.random.default_rng(5)
    tables = [(random.normal(1, spread, (60, 8)), random.normal(0, 9, 60)) for spread in (3, 3, 3, 6, 6, 6)]
    for given, mine in drawn("hw5-leak", 40):
        letters = dict(zip("ABCDEF", given, strict=True))
        mended = given | {letters[mine.key]: _CLEAN[letters[mine.key]][0].format(c=6)}
        assert any(changes(given, X, y) for X, y in tables), given
        assert not any(changes(mended, X, y) for X, y in tables), mended


def test_so_many_samples_choose_the_column_just_below_the_key_and_fewer_above():
    for given, mine in drawn("hw5-stability"):
        samples = [np.repeat(np.arange(4), counts) for counts in given["drawn"]]
        chosen = [
            sum(
                minimiser(given["column"][rows].astype(float), given["observed"][rows].astype(float), lam) != 0
                for rows in samples
            )
            for lam in (mine.key * (1 - 1e-6), mine.key * (1 + 1e-6))
        ]
        assert chosen[0] >= given["times"] > chosen[1] and {*map(len, samples)} == {4}


def test_the_share_of_the_paragraph_is_that_of_other_samples_too_and_is_nearly_all_at_a_small_price():
    patients, random = data.diabetes(), np.random.default_rng(7)
    samples = [random.integers(0, 442, 442) for _ in range(200)]
    paths = [lasso_path(patients.X[rows], patients.y[rows]) for rows in samples]
    for given, _ in drawn("hw5-paragraph"):
        j = patients.names.index(given["name_8"])
        shares = [np.mean([path(lam)[j] != 0 for path in paths]) for lam in (given["lam_8"], 0.05)]
        assert abs(100 * shares[0] - given["share_8"]) < 10 and shares[1] > 0.97
