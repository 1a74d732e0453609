"""An idea that is asked before and after a course, what people believe in its place, and the lesson that mends it."""

from dataclasses import dataclass

from sparsity_kit.answers import RIGHT, Choice
from sparsity_kit.questions.question import Question


@dataclass(frozen=True)
class Where:
    """Where a lesson speaks of something: its number, the section's, the topic, and its cell's claim, if any."""

    lesson: int
    section: int
    topic: str
    claim: str = ""

    def __str__(self):
        return f"lesson {self.lesson}, section {self.section} ({self.topic})"


@dataclass(frozen=True)
class Belief:
    """What people believe in place of an idea: its `name`, what to say to it, and where it is mended."""

    name: str
    message: str
    where: Where


@dataclass(frozen=True)
class Idea:
    """One idea: its `name` says what it is about and not what is true, `right` says that; and the usual beliefs."""

    name: str
    right: str
    where: Where
    beliefs: tuple

    def asked(self, assignment, text, **options):
        """The question of an assignment: `options` are letters with (what is offered, RIGHT or a belief's name).

        It is worth one point, draws no numbers and has no hints, so that it measures the same in everybody.
        """
        told = {belief.name: f"{belief.message} See {belief.where}." for belief in self.beliefs}
        table = {
            letter: (option, RIGHT) if behind is RIGHT else (option, told[behind], behind)
            for letter, (option, behind) in options.items()
        }
        name = f"{assignment}-{self.name}"
        return Question(name, text, Choice(table), right=self.right, points=1, answer=self.name, idea=self)
