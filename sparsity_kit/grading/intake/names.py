"""Whose is it? The names that folders and files have when they come from students or from a platform.

- STUDENT/… and STUDENT_hw2.ipynb, where STUDENT is a login, an email address or a full name; hw2_STUDENT.ipynb
- what platforms write, see `platforms`

Everything is compared with the roster; nothing in these names is believed by itself.
"""

import re
from collections import Counter
from urllib.parse import unquote

from sparsity_kit.grading.intake.people import NOBODY, Owner, People
from sparsity_kit.grading.intake.platforms import PLATFORMS, on_canvas_apart
from sparsity_kit.grading.intake.spelling import BETWEEN, folded, read_otherwise, without_zeros, words_of

ENDINGS = re.compile(
    r"(\.(ipynb|txt|json|zip|bak|orig|part|download|crdownload|pdf|html?|py|docx?|odt|rtf|md|png|jpe?g|rar|7z|tar|t?gz))+$",
    re.IGNORECASE,
)
MOST_ALIKE = 5  # students whom a name may mean, to be a hint at them


class Names(People):
    """Finds the owner of a name in a roster; `is_named(text)` says whether a text names the assignment."""

    def __init__(self, students, is_named):
        super().__init__(students)
        self.is_named = is_named

    def owner(self, name, is_folder):
        """The Owner of a folder or file."""
        owner = self._owner(unquote(name), is_folder)
        if not owner.students and not name.isascii():
            others = (self._owner(text, is_folder) for text in read_otherwise(name))
            owner = next((each for each in others if each.students), owner)
        return owner

    def _owner(self, name, is_folder):
        """The Owner by a platform's part of the name, unless the name begins with another student.

        A person may write such a part into the name of a file, and another system puts names before that: with a number
        it is not sure then, and without one it is no platform's.
        """
        found = filter(None, (pattern.fullmatch(name) for pattern in PLATFORMS))
        first = min(found, key=lambda match: match.start("who"), default=None)
        owner = first and PLATFORMS[first.re](self, first)
        if owner:
            heads = self._heads(name, is_folder) if owner.students else {}
            numbered = owner.platform != "other"
            if not heads or (numbered and owner.students[0] in heads):
                return owner
            if numbered:
                perhaps = (*owner.students, *heads)
                reason = "it begins with one student's name and has another one's number: it may be"
                return Owner(perhaps=perhaps, reason=f"{reason} {_logins(perhaps)}'s", platform=owner.platform)
        return on_canvas_apart(self, name) or self._as_a_person_calls_it(name, is_folder)

    def _as_a_person_calls_it(self, name, is_folder):
        """The Owner of STUDENT, STUDENT_hw2…, hw2_STUDENT, "Last, First(STUDENT)"; of a file also of STUDENT_anything.

        What stands first counts, because an instructor or a platform puts it before what a student has written.
        """
        stem = name if is_folder else ENDINGS.sub("", name)
        if student := self.exactly(name) or self.exactly(stem):
            return Owner((student,))
        heads = self._heads(stem, is_folder)
        bare = [student for student, after in heads.items() if self.is_named(after, alone=True)]
        if len(heads) == 1 or len(bare) == 1:
            first = next(iter(bare or heads))
            rest = Counter(re.split(BETWEEN, folded(stem)))  # the name may have another's login in it, but once
            rest.subtract(words_of(first.name))
            also = [each for each in self.logins_in(stem) if each is not first and rest[folded(each.student)] > 0]
            return Owner((first,), tuple(also))
        rest, last = self.is_named.without(stem), re.search(r"\(([^()]+)\)$", stem)
        around, before = self.is_named.without(stem, around=False), self.is_named.before(stem)
        others = (around, rest, re.sub(r"\b[\d-]+\b", "", rest), before, last and last[1])
        student = next(filter(None, map(self.exactly, filter(None, others))), None)
        return Owner((student,)) if student and not heads else self._perhaps(heads, stem, rest)

    def _heads(self, stem, is_folder):
        """{student: what follows} for those whose name stands first; a folder's name goes on with nothing unknown."""
        heads = {}
        for end, start in [*(match.span() for match in re.finditer(BETWEEN, stem)), (len(stem), len(stem))]:
            before, after = stem[:end], stem[start:]
            for student in filter(None, self.namesakes(before, after) or [self.exactly(before)]):
                if not is_folder or self.is_named(after) or not _foreign_words(after, student):
                    heads[student] = after
        return heads

    def _perhaps(self, heads, stem, rest):
        """The Owner of a name that may be that of several students, or is a part of a student's."""
        alike = [*heads, *self.named(stem), *self.named(rest)] or self.logins_in(stem) + self.partly(rest)
        if not alike:
            return self.by_a_number(stem)
        return _unsure(alike, "name") if len({*alike}) <= MOST_ALIKE else NOBODY

    def by_a_number(self, text):
        """The Owner by a platform's number in a text, or by a login of which a spreadsheet took zeros; never sure."""
        words = words_of(text)
        known = [students[word] for students in (self.by_canvas, self.by_moodle) for word in words if word in students]
        numbers = [word for word in words if word.isdecimal() and without_zeros(word) in self.by_number]
        alike = [each for word in numbers for each in self.by_number[without_zeros(word)]]
        if known:
            return _unsure(known + alike, "number")
        if len(numbers) != 1:
            return NOBODY
        said = f"the roster has {alike[0].student}, and this says {numbers[0]}"
        return Owner((), tuple(alike), f"{said}: a spreadsheet may have taken zeros away; mend the one that is wrong")


def _unsure(students, by):
    students = tuple(dict.fromkeys(students))
    return Owner((), students, f"by its {by} it may be {_logins(students)}'s, and that is not sure; call it by a login")


def _logins(students):
    return " or ".join(sorted(each.student for each in students))


def _foreign_words(text, student):
    """What stands in a text that is neither a number nor the student's own name, login or address."""
    own = words_of(f"{student.name} {student.student} {student.email}")
    return {word for word in words_of(text) if not word.isdecimal()} - own - {"copy", "kopie", "copia", "new", "of"}
