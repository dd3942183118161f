/**
 * A glimpse of the picture that stands where the pointer is on the clip's own bar: one tile of the storyboard.
 *
 * Nothing is fetched before a pointer is there. What is said of the board comes with the markup: address of its sheets
 * with {} for the number, size of a tile, tiles across and down, milliseconds from one to the next, how many.
 */
export function glimpses(reel, begin) {
  const [sheets, ...numbers] = reel.dataset.board.split(" ");
  const [width, height, across, down, every, tiles] = numbers.map(Number);
  const input = reel.querySelector("input");
  const glimpse = document.createElement("span");
  glimpse.className = "glimpse";
  glimpse.hidden = true;
  glimpse.setAttribute("aria-hidden", "true"); // the slider says its place by itself
  reel.append(glimpse);

  const show = ({ clientX }) => {
    const bar = input.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (clientX - bar.left) / bar.width));
    const moment = 1000 * (begin + share * Number(input.max));
    const tile = Math.min(tiles - 1, Math.floor(moment / every));
    const [sheet, place] = [Math.floor(tile / (across * down)), tile % (across * down)];
    const left = bar.left - reel.getBoundingClientRect().left + share * bar.width - width / 2;
    glimpse.hidden = false;
    Object.assign(glimpse.style, {
      inlineSize: `${width}px`,
      blockSize: `${height}px`,
      backgroundImage: `url("${sheets.replace("{}", String(sheet).padStart(3, "0"))}")`,
      backgroundPosition: `${-width * (place % across)}px ${-height * Math.floor(place / across)}px`,
      insetInlineStart: `${Math.max(0, Math.min(left, reel.clientWidth - width))}px`,
    });
  };
  input.addEventListener("pointermove", show);
  const hide = () => (glimpse.hidden = true);
  for (const end of ["pointerleave", "pointerup", "pointercancel"]) input.addEventListener(end, hide);
}
