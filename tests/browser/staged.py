"""A page with one live picture on it, as a fixture: for each test anew, or one for a whole file."""

import pytest
from stage import stage


def staged(make, scope="function"):
    """The fixture of a page with the picture that `make()` gives."""

    @pytest.fixture(scope=scope)
    def page(browser):
        with stage(browser, make()) as opened:
            yield opened

    return page
