// Python's grammar, as far as a formula needs it: one method for each level, from `or` down to numbers and names.

import { aCondition, aNumberOf, CALLS, COMPARED, JOINED, KNOWN, minus, named, plainNumber, wrong } from "./trees.js";

const COUNTS = { max: [2, 20], Max: [2, 20], min: [2, 20], Min: [2, 20], And: [1, 50], Or: [1, 50], Eq: [2, 2], Ne: [2, 2], Rational: [2, 2] };
const TOO_LARGE = 1e15, DEEPEST = 60;

export class Reader {
  constructor(all) { this.tokens = all; this.at = 0; this.depth = 0; }
  get next() { return this.tokens[this.at]?.text; }
  take(...texts) { return texts.includes(this.next) ? this.tokens[this.at++].text : null; }
  need(text) { if (!this.take(text)) this.stuck(`a ${text} is missing`); }

  all() {
    if (!this.tokens.length) wrong("type a formula in t, such as abs(t) + t**2");
    const tree = this.either();
    return this.at < this.tokens.length ? this.stuck("") : tree;
  }

  // Where the reading stops, and the cure of the usual slips.
  stuck(words) {
    const here = this.tokens[this.at], before = this.tokens[this.at - 1];
    if (!here) wrong(`the formula is not finished${words && `: ${words}`}`);
    if (here.text === "^") wrong("a power is written **, as in t**2");
    if (here.text === "," && before?.number !== undefined) wrong("write a number with a point, as 0.5");
    if (here.text === "=") wrong("give one side only");
    const product = before && (before.number !== undefined || before.name || before.text === ")") && (here.number !== undefined || here.name || here.text === "(");
    if (product) wrong(`a * is missing between ${before.text} and ${here.text}`);
    wrong(`${here.text} cannot stand here${words && `: ${words}`}; it may use ${KNOWN}`);
  }

  joined(word, part) {
    const all = [part()];
    while (this.take(word)) all.push(part());
    return all.length > 1 ? [word, ...all.map(aCondition)] : all[0];
  }
  either() { return this.joined("or", () => this.joined("and", () => this.not())); }
  not() { return this.take("not") ? ["not", aCondition(this.not())] : this.compare(); }

  compare() {
    const sides = [this.bits()], signs = [];
    for (let sign; (sign = this.take(...COMPARED)); ) { signs.push(sign); sides.push(this.bits()); }
    const pairs = signs.map((sign, k) => [sign, aNumberOf(sides[k]), aNumberOf(sides[k + 1])]);
    return !pairs.length ? sides[0] : pairs.length === 1 ? pairs[0] : ["and", ...pairs];
  }
  bits() { return this.pairs({ "|": "or" }, () => this.pairs({ "&": "and" }, () => this.sum(), aCondition), aCondition); }
  pairs(signs, part, kind) {
    let left = part();
    for (let sign; (sign = this.take(...Object.keys(signs))); ) left = [signs[sign], kind(left), kind(part())];
    return left;
  }

  sum() {
    let left = this.term();
    for (let sign; (sign = this.take("+", "-")); ) {
      const right = aNumberOf(this.term());
      left = ["+", aNumberOf(left), sign === "-" ? minus(right) : right];
    }
    return left;
  }
  term() {
    let left = this.signed();
    for (let sign; (sign = this.take("*", "/")); ) {
      const right = aNumberOf(this.signed());
      left = ["*", aNumberOf(left), sign === "/" ? ["^", right, -1] : right];
    }
    return left;
  }
  signed() {
    const sign = this.take("+", "-");
    if (!sign) return this.power();
    const inner = aNumberOf(this.deeper(() => this.signed()));
    return sign === "-" ? minus(inner) : inner;
  }
  power() {
    const base = this.atom();
    if (!this.take("**")) return base;
    const exponent = plainNumber(aNumberOf(this.deeper(() => this.signed())));
    if (exponent === null || !(Math.abs(exponent) <= 8)) wrong("exponents must be numbers between −8 and 8");
    return ["^", aNumberOf(base), exponent];
  }

  atom() {
    const token = this.tokens[this.at];
    if (token?.number !== undefined) {
      this.at++;
      return token.number <= TOO_LARGE ? token.number : wrong(`${token.text} is too large a number for this formula`);
    }
    if (this.take("(")) { const inner = this.deeper(() => this.either()); this.need(")"); return inner; }
    if (!token?.name) this.stuck("");
    this.at++;
    return this.next === "(" ? this.call(token.name) : named(token.name);
  }

  call(name) {
    if (!(name in CALLS) && !["sqrt", "Piecewise", "Rational"].includes(name)) wrong(name === "t" ? "a * is missing between t and (" : `a penalty has no ${name}; it may use ${KNOWN}`);
    this.need("(");
    const parts = [], part = name === "Piecewise" ? () => this.pair() : () => this.either();
    do parts.push(this.deeper(part)); while (this.take(","));
    this.need(")");
    const [least, most] = name === "Piecewise" ? [1, 50] : (COUNTS[name] ?? [1, 1]);
    if (parts.length < least || parts.length > most) {
      const takes = least === most ? `${least} argument${least > 1 ? "s" : ""}` : `${least} to ${most} arguments`;
      wrong(`${name} takes ${takes}, got ${parts.length}`);
    }
    if (name === "Piecewise") return ["piecewise", ...parts];
    if (name === "sqrt") return ["^", aNumberOf(parts[0]), 0.5];
    if (name === "Rational") return ["*", aNumberOf(parts[0]), ["^", aNumberOf(parts[1]), -1]];
    return [CALLS[name], ...parts.map(JOINED.includes(CALLS[name]) ? aCondition : aNumberOf)];
  }
  pair() {
    this.need("(");
    const value = aNumberOf(this.either());
    this.need(",");
    const when = aCondition(this.either());
    this.need(")");
    return [value, when];
  }

  deeper(part) {
    if (++this.depth > DEEPEST) wrong("the formula is nested too deeply");
    const found = part();
    this.depth--;
    return found;
  }
}
