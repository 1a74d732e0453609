"""Ten questions before a course and ten after it, played through the commands: released, answered, graded, the gain."""

import csv
import json
from pathlib import Path

import pytest
from toy_class import answered, run

from sparsity_kit.grading.box.trial import available
from sparsity_kit.homework.ideas import IDEAS

UNBOXED = ["--i-trust-these-submissions"] if available() else []
NUMBERS = ["--secret", "term.key", "--roster", "class.csv"]
RIGHT = {"ideas1": "BDACDBCABD", "ideas2": "DACBBCADCA"}  # written here by hand, in the order of the questions
ANSWERS = {  # ann learns all but the last, bo and di nothing, cy comes late, eve is gone, and fay leaves all blank
    "ann": ("BBBBBBBBBB", "DACBBCADCC"),
    "bo": ("BDACDAAAAA", "DACBBAAAAC"),
    "cy": (None, "DACBBCADCA"),
    "di": ("AAAAAAAAAA", "AAAAAAAAAA"),
    "eve": ("BDACDBCABD", None),
    "fay": ("AAAAAAAAAA", ""),
}


def handed_in(assignment, number):
    """The class's notebooks, answered as students do, in the folder `collected`."""
    for student, words in ANSWERS.items():
        path = Path("released", student, f"{assignment}.ipynb")
        if (letters := words[number]) is not None:
            names = [f"{assignment}-{idea.name}" for idea in IDEAS[: len(letters)]]
            cells = {n: f'{n.split("-")[1]} = "{letter}"' for n, letter in zip(names, letters, strict=True)}
            target = Path("collected", student, path.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            answered(target, cells)


@pytest.fixture(scope="module")
def term(tmp_path_factory):
    """{what: what was said} of a whole course."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("course"))
        Path("class.csv").write_text("student,name\n" + "".join(f"{each},{each.title()} Doe\n" for each in ANSWERS))
        said = {"secret": run("homework", "secret", "term.key")}
        for number, name in enumerate(RIGHT):
            if not UNBOXED:
                said[f"variants {name}"] = run("homework", "variants", name, *NUMBERS)
            said[f"release {name}"] = run("homework", "release", name, *NUMBERS)
            handed_in(name, number)
            command = ("homework", "grade", "collected", "--assignment", name, *NUMBERS, "--workers", "1", *UNBOXED)
            said[f"grade {name}"] = run(*command)
            if not number:
                said["too early"] = run("homework", "gain", "graded", status=1)
        said["gain"] = run("homework", "gain", "graded")
        yield said


def test_what_is_handed_out_has_no_key_and_judges_nothing(term):
    for name in RIGHT:
        cells = {c["id"]: c["source"] for c in json.loads(Path(f"released/ann/{name}.ipynb").read_text())["cells"]}
        for idea in IDEAS:
            assert cells[f"{name}-{idea.name}"] == f"{idea.name} = ..."
            assert cells[f"{name}-{idea.name}-check"] == f'check("{name}-{idea.name}", {idea.name})'
            assert idea.right not in "".join(cells.values())


def test_each_student_has_a_point_for_each_right_letter_and_nobody_is_taken_for_a_copy(term):
    for number, name in enumerate(RIGHT):
        run("homework", "export", "graded", "--assignment", name, "--to", "csv")
        with open(f"graded/{name}-csv.csv", encoding="utf-8-sig", newline="") as file:
            rows = {row["student"]: row for row in csv.DictReader(file)}
        for student, words in ANSWERS.items():
            if words[number] is None:
                assert rows[student]["state"] == "missing"
            else:
                right = sum(map(str.__eq__, words[number], RIGHT[name]))
                assert (rows[student]["total"], rows[student]["flags"]) == (str(right), "")


def test_the_page_of_a_student_names_the_belief_and_the_place_that_mends_it(term):
    page = Path("graded/feedback/di/ideas1.html").read_text(encoding="utf-8")
    shrinking = IDEAS[0].beliefs[0]
    assert f"{shrinking.message} See {shrinking.where}." in page and "lesson 7, section 2 (442 patients)" in page


def test_the_gain_is_that_of_the_three_who_did_both(term):
    """Before 3, 6 and 2 points, after 9, 6 and 3: 7 of the 19 that were missing. Five ideas did not move."""
    first, *stuck, _ = term["gain"].splitlines()
    assert first == "The 3 students who did both tests had 3.67 of 10 before and 6.00 of 10 after: ⟨g⟩ = 0.37, medium."
    assert stuck == [
        "  units did not move: see lesson 6, section 3 (the price from which on it is zero)",
        "  shrinking did not move: see lesson 1, section 3 (downhill on squared L2)",
        "  zero did not move: see lesson 7, section 1 (correlated columns)",
        "  path did not move: see lesson 7, section 2 (442 patients)",
        "  finding did not move: see lesson 7, section 2 (442 patients)",
    ]
    page = Path("graded/gain.html").read_text(encoding="utf-8")
    assert "only the test before</h2>\n<ul>\n<li>eve Eve Doe</li>\n<li>fay Fay Doe</li>" in page
    assert "only the test after</h2>\n<ul>\n<li>cy Cy Doe</li>" in page
    with open("graded/gain.csv", encoding="utf-8-sig", newline="") as file:
        *of_ideas, whole = csv.DictReader(file)
    assert f"{float(whole['gain']):.4f}" == "0.3684" and len(of_ideas) == 10


def test_with_codes_no_name_is_shown(term):
    run("homework", "gain", "graded", "--anonymous")
    page = Path("graded/gain.html").read_text(encoding="utf-8")
    assert "Doe" not in page and not [who for who in ANSWERS if f"<li>{who}" in page]


def test_before_the_second_test_it_says_what_is_missing(term):
    assert "has no assignment 'ideas2', it has ideas1; first run: homework grade" in term["too early"]
