"""What happens along an exact path, in words: who enters, leaves and comes back, and at which λ."""

import numpy as np

from sparsity_kit.figures import words
from sparsity_kit.figures.lines import MOST_EVENTS, highlights
from sparsity_kit.printable import counted


def happenings(events, names, chosen):
    """(λ, what happens there) of the first events in which one of the highlighted takes part."""
    seen, said = set(), []
    for event in events:
        shown = [j for j in event.entered if not chosen or j in chosen]
        gone = [j for j in event.left if not chosen or j in chosen]
        what = [names[j] + " back" * (j in seen) for j in shown] + [f"{names[j]} out" for j in gone]
        seen.update(event.entered)
        if what:
            said.append((event.lam, ", ".join(what)))
    return said[:MOST_EVENTS]


def story(kinks, last, order, entries, exits, names, chosen, ridge):
    """The path in sentences."""
    high, low = words.number(kinks[0], 4), words.number(kinks[-1], 4)
    alive = np.count_nonzero(last)
    of = counted(len(names), "coefficient")
    what = f"elastic net path, ridge = {words.number(ridge)}," if ridge else "lasso path"
    text = [f"The exact {what} of {of}: straight pieces between {len(kinks)} values of λ."]
    first = {j: lam for lam, j in reversed(entries)}
    entering = _listed([(first[j], j) for j in order], names)
    text.append(f"From λ_max = {high} down, where all are zero, enter: {entering}.")
    if exits:
        text.append(f"Leave again: {_listed(exits, names)}.")
    if back := [(lam, j) for lam, j in entries if lam < first[j]]:
        text.append(f"Return: {_listed(back, names)}.")
    text.append(f"At λ = {low}, {alive} of {len(names)} are not zero.")
    return " ".join([*text, *highlights(chosen, names)])


def _listed(changes, names):
    return words.first_of(f"{names[j]} {words.number(lam, 4)}" for lam, j in changes)
