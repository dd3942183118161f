/** How loud the programme is, as a row of bars around a middle line: where somebody begins to speak is seen. */
import { draw } from "./svg.js";

const MIDDLE = 50;

/** Bytes, one for each `every` milliseconds; none where the file is gone or no line leads to it: one cuts without. */
export async function peaksFrom(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) return null;
  const { every_ms: every, peaks } = await answer.json();
  return { every, loud: Uint8Array.from(atob(peaks), (letter) => letter.charCodeAt(0)) };
}

/** So many bars for a stretch of time, those that are `cut` apart; each is as long as its loudest moment. */
export function wave({ every, loud }, [begin, end], bars, cut, place) {
  const step = (end - begin) / bars;
  const paths = { wave: "", "wave on": "" };
  for (let bar = 0; bar < bars; bar += 1) {
    const at = begin + bar * step;
    const from = Math.floor(at / every);
    const most = loud.subarray(from, Math.max(from + 1, Math.floor((at + step) / every))).reduce((one, other) => Math.max(one, other), 0);
    const half = 1 + (MIDDLE - 1) * Math.sqrt(most / 255); // quiet ones are lifted: they are looked for, too
    paths[cut(at + step / 2) ? "wave on" : "wave"] += `M${bar + 0.5} ${(MIDDLE - half).toFixed(1)}V${(MIDDLE + half).toFixed(1)}`;
  }
  const box = { viewBox: `0 0 ${bars} ${2 * MIDDLE}`, preserveAspectRatio: "none", ...place };
  return draw("svg", box, ...Object.entries(paths).map(([name, d]) => draw("path", { class: name, d, "vector-effect": "non-scaling-stroke" })));
}
