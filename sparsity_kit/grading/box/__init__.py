"""The box: a process runs a student's cells and answers for them. Nothing here knows a key or a question."""
