"""Colour, line and marker: a penalty looks the same in every picture of the course.

The colours are those of Okabe and Ito (2008), Color Universal Design, which people with colour vision deficiencies
can tell apart. Line styles and markers say the same once more, for whoever prints in grey. Text is always `INK`.
"""

from dataclasses import dataclass

from sparsity_kit.penalties import L1, L2, ElasticNet, GroupL2, Lq, SquaredL2

INK = "#222222"  # text and axes: 15 to 1 on white
FAINT = "#767676"  # helping lines, and the smallest grey that text may have: 4.5 to 1 on white
LOSS = "#000000"  # contours of the loss
BLACK, ORANGE, SKY, GREEN = "#000000", "#E69F00", "#56B4E9", "#009E73"
YELLOW, BLUE, VERMILION, PURPLE = "#F0E442", "#0072B2", "#D55E00", "#CC79A7"


@dataclass(frozen=True)
class Look:
    """How one penalty is drawn: `colour`, line style `line`, `marker`; and `name`, as it is written."""

    colour: str
    line: object
    marker: str
    name: str = ""


KNOWN: dict[type, Look] = {
    L1: Look(BLUE, "-", "D", "L1"),
    SquaredL2: Look(VERMILION, (0, (6, 2)), "o", "squared L2"),
    L2: Look(GREEN, (0, (7, 2, 1.5, 2)), "s", "L2"),
    ElasticNet: Look(PURPLE, (0, (8, 1.5, 1.5, 1.5, 1.5, 1.5)), "^", "elastic net"),
    GroupL2: Look(ORANGE, (0, (1.2, 1.2)), "h", "group L2"),
    Lq: Look(SKY, (0, (6, 1.5, 1.2, 1.5, 1.2, 1.5, 1.2, 1.5)), "v", "Lq"),
}
SPARE = (
    Look(BLACK, (0, (1, 2.5)), "P"),
    Look(FAINT, (0, (10, 3)), "X"),
    Look(YELLOW, (0, (2, 1, 6, 1)), "*"),
)


def look(penalty):
    """The look of one penalty; penalties of your own take the first spare look."""
    return looks([penalty])[0]


def looks(penalties):
    """A look for each penalty, no two alike: strangers and second ones of a kind take the spare looks in turn."""
    taken, answer, spare = set(), [], iter(SPARE * len(penalties))
    for penalty in penalties:
        kind = type(penalty)
        base = KNOWN[kind] if kind in KNOWN and kind not in taken else next(spare)
        taken.add(kind)
        answer.append(Look(base.colour, base.line, base.marker, name(penalty)))
    return answer


def name(penalty):
    """What a penalty is called in a picture: its own `repr`, for a penalty that the kit does not know."""
    if isinstance(penalty, ElasticNet):
        return f"elastic net {penalty.l1_ratio:g}"
    if isinstance(penalty, Lq):
        return f"Lq, q = {penalty.q:g}"
    known = KNOWN.get(type(penalty))
    return known.name if known else repr(penalty).removesuffix("()")
