"""What pictures with λ to slide share: how far down it goes, its axis, and the line at λ where they are printed."""

from typing import Any

import numpy as np
import traitlets

from sparsity_kit.live.checks import as_price
from sparsity_kit.live.widget import Live, State

MOST_COLUMNS = 200  # more bars than that are thinner than a pixel
PAST, PLAIN = 1.02, 0.09  # where the axis ends, and how much of a logarithmic one that reaches λ = 0 is plain


class AlongLambda(Live):
    """A picture whose price `lam` may not fall below `low`, where all that it shows ends."""

    lam = State(0.0, as_price)
    low: Any = 0.0
    ends = "the path ends"

    @traitlets.validate("lam")
    def _where_all_is_known(self, proposal):
        if proposal.value < self.low:
            raise ValueError(f"lam must be at least {self.low:g}, where {self.ends}, got {proposal.value:g}")
        return proposal.value

    def draw_line(self, ax, least=-np.inf, top=1.0, zorder=5):
        """A line at λ, within what is seen and not below `least`, up to `top`, or to the names along the top."""
        shown = ax.get_xlim()
        names = [text.xy[1] for text in ax.texts if getattr(text, "xycoords", None) == "axes fraction"]
        at = np.clip(self.lam, max(least, shown[0]), shown[1])
        ax.axvline(at, ymax=min(names, default=top), color="black", linewidth=1.6, zorder=zorder)
        ax.set_xlim(shown)


def price_axis(first, smallest, end, lam, logarithmic):
    """(low, top, right): λ where a logarithmic axis begins to be one, λ at 1, and λ at the right edge of the frame.

    So `scale` of kinks.js has it. first, smallest: the largest λ and the smallest above 0 that are to be seen. end:
    where the path ends.
    """
    top = 1.1 * lam if lam > 1.25 * first else 1.25 * first
    if not logarithmic:
        return 0.0, top, PAST * top
    low = end or max(smallest / 1.6, 1e-6 * first)
    plain = 0.0 if end else PLAIN
    return low, top, low * (top / low) ** ((PAST - plain) / (1 - plain))
