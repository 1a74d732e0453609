"""The book in WebKit, the engine of Safari: `python -m tests.webkit`, which takes three minutes.

Run it from the repository's root, in the environment of tests and site with Selenium (`pip install selenium`), on
Debian or Ubuntu with the packages webkit2gtk-driver and xvfb; without a screen as `xvfb-run python -m tests.webkit`. It
builds the book, moves every live picture by mouse and by keys, looks for pages that are wider than a phone, has answers
judged, and prints what it found wrong. The exit status is 1 if there is something.
"""
