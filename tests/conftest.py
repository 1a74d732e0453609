"""What every test has: a display-less Matplotlib, figures closed afterwards, and the same random inputs in CI."""

import os

if "PYTEST_XDIST_WORKER" in os.environ:  # there is one for every processor: more threads would be in each other's way
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import matplotlib
import matplotlib.pyplot as plt
import pytest
from hypothesis import settings

matplotlib.use("Agg")
os.environ.pop("MPLBACKEND", None)  # else the kernels of the lessons inherit it, and draw nothing

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


@pytest.fixture(scope="module")
def browser():
    """One browser for the tests of a file; closed after them, because its event loop would be in the way of others."""
    from stage import chromium

    with chromium() as opened:
        yield opened


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
