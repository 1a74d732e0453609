"""Who handed in what on Gradescope: its export has folders submission_NUMBER, and submission_metadata.yml beside them.

The file gives, for each of these folders, `:submitters:` with `:name:`, `:sid:` and `:email:`, and `:created_at:`.
"""

from datetime import UTC, date, datetime

from sparsity_kit.grading.intake.entry import Unopenable
from sparsity_kit.grading.intake.tree import read
from sparsity_kit.grading.terminal import UserError

FILE = "submission_metadata.yml"
LARGEST = 200 * 2**20  # it has the results of every test of every student


def submitters(entry):
    """{folder: ([what a submitter is called, by sid, email and name], moment or None)}. Raises UserError."""
    try:
        import yaml
    except ImportError:
        raise UserError(f"reading {entry.shown} needs PyYAML; install it: pip install pyyaml") from None
    try:
        text = read(entry.path, entry.inside, LARGEST)
        found = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (Unopenable, yaml.YAMLError, RecursionError, ValueError) as error:
        raise UserError(f"{entry.shown} cannot be read ({str(error).partition(chr(10))[0]}); export it anew") from None
    rows = found.items() if isinstance(found, dict) else ()
    return {
        str(folder): (_people(row), _moment(row.get(":created_at"))) for folder, row in rows if isinstance(row, dict)
    }


def _people(row):
    people = row.get(":submitters")
    people = [each for each in people if isinstance(each, dict)] if isinstance(people, list) else []
    return [[str(each[key]) for key in (":sid", ":email", ":name") if each.get(key)] for each in people]


def _moment(value):
    """A moment as YAML reads it; without a zone it is in UTC."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    return (value if value.tzinfo else value.replace(tzinfo=UTC)) if isinstance(value, datetime) else None
