"""The page from claims to cells, in JupyterLab: its links lead to the headings, once the lesson is open."""

import pytest
from playwright.sync_api import expect
from server import tab
from stage import needs_browser

pytestmark = needs_browser
IN_SIGHT = "(node) => { const { top } = node.getBoundingClientRect(); return top > 0 && top < innerHeight / 2; }"


@pytest.mark.parametrize(("page_beside", "section"), [("index", "an interval of slopes"), ("glossary", "The theorem")])
def test_a_link_opens_the_lesson_and_then_leads_to_its_heading(jupyter, server, page_beside, section):
    with tab(jupyter) as page:
        page.goto(f"{server.address}/lab/tree/beside/{page_beside}.ipynb?reset")
        link = page.locator(f".jp-RenderedMarkdown a[href*='{section.replace(' ', '-')}']").first
        link.click()
        heading = page.get_by_role("heading", name=section, level=2)
        expect(heading).to_be_visible()
        page.locator(".lm-TabBar-tab", has_text=f"{page_beside}.ipynb").first.click()
        link.click()
        page.wait_for_function(IN_SIGHT, arg=heading.element_handle())
