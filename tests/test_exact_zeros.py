"""Which penalties give exact zeros: the theorem holds, each of its steps can fail, and solvers find the same edges."""

from dataclasses import replace

import numpy as np
import pytest
import sympy as sp
from penalties_on_paper import NONNEGATIVE_L1, Summed
from problems import OneSided

from sparsity_kit import L1, L2, ElasticNet, GroupL2, Lq, Penalty, SquaredL2
from sparsity_kit.derivations import StepError, as_function, exact_zeros, lam, theta, threshold, x, y
from sparsity_kit.derivations.checks.infima import Infimum, lowest, sizes_of
from sparsity_kit.derivations.checks.rivals import SLOPE, T, in_search
from sparsity_kit.penalties.best_subset import BestSubset

LOG, CAPPED, LATE = map(Penalty.of, ("log(1 + abs(t))", "min(abs(t), 1)", "max(abs(t) - 1, 0)"))
FLATTENED, FLAT_BOWL = Penalty.of("1 - max(1 - abs(t), 0)**2"), Penalty.of("t**2/(1 + t**2)")
PENALTIES = [
    L1(), SquaredL2(), ElasticNet(0.3), GroupL2([0]), Lq(0.5), Lq(0.8), Lq(1.5), BestSubset(), LOG, CAPPED, LATE,
    FLATTENED, FLAT_BOWL,
]  # fmt: skip
every_penalty = pytest.mark.parametrize("penalty", PENALTIES, ids=repr)


@every_penalty
def test_every_step_holds_and_the_result(penalty):
    assert exact_zeros(penalty).verify()


def test_a_price_can_be_a_number():
    assert exact_zeros(L1(), lam=sp.Rational(7, 2)).verify()


def test_the_theorem_holds_for_penalties_of_every_kind():
    theorem = exact_zeros()
    assert theorem.verify() and theorem.convex is None and len(theorem) == 10
    assert theorem.slopes == sp.Interval(-SLOPE, SLOPE)


@pytest.mark.parametrize(
    ("function", "least"),
    [(lambda t: (t - 0.7) ** 2 + 1, 1), (lambda t: t + 49 / t, 14), (lambda t: 2 + t, 2)],
    ids=["bowl", "valley", "close to zero"],
)
def test_the_lowest_of_a_function_is_found_between_the_sizes_that_are_asked(function, least):
    assert abs(in_search(lowest)(function, sizes_of(abs(theta))) - least) < 1e-17


def broken(formula):
    """The formula with its truth taken away, once per kind of formula."""
    if isinstance(formula, sp.Equivalent):
        return sp.Equivalent(formula.args[0], sp.Not(formula.args[1]), evaluate=False)
    if isinstance(formula, sp.Contains):
        return sp.Contains(formula.args[0], sp.Interval(-7, 7), evaluate=False)
    if formula in (sp.true, sp.false):
        return sp.Not(formula)
    left, right = formula.args
    if isinstance(formula, sp.Eq):
        return sp.Eq(left, right + lam / 1000 if right != sp.oo else lam, evaluate=False)
    if not left.has(sp.Abs(x * y)):  # an inequality that leaves room
        return sp.Not(formula) if formula.rel_op != "<=" else sp.Gt(left, right, evaluate=False)
    return formula.func(left, right * sp.Rational(1001, 1000) + lam / 1000, evaluate=False)


@pytest.mark.parametrize("penalty", [None, L1(), SquaredL2(), Lq(0.5), BestSubset(), LOG], ids=repr)
def test_every_step_fails_once_it_is_broken(penalty):
    proof = exact_zeros(penalty)
    for step in proof:
        wrong = replace(step, formula=broken(step.formula))
        assert wrong.formula != step.formula
        with pytest.raises(StepError, match="does not hold"):
            wrong.verify()
    with pytest.raises(StepError, match="So this is the result"):
        replace(proof, result=broken(proof.result)).verify()


def test_a_threshold_that_is_a_little_off_is_seen_on_both_sides():
    for penalty in (L1(), Lq(0.5), FLATTENED):
        proof = exact_zeros(penalty)
        for share in (sp.Rational(10**5 + 1, 10**5), sp.Rational(10**5 - 1, 10**5)):
            wrong = sp.Le(proof.zero.lhs, share * proof.zero.rhs)
            with pytest.raises(StepError, match="it fails at x = "):
                replace(proof, result=wrong).verify()


@every_penalty
def test_where_zero_stops_to_be_the_answer_the_prox_leaves_zero(penalty):
    """For x = 1, and for λ = 0.7 and 3: the prox of the kit, which the proof does not use."""
    for price in (0.7, 3.0):
        edge = threshold_of(penalty, price)
        just_inside, outside = penalty.prox([[edge * (1 - 1e-8)], [edge * (1 + 1e-6) + 1e-9]], price / 2)
        assert just_inside == 0 < outside


def threshold_of(penalty, price):
    """The |x·y| up to which zero is the answer, at x = 1 and a price, from the result; an infimum on a fine grid."""
    bound, sizes = exact_zeros(penalty).zero.rhs.subs({lam: price, x: 1}), np.geomspace(1e-9, 1e3, 1_000_001)
    for node in bound.atoms(Infimum):
        bound = bound.subs(node, (sp.lambdify(T, node.args[0].rewrite(sp.Piecewise))(sizes) + 0 * sizes).min())
    return float(bound)


def test_a_convex_penalty_has_the_threshold_of_its_slopes():
    for penalty in (L1(), ElasticNet(0.3), LATE, Penalty.of("3*abs(t) + t**4")):
        proof = exact_zeros(penalty)
        is_zero, known = (as_function(formula, [x, y, lam]) for formula in (proof.zero, threshold(penalty).zero))
        xs, ys, lams = np.random.default_rng(0).normal(size=(3, 500)) * [[1], [2], [3]]
        assert proof.convex and (is_zero(xs, ys, abs(lams)) == known(xs, ys, abs(lams))).all()


def test_powers_below_one_and_the_count_have_a_threshold_in_closed_form():
    assert sp.simplify(exact_zeros(BestSubset()).zero.rhs - sp.sqrt(lam) * abs(x)) == 0
    half = 2 * (lam / 2 * abs(x)) ** sp.Rational(2, 3) * sp.Rational(3, 4)
    assert sp.simplify(exact_zeros(Lq(0.5)).zero.rhs / half - 1) == 0
    assert exact_zeros(Lq(0.5)).local == sp.true


def test_zero_can_be_lower_than_all_beside_it_and_still_not_lowest():
    """log(1 + |t|) at λ = 8, x = 1: between the two conditions the prox jumps over a hill."""
    edge = threshold_of(LOG, 8.0)
    assert edge < 4.0 and exact_zeros(LOG, lam=8).local.rhs == 8
    xy = (edge + 4) / 2
    t = np.array([0.0, 0.05, LOG.prox([xy], 4.0)[0]])
    zero, hill, valley = (xy - t) ** 2 + 8 * np.log1p(t)
    assert valley < zero < hill


@pytest.mark.parametrize(
    ("penalty", "says"),
    [
        (L2(), "L2 ties its coefficients together"),
        (OneSided(), "takes an even penalty, but OneSided is"),
        (NONNEGATIVE_L1, "takes an even penalty, but Summed is"),
        (Summed(lambda t: abs(t) + 1), "is 0 at 0, but Summed is 1 at θ = 0; subtract that"),
        (Summed(lambda t: -abs(t)), "nowhere negative, but Summed is -"),
    ],
)
def test_what_the_theorem_is_not_about_is_refused(penalty, says):
    with pytest.raises(ValueError, match=says):
        exact_zeros(penalty)


def test_it_can_be_shown():
    theorem = exact_zeros()
    assert exact_zeros(LOG).zero.free_symbols == {x, y, lam}  # t is bound
    assert all(step.says.endswith(".") and "\n" not in step.says for step in theorem)
    assert r"2 \left|{x y}\right| \leq \inf_{t > 0} \left(" in theorem[2]._repr_latex_()
    assert r"\Omega'(0^+) > 0 \Leftrightarrow \inf" in theorem[5]._repr_latex_()
    assert "λ*Ω(t)/t + t*x²" in repr(theorem) and "limit of (" in repr(theorem[4])
    assert "Ω" not in theorem._repr_latex_() and "lambda" not in repr(theorem)
