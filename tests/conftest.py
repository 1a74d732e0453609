"""What every test has: a display-less Matplotlib, figures closed afterwards, and the same random inputs in CI."""

import asyncio
import gc
import os

if "PYTEST_XDIST_WORKER" in os.environ:  # there is one for every processor: more threads would be in each other's way
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import matplotlib
import matplotlib.pyplot as plt
import pytest
from hypothesis import settings

matplotlib.use("Agg")
os.environ.pop("MPLBACKEND", None)  # else the kernels of the lessons inherit it, and draw nothing
gc.set_threshold(10_000)  # all that is imported and collected stays: Python need not look through it so often

settings.register_profile("anywhere", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")


def pytest_collection_modifyitems(items):
    """Build the book first: whoever needs it later would wait while another process does."""
    items.sort(key=lambda item: "site/test_answers.py" not in item.nodeid)


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="session")
def chromium_and_loop():
    """One browser for all the tests that need one, and the event loop of Playwright, which is in the way of others."""
    from stage import chromium

    with chromium() as opened:
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield opened, loop
        asyncio._set_running_loop(loop)


@pytest.fixture(scope="module")
def browser(chromium_and_loop):
    """The browser, for the tests of a file; before and after them no event loop is seen to run."""
    opened, loop = chromium_and_loop
    asyncio._set_running_loop(loop)
    yield opened
    asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def box():
    """Whether a box for students' code can be made here; without one a test is skipped, or fails if it must not be."""
    from sparsity_kit.grading import available

    if reason := available():
        (pytest.fail if os.environ.get("GRADING_TESTS") == "required" else pytest.skip)(reason)


@pytest.fixture(scope="module")
def jupyter(browser):
    """One window for the tests of a file that open Jupyter's pages: what these load is kept between them."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield context
    context.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One Jupyter server with the lessons for all the tests that need one."""
    from server import serving

    with serving(tmp_path_factory.mktemp("jupyter")) as running:
        yield running
