"""The exact lasso path: move λ, and see who enters, who leaves, and who stands on the edge of the band."""

import numpy as np
import traitlets

from sparsity_kit.asked import as_switch, need_lasso_path
from sparsity_kit.figures import correlations, panels, path, together
from sparsity_kit.figures.lines import COLOURS, MOST_NAMES, as_highlighted, as_names, own_look
from sparsity_kit.figures.looks import BLACK
from sparsity_kit.inputs import shown
from sparsity_kit.live.along_lambda import MOST_COLUMNS, AlongLambda, price_axis
from sparsity_kit.live.own import dashes
from sparsity_kit.live.widget import State, module
from sparsity_kit.objective import Objective
from sparsity_kit.paths.lasso import lasso_path
from sparsity_kit.solve.path import path as follow

START = lasso_path([[-2, -2, -1], [-2, 0, 2], [1, 0, -2], [1, -2, -2]], [-2, 3, 4, 5])  # θ₃ leaves and comes back
WIDE = 30  # kinks that span more than this factor are put on a logarithmic axis, as in `figures.path`
ROOM = 1.32  # as in the browser: the height of the bars' picture, times what is to be seen


class PathExplorer(AlongLambda):
    """θ(λ) from kink to kink, and the bars xⱼ·r in the band ±λ/2: slide λ, and watch who stands on the edge.

    `PathExplorer(path, names)` takes an objective, or what `lasso_path(X, y)` returns, and a name per column. Its state
    are traits, to be set and read: the price `lam`, `highlighted`, the index of the coefficient that stands out (set it
    by index or name) or None, `logarithmic`, whether the axis of λ is, and `zoomed`, whether the bars are magnified
    until the band fills the picture. `theta`, `correlations` and `active` are computed by the kit at `lam`. The kinks
    are sent to the browser once; between them everything is straight, so that it finds θ and xⱼ·r by itself.

    Raises TypeError for what is not a path; ValueError for one with a ridge or more than 200 columns, names that do not
    fit, a λ below the end of the path.
    """

    _esm = module("path_explorer.js")
    _path = traitlets.Dict(read_only=True).tag(sync=True)
    highlighted = State(None, lambda name, value: value)  # the picture itself looks at it, below
    logarithmic = State(False, as_switch)
    zoomed = State(False, as_switch)

    def __init__(self, path=START, names=(), **traits):
        path = follow(path) if isinstance(path, Objective) else path
        need_lasso_path("PathExplorer", path)
        p = path.theta.shape[-1]
        if p > MOST_COLUMNS:
            raise ValueError(f"PathExplorer draws at most {MOST_COLUMNS} columns, got {p}; choose some of them")
        self.path, self.names, self.low = path, as_names(names, p), float(path.lams[-1])
        positive = path.lams[path.lams > 0]
        state = {"lam": max(path.lams[0] / 2, self.low)}
        state["logarithmic"] = state["zoomed"] = bool(positive.size and positive[0] > WIDE * positive[-1])
        super().__init__(**state | traits)

    @traitlets.default("_path")
    def _sent_to_the_browser(self):
        """The kinks, θ and xⱼ·r there, who enters and leaves; a colour and dashes for each line that has its own."""
        at, events = self.path, self.path.events
        return {
            "lams": at.lams.tolist(),
            "theta": at.theta.tolist(),
            "rho": ((at.y - at.theta @ at.X.T) @ at.X).tolist(),
            "events": [[list(event.entered), list(event.left)] for event in events],
            "names": list(self.names),
            "lines": _lines(events, len(self.names)),
        }

    @traitlets.validate("highlighted")
    def _one_coefficient(self, proposal):
        if proposal.value is None:
            return None
        if not isinstance(proposal.value, str | int | np.integer):
            raise TypeError(f"highlighted must be one name, one index or None, got {shown(proposal.value)}")
        which = int(proposal.value) if isinstance(proposal.value, np.integer) else proposal.value
        return as_highlighted(which, self.names)[0]

    @property
    def theta(self):
        """θ(λ), shape (p,), exact zeros are == 0.0."""
        return self.path(self.lam)

    @property
    def correlations(self):
        """xⱼ·r with r = y − Xθ, shape (p,): ±λ/2 where θⱼ is not zero, within ±λ/2 where it is."""
        return self.path.X.T @ (self.path.y - self.path.X @ self.theta)

    @property
    def active(self):
        """The columns whose coefficient is not zero at λ, indices, ascending."""
        return np.flatnonzero(self.theta)

    def drawing(self):
        """The same state, printed: `figures.path`, with a line at λ, beside `figures.correlations`."""
        if not self.path.theta.any():
            return correlations(self.path, self.lam, self.names)
        left, right = panels(2)
        highlight = None if self.highlighted is None else [self.highlighted]
        scale = "log" if self.logarithmic else "linear"
        lines = path(self.path, self.names, left, highlight, scale, self._window())
        self.draw_line(left, zorder=6)
        edge, largest = self.lam / 2, np.abs(self.path.X.T @ self.path.y).max() or 1.0
        tall = edge if self.zoomed and edge > 0 else max(largest, edge)
        return together(lines, correlations(self.path, self.lam, self.names, right, (-ROOM * tall, ROOM * tall)))

    def _window(self):
        """The largest λ and the coefficients that the browser shows."""
        lams, theta = self.path.lams, np.append(self.path.theta, 0.0)
        right = price_axis(lams[0], lams[lams > 0][-1], lams[-1], self.lam, self.logarithmic)[-1]
        pad = 0.1 * np.ptp(theta) or 1.0
        return right, theta.min() - pad, theta.max() + pad


def _lines(events, p):
    """A look per coefficient, as in `figures.path`: of more than 16, only the first seven to enter have their own."""
    order = list(dict.fromkeys(j for event in events for j in event.entered))
    own = range(p) if p <= MOST_NAMES else sorted(order[: len(COLOURS)])
    lines: list[dict[str, object] | None] = [None] * p
    for k, j in enumerate(own):
        colour, line = own_look(k)
        lines[j] = {"colour": "var(--text)" if colour == BLACK else colour, "dash": dashes(line)}
    return lines
