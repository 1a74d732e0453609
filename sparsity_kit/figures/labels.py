"""Labels that find their place: beside their point, where they hide the least of what is drawn."""

from typing import Any

import numpy as np
from matplotlib.text import Annotation, Text

from sparsity_kit.figures.canvas import HALO, SMALL
from sparsity_kit.figures.ink import Ink
from sparsity_kit.figures.looks import FAINT, INK

DISTANCES = (11, 14, 18, 23, 29, 36, 44, 53, 63, 74)  # points, from a label's point to its near side
BESIDE_LINE = ((8, 0), (-8, 0), (0, 6), (0, -6), (7, 5), (-7, 5), (7, -5), (-7, -5))  # points
LEADER = 20  # points, beyond which a thin line leads from the label to its point
MARGIN = 2.5  # points, around a label
OUTSIDE = 1e4  # the cost of a label that leaves the axes


class Placed(Annotation):
    """Text that chooses among `places`, (point, offset in points) each, whenever it is drawn.

    Only then is the layout known. It takes the place that hides the least ink; of equal ones, the nearest and first.
    """

    places: list
    axes: Any
    xycoords: Any
    arrow_patch: Any

    def draw(self, renderer):
        """Settle, then draw."""
        unit = renderer.points_to_pixels(1.0)
        size = np.array(Text.get_window_extent(self, renderer).size) / unit
        ink = Ink(self, renderer, unit)
        frame = np.array(self.axes.bbox.get_points()) / unit
        least = np.inf
        for at, offset in self.places:
            point, distance = self.xycoords.transform(at) / unit, np.hypot(*offset)
            if 0.4 * distance > least + 1e-3:  # so far away it is not better, whatever it hides
                continue
            low = point + offset - size * _sides(offset) - MARGIN
            high = low + size + 2 * MARGIN
            leaves = OUTSIDE * bool((low < frame[0]).any() or (high > frame[1]).any())
            crossed = ink.crossed(point, (low + high) / 2) if distance > LEADER else 0.0
            cost = np.round(ink.below(low, high) + leaves + crossed + 0.4 * distance, 3)
            if cost < least:
                least, self.xy, chosen = cost, at, offset
        self.set_position(chosen)
        left, below = _sides(chosen)
        self.set(ha={0: "left", 0.5: "center", 1: "right"}[left], va={0: "bottom", 0.5: "center", 1: "top"}[below])
        self.arrow_patch.set_visible(np.hypot(*chosen) > LEADER)
        super().draw(renderer)


def place(ax, text, at, prefer=(1, 1), places=None, size=SMALL, coordinates=None, **options):
    """Text beside the point `at`, with a white halo, on whichever side and at whichever distance it hides least.

    `prefer` is the direction to take where several are as good. `places`, (point, offset) each, replaces both;
    points are in `coordinates`, a transform, the data's unless given.
    """
    leader = {"arrowstyle": "-", "color": FAINT, "linewidth": 0.8, "shrinkB": 5}
    style = {"fontsize": size, "color": INK, "path_effects": HALO, "zorder": 9, "arrowprops": leader, "clip_on": False}
    coordinates = ax.transData if coordinates is None else coordinates
    label = Placed(text, at, (0, 0), xycoords=coordinates, textcoords="offset points", **(style | options))
    label.places = [(at, offset) for offset in _around(prefer)] if places is None else places
    label.set_in_layout(False)
    return ax.add_artist(label)


def name_beside(ax, text, line):
    """The name of a line (k, 2), close to it on whichever part hides least."""
    line = line[np.isfinite(line).all(axis=-1)]
    if not len(_within(ax, line)):  # as where an upright piece passes through from end to end
        between = np.linspace(0, len(line) - 1, 40 * len(line))
        fine = np.stack([np.interp(between, np.arange(len(line)), each) for each in line.T], axis=-1)
        line = _within(ax, fine) if len(_within(ax, fine)) else line
    seen = line[:: -(-len(line) // 60)]
    places = [(tuple(at), offset) for at in seen for offset in BESIDE_LINE]
    return place(ax, text, tuple(seen[-1]), places=places)


def _within(ax, points):
    """Those of the points (k, 2) that are in the picture."""
    low, high = np.sort([ax.get_xlim(), ax.get_ylim()]).T
    return points[((points >= low) & (points <= high)).all(axis=-1)]


def _around(prefer):
    """Offsets in 24 directions, those nearest to `prefer` first."""
    angles = np.deg2rad(np.arange(0, 360, 15))
    unit = np.round(np.stack([np.cos(angles), np.sin(angles)], axis=-1), 12)
    unit = unit[np.argsort(-np.round(unit @ prefer, 9), kind="stable")]
    return [tuple(distance * direction) for distance in DISTANCES for direction in unit]


def _sides(offset):
    """Which share of its size a label stands left of and below its anchor: 0, ½ or 1 in each direction."""
    small = 0.3 * np.hypot(*offset)
    return np.array([0.5 if abs(o) <= small else float(o < 0) for o in offset])
