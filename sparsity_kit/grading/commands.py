"""The command `sparsity-kit`: what can be typed, and what help says about it."""

import argparse
import os
import sqlite3
import sys

from sparsity_kit.grading import actions, actions_grades, start
from sparsity_kit.grading.terminal import UserError, warn

HOMEWORK = """\
Hand out, grade and return homework. In the order of a term:

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
    options = parser().parse_args(arguments)
    try:
        status = options.run(options)
        sys.stdout.flush()  # so that a closed pipe is seen here
        return status
    except BrokenPipeError:  # whoever read the output, `head` say, has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except UserError as error:
        warn(f"sparsity-kit: {error}")
    except OSError as error:
        warn(f"sparsity-kit: {error.filename or 'a file'} cannot be used: {error.strerror or error}")
    except sqlite3.OperationalError as error:  # locked, read-only, or a full disk
        warn(f"sparsity-kit: grades.sqlite cannot be used now: {error}; its marks are kept: mend that, and try again")
    except KeyboardInterrupt:
        warn("sparsity-kit: interrupted; what is finished is kept, and the same command goes on from there")
        return 130
    return 1


def parser():
    """The parser of all commands."""
    top = argparse.ArgumentParser(prog="sparsity-kit", description="Regularization and sparsity, a course.")
    first = top.add_subparsers(required=True, metavar="COMMAND", title="commands")
    _lessons(first)
    homework = _add(first, "homework", "for instructors: hand out, grade and return homework", HOMEWORK)
    commands = homework.add_subparsers(required=True, metavar="COMMAND", title="commands")
    _before(commands)
    _grade(commands)
    _after(commands)
    return top


def _add(commands, name, line, text, run=None):
    added = commands.add_parser(
        name, help=line, description=text, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    added.set_defaults(run=run)
    return added


def _lessons(commands):
    copied = _add(commands, "start", "copy the lessons, and open them in JupyterLab", start.START, start.start)
    copied.add_argument(
        "folder", nargs="?", default="sparsity-lessons", metavar="FOLDER", help="where to (default: sparsity-lessons)"
    )
    how = copied.add_mutually_exclusive_group()
    how.add_argument("--no-browser", action="store_true", help="let JupyterLab print its address, and open no browser")
    how.add_argument("--copy-only", action="store_true", help="copy the lessons, and do not start JupyterLab")
    _add(commands, "lessons", "list the lessons", start.LESSONS, start.list_lessons)


def _before(commands):
    secret = _add(commands, "secret", "make the secret of a term", actions.SECRET, actions.secret)
    secret.add_argument("file", metavar="FILE", help="a new file for the secret; keep it, and keep it to yourself")
    variants = _add(commands, "variants", "count and vet the variants of a class", actions.VARIANTS, actions.variants)
    _class(variants)
    variants.add_argument(
        "--run",
        dest="solutions",
        type=int,
        default=1,
        metavar="N",
        help="run the solutions in the box for N (default 1)",
    )
    release = _add(commands, "release", "write the students' notebooks", actions.RELEASE, actions.release)
    _class(release)
    release.add_argument("--out", default="released", metavar="DIR", help="where to (default: released)")
    release.add_argument("--practice", action="store_true", help="let check cells say right or wrong at once")
    release.add_argument("--nbgrader", action="store_true", help="a course folder for nbgrader; needs --pool 1")


def _class(command):
    command.add_argument("assignment", metavar="ASSIGNMENT", help="hw1, hw2, ...")
    _numbers(command)


def _numbers(command):
    command.add_argument("--secret", required=True, metavar="FILE", help="the term's secret")
    command.add_argument(
        "--roster", required=True, metavar="CSV", help="the class: a column student, perhaps name, email"
    )
    command.add_argument(
        "--pool", type=int, metavar="K", help="K variants for all instead of one each; 1: all the same"
    )


def _grade(commands):
    grade = _add(commands, "grade", "grade a folder of submissions", actions_grades.GRADE, actions_grades.grade)
    grade.add_argument("folder", metavar="FOLDER", help="what was handed in")
    grade.add_argument("--assignment", required=True, metavar="NAME", help="hw1, hw2, ...")
    _numbers(grade)
    grade.add_argument("--out", default="graded", metavar="DIR", help="where results go (default: graded)")
    grade.add_argument("--due", metavar="DATETIME", help="flag what is later, for example 2026-10-01T23:59")
    grade.add_argument("--workers", type=int, default=-1, metavar="N", help="processes (default: one per processor)")
    grade.add_argument("--dask", metavar="ADDRESS", help="use a Dask cluster, for example tcp://10.0.0.5:8786")
    grade.add_argument(
        "--i-trust-these-submissions",
        dest="trusted",
        action="store_true",
        help="run without a box: students' code can then read and change whatever you can",
    )


def _after(commands):
    mark = _add(commands, "mark", "take over marks that a person gave", actions_grades.MARK, actions_grades.mark)
    _graded(mark)
    mark.add_argument("marks", nargs="?", metavar="MARKS", help="a CSV file, or nbgrader's gradebook.db")
    mark.add_argument("--sheet", metavar="CSV", help="write a sheet with what needs a person, to fill in")
    feedback = _add(
        commands,
        "feedback",
        "write the students' feedback again",
        actions_grades.FEEDBACK,
        actions_grades.feedback_pages,
    )
    _graded(feedback)
    report = _add(commands, "report", "draw the class picture", actions_grades.REPORT, actions_grades.class_report)
    _graded(report)
    export = _add(commands, "export", "write grades for another system", actions_grades.EXPORT, actions_grades.export)
    _graded(export)
    export.add_argument(
        "--to", required=True, choices=["canvas", "moodle", "gradescope", "csv"], help="for which system"
    )
    export.add_argument("--out", metavar="FILE", help="where to; a folder for gradescope (default: beside the grades)")
    export.add_argument("--template", metavar="CSV", help="fill in this file, as downloaded from Canvas or Moodle")
    export.add_argument(
        "--column", metavar="NAME", help="the column to fill in (default: the assignment; Moodle: Grade)"
    )
    export.add_argument(
        "--missing-as-zero", action="store_true", help="0 for who handed nothing in, instead of a blank"
    )


def _graded(command):
    command.add_argument("graded", metavar="DIR", help="the folder that grade wrote")
    command.add_argument("--assignment", metavar="NAME", help="needed if the folder has several")
