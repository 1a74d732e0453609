"""`python -m sparsity_kit.grading` is the command `sparsity-kit`."""

from sparsity_kit.grading.commands import main

if __name__ == "__main__":
    raise SystemExit(main())
