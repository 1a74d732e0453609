"""Whose is it? The names that folders and files have when they come from students or from a platform.

- STUDENT/… and STUDENT_hw2.ipynb, where STUDENT is a login, an email address or a full name; hw2_STUDENT.ipynb
- nbgrader, `collect`: submitted/STUDENT/hw2/hw2.ipynb
- Canvas, "Download Submissions" (lib/content_zipper.rb): lastfirst_[LATE_]USER_FILE_hw2.ipynb, the name in small
  letters, mostly without spaces; lastfirst_USER_text.html for what was typed in; anon_CODE_FILE_… while it is anonymous
- Moodle, "Download all submissions" (mod/assign/classes/downloader.php): "First Last_NUMBER_assignsubmission_file" as a
  folder, or before _hw2.ipynb; "Participant_NUMBER_…" while it is anonymous. NUMBER is another one for each assignment
- Gradescope, "Export Submissions": submission_NUMBER/…, see `gradescope`
- Blackboard: "Title_LOGIN_attempt_2026-10-01-23-50-10_hw2.ipynb"
- Brightspace: "12-34 - First Last - Oct 1, 2026 1150 PM" as a folder, or before " - hw2.ipynb"

Everything is compared with the roster; nothing in these names is believed by itself. What a platform writes comes
first: whatever a student calls a file stands after it, and says nothing about whose it is. A further
platform is a pattern here, and what is made of it below; if it has numbers for people, also a column in `roster`.
"""

import contextlib
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote

from sparsity_kit.grading.tables import without_zeros

CANVAS = re.compile(r"(?P<name>[^_]*)_(?P<late>LATE_)?(?P<user>\d+)_(?P<file>\d+)_(?P<rest>.+)", re.IGNORECASE)
CANVAS_TEXT = re.compile(r"(?P<name>[^_]*)_(?P<late>LATE_)?(?P<user>\d+)(?P<file>)_(?P<rest>text|link)\.html", re.I)
# A name with _ in it: then it must be that of the number, or anybody could write such a number into a file's name.
CANVAS_APART = re.compile(CANVAS.pattern.replace("[^_]*", ".+?"), re.IGNORECASE)
CANVAS_ANONYMOUS = re.compile(r"(LATE_)?anon_\w+?_.+", re.IGNORECASE)
MOODLE = re.compile(r"(?P<name>.+?)_(?P<user>\d+)_assignsubmission_(?:file|onlinetext)_?(?P<rest>.*)", re.DOTALL)
GRADESCOPE = re.compile(r"submission_\d+")
BLACKBOARD = re.compile(r".+?_(?P<called>[^_]+)_attempt_(?P<moment>\d{4}(-\d\d){5})(_.*|\.txt)?")
BRIGHTSPACE = re.compile(
    r"\d+-\d+ *- *(?P<called>.+?) *- *(?P<moment>[A-Z][a-z]{2,8} \d{1,2}, \d{4} [\d:]{3,5} [AP]M)( *- *.*)?"
)
BETWEEN = r"[\W_]+"
ENDINGS = re.compile(
    r"(\.(ipynb|txt|json|zip|bak|orig|part|download|crdownload|pdf|html?|py|docx?|odt|rtf|md|png|jpe?g|rar|7z|tar|t?gz))+$",
    re.IGNORECASE,
)
GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ø": "oe"})
MISREAD = [*((wrong, "utf-8") for wrong in ("cp1252", "latin-1", "cp437", "cp850", "cp1251")), ("cp437", "cp1252")]
MOST_ALIKE = 5  # students whom a name may mean, to be a hint at them


@dataclass(frozen=True)
class Owner:
    """Whose something is: `students`, and `perhaps` whose, for which `reason`; nobody's if all are empty.

    `anonymous`: its platform hides whose it is; `called`: it gives another name. `platform`, `order`, `late` and
    `handed_in` are as in a SubmissionFile.
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


NOBODY = Owner()


class Names:
    """Finds the owner of a name in a roster."""

    def __init__(self, students):
        self.students = tuple(students)
        forms = [(words_of(plain(form)), each) for each in students for form in {each.name, _in_ascii(each.name)}]
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
        spellings = [(spelling, each) for each in students for spelling in {each.name, _first_last(each.name)}]
        self.by_name = _groups((letters(spelling), each) for spelling, each in spellings)
        ascii_names = [(form, each) for spelling, each in spellings for form in (spelling, _in_ascii(spelling))]
        self.by_plain_name = _groups((letters(plain(form)), each) for form, each in ascii_names)

    def exactly(self, text):
        """The one student with this login, email address, part of one before the @, or full name; else None."""
        text = folded(text)
        found = self.by_login.get(text) or self.by_email.get(text)
        local = self.by_local.get(text, ())
        return found or (local[0] if len(local) == 1 else None) or _only(self.named(text))

    def named(self, text):
        """All students of a full name, in any order, however its letters are spelled and put together."""
        found = self.by_name.get(letters(text)) or self.by_plain_name.get(letters(plain(text)))
        return found or self.by_words.get(frozenset(words_of(plain(text)))) or ()

    def partly(self, text):
        """Students of whose names these are some of the words, or all and more; of a name without spaces too."""
        words, joined = words_of(plain(text)), letters(plain(text))
        found = [each for word in words for each, name in self.by_word.get(word, ()) if _is_part(words, name)]
        if not found and len(words) == 1:
            inside = {word for word in self.by_word if len(word) > 1 and word in joined}
            people = {each: name for word in inside for each, name in self.by_word[word]}
            found = [each for each, name in people.items() if _is_made_of(joined, inside & name, name)]
        return list(dict.fromkeys(found))

    def owner(self, name, is_folder, is_named):
        """The Owner of a folder or file. `is_named(text)` says whether a text names the assignment."""
        owner = self._owner(unquote(name), is_folder, is_named)
        if not owner.students and not name.isascii():
            others = (self._owner(text, is_folder, is_named) for text in _read_otherwise(name))
            owner = next((each for each in others if each.students), owner)
        return owner

    def _owner(self, name, is_folder, is_named):
        canvas, moodle = CANVAS.fullmatch(name) or CANVAS_TEXT.fullmatch(name), MOODLE.fullmatch(name)
        others = filter(None, (BLACKBOARD.fullmatch(name), BRIGHTSPACE.fullmatch(name)))
        other = min(others, key=_where, default=None)
        first = min(filter(None, (canvas, moodle, other)), key=_where, default=None)
        if canvas and first is canvas:
            return self._unless_another(self._on_canvas(canvas, canvas["name"]), name, is_folder, is_named)
        if CANVAS_ANONYMOUS.fullmatch(name):
            return Owner(reason="Canvas hides whose it is; end the anonymity there, and download again", anonymous=True)
        if moodle and first is moodle:
            return self._unless_another(self._on_moodle(moodle["name"], moodle["user"]), name, is_folder, is_named)
        if other:
            student, heads = self.exactly(other["called"]), self._heads(name, is_folder, is_named)
            if student and not heads.keys() - {student}:
                return Owner((student,), platform="other", handed_in=_moment(other["moment"]))
        if match := CANVAS_APART.fullmatch(name):
            owner = self._on_canvas(match, match["name"])
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

    def submitted(self, people, moment):
        """The Owner of a folder of Gradescope's, by its submitters."""
        found = [next(filter(None, map(self.exactly, called)), None) for called in people]
        students = tuple(dict.fromkeys(filter(None, found)))
        strangers = [called for called, student in zip(people, found, strict=True) if not student]
        texts = [text for called in strangers for text in called]
        alike = [each for text in texts for each in (*self.partly(text), *self._by_number(words_of(text)).perhaps)]
        perhaps = tuple(each for each in dict.fromkeys(alike) if each not in students)
        called = "; ".join(map(", ".join, strangers)) or "nobody"
        also = f"Gradescope also names {called}" if students and strangers else ""
        reason = f"{called} is not in the roster"
        return Owner(students, perhaps, reason, platform="gradescope", called=also, handed_in=moment)

    def _on_canvas(self, match, name):
        user = match["user"]
        alike = [each for each in self.named(name) if not each.canvas_id]
        student = self.by_canvas.get(user) or _only(alike)
        known = Owner(platform="canvas", order=int(match["file"] or 0), late=bool(match["late"]))
        if student:
            other = "" if student in self.named(name) else f"Canvas calls it {name}'s"
            return replace(known, students=(student,), called=other)
        reason = "has nobody of this name" if not alike else f"has {len(alike)} of this name"
        reason = f"the roster {reason}, {name!r}; give the number {user} in a column canvas_id"
        perhaps = [*self.named(name), *filter(None, [self.by_login.get(folded(name))])] or self.partly(name)
        return replace(known, perhaps=tuple(dict.fromkeys(perhaps)), reason=reason)

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
        perhaps = tuple(dict.fromkeys([*alike, *filter(None, [student])] or self.partly(name)))
        cure = f"give the number {number} in a column moodle_id, or with --worksheet Moodle's grading worksheet"
        hidden = name.lower() == "participant"
        return Owner((), perhaps, f"the roster {many}, {name!r}; {cure}", hidden, platform="moodle")

    def _named_after_a_word(self, name):
        """Students whose full name follows the name of a group, as in "Group A-Ann Smith", or a login."""
        rests = [name[match.end() :] for match in re.finditer(r"-", name)] + [name.partition(" ")[2]]
        return next((found for rest in rests if (found := self.named(rest))), ())

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
            return Owner((first,), tuple(each for each in self._logins_in(stem) if each is not first))
        rest, last = is_named.without(stem), re.search(r"\(([^()]+)\)$", stem)
        without_numbers = re.sub(r"\b[\d-]+\b", "", rest)
        others = (is_named.without(stem, around=False), rest, without_numbers, is_named.before(stem), last and last[1])
        student = next(filter(None, map(self.exactly, filter(None, others))), None)
        return Owner((student,)) if student and not heads else self._perhaps(heads, stem, rest)

    def _heads(self, stem, is_folder, is_named):
        """{student: what follows} for those whose name stands first; a folder's name goes on with nothing unknown."""
        heads = {}
        for match in re.finditer(BETWEEN, stem):
            student, after = self.exactly(stem[: match.start()]), stem[match.end() :]
            if student and (not is_folder or is_named(after) or not _foreign_words(after, student)):
                heads[student] = after
        return heads

    def _perhaps(self, heads, stem, rest):
        """The Owner of a name that may be that of several students, or is a part of a student's."""
        alike = [*heads, *self.named(stem), *self.named(rest)]
        if not alike:
            alike = self._logins_in(stem) + self.partly(rest)
        if not alike:
            return self._by_number(words_of(stem))
        alike = list(dict.fromkeys(alike))
        if len(alike) > MOST_ALIKE:
            return NOBODY
        logins = " or ".join(sorted(each.student for each in alike))
        return Owner((), tuple(alike), f"by its name it may be {logins}'s, and that is not sure; call it by a login")

    def _logins_in(self, text):
        """Students whose login is a word of a text: two may have worked together."""
        return [self.by_login[word] for word in sorted(words_of(text) & self.by_login.keys()) if len(word) > 2]

    def _by_number(self, words):
        """A platform's number for a student; or a login of which a spreadsheet took zeros: with others come others."""
        known = [students[word] for students in (self.by_canvas, self.by_moodle) for word in words if word in students]
        if known:
            said = f"by its number it may be {known[0].student}'s, and that is not sure; call it by a login"
            return Owner((), tuple(dict.fromkeys(known)), said)
        numbers = [word for word in words if word.isdecimal() and self.by_number.get(without_zeros(word))]
        if len(numbers) != 1:
            return NOBODY
        alike = self.by_number[without_zeros(numbers[0])]
        said = f"the roster has {alike[0].student}, and this says {numbers[0]}"
        return Owner((), tuple(alike), f"{said}: a spreadsheet may have taken zeros away; mend the one that is wrong")


def _where(match):
    """Where in a name a platform has put whose it is: what a student writes stands after it."""
    return match.start("called" if "called" in match.re.groupindex else "user")


def _moment(text):
    """A platform's moment, in this machine's time zone; None if it has another form."""
    text = re.sub(r"(\d\d?):(\d\d) ", r"\1\2 ", text)
    for form in ("%Y-%m-%d-%H-%M-%S", "%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, form).astimezone()
    return None


def words_of(text):
    """The words of a name, in small letters."""
    return {word for word in re.split(BETWEEN, folded(text)) if word}


def _foreign_words(text, student):
    """What stands in a text that is neither a number nor the student's own name, login or address."""
    own = words_of(f"{student.name} {student.student} {student.email}")
    return {word for word in words_of(text) if not word.isdecimal()} - own - {"copy", "kopie", "copia", "new", "of"}


def _is_part(words, name):
    """Whether words are some of those of a name or their initials, or two of them and more."""
    initials = {word for word in words if len(word) == 1} - name
    rest = name - words
    known = words - initials <= name and all(any(word[0] == each for word in rest) for each in initials)
    return any(len(word) > 1 for word in words & name) and (known or len(words & name) > 1)


def _is_made_of(joined, inside, name):
    """Whether a text without spaces is made of words of a name, or of one and another's initial: annsmith, asmith."""
    pairs = [(word, other[0]) for word in inside if len(word) > 2 for other in name - {word}]
    initials = {form for word, letter in pairs for form in (word + letter, letter + word)}
    return joined in initials or (len(inside) > 1 and len(joined) == sum(map(len, inside)))


def _read_otherwise(text):
    """What a name may have been before somebody took its bytes for another alphabet's: MГјller is Müller."""
    for wrong, right in MISREAD:
        with contextlib.suppress(UnicodeError):
            yield text.encode(wrong).decode(right)


def folded(text):
    """A name for comparing, in one of the ways that Unicode has for it."""
    return unicodedata.normalize("NFC", text).strip().casefold()


def letters(name):
    """What is left of a name in a file's name on Canvas: small letters and digits."""
    return re.sub(r"[\W_]", "", folded(name))


def plain(text):
    """A text without accents, as some systems write names."""
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def _in_ascii(name):
    """A name as German and Danish spell it without their letters."""
    return unicodedata.normalize("NFC", name).translate(GERMAN)


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
