/** Cuts as fractions of a picture: [left, top, across, down]. The server cuts by the same rules. */
export const clamp = (value, least = 0, most = 1) => Math.min(Math.max(value, least), most);

/** The largest box of a ratio with the point as near its middle as the edges allow. */
export function boxAround([x, y], [w, h], [width, height]) {
  const across = Math.min(1, (height * w) / h / width);
  const down = Math.min(1, (width * h) / w / height);
  return [clamp(x - across / 2, 0, 1 - across), clamp(y - down / 2, 0, 1 - down), across, down];
}

/** A box that was pulled about: its width counts, the height follows the ratio, and it stays inside. */
export function fitting([left, top, across], [w, h], [width, height]) {
  const [, , most] = boxAround([0.5, 0.5], [w, h], [width, height]);
  const wide = clamp(across, Math.min(0.08, most), most);
  const down = (wide * width * h) / w / height;
  return [clamp(left, 0, 1 - wide), clamp(top, 0, Math.max(0, 1 - down)), wide, Math.min(down, 1)];
}
