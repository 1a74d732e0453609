"""What a label would hide where it stands: lines, markers, arrows and texts, as points of which each has a weight."""

import numpy as np
from matplotlib.text import Text

GAP = 1.5  # points, between samples of a line
THINNEST = 1.2  # the least weight of a line that is not pale
MARKER, ARROW, TEXT = 8.0, 4.0, 12.0  # the weight of a point of one
NEAR = 4  # points, nearer than which a leader passes through a text


class Ink:
    """All that a label of some axes must not hide; places are in points, `unit` pixels each."""

    def __init__(self, label, renderer, unit):
        found = [*_of_lines(label.axes, unit), *_of_texts(label, renderer, unit), (np.empty((0, 2)), 0.0)]
        points = np.concatenate([points for points, _ in found])
        weights = np.concatenate([np.full(len(points), weight) for points, weight in found])
        order = np.argsort(points[:, 0], kind="stable")
        self.across, self.up = np.ascontiguousarray(points[order].T)
        self.weights = weights[order]
        self.texts = points[order][self.weights == TEXT]

    def below(self, low, high):
        """The weight of what lies in a box, given by its corners."""
        first, last = np.searchsorted(self.across, low[0], "right"), np.searchsorted(self.across, high[0])
        up = self.up[first:last]
        return self.weights[first:last][(up > low[1]) & (up < high[1])].sum()

    def crossed(self, start, end):
        """The weight of the texts that a leader from start to end passes through."""
        along = end - start
        share = np.clip((self.texts - start) @ along / (along @ along), 0, 1)
        away = np.linalg.norm(self.texts - start - share[:, None] * along, axis=-1)
        return TEXT * (away < NEAR).sum()


def _of_lines(ax, unit):
    low, high = ax.bbox.padded(9).get_points()
    for line in ax.lines:
        shown = line.get_transform().transform(line.get_xydata())
        shown = np.clip(shown[np.isfinite(shown).all(axis=-1)], low, high) / unit
        if line.get_linestyle() != "None" and len(shown):
            yield _samples(shown), max(line.get_linewidth() ** 2, THINNEST) * (line.get_alpha() or 1.0)
        if line.get_marker() not in ("None", "", None):
            rim = line.get_markersize() / 2 * np.array([[i, j] for i in (-1, 0, 1) for j in (-1, 0, 1)])
            yield (shown[:, None] + rim).reshape(-1, 2), MARKER


def _of_texts(label, renderer, unit):
    """Of arrows, of the texts that are drawn before the label, and of the legend."""
    ax = label.axes
    before = ax.texts[: list(ax.texts).index(label)]
    for arrow in (text for text in before if text.arrow_patch is not None and not text.get_text()):
        yield _samples(ax.transData.transform([arrow.xyann, arrow.xy]) / unit), ARROW
    for text in (*filter(Text.get_text, before), *filter(None, [ax.get_legend()])):
        box = Text.get_window_extent(text, renderer) if isinstance(text, Text) else text.get_window_extent(renderer)
        low, high = box.get_points() / unit
        spread = [np.arange(low[k] + 1, high[k], 4) for k in (0, 1)]
        yield np.stack(np.meshgrid(*spread), axis=-1).reshape(-1, 2), TEXT


def _samples(vertices):
    """Points along a line, `GAP` apart."""
    length = along(vertices)
    at = np.arange(0.0, length[-1] + GAP, GAP)
    return np.stack([np.interp(at, length, column) for column in vertices.T], axis=-1)


def along(vertices):
    """How far each vertex (m, 2) of a line is from the first, on the line, (m,)."""
    return np.append(0.0, np.cumsum(np.linalg.norm(np.diff(vertices, axis=0), axis=-1)))
