"""The class that a command is about: the secret, the roster and the pool that are typed, and what they give."""

from argparse import ArgumentTypeError
from dataclasses import replace

from sparsity_kit.grading.intake.roster import read_roster
from sparsity_kit.grading.release.handout import Handout, places
from sparsity_kit.grading.release.pools import dealt, known_pools, pools_file
from sparsity_kit.grading.release.secret import read_secret, readable_by_others
from sparsity_kit.grading.release.sources import assignment_named, source_notebook
from sparsity_kit.grading.terminal import UserError, warn


def class_arguments(command):
    """The secret, the roster and the pool, of commands that draw a class's numbers."""
    command.add_argument("--secret", required=True, metavar="FILE", help="the term's secret")
    command.add_argument(
        "--roster", required=True, metavar="CSV", help="the class: a column student, perhaps name, email"
    )
    command.add_argument(
        "--pool", type=int, metavar="K", help="K variants for all instead of one each; 1: all the same"
    )


def read_class(options, after_release=False):
    """(Handout, students) of a command's options.

    A secret that others can read is warned about; `after_release`, so is a memory of a pool that is not there.
    """
    secret, students = read_secret(options.secret), tuple(read_roster(options.roster))
    if options.pool is not None and options.pool < 1:
        raise UserError(f"--pool is the number of variants, at least 1, got {options.pool}")
    if readable_by_others(options.secret):
        warn(f"{options.secret} can be read by others on this machine; mend it: chmod 600 {options.secret}")
    assignment = assignment_named(options.assignment)
    handout = Handout(assignment, secret, options.pool, places(source_notebook(assignment), assignment))
    file = pools_file(options.secret)
    if after_release and (options.pool or 1) > 1 and not file.exists():
        warn(f"{file} is not there; without it, who joined after the release moves others to another variant")
    return replace(handout, dealt=_dealt(options, handout, students)), students


def _dealt(options, handout, students):
    """Who has which variant of a pool of several: what is known beside the secret, and the others dealt out."""
    if not options.pool or options.pool == 1:
        return {}
    name = handout.assignment.name
    known = known_pools(pools_file(options.secret), name, options.pool)
    return dealt(handout.secret, name, options.pool, [student.student for student in students], known)


def names_argument(command, option, **how):
    """An option of names, as in --only ann,bob; given again, it adds to them."""
    command.add_argument(option, type=names, action="extend", default=[], **how)


def names(text):
    """The names in "ann, bob"."""
    found = [each.strip() for each in text.split(",") if each.strip()]
    if not found:
        raise ArgumentTypeError(f"there is no name in {text!r}; leave it out where all are meant")
    return found
