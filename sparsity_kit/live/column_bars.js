// One bar for each column, filled where it is chosen: its coefficient, how it goes with the residual, or how often it is chosen.

import { axes } from "./axes.js";
import { html, set, show, svg } from "./drawing.js";
import { label } from "./labels.js";
import { shortened } from "./words.js";

const MANY = 16; // more names than these are not written, but for the one in front

// A sheet of its own below what is there, `ratio` its height beside its width; `under` puts something below the bars.
export function columnBars(it, { id, caption, called = caption, names, ratio, style = () => null, under = () => {} }) {
  const sheet = svg("svg", { role: "group", "aria-label": called }), below = Object.assign(Object.create(it), { id: `${it.id}-${id}`, sheet });
  it.sheet.parentNode.append(html("div", { class: "caption" }, caption), sheet);
  const plot = axes(below, { names: ["", ""], ratio }), p = names.length, longest = Math.min(6, Math.max(...names.map((name) => name.length)));
  under(plot);
  plot.inside.append(plot.lines[0]);
  plot.lines[1].remove(); // there is no column zero
  const bars = names.map((_, j) => plot.part("rect", { class: "bar-of", style: style(j) }));
  const texts = names.map((name) => label(sheet, p <= MANY ? shortened(name, 6) : name));

  const draw = (values, chosen, [low, high], front = null) => {
    plot.fit([-0.6, p - 0.4], [low, high], []);
    const slot = plot.unit[0], wide = Math.max(0.72 * slot, Math.min(slot, 1.5)), zero = plot.y(0), bottom = plot.top + plot.height;
    const all = p <= MANY && !plot.small, turned = all && slot < 9 + 7 * longest;
    values.forEach((value, j) => {
      const x = plot.x(j), y = plot.y(Math.max(2 * low, Math.min(2 * high, value))), ahead = j === front ? " front" : "";
      set(bars[j], { class: `bar-of ${chosen[j] ? "on" : "off"}${ahead}`, x: (x - wide / 2).toFixed(2), width: wide.toFixed(2), y: Math.min(y, zero).toFixed(2), height: Math.abs(y - zero).toFixed(2) });
      show(texts[j], all || j === front);
      set(texts[j], { class: `halo-text below${ahead}`, "text-anchor": turned ? "end" : "middle", transform: `translate(${(x + (turned ? 4 : 0)).toFixed(1)} ${bottom + (turned ? 4 : 15)})${turned ? " rotate(-90)" : ""}` });
    });
  };
  return { plot, sheet, draw };
}
