"""Feedback pages in one zip, under the names by which a learning system knows whose they are.

- Canvas reads the first two numbers between underscores of each name, the user's and the file's, as it wrote them into
  the names of the files that were downloaded (`infer_comment_context_from_filename`, app/models/assignment.rb)
- Moodle reads NAME_NUMBER_PLUGINTYPE_PLUGIN at the start of a folder's or file's name, as in the download
  (`is_valid_filename_for_import`, mod/assign/feedback/file/importziplib.php)
"""

import io
import zipfile
from pathlib import PurePath

from sparsity_kit.grading.intake.platforms import CANVAS, MOODLE


def canvas_name(file, assignment):
    """The name in Canvas's zip for the student whose submission was `file`; None if Canvas did not name that.

    >>> canvas_name("collected/smithann_LATE_101_5500_hw2-1.ipynb", "hw2")
    'smithann_LATE_101_5500_hw2-feedback.html'
    """
    match = CANVAS.fullmatch(PurePath(file).name)
    return f"{match.string[: match.end('file')]}_{assignment}-feedback.html" if match and match["file"] else None


def moodle_name(file, assignment):
    """The name in Moodle's zip for the student whose submission was `file`; None if Moodle did not name that.

    >>> moodle_name("collected/Ann Smith_901_assignsubmission_file/hw2.ipynb", "hw2")
    'Ann Smith_901_assignsubmission_file/hw2-feedback.html'
    """
    for part in reversed(PurePath(file).parts):
        if (match := MOODLE.fullmatch(part)) and "_" not in match["name"]:
            return f"{match['name']}_{match['who']}_assignsubmission_file/{assignment}-feedback.html"
    return None


NAMES = {"canvas": canvas_name, "moodle": moodle_name}


def zipped(files, mode=0o644):
    """The bytes of a zip with {name: text of a file}, the same for the same files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            archive.writestr(entry, text, zipfile.ZIP_DEFLATED)
    return data.getvalue()
