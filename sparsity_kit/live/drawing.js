// What pictures are drawn with: elements and their attributes, lines and markers as the looks of the kit name them.

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

export function html(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

// What makes elements and puts them into a parent, one above the other.
export const partOf = (parent) => (tag, attributes, ...children) => {
  const node = svg(tag, attributes, ...children);
  parent.append(node);
  return node;
};

function fill(node, attributes, children) {
  set(node, attributes);
  node.append(...children);
  return node;
}

// Set the attributes that differ; null removes one.
export function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) node.removeAttribute(name);
    else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
  }
}

export function show(node, visible) {
  node.style.display = visible ? "" : "none";
}

export function text(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

export function marker(kind, size) {
  const polygon = (count, turn, grow = 1) =>
    Array.from({ length: count }, (_, k) => {
      const angle = ((turn + (360 * k) / count) * Math.PI) / 180;
      return `${(grow * size * Math.cos(angle)).toFixed(2)},${(grow * size * Math.sin(angle)).toFixed(2)}`;
    }).join("L");
  if (kind === "o") return `M${-size},0a${size},${size} 0 1 0 ${2 * size},0a${size},${size} 0 1 0 ${-2 * size},0Z`;
  const [count, turn, grow] = { D: [4, 0, 1.15], s: [4, 45, 1.2], "^": [3, -90, 1.2], v: [3, 90, 1.2] }[kind] ?? [6, 90];
  return `M${polygon(count, turn, grow)}Z`;
}

export const dashes = (look, width) => look.dash.map((length) => length * width).join(" ") || null;

export const path = (points, close = true) =>
  points.length ? `M${points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join("L")}${close ? "Z" : ""}` : "";

export const translate = ([x, y]) => `translate(${x.toFixed(2)} ${y.toFixed(2)})`;

// A ring spreads from a point, once.
export function ripple(ring, [x, y]) {
  set(ring, { class: "ring again", style: `transform-origin: ${x}px ${y}px`, cx: x, cy: y });
  ring.getAnimations().forEach((each) => { each.cancel(); each.play(); });
}
