"""What students answer to the exercises of lesson 5, and what is said to it."""

import numpy as np

from sparsity_kit.homework.mistakes.letters import other_letters


def _said_of(letters):
    """What is said of a set of letters: of one that does not belong there, else of one that is missing."""
    if {"B", "C"} <= letters:
        return "At a flat bottom the slope does not jump: compute each slope just right of zero."
    if "B" in letters:
        return "Does the slope of each of them jump at zero? Compute them just right of it."
    if "C" in letters:
        return "A name with a bar in it is no kink yet: compute all slopes just right of zero."
    if letters == {"A"}:
        return "The kink matters, not the name: does nothing else have one at zero?"
    if "D" not in letters:
        return "What becomes of the slopes at zero when something smooth is added?"
    if "E" not in letters:
        return "A kink may be steeper than a corner: compute all slopes just right of zero."
    return "Begin with the simplest one: what are its slopes at zero?"


MISTAKES = {
    "which-penalties-zero": [(letters, _said_of({*letters})) for letters in other_letters("ABCDE", "ADE")],
    "rounded-kink": (
        (1.0, "That is its slope far away from zero; go close."),
        (0.1, "That is its height at zero, not its slope."),
        (10.0, "That is its curvature at zero, 1/0.1; the slope is asked for."),
        (0.01, "That number sets how round the tip is; differentiate, then put θ = 0."),
        (5.0, "Is the inner derivative lost? It is 2θ: put θ = 0 into all of it.", "inner derivative lost"),
        (np.sqrt(0.5), "That is its slope at θ = 0.1; at zero it is another.", "slope at 0.1"),
        (1 / np.sqrt(1.01), "That is its slope at θ = 1; go to zero.", "slope at 1"),
        (2.0, "That would be the whole width for |θ|, from −1 to 1; go close to zero.", "whole width"),
        (0.5, "The ½ of the root is not all: differentiate what is inside, too.", "½ only"),
        (0.05, "That is half of its height at zero; differentiate, then put θ = 0.", "half height"),
        (0.2, "That is twice its height at zero, and no slope.", "twice the height"),
        (100.0, "That is 1/0.01; differentiate, then put θ = 0.", "1/0.01"),
        (20.0, "That is twice its curvature at zero; the slope is asked for.", "curvature doubled"),
        (1.1, "That is 1 and its height at zero; the slope is asked for.", "sum"),
        (np.sqrt(1.01), "That is its height at θ = 1; the slope at zero is asked for.", "height at 1"),
        (np.inf, "The root has an infinite slope at zero only where nothing is added under it.", "infinite"),
    ),
    "typed-threshold": (
        (6.0, "That is λ·Ω′(0+); the loss has the slope 2x·y at zero, so half of it."),
        (1.0, "That is the threshold of |t|; this one starts three times as steep."),
        (5.0, "That takes the slope at t = 1; take it just right of zero."),
        (4.0, "That takes the height of Ω farther out; the threshold comes from its slope at zero."),
        (1.5, "Either λ is missing, or it is halved twice."),
        (0.0, "The square alone would give no zeros, but |t| still has its kink."),
        (2.0, "That is λ itself; it is multiplied by the slope of Ω at zero, and halved."),
        (12.0, "The 2 stands on the wrong side: 2|x·y| is compared with λ·Ω′(0+)."),
        (8.0, "That is λ times a height of Ω; its slope at zero counts, and half of λ.", "height, not halved"),
        (10.0, "That takes the slope at t = 1, and λ is not halved.", "slope at 1, not halved"),
        (2.5, "That takes the slope at t = 1, and λ is missing.", "slope at 1, λ lost"),
        (0.75, "λ is missing, and the 2 is used twice.", "λ lost, halved twice"),
        (1 / 3, "That is divided by the slope of Ω where it is to be multiplied.", "divided"),
        (2 / 3, "That is divided by the slope of Ω where it is to be multiplied.", "divided, not halved"),
        (4 / 3, "That is divided by the slope of Ω where it is to be multiplied.", "divided, doubled"),
        (-3.0, "The size |x·y| is asked for; it is not negative.", "sign"),
        (9.0, "The slope of Ω is used twice.", "slope squared"),
        (24.0, "The 2 stands on the wrong side, and is used twice.", "2 on the wrong side, twice"),
    ),
}  # fmt: skip
