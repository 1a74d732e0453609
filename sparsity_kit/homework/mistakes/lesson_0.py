"""What students answer to the exercises of lesson 0, and what is said to it."""

import numpy as np

V = np.array([3.0, -0.5, 1.0, 0.2, -2.0])

MISTAKES = {
    "first-zero": (
        (int((np.abs(V) < 1).sum()),
         "Either those survive, or they are not all: what becomes of an entry as large as the threshold?"),
        (int((V <= 1).sum()), "Compare sizes, not values: −2 is far from zero as well."),
        (5, "That would be all of them; large entries only shrink."),
        (int((V == 0).sum()), "None is zero before; the threshold moves each by 1 towards zero."),
        (1, "The threshold takes smaller entries to zero and not past it: they stop there.", "no stop at zero"),
    ),
}  # fmt: skip
