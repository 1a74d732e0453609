"""The bar for who waits: shown in a notebook after a second, counted up, gone at the end; elsewhere nothing is said."""

import os
import sys

import pytest
from jupyter_client.manager import start_new_kernel

from sparsity_kit.validation import patience

SLOW = """
import time, numpy as np
from sparsity_kit import SquaredL2, cross_validate
from sparsity_kit.validation import patience, straight
patience.SOON, straight.NUMBERS = 0.0, 1
X = np.random.default_rng(0).standard_normal((12, 3))
cv = cross_validate(X, X[:, 0], 4{penalty})
"""


def messages(kernel, source):
    """The kinds of what a cell sends, with what is to be seen."""
    seen = []
    kernel.execute_interactive(
        source, output_hook=lambda message: seen.append((message["msg_type"], message["content"])), timeout=60
    )
    return [
        (kind, each.get("data", each.get("text", {}))) for kind, each in seen if kind not in ("status", "execute_input")
    ]


@pytest.fixture(scope="module")
def kernel():
    manager, client = start_new_kernel(env=os.environ)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("penalty", ["", ", SquaredL2()"])
def test_in_a_notebook_it_counts_the_folds_and_goes_away(kernel, penalty):
    first, *steps, last = messages(kernel, SLOW.format(penalty=penalty))
    assert first[0] == "display_data" and {kind for kind, _ in steps} == {"update_display_data"}
    assert [data["text/html"].partition('value="')[2][0] for _, data in steps] == ["1", "2", "3"]
    assert last == ("update_display_data", last[1]) and last[1]["text/html"] == ""


def test_what_is_quick_shows_none(kernel):
    assert messages(kernel, SLOW.replace("0.0, 1", "60.0, 1").format(penalty="")) == []


@pytest.mark.parametrize("ipython", [True, False])
def test_elsewhere_it_is_silent(monkeypatch, capsys, ipython):
    if not ipython:
        monkeypatch.delitem(sys.modules, "IPython", raising=False)
    monkeypatch.setattr(patience, "SOON", 0.0)
    assert list(patience.patiently(range(4))) == [0, 1, 2, 3] and list(patience.patiently([])) == []
    assert capsys.readouterr() == ("", "")
