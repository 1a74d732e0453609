// The picture: which λ? The exact error on held-out rows with a cursor at λ, and what is chosen there: coefficients, and
// how often each column is chosen in many samples. Python sends the pieces; what is shown at any λ is exact.

import { dragged, handle } from "./dragging.js";
import { board, dress, equals, given, html, marker, number, safely, slider, svg, tidy } from "./drawing.js";
import { columnBars } from "./column_bars.js";
import { fitted, heldOut, shareOf, unpacked } from "./heldout.js";
import { heldOutCurve } from "./heldout_curve.js";
import { scale } from "./kinks.js";
import { sentence, news } from "./heldout_words.js";
import { aPrice } from "./state.js";

function render({ model, el }) {
  const data = model.get("_curve"), samples = data.samples && unpacked(data.samples), p = data.names.length;
  const it = board({ model, el, rules: rules(data), label: "The error on held-out rows against λ", draw: () => draw() });
  it.sheet.before(html("div", { class: "caption" }, "held-out error: folds, mean ± standard error"));
  const curve = heldOutCurve(it, data), heights = data.path.theta.flat();
  const bars = columnBars(it, { id: "theta", caption: "coefficients θⱼ of the fit to all rows", names: data.names, range: [Math.min(0, ...heights), Math.max(0, ...heights)], ratio: 0.36 });
  const shares = samples && columnBars(it, { id: "share", caption: `share of ${samples.count} samples that choose the column`, names: data.names, range: [0, 1], ratio: 0.3 });
  const view = { axis: null }, grip = cursor(it, curve.plot, data, view), controls = panel(it, data, view);
  let before = null;

  function draw() {
    const lam = model.get("lam"), now = heldOut(data, lam), theta = fitted(data, lam), chosen = theta.map((value) => value !== 0);
    if (!it.busy || !view.axis) view.axis = scale({ lams: [data.first, data.floor, data.low] }, lam, true); // it rests while a hand moves on it
    dress(it, "L1");
    curve.draw(view.axis, lam, now);
    bars(theta, chosen);
    const share = samples && shareOf(samples, p, lam);
    shares?.(share, share.map((each) => each > 0));
    grip.place([curve.plot.x(view.axis.there(lam)), curve.plot.top + 4], lam, `λ ${equals(lam, 4)}, error ${number(now.mean, 4)}`);
    controls(lam);
    it.say(sentence(data, lam, now, chosen, share), before ? news(data.names, before, chosen) : "");
    before = chosen;
  }
  return it.remove;
}

export default { render: safely(render) };

// λ goes as far down as all folds are known; a picture with a hole is none.
function rules({ folds, path, low }) {
  const all = [...folds.flatMap(({ lams, ends, products }) => [...lams, ...ends, ...products]), ...path.lams, ...path.theta.flat()];
  if (!all.every(Number.isFinite)) throw new Error("a number of its curve is missing");
  return { lam: [(v) => aPrice[0](v) && v >= low, `a number, ${number(low)} or more`] };
}

// Left and right move λ, up and down go to the next mark or change of the chosen set, Home and End to the ends of the axis.
function cursor(it, plot, data, view) {
  const stops = [...new Set([...data.changes, ...data.marks.map(({ lam }) => lam), data.low])].sort((a, b) => b - a);
  const put = (t) => it.model.set("lam", rounded(data, view.axis.back(t))), at = (x) => plot.back([x, 0])[0];
  const jump = (up) => {
    const lam = it.model.get("lam"), to = up > 0 ? stops.findLast((each) => each > lam) : stops.find((each) => each < lam);
    if (to !== undefined) it.model.set("lam", to);
  };
  const grip = handle(it, {
    label: "Price λ; up and down go to the next mark or change of the chosen columns",
    shape: svg("path", { class: "grip", d: "M-3,-5L-8,0L-3,5M3,-5L8,0L3,5" }),
    move: ([x]) => put(at(x)),
    nudge: (right, up) => { if (up) jump(up); else put(view.axis.there(it.model.get("lam")) + right / 100); },
    ends: (far) => put(far),
  });
  const move = (event) => { if (view.axis) put(at(event.clientX - it.sheet.getBoundingClientRect().left)); };
  let before = 0;
  it.sheet.classList.add("slid");
  dragged(it, it.sheet, {
    down: (event) => { grip.node.focus({ preventScroll: true }); before = it.model.get("lam"); move(event); },
    move,
    scrolled: () => it.model.set("lam", before), // up and down a finger scrolls the page
  });
  return grip;
}

// What a hand gives is what is written of it, but not beyond an end of the axis; the marks are exact.
const rounded = ({ low, first }, lam) => (lam <= 1.25 * first ? Math.max(low, Math.min(1.25 * first, tidy(lam, 4))) : lam);

function panel(it, data, view) {
  const { marks, low } = data, lam = slider(it, { label: "price λ", trait: "lam", back: (t) => rounded(data, view.axis.back(t)) });
  const buttons = marks.map((mark) => {
    const sign = svg("svg", { class: "sample", width: 16, height: 16, "aria-hidden": "true" }, svg("path", { class: "mark", d: marker(mark.kind, 5.5), transform: "translate(8 8)", style: `--line: ${mark.colour}` }));
    const node = html("button", { type: "button", "data-lm-suppress-shortcuts": "true" }, sign, ` ${mark.name}: λ ${equals(mark.lam, 4)}`);
    node.addEventListener("click", () => { it.model.set("lam", mark.lam); it.save(); });
    return node;
  });
  it.controls.append(html("div", { class: "buttons" }, ...buttons));
  return (value) => lam(view.axis.there(value), 1, true, Math.floor(100 * view.axis.there(low)) / 100, given(value, 4)); // a whole step: the end is within reach
}
