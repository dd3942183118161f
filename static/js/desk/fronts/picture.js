/** The readers' page in a frame, as wide as readers have it and as small as there is room; the slots lie over it. */
const WIDE = 1280;
const NARROW = 768; // of the window: below it the page is shown as on a phone, and the slots are a list
const PHONE_HEIGHT = 640;
const TIGHT = 56; // below that the number stands beside its slot, not above

export function fit(stage, frame, slots) {
  const page = frame.contentDocument;
  const { paddingInlineStart: edge } = getComputedStyle(stage.parentElement);
  const room = stage.parentElement.clientWidth - 2 * parseFloat(edge);
  if (!page?.body || room <= 0) return;
  const drawn = window.innerWidth >= NARROW;
  const width = drawn ? Math.max(WIDE, room) : room;
  const scale = room / width;
  stage.classList.toggle("drawn", drawn);
  Object.assign(frame.style, { width: `${width}px`, transform: scale < 1 ? `scale(${scale})` : "" });
  const height = drawn ? page.body.scrollHeight : PHONE_HEIGHT;
  frame.style.height = `${height}px`;
  Object.assign(stage.style, { width: `${room}px`, height: drawn ? `${height * scale}px` : "" });
  for (const slot of slots) place(slot, drawn && page.querySelector(`[data-slot="${slot.dataset.slot}"]`), scale);
}

function place(slot, shown, scale) {
  const box = shown ? shown.getBoundingClientRect() : null;
  const px = (value) => (box ? `${value * scale}px` : "");
  slot.parentElement.classList.toggle("tight", Boolean(box) && box.height * scale < TIGHT);
  Object.assign(slot.style, { left: px(box?.left), top: px(box?.top), width: px(box?.width), height: px(box?.height) });
}
