"""What copies cost: ``python bench/renditions.py``. 24 megapixels to six widths, ours against opening the file anew.

Each way runs in a fresh child, in turns; medians of CPU seconds and of the child's peak memory. Ends with 1 if a
target is missed: WebP 1 s, AVIF 2 s, 128 MB, and three times as fast as opening the file for every width.
"""

import io
import json
import resource
import subprocess
import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image, ImageOps  # noqa: E402 -- needs the path

from visuals.pipeline import pictures  # noqa: E402 -- needs the path

SIX = (320, 640, 960, 1280, 1600, 1920)
ROUNDS = 5
TARGETS = {"webp": 1.0, "avif": 2.0}
MEMORY = 128
FASTER = 3.0


def photograph() -> bytes:
    """6000 × 4000, with the grain and the gradients of a photograph."""
    grain = Image.effect_noise((1500, 1000), 40).resize((6000, 4000), Image.Resampling.BICUBIC)
    sky = Image.linear_gradient("L").resize((6000, 4000))
    picture = Image.merge("RGB", (sky, grain, Image.blend(sky, grain, 0.4)))
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=88, subsampling=2)
    return buffer.getvalue()


def chained(data: bytes, form: str) -> None:
    pictures.WIDTHS = SIX
    for _encoded in pictures.renditions(data, pictures.Recipe(forms=(form,))):
        pass


def reopened(data: bytes, form: str) -> None:
    """As most systems do it: open, turn and scale the original once for every width."""
    for width in SIX:
        with Image.open(io.BytesIO(data)) as opened:
            picture = ImageOps.exif_transpose(opened).convert("RGB")
            picture = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
            picture.save(io.BytesIO(), **pictures.SAVE[form])


WAYS = {"chained": chained, "reopened": reopened}


def child(way: str, form: str = "") -> None:
    if way == "photograph":
        sys.stdout.buffer.write(photograph())
        return
    data = sys.stdin.buffer.read()
    WAYS[way](data, form)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}))


def measured(way: str, form: str, data: bytes) -> dict[str, float]:
    command = [sys.executable, __file__, way, form]
    done = subprocess.run(command, input=data, capture_output=True, check=True)  # noqa: S603 -- this very file
    return json.loads(done.stdout)


def main() -> int:
    # Made in a child of its own: a parent that was large once would count as the memory of all its children.
    data = subprocess.run([sys.executable, __file__, "photograph"], capture_output=True, check=True).stdout  # noqa: S603
    runs: dict[tuple[str, str], list[dict[str, float]]] = {}
    for _round in range(ROUNDS):
        for form in TARGETS:
            for way in WAYS:
                runs.setdefault((way, form), []).append(measured(way, form, data))
    told = {key: {name: median(run[name] for run in rows) for name in ("cpu", "mb")} for key, rows in runs.items()}
    missed = []
    print(f"24 megapixels, {len(data) / 1e6:.1f} MB, to {len(SIX)} widths; median of {ROUNDS} rounds")
    for form, most in TARGETS.items():
        ours, theirs = told["chained", form], told["reopened", form]
        times = theirs["cpu"] / ours["cpu"]
        spread = [round(run["cpu"], 2) for run in runs["chained", form]]
        print(f"{form}: {ours['cpu']:.2f} s CPU ({min(spread)}–{max(spread)}), {ours['mb']:.0f} MB; "
              f"reopened {theirs['cpu']:.2f} s, {theirs['mb']:.0f} MB; {times:.1f} × as fast")  # fmt: skip
        if ours["cpu"] > most or ours["mb"] > MEMORY or times < FASTER:
            missed.append(form)
    if missed:
        print("target missed:", ", ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(child(*sys.argv[1:]) if len(sys.argv) > 1 else main())
