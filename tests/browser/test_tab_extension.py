"""What the tab does with a notebook that is opened or given back, in a JupyterLab that only writes it down."""

import re
from pathlib import Path

import pytest
from stage import needs_browser

pytestmark = needs_browser
EXTENSION = (Path(__file__).parents[2] / "tab" / "extension.js").read_text(encoding="utf-8")
LAB = """(source) => {
    new Function(source)();
    const facts = { editions: { "lesson.ipynb": "new" }, ways: { Binder: "https://binder.test" } };
    window.fetch = async (url) => ({ json: async () => facts });
    const sharing = (name, what) => ({ [`@jupyterlab/${name}`]: { 1: { get: async () => () => what } } });
    const shared = {
        ...sharing("notebook", {}), ...sharing("apputils", {}),
        ...sharing("ui-components", { CommandToolbarButton: Object }),
        ...sharing("coreutils", { PageConfig: { getBaseUrl: () => "/" } }),
    };
    window.panel = (path, edition) => ({
        path, toolbar: { addItem() {} }, sessionContext: { ready: null, session: null },
        content: { model: { getMetadata: () => edition, toJSON: () => `mine of ${path}` } },
        context: {
            path, ready: null, revert: async () => done.push(`read ${path}`),
            saveState: { connect: (hear) => { window.hear = hear; } },
        },
    });
    window.start = async (...panels) => {
        const commands = {
            addCommand: (id, command) => { window[id.split(":")[1]] = command; },
            execute: async (_, told) => said.push([told.message, ...told.options.actions.map((each) => each.label)]),
        };
        const contents = {
            save: async (path, { content }) => done.push(`write ${content} to ${path}`),
            delete: async (path) => done.push(`delete ${path}`),
        };
        const tracker = {
            currentWidget: panels[0], find: (test) => panels.find(test),
            widgetAdded: { connect: (hear) => { window.add = hear; } },
        };
        window.done = [];
        window.said = [];
        const box = window._JUPYTERLAB["sparsity-kit-tab"], started = new Promise(() => {});
        await box.init(shared);
        const plugin = (await box.get())().default;
        plugin.activate({ commands, serviceManager: { contents }, started }, tracker, { addItem() {} });
    };
}"""


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    page.evaluate(LAB, EXTENSION)
    yield page
    page.close()


def given_back(page, *paths, path=None):
    """What is done and said when the lesson at the path is given back, or the first of the open ones."""
    return page.evaluate(
        """async ([paths, path]) => {
            await start(...paths.map((each) => panel(each)));
            await reset.execute({ path });
            return [done, said];
        }""",
        [paths, path],
    )


def test_a_lesson_is_kept_under_another_name_before_it_is_given_back(page):
    done, ((said,),) = given_back(page, "lesson.ipynb")
    kept = re.fullmatch(r"write mine of lesson.ipynb to (lesson, mine, [-\d]+ [.\d]+\.ipynb)", done[0])[1]
    assert done[1:] == ["delete lesson.ipynb", "read lesson.ipynb"]
    assert said == f"lesson.ipynb is as it was published. What you had is kept in {kept}"


def test_of_several_that_are_open_the_named_one_is_given_back(page):
    done, _ = given_back(page, "notes.ipynb", "lesson.ipynb", path="lesson.ipynb")
    assert done[1:] == ["delete lesson.ipynb", "read lesson.ipynb"]


def test_what_is_no_lesson_stays_as_it_is(page):
    done, said = given_back(page, "notes.ipynb")
    assert (done, said) == ([], [["notes.ipynb is not one of the lessons: nothing to give back."]])


def test_what_is_on_the_page_is_downloaded_under_the_name_that_it_has(page):
    with page.expect_download() as waiting:
        page.evaluate(
            """async () => {
                await start(panel("notes.ipynb"), panel("beside/lesson.ipynb"));
                await download.execute({ path: "beside/lesson.ipynb" });
            }"""
        )
    assert waiting.value.suggested_filename == "lesson.ipynb"
    assert waiting.value.path().read_text(encoding="utf-8") == '"mine of beside/lesson.ipynb"'


NEWER = "There is a newer edition of lesson.ipynb; this is your copy of an older one."
NO_ROOM = "This browser has no room to keep your work: download it, or run the lessons elsewhere:"


@pytest.mark.parametrize(
    ("path", "edition", "expected"),
    [
        ("lesson.ipynb", "old", [[NEWER, "Open the new one, keep mine"]]),
        ("lesson.ipynb", "new", []),
        ("notes.ipynb", None, []),
    ],
)
def test_only_an_older_copy_of_a_lesson_is_told_of_a_newer_edition(page, path, edition, expected):
    said = page.evaluate(
        """async (given) => {
            await start();
            await add(null, panel(...given));
            await new Promise((done) => setTimeout(done));
            return said;
        }""",
        [path, edition],
    )
    assert said == expected


def test_only_work_that_could_not_be_kept_is_to_be_downloaded(page):
    said = page.evaluate(
        """async () => {
            await start();
            await add(null, panel("lesson.ipynb", "new"));
            for (const state of ["started", "completed", "failed"]) hear(null, state);
            await new Promise((done) => setTimeout(done));
            return said;
        }"""
    )
    assert said == [[NO_ROOM, "Download", "Binder"]]
