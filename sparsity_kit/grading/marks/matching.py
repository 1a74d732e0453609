"""Who did both of two tests, who did one of them, and who did none."""


def matched(first, second):
    """{group: pairs of Standings of one student}; who waits for a person in one of the tests is in no other group.

    A test that was handed in with every answer blank was not done. Whoever is not in both rosters is left out.
    """
    later = {each.student.student: each for each in second}
    groups: dict[str, list] = {"both": [], "only_before": [], "only_after": [], "neither": [], "waiting": []}
    for one in first:
        if other := later.get(one.student.student):
            groups[_group(one, other)].append((one, other))
    return groups


def _group(one, other):
    if one.waiting or other.waiting:
        return "waiting"
    if _done(one):
        return "both" if _done(other) else "only_before"
    return "only_after" if _done(other) else "neither"


def _done(standing):
    return any(mark.status not in ("blank", "dropped") for mark in standing.marks)
