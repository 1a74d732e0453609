"""The command `sparsity-kit`: what it knows, and how it ends.

Each command is the file of its name in this folder: its docstring is the help, whose first words stand in the list of
commands, `arguments` says what can be typed, and `run` does it and gives the exit status.
"""

import argparse
import os
import re
import sqlite3
import sys
from importlib import import_module
from importlib.metadata import version

from sparsity_kit.grading.terminal import UserError, warn

FOR_ALL = ("start", "lessons")
FOR_INSTRUCTORS = (  # in the order of a term
    "secret", "variants", "release", "grade", "mark", "solutions",
    "drop", "history", "feedback", "report", "gain", "export",
)  # fmt: skip
CURES = {  # of what a folder or file that was named may be
    FileNotFoundError: "give one that is there",
    FileExistsError: "a folder is needed there: give another",
    NotADirectoryError: "a folder is needed there: give another",
    IsADirectoryError: "a file is needed there: give another",
    PermissionError: "give one that you may read and write, or mend its permissions",
}
HOMEWORK = """\
Hand out, grade and return homework, as an instructor. In the order of a term:

  sparsity-kit homework secret term.key                                   once a term
  sparsity-kit homework variants hw2 --secret term.key --roster class.csv
  sparsity-kit homework release hw2 --secret term.key --roster class.csv
  sparsity-kit homework grade collected --assignment hw2 --secret term.key --roster class.csv
  sparsity-kit homework mark graded --sheet to_mark.csv                   fill in, then
  sparsity-kit homework mark graded to_mark.csv
  sparsity-kit homework report graded
  sparsity-kit homework export graded --to canvas

Every command explains itself: sparsity-kit homework grade --help"""


def main(arguments=None):
    """Run one command; its exit status: 0 done, 1 something is wrong and was named, 130 interrupted."""
    _open_what_is_closed()
    options = _parsed(arguments)
    try:
        status = options.run(options)
        sys.stdout.flush()  # so that a closed pipe is seen here
        return status
    except BrokenPipeError:  # whoever read the output, `head` say, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except UserError as error:
        warn(f"sparsity-kit: {error}")
    except OSError as error:
        cure = CURES.get(type(error), "mend that, and try again")
        warn(f"sparsity-kit: {error.filename or 'a file'} cannot be used: {error.strerror or error}; {cure}")
    except sqlite3.OperationalError as error:  # locked, read-only, or a full disk
        warn(f"sparsity-kit: grades.sqlite cannot be used now: {error}; its marks are kept: mend that, and try again")
    except KeyboardInterrupt:
        warn("sparsity-kit: interrupted; what is finished is kept, and the same command goes on from there")
        return 130
    return 1


def _open_what_is_closed():
    """Give a command that was started without input or output, as with `>&-`, such as leads nowhere.

    Else the next files that it opens, a pipe to a box say, would be taken for them.
    """
    while (nowhere := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(nowhere, True)  # by the processes that grade
    os.close(nowhere)
    sys.stdout, sys.stderr = sys.stdout or os.fdopen(1, "w"), sys.stderr or os.fdopen(2, "w")


def _parsed(arguments):
    """What was typed. In `mark graded --assignment hw2 marks.csv`, argparse takes the last word for one too many."""
    top = parser()
    options, left = top.parse_known_args(arguments)
    if len(left) == 1 and getattr(options, "marks", "") is None and not left[0].startswith("-"):
        options.marks = left.pop()
    if left:
        top.error(f"this is not understood: {' '.join(left)}; see the same command with --help")
    for name, value in vars(options).items():  # no shell expands --out=~/graded
        if isinstance(value, str) and value.startswith("~"):
            setattr(options, name, os.path.expanduser(value))
    if empty := [name for name, value in vars(options).items() if value == ""]:
        top.error(f"nothing is given for {', '.join(empty)}; give something, or leave it out")
    return options


def parser():
    """The parser of all commands."""
    top = argparse.ArgumentParser(prog="sparsity-kit", description="Regularization and sparsity, a course.")
    top.add_argument("--version", action="version", version=f"%(prog)s {version('sparsity-kit')}")
    commands = _add_all(top, FOR_ALL)
    homework = _add(commands, "homework", HOMEWORK)
    _add_all(homework, FOR_INSTRUCTORS)
    return top


def _add_all(above, names):
    commands = above.add_subparsers(required=True, metavar="COMMAND", title="commands")
    for name in names:
        file = import_module(f"sparsity_kit.grading.commands.{name}")
        command = _add(commands, name, file.__doc__)
        file.arguments(command)
        command.set_defaults(run=file.run)
    return commands


def _add(commands, name, text):
    line, as_written = re.split(r"[.:]\s", text, maxsplit=1)[0], argparse.RawDescriptionHelpFormatter
    return commands.add_parser(name, help=line, description=text, formatter_class=as_written, allow_abbrev=False)
