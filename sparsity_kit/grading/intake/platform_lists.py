"""Lists of who is who that platforms give: Moodle's grading worksheet, and Gradescope's submission_metadata.yml.

Moodle draws the numbers in the names of folders anew for every assignment (mod/assign/locallib.php,
get_uniqueid_for_user). In the worksheet they are in the first column, as in "Participant 901"; the headings, and that
word, are in the site's language.

Gradescope's export has folders submission_NUMBER. The file beside them gives, for each, `:submitters:` with `:name:`,
`:sid:` and `:email:`, and `:created_at:`.
"""

import re
from datetime import UTC, datetime

from sparsity_kit.grading.intake.entry import Unopenable
from sparsity_kit.grading.intake.people import Owner
from sparsity_kit.grading.intake.tree import read
from sparsity_kit.grading.tables import read_table
from sparsity_kit.grading.terminal import UserError, one_line

GRADESCOPE_FILE = "submission_metadata.yml"
LARGEST = 200 * 2**20  # it has the results of every test of every student


def moodle_identifiers(path, names):
    """{number: Student} of a worksheet, for the Names of a roster. Raises UserError if it is none."""
    headings, rows = read_table(path, "worksheet")
    found, count = {}, _before_marks(rows)
    for _, row in rows:
        first, *others = [*row.values()][:count]
        number = re.search(r"\d+$", first)
        whose = {each for text in others if text and (each := names.exactly(text))}
        if number and len(whose) == 1:
            found[number[0]] = whose.pop()
    if not found:
        first = one_line(headings[0]) if headings else "nothing"
        raise UserError(
            f"{path} has no student of the roster beside a number in its first column, {first}; give Moodle's grading "
            "worksheet of this assignment, with names or email addresses"
        )
    return found


def _before_marks(rows):
    """How many columns come before the full mark, the first number that all rows share: behind it students may type."""
    columns = [{*cells} for cells in zip(*(row.values() for _, row in rows), strict=True)]
    numbers = (place for place, said in enumerate(columns) if len(said) == 1 and re.fullmatch(r"\d+([.,]\d+)?", *said))
    return next(numbers, None) if len(rows) > 1 else None


def gradescope_owners(names, entries):
    """{folder: Owner} by such a file among the entries of a folder. Raises UserError."""
    files = [each for each in entries if each.name == GRADESCOPE_FILE and each.kind == "file"]
    rows = _rows(files[0]) if files else {}
    return {str(folder): _owner(names, row) for folder, row in rows.items() if isinstance(row, dict)}


def _rows(entry):
    try:
        import yaml
    except ImportError:
        raise UserError(f"reading {entry.shown} needs PyYAML; install it: pip install pyyaml") from None
    try:
        found = yaml.load(read(entry, LARGEST), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (Unopenable, yaml.YAMLError, RecursionError, ValueError) as error:
        raise UserError(f"{entry.shown} cannot be read ({str(error).partition(chr(10))[0]}); export it anew") from None
    return found if isinstance(found, dict) else {}


def _owner(names, row):
    """The Owner of a folder, by what its submitters are called: by sid, email and name."""
    people = row.get(":submitters")
    people = [each for each in people if isinstance(each, dict)] if isinstance(people, list) else []
    submitters = [[str(each[key]) for key in (":sid", ":email", ":name") if each.get(key)] for each in people]
    found = [next(filter(None, map(names.exactly, called)), None) for called in submitters]
    students = tuple(dict.fromkeys(filter(None, found)))
    strangers = [called for called, student in zip(submitters, found, strict=True) if not student]
    texts = [text for called in strangers for text in called]
    alike = [each for text in texts for each in (*names.partly(text), *names.by_a_number(text).perhaps)]
    perhaps = tuple(each for each in dict.fromkeys(alike) if each not in students)
    called = "; ".join(map(", ".join, strangers)) or "nobody"
    also = f"Gradescope also names {called}" if students and strangers else ""
    when = _moment(row.get(":created_at"))
    return Owner(
        students, perhaps, f"{called} is not in the roster", platform="gradescope", called=also, handed_in=when
    )


def _moment(value):
    """The moment of what YAML reads as a moment, a day or a text; without a zone it is in UTC. None if it is none."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
