"""Colour, line and marker: a penalty looks the same in every picture of the course.

The colours are those of Okabe and Ito (2008), Color Universal Design, which people with colour vision deficiencies
can tell apart. Line styles and markers say the same once more, for whoever prints in grey. Text is always `INK`.
"""

from dataclasses import dataclass

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

    @property
    def layer(self):
        """Where its line is drawn: a broken one above a solid one along which it runs, so that both are seen."""
        return 3.0 if self.line == "-" else 3.5


SPARE = (
    (BLACK, (0, (1, 2.5)), "P"),
    (FAINT, (0, (10, 3)), "X"),
    (YELLOW, (0, (2, 1, 6, 1)), "*"),
)


def look(penalty):
    """The look of one penalty; penalties of your own take the first spare look."""
    return looks([penalty])[0]


def looks(penalties):
    """A look for each penalty, no two alike: strangers and second ones of a kind take the spare looks in turn."""
    taken, answer, spare = set(), [], iter(SPARE * len(penalties))
    for penalty in penalties:
        own = None if penalty.look in taken else penalty.look
        taken.add(own)
        colour, line, marker = own or next(spare)
        answer.append(Look(colour, line, marker, penalty.name))
    return answer
