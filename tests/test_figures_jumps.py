"""What jumps, as a penalty that is not convex makes θ* do, is seen in the picture and told by its alt text."""

import numpy as np
import pytest

from sparsity_kit import L1, Lq, Penalty, SquaredError, figures

LINE = SquaredError([[1.0]], [1.5])
CAPPED = Penalty.of("min(abs(t), 1)")


@pytest.mark.parametrize(
    ("penalty", "lam", "last"),
    [
        (Penalty.of("min(abs(t), 1.5)"), 1.0, 1.75),  # where (θ − x·y)² + λ|θ| = λx·y − λ²/4 is as dear as 1.5·λ
        (Penalty.of("3*abs(t)"), 2.0, 3.0),
        (Lq(0.5), 1e-4, 1.5 * 5e-5 ** (2 / 3)),
    ],
    ids=repr,
)
def test_shrinkage_is_seen_beyond_its_last_jump_and_its_threshold(penalty, lam, last):
    drawn = figures.shrinkage(penalty, lam)
    assert 1.2 * last < drawn.xy[-1] < 1.3 * last
    (curve,) = [line for line in drawn.ax.lines if line.get_linewidth() == 2.4]
    assert np.isnan(curve.get_ydata()).sum() == 2 * ("3" not in repr(penalty))


def test_shrinkage_tells_of_its_jumps():
    """At x·y = 3/2 and λ = 2 it is as dear to be at 1/2 as at 3/2, with Lq as dear to be at 0 as at 1."""
    told = figures.shrinkage([CAPPED, Lq(0.5)], 2.0).alt
    assert "up to |x·y| = 1, jumps at x·y = −1.5 from −1.5 to −0.5 and x·y = 1.5 from 0.5 to 1.5, and is 3" in told
    assert "up to |x·y| = 1.5, jumps at x·y = −1.5 from −1 to 0 and x·y = 1.5 from 0 to 1, and is 2.7" in told


def test_slope_balance_tells_where_the_curves_cross_besides():
    """3 − 2θ is 2 at 1/2, 2 to 0 where the cap begins, and 0 at 3/2; Lq has slopes of any size at zero."""
    assert figures.slope_balance(LINE + 2.0 * CAPPED).alt.endswith("They cross at 1 and 1.5 too, where F is not lower.")
    assert "not zero. They cross at 0 and 0.112 too" in figures.slope_balance(LINE + 2.0 * Lq(0.3)).alt


def test_coefficient_path_tells_which_coefficients_jump():
    """With columns at right angles zero is as low as another place at λ = 2·(2|xⱼ·y|/3)^(3/2), here 3.08 and 1.09."""
    alt = figures.coefficient_path(SquaredError(np.eye(2), [2.0, 1.0]) + np.linspace(0.01, 4, 400) * Lq(0.5)).alt
    assert alt.endswith("Jumps: θ₁ near 3.08 and θ₂ near 1.08.")


@pytest.mark.parametrize("penalty", [L1(), Penalty.of("max(abs(t) - 1, 0)")], ids=repr)
def test_nothing_is_said_to_jump_that_does_not(penalty):
    alts = [figures.shrinkage(penalty, 2.0).alt, figures.coefficient_path(LINE + penalty).alt]
    assert "jump" not in " ".join(alts).lower() and "too" not in figures.slope_balance(LINE + 2.0 * penalty).alt


def test_a_short_feature_makes_a_steep_line_and_no_jump():
    (line,) = [line for line in figures.shrinkage(L1(), 2.0, xx=0.01).ax.lines if line.get_linewidth() == 2.4]
    assert np.isfinite(line.get_ydata()).all()
