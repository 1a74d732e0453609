"""Of everything that one student handed in, the one file to grade; or why there is none."""

import re
from dataclasses import replace

from sparsity_kit.printable import counted

SAME_TIME = 2  # seconds: no finer does a zip keep them
MOST_NAMED = 3  # files of which it is said why they are not graded
TELLS_APART = {
    "canvas": "give this student's number in a column canvas_id",
    "moodle": "give Moodle's grading worksheet with --worksheet",
}


def of_another(files, recogniser):
    """Whether there is a notebook among them that is another assignment's by its name."""
    return any(each.may_be_notebook and _says(each, recogniser) is False for each in files)


def chosen(files, recogniser, shared):
    """Of a student's SubmissionFiles the one to grade, or with a fault; None if there is nothing of this assignment.

    Where the folder is `shared` with other assignments, another one's file is not this one's by mistake.
    """
    says = {each: _says(each, recogniser) for each in files}
    notebooks = [each for each in files if each.may_be_notebook]
    ours = [each for each in notebooks if says[each] or (says[each] is None and recogniser.looks(each.data).ours)]
    ours = ours or [each for each in notebooks if recogniser.looks(each.data).ours]
    return _last(ours, says, recogniser) if ours else _instead(files, says, recogniser, shared)


def _says(file, recogniser):
    """Whether a file is this assignment's by its own name, or else by that of a folder around it."""
    found = (recogniser.says(part) for part in reversed(file.entry.parts))
    return next((each for each in found if each is not None), None)


def _last(files, says, recogniser):
    """The file to grade, with flags: of those that are not blank the last, by the platform's number or by time."""
    files = [each for each in files if not each.is_shadow] or files

    def rank(each):
        seen = recogniser.looks(each.data)
        when = each.owner.order, each.time // SAME_TIME
        return seen.ours, seen.answered > 0, *when, not _is_copy(each.entry.name), _natural(each.entry.shown)

    best = max(files, key=rank) if len(files) > 1 else files[0]
    if fault := _of_namesakes(files):
        return replace(best, fault=fault, perhaps=True)
    flags = []
    if len(files) > 1:
        others = ", ".join(sorted(_shown(each, files) for each in files if each is not best))
        flags.append(f"{counted(len(files), 'file')}: graded {_shown(best, files)}, not {others}")
    if says[best] is not True:
        flags.append(f"{best.entry.shown} is {recogniser.assignment} by its cells, not by its name")
    if best.owner.called:
        flags.append(f"{best.owner.called}: the work of a group?")
    if best.is_shadow:
        flags.append(f"{best.entry.shown} is a copy that Jupyter made, and there was no other")
    return replace(best, flags=tuple(flags))


def _of_namesakes(files):
    """Why nobody can tell which files are this student's: a platform has several people of the name; "" if one can."""
    for platform, cure in TELLS_APART.items():
        numbers = sorted({each.owner.number for each in files if each.owner.platform == platform} - {""})
        if len(numbers) > 1:
            return f"{platform.title()} has {len(numbers)} people of this name, {' and '.join(numbers)}; {cure}"
    return ""


def _shown(file, files):
    """A file's name; its path, where another file has this name too."""
    names = [each.entry.name for each in files]
    return file.entry.name if names.count(file.entry.name) == 1 else file.entry.shown


def _natural(text):
    """Text for comparing, in which "Version 10" comes after "Version 9"."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", text)]


def _is_copy(name):
    return "copy" in name.lower() or "kopie" in name.lower()


def _instead(files, says, recogniser, shared):
    """A file with the fault that there is something, and no notebook; None if all is for another assignment."""
    another = {each.entry.parts[:-1] for each in files if shared and each.may_be_notebook and says[each] is False}

    def belongs(each):
        *folders, _ = each.entry.parts
        ours = says[each] or any(map(recogniser.says, folders))
        return ours or not (tuple(folders) in another or (shared and says[each] is False))

    there = [each for each in files if belongs(each)]
    if not there:
        return None
    first = max(there, key=lambda each: (each.may_be_notebook and says[each] is None, each.owner.order, each.time))
    named = [first, *(each for each in there if each is not first)][:MOST_NAMED]
    parts = [f"{each.entry.shown} {_why(each, says[each], recogniser)}" for each in named]
    more = f", and {len(there) - MOST_NAMED} more" if len(there) > MOST_NAMED else ""
    return replace(first, fault=f"{'; '.join(parts)}{more}; what is graded is the .ipynb file")


def _why(file, said, recogniser):
    """Why a file is not graded, after its name."""
    if file.fault:
        return file.fault.removesuffix(": ask for the notebook")
    if file.is_shadow:
        return "is only what a Mac keeps beside a file"
    if fault := file.read()[1]:
        return fault.removeprefix("it ")
    looks = recogniser.looks(file.data)
    if looks.notebook and said is False:
        return "is called like that of another assignment, and so are its cells"
    if looks.notebook:
        return f"is a notebook with no cell of {recogniser.assignment}"
    if file.may_be_notebook:
        return "is damaged, or no notebook" if file.data.strip() else "is empty"
    return f"is {file.kind or 'no notebook'}"
