"""The page from claims to cells, in JupyterLab: its links lead to the headings, once the lesson is open."""

from playwright.sync_api import expect
from server import tab
from stage import needs_browser

pytestmark = needs_browser
IN_SIGHT = "(node) => { const { top } = node.getBoundingClientRect(); return top > 0 && top < innerHeight / 2; }"


def test_a_link_opens_the_lesson_and_then_leads_to_its_heading(jupyter, server):
    with tab(jupyter) as page:
        page.goto(f"{server.address}/lab/tree/beside/index.ipynb?reset")
        link = page.locator(".jp-RenderedMarkdown table a[href*='an-interval-of-slopes']").first
        link.click()
        heading = page.get_by_role("heading", name="an interval of slopes", level=2)
        expect(heading).to_be_visible()
        page.locator(".lm-TabBar-tab", has_text="index.ipynb").first.click()
        link.click()
        page.wait_for_function(IN_SIGHT, arg=heading.element_handle())
