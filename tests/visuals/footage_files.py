"""Seconds of film for tests: colour bars, a tone, and the number of each frame burned in where a program can read it.

Nothing here is a fake: the files are encoded by ffmpeg, once a test run, and versions are made by the pipeline itself.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import av
import pytest
from django.conf import settings
from django.core import serializers

from visuals.lifecycle import footage as lifecycle
from visuals.lifecycle.footage import arriving, places
from visuals.models import Footage, MediaJob
from visuals.pipeline.video import encoder

BITS = 12
PLACE = Path(tempfile.mkdtemp(prefix="newsroom-films-"))
atexit.register(shutil.rmtree, PLACE, ignore_errors=True)


def program() -> str:
    """The encoder. Without one these tests are skipped at home and fail under ``CI``."""
    found = encoder.ffmpeg()
    if not found:
        advice = "no ffmpeg found: install it (Debian: apt install ffmpeg) or set FFMPEG=/path/to/it"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(advice)
    return found


def ffmpeg(*arguments: str) -> None:
    subprocess.run([program(), "-v", "error", "-nostdin", "-y", *arguments], check=True, timeout=120)


@cache
def film(
    seconds: float = 2.0,
    *,
    size: tuple[int, int] = (320, 180),
    fps: str = "25",
    sound: bool = True,
    picture: bool = True,
    form: str = "mp4",
    more: tuple[str, ...] = (),
) -> Path:
    """A file of this length. The picture counts its frames in a row of black and white squares, see ``frame_of``."""
    path = PLACE / f"{abs(hash((seconds, size, fps, sound, picture, form, more)))}.{form}"
    inputs, codecs = [], []
    if picture:
        source = f"testsrc2=size={size[0]}x{size[1]}:rate={fps}:duration={seconds},{_counted(size)}"
        inputs += ["-f", "lavfi", "-i", source]
        codecs += ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25"]
    if sound:
        inputs += ["-f", "lavfi", "-i", f"sine=frequency=440:sample_rate=48000:duration={seconds}"]
        codecs += ["-c:a", "aac", "-b:a", "64k"]
    ffmpeg(*inputs, *codecs, *more, str(path))
    return path


def _counted(size: tuple[int, int]) -> str:
    side = size[0] // BITS
    boxes = [f"drawbox=x=0:y=0:w={side * BITS}:h={side}:color=black:t=fill"]
    boxes += [
        f"drawbox=x={bit * side}:y=0:w={side}:h={side}:color=white:t=fill:enable='mod(floor(n/{2**bit}),2)'"
        for bit in range(BITS)
    ]
    return ",".join(boxes)


def frame_of(picture: av.VideoFrame) -> int:
    """The number that is burned into it, whatever size it was scaled to."""
    grey = picture.reformat(format="gray")
    plane, stride = bytes(grey.planes[0]), grey.planes[0].line_size
    side = grey.width // BITS
    lit = [plane[(side // 2) * stride + bit * side + side // 2] > 128 for bit in range(BITS)]
    return sum(1 << bit for bit, on in enumerate(lit) if on)


def frames(path: Path | str) -> list[tuple[int, int]]:
    """What a file shows: (millisecond, number burned in) of each picture."""
    with av.open(str(path)) as file:
        return [(round(float(f.pts * f.time_base) * 1000), frame_of(f)) for f in file.decode(video=0)]


def arrived(path: Path, **fields) -> Footage:
    """A programme whose file has just come: nothing has been measured or made."""
    footage = arriving.take(path, title=fields.pop("title", "Hafenmagazin"))
    Footage.objects.filter(pk=footage.pk).update(**fields)
    footage.refresh_from_db()
    return footage


def finished(footage: Footage) -> Footage:
    """All its jobs done, as a worker would do them one after the other."""
    while lifecycle.work(footage.pk) != "nothing to do":
        pass
    footage.refresh_from_db()
    return footage


_made: dict[Path, Path] = {}  # original → a folder with version 1 and, beside it, what its rows say


def ready_footage(path: Path | None = None, **fields) -> Footage:
    """A programme that readers can watch: MP4, HLS, storyboard, poster, all of them real.

    ``ready_footage(film(3, size=(640, 360)), title="…")``; by default two seconds of 320 × 180. Each film is encoded
    once a test run; for further programmes the files are linked and the rows copied.
    """
    path = path or film()
    footage = arrived(path, **fields)
    if footage.active_id:  # where commits are real ones, the task has done its work already
        return footage
    if path in _made:
        return _copied(footage, _made[path])
    finished(footage)
    assert footage.state == Footage.State.READY, [(job.kind, job.state, job.error) for job in footage.jobs.all()]
    kept = _made[path] = PLACE / f"version-{footage.key}"
    shutil.copytree(Path(settings.MEDIA_ROOT) / footage.active.path, kept)
    said = serializers.serialize("json", [footage, footage.active])
    kept.with_suffix(".json").write_text(said)
    return footage


def _copied(footage: Footage, kept: Path) -> Footage:
    was, version = (row.object for row in serializers.deserialize("json", kept.with_suffix(".json").read_text()))
    own = {"id", "key", "title", "file", "active", "upload_token", "created_at", "broadcast_on", "derived_from"}
    measured = [field.attname for field in Footage._meta.concrete_fields if field.name not in own]
    rights = {"available_from", "available_until", "rights_holder", "rights_note"}
    version.pk, version.footage_id, version.path = None, footage.pk, places.version_path(footage, 1)
    version.save()
    shutil.copytree(kept, places.files(version), copy_function=os.link)
    told = {name: getattr(was, name) for name in measured if name not in rights}
    Footage.objects.filter(pk=footage.pk).update(active=version, **told)
    footage.jobs.all().delete()
    MediaJob.objects.create(footage=footage, kind="probe", state="done", progress=100)
    MediaJob.objects.bulk_create(
        MediaJob(footage=footage, version=version, kind=kind, state="done", progress=100)
        for kind in ("poster", "mp4", "ladder", "board")
    )
    footage.refresh_from_db()
    return footage
