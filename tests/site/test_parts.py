"""The parts of which the book is made: the ways to run a page, docstrings as pages."""

import re
from pathlib import Path

import pytest
from docstrings import as_rst
from ways import ways

ROOT = Path(__file__).parents[2]
HERE = "https://github.com/a-school/sparsity"


def there(path, _resource):
    return f"../{path}"


@pytest.mark.parametrize("address", [HERE, f"{HERE}/", f"{HERE}.git"])
def test_every_way_follows_from_the_one_address(address):
    written = ways(address, "04_sign_argument", there)
    assert '<a href="../notebooks/04_sign_argument.ipynb" download>download this notebook</a>' in written
    lesson = "lessons/04_sign_argument.ipynb"
    assert f'"https://mybinder.org/v2/gh/a-school/sparsity/HEAD?urlpath=lab/tree/{lesson}"' in written
    assert f'"https://colab.research.google.com/github/a-school/sparsity/blob/HEAD/{lesson}"' in written
    assert f"<pre>git clone {HERE}\ncd sparsity\nmake course</pre>" in written


def test_without_an_address_there_is_no_dead_link():
    written = ways("", "04_sign_argument", there)
    assert written.count("<li>") == 1 and "download this notebook" in written


def test_beside_a_tab_it_comes_first():
    written = ways("", "hw2", there, "tab/lab/index.html")
    assert written.index('<a href="../tab/lab/index.html?path=hw2.ipynb">') < written.index("download")


def test_elsewhere_than_on_github_the_services_are_left_out():
    written = ways("https://example.org/course", "04_sign_argument", there)
    assert written.count("<li>") == 2 and "git clone https://example.org/course" in written


def test_no_service_opens_homework_with_its_solutions():
    written = ways(HERE, "hw2", there)
    assert "notebooks/hw2.ipynb" in written and "mybinder" not in written and "colab" not in written


def test_a_page_that_is_no_notebook_leads_to_the_first_lesson():
    assert "lessons/00_start_here.ipynb" in ways(HERE, "kit/numbers", there)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("argmin of ‖Xθ − y‖² + λΩ(θ)", "argmin of ‖Xθ − y‖² + λΩ(θ)"),
        ("a * b, |x·y|, lam_", r"a \* b, \|x·y\|, lam\_"),
        ("Each `Step`s it", r"Each \ ``Step``\ s it"),
        ("a ` alone", r"a \` alone"),
    ],
)
def test_a_line_of_a_docstring_is_no_markup(text, written):
    assert as_rst([text]) == [written]


def test_indented_lines_and_doctests_are_kept():
    assert as_rst(["So", "", "    λ = a*b", "    μ = c"]) == ["So", "", "::", "", "    λ = a*b", "    μ = c"]
    assert as_rst([">>> 2 * 3", "6", "", "a * b"]) == [">>> 2 * 3", "6", "", r"a \* b"]


def test_what_is_made_one_pixel_small_hides_the_rest():
    """Chromium hides the name of a file by itself; in Safari it stuck out, and pages were wider than a phone."""
    styles = [ROOT / "book" / "static" / "book.css", ROOT / "sparsity_kit" / "live" / "live.css"]
    rules = [rule for style in styles for rule in re.findall(r"\{[^}]* width: 1px[^}]*\}", style.read_text("utf-8"))]
    assert len(rules) == 2 and all("overflow: hidden" in rule for rule in rules)
