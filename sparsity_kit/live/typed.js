// A formula in t that somebody types, as a tree; `penalty/reading.py` reads what is read here to the same trees, and LaTeX
// besides. A whitelist: nothing that is typed is ever run. No drawing.

import { Reader } from "./reader.js";
import { spelled } from "./spelled.js";
import { tokens } from "./tokens.js";
import { isCondition, wrong } from "./trees.js";

const LONGEST = 400;

// The tree of a formula; an Error, in words, for what is none.
export function typed(text) {
  if (text.length > LONGEST) wrong(`the formula is too long; ${LONGEST} characters are enough`);
  const tree = new Reader(tokens(spelled(text))).all();
  return isCondition(tree) ? wrong("this is a condition; a penalty is a number for every t, so use it in Piecewise") : tree;
}
