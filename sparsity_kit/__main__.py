"""`python -m sparsity_kit` is the command `sparsity-kit`, where its folder is not on the PATH."""

from sparsity_kit.grading.commands import main

if __name__ == "__main__":
    raise SystemExit(main())
