"""How soon the book's first live picture is there, beside LivePage's export: `python -m tests.book_speed`.

Run it from the repository's root, in the environment of tests and site. It builds the book, serves both from this
machine, opens each page in a new window with nothing kept, and prints a Markdown table of medians.
A second table has answers in the book, if it has Python: what a reader waits who types an answer and presses "Check" at
once.

"First picture": from the start of the navigation to the end of the first animation frame with a live picture on it. A
picture behind a fold is opened as soon as it is on the page. "Moved": what came over the network until the page was
quiet, as it was sent, without compression. "Elsewhere": requests to other hosts, which are answered with an error.

"First feedback": from the first key to what `check` says, with nothing loaded before. "The next": another answer, right
after. "Frames": the longest time between two animation frames of the page meanwhile.
"""
