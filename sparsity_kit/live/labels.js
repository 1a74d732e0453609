// Labels: beside a point, in a direction of the plane, and within the frame.

import { partOf, set, show } from "./drawing.js";

export const label = (parent, words) => partOf(parent)("text", { class: "halo-text" }, words);

export function write(node, visible, [x, y], [u, v], distance) {
  const length = Math.hypot(u, v) || 1;
  node.beside = [[x, y], [u, v], distance];
  show(node, visible);
  set(node, { x: x + (distance * u) / length, y: y - (distance * v) / length + 5, "text-anchor": u > 0.4 * length ? "start" : u < -0.4 * length ? "end" : "middle" });
}

// Labels that would fall off the frame: on the other side of their point if there is room, else moved in; too wide ones go.
export function keepInside({ inside, left, top, width, height }) {
  const past = (node) => { const box = node.getBBox(); return [Math.min(0, box.x - left - 2) || Math.max(0, box.x + box.width - left - width + 2), Math.min(0, box.y - top) || Math.max(0, box.y + box.height - top - height), box.width]; };
  for (const node of inside.querySelectorAll("text.halo-text")) {
    if (node.style.display === "none" || !node.beside || !node.textContent) continue;
    let off = past(node);
    if (off[2] > width - 4) { show(node, false); continue; }
    const [at, [u, v], distance] = node.beside;
    if (off[0] && u) { write(node, true, at, [-u, v], distance); off = past(node); }
    if (off[0] || off[1]) set(node, { x: Number(node.getAttribute("x")) - off[0], y: Number(node.getAttribute("y")) - off[1] });
  }
}
