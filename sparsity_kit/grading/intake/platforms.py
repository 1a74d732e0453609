"""How platforms name what was handed in to them, and whose it is by that.

- nbgrader, `collect`: submitted/STUDENT/hw2/hw2.ipynb
- Canvas, "Download Submissions" (lib/content_zipper.rb): lastfirst_[LATE_]USER_FILE_hw2.ipynb, the name in small
  letters, mostly without spaces; lastfirst_USER_text.html for what was typed in; anon_CODE_FILE_… while it is anonymous
- Moodle, "Download all submissions" (mod/assign/classes/downloader.php): "First Last_NUMBER_assignsubmission_file" as a
  folder, or before _hw2.ipynb; "Participant_NUMBER_…" while it is anonymous. NUMBER is another one for each assignment
- Gradescope, "Export Submissions": submission_NUMBER/…, see `gradescope`
- Blackboard: "Title_LOGIN_attempt_2026-10-01-23-50-10_hw2.ipynb"
- Brightspace: "12-34 - First Last - Oct 1, 2026 1150 PM" as a folder, or before " - hw2.ipynb"

What a platform writes comes first: whatever a student calls a file stands after it, and says nothing about whose it
is. A further platform is a pattern here, and what is made of it; if it has numbers for people, also a column in
`roster`.
"""

import contextlib
import re
from dataclasses import replace
from datetime import datetime

from sparsity_kit.grading.intake.owner import NOBODY, Owner
from sparsity_kit.grading.intake.people import only
from sparsity_kit.grading.intake.spelling import folded, words_of
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


def on_canvas(people, match, name):
    """The Owner by Canvas's number for a person, or by a name of which the roster knows no number yet."""
    user = match["user"]
    alike = [each for each in people.named(name) if not each.canvas_id]
    student = people.by_canvas.get(user) or only(alike)
    known = Owner(platform="canvas", order=int(match["file"] or 0), late=bool(match["late"]))
    if student:
        other = "" if student in people.named(name) else f"Canvas calls it {name}'s"
        return replace(known, students=(student,), called=other)
    reason = "has nobody of this name" if not alike else f"has {len(alike)} of this name"
    reason = f"the roster {reason}, {name!r}; give the number {user} in a column canvas_id"
    perhaps = [*people.named(name), *filter(None, [people.by_login.get(folded(name))])] or people.partly(name)
    return replace(known, perhaps=tuple(dict.fromkeys(perhaps)), reason=reason)


def on_moodle(people, name, number):
    """The Owner by Moodle's number in its worksheet, or by the name; a number of the roster must fit the name."""
    if student := people.moodle.get(number):
        return Owner((student,), platform="moodle")
    alike = people.named(name) or people.named_after_a_word(name)
    student = people.by_moodle.get(number)
    if student and (not alike or student in alike):
        return Owner((student,), platform="moodle")
    if len(alike) == 1 and not student:
        return Owner((alike[0],), platform="moodle")
    many = f"has {len(alike)} of this name" if alike else "has nobody of this name"
    if student:
        many = f"has the number {number} as {student.student}'s, and another one of this name"
    perhaps = tuple(dict.fromkeys([*alike, *filter(None, [student])] or people.partly(name)))
    cure = f"give the number {number} in a column moodle_id, or with --worksheet Moodle's grading worksheet"
    hidden = name.lower() == "participant"
    return Owner((), perhaps, f"the roster {many}, {name!r}; {cure}", hidden, platform="moodle")


def submitted(people, submitters, moment):
    """The Owner of a folder of Gradescope's, by its submitters."""
    found = [next(filter(None, map(people.exactly, called)), None) for called in submitters]
    students = tuple(dict.fromkeys(filter(None, found)))
    strangers = [called for called, student in zip(submitters, found, strict=True) if not student]
    texts = [text for called in strangers for text in called]
    alike = [each for text in texts for each in (*people.partly(text), *by_number(people, words_of(text)).perhaps)]
    perhaps = tuple(each for each in dict.fromkeys(alike) if each not in students)
    called = "; ".join(map(", ".join, strangers)) or "nobody"
    also = f"Gradescope also names {called}" if students and strangers else ""
    reason = f"{called} is not in the roster"
    return Owner(students, perhaps, reason, platform="gradescope", called=also, handed_in=moment)


def by_number(people, words):
    """A platform's number for a student; or a login of which a spreadsheet took zeros: with others come others."""
    known = [students[word] for students in (people.by_canvas, people.by_moodle) for word in words if word in students]
    if known:
        known += [each for word in words if word.isdecimal() for each in people.by_number.get(without_zeros(word), ())]
        known = list(dict.fromkeys(known))
        said = " or ".join(each.student for each in known)
        return Owner((), tuple(known), f"by its number it may be {said}'s, and that is not sure; call it by a login")
    numbers = [word for word in words if word.isdecimal() and people.by_number.get(without_zeros(word))]
    if len(numbers) != 1:
        return NOBODY
    alike = people.by_number[without_zeros(numbers[0])]
    said = f"the roster has {alike[0].student}, and this says {numbers[0]}"
    return Owner((), tuple(alike), f"{said}: a spreadsheet may have taken zeros away; mend the one that is wrong")


def where(match):
    """Where in a name a platform has put whose it is: what a student writes stands after it."""
    return match.start("called" if "called" in match.re.groupindex else "user")


def moment_of(text):
    """A platform's moment, in this machine's time zone; None if it has another form."""
    text = re.sub(r"(\d\d?):(\d\d) ", r"\1\2 ", text)
    for form in ("%Y-%m-%d-%H-%M-%S", "%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, form).astimezone()
    return None
