"""In other units a problem has the same picture: the same marks and words, and numbers a power of two apart."""

import re
from dataclasses import fields

import numpy as np
import pytest
from problems import regression

from sparsity_kit import (
    L1,
    L2,
    GroupL2,
    Lq,
    Quadratic,
    SquaredError,
    SquaredL2,
    cross_validate,
    elastic_net_path,
    figures,
    lasso_path,
    lasso_paths,
    live,
    selection_frequency,
)

ONE, TARGET = L1(), regression()[1]
BOWL = np.array([[1.0, 0.3], [0.3, 0.6]])
STARTS = np.array([[0.7, -0.3], [2.0, 0.0], [-1.0, 1.5]])
MANY = regression(20, 4, seed=1, batch=(5,))[1]


def priced(a, b, lam=0.6, center=(2.0, 1.0), penalty=ONE, power=1.0):
    """A problem with θ in units of 2ᵇ and curvatures in units of 4ᵃ, for Ω(θ) in units of 2^(power·b)."""
    p = len(center)
    return (
        Quadratic(4.0**a * BOWL[:p, :p], 2.0**b * np.array(center)) + lam * 2.0 ** (2 * a + (2 - power) * b) * penalty
    )


def line(a, b, lam=1.0, **options):
    return priced(a, b, lam, (2.0,), **options)


def data(a, b, y=TARGET):
    return np.ldexp(regression()[0], a), np.ldexp(y, a + b)


def validated(a, b, *penalty):
    return cross_validate(*data(a, b), 4, *penalty, scale=False)


SQUARED, ROOT = {"penalty": SquaredL2(), "power": 2.0}, {"penalty": Lq(0.5), "power": 0.5}
PICTURES = {
    "ball": lambda a, b: figures.loss_meets_ball(priced(a, b)),
    "ball, inside": lambda a, b: figures.loss_meets_ball(priced(a, b, 0.0)),
    "ball, at a corner": lambda a, b: figures.loss_meets_ball(priced(a, b, center=(2.0, 0.3))),
    "ball, smooth": lambda a, b: figures.loss_meets_ball(priced(a, b, **SQUARED)),
    "ball, pointed": lambda a, b: figures.loss_meets_ball(priced(a, b, **ROOT)),
    "cone": lambda a, b: figures.normal_cone(priced(a, b, center=(2.0, 0.3))),
    "cone at the origin": lambda a, b: figures.normal_cone(priced(a, b, 9.0)),
    "map": lambda a, b: figures.zero_map(priced(a, b)),
    "balance": lambda a, b: figures.slope_balance(line(a, b)),
    "balance at zero": lambda a, b: figures.slope_balance(line(a, b, 9.0)),
    "flow": lambda a, b: figures.penalty_flow(L1(), 2.0**b * STARTS, 2.0**a),
    "flow, straight": lambda a, b: figures.penalty_flow(L2(), 2.0**b * STARTS, 2.0**a),
    "flow, endless": lambda a, b: figures.penalty_flow(SquaredL2(), 2.0**b * STARTS, 2.0**a),
    "jitter": lambda a, b: figures.jitter(1.03 * 2.0 ** (a + b), 2.0**a, 0.1 * 2.0**b, 14),
    "shrinkage": lambda a, b: figures.shrinkage([L1(), L2()], 2.0 ** (2 * a + b), xx=1.5 * 4.0**a),
    "coefficients": lambda a, b: figures.coefficient_path(SquaredError(*data(a, b)) + GroupL2([0, 1, 1, 0])),
    "coefficients, never zero": lambda a, b: figures.coefficient_path(SquaredError(*data(a, b)) + SquaredL2()),
    "path": lambda a, b: figures.path(lasso_path(*data(a, b))),
    "path, logarithmic": lambda a, b: figures.path(elastic_net_path(*data(a, b), 4.0**a), scale="log"),
    "correlations": lambda a, b: figures.correlations(lasso_path(*data(a, b)), 30.0 * 2.0 ** (2 * a + b)),
    "correlations at no price": lambda a, b: figures.correlations(lasso_path(*data(a, b)), 0.0),
    "validation": lambda a, b: figures.validation(validated(a, b)),
    "validation of ridge": lambda a, b: figures.validation(validated(a, b, SquaredL2())),
    "stability": lambda a, b: figures.stability(selection_frequency(lasso_paths(*data(a, b, MANY)))),
    "one λ": lambda a, b: figures.one_lambda(*data(a, b), value=2.0 ** (2 * a + b)),
    "live ball": lambda a, b: live.LossMeetsBall(priced(a, b)),
    "live balance": lambda a, b: live.SlopeBalance(line(a, b)),
    "live threshold": lambda a, b: live.Threshold(line(a, b)),
    "live path": lambda a, b: live.PathExplorer(lasso_path(*data(a, b)), lam=2.0 * 2.0 ** (2 * a + b)),
    "live validation": lambda a, b: live.Validation(validated(a, b), lam=2.0 * 2.0 ** (2 * a + b)),
    "live flow": lambda a, b: live.PenaltyFlow(start=(2.0**b * STARTS[0]).tolist(), lam=2.0**a),
}


def numbers(value):
    """Every number in it, as arrays; those of a tuple may have different units."""
    if isinstance(value, dict):
        value = [part for key, part in value.items() if not key.startswith("_")]
    if isinstance(value, tuple) or (isinstance(value, list) and not all(isinstance(each, float) for each in value)):
        return [array for part in value for array in numbers(part)]
    if hasattr(value, "__dataclass_fields__"):
        return numbers([getattr(value, field.name) for field in fields(value)])
    array = np.asarray(value)
    return [array.astype(float)] if array.dtype.kind in "biuf" else []


def without_numbers(text):
    return re.sub(r"[-−+.,·×e\d\s⁻⁰¹²³⁴⁵⁶⁷⁸⁹]", "", text)


def marks(drawn):
    """What was drawn in the axes, but for numbers and places."""
    for ax in np.ravel(drawn.ax):
        yield (
            without_numbers(ax.get_title()),
            ax.get_xscale(),
            sorted(without_numbers(text.get_text()) for text in ax.texts),
        )
        yield [
            (line.get_color(), line.get_marker(), line.get_linestyle(), int(np.isfinite(line.get_ydata()).sum()))
            for line in ax.lines
        ]
        yield [
            (len(each.get_offsets()), len(each.get_paths()), each.get_facecolor().tolist()) for each in ax.collections
        ]
        yield [patch.get_facecolor() for patch in ax.patches]


@pytest.mark.parametrize(("a", "b"), [(0, 12), (8, 0)])
@pytest.mark.parametrize("make", PICTURES.values(), ids=PICTURES)
def test_a_picture_depends_on_no_unit(make, a, b):
    large, small = make(a, b), make(-a, -b)
    is_live = isinstance(large, live.widget.Live)
    states = [numbers(each.get_state() if is_live else each) for each in (large, small)]
    for here, there in zip(*states, strict=True):
        size, small_size = (np.abs(array[np.isfinite(array)]).max(initial=0.0) for array in (here, there))
        unit = small_size / size if size else 1.0
        assert np.log2(unit) * 2 == pytest.approx(np.rint(np.log2(unit) * 2), abs=1e-5)
        np.testing.assert_allclose(there, unit * here, rtol=1e-5, atol=1e-7 * small_size)
    large, small = (each.drawing() if is_live else each for each in (large, small))
    assert without_numbers(small.alt) == without_numbers(large.alt)
    assert list(marks(small)) == list(marks(large))
