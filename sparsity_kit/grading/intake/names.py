"""Whose is it? The names that folders and files have when they come from students or from a platform.

- STUDENT/… and STUDENT_hw2.ipynb, where STUDENT is a login, an email address or a full name; hw2_STUDENT.ipynb
- what platforms write, see `platforms`

Everything is compared with the roster; nothing in these names is believed by itself.
"""

import re
from collections import Counter
from urllib.parse import unquote

from sparsity_kit.grading.intake.owner import NOBODY, Owner
from sparsity_kit.grading.intake.people import People
from sparsity_kit.grading.intake.platforms import (
    BLACKBOARD,
    BRIGHTSPACE,
    CANVAS,
    CANVAS_ANONYMOUS,
    CANVAS_APART,
    CANVAS_TEXT,
    MOODLE,
    by_number,
    moment_of,
    on_canvas,
    on_moodle,
    where,
)
from sparsity_kit.grading.intake.spelling import BETWEEN, folded, read_otherwise, words_of

ENDINGS = re.compile(
    r"(\.(ipynb|txt|json|zip|bak|orig|part|download|crdownload|pdf|html?|py|docx?|odt|rtf|md|png|jpe?g|rar|7z|tar|t?gz))+$",
    re.IGNORECASE,
)
MOST_ALIKE = 5  # students whom a name may mean, to be a hint at them


class Names(People):
    """Finds the owner of a name in a roster."""

    def owner(self, name, is_folder, is_named):
        """The Owner of a folder or file. `is_named(text)` says whether a text names the assignment."""
        owner = self._owner(unquote(name), is_folder, is_named)
        if not owner.students and not name.isascii():
            others = (self._owner(text, is_folder, is_named) for text in read_otherwise(name))
            owner = next((each for each in others if each.students), owner)
        return owner

    def _owner(self, name, is_folder, is_named):
        canvas, moodle = CANVAS.fullmatch(name) or CANVAS_TEXT.fullmatch(name), MOODLE.fullmatch(name)
        others = filter(None, (BLACKBOARD.fullmatch(name), BRIGHTSPACE.fullmatch(name)))
        other = min(others, key=where, default=None)
        first = min(filter(None, (canvas, moodle, other)), key=where, default=None)
        if canvas and first is canvas:
            return self._unless_another(on_canvas(self, canvas, canvas["name"]), name, is_folder, is_named)
        if CANVAS_ANONYMOUS.fullmatch(name):
            return Owner(reason="Canvas hides whose it is; end the anonymity there, and download again", anonymous=True)
        if moodle and first is moodle:
            return self._unless_another(on_moodle(self, moodle["name"], moodle["user"]), name, is_folder, is_named)
        if other:
            student, heads = self.exactly(other["called"]), self._heads(name, is_folder, is_named)
            if student and not heads.keys() - {student}:
                return Owner((student,), platform="other", handed_in=moment_of(other["moment"]))
        if match := CANVAS_APART.fullmatch(name):
            owner = on_canvas(self, match, match["name"])
            if owner.students and owner.students[0] in self.named(match["name"]):
                return owner
        return self._as_a_person_calls_it(name, is_folder, is_named)

    def _unless_another(self, owner, name, is_folder, is_named):
        """The Owner by a platform's number, unless the name begins with another student: then it is not sure.

        A person may write such a number into the name of a file, and another system puts names before that.
        """
        heads = self._heads(name, is_folder, is_named)
        if not owner.students or not heads or owner.students[0] in heads:
            return owner
        logins = " or ".join(sorted(each.student for each in (*owner.students, *heads)))
        reason = f"it begins with one student's name and has another one's number: it may be {logins}'s"
        return Owner(perhaps=(*owner.students, *heads), reason=reason, platform=owner.platform)

    def _as_a_person_calls_it(self, name, is_folder, is_named):
        """The Owner of STUDENT, STUDENT_hw2…, hw2_STUDENT, "Last, First(STUDENT)"; of a file also of STUDENT_anything.

        What stands first counts, because an instructor or a platform puts it before what a student has written.
        """
        stem = name if is_folder else ENDINGS.sub("", name)
        if student := self.exactly(name) or self.exactly(stem):
            return Owner((student,))
        heads = self._heads(stem, is_folder, is_named)
        bare = [student for student, after in heads.items() if is_named(after, alone=True)]
        if len(heads) == 1 or len(bare) == 1:
            first = next(iter(bare or heads))
            rest = Counter(re.split(BETWEEN, folded(stem)))  # the name may have another's login in it, but once
            rest.subtract(words_of(first.name))
            also = [each for each in self.logins_in(stem) if each is not first and rest[folded(each.student)] > 0]
            return Owner((first,), tuple(also))
        rest, last = is_named.without(stem), re.search(r"\(([^()]+)\)$", stem)
        without_numbers = re.sub(r"\b[\d-]+\b", "", rest)
        others = (is_named.without(stem, around=False), rest, without_numbers, is_named.before(stem), last and last[1])
        student = next(filter(None, map(self.exactly, filter(None, others))), None)
        return Owner((student,)) if student and not heads else self._perhaps(heads, stem, rest)

    def _heads(self, stem, is_folder, is_named):
        """{student: what follows} for those whose name stands first; a folder's name goes on with nothing unknown."""
        heads = {}
        for end, start in [*(match.span() for match in re.finditer(BETWEEN, stem)), (len(stem), len(stem))]:
            before, after = stem[:end], stem[start:]
            for student in filter(None, self.namesakes(before, after) or [self.exactly(before)]):
                if not is_folder or is_named(after) or not _foreign_words(after, student):
                    heads[student] = after
        return heads

    def _perhaps(self, heads, stem, rest):
        """The Owner of a name that may be that of several students, or is a part of a student's."""
        alike = [*heads, *self.named(stem), *self.named(rest)]
        if not alike:
            alike = self.logins_in(stem) + self.partly(rest)
        if not alike:
            return by_number(self, words_of(stem))
        alike = list(dict.fromkeys(alike))
        if len(alike) > MOST_ALIKE:
            return NOBODY
        logins = " or ".join(sorted(each.student for each in alike))
        return Owner((), tuple(alike), f"by its name it may be {logins}'s, and that is not sure; call it by a login")


def _foreign_words(text, student):
    """What stands in a text that is neither a number nor the student's own name, login or address."""
    own = words_of(f"{student.name} {student.student} {student.email}")
    return {word for word in words_of(text) if not word.isdecimal()} - own - {"copy", "kopie", "copia", "new", "of"}
