"""Answers in a page, in a real browser without a network: judged, kept, taken along; and what is said where not."""

import json
import re
from contextlib import contextmanager

import nbformat
import pytest
from hands import keep
from playwright.sync_api import expect
from reader import broken_rules, opened
from stage import needs_browser

from sparsity_kit.homework import check

pytestmark = needs_browser
SECONDS = 90  # for what takes four on a machine with nothing else to do
FLOW = "01_penalties_alone"
SOFT = (
    "def my_soft_threshold(v, threshold):\nreturn np.sign(v) * np.maximum(np.abs(v) - threshold, 0)"  # indented itself
)
RIGHT, WRONG = ("✓", "Right"), ("✗", "Not yet")
HELD = """const later = setTimeout;
window.setTimeout = (call, ms) => { if (ms !== 20000) return later(call, ms); window.timeIsUp = call; };"""
UNENDED = """Worker.prototype.terminate = function () {
    this.postMessage({ id: 99, name: "hitting-time", hint: true });
    this.onmessage = ({ data }) => { window.answered ||= data.id === 99; };
};"""  # as in Safari, while WebAssembly runs; but the worker still answers, when its loop has ended
WITHOUT = """new MutationObserver(() =>
    document.querySelector("script[src*='answers.js']")?.setAttribute("data-without", "This copy has no Python.")
).observe(document, { childList: true, subtree: true });"""
NO_WASM = "This browser has no WebAssembly, in which Python runs here: use another one."
ELSEWHERE = "The links at the top of the page lead to the same exercises in a notebook."
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


@contextmanager
def answering(browser, book, name, script=None, **options):
    """A page of the book; a script runs in it before everything else."""
    expect.set_options(timeout=1000 * SECONDS)
    with opened(browser, book, name, **options) as page:
        if script:
            page.add_init_script(script)
            page.reload()
        yield page


@pytest.fixture(scope="module")
def page(browser, judging_book):
    """A page on which Python stays, once it has come, for who needs no other; errors on it fail the last test."""
    with answering(browser, judging_book, FLOW) as opened_once:
        yield opened_once


def box(page, name):
    """The form of an exercise, and what is said below it."""
    form = page.locator(f"#answer-{name}")
    return form, form.get_by_role("status")


def editor(form):
    """The editor, which comes when its place is in view."""
    form.scroll_into_view_if_needed()
    form.locator(".cm-content").wait_for()
    return form.get_by_role("textbox", name="your function, in Python")


def press(form, button="Check"):
    form.get_by_role("button", name=button).click()


def listen(page):
    """The addresses that the page and its worker ask for from now on."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def expect_mark(said, mark):
    """Right or wrong, by a sign and for those who hear it."""
    expect(said.get_by_role("img", name=mark[1], exact=True)).to_have_text(mark[0])


def test_a_number_a_letter_and_a_function_are_judged_by_keyboard_alone(page):
    asked = listen(page)
    form, said = box(page, "hitting-time")
    field = form.get_by_label("a number")
    field.focus()
    page.keyboard.type("0.25")
    page.keyboard.press("Enter")
    expect_mark(said, WRONG)
    expect(said).to_contain_text("Hint 1 of 2")
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Hint 2 of 2")
    field.fill("1/0.25")
    page.keyboard.press("Enter")
    expect_mark(said, RIGHT)
    keep(form, "answer-number")

    form, said = box(page, "order-of-arrival")
    form.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect_mark(said, WRONG)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect_mark(said, RIGHT)

    form, said = box(page, "write-soft-threshold")
    code = editor(form)
    press(form)
    expect(said).to_contain_text("Not answered yet")
    code.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(SOFT.replace(", 0)", ", -1)"))
    press(form)
    expect_mark(said, WRONG)
    expect(said).to_contain_text("it returns")
    code.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type(SOFT)
    press(form)
    expect_mark(said, RIGHT)
    keep(form, "answer-function")
    assert broken_rules(page) == []
    assert {url.split("/")[-1] for url in asked if url.endswith(".zip")} == {"kit.zip", "python_stdlib.zip"}


def test_a_formula_is_judged_and_a_hint_is_given(browser, judging_book):
    with answering(browser, judging_book, "04_sign_argument", color_scheme="dark") as page:
        form, said = box(page, "ridge-stationarity")
        form.get_by_label("a formula in g, lam").fill("g/(2*lam)")
        press(form)
        expect_mark(said, WRONG)
        expect(said).to_contain_text("Hint 1 of 2")
        form.get_by_label("a formula in g, lam").fill("−g/(2λ)")
        press(form)
        expect(said).to_contain_text("a * is missing")
        form.get_by_label("a formula in g, lam").fill("−g/(2·λ)")
        press(form)
        expect_mark(said, RIGHT)
        keep(form, "answer-formula")
        assert broken_rules(page) == []


def test_a_homework_for_practice_is_judged_with_the_numbers_of_the_page(browser, judging_book):
    """A number, and letters: it has both."""
    with answering(browser, judging_book, "hw4", width=360, color_scheme="dark") as page:
        form, said = box(page, "hw4-last-price")
        field = form.get_by_role("textbox")
        field.fill("max(abs(table.T @ target) / weights)")
        press(form)
        expect_mark(said, WRONG)
        expect(said).to_contain_text("a factor is missing")
        field.fill("2 * max(abs(table.T @ target) / weights)")
        press(form)
        expect_mark(said, RIGHT)

        form, said = box(page, "hw4-kinks")
        for letter in "BF":
            form.get_by_role("checkbox", name=letter, exact=True).check()
        press(form)
        expect_mark(said, WRONG)
        expect(said).to_contain_text("do the squares change the slopes at zero?")
        form.get_by_role("checkbox", name="C", exact=True).check()
        press(form)
        expect_mark(said, RIGHT)
        assert broken_rules(page) == []


def test_answers_are_kept_saved_read_back_and_taken_into_the_notebook(page, tmp_path):
    code = "def my_soft_threshold(v, threshold):\n    return v"
    box(page, "order-of-arrival")[0].get_by_label("A: the first").check()  # B was judged here before
    bar = page.get_by_role("region", name="Your answers")
    box(page, "hitting-time")[0].get_by_role("textbox").fill("1 / 0.25")
    press(box(page, "hitting-time")[0])
    expect_mark(box(page, "hitting-time")[1], RIGHT)
    box(page, "order-of-arrival")[0].get_by_label("B: the second").check()
    editor(box(page, "write-soft-threshold")[0]).fill(code)
    page.reload()
    asked = listen(page)
    expect_kept(page, code)
    assert page.evaluate("document.activeElement === document.body")  # an editor that comes into view waits
    other = page.context.new_page()
    other.goto(page.url)
    box(other, "l2-decay")[0].get_by_role("textbox").fill("0.91")
    expect(box(page, "l2-decay")[0].get_by_role("textbox")).to_have_value("0.91")
    other.close()
    assert [url for url in asked if "pyodide" in url] == []  # Python comes to who writes, not to who reads
    with page.expect_download() as saved:
        bar.get_by_role("button", name="Save them to a file").click()
    file = tmp_path / "answers.json"
    saved.value.save_as(file)
    with page.expect_download() as saved:
        bar.get_by_role("button", name="Download the notebook").click()
    saved.value.save_as(tmp_path / saved.value.suggested_filename)
    page.evaluate("localStorage.clear()")
    page.reload()
    assert box(page, "hitting-time")[0].get_by_role("textbox").input_value() == ""
    bar.get_by_label("Read them from a file").set_input_files(
        {"name": "notes.json", "mimeType": "application/json", "buffer": b"[1, 2]"}
    )
    expect(bar.get_by_role("status")).to_contain_text("notes.json holds no answers")
    bar.get_by_label("Read them from a file").set_input_files(file)
    expect(bar.get_by_role("status")).to_have_text("4 answers were read.")
    expect_kept(page, code)
    assert json.loads(file.read_text(encoding="utf-8"))["order-of-arrival"]["text"] == "B"
    expect_answered(nbformat.read(tmp_path / f"{FLOW}.ipynb", as_version=4), code)


def test_what_is_typed_while_an_answer_is_judged_is_what_is_kept(page):
    form, said = box(page, "hitting-time")
    form.get_by_role("textbox").fill("1 / 0.25")
    form.evaluate("""(form) => {
        form.requestSubmit();
        form.elements.answer.value = "40";
        form.elements.answer.dispatchEvent(new Event("input", { bubbles: true }));
    }""")
    expect_mark(said, RIGHT)
    assert page.evaluate("JSON.parse(localStorage.getItem('sparsity-kit answers'))['hitting-time'].text") == "40"


def expect_kept(page, code):
    assert box(page, "hitting-time")[0].get_by_role("textbox").input_value() == "1 / 0.25"
    expect(box(page, "order-of-arrival")[0].get_by_label("B: the second")).to_be_checked()
    assert editor(box(page, "write-soft-threshold")[0]).inner_text() == code


def expect_answered(notebook, code):
    """The cells with answers say what was typed, and run; nothing else is changed."""
    nbformat.validate(notebook)
    cells = {cell.source: cell for cell in notebook.cells if "check(" in cell.source}
    assert eval('check("hitting-time", 1 / 0.25)').correct and cells['check("hitting-time", 1 / 0.25)'].outputs == []
    assert check("order-of-arrival", "B").correct and 'check("order-of-arrival", "B")' in cells
    assert f'{code}\n\n\ncheck("write-soft-threshold", my_soft_threshold)' in cells
    assert 'check("together", ...)' in cells


def time_is_up(page):
    """The clock, which runs only once Python is there, is at its end."""
    page.wait_for_function("() => window.timeIsUp", timeout=1000 * SECONDS)
    page.evaluate("timeIsUp()")


def test_the_page_is_alive_while_an_answer_runs_and_a_loop_without_end_is_stopped(browser, judging_book):
    with answering(browser, judging_book, FLOW, HELD) as page:
        form, said = box(page, "write-soft-threshold")
        next_form, next_said = box(page, "hitting-time")
        editor(form).fill("while True:\n    pass")
        press(form)
        press(next_form)  # while Python is coming
        expect(said).to_have_text("Judging…")
        next_form.get_by_role("textbox").fill("4")  # the page listens meanwhile
        time_is_up(page)
        expect(said).to_contain_text("was stopped: look for a loop")
        expect(next_said).to_have_text("The answer before this one did not end and was stopped: press Check again.")
        press(next_form)
        expect_mark(next_said, RIGHT)


def test_a_loop_that_the_browser_lets_go_on_ends_itself(browser, judging_book):
    worker = judging_book / "_static" / "answers-worker.js"
    hurried = worker.read_text(encoding="utf-8").replace("LONGEST = 22", "LONGEST = 1")
    with answering(browser, judging_book, FLOW, HELD + UNENDED) as page:
        page.context.route(
            "**/answers-worker.js", lambda route: route.fulfill(body=hurried, content_type="text/javascript")
        )
        form, said = box(page, "write-soft-threshold")
        editor(form).fill("while True:\n    pass")
        press(form)
        expect(said).to_have_text("Judging…")
        time_is_up(page)
        expect(said).to_contain_text("was stopped: look for a loop")
        page.wait_for_function("window.answered", timeout=1000 * SECONDS)


def test_what_could_not_be_loaded_is_said_and_tried_again(browser, judging_book):
    with answering(browser, judging_book, FLOW) as page:
        form, said = box(page, "hitting-time")
        other, other_said = box(page, "l2-decay")
        for missing in ("pyodide.mjs", "kit.zip"):
            gone = re.compile(re.escape(missing))
            page.context.route(gone, lambda route: route.fulfill(status=200, body=""))
            form.get_by_role("textbox").fill("4")
            press(form)
            press(other)
            for each in (said, other_said):
                expect(each).to_contain_text("Check that you are connected, then press Check again.")
                expect(each).to_contain_text("links at the top of the page")
            page.context.unroute(gone)
        press(form)
        expect_mark(said, RIGHT)


@pytest.mark.parametrize(
    ("script", "sentence"), [("delete window.WebAssembly", NO_WASM), (WITHOUT, "This copy has no Python.")]
)
def test_where_nothing_can_be_judged_one_sentence_says_what_to_do(browser, book, script, sentence):
    with answering(browser, book, FLOW, script) as page:
        form, said = box(page, "hitting-time")
        form.get_by_role("textbox").fill("4")
        press(form)
        expect(said).to_have_text(f"{sentence} {ELSEWHERE}")


def test_a_page_from_a_disk_names_the_command_that_serves_it(browser, book):
    with answering(browser, book, FLOW, address=book.as_uri()) as page:
        form, said = box(page, "hitting-time")
        press(form)
        expect(said).to_contain_text("put the book on a web server, for one with python -m http.server")


def test_if_nothing_can_be_kept_the_page_says_so_and_goes_on(browser, book):
    with answering(browser, book, FLOW, FULL) as page:
        box(page, "hitting-time")[0].get_by_role("textbox").fill("4")
        bar = page.get_by_role("region", name="Your answers")
        expect(bar.get_by_role("status")).to_contain_text("save them to a file before you leave the page")
        with page.expect_download() as saved:
            bar.get_by_role("button", name="Save them to a file").click()
        with open(saved.value.path(), encoding="utf-8") as file:
            assert json.load(file)["hitting-time"]["text"] == "4"
