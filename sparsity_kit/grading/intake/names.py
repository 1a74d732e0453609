"""Whose is it? The names that folders and files have when they come from students or from a platform.

- STUDENT/… and STUDENT_hw2.ipynb, where STUDENT is a login, an email address or a full name; hw2_STUDENT.ipynb
- nbgrader, `collect`: submitted/STUDENT/hw2/hw2.ipynb
- Canvas, "Download Submissions" (lib/content_zipper.rb): lastfirst_[LATE_]USER_FILE_hw2.ipynb, the name in small
  letters, mostly without spaces; lastfirst_USER_text.html for what was typed in; anon_CODE_FILE_… while it is anonymous
- Moodle, "Download all submissions" (mod/assign/classes/downloader.php): "First Last_NUMBER_assignsubmission_file" as a
  folder, or before _hw2.ipynb; "Participant_NUMBER_…" while it is anonymous. NUMBER is another one for each assignment
- Gradescope, "Export Submissions": submission_NUMBER/…, see `gradescope`

Everything is compared with the roster; nothing in these names is believed by itself. What a platform writes comes
first: whatever a student calls a file stands after it, and says nothing about whose it is.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from sparsity_kit.grading.tables import without_zeros

CANVAS = re.compile(r"(?P<name>[^_]*)_(?P<late>LATE_)?(?P<user>\d+)_(?P<file>\d+)_(?P<rest>.+)", re.IGNORECASE)
CANVAS_TEXT = re.compile(r"(?P<name>[^_]*)_(?P<late>LATE_)?(?P<user>\d+)(?P<file>)_(?P<rest>text|link)\.html", re.I)
# A name with _ in it: then it must be that of the number, or anybody could write such a number into a file's name.
CANVAS_APART = re.compile(CANVAS.pattern.replace("[^_]*", ".+?"), re.IGNORECASE)
CANVAS_ANONYMOUS = re.compile(r"(LATE_)?anon_\w+?_.+", re.IGNORECASE)
MOODLE = re.compile(r"(?P<name>.+?)_(?P<user>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<rest>.*)", re.DOTALL)
GRADESCOPE = re.compile(r"submission_\d+")
BETWEEN = r"[\s_.,()\-\u2013]+"


@dataclass(frozen=True)
class Owner:
    """Whose something is: `students`, or `perhaps` whose, for which `reason`; nobody's if all are empty.

    `anonymous`: its platform hides whose it is. `platform`, `order`, `late` and `handed_in` as in a SubmissionFile.
    """

    students: tuple = ()
    perhaps: tuple = ()
    reason: str = ""
    anonymous: bool = False
    platform: str = ""
    order: int = 0
    late: bool = False
    handed_in: datetime | None = None


NOBODY = Owner()


class Names:
    """Finds the owner of a name in a roster."""

    def __init__(self, students):
        self.students = tuple(students)
        self.moodle: dict = {}  # {number: Student}, of this assignment's worksheet
        self.by_login = {folded(each.student): each for each in students}
        self.by_email = {folded(each.email): each for each in students if each.email}
        self.by_local = _groups((folded(each.email.partition("@")[0]), each) for each in students if each.email)
        self.by_number = _groups((without_zeros(each.student), each) for each in students if each.student.isdecimal())
        self.by_canvas = {each.canvas_id: each for each in students if each.canvas_id}
        self.by_moodle = {each.moodle_id: each for each in students if each.moodle_id}
        spellings = [(spelling, each) for each in students for spelling in {each.name, _first_last(each.name)}]
        self.by_name = _groups((letters(spelling), each) for spelling, each in spellings)
        self.by_plain_name = _groups((plain_letters(spelling), each) for spelling, each in spellings)

    def exactly(self, text):
        """The one student with this login, email address, part of one before the @, or full name; else None."""
        text = folded(text)
        found = self.by_login.get(text) or self.by_email.get(text)
        local = self.by_local.get(text, ())
        return found or (local[0] if len(local) == 1 else None) or _only(self.named(text))

    def named(self, text):
        """All students of a full name, in either order, however its letters are spelled and put together."""
        return self.by_name.get(letters(text)) or self.by_plain_name.get(plain_letters(text)) or ()

    def owner(self, name, is_folder, is_named):
        """The Owner of a folder or file. `is_named(text)` says whether a text names the assignment."""
        if match := CANVAS.fullmatch(name) or CANVAS_TEXT.fullmatch(name):
            return self._on_canvas(match, match["name"])
        if CANVAS_ANONYMOUS.fullmatch(name):
            return Owner(reason="Canvas hides whose it is; end the anonymity there, and download again", anonymous=True)
        if match := MOODLE.fullmatch(name):
            return self._on_moodle(match["name"], match["user"])
        if match := CANVAS_APART.fullmatch(name):
            owner = self._on_canvas(match, match["name"])
            if owner.students and owner.students[0] in self.named(match["name"]):
                return owner
        return self._as_a_person_calls_it(name, is_folder, is_named)

    def submitted(self, people, moment):
        """The Owner of a folder of Gradescope's, by its submitters."""
        found = [next(filter(None, map(self.exactly, called)), None) for called in people]
        students = tuple(dict.fromkeys(filter(None, found)))
        called = "; ".join(", ".join(each) for each in people) or "nobody"
        return Owner(students, reason=f"{called} is not in the roster", platform="gradescope", handed_in=moment)

    def _on_canvas(self, match, name):
        user = match["user"]
        alike = [each for each in self.named(name) if not each.canvas_id]
        student = self.by_canvas.get(user) or _only(alike)
        known = Owner(platform="canvas", order=int(match["file"] or 0), late=bool(match["late"]))
        if student:
            return replace(known, students=(student,))
        reason = "has nobody of this name" if not alike else f"has {len(alike)} of this name"
        reason = f"the roster {reason}, {name!r}; give the number {user} in a column canvas_id"
        perhaps = {*self.named(name), *filter(None, [self.by_login.get(folded(name))])}
        return replace(known, perhaps=tuple(perhaps), reason=reason)

    def _on_moodle(self, name, number):
        if student := self.moodle.get(number):
            return Owner((student,), platform="moodle")
        alike = self.named(name) or self._named_after_a_word(name)
        student = self.by_moodle.get(number)
        if student and (not alike or student in alike):
            return Owner((student,), platform="moodle")
        if len(alike) == 1 and not student:
            return Owner((alike[0],), platform="moodle")
        many = f"has {len(alike)} of this name" if alike else "has nobody of this name"
        if student:
            many = f"has the number {number} as {student.student}'s, and another one of this name"
        perhaps = tuple(dict.fromkeys([*alike, *filter(None, [student])]))
        cure = f"give the number {number} in a column moodle_id, or with --worksheet Moodle's grading worksheet"
        hidden = name.lower() == "participant"
        return Owner((), perhaps, f"the roster {many}, {name!r}; {cure}", hidden, platform="moodle")

    def _named_after_a_word(self, name):
        """Students whose full name follows the name of a group, as in "Group A-Ann Smith", or a login."""
        rests = [name[match.end() :] for match in re.finditer(r"-|^\S+ ", name)]
        return next((found for rest in rests if (found := self.named(rest))), ())

    def _as_a_person_calls_it(self, name, is_folder, is_named):
        """The Owner of STUDENT, STUDENT_hw2…, hw2_STUDENT; of a file also of STUDENT_anything."""
        stem = name if is_folder else re.sub(r"(\.[A-Za-z]\w{0,9})+$", "", name)
        for whole in dict.fromkeys((name, stem)):
            if student := self.exactly(whole):
                return Owner((student,))
        heads = {}
        for match in re.finditer(BETWEEN, stem):
            student, rest = self.exactly(stem[: match.start()]), stem[match.end() :]
            if student and (not is_folder or is_named(rest)):
                heads[student] = rest
        bare = [student for student, rest in heads.items() if is_named(rest, alone=True)]
        if len(heads) == 1 or len(bare) == 1:
            return Owner((*(bare or heads),)[:1])
        if heads:
            return Owner((), tuple(heads), f"it may be {' or '.join(each.student for each in heads)}'s by its name")
        if (rest := is_named.without(stem)) != stem and (student := self.exactly(rest)):
            return Owner((student,))
        alike = self.named(stem) or self.named(rest)
        if alike:
            return Owner((), tuple(alike), f"the roster has {len(alike)} of this name, {stem!r}; call it by a login")
        return self._without_zeros(rest.strip())

    def _without_zeros(self, called):
        """A number of which a spreadsheet took the zeros in the roster: with another login come other numbers."""
        if alike := self.by_number.get(without_zeros(called), ()) if called.isdecimal() else ():
            said = (
                f"the roster has {alike[0].student}, and this says {called}: if a spreadsheet took zeros away, mend the"
            )
            return Owner((), tuple(alike), f"{said} roster")
        return NOBODY


def folded(text):
    """A name for comparing, in one of the ways that Unicode has for it."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def letters(name):
    """What is left of a name in a file's name on Canvas: small letters and digits."""
    return re.sub(r"[\W_]", "", folded(name))


def plain_letters(name):
    """The same without accents, as some systems write names."""
    return letters("".join(each for each in unicodedata.normalize("NFKD", name) if not unicodedata.combining(each)))


def _first_last(name):
    last, comma, first = name.partition(",")
    return f"{first} {last}" if comma else name


def _groups(pairs):
    groups: dict[str, list] = defaultdict(list)
    for key, student in pairs:
        if key and student not in groups[key]:
            groups[key].append(student)
    return dict(groups)


def _only(found):
    return found[0] if len(found) == 1 else None
