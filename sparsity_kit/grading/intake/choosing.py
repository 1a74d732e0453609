"""Of everything that one student handed in, the one file to grade; or why there is none."""

import re

from sparsity_kit.grading.terminal import counted

SAME_TIME = 2  # seconds: no finer does a zip keep them


def of_another(candidates, recogniser):
    """Whether there is a notebook among them that is another assignment's by its name."""
    return any(each.may_be_notebook and _says(each, recogniser) is False for each in candidates)


def chosen(student, candidates, recogniser, shared):
    """The SubmissionFile of a student's Candidates; None if there is nothing of this assignment.

    Where the folder is `shared` with other assignments, another one's file is not this one's by mistake.
    """
    notebooks = [each for each in candidates if each.may_be_notebook]
    says = {id(each): _says(each, recogniser) for each in notebooks}
    ours = [each for each in notebooks if says[id(each)]]
    strangers = [each for each in notebooks if says[id(each)] is None and recogniser.names]
    ours += [each for each in strangers if recogniser.looks(each.data).ours]
    if not ours and recogniser.names:
        ours = [each for each in notebooks if recogniser.looks(each.data).ours]
    if ours:
        return _last(student, ours, says, recogniser)
    return _instead(student, candidates, says, recogniser, shared)


def _says(candidate, recogniser):
    """Whether a file is this assignment's by its own name, or else by that of a folder around it."""
    found = (recogniser.says(part) for part in reversed(candidate.entry.parts))
    return next((each for each in found if each is not None), None)


def _last(student, files, says, recogniser):
    """The file to grade, with flags: of those that are not blank the last, by the platform's number or by time."""
    files = [each for each in files if not each.is_shadow] or files
    looks = {id(each): recogniser.looks(each.data) for each in files} if len(files) > 1 and recogniser.names else {}

    def rank(each):
        seen = looks.get(id(each))
        good = (seen.ours, seen.answered > 0) if seen else ()
        when = each.owner.order, each.time // SAME_TIME
        return *good, *when, not _is_copy(each.entry.name), _natural(each.entry.shown)

    best = max(files, key=rank)
    flags = []
    if len(files) > 1:
        others = ", ".join(sorted(_shown(each, files) for each in files if each is not best))
        flags.append(f"{counted(len(files), 'file')}: graded {_shown(best, files)}, not {others}")
    if says[id(best)] is not True:
        flags.append(f"{best.entry.shown} is {recogniser.assignment} by its cells, not by its name")
    if best.owner.called:
        flags.append(f"{best.owner.called}: the work of a group?")
    if best.is_shadow:
        flags.append(f"{best.entry.shown} is a copy that Jupyter made, and there was no other")
    return best.file(student, flags=tuple(flags))


def _shown(candidate, files):
    """A file's name; its path, where another file has this name too."""
    names = [each.entry.name for each in files]
    return candidate.entry.name if names.count(candidate.entry.name) == 1 else candidate.entry.shown


def _natural(text):
    """Text for comparing, in which "Version 10" comes after "Version 9"."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", text)]


def _is_copy(name):
    return "copy" in name.lower() or "kopie" in name.lower()


def _instead(student, candidates, says, recogniser, shared):
    """A SubmissionFile with the fault that there is something, and no notebook; None if it is for something else."""
    another = {each.entry.parts[:-1] for each in candidates if shared and says.get(id(each)) is False}

    def belongs(each):
        said = says.get(id(each), _says(each, recogniser))
        ours = any(recogniser.says(part) for part in each.entry.parts[:-1])
        return said or ours or (each.entry.parts[:-1] not in another and not (shared and said is False))

    there = [each for each in candidates if belongs(each)]
    if not there:
        return None
    first = max(there, key=lambda each: (says.get(id(each), False) is None, each.owner.order, each.time))
    parts = [
        f"{each.entry.shown} {_why(each, recogniser)}" for each in [first, *(x for x in there if x is not first)][:3]
    ]
    more = f", and {len(there) - 3} more" if len(there) > 3 else ""
    return first.file(student, fault=f"{'; '.join(parts)}{more}; what is graded is the .ipynb file")


def _why(candidate, recogniser):
    """Why a file is not graded, after its name."""
    if candidate.problem:
        return candidate.problem.removesuffix(": ask for the notebook")
    if candidate.is_shadow:
        return "is only what a Mac keeps beside a file"
    if candidate.contents[1]:
        return candidate.contents[1]
    looks = recogniser.looks(candidate.data)
    if looks.notebook and _says(candidate, recogniser) is False:
        return "is called like that of another assignment, and so are its cells"
    if looks.notebook:
        return f"is a notebook with no cell of {recogniser.assignment}"
    if candidate.may_be_notebook:
        return "is damaged, or no notebook" if candidate.data.strip() else "is empty"
    return f"is {candidate.kind or 'no notebook'}"
