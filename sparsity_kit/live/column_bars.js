// One bar for each column, filled where the column is chosen: its coefficient, or the share of the samples that choose it.

import { axes, html, label, set, show, svg } from "./drawing.js";

const MANY = 16; // more names than these are not written
const cut = (name, most) => (name.length > most ? `${name.slice(0, most - 1)}…` : name);

// A sheet of its own below what is there; `range` are the least and the largest value, `ratio` its height beside its width.
export function columnBars(it, { id, caption, names, range: [low, high], ratio }) {
  const sheet = svg("svg", { role: "group", "aria-label": caption }), below = Object.assign(Object.create(it), { id: `${it.id}-${id}`, sheet });
  it.sheet.parentNode.append(html("div", { class: "caption" }, caption), sheet);
  const plot = axes(below, { names: ["", ""], ratio }), p = names.length, longest = Math.min(6, Math.max(...names.map((name) => name.length)));
  const bars = names.map(() => { const node = svg("rect", { class: "bar-of" }); plot.inside.append(node); return node; });
  const texts = names.map((name) => label(sheet, cut(name, 6))), pad = 0.08 * (high - low);
  plot.lines[1].remove(); // there is no column zero
  plot.inside.append(plot.lines[0]);

  return (values, chosen) => {
    plot.fit([-0.6, p - 0.4], [low && low - pad, high + pad || 1], []);
    const slot = plot.unit[0], wide = Math.max(0.72 * slot, Math.min(slot, 1.5)), zero = plot.y(0), bottom = plot.top + plot.height;
    const turned = slot < 9 + 7 * longest, all = p <= MANY && !plot.small;
    values.forEach((value, j) => {
      const x = plot.x(j), y = plot.y(value);
      set(bars[j], { class: `bar-of ${chosen[j] ? "on" : "off"}`, x: (x - wide / 2).toFixed(2), width: wide.toFixed(2), y: Math.min(y, zero).toFixed(2), height: Math.abs(y - zero).toFixed(2) });
      show(texts[j], all);
      set(texts[j], { class: "halo-text below", "text-anchor": turned ? "end" : "middle", transform: `translate(${(x + (turned ? 4 : 0)).toFixed(1)} ${bottom + (turned ? 4 : 15)})${turned ? " rotate(-90)" : ""}` });
    });
  };
}
