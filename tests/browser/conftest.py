"""One browser for the tests of a file; closed after them, because its event loop would be in the way of others."""

import pytest
from stage import chromium


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened
