"""All exercises by name. A new lesson is one more file with a dictionary of the same form."""

from sparsity_kit.homework import lesson_0, lesson_1, lesson_2, lesson_3, lesson_4, lesson_5

LESSONS = tuple(lesson.EXERCISES for lesson in (lesson_0, lesson_1, lesson_2, lesson_3, lesson_4, lesson_5))
EXERCISES = {name: exercise for lesson in LESSONS for name, exercise in lesson.items()}
