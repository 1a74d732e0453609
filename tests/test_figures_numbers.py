"""The numbers of a picture: those that were drawn, called as in the drawing, folded until they are asked for."""

from dataclasses import fields
from xml.etree import ElementTree

import numpy as np
import pytest
from problems import regression
from test_figures import EVERY_FIGURE, PATH, drawn_once

from sparsity_kit import L1, SquaredError, SquaredL2, figures, lasso_path

LOSS = SquaredError([[1, 1], [1, 0], [0, 1]], [2, 4, 0])


@pytest.mark.parametrize("name", EVERY_FIGURE)
def test_every_number_that_was_drawn_is_told(name):
    drawn = drawn_once(name)
    told = {name.partition(",")[0] for _, names, _ in drawn.numbers.tables for name in names}
    arrays = [each.name for each in fields(drawn) if isinstance(getattr(drawn, each.name), (float, np.ndarray))]
    grids = {"t", "xy", "lams"} if name == "side_by_side" else set()  # of its portraits
    assert told and {name for name in arrays if np.size(getattr(drawn, name))} <= told | grids


@pytest.mark.parametrize("name", EVERY_FIGURE)
def test_the_tables_are_whole_short_and_folded(name):
    numbers = drawn_once(name).numbers
    page = ElementTree.fromstring(numbers._repr_html_())
    assert page.tag == "details" and page.get("open") is None and page[0].tag == "summary"
    assert len(page.findall("div/table")) == len(numbers.tables)
    for _, names, rows in numbers.tables:
        assert 1 <= len(rows) <= 15 and {len(row) for row in rows} == {len(names)}
        assert all(cell in repr(numbers) for row in rows for cell in row)


def test_a_long_table_has_its_ends_and_rows_that_belong_together():
    lams = np.linspace(0, 4, 200)
    drawn = figures.coefficient_path(LOSS + lams * L1())
    heading, names, rows = drawn.numbers.tables[-1]
    assert heading == "15 of 200 rows" and names == ["lams", "thetas, θ₁", "thetas, θ₂"]
    assert [row[0] for row in (rows[0], rows[-1])] == ["0", "4"]
    for lam, *theta in rows:
        (place,) = np.flatnonzero([f"{each:.4g}" == lam for each in lams])
        assert theta == [f"{each:.4g}" for each in drawn.thetas[place]]


@pytest.mark.parametrize("p", [12, 13])
def test_as_many_columns_as_can_be_read_are_told_one_by_one(p):
    drawn = figures.path(lasso_path(*regression(20, p)))
    names = [name for _, names, _ in drawn.numbers.tables for name in names if name.startswith("thetas")]
    each = [f"thetas, {name}" for name in drawn.names]
    assert len(each) == p and names == (each if p == 12 else ["thetas"])
    assert (f"{len(drawn.lams)} × 13 numbers" in repr(drawn.numbers)) == (p == 13)


def test_a_curve_has_a_row_for_each_place_where_it_was_drawn():
    drawn = figures.shrinkage([L1(), SquaredL2()], 1.0)
    assert drawn.curves.shape == (2, len(drawn.xy)) == (2, 601)
    ((_, names, rows),) = [table for table in drawn.numbers.tables if "xy" in table[1]]
    assert names == ["xy", "curves, 1", "curves, 2"] and len(rows) == 15
    last = [drawn.xy[-1], *drawn.curves[:, -1]]
    assert [float(number) for number in rows[-1]] == pytest.approx(last, rel=1e-3)


def test_names_stand_beside_what_there_is_of_each_and_beside_nothing_else():
    drawn = figures.path(PATH)
    assert len(drawn.entries) == len(drawn.names)  # pairs, in the order of λ
    tables = {tuple(names): rows for _, names, rows in drawn.numbers.tables}
    assert tables["entries, 1", "entries, 2"] == [[f"{each:.4g}" for each in pair] for pair in drawn.entries]
    zero_from = figures.coefficient_path(LOSS + np.linspace(0, 4, 200) * L1()).numbers.tables[1]
    assert zero_from[1] == ["names", "zero_from"] and [row[0] for row in zero_from[2]] == ["θ₁", "θ₂"]


def test_two_pictures_on_one_figure_tell_the_numbers_of_both():
    left, right = figures.panels(2)
    parts = [figures.penalty_contours(each, ax=ax) for each, ax in [(L1(), left), (SquaredL2(), right)]]
    assert figures.together(*parts).numbers.tables == sum((part.numbers.tables for part in parts), ())


def test_a_picture_of_penalties_has_a_row_for_each():
    (_, names, rows), *others = figures.side_by_side([L1(), SquaredL2()]).numbers.tables
    assert names == ["cone", "slopes, 1", "slopes, 2", "zeros, 1", "zeros, 2", "leaves, 1", "leaves, 2"] and not others
    assert rows[0] == ["90", "-1", "1", "-0.5", "0.5", "4", "1.6"]
    assert rows[1][1:5] == ["0"] * 4 and float(rows[1][0]) < 1e-4
