/** Keys of a player, only while the focus is inside of it: as viewers know them from elsewhere. */
const STEPS = { j: -10, l: 10, ArrowLeft: -5, ArrowRight: 5 };
const LOUDER = { ArrowUp: 0.1, ArrowDown: -0.1 };

export function keyed(player, event) {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  const { video } = player;
  if (ctrlKey || metaKey || altKey) return;
  // A button keeps its space bar, a slider its arrows.
  if (target !== video && (key === " " || key.startsWith("Arrow"))) return;
  if (key === " " || key === "k") video.paused ? player.start() : video.pause();
  else if (key in STEPS) step(player, STEPS[key]);
  else if (key in LOUDER) video.volume = Math.min(1, Math.max(0, video.volume + LOUDER[key]));
  else if (key >= "0" && key <= "9") jump(player, Number(key) / 10);
  else if (key === "m") tell(player, "sound", !(video.muted = !video.muted));
  else if (key === "f") full(video);
  else if (key === "c") captions(player);
  else return;
  event.preventDefault();
}

function bounds({ bounded, begin, end, frame, video }) {
  return bounded ? [begin, end - frame] : [0, video.duration || 0];
}

function step(player, seconds) {
  const [first, last] = bounds(player);
  player.video.currentTime = Math.min(last, Math.max(first, player.video.currentTime + seconds));
}

function jump(player, share) {
  const [first, last] = bounds(player);
  player.video.currentTime = first + share * (last - first);
}

function captions(player) {
  const tracks = [...player.video.textTracks].filter(({ kind }) => kind === "captions" || kind === "subtitles");
  const on = tracks.length > 0 && !tracks.some(({ mode }) => mode === "showing");
  for (const track of tracks) track.mode = on && track === tracks[0] ? "showing" : "disabled";
  tell(player, "captions", on);
}

function full(video) {
  if (document.fullscreenElement) document.exitFullscreen();
  else (video.requestFullscreen ?? video.webkitEnterFullscreen)?.call(video);
}

function tell(player, what, on) {
  player.say(player.dataset[`${what}${on ? "On" : "Off"}`]);
}
