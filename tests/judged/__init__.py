"""Held-out designs, solved by the kit and judged in 120-digit arithmetic: `python -m tests.judged`.

`exact_solvers` and `eighty_digits` are the judge, which knows nothing of the kit. `designs` draws problems from
families, each from its own seed; `questions` asks the kit for answers; `verdicts` compares them with the judge. `times`
(`--times`) asks how long larger designs take. The columns of the table are explained in `verdicts`.
A new family is one function in `designs`; four designs of each are tested in `tests/test_judged.py`.
"""
