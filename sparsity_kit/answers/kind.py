"""What every kind of answer can do, and the ways in which an answer is not of its kind."""


class Unreadable(Exception):
    """The answer is not of the kind that was asked for; the message says what is expected."""


class Unclear(Unreadable):
    """It may be right, and this program cannot say: a formula of functions that it does not know, or one that has lost
    its letters. Where it is graded a person looks at it."""


class Blank(Exception):
    """The answer has the right form, and nothing in it yet: a function that still returns `...`."""


def is_blank(answer):
    """Nothing was answered: `...`, None, empty text."""
    return answer is None or answer is Ellipsis or (isinstance(answer, str) and not answer.strip(" \t\n.…"))


class Kind:
    """A kind of answer: `read` makes of what was typed a value, and all else compares values that were read."""

    @property
    def form(self):
        """How an answer is written, and how near it has to be."""
        return ""

    def read(self, answer):
        """The value of an answer. Raises Unreadable, in words that say what is expected."""
        raise Unreadable("no answer of this kind can be read")

    def same(self, value, key):
        """Whether a value is right, if `key` is."""
        return value == key

    def meet(self, first, second):
        """Whether two values are so close that one answer, rounded, could be either."""
        return self.same(first, second) or self.same(second, first)

    def remark(self, value, key):
        """One sentence on a wrong value that is no known mistake; it does not give the key away."""
        return f"It is not {value}."

    def shown(self, value):
        """A value in words: what an answer was taken for, right or wrong."""
        return str(value)
