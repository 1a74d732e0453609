"""The gain of a class as an HTML page, and as a CSV table with a row for each idea."""

from sparsity_kit.grading.marks.gain import HIGH, LOW
from sparsity_kit.grading.marks.page import html, listing, page, table
from sparsity_kit.grading.tables import safe_csv_text

HAKE = """Hake's normalised gain ⟨g⟩ is the part of what was missing before that is there after: 1 if nothing is missing
any more, 0 if nothing has changed, negative if something was lost. He calls it low below {low} and high from {high} on
(R. R. Hake, American Journal of Physics 66, 1998, pages 64–74). It is worked out from the means of the students who did
both tests. Where they are few, it is much a matter of chance: with 10, one answer moves an idea's share by a tenth."""
COLUMNS = ("idea", "before", "after", "gain", "won it", "lost it", "most frequent belief", "held by", "mended in")


def gain_page(gain, anonymous=False):
    """The page; with `anonymous`, codes stand for students."""
    moved = sorted((each for each in gain.ideas if not each.stuck), key=lambda each: -(each.gain or 0))
    rows = [
        [each.idea.name, *_numbers(each), *(_believed(each) if each.stuck or each.held else ("", "", ""))]
        for each in (*stuck(gain), *moved)
    ]
    parts = [
        f"<p>{html(said(gain))}</p>",
        f"<p>{html(HAKE.format(low=LOW, high=HIGH))}</p>",
        listing("Ideas that did not move", [_told(each) for each in stuck(gain)]),
        table("All ideas", COLUMNS, rows),
        listing("Not counted, because a question was dropped, or not asked of all", gain.dropped),
        *(listing(heading, shown) for heading, shown in _left_out(gain, anonymous)),
    ]
    return page("Before and after: the class", parts)


def gain_csv(gain):
    """CSV text: a row for each idea, and one for the class, with shares between 0 and 1."""
    rows: list[tuple] = [
        ("idea", "students", "before", "after", "gain", "won", "lost", "believed", "by", "lesson", "section", "about")
    ]
    for each in gain.ideas:
        held = (each.held.name if each.held else "", each.holders)
        place = (each.where.lesson, each.where.section, each.where.topic)
        shares = (each.before, each.after, each.gain, each.won, each.lost)
        rows.append((each.idea.name, gain.students, *shares, *held, *place))
    if gain.ideas:
        shown = (total / len(gain.ideas) for total in (gain.before, gain.after))
        rows.append(("all", gain.students, *shown, gain.gain, *[""] * 7))
    return safe_csv_text(rows)


def said(gain):
    """The gain of the class in a sentence."""
    if not gain.students:
        return "Nobody did both tests, so there is no gain to be seen."
    if not gain.ideas:
        return "No question counts, so there is no gain to be seen."
    means = f"{gain.before:.2f} of {len(gain.ideas)} before and {gain.after:.2f} of {len(gain.ideas)} after"
    who = f"The {gain.students} students who did both tests" if gain.students > 1 else "The one who did both tests"
    if gain.gain is None:
        return f"{who} had {means}: nothing was missing before, so there is no normalised gain."
    word = "a loss" if gain.gain < 0 else "low" if gain.gain < LOW else "medium" if gain.gain < HIGH else "high"
    return f"{who} had {means}: ⟨g⟩ = {_gain(gain.gain)}, {word}."


def stuck(gain):
    """The ideas that did not move, the worst first."""
    return sorted((each for each in gain.ideas if each.stuck), key=lambda each: each.gain or 0)


def _told(each):
    held = f"; most often believed, by {each.holders}: “{each.held.name}”" if each.held else ""
    gain = f"⟨g⟩ = {_gain(each.gain)}" if each.gain is not None else "all had it before"
    shares = f"{_percent(each.before)} before, {_percent(each.after)} after"
    return f"{each.idea.name}: {shares}, {gain}{held}; see {each.where}"


def _numbers(each):
    gain = "all had it" if each.gain is None else _gain(each.gain)
    return _percent(each.before), _percent(each.after), gain, each.won, each.lost


def _believed(each):
    return (each.held.name, each.holders, each.where) if each.held else ("", "", each.where)


def _percent(share):
    return f"{100 * share:.0f} %"


def _gain(value):
    return "" if value is None else f"{value:.2f}".replace("-", "−")


def _left_out(gain, anonymous):
    """(heading, students) of whoever is not counted; a code is that of the test that was done."""
    groups = gain.groups
    waiting = [one if one.waiting else other for one, other in groups["waiting"]]
    yield "Left out: did only the test before", [one.called(anonymous) for one, _ in groups["only_before"]]
    yield "Left out: did only the test after", [other.called(anonymous) for _, other in groups["only_after"]]
    yield "Left out: waits for a person", [each.called(anonymous) for each in waiting]
    neither = [one.called(anonymous) for one, _ in groups["neither"]]
    yield "Did neither", [f"{len(neither)} in all"] if anonymous and neither else neither
