// The bars xⱼ·r in the band from −λ/2 to λ/2: who is not zero stands on its edge.

import { columnBars } from "./column_bars.js";
import { set, svg, text } from "./drawing.js";
import { label, write } from "./labels.js";
import { number } from "./words.js";

export function pathBars(it, { names, lines, rho }) {
  let band = null;
  const id = `${it.id}-bars-clip`, colour = (j) => lines[j]?.colour ?? "var(--grey)";
  const again = (j) => lines.findIndex((each) => each?.colour === colour(j)) < j && lines[j]; // a colour that comes again is striped
  const stripes = (j) => svg("pattern", { id: `${id}-${j}`, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)", style: `--colour: ${colour(j)}` },
    svg("rect", { class: "stripe-of", width: 6, height: 6 }), svg("rect", { width: 2.4, height: 6, style: "fill: var(--ground)" }));
  const { plot, sheet, draw } = columnBars(it, {
    id: "bars", caption: "xⱼ·r with r = y − Xθ, and the band ±λ/2", called: "Bars xⱼ·r and the band from −λ/2 to λ/2", names, ratio: 0.42,
    style: (j) => `--colour: ${colour(j)}${again(j) ? `; --fill: url(#${id}-${j})` : ""}`,
    under: ({ part }) => { band = part("rect", { class: "band" }); part("defs", {}, ...names.map((_, j) => j).filter(again).map(stripes)); },
  });
  const edges = [1, -1].map(() => plot.part("line", { class: "edge" })), texts = edges.map(() => label(plot.inside, ""));

  const drawAll = (s, now, chosen) => {
    const edge = s.lam / 2, largest = Math.max(...rho[0].map(Math.abs)) || 1, tall = 1.32 * (s.zoomed && edge > 0 ? edge : Math.max(largest, edge));
    draw(now.rho, now.theta.map((value) => value !== 0), [-tall, tall], chosen);
    set(band, { x: plot.left, width: plot.width, y: plot.y(edge), height: plot.y(-edge) - plot.y(edge) });
    [edge, -edge].forEach((at, k) => {
      const y = plot.y(at), right = plot.left + plot.width;
      set(edges[k], { x1: plot.left, x2: right, y1: y, y2: y });
      text(texts[k], `${k ? "−" : ""}λ/2 = ${number(at, 4)}`);
      write(texts[k], !plot.small, [right - 2, y + (k ? 11 : -10)], [-1, 0], 0);
    });
  };
  return { plot, sheet, draw: drawAll };
}
