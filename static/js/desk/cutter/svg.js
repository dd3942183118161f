/** Drawing: attributes only, for a style in the page would be refused by its policy. */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The tile of the storyboard that shows this moment, `width` and `height` in whatever the place measures in. */
export function tile(board, ms, attributes) {
  const { every_ms: every, columns, rows, width, height, tiles, sheets } = board;
  const number = Math.min(Math.max(0, Math.floor(ms / every)), tiles - 1);
  const place = number % (columns * rows);
  const [x, y] = [(place % columns) * width, Math.floor(place / columns) * height];
  const sheet = draw("image", { href: sheets[Math.floor(number / (columns * rows))], width: columns * width, height: rows * height });
  return draw("svg", { viewBox: `${x} ${y} ${width} ${height}`, preserveAspectRatio: "xMidYMid slice", ...attributes }, sheet);
}
