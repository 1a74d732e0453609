// What a state may be: the checks of the traits in Python, once more. Python refuses a bad value before it comes here,
// but a damaged notebook, or a link from another widget in the browser, does not ask Python.

const LARGEST = 1e50, FLATTEST = 1e-10; // as in widget.py and loss_meets_ball.py
const sized = (v) => Number.isFinite(v) && Math.abs(v) <= LARGEST;
const list = (v, test, least, most = least) => Array.isArray(v) && v.length >= least && v.length <= most && v.every(test);
const pair_ = (v) => list(v, sized, 2);

function isBowl(v) {
  if (!list(v, pair_, 2)) return false;
  const [[a, b], [c, d]] = v, mean = (a + d) / 2, steep = mean + Math.hypot((a - d) / 2, b);
  return Math.abs(b - c) <= 1e-9 * steep && mean > 0 && steep >= 1 / LARGEST && a * d - b * b > FLATTEST * steep * steep;
}

// A rule is a test, and in words what passes it.
export const aNumber = [sized, "a number"];
export const aPrice = [(v) => sized(v) && v >= 0, "a number, 0 or more"];
export const aSpeed = [(v) => v === 0 || (sized(v) && v >= 1 / LARGEST), "0 or a number, 1e−50 or more"];
export const above0 = [(v) => sized(v) && v >= 1 / LARGEST, "a number, 1e−50 or more"];
export const aShare = [(v) => sized(v) && v >= 0 && v <= 1, "a number from 0 to 1"];
export const aPower = [(v) => sized(v) && v > 0 && v <= 2, "a number above 0 and at most 2"];
export const aCorrelation = [(v) => sized(v) && Math.abs(v) < 1, "a number between −1 and 1"];
export const aSwitch = [(v) => typeof v === "boolean", "true or false"];
export const aPoint = [pair_, "two numbers"];
export const somePoints = [(v) => list(v, pair_, 1, 4), "one to four points of two numbers"];
export const aBowl = [isBowl, "a symmetric matrix [[a, b], [b, d]] with two positive eigenvalues, else f has no single lowest point"];
export const aFormula = [(v) => v == null || Array.isArray(v.formula) || typeof v.formula === "number", "a formula"];
export const penaltyOf = (...names) => [(v, get) => names.includes(v) || (v === "own" && get("_own") != null), `one of ${names.join(", ")}`];
export const oneOf = (...names) => [(v) => names.includes(v), `one of ${names.join(", ")}`];

// What reads the traits that have rules from a model.
export const reader = (rules) => (model) => Object.fromEntries(Object.keys(rules).map((each) => [each, model.get(each)]));

// Half the window's width: `reach`, or more where something was put outside of that from Python.
export function halfWidth(reach, points) {
  const far = Math.max(...points.flat().map(Math.abs));
  return far < reach ? reach : 1.25 * far;
}

// The first trait that breaks its rule, and how; "" if none does.
export function fault(model, rules) {
  for (const [trait, [test, words]] of Object.entries(rules)) {
    const value = model.get(trait);
    if (!test(value, (name) => model.get(name))) return `${trait} must be ${words}; it is ${typeof value === "number" ? value : JSON.stringify(value)}`.replaceAll("-", "−");
  }
  return "";
}
