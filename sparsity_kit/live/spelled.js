// Mathematics as people type it, in Python's spelling; as `answers/spelling.py` has it.

const SIGNS = { "−–—‐‒﹘": "-", "·×⋅∙•∗✕": "*", "÷∕⁄": "/", "≤⩽≦": "<=", "≥⩾≧": ">=", "≠": "!=", "∣❘": "|", "∧": " and ", "∨": " or ", "¬": " not ", "π": "pi", ";": ", " };
const LIFTED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";
export function spelled(text) {
  const down = (run) => [...run].map((sign) => "0123456789-+"[LIFTED.indexOf(sign)]).join("");
  let found = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g, (run) => { const digits = down(run); return /^\d+$/.test(digits) ? `**${digits}` : `**(${digits})`; });
  found = found.replace(/(\d{0,9})([¼½¾⅐-⅞])/g, (_, whole, part) => `(${whole}${whole && "+"}${part.normalize("NFKC")})`).normalize("NFKC");
  for (const [signs, code] of Object.entries(SIGNS)) for (const sign of signs) found = found.replaceAll(sign, code);
  found = found.trim().replace(/^[$ ]+|[$ ]+$/g, "").replace(/[ ,.;]+$/, "").replace(/\b(?:np|numpy|sp|sympy|math)\.(?=[A-Za-z])/g, "");
  found = found.replace(/√\s*(\w+(?:\.\d+)?)(?![\w(])/g, "sqrt($1)").replace(/√\s*(?=\()/g, "sqrt");
  found = found.replace(/^(?!t\s*=)(?:[A-Za-z_\u0370-\u03ff]\w*)?(?:\([^()=]*\))?\s*=(?!=)\s*/, ""); // what stands before, as in Ω(t) = …
  return found.replace(/\|([^|]+)\|/g, "abs($1)");
}
