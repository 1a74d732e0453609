"""Why a mark changed, in words: a newer file, a changed question, another grader, a person."""

from sparsity_kit.grading.intake.submission_file import PERHAPS

TO_DO = "to do"  # in place of what marks were made with: the next run does not find its own there, and tries again


def why_graded(old, new):
    """The reason for a change between two marks of the grader, (hash, cell, asked, made_with) each or None."""
    if old is None or new is None:
        return "the question is new" if old is None else "the question is no longer asked"
    if TO_DO in (old[3], new[3]):
        return "the machine had failed over it before" if old[3] == TO_DO else "the machine failed over a newer file"
    reasons = []
    if old[0] == PERHAPS:
        reasons.append("it was not clear before whose the file is")
    elif old[0] != new[0]:
        same = old[1] and old[1] == new[1]
        reasons.append("a newer file, in which its cell is the same" if same else "a newer file")
    if old[2] and old[2] != new[2]:
        reasons.append("the question was changed")
    reasons += _of_grader(old[3], new[3])
    return "; ".join(reasons) or "graded again, with all as before"


def _of_grader(old, new):
    """What differs of "secret X pool Y grader Z"."""
    before, after = (dict(zip(text.split()[::2], text.split()[1::2], strict=False)) for text in (old, new))
    words = {"secret": "another secret", "pool": "another --pool", "grader": "another version of the grader"}
    return [said for word, said in words.items() if before.get(word) != after.get(word)]


def why_marked(comment):
    """The reason for a mark by a person."""
    return f"marked by a person: {comment}" if comment else "marked by a person"
