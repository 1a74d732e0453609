"""What a live picture's state may be: the ends of what is allowed, and the line for what lies beyond them."""

import numpy as np
import pytest

from sparsity_kit.asked import as_switch
from sparsity_kit.live import checks

LEAST = 1 / checks.LARGEST
POINTS = [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]
KEPT = [
    (checks.as_number, 1e50, 1e50),
    (checks.as_number, np.int64(-3), -3.0),
    (checks.as_vector, (0, -1e50), [0.0, -1e50]),
    (checks.as_price, 0, 0.0),
    (checks.as_positive, LEAST, LEAST),
    (checks.as_positive, 1e50, 1e50),
    (checks.as_speed, 0, 0.0),
    (checks.as_speed, LEAST, LEAST),
    (as_switch, False, False),
    (as_switch, np.True_, True),
    (checks.as_ratio, 1, 1.0),
    (checks.as_power, 2, 2.0),
    (checks.as_correlation, -1 + 2e-10, -1 + 2e-10),
    (checks.as_correlation, 1 - 2e-10, 1 - 2e-10),
    (checks.as_bowl, [[LEAST, 0], [0, LEAST]], [[LEAST, 0], [0, LEAST]]),
    (checks.as_bowl, [[1, 0], [0, 2e-10]], [[1, 0], [0, 2e-10]]),
    (checks.as_points, POINTS, POINTS),
    (checks.as_points, (1, 2), [[1.0, 2.0]]),
    (checks.one_of("a", "b"), "b", "b"),
]
REFUSED = [
    (checks.as_number, -1.1e50, "it is too large to draw, it reaches 1.1e+50; rescale it"),
    (checks.as_number, [1.0], "it must have shape (), got (1,)"),
    (checks.as_vector, [1.0], "it must have shape (2,), got (1,)"),
    (checks.as_price, -1e-9, "it must be nonnegative, got -1e-09"),
    (checks.as_price, 1.1e50, "it is too large to draw, it reaches 1.1e+50; rescale it"),
    (checks.as_positive, 0, "it must be above 0, got 0"),
    (checks.as_positive, -1, "it must be above 0, got -1"),
    (checks.as_positive, 9e-51, "it is too small to draw, it is 9.0e-51; rescale it"),
    (checks.as_speed, 9e-51, "it must be 0 or at least 1e-50, got 9e-51; rescale it"),
    (checks.as_speed, -1, "it must be nonnegative, got -1.0"),
    (as_switch, 1, "it must be True or False, got 1"),
    (as_switch, np.eye(2), "it must be True or False, got ndarray of shape (2, 2)"),
    (checks.as_correlation, 1, "it must be between -1 and 1, both excluded, got 1: the features would be one and the"),
    (checks.as_correlation, -1, "it must be between -1 and 1, both excluded, got -1: the features"),
    (checks.as_correlation, 1.5, "it must be between -1 and 1, both excluded, got 1.5: the features"),
    (checks.as_bowl, [[1, 0], [0, 5e-11]], "it must have two positive eigenvalues, got 5e-11 and 1: contours would be"),
    (checks.as_bowl, [[9e-51, 0], [0, 9e-51]], "it is too small to draw, its eigenvalues reach 9.0e-51; rescale it"),
    (checks.as_bowl, np.eye(3), "it must have shape (2, 2), got (3, 3)"),
    (checks.as_points, [*POINTS, [0, 0]], "it must be at most 4 points, got 5"),
    (checks.as_points, [[1, 2, 3]], "it must have shape (k, 2), got (1, 3)"),
    (checks.as_points, [POINTS], "it must have shape (k, 2), got (1, 4, 2)"),
    (checks.as_points, [1e51, 0], "it is too large to draw, it reaches 1.0e+51; rescale it"),
    (checks.one_of("a", "b"), "c", "it must be one of a, b, got 'c'"),
    (checks.one_of("a", "b"), np.array(["a", "b"]), "it must be one of a, b, got ndarray of shape (2,)"),
]


@pytest.mark.parametrize(("check", "value", "kept"), KEPT)
def test_what_is_at_the_end_of_what_is_allowed_is_kept_as_a_notebook_saves_it(check, value, kept):
    found = check("it", value)
    assert found == kept and type(found) is type(kept)


@pytest.mark.parametrize(("check", "value", "text"), REFUSED)
def test_what_lies_beyond_is_refused_with_its_value_and_its_cure(check, value, text):
    with pytest.raises((ValueError, TypeError)) as error:
        check("it", value)
    assert str(error.value).startswith(text) and "\n" not in str(error.value)
