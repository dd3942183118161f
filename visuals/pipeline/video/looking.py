"""What runs in the child: PyAV on hostile bytes, from standard input, with limits. Never imported by the site itself.

``probe`` measures an original and proves that its end is there; ``check`` says what a file of ours shows first, last;
``still`` takes one picture out.
"""

import base64
import io
import json
import sys
from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import av

from visuals.pipeline.confined import limit
from visuals.pipeline.video.commands import CONTAINERS

GUARDED = {"protocol_whitelist": "file,pipe", "format_whitelist": CONTAINERS}
MOST_STREAMS, MOST_RATE, MOST_MS, LEAST_MS = 32, 61, 6 * 3600 * 1000, 1000
MOST_PIXELS = 4096 * 2304
TAIL = 3  # seconds that are read at the end
ALMOST = 0.0005  # seconds: a moment in whole milliseconds may stand that far before its picture
SLACK_MS = 1000  # how far from the announced end the last picture or sound may stand


class Refused(Exception):
    """``args[0]`` is the code."""


def main(job: str) -> None:
    told = json.loads(job)
    limit(told["memory"], told["seconds"])
    try:
        answer = DEEDS[told["deed"]](told)
    except Refused as refusal:
        answer = {"refused": refusal.args[0]}
    except MemoryError:
        answer = {"refused": "too_hungry"}
    except (av.FFmpegError, ValueError, OSError, EOFError):
        answer = {"refused": "not_a_video"}
    sys.stdout.write(json.dumps(answer) + "\n")


def _opened() -> Any:
    """The bytes alone: the child knows no file name, so a file that names its neighbours finds none."""
    sys.stdin.buffer.seek(0)
    return av.open(sys.stdin.buffer, mode="r", options=GUARDED, metadata_errors="replace")


def probe(told: dict[str, Any]) -> dict[str, Any]:
    with _opened() as file:
        if len(file.streams) > MOST_STREAMS:
            raise Refused("too_many_streams")
        video = next((stream for stream in file.streams.video if not _is_cover(stream)), None)
        audio = next(iter(file.streams.audio), None)
        if video is None and audio is None:
            raise Refused("not_a_video")
        found = {
            "container": file.format.name,
            "start_ms": (file.start_time or 0) // 1000,
            "video": None if video is None else video.index,
            "audio": None if audio is None else audio.index,
            "width": 0, "height": 0, "fps_num": None, "fps_den": None, "is_vfr": False,
            "video_codec": "", "audio_codec": "",
        }  # fmt: skip
        if video is not None:
            found |= _pictures(video)
        if audio is not None:
            found |= {"audio_codec": audio.codec_context.name, "channels": audio.channels, "sample_rate": audio.rate}
        found["duration_ms"] = _duration(file, video or audio)
        if found["duration_ms"] > MOST_MS:
            raise Refused("too_long")
        begins = {stream.index: _since(file, stream.start_time, stream) for stream in (video, audio) if stream}
    with _opened() as file:
        found |= _first(file, found)
    if found["duration_ms"] < LEAST_MS:
        raise Refused("too_short")
    ends = _ends(found["duration_ms"], begins)
    for kind in ("video", "audio"):
        if (which := found[kind]) is not None:
            found[f"{kind}_span"] = [max(0, begins[which]), ends[which]]
    return found


def _is_cover(stream: Any) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _pictures(video: Any) -> dict[str, Any]:
    """Refused by what is announced, before anything is decoded."""
    width, height = video.codec_context.width, video.codec_context.height
    average, base = video.average_rate, video.base_rate
    if width * height > MOST_PIXELS or max(width, height) > 4096:
        raise Refused("too_large")
    if average and average > MOST_RATE:
        raise Refused("too_fast")
    if not width or not height:
        raise Refused("undecodable")
    average = Fraction(average or 25).limit_denominator(100_000)
    ratio = Fraction(video.codec_context.sample_aspect_ratio or 1)
    return {
        "width": max(2, round(width * ratio)) if ratio > 0 else width,
        "height": height,
        "fps_num": average.numerator,
        "fps_den": average.denominator,
        "is_vfr": bool(base and average and abs(base / average - 1) > 0.01),
        "video_codec": video.codec_context.name,
    }


def _duration(file: Any, stream: Any) -> int:
    """As announced; what was recorded on the fly announces nothing, so its packets are counted."""
    if file.duration:
        return file.duration // 1000
    last = max((p.pts + (p.duration or 0) for p in file.demux(stream) if p.pts is not None), default=0)
    return round(last * stream.time_base * 1000) - (file.start_time or 0) // 1000


def _first(file: Any, found: dict[str, Any]) -> dict[str, Any]:
    """One picture, or one sound, has to come out whole; only a picture knows how it has to be turned."""
    which = found["video"] if found["video"] is not None else found["audio"]
    stream = file.streams[which]
    stream.thread_type = "NONE"
    try:
        frame = next(iter(file.decode(stream)), None)
    except av.FFmpegError as broken:
        raise Refused("undecodable") from broken
    if frame is None:
        raise Refused("undecodable")
    turn = getattr(frame, "rotation", 0) % 180
    return {"width": found["height"], "height": found["width"]} if turn == 90 else {}


def _since(file: Any, pts: int | None, stream: Any) -> int:
    """Milliseconds from the begin of the file to a moment of a stream."""
    return 0 if pts is None else round(pts * stream.time_base * 1000) - (file.start_time or 0) // 1000


def _ends(duration_ms: int, streams: Iterable[int]) -> dict[int, int]:
    """Where the last picture and the last sound end, in milliseconds. The last seconds are read and compared with what
    is announced: a cut-off file announces its whole length, too.
    """
    ends = {which: _end(which, duration_ms, max(0, duration_ms - TAIL * 1000)) for which in streams}
    if max(ends.values()) < duration_ms - SLACK_MS:
        raise Refused("truncated")
    # What has nothing in the last seconds has ended before, so that all of it has to be read.
    return {which: end or _end(which, duration_ms, 0) for which, end in ends.items()}


def _end(which: int, duration_ms: int, from_ms: int) -> int:
    with _opened() as file:
        stream, last = file.streams[which], 0
        if from_ms:
            file.seek((file.start_time or 0) + from_ms * 1000)
        for packet in file.demux(stream):
            if packet.pts is not None:
                last = max(last, _since(file, packet.pts + (packet.duration or 0), stream))
    return min(last, duration_ms)


def check(told: dict[str, Any]) -> dict[str, Any]:
    """Every picture and sound is decoded: pieces of ours are short, and of a long file only both ends are asked for."""
    with _opened() as file:
        answer: dict[str, Any] = {"duration_ms": (file.duration or 0) // 1000}
        for stream in [*file.streams.video[:1], *file.streams.audio[:1]]:
            answer[stream.type] = {"first_ms": None, "last_ms": None, "frames": 0}
            stream.thread_type = "NONE"
        _walk(file, answer, until=told.get("first_seconds"))
        if told.get("first_seconds"):
            file.seek(max(0, (answer["duration_ms"] - TAIL * 1000) * 1000))
            _walk(file, answer, until=None)
    return answer


def _walk(file: Any, answer: dict[str, Any], *, until: float | None) -> None:
    for frame in file.decode(*[s for s in file.streams if s.type in answer]):
        kind = answer["video" if isinstance(frame, av.VideoFrame) else "audio"]
        if frame.pts is None:
            continue
        at = float(frame.pts * frame.time_base)
        kind["frames"] += 1
        kind["first_ms"] = round(at * 1000) if kind["first_ms"] is None else kind["first_ms"]
        kind["last_ms"] = max(kind["last_ms"] or 0, round(at * 1000))
        if until is not None and at > until:
            return


def still(told: dict[str, Any]) -> dict[str, Any]:
    """The picture that is seen at this moment, upright, as a JPEG. Of a segment the moment counts from its first
    picture: its sound may begin a little before that.
    """
    with _opened() as file:
        stream = file.streams[told["video"]]
        first = (file.start_time or 0) / av.time_base
        if told["of_a_segment"] and stream.start_time is not None:
            first = float(stream.start_time * stream.time_base)
        moment = first + told["at_ms"] / 1000
        file.seek(max(file.start_time or 0, int(moment * av.time_base)))
        seen = None
        for frame in file.decode(stream):
            if seen is not None and frame.time is not None and frame.time > moment + ALMOST:
                break
            seen = frame
        if seen is None:
            raise Refused("undecodable")
        picture = seen.to_image().rotate(getattr(seen, "rotation", 0), expand=True)
    picture.thumbnail((told["longest"], told["longest"]))
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=92)
    return {"jpeg": base64.b64encode(held.getvalue()).decode()}


DEEDS = {"probe": probe, "check": check, "still": still}
