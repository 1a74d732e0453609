"""How fast a class is graded, and whether a grader that is killed grades the same: `python -m tests.grading_speed`.

    python -m tests.grading_speed one --students 20        wall and CPU seconds per submission, for one and two workers
    python -m tests.grading_speed nbgrader --students 10   the same notebooks, by `nbgrader autograde`
    python -m tests.grading_speed kills --students 300     all assignments, each killed twice, and undisturbed

Students are made up: each answers each question right, wrong or not at all, by chance, the same in every run.
"""
