// A text cut into its numbers, names and signs.

const TOKEN = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z_\u0370-\u03ff]\w*)|(\*\*|[<>=!]=|\S))/y;

export function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; text.slice(at).trim(); at = TOKEN.lastIndex) {
    const match = TOKEN.exec(text);
    found.push(match[1] ? { number: Number(match[1]), text: match[1] } : match[2] ? { name: match[2], text: match[2] } : { text: match[3] });
  }
  return found;
}
