"""What there is to say of a flow: which coordinate is zero from when on, in a line below the picture and at length."""

import numpy as np

from sparsity_kit.figures import words

WRITTEN = 4  # starts, above which the hitting times are marked but no longer written


def start_name(k, count):
    """What a start is called in the picture: A, B, … where there are several."""
    return chr(ord("A") + k) if count > 1 else "start"


def arrivals(hits, times, exact, rests):
    """What is written below the picture: when each start is all zero. Two of them in a line."""
    if len(hits) > WRITTEN:
        return []
    told: dict[str, list] = {}
    for k, hit in enumerate(hits):
        who = words.listing(words.theta(j) for j in np.flatnonzero(hit == hit.max()))
        end = words.number(times[-1])
        never = f"at rest, {who} not zero" if rests[k] else f"{who} not zero within t = {end}"
        never = f"never zero, t = {end} shown" if exact else never
        if hit.max() > 0:
            last = never if np.isinf(hit.max()) else f"{who} = 0 at t = {words.number(hit.max())}"
            told.setdefault(last, []).append(start_name(k, len(hits)))
    lines = [f"{', '.join(names)}: {last}" for last, names in told.items()]
    return ["; ".join(lines[k : k + 2]) for k in range(0, len(lines), 2)]


def story(name, lam, moved):
    """A flow in sentences: of each start, which coordinate is zero when."""
    times, paths, hits, exact, rests = moved
    text = [f"Flow down the {name} penalty alone, λ = {words.number(lam)}."]
    for path, hit, rest in zip(paths, hits, rests, strict=True):
        story = []
        for time in np.unique(hit):
            which = np.flatnonzero(hit == time)
            who, both = words.listing(words.theta(j) for j in which), len(which) > 1
            if time == 0:
                story.append(f"{who} {'start' if both else 'starts'} at zero and {'stay' if both else 'stays'} there")
            elif np.isinf(time):
                story.append(f"{who} {'do' if both else 'does'} not {_not_zero(times[-1], path, which, exact, rest)}")
            else:
                story.append(f"{who} {'reach' if both else 'reaches'} zero at t = {words.number(time)}")
        text.append(f"From {words.point(path[0])}: {'; '.join(story)}.")
    return " ".join(text)


def _not_zero(end, path, which, exact, rest):
    """What is known of coordinates that do not reach zero."""
    verb = "reach zero" if (path[0, which] != 0).all() else "end at zero"
    here = f"t = {words.number(end)} the point is {words.point(path[-1])}"
    if exact:
        return f"{verb}, at {here}"
    if rest:
        still = "is at rest" if (path == path[0]).all() else "comes to rest"
        return f"{verb}: the point {still} at {words.point(path[-1])}"
    return f"{verb} within t = {words.number(end)}, where the point is {words.point(path[-1])}"
