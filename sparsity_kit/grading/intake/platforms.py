"""How platforms name what was handed in to them, and whose it is by that.

- nbgrader, `collect`: submitted/STUDENT/hw2/hw2.ipynb
- Canvas, "Download Submissions" (lib/content_zipper.rb): lastfirst_[LATE_]USER_FILE_hw2.ipynb, the name in small
  letters, mostly without spaces; lastfirst_USER_text.html for what was typed in; anon_CODE_FILE_… while it is anonymous
- Moodle, "Download all submissions" (mod/assign/classes/downloader.php): "First Last_NUMBER_assignsubmission_file" as a
  folder, or before _hw2.ipynb; "Participant_NUMBER_…" while it is anonymous. NUMBER is another one for each assignment
- Gradescope, "Export Submissions": submission_NUMBER/…, see `platform_lists`
- Blackboard: "Title_LOGIN_attempt_2026-10-01-23-50-10_hw2.ipynb"
- Brightspace: "12-34 - First Last - Oct 1, 2026 1150 PM" as a folder, or before " - hw2.ipynb"

What a platform writes comes first: whatever a student calls a file stands after it, and says nothing about whose it
is. A further platform is a pattern in `PLATFORMS`, with what is made of it; if it has numbers for people, also a column
in `roster`. `who` is the part of a pattern that says whose it is.
"""

import contextlib
import re
from dataclasses import replace
from datetime import datetime

from sparsity_kit.grading.intake.people import Owner, only
from sparsity_kit.grading.intake.platform_lists import GRADESCOPE_FILE
from sparsity_kit.grading.intake.spelling import folded

CANVAS = re.compile(r"(?P<name>[^_]*)_(?P<late>LATE_)?(?P<who>\d+)_(?:(?P<file>\d+)_.+|(?:text|link)\.html)", re.I)
# A name with _ in it: then it must be that of the number, or anybody could write such a number into a file's name.
CANVAS_APART = re.compile(CANVAS.pattern.replace("[^_]*", ".+?"), re.IGNORECASE)
MOODLE = re.compile(r"(?P<name>.+?)_(?P<who>\d+)_assignsubmission_(?:file|onlinetext)_?.*", re.DOTALL)


def _on_canvas(people, match):
    """The Owner by Canvas's number for a person, or by a name of which the roster knows no number yet."""
    name, user = match["name"], match["who"]
    named = people.named(name)
    alike = [each for each in named if not each.canvas_id]
    sure = people.by_canvas.get(user)
    student = sure or only(alike)
    known = Owner(platform="canvas", order=int(match["file"] or 0), late=bool(match["late"]))
    if student:
        called = "" if student in named else f"Canvas calls it {name}'s"
        return replace(known, students=(student,), called=called, number="" if sure else user)
    reason = f"has {len(alike)} of this name" if alike else "has nobody of this name"
    reason = f"the roster {reason}, {name!r}; give the number {user} in a column canvas_id"
    perhaps = [*named, *filter(None, [people.by_login.get(folded(name))])] or people.partly(name)
    return replace(known, perhaps=tuple(dict.fromkeys(perhaps)), reason=reason)


def on_canvas_apart(people, name):
    """The Owner by Canvas's number behind a name with _ in it, if the name is that of the number; else None."""
    if match := CANVAS_APART.fullmatch(name):
        owner = _on_canvas(people, match)
        if {*owner.students} & {*people.named(match["name"])}:
            return owner
    return None


def _on_moodle(people, match):
    """The Owner by Moodle's number in its worksheet, or by the name; a number must fit the name."""
    name, number = match["name"], match["who"]
    alike = people.named(name) or people.named_after_a_word(name)
    known = people.moodle.get(number)
    student = known or people.by_moodle.get(number)
    if student:
        sure = student if not alike or student in alike else None
        by = " by the worksheet" if known else ""
        said = f"has the number {number} as {student.student}'s{by}, and another one of this name"
    else:
        sure = only(alike)
        said = f"has {len(alike)} of this name" if alike else "has nobody of this name"
    if known is None and sure in people.moodle.values():
        sure, said = None, "has this name, which the worksheet has under another number"
    if sure:
        return Owner((sure,), platform="moodle", number="" if student else number)
    perhaps = tuple(dict.fromkeys([*alike, *filter(None, [student])] or people.partly(name)))
    cure = f"give the number {number} in a column moodle_id, or with --worksheet Moodle's grading worksheet"
    hidden = name.lower() == "participant"
    return Owner((), perhaps, f"the roster {said}, {name!r}; {cure}", hidden, platform="moodle")


def _on_blackboard(people, match):
    """The Owner by the login behind the title; where both have a _ in them, that whose title names the homework."""
    parts = match.string[: match.end("who")].split("_")
    cuts = [("_".join(parts[:number]), "_".join(parts[number:])) for number in range(1, len(parts))]
    found = {student: title for title, login in cuts if (student := people.exactly(login))}
    sure = only([*found]) or only([each for each, title in found.items() if people.is_named(title, alone=True)])
    logins = " or ".join(each.student for each in found)
    unsure = found and Owner((), (*found,), f"by its name it is {logins}'s; call it by the login alone")
    return _handed_in_by(sure, match) if sure else unsure


def _on_brightspace(people, match):
    """The Owner by a name. The numbers before it are Brightspace's own, and say nothing about a login."""
    name = match["who"]
    unsure = Owner((), (*(people.named(name) or people.partly(name)),), f"the roster has no one student {name!r}")
    return _handed_in_by(people.exactly(name), match) or unsure


def _handed_in_by(student, match):
    return student and Owner((student,), platform="other", handed_in=_moment(match["moment"]))


def _moment(text):
    """A platform's moment, in this machine's time zone; None if it has another form."""
    text = re.sub(r"(\d\d?):(\d\d) ", r"\1\2 ", text)
    for form in ("%Y-%m-%d-%H-%M-%S", "%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(text, form).astimezone()
    return None


def _hidden(reason):
    return lambda people, match: Owner(reason=reason, anonymous=True)


PLATFORMS = {
    CANVAS: _on_canvas,
    re.compile(r"(LATE_)?anon_(?:LATE_)?(?P<who>\w+?)_.+", re.IGNORECASE): _hidden(
        "Canvas hides whose it is; end the anonymity there, and download again"
    ),
    MOODLE: _on_moodle,
    re.compile(r"(?P<who>submission_\d+)"): _hidden(
        f"Gradescope keeps whose it is in {GRADESCOPE_FILE}; put that file beside it, or name it after the student"
    ),
    re.compile(r".+?_(?P<who>[^_]+)_attempt_(?P<moment>\d{4}(-\d\d){5})(_.*|\.txt)?"): _on_blackboard,
    re.compile(
        r"\d+-\d+ *- *(?P<who>.+?) *- *(?P<moment>[A-Z][a-z]{2,8} \d{1,2}, \d{4} [\d:]{3,5} [AP]M)( *- *.*)?"
    ): _on_brightspace,
}
