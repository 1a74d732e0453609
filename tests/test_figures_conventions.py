"""Every number on the figure gives, in its own convention, the solution that the figure is about."""

import numpy as np
import pytest

from sparsity_kit import L1, SquaredError, figures, minimize
from sparsity_kit.conventions import to_lam


def test_every_number_drawn_leads_back_to_the_same_solution():
    rng = np.random.default_rng(0)
    loss = SquaredError(rng.normal(size=(30, 4)), rng.normal(size=30))
    drawn = figures.conventions(7.0, 30)
    expected = minimize(loss + 7.0 * L1()).theta
    assert len(drawn.names) >= 7 and len(np.unique(drawn.values.round(9))) >= 3
    for name, value in zip(drawn.names, drawn.values, strict=True):
        assert np.allclose(minimize(loss + to_lam(name, value, n=30) * L1()).theta, expected, atol=1e-12)
    labels = [text.get_text() for text in drawn.ax.get_yticklabels()]
    marks = drawn.ax.lines[0].get_xdata()
    assert labels == list(drawn.names) and np.array_equal(marks, drawn.values)
    assert "sklearn Lasso 0.117" in drawn.alt


def test_zero_is_refused_because_all_agree_on_it():
    with pytest.raises(ValueError, match="lam and n must be positive, got 0 and 5: all conventions agree on zero"):
        figures.conventions(0, 5)
