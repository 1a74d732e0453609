"""Every solver of the lasso that we know, and ours, timed side by side in one process: `python -m tests.benchmarks`.

Run it from the repository's root, in an environment that has the other programs; as many as will install are enough:

    uv venv .bench --python 3.11
    uv pip install --python .bench -e . -r tests/benchmarks/requirements.txt
    uv pip install --python .bench --no-deps -r tests/benchmarks/requirements-no-deps.txt
    .bench/bin/python -m tests.benchmarks --figure growth.png > benchmarks.md

The report is Markdown, progress goes to stderr. `--quick` takes a minute: small problems, few repeats. `--only tight
loose` runs some of the measures; `--tune all` searches again for each program's best form and loosest tolerance, which
takes hours and rewrites tolerances.json. Threads are as the machine has them: set OPENBLAS_NUM_THREADS and its like
to change that. Times on a busy machine mean little; ratios side by side mean something.

A further program is one function in `peers_grid` (or `peers_exact`) that returns θ for a grid of λ, and one line in
`peers`; then `--tune NAME` finds and keeps the tolerance at which it is compared.

In order of reading: `problems` what is solved, `accuracy` the one measure of error, `peers` the other programs,
`ours` our side, `tuning` how a program is brought to an accuracy, `choices` what was found so,
`timing` side by side, `grids`, `whole`,
`functions` (and `many`), `memory` and `growth` what is measured, `tables` how it is written down.
"""
