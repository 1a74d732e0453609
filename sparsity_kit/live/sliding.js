// λ moved by hand along its axis: a cursor in the picture, and a slider beside it.

import { slider } from "./controls.js";
import { dragged, handle, pixelOf, sideways } from "./dragging.js";
import { scale } from "./kinks.js";
import { given, tidy } from "./words.js";

// `lams` fall from the first kink to the end of the path. Left and right move the cursor, up and down go to the next of
// the `stops`, which fall too; `ends` are what Home and End lead to, the ends of the axis unless given.
export function sliding(it, plot, { label, lams, stops, ends }) {
  const last = 1.25 * lams[0], end = lams.at(-1), { model } = it, here = { axis: null };
  // λ as a hand gives it, four digits; but never beyond an end of the axis.
  const from = (t) => { const lam = here.axis.back(t); return lam <= last ? Math.max(end, Math.min(last, tidy(lam, 4))) : lam; };
  const put = (t) => model.set("lam", from(t)), across = ([x]) => { if (here.axis) put(plot.back([x, 0])[0]); };
  const jump = (up) => {
    const lam = model.get("lam"), to = up > 0 ? stops.findLast((each) => each > lam) : stops.find((each) => each < lam);
    if (to !== undefined) model.set("lam", to);
  };
  const grip = handle(it, {
    label, shape: sideways(), move: across,
    ends: (far) => (ends ? model.set("lam", ends[far]) : put(far)),
    nudge: (right, up) => { if (up) jump(up); else put(here.axis.there(model.get("lam")) + right / 100); },
  });
  let before = 0;
  it.sheet.classList.add("slid");
  dragged(it, it.sheet, {
    down: (event) => { grip.node.focus({ preventScroll: true }); before = model.get("lam"); across(pixelOf(it.sheet, event)); },
    move: (event) => across(pixelOf(it.sheet, event)),
    scrolled: () => model.set("lam", before), // up and down a finger scrolls the page
  });
  const slide = slider(it, { label: "price λ", trait: "lam", back: from });

  // The axis rests while a hand moves on it.
  here.settle = (lam, logarithmic) => { if (!it.busy || !here.axis) here.axis = scale({ lams }, lam, logarithmic); };
  here.draw = (lam, words) => {
    grip.place([plot.x(here.axis.there(lam)), plot.top + 4], lam, words);
    slide(here.axis.there(lam), 1, true, Math.floor(100 * here.axis.there(end)) / 100, given(lam, 4)); // a whole step: the end is within reach
  };
  return here;
}
