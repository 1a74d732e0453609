"""What the README shows is true: its code, its picture, its table of lessons, its commands."""

import doctest
import io
import re
import tomllib
from base64 import b64encode
from pathlib import Path

import nbformat
import numpy as np
from comparing import compares_pictures, other_picture
from PIL import Image
from touching import PICTURE, draw
from ways import ways

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_code_prints_what_it_says():
    results = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert results.failed == 0 and results.attempted == 8


def test_the_picture_is_what_the_kit_draws_and_its_text_is_what_the_picture_shows():
    drawn = draw()
    assert f"![{drawn.alt}](workshop/{PICTURE.name})" in README
    coarse = (120, 58)  # pixels: another Matplotlib may set its letters a little differently
    pictures = map(Image.open, (PICTURE, io.BytesIO(drawn.png())))
    committed, fresh = (np.asarray(p.convert("L").resize(coarse, Image.Resampling.BOX), float) for p in pictures)
    assert np.abs(committed - fresh).mean() < 3  # of 255; a centre that moves by 0.2 makes 5
    if compares_pictures():
        assert other_picture(*([b64encode(png)] for png in (PICTURE.read_bytes(), drawn.png()))) is None


def test_every_lesson_is_in_the_table_with_its_title_and_minutes():
    for path in sorted((ROOT / "lessons").glob("[0-9]*.ipynb")):
        opening = nbformat.read(path, as_version=4).cells[0].source
        title = re.match(r"# Lesson (\d+\. .+)", opening)[1]
        in_class, at_home = re.search(
            r"\*\*Time:\*\* about (\d+) minutes(?:, and (\d+) more at home)?", opening
        ).groups()
        minutes = re.escape(f"{in_class} + {at_home}" if at_home else in_class)
        assert re.search(rf"\| \[{re.escape(title)}\]\(lessons/{path.name}\) \| .+ \| {minutes} \|", README), path.name


def test_it_names_every_page_beside_the_lessons():
    pages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "lessons" / "beside").glob("*.*")}
    assert pages <= set(re.findall(r"\]\(([^)]+)\)", README))


def test_it_says_in_five_lines_what_no_other_course_has_and_where_it_is():
    """In each of the five places stands what the line is about."""
    opening = README.partition("![")[2].partition("![Contours")[0]
    places = [re.search(r"\]\(([^)]+)\)", line)[1] for line in opening.splitlines() if line.startswith("- ")]
    said = ("certificate", "check_claim(", "live.PenaltyLab(", "full.duality_gap(prices)", "always a corner")
    for place, words in zip(places, said, strict=True):
        assert words in (ROOT / place).read_text(encoding="utf-8"), place


def test_every_link_to_a_file_leads_to_one():
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_badges_open_lesson_0_as_the_book_does():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    links = re.findall(r'href="(https://[^"]+)"', ways(project["urls"]["Repository"], "00_start_here", lambda *_: ""))
    assert re.findall(r"^\[!\[[^\]]+\]\([^)]+\)\]\(([^)]+)\)$", README, flags=re.M) == links != []


def test_the_two_commands_are_the_makefiles():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"^make (\w+)$", README, flags=re.M):
        assert re.search(rf"^{command}:", makefile, flags=re.M)
    assert "\nmake test\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
