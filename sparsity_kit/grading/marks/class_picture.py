"""The class in two pictures: how the totals are spread, and how each question went."""

from collections import Counter

import numpy as np

from sparsity_kit.figures.looks import BLUE, FAINT, GREEN, INK, SKY, VERMILION, YELLOW
from sparsity_kit.grading.judge.mark import STATUSES

LOOKS = dict(zip(STATUSES, (GREEN, VERMILION, "#DDDDDD", YELLOW, SKY, FAINT), strict=True))
HATCHES = dict(zip(STATUSES, ("", "///", "", "...", "xx", "--"), strict=True))


def spread(ax, standings, full):
    """A histogram of the totals that are final, in ten bars from 0 to the full mark. Returns its alt text."""
    totals = [each.total for each in standings if each.total is not None]
    edges = np.linspace(0, full, 11)
    counts, _, _ = ax.hist(totals, edges, color=BLUE, edgecolor="white")
    ax.set(xlabel=f"points, of {full:g}", ylabel="students", xlim=(0, full or 1), title="Total")
    ax.yaxis.get_major_locator().set_params(integer=True)
    if not totals:
        ax.set_ylim(0, 1)
        ax.text(0.5, 0.5, "no total is final yet", transform=ax.transAxes, ha="center", color=INK)
        return "Totals: none is final yet."
    middle = np.median(totals)
    ax.axvline(middle, color=INK, linestyle="--")
    ax.text(middle, 1.0, f" median {middle:g}", transform=ax.get_xaxis_transform(), va="top", color=INK)
    said = ", ".join(f"{count:g} from {edges[i]:g} to {edges[i + 1]:g}" for i, count in enumerate(counts) if count)
    return f"Totals of {len(totals)} students, median {middle:g} of {full:g}: {said}."


def questions(ax, standings, assignment):
    """A bar per question, in parts for what was right, wrong, blank, unreadable, and waits for a person.

    A person's mark counts as right if it is at least half of the points. Returns its alt text.
    """
    names = [question.name for question in assignment.questions]
    counts: dict[str, Counter] = {name: Counter() for name in names}
    for mark in (mark for each in standings for mark in each.marks if mark.question in counts):
        counts[mark.question][status(mark)] += 1
    places = np.arange(len(names))[::-1]
    left = np.zeros(len(names))
    for each in STATUSES:
        width = np.array([counts[name][each] for name in names], dtype=float)
        ax.barh(
            places, width, left=left, color=LOOKS[each], hatch=HATCHES[each], edgecolor="white", height=0.7, label=each
        )
        left += width
    ax.set(xlabel="students", yticks=places, yticklabels=names, title="Questions")
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3, frameon=False)
    ax.tick_params(axis="y", length=0, colors=INK)
    ax.spines[["top", "right", "left"]].set_visible(False)
    ax.spines["bottom"].set_color(FAINT)
    said = "; ".join(
        f"{name}: "
        + (", ".join(f"{counts[name][each]} {each}" for each in STATUSES if counts[name][each]) or "nothing")
        for name in names
    )
    return f"Questions. {said}."


def status(mark):
    """The status of a mark in the picture."""
    if mark.by_hand:
        return "right" if mark.points >= mark.full / 2 else "wrong"
    return mark.status


def draw(standings, assignment):
    """(figure, alt text) with both pictures, beside each other."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 2.6 + 0.45 * max(4, len(assignment.questions))), layout="constrained", dpi=100)
    left, right = figure.subplots(1, 2, width_ratios=[2, 3])
    left.spines[["top", "right"]].set_visible(False)
    return figure, f"{spread(left, standings, assignment.points)} {questions(right, standings, assignment)}"
