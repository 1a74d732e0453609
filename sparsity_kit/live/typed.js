// A formula in t that somebody types, as a tree; `penalty/reading.py` reads what is read here to the same trees, and LaTeX
// besides. A whitelist: nothing that is typed is ever run. No drawing.

import { Reader } from "./reader.js";
import { isCondition, wrong } from "./trees.js";

const LONGEST = 400;

// The tree of a formula; an Error, in words, for what is none.
export function typed(text) {
  if (text.length > LONGEST) wrong(`the formula is too long; ${LONGEST} characters are enough`);
  const tree = new Reader(tokens(spelled(text))).all();
  return isCondition(tree) ? wrong("this is a condition; a penalty is a number for every t, so use it in Piecewise") : tree;
}

// Mathematics as people type it, in Python's spelling; as `answers/spelling.py` has it.

const SIGNS = { "−–—‐‒﹘": "-", "·×⋅∙•∗✕": "*", "÷∕⁄": "/", "≤⩽≦": "<=", "≥⩾≧": ">=", "≠": "!=", "∣❘": "|", "∧": " and ", "∨": " or ", "¬": " not ", "π": "pi", ";": ", " };
const LIFTED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";
function spelled(text) {
  const down = (run) => [...run].map((sign) => "0123456789-+"[LIFTED.indexOf(sign)]).join("");
  let found = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g, (run) => { const digits = down(run); return /^\d+$/.test(digits) ? `**${digits}` : `**(${digits})`; });
  found = found.replace(/(\d{0,9})([¼½¾⅐-⅞])/g, (_, whole, part) => `(${whole}${whole && "+"}${part.normalize("NFKC")})`).normalize("NFKC");
  for (const [signs, code] of Object.entries(SIGNS)) for (const sign of signs) found = found.replaceAll(sign, code);
  found = found.trim().replace(/^[$ ]+|[$ ]+$/g, "").replace(/[ ,.;]+$/, "").replace(/\b(?:np|numpy|sp|sympy|math)\.(?=[A-Za-z])/g, "");
  found = found.replace(/√\s*\|([^|]+)\|/g, "sqrt(abs($1))").replace(/√\s*(\w+(?:\.\d+)?)(?![\w(])/g, "sqrt($1)").replace(/√\s*(?=\()/g, "sqrt");
  found = found.replace(/^(?!t\s*=)(?:[A-Za-z_\u0370-\u03ff]\w*)?(?:\([^()=]*\))?\s*=(?!=)\s*/, ""); // what stands before, as in Ω(t) = …
  return found.replace(/\|([^|]+)\|/g, "abs($1)");
}

// A text cut into its numbers, names and signs.

const TOKEN = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_\u0370-\u03ff]\w*)|(\*\*|[<>=!]=|\S))/y;

function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; text.slice(at).trim(); at = TOKEN.lastIndex) {
    const match = TOKEN.exec(text);
    found.push(match[1] ? { number: Number(match[1]), text: match[1] } : match[2] ? { name: match[2], text: match[2] } : { text: match[3] });
  }
  return found;
}
