"""The command `sparsity-kit`; each of its commands is a file here that says what it does, and does it."""

from sparsity_kit.grading.commands.line import main, parser

__all__ = ["main", "parser"]
