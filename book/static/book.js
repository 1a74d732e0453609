// What scrolls sideways can be reached by keyboard: code and formulas that are wider than the page.
const reach = () => {
  for (const box of document.querySelectorAll("pre, mjx-container, .table-wrapper, div.output")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
new ResizeObserver(reach).observe(document.querySelector("article")); // loaded, turned, unfolded, formulas set
