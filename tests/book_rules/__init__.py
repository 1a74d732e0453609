"""What axe-core has against any page of the book, in light, in dark and on a phone: `python -m tests.book_rules`.

Run it from the repository's root, in the environment of tests and site; it takes two minutes. It builds the book, and
prints each page that breaks a rule, with the rule and the elements. The exit status is 1 if there is one.
"""
