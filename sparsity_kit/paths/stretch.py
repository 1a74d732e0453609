"""Some kinks in a row: from one price, follow the lines and exchange columns, as far as the lines can be trusted."""

from typing import NamedTuple

import numpy as np

from sparsity_kit.paths.lines import DEPENDS, NEARLY


class Stretch(NamedTuple):
    """Some kinks in a row: lams (k,), theta (k, s) there, and the signs (k, s) that hold above each.

    duals (k, rows): the residuals by least squares, or None. answer: the trace of G_AA⁻¹, by which rounding counts.
    finished: whether it came to the end; stopped: why it could not go on, or None.
    """

    lams: np.ndarray
    theta: np.ndarray
    signs: np.ndarray
    duals: np.ndarray | None
    answer: float
    finished: bool
    stopped: str | None


def advance(make_lines, above, lam_min, plain):
    """Follow lines through a number of events, or down to `lam_min`: the lines after that, and the stretch.

    make_lines (): gives the lines, or raises what arithmetic raises; above (s,): the signs that hold where they begin.
    """
    lines, finished, stopped = None, False, None
    lams: list[float] = []
    values, below, duals = [], [], []
    try:
        lines = make_lines()
        while len(lams) < lines.events and not finished:
            j, lam = lines.next_event()
            finished = lam <= max(lam_min, lines.floor)
            if finished:
                lines.see_end(lam_min)
                if lines.floor > lam_min and not plain:
                    raise ArithmeticError(NEARLY)
            lines.move(max(lam_min, min(lines.floor, lines.lam)) if finished else lam)
            if finished or lines.exchange(j):
                lams.append(lines.lam)
                values.append(lines.values.copy())
                below.append(lines.signs.copy())
                if plain:
                    duals.append(lines.dual())
        if finished and lines.lam > lam_min:
            stopped = NEARLY
    except (ArithmeticError, np.linalg.LinAlgError) as error:
        finished, stopped = False, str(error) if isinstance(error, ArithmeticError) else DEPENDS
    return lines, _stretch(lines, above, (lams, values, below, duals if plain else None), finished, stopped)


def _stretch(lines, above, kinks, finished, stopped):
    """The `Stretch` of what was seen at each kink: λ, values, the signs below, and the residual."""
    lams, values, below, duals = kinks
    below = np.reshape(below, (len(lams), len(above)))
    theta = np.where(below != 0, np.reshape(values, below.shape), 0.0)
    signs = np.vstack([above, below])[:-1]
    theta = np.where(theta * signs > 0, theta, 0.0)
    answer = 0.0 if lines is None else float(lines.inverse_diagonal().sum())
    return Stretch(np.array(lams), theta, signs, None if duals is None else np.array(duals), answer, finished, stopped)
