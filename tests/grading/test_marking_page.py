"""What a person marks: pictures from the box and text on one page, on which nothing of a student's is alive."""

import base64
import csv
import io
import itertools
import tracemalloc
import zlib
from dataclasses import replace

import matplotlib.image
import numpy as np
import pytest
from matplotlib.figure import Figure
from toy import TOY, VARIANTS, code, data, notebook
from toy_class import ASSIGNMENT, install

from sparsity_kit.grading import grade_submission
from sparsity_kit.grading.box.inside import pictures as inside
from sparsity_kit.grading.box.pictures import WIDEST, pictures
from sparsity_kit.grading.commands import main
from sparsity_kit.grading.intake.roster import Student
from sparsity_kit.grading.judge.mark import UNREAD, Graded, Mark, Work
from sparsity_kit.grading.marks import marking_page
from sparsity_kit.grading.marks.by_hand import checked, read_sheet, sheet
from sparsity_kit.grading.marks.marking_page import MOST, marking_pages
from sparsity_kit.grading.marks.standing import standings
from sparsity_kit.grading.marks.store import Store
from sparsity_kit.grading.terminal import UserError

STUDENTS = (
    Student("ann", "Smith, Ann", "ann@x.org"),
    Student("bob", "<script>alert(1)</script>"),
    Student("cy", "Wu, Cy"),
)
CODES = {"ann": "SZZZ", "bob": "SAAA", "cy": "SMMM"}


def sent(pixels):
    """An array of pixels as a box sends it."""
    height, width, _ = pixels.shape
    text = base64.b64encode(zlib.compress(pixels.astype(np.uint8).tobytes())).decode()
    return {"width": width, "height": height, "pixels": text}


def seen(png):
    """The pixels of a PNG file, as another program reads them."""
    return matplotlib.image.imread(io.BytesIO(png), format="png")


# ---- from pixels to a file


def test_another_program_reads_the_same_pixels_from_the_file():
    drawn = np.random.default_rng(0).integers(0, 256, (7, 5, 3))
    [png] = pictures([sent(drawn)])
    assert np.array_equal((seen(png) * 255).round().astype(int), drawn)


@pytest.mark.parametrize("shape", [(1, WIDEST), (WIDEST, 1)])
def test_a_picture_may_be_as_wide_or_high_as_is_sent_and_no_wider(shape):
    [png] = pictures([sent(np.zeros((*shape, 3)))])
    larger = np.zeros((*(size + (size > 1) for size in shape), 3))
    assert seen(png).shape[:2] == shape and pictures([sent(larger)]) == []


@pytest.mark.parametrize(("length", "count"), [(400_000, 1), (400_004, 0)])
def test_a_picture_of_so_many_characters_is_read_and_no_longer_one(length, count):
    """What follows the compressed pixels is not looked at."""
    text = base64.b64encode(zlib.compress(bytes(18)) + bytes(3 * length // 4))[:length].decode()
    assert len(pictures([forged(pixels=text)])) == count and len(text) == length


def forged(**changes):
    return sent(np.zeros((2, 3, 3))) | changes


FORGED = {
    "none": None,
    "text": "\x89PNG\r\n\x1a\n<script>",
    "a dictionary": {"0": sent(np.zeros((1, 1, 3)))},
    "a real PNG file": [forged(pixels=base64.b64encode(pictures([sent(np.zeros((2, 3, 3)))])[0]).decode())],
    "SVG": [forged(pixels="<svg onload='alert(1)'/>")],
    "no base64": [forged(pixels="é€")],
    "no compressed data": [forged(pixels=base64.b64encode(b"a" * 18).decode())],
    "too few pixels": [forged(height=3)],
    "too many pixels": [forged(height=1)],
    "a bomb": [forged(pixels=base64.b64encode(zlib.compress(bytes(100_000_000), 9)).decode())],
    "too wide": [forged(width=WIDEST + 1)],
    "no width": [forged(width=0)],
    "below zero": [forged(width=-2, height=-3)],
    "a truth for a number": [forged(width=True)],
    "a fraction": [forged(width=3.0)],
    "infinity": [forged(width=float("inf"))],
    "pixels that are a list": [forged(pixels=[0] * 18)],
    "lists": [[[[]]]],
}


@pytest.mark.parametrize("name", FORGED)
def test_what_is_no_picture_is_left_out(name):
    assert pictures(FORGED[name]) == []


def test_a_bomb_does_not_go_off():
    """A hundred megabytes, sent as a hundred kilobytes, for a picture of six pixels."""
    tracemalloc.start()
    assert pictures(FORGED["a bomb"]) == []
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


def test_no_more_pictures_than_a_person_looks_at():
    assert len(pictures([sent(np.zeros((1, 1, 3)))] * 1000)) == 4


# ---- from a cell to pixels

DRAW = (
    "import matplotlib.pyplot as plt\nfigure, ax = plt.subplots(figsize=({size}))\nax.plot([0, 1], [0, 1], 'r', lw=9)\n"
)
CELLS = {
    "plain": DRAW.format(size="4, 3"),
    "closed": DRAW.format(size="4, 3") + "plt.close('all')",
    "huge": DRAW.format(size="4000, 3000"),
    "noise": DRAW.format(size="9, 9") + "import numpy as np\nfigure.figimage(np.random.rand(900, 900, 3))",
    "outside": DRAW.format(size="2, 2") + "ax.set_title('a title that is wider than its figure', color='b')",
    "broken": DRAW.format(size="4, 3") + "ax.set_title('$\\\\broken{$')",
    "many": DRAW.format(size="1, 1") + "for _ in range(9):\n    plt.figure(figsize=(1, 1))",
    "ends": DRAW.format(size="4, 3") + "1 / 0",
}
COUNTS = {"broken": 0, "many": 4}


@pytest.fixture(scope="module")
def drawn(box):
    """{name: pictures} of the cells of an essay that draw; of one there is none, of one no more than four."""
    cells = [*notebook(), *(code(source, "q-essay") for source in CELLS.values())]
    [work] = grade_submission(TOY, data(cells), VARIANTS).work
    assert work.given == "" and work.text.startswith("Because of the kink.") and work.text.endswith("1 / 0")
    left = iter(work.pictures)
    return {name: tuple(itertools.islice(left, COUNTS.get(name, 1))) for name in CELLS} | {"left": tuple(left)}


def test_a_figure_is_seen_as_it_was_drawn(drawn):
    for name in ("plain", "closed", "ends"):
        [png] = drawn[name]
        image = seen(png)
        assert 250 < image.shape[0] < 310 and 330 < image.shape[1] < 410, name
        assert 1000 < (image == [1, 0, 0]).all(axis=2).sum() < 20_000, "the red line"
        assert (image[:10, :10] == 1).all(), "a white margin"


def test_what_stands_out_of_a_figure_is_seen_as_in_a_notebook(drawn):
    [png] = drawn["outside"]
    blue = np.argwhere((seen(png)[:, :, 2] - seen(png)[:, :, 0]) > 0.5)
    left, right = blue[:, 1].min(), blue[:, 1].max()
    assert right - left > 200 and left > 0 and right < seen(png).shape[1] - 1


def test_however_large_it_is_drawn_a_picture_is_small(drawn):
    shapes = {name: [seen(png).shape[:2] for png in found] for name, found in drawn.items()}
    sides = [side for name in ("huge", "noise") for shape in shapes[name] for side in shape]
    assert max(sides) <= WIDEST and min(sides) > 100
    assert len(drawn["noise"][0]) < 200_000 and len(shapes["many"]) == 4 and shapes["left"] == []


@pytest.mark.parametrize(("width", "most"), [(4, 450), (9.1, WIDEST), (30, WIDEST)])
def test_a_figure_is_drawn_once(width, most, monkeypatch):
    figure, times = Figure(figsize=(width, width / 2)), []
    figure.add_subplot().set_title("a title " * 20)
    figure.figimage(np.random.default_rng(0).random((500, 900, 3)))
    save = figure.savefig
    monkeypatch.setattr(figure, "savefig", lambda *args, **options: (times.append(1), save(*args, **options)))
    [picture] = inside.taken([figure])
    assert len(times) == 1 and max(picture["width"], picture["height"]) <= most


def test_what_stands_far_outside_does_not_make_a_figure_tiny():
    figure = Figure(figsize=(4, 3))
    figure.add_subplot().text(20, 20, "lost")
    [picture] = inside.taken([figure])
    assert (picture["width"], picture["height"]) == (400, 300)


@pytest.mark.parametrize(
    ("inches", "pixels"), [((4, 3), (420, 320)), ((9, 1), (920, 120)), ((10, 5), (918, 468)), ((6, 24), (240, 915))]
)
def test_a_figure_is_as_large_as_in_a_notebook_up_to_900_pixels_and_12_inches(inches, pixels):
    """And a tenth of an inch around it, in white whatever is behind it."""
    figure = Figure(figsize=inches, facecolor="red")
    figure.add_axes((0, 0, 1, 1), xticks=[], yticks=[])
    [picture] = inside.taken([figure])
    assert (picture["width"], picture["height"]) == pytest.approx(pixels, abs=3)
    assert zlib.decompress(base64.b64decode(picture["pixels"]))[:3] == b"\xff" * 3


def test_of_one_cell_the_first_four_figures_are_sent_and_not_one_that_cannot_be_drawn():
    figures = [Figure(figsize=(width, 1)) for width in (1, 2, 3, 4, 5)]
    figures[1].text(0, 0, "$\\broken{$")
    assert [picture["width"] for picture in inside.taken(figures)] == [120, 320, 420]


# ---- on a page

ATTACKS = (
    "</pre></article><script>document.title = 'hacked'</script>",
    "<img src=x onerror=\"document.title = 'hacked'\">",
    "<svg onload=\"document.title = 'hacked'\"><script>document.title='hacked'</script></svg>",
    "[a link](javascript:document.title='hacked') <a href=\"javascript:document.title='hacked'\" id=a>x</a>",
    '<meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/refreshed">',
    '<iframe srcdoc="<script>parent.document.title=1</script>"></iframe><style>@import "http://127.0.0.1:9/css"</style>',
    '"><base href="http://127.0.0.1:9/"><link rel=stylesheet href=a.css>',
    '<form action=/x><button autofocus onfocus="alert(1)">',
    "\u202egnirts a \x1b[2J \x00 &lt;script&gt; ]]> <!-- --!> {{7*7}}",
)


@pytest.fixture
def store(tmp_path):
    """Three students whose essays wait, one of them an attack."""
    with Store(tmp_path, make=True) as store:
        store.put_roster(STUDENTS)
        store.put_intake("toy", {}, [])
        for student in STUDENTS:
            marks = (
                Mark("toy-product", 2, 2, "right", "Yes."),
                Mark("toy-line", 3, 3, "right", "Yes."),
                Mark("toy-essay", None, 5, "needs a person", "A person reads this. The cell has 9 words."),
            )
            text = "\n".join(ATTACKS) if student.student == "bob" else f"The answer of number {len(student.student)}."
            [png] = pictures([sent(np.full((20, 30, 3), 200))])
            work = Work("toy-essay", text, (png,) * 2, "a = 1\nlam = 2.5")
            graded = Graded(marks, (), (work,))
            store.put(
                "toy", student.student, f"4711{len(student.student)}", "made", "f", graded, CODES[student.student]
            )
        yield store


def page_of(store, anonymous=False):
    [text] = marking_pages(standings(store, "toy"), ASSIGNMENT, store.work("toy"), anonymous)
    return text


def test_each_answer_is_beside_the_rubric(store):
    text = page_of(store)
    assert text.index("says why") < text.index("ann Smith, Ann") < text.index("cy Wu, Cy")
    assert text.count("data:image/png;base64,") == 6 and "The answer of number 3." in text
    assert text.count("Given: <code>a = 1; lam = 2.5</code>") == 3
    assert "&lt;/pre&gt;&lt;/article&gt;&lt;script&gt;" in text and "<script" not in text
    assert "default-src 'none'" in text


def test_nothing_of_a_students_is_alive_on_the_page(store, browser, tmp_path):
    """In a real browser: no script, no request, no form, no link, and all of the attack is there to be read."""
    (tmp_path / "page.html").write_text(page_of(store), encoding="utf-8")
    asked = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail("a script ran"))
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_timeout(300)
    assert page.title() == "A toy: to mark, page 1 of 1"
    assert [url for url in asked if not url.startswith(("file:", "data:image/png"))] == []
    assert page.locator("script, svg, iframe, form, a, base, link, button").count() == 0
    assert page.evaluate("[...document.images].map(i => [i.naturalWidth, i.naturalHeight])") == [[30, 20]] * 6
    said = page.locator("pre").nth(1).inner_text()
    assert all(attack in said for attack in ATTACKS[:-1]) and "\u202e" not in said
    page.close()


def test_the_policy_holds_where_escaping_would_not(store, browser, tmp_path):
    """The second wall by itself: the same page with the attack as it was written."""
    text = page_of(store)
    for attack in ("<script>document.title = 'hacked'</script>", "<img src=x onerror=\"document.title = 'hacked'\">"):
        text = text.replace("<h2>", f"{attack}<h2>", 1)
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_timeout(300)
    assert page.title() == "A toy: to mark, page 1 of 1"
    (tmp_path / "page.html").write_text(text.replace("default-src", "x-src"), encoding="utf-8")
    page.goto((tmp_path / "page.html").as_uri())
    page.wait_for_timeout(300)
    assert page.title() == "hacked", "without a policy it would have run: the test can fail"
    page.close()


def test_who_marks_does_not_see_whose_it_is(store, tmp_path):
    found = standings(store, "toy")
    text, page = sheet(found, ASSIGNMENT, anonymous=True), page_of(store, anonymous=True)
    rows = [*csv.DictReader(io.StringIO(text))]
    assert [row["code"] for row in rows] == sorted(CODES.values()) and "student" not in rows[0]
    for student in STUDENTS:
        for hidden in filter(None, (student.name.split(",")[0], student.email)):
            assert hidden not in text
    assert "Smith" not in page and "ann" not in page.replace("cannot", "") and "Wu" not in page
    assert page.index("SAAA") < page.index("SMMM") < page.index("SZZZ")
    path = tmp_path / "sheet.csv"
    path.write_text(text.replace("SZZZ,toy-essay,,5,,", "SZZZ,toy-essay,4,5,Good.,"))
    assert checked(read_sheet(path), found, ASSIGNMENT) == [("ann", "toy-essay", 4, "Good.")]
    path.write_text(text.replace("SZZZ,toy-essay,,5,,", "SZZZ,toy-essay,9,5,Good.,"))
    with pytest.raises(UserError, match="SZZZ, toy-essay: points must be") as error:
        checked(read_sheet(path), found, ASSIGNMENT)
    assert "ann" not in str(error.value)
    path.write_text("code,question,points,comment\nSZZZ,toy-essay,4,\nann,toy-essay,3,\n")
    with pytest.raises(UserError, match="it is marked twice"):
        checked(read_sheet(path), found, ASSIGNMENT)


def test_a_large_class_gets_several_pages(store):
    found = standings(store, "toy")
    many = [replace(found[0], student=Student(f"s{number}")) for number in range(2 * MOST + 1)]
    pages = marking_pages(many, ASSIGNMENT, {})
    assert [page.count("<article>") for page in pages] == [MOST, MOST, 1] and "page 3 of 3" in pages[2]
    assert not any("Nothing needs" in page for page in pages)
    assert "Nothing needs a person." in marking_pages([], ASSIGNMENT, {})[0]


def test_several_pages_are_several_files(store, tmp_path, monkeypatch, capsys):
    install(tmp_path / "source", monkeypatch.setattr)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(marking_page, "MOST", 1)
    assert main(["homework", "mark", ".", "--page", "look.html"]) == 0
    names = ["look.html", "look-2.html", "look-3.html"]
    assert capsys.readouterr().out.splitlines() == [f"to look at: {name}" for name in names]
    for number, name in enumerate(names, start=1):
        assert f"<title>A toy: to mark, page {number} of 3</title>" in (tmp_path / name).read_text(encoding="utf-8")


def test_whose_file_could_not_be_read_is_named_once(store):
    ann, bob, cy = standings(store, "toy")
    waits = Mark("toy-essay", None, 5, "needs a person", f"{UNREAD}: it is empty.")
    [page] = marking_pages([ann, bob, replace(cy, marks=(waits,))], ASSIGNMENT, {})
    assert f"could not be read: {cy.called(False)}.</p>" in page and page.count("<article>") == 2
    assert "Not shown" not in page_of(store)


def test_each_answer_stands_under_its_own_question(store):
    def asked(mark):
        return replace(mark, points=None, status="needs a person", message=f"Look at {mark.question}.")

    found = [replace(each, marks=tuple(map(asked, each.marks))) for each in standings(store, "toy")]
    _, *sections = marking_pages(found, ASSIGNMENT, {})[0].split('<div class="question">')
    for question, section in zip(ASSIGNMENT.questions, sections, strict=True):
        assert section.count(f"Look at {question.name}.") == section.count("Look at") == len(STUDENTS)


def test_a_newer_file_brings_its_own_work(store):
    marks = tuple(standings(store, "toy")[0].marks)
    store.put("toy", "ann", "new", "made", "f", Graded(marks, (), (Work("toy-essay", "New.", ()),)), "SZZZ")
    assert store.work("toy")["ann", "toy-essay"] == Work("toy-essay", "New.", ())
    store.put("toy", "ann", "new", "made", "f", Graded(marks, (), ()), "SZZZ", only=("toy-line",))
    assert ("ann", "toy-essay") in store.work("toy") and len(store.work("toy")["bob", "toy-essay"].pictures) == 2
