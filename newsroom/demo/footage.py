"""Moving pictures for the demo's clips: a slow look across a still. Without ffmpeg clips have a length alone."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import ImageFilter

from newsroom.demo.drawing import SCENES

STILL, SHOWN = (800, 450), (640, 360)
WITH_SOUND = 150_000  # milliseconds; longer ones are silent and move in steps, which keeps them small
PATIENCE = 180  # seconds for one clip


def encoder() -> str | None:
    return shutil.which("ffmpeg")


def filmed(scene: str, duration_ms: int) -> bytes | None:
    """An MP4 of exactly this length; None where there is no encoder that can make one."""
    program = encoder()
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        still, film = Path(folder) / "still.png", Path(folder) / "film.mp4"
        drawn = SCENES[scene](STILL[0]).convert("RGB")
        drawn.filter(ImageFilter.GaussianBlur(0.9)).save(still)  # grain costs more than all the rest of a film
        command = [program, "-nostdin", "-loglevel", "error", *_arguments(still, duration_ms), str(film)]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603 our own words
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired, OSError):
            return None
        return film.read_bytes()


def _arguments(still: Path, duration_ms: int) -> list[str]:
    seconds = f"{duration_ms / 1000:.3f}"
    short = duration_ms <= WITH_SOUND
    rate = "10" if short else "2" if duration_ms < 1_000_000 else "0.5"
    crop = f"crop={SHOWN[0]}:{SHOWN[1]}:x='(in_w-out_w)*t/{seconds}':y='(in_h-out_h)*(1-t/{seconds})'"
    look = f"format=yuv420p,loop=-1:1,setpts=N/({rate}*TB),{crop}"  # one picture read once, shown for good
    sound = ["-f", "lavfi", "-i", "anoisesrc=color=brown:amplitude=0.12:sample_rate=22050"] if short else []
    return [
        *("-framerate", rate, "-i", str(still), *sound),
        *("-vf", look, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-g", "50"),
        *(("-c:a", "aac", "-b:a", "32k") if short else ("-an",)),
        *("-movflags", "+faststart", "-t", seconds),  # last: a limit on the input alone would overshoot
    ]
