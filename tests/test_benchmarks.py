"""What the benchmarks rest on: the gap is a bound, programs are brought to it, and nobody is dropped in silence."""

import re
import subprocess
import sys
from dataclasses import replace
from math import inf
from pathlib import Path

import cvxpy as cp
import numpy as np
import pytest
from benchmarks import choices, functions, grids, growth, machine, memory, problems, tables, timing, tuning, whole
from benchmarks.accuracy import duality_gaps, worst_gap
from benchmarks.kinks import Kinks
from benchmarks.peers import PEERS, Peer, installed
from benchmarks.problems import PROBLEMS, Case
from hypothesis import given
from hypothesis import strategies as st
from problems import regression

from sparsity_kit import L1, SquaredError, duality_gap, lambda_grid, lambda_max, minimize

SKLEARN = [(peer, form) for peer in PEERS if peer.module == "sklearn" for form in peer.forms]


def tiny(n=30, p=6, n_lams=5):
    X, y = regression(n, p)
    lams = lambda_grid(lambda_max(X, y), n_lams, 1e-2)
    return Case("tiny", X, y, lams, float(lams[-1]))


@pytest.fixture
def tiny_problem(monkeypatch):
    monkeypatch.setitem(PROBLEMS, "tiny", lambda: problems.random_regression(30, 6, 3))


# The gap


@given(seed=st.integers(0, 99), lam=st.floats(0.01, 100), spread=st.floats(0, 2))
def test_the_gap_is_the_value_minus_a_lower_bound_by_definition(seed, lam, spread):
    """D(u) = 2s·r·y − s²‖r‖² with a slope of at most λ, spelled out for one θ; the kit's u may be better than that."""
    X, y = regression(seed=seed)
    theta = spread * np.random.default_rng(seed).standard_normal(4)
    residual = y - X @ theta
    shorten = min(1.0, lam / (2 * np.abs(X.T @ residual).max()))
    value = residual @ residual + lam * np.abs(theta).sum()
    dual = 2 * shorten * residual @ y - shorten**2 * residual @ residual
    (gap,) = duality_gaps(X, y, theta[None], np.array([lam]))
    assert gap >= 0
    np.testing.assert_allclose(gap, value - dual, rtol=1e-9, atol=1e-12 * (y @ y + value))
    objective = SquaredError(X, y) + lam * L1()
    excess = value - minimize(objective).value
    assert excess - 1e-12 * value <= duality_gap(objective, theta) <= gap + 1e-12 * (y @ y + value)


@pytest.mark.parametrize("lam", [0.5, 5.0, 20.0])
def test_the_gap_bounds_the_distance_to_the_minimum_that_cvxpy_finds(lam):
    X, y = regression()
    variable = cp.Variable(4)
    objective = cp.sum_squares(X @ variable - y) + lam * cp.norm1(variable)
    minimum = cp.Problem(cp.Minimize(objective)).solve(solver=cp.CLARABEL)
    dual = cp.Variable(20)  # max of −h*(u): 2u·y − ‖u‖² over |2Xᵀu| <= λ
    bound = cp.Problem(cp.Maximize(2 * dual @ y - cp.sum_squares(dual)), [cp.norm_inf(2 * X.T @ dual) <= lam])
    assert bound.solve(solver=cp.CLARABEL) == pytest.approx(minimum, abs=1e-6)
    rough = variable.value + 0.1 * np.random.default_rng(0).standard_normal((50, 4))
    values = np.square(rough @ X.T - y).sum(axis=1) + lam * np.abs(rough).sum(axis=1)
    assert (duality_gaps(X, y, rough, np.full(50, lam)) >= values - minimum - 1e-6).all()
    assert duality_gaps(X, y, variable.value[None], np.array([lam]))[0] == pytest.approx(0, abs=1e-5)


def test_gaps_far_below_rounding_of_the_value_are_seen():
    """One column, θ off by one part in 10⁹: F is off by 1e-18·‖y‖², and the gap still says so."""
    X, y, lam = np.array([[1.0]]), np.array([1.0]), np.array([1.0])
    assert duality_gaps(X, y, np.array([[0.5]]), lam)[0] == 0
    assert 0 < duality_gaps(X, y, np.array([[0.5 + 1e-9]]), lam)[0] < 1e-8
    assert np.isnan(duality_gaps(X, y, np.array([[np.nan]]), lam)[0])


# The problems


@pytest.mark.parametrize("name", [name for name in PROBLEMS if "tall" not in name])
def test_columns_are_centred_and_of_length_one_and_the_seed_decides(name):
    data = PROBLEMS[name]()
    assert re.search(r"\d+×\d+$", name).group() == "{}×{}".format(*data.X.shape)
    np.testing.assert_allclose(np.linalg.norm(data.X, axis=0), 1)
    np.testing.assert_allclose(data.X.sum(axis=0), 0, atol=1e-12)
    if data.X.size < 1e6:
        np.testing.assert_array_equal(data.X, PROBLEMS[name]().X)


def test_no_two_of_the_64_quadratic_features_are_the_same():
    X = PROBLEMS["diabetes, quadratic 442×64"]().X
    assert np.abs(np.triu(X.T @ X, k=1)).max() < 1 - 1e-6


# The programs


@pytest.mark.parametrize(("peer", "form"), SKLEARN, ids=lambda value: getattr(value, "name", value))
def test_a_program_is_brought_to_the_target_and_not_farther_than_needed(peer, form):
    case, tried = tiny(), {}

    def gap_at(tolerance):
        _, theta = timing.seconds(lambda: peer.solve(form, case, tolerance))
        assert theta.shape == (5, 6)
        return tried.setdefault(tolerance, worst_gap(case, theta))

    if peer.default is None:
        assert gap_at(None) < 1e-14
    else:
        tuning.search(gap_at, peer.default)
        enough = [tolerance for tolerance, gap in tried.items() if gap <= tuning.TARGET]
        too_loose = [tolerance for tolerance, gap in tried.items() if gap > tuning.TARGET]
        assert enough and too_loose and max(enough) < min(too_loose) < 2 * max(enough)


@pytest.mark.parametrize("gap_of", [lambda tolerance: 3 * tolerance, lambda tolerance: tolerance**2])
@pytest.mark.parametrize("default", [1e-2, 1e-14])
def test_the_search_ends_within_a_factor_of_two_of_the_loosest_tolerance(gap_of, default):
    tried = []
    tuning.search(lambda tolerance: tried.append(tolerance) or gap_of(tolerance), default)
    loosest = next(root for root in (1e-8 / 3, 1e-4) if gap_of(root) == pytest.approx(1e-8))
    assert loosest / 2 < max(tolerance for tolerance in tried if gap_of(tolerance) <= 1e-8) <= loosest


def test_the_search_gives_up_on_a_floor():
    tried = []
    tuning.search(lambda tolerance: tried.append(tolerance) or max(tolerance, 1e-6), 1e-4)
    assert len(tried) == 6 and tried[-1] < 1e-8


def test_what_is_chosen_is_kept_and_read_back(tmp_path, monkeypatch):
    monkeypatch.setattr(choices, "FILE", tmp_path / "tolerances.json")
    assert choices.read() == {}
    aims = {"tight": tuning.Choice("X", 1e-9, inf, 0.25), "loose": tuning.Choice("Gram", None, 1e-3, 0.5)}
    choices.write({"tiny": {"celer": aims}})
    assert choices.read() == {"tiny": {"celer": aims}}


def test_only_what_is_unknown_or_asked_for_is_searched_and_only_the_latter_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(choices, "FILE", tmp_path / "tolerances.json")
    searched = []
    monkeypatch.setattr(choices, "choose", lambda problem, peer, limit: searched.append((peer.name, limit)) or {})
    old = {"tight": tuning.Choice("a form that is no more", None, 1e-9, 0.1)}
    found = choices.complete({"tiny": {"lars_path": old, "SPAMS": {}}}, ["tiny"], PEERS[:3], again=["lasso_path"])
    assert searched == [("lars_path", 20), ("lasso_path", 300)]
    assert found["tiny"] == {"lars_path": {}, "SPAMS": {}, "lasso_path": {}}
    assert choices.read()["tiny"] == {"lars_path": old, "SPAMS": {}, "lasso_path": {}}


def test_the_programs_have_been_tuned_on_every_problem():
    """A further one is tuned when it is first compared."""
    kept, usual = choices.read(), {"lars_path", "lasso_path", "celer", "skglm", "adelie"}
    assert set(kept) == set(PROBLEMS)
    assert all(usual <= set(programs) <= {peer.name for peer in PEERS} for programs in kept.values())


def test_a_program_that_is_not_there_is_named_with_its_reason():
    absent = Peer("nobody", "no-such-package", "no_such_module", {})
    assert installed((absent,)) == ([], {"nobody": "ModuleNotFoundError: No module named 'no_such_module'"})
    _, missing = installed()
    text = machine.footer(missing)
    assert all(f"- {name} " in text and why in text for name, why in missing.items())


def test_the_command_is_there_without_any_of_the_programs():
    code = "import benchmarks.__main__, sys; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=Path(__file__).parent).split()
    assert "benchmarks.growth" in loaded and not {peer.module for peer in PEERS} & set(loaded)


# Timing


def test_the_two_sides_run_in_turn_and_the_ratio_is_the_median_over_rounds(monkeypatch):
    clock, calls = iter([0, 1, 1, 3, 3, 4, 4, 8, 8, 18, 18, 20]), []  # ours takes 1, 1, 10 and theirs 2, 4, 2
    monkeypatch.setattr(timing, "perf_counter", lambda: next(clock))
    timed = timing.duel(lambda: calls.append("ours"), lambda: calls.append("theirs") or len(calls), budget=7)
    assert calls == ["ours", "theirs"] * 3
    assert (timed.ours, timed.theirs, timed.ratio, timed.answer) == (1, 2, 2, 6)


def test_a_kink_is_met_and_between_two_kinks_the_path_is_their_chord():
    last = [2.5, -1.0, 0.0]  # twice, as after a tie
    kinks = Kinks(np.array([4.0, 2.0, 1.0, 1.0]), np.array([[0.0, 0.0, 0.0], [2.0, 0.0, 0.0], last, last]).T)
    theta = kinks.at(np.array([5.0, 4.0, 3.0, 2.0, 1.25, 1.0, 0.5]))
    expected = [[0, 0], [0, 0], [1, 0], [2, 0], [2.375, -0.75], [2.5, -1], [2.5, -1]]
    np.testing.assert_array_equal(theta, np.column_stack([expected, np.zeros(7)]))


def test_the_exponent_of_a_power_is_its_exponent():
    sizes = np.array([10, 20, 40, 80, 160, 320])
    assert growth.Curve("n", sizes, 3e-6 * sizes**1.5).exponent == pytest.approx(1.5)


# The report


def cells(text):
    """The cells of a Markdown table, line by line; every line has as many, and the second is the rule."""
    lines = [re.split(r"(?<!\\)\|", line) for line in text.splitlines()]
    assert all(line[0] == line[-1] == "" and len(line) == len(lines[0]) for line in lines)
    assert all(re.fullmatch(r" -+:? ", cell) for cell in lines[1][1:-1])
    return [[cell.strip() for cell in line[1:-1]] for line in lines]


def test_a_table_is_valid_markdown_whatever_is_in_its_cells():
    assert cells(tables.table(["a", "b"], [["|x|", 1], ["", None]]))[2:] == [["\\|x\\|", "1"], ["", "None"]]


def test_grids_are_measured_and_written_as_tables(tiny_problem):
    lars, _, descent = PEERS[:3]
    exact, gave_up = tuning.Choice("Gram", None, 1e-15, 0.1), tuning.Choice("Gram", 1e-9, 3e-6, 0.1)
    loose = tuning.Choice("X", 1e-4, 1e-4, 0.1)
    known = {"lars_path": {"tight": exact}, "lasso_path": {"tight": gave_up, "loose": loose}}
    tight = grids.measure("tiny", [lars, descent], known, "tight", budget=0.01)
    head, _, row = cells(grids.overview(tight))
    assert head == ["problem", "ours", "lars_path", "lasso_path"] and row[0] == "tiny" and row[3] == "cannot: 3e-06"
    assert re.fullmatch(r"[\d.]+× \(\de-1[5-9]\)", row[2])
    assert cells(grids.details(tight))[-1][-1] == "cannot"
    as_it_comes = grids.measure("tiny", [lars, descent], known, "loose", budget=0.01)
    assert cells(grids.overview(as_it_comes))[-1][2] == "no answer in time"
    assert 1e-6 < as_it_comes[-1].gap < 1e-3


def test_a_program_that_was_too_slow_is_not_run_again_and_its_line_says_so(tiny_problem):
    nobody = Peer("nobody", "no-such-package", "no_such_module", {})
    slow = {"nobody": {"tight": tuning.Choice("X", 1e-9, 5e-9, 99.0)}}
    own, theirs = grids.measure("tiny", [nobody], slow, "tight", budget=0.01)
    assert theirs.ratio == 99.0 / own.ours and cells(grids.overview([own, theirs]))[-1][2].startswith("~")


def test_the_whole_path_is_followed_to_the_end(tiny_problem):
    known = {"lars_path": {"tight": tuning.Choice("Gram", None, 1e-15, 0.1)}}
    _, _, own, theirs = cells(whole.summary(whole.measure("tiny", list(PEERS[:1]), known, budget=0.01)))
    assert own[1] == "ours" and theirs[1:3] == ["lars_path", "Gram"] and own[3:5] == theirs[3:5]
    assert theirs[4] == "0e+00" and float(theirs[5]) < 1e-14


def test_a_path_that_stops_early_is_judged_where_it_went():
    case = tiny()
    stopped = next(peer for peer in PEERS if peer.name == "lars_path").forms["X"](replace(case, lam_min=case.lams[2]))
    timed = timing.Duel(1.0, 2.0, 2.0, None)
    line = whole._line(case, "lars_path", "X", stopped.lams, stopped.at(case.lams), timed)
    assert float(line[4]) == pytest.approx(case.lams[2] / case.lams[0], rel=0.1) and float(line[5]) < 1e-14


def test_memory_and_growth_are_written_as_tables(tiny_problem, tmp_path):
    assert cells(memory.summary([memory.line("tiny")]))[-1][0] == "tiny"
    curves = [curve(20_000, 0.001) for curve in (growth.rows, growth.columns, growth.kinks, growth.problems)]
    assert [line[0] for line in cells(growth.summary(curves))[2:]] == [curve.grows for curve in curves]
    assert all((np.diff(curve.sizes) > 0).all() for curve in curves)
    growth.draw(curves, tmp_path / "growth.png")
    assert (tmp_path / "growth.png").read_bytes().startswith(b"\x89PNG")


def test_functions_of_many_problems_agree_with_the_loops_they_replace():
    lines = cells(functions.summary(functions.lines(0.01, 10_000, ["diabetes 442×10"])))[2:]
    differences = {line[0].partition(",")[0]: line[-1] for line in lines if line[-1] not in ("", "–")}
    assert "soft_threshold" in differences
    assert all(float(difference) < 1e-4 for difference in differences.values())


def test_a_program_in_a_process_of_its_own_is_timed_by_its_own_clock():
    assert timing.seconds(lambda: timing.Clocked(7.0, "answer")) == (7.0, "answer")
    timed = timing.duel(lambda: None, lambda: timing.Clocked(7.0, "answer"), budget=1)
    assert timed.theirs == 7.0 and timed.answer == "answer"


def test_a_program_that_is_missing_is_named_in_the_table(monkeypatch):
    monkeypatch.setattr("benchmarks.folds.shutil.which", lambda name: None)
    line = functions.cross_validate(0.1, "diabetes 442×10", "cv_glmnet")
    assert line[1:] == ["cv_glmnet", "", "", "R is not installed", ""]
