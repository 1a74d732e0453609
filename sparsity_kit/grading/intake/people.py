"""Whose something is, and who of a roster is meant by a text: for certain, by a full name, or by a part of it."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sparsity_kit.grading.intake.spelling import (
    first_last,
    folded,
    in_ascii,
    is_made_of,
    is_part,
    letters,
    plain,
    without_zeros,
    words_of,
)


@dataclass(frozen=True)
class Owner:
    """Whose something is: the `students`; and whose it may be, `perhaps`, with the `reason` why that is not sure.

    It is nobody's if all are empty. `anonymous`: its platform hides whose it is; `called`: it gives another name.
    `platform` named it, "canvas" say; `order` is higher for a later one there, `late` whether Canvas says so,
    `handed_in` when it came if that is known.
    `number` is the platform's for whoever handed it in, where nothing but the name says that this is the student.
    `known_by` is the path of the file, folder or zip whose name said it: all below has names that a student gave.
    """

    students: tuple = ()
    perhaps: tuple = ()
    reason: str = ""
    anonymous: bool = False
    platform: str = ""
    called: str = ""
    order: int = 0
    late: bool = False
    handed_in: datetime | None = None
    number: str = ""
    known_by: str = ""


NOBODY = Owner()


class People:
    """The students of a roster, by everything that they may be called."""

    def __init__(self, students):
        self.students = tuple(students)
        forms = [(words_of(plain(form)), each) for each in students for form in {each.name, in_ascii(each.name)}]
        self.by_words = _groups((frozenset(words), each) for words, each in forms)
        self.by_word = _groups((word, (each, frozenset(words))) for words, each in forms for word in words)
        self.moodle: dict = {}  # {number: Student}, of this assignment's worksheet
        self.by_login = {folded(each.student): each for each in students}
        self.by_email = {folded(each.email): each for each in students if each.email}
        addresses = [(text, each) for each in students for text in (each.email, each.student) if "@" in text]
        self.by_local = _groups((folded(text.partition("@")[0]), each) for text, each in addresses)
        self.by_number = _groups((without_zeros(each.student), each) for each in students if each.student.isdecimal())
        self.by_canvas = {each.canvas_id: each for each in students if each.canvas_id}
        self.by_moodle = {each.moodle_id: each for each in students if each.moodle_id}
        spellings = [(spelling, each) for each in students for spelling in {each.name, first_last(each.name)}]
        self.by_name = _groups((letters(spelling), each) for spelling, each in spellings)
        ascii_names = [(form, each) for spelling, each in spellings for form in (spelling, in_ascii(spelling))]
        self.by_plain_name = _groups((letters(plain(form)), each) for form, each in ascii_names)

    def exactly(self, text):
        """The one student with this login, email address, part of one before the @, or full name; else None."""
        text = folded(text)
        found = self.by_login.get(text) or self.by_email.get(text)
        return found or only(self.by_local.get(text, ())) or only(self.named(text))

    def named(self, text):
        """All students of a full name, in any order, however its letters are spelled and put together."""
        found = self.by_name.get(letters(text)) or self.by_plain_name.get(letters(plain(text)))
        return found or self.by_words.get(frozenset(words_of(plain(text)))) or ()

    def namesakes(self, text, after):
        """All students of a full name that several have; the one whose login stands after it, if one does."""
        found = self.named(text)
        said = [each for each in found if folded(each.student) in words_of(after)]
        return () if len(found) < 2 else said if len(said) == 1 else found

    def partly(self, text):
        """Students of whose names these are some of the words, or all and more; of a name without spaces too."""
        words, joined = words_of(plain(text)), letters(plain(text))
        found = [each for word in words for each, name in self.by_word.get(word, ()) if is_part(words, name)]
        if not found and len(words) == 1:
            inside = {word for word in self.by_word if len(word) > 1 and word in joined}
            people = {each: name for word in inside for each, name in self.by_word[word]}
            found = [each for each, name in people.items() if is_made_of(joined, inside & name, name)]
        return list(dict.fromkeys(found))

    def named_after_a_word(self, name):
        """Students whose full name follows the name of a group, as in "Group A-Ann Smith", or a login."""
        rests = [name[match.end() :] for match in re.finditer(r"-", name)] + [name.partition(" ")[2]]
        return next((found for rest in rests if (found := self.named(rest))), ())

    def logins_in(self, text):
        """Students whose login is a word of a text: two may have worked together."""
        return [self.by_login[word] for word in sorted(words_of(text) & self.by_login.keys()) if len(word) > 2]


def _groups(pairs):
    groups: dict[str, list] = defaultdict(list)
    for key, student in pairs:
        if key and student not in groups[key]:
            groups[key].append(student)
    return dict(groups)


def only(found):
    """The one that was found; None where there are none or several."""
    return found[0] if len(found) == 1 else None
