"""What a course has changed: Hake's normalised gain, of the class and of each idea, in those who did both tests."""

from collections import Counter
from dataclasses import dataclass
from itertools import repeat

from sparsity_kit.grading.marks.matching import matched
from sparsity_kit.questions import Belief, Idea

LOW, HIGH = 0.3, 0.7  # Hake's bounds: below the first a gain is low, from the second on it is high


def normalised_gain(before, after, full):
    """⟨g⟩ = (after − before)/(full − before): the part of what was missing that is there now (Hake 1998).

    None if nothing was missing.

    >>> normalised_gain(4, 7, 10), normalised_gain(10, 9, 10)
    (0.5, None)
    """
    return None if before >= full else (after - before) / (full - before)


@dataclass(frozen=True)
class IdeaGain:
    """One idea in those who did both tests: shares `before` and `after`, how many `won` or `lost` it.

    `held` is the Belief that most of those hold who are still wrong, and `holders` their number; None if there is none.
    """

    idea: Idea
    before: float
    after: float
    won: int
    lost: int
    held: Belief | None = None
    holders: int = 0

    @property
    def gain(self):
        """Its ⟨g⟩; None if all had it before."""
        return normalised_gain(self.before, self.after, 1)

    @property
    def stuck(self):
        """Whether it did not move: its gain is low, or some lost what all had."""
        return self.lost > 0 if self.gain is None else self.gain < LOW

    @property
    def where(self):
        """Where a lesson mends it: what speaks to the belief that is held, else what speaks of the idea."""
        return (self.held or self.idea).where


@dataclass(frozen=True)
class Gain:
    """The class: mean points `before` and `after` of those who did both tests, out of one for each of the `ideas`.

    `groups` are pairs of Standings as in `matched`. `dropped` names ideas that do not count: a question of theirs was
    dropped, or not asked of all.
    """

    ideas: tuple
    groups: dict
    dropped: tuple

    @property
    def students(self):
        """How many did both tests."""
        return len(self.groups["both"])

    @property
    def before(self):
        """Mean points before the course."""
        return sum(idea.before for idea in self.ideas)

    @property
    def after(self):
        """Mean points after the course."""
        return sum(idea.after for idea in self.ideas)

    @property
    def gain(self):
        """⟨g⟩ of the class, by its mean points; None if nobody did both tests, or if nothing was missing."""
        return normalised_gain(self.before, self.after, len(self.ideas)) if self.students else None


def class_gain(before, after, first, second):
    """The Gain between two assignments by their Standings, which are matched by login, and their questions by idea."""
    groups = matched(first, second)
    both = groups["both"]
    twins = {question.idea.name: question for question in after.questions}
    asked = [(one, twins[one.idea.name]) for one in before.questions if one.idea.name in twins]
    counted = [pair for pair in asked if all(map(_counts, both, repeat(pair)))]
    ideas = tuple(_of_an_idea(*questions, both) for questions in counted) if both else ()
    return Gain(ideas, groups, tuple(pair[0].idea.name for pair in asked if pair not in counted))


def _counts(pair, questions):
    """Whether a student has a mark for both questions of an idea, and neither was dropped."""
    marks = [_mark(*each) for each in zip(pair, questions, strict=True)]
    return all(mark and mark.status != "dropped" for mark in marks)


def _of_an_idea(first, second, pairs):
    marks = [(_mark(one, first), _mark(other, second)) for one, other in pairs]
    right = [(one.points / one.full, other.points / other.full) for one, other in marks]
    beliefs = {belief.name: belief for belief in first.idea.beliefs}
    held = Counter(other.mistake for _, other in marks if other.mistake in beliefs and not other.points)
    name, holders = max(held.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return IdeaGain(
        first.idea,
        sum(one for one, _ in right) / len(right),
        sum(other for _, other in right) / len(right),
        sum(other > one for one, other in right),
        sum(other < one for one, other in right),
        beliefs.get(name),
        holders,
    )


def _mark(standing, question):
    return next((mark for mark in standing.marks if mark.question == question.name), None)
