// The picture: which λ? The exact error on held-out rows with a cursor at λ, and what is chosen there: coefficients, and
// how often each column is chosen in many samples. Python sends the pieces; what is shown at any λ is exact.

import { board, dress, safely } from "./board.js";
import { columnBars } from "./column_bars.js";
import { button } from "./controls.js";
import { html, marker, svg } from "./drawing.js";
import { fitted, heldOut, shareOf, unpacked } from "./heldout.js";
import { heldOutCurve } from "./heldout_curve.js";
import { sentence } from "./heldout_words.js";
import { reached } from "./kinks.js";
import { sliding } from "./sliding.js";
import { aPrice } from "./state.js";
import { changes, equals, number } from "./words.js";

function render({ model, el }) {
  const data = model.get("_curve"), { names } = data, samples = data.samples && unpacked(data.samples);
  const it = board({ model, el, rules: rules(data), label: "The error on held-out rows against λ", draw: () => draw() });
  it.sheet.before(html("div", { class: "caption" }, "held-out error: folds, mean ± standard error"));
  const curve = heldOutCurve(it, data), [low, high] = reached(data.path.theta), pad = 0.08 * (high - low);
  const bars = columnBars(it, { id: "theta", caption: "coefficients θⱼ of the fit to all rows", names, ratio: 0.36 });
  const shares = samples && columnBars(it, { id: "share", caption: `share of ${samples.count} samples that choose the column`, names, ratio: 0.3 });
  const stops = [...new Set([...data.changes, ...data.marks.map(({ lam }) => lam), data.low])].sort((a, b) => b - a);
  const label = "Price λ; up and down go to the next mark or change of the chosen columns";
  const along = sliding(it, curve.plot, { label, lams: [data.first, data.floor, data.low], stops });
  marks(it, data);
  let before = null;

  function draw() {
    const lam = model.get("lam"), now = heldOut(data, lam), theta = fitted(data, lam), chosen = theta.map((value) => value !== 0), was = before;
    along.settle(lam, true);
    dress(it, "L1");
    curve.draw(along.axis, lam, now);
    bars.draw(theta, chosen, [low && low - pad, high + pad || 1]);
    const share = samples && shareOf(samples, names.length, lam);
    shares?.draw(share, share.map((each) => each > 0), [0, 1.08]);
    along.draw(lam, `λ ${equals(lam, 4)}, error ${number(now.mean, 4)}`);
    before = chosen;
    it.say(sentence(data, lam, now, chosen, share), changes(names, was, chosen, ["now chosen", "no longer chosen"]));
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

// Buttons that lead to the two marks, which are exact.
function marks(it, data) {
  const buttons = data.marks.map((mark) => {
    const sign = svg("svg", { class: "sample", width: 16, height: 16, "aria-hidden": "true" }, svg("path", { class: "mark", d: marker(mark.kind, 5.5), transform: "translate(8 8)", style: `--line: ${mark.colour}` }));
    const node = button(sign, () => { it.model.set("lam", mark.lam); it.save(); });
    node.append(` ${mark.name}: λ ${equals(mark.lam, 4)}`);
    return node;
  });
  it.controls.append(html("div", { class: "buttons" }, ...buttons));
}
