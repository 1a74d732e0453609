"""Whoever does what a lesson says with its picture, and then runs the next cell, reads what the lesson promises."""

import plays_in_jupyterlab
import plays_in_the_plane
import plays_on_a_line
import plays_on_a_path
import pytest
from instructions import PLAYS, told
from scene import Scene
from stage import needs_browser

TOLD = list(told())
FILLED = plays_in_jupyterlab, plays_in_the_plane, plays_on_a_line, plays_on_a_path  # each puts its own into PLAYS
ON_A_PICTURE = [play for play in PLAYS if play.picture]


@pytest.mark.parametrize("each", TOLD, ids=lambda each: f"{each.lesson}: {each.text[:30]}")
def test_each_instruction_is_followed_by_a_test(each):
    assert any(play.follows(each) for play in PLAYS), f"lesson {each.lesson} says “{each.text}”, and no play follows it"


def test_each_play_follows_something():
    for play in PLAYS:
        assert any(play.follows(each) for each in TOLD), f"no instruction of lesson {play.lesson} begins as {play.act}"


@needs_browser
@pytest.mark.parametrize(
    "play", [play for play in PLAYS if play.picture], ids=lambda play: f"{play.lesson}-{play.act.__name__}"
)
def test_the_next_cell_says_what_the_lesson_promises(browser, play):
    with Scene(play.lesson).opened(browser, play.picture) as scene:
        play.act(scene)
