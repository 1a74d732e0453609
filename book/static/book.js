// What scrolls sideways can be reached by keyboard: code, formulas and tables that are wider than the page.
const WIDE = "pre, mjx-container, .table-wrapper, div.output, div.output [style*='overflow-x']";
const reach = () => {
  for (const box of document.querySelectorAll(WIDE)) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
new ResizeObserver(reach).observe(document.querySelector("article")); // loaded, turned, unfolded, formulas set
