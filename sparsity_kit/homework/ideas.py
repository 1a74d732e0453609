"""The ten ideas that are asked before and after the course, what people believe in their place, and what mends it.

`ideas1` and `ideas2` ask for them in different words; each wrong option is one of the beliefs.
"""

from sparsity_kit.questions import Belief, Idea, Where

_STEPS = Where(1, 4, "steps that land on zero", "C4")
_DECAY = Where(1, 3, "downhill on squared L2", "C3")
_TOUCH, _EDGE = Where(2, 2, "growing contours", "C5"), Where(2, 3, "corner, edge, disc", "C5")
_PRICE, _STRIPS = Where(3, 1, "the matching price", "C5"), Where(3, 2, "strips and lines", "C5")
_BALANCE = Where(4, 1, "squared L2, a balance and no zeros", "C7")
_KINK, _TYPED = Where(5, 1, "five penalties", "C13"), Where(5, 4, "type a penalty", "C13")
_LAST, _WHOSE = Where(6, 3, "the price from which on it is zero", "C12"), Where(6, 4, "whose strength?", "C12")
_OTHERS, _PATIENTS = Where(7, 1, "correlated columns", "C12"), Where(7, 2, "442 patients", "C12")
_NEVER = Where(8, 2, "the solver that never lands", "C4")
_RETURNS = Where(10, 1, "columns that leave and return", "C12")
_EVIDENCE, _FOLDS = Where(11, 1, "the error that is no evidence"), Where(11, 2, "folds")


def _idea(name, right, where, *beliefs):
    return Idea(name, right, where, tuple(Belief(*each) for each in beliefs))


SHRINKING = _idea(
    "shrinking",
    "The slope of a square fades with the coefficient, so the pull towards zero is gone before zero is reached.",
    _BALANCE,
    ("a high price zeroes squares", "No price does: there the lesson tries a thousand.", _PATIENTS),
    ("squares take equal amounts", "That is what sizes do; squares take a share of what is left.", _DECAY),
    ("squares spare the small", "The pull fades with the coefficient, and so does the way that is left.", _DECAY),
)
TOUCHING = _idea(
    "touching",
    "The corner is the answer because the loss rises along both edges that leave it.",
    _PRICE,
    ("the corner is nearest", "The loss measures what is near; a ruler does so where contours are circles.", _TOUCH),
    ("always a corner", "Contours may touch an edge as well, and then no coefficient is zero.", _EDGE),
    ("the smaller one goes", "How steep the loss is decides, not which coefficient is smaller at the centre.", _STRIPS),
)
ZERO = _idea(
    "zero",
    "A zero says: next to the other columns, and at this price, not worth having. It says nothing more.",
    _PATIENTS,
    ("zero is no effect", "Other columns may tell the same already; an effect is another matter.", _PATIENTS),
    ("zero is uncorrelated", "Not the target counts, but what the other columns leave of it.", _OTHERS),
    ("zero is insignificant", "Nothing was tested: a person set the price, and at a lower one it may be in.", _LAST),
)
STRENGTH = _idea(
    "strength",
    "A strength means something only beside its loss: dividing the loss multiplies the price.",
    _WHOSE,
    ("a strength is a strength", "Look at what stands in front of the loss, and then compare.", _WHOSE),
    ("a factor only rescales", "Another factor is another price, and other coefficients are zero then.", _LAST),
    ("converted upside down", "Multiply until the losses are alike, and read what became of the penalty.", _WHOSE),
)
SHAPE = _idea(
    "shape",
    "Zeros come from a jump of the slope at zero, a kink. What is smooth there may be added, and the kink stays.",
    _KINK,
    ("the exponent decides", "A smooth term is flat at zero, and takes nothing away from the kink.", _KINK),
    ("the larger term decides", "At zero the smooth term has no slope, whatever its weight; the kink has.", _TYPED),
    ("strength makes zeros", "The strongest penalty without a kink gives no zeros, a weak kink does.", _KINK),
)
PATH = _idea(
    "path",
    "As the price changes the others move, and with them what they leave to a column: it may leave and return.",
    _RETURNS,
    ("prices only sort out", "With correlated columns a lower price may take one out.", _RETURNS),
    ("zero at every price", "Which columns are in depends on the price: the lesson follows it.", _PATIENTS),
    ("the sign is kept", "A column may come back on the other side of zero: the lesson shows one.", _RETURNS),
)
CHOOSING = _idea(
    "choosing",
    "Only data that had no part in the fit can tell how well new cases are predicted.",
    _EVIDENCE,
    (
        "training error chooses",
        "On the fitted data no price at all is always best: the noise is fitted too.",
        _EVIDENCE,
    ),
    ("most zeros are best", "At a price that is high enough all are zero, and nothing is predicted.", _FOLDS),
    ("the objective chooses", "Each price has another objective; their minima say nothing about new cases.", _EVIDENCE),
)
UNITS = _idea(
    "units",
    "The unit of a column sets the size of its coefficient, and the penalty charges for that size.",
    _LAST,
    ("units do not matter", "Without a penalty nothing happens; with one, the price has changed.", _LAST),
    ("large columns cost more", "The coefficient is charged for; larger numbers need a smaller one.", _LAST),
    ("all shrink alike", "Each column has its own threshold; only that of the changed column moves by itself.", _LAST),
)
FINDING = _idea(
    "finding",
    "Columns that are kept predict well together; correlated ones can stand in for each other.",
    _OTHERS,
    ("the true ones are kept", "The lasso keeps what predicts, and that may be no cause.", _PATIENTS),
    ("the most correlated are kept", "A column may be kept for what it adds to the others.", _OTHERS),
    ("size is importance", "Sizes depend on units, on the price, and on which other columns are there.", _PATIENTS),
)
STEPS = _idea(
    "steps",
    "A step against a sign has the same length wherever it starts, so it jumps across zero, and back again.",
    _STEPS,
    ("sign steps land on zero", "They come near zero and jitter around it; none of them lands.", _NEVER),
    ("more steps land on zero", "However many there are, each is as long as the first one.", _STEPS),
    ("no computer lands on zero", "One kind of step sets a coefficient to exactly 0.0, by its formula.", _STEPS),
)
IDEAS = (SHRINKING, TOUCHING, ZERO, STRENGTH, SHAPE, PATH, CHOOSING, UNITS, FINDING, STEPS)
