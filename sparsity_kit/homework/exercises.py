"""All exercises by name. A new lesson is one more file with a dictionary of the same form."""

from sparsity_kit.homework import lesson_0, lesson_1, lesson_2, lesson_3, lesson_4

LESSONS = (lesson_0.EXERCISES, lesson_1.EXERCISES, lesson_2.EXERCISES, lesson_3.EXERCISES, lesson_4.EXERCISES)
EXERCISES = {name: exercise for lesson in LESSONS for name, exercise in lesson.items()}
