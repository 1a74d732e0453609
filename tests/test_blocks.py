"""Blocks cut arrays into short pieces, lose nothing, and read no number that was overwritten before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sparsity_kit.blocks import blocks


def add(x, y, out, size):
    """x + y, block by block; the lengths of the blocks."""
    lengths = []
    with blocks([x, y], [out], size) as pieces:
        for a, b, total in pieces:
            np.add(a, b, out=total)
            lengths.append(len(total))
    return lengths


@given(size=st.integers(1, 20), n=st.integers(1, 50))
def test_the_blocks_cover_everything_once(size, n):
    x, y, out = np.arange(n) * 1.0, np.arange(n) * 100.0, np.empty(n)
    lengths = add(x, y, out, size)
    assert np.array_equal(out, x + y)
    assert sum(lengths) == n and max(lengths) <= size


@pytest.mark.parametrize("shapes", [((4, 5), (4, 5)), ((4, 1), (5,)), ((), (4, 5)), ((), ()), ((3, 1, 2), (4, 1))])
@pytest.mark.parametrize("order", ["C", "F"])
def test_inputs_broadcast_whatever_their_layout(shapes, order):
    x, y = (np.random.default_rng(k).normal(size=shape) for k, shape in enumerate(shapes))
    out = np.empty(np.broadcast_shapes(*shapes), order=order)
    add(np.asarray(x, order=order), y, out, 3)
    assert np.array_equal(out, x + y)


def test_inputs_and_outputs_may_be_every_second_number():
    numbers, out = np.arange(20.0), np.zeros(20)
    add(numbers[::2], numbers[::-2], out[::2], 4)
    assert np.array_equal(out[::2], [19] * 10) and not out[1::2].any()


def test_an_output_in_the_place_of_an_input_is_no_copy_and_elsewhere_reads_what_was_there():
    numbers = np.arange(10.0)
    with blocks([numbers], [numbers], 4) as pieces:
        assert all(np.shares_memory(operand, numbers) for operand in pieces.operands)
    add(numbers[:-1], np.full(9, 100.0), numbers[1:], 2)
    assert np.array_equal(numbers, [0, *range(100, 109)])


def test_a_shared_input_is_not_copied_out():
    with blocks([np.ones(()), np.ones(1000)], [np.empty(1000)], 100) as pieces:
        assert pieces.operands[0].strides == () and all(one.strides == (0,) for one, _, _ in pieces)
