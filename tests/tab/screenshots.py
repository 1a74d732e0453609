"""Pictures of the tab, to be looked at."""

import hands


def keep(page, name):
    """Keep a picture of the page, when messages have come in from the side."""
    page.wait_for_timeout(800)
    hands.keep(page, name)
