"""\
Make the secret of a term: random bytes in a new file that only you can read.

From it and the students' logins, all numbers of all variants are drawn, now and again when you grade. Keep the file
until the last regrade request is settled. Who has it can work out everybody's numbers. Do not put it into a repository.

  sparsity-kit homework secret term.key"""

from sparsity_kit.grading.release.secret import make_secret
from sparsity_kit.grading.terminal import say


def arguments(command):
    """What can be typed after `secret`."""
    command.add_argument("file", metavar="FILE", help="a new file for the secret; keep it, and keep it to yourself")


def run(options):
    """Make a secret."""
    tag = make_secret(options.file)
    say(f"{options.file} has a new secret; its tag is {tag}. Keep the file, and keep it to yourself.")
    return 0
