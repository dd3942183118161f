"""What ffmpeg is told. Every trap that was seen is named where it is avoided."""

from dataclasses import replace
from math import ceil
from pathlib import Path

from visuals.pipeline.video import peaks
from visuals.pipeline.video.recipe import GROUP, SEGMENT, SOUND, Rung, Source

#: Both are needed: with the protocols alone a playlist named .mp4 copied its neighbour's video.
CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,avi,mxf"
GUARDED = ("-protocol_whitelist", "file,pipe", "-format_whitelist", CONTAINERS)
START = ("-hide_banner", "-v", "error", "-nostdin", "-y", "-progress", "pipe:1")
BARE = ("-map_metadata", "-1", "-map_chapters", "-1")  # phones write where they were into their films
ALMOST = 2  # ms: a mark in whole milliseconds may stand that far behind the begin of its picture
TILES = 600  # at most, in one storyboard
ACROSS = 5
TILE = 160
SPEECH_RATE = 16_000  # what programs that recognise speech were trained on


def loudness(original: Path, source: Source) -> list[str]:
    """Told on standard error, in its last lines."""
    told = ["-hide_banner", "-v", "info", "-nostats", "-nostdin", "-progress", "pipe:1", *_input(original)]
    return [*told, "-map", f"0:{source.audio}", "-af", "ebur128=framelog=verbose", "-f", "null", "-"]


def sound(original: Path, source: Source, out: Path) -> list[str]:
    """What a program that recognises speech wants to hear: one channel, on the programme's clock, without a hole."""
    heard = ["-map", f"0:{source.audio}", "-af", "aresample=async=1:first_pts=0"]
    return [*START, *_input(original), *heard, "-ar", str(SPEECH_RATE), "-ac", "1", *BARE, "-f", "wav", str(out)]


def heard(made: Path, source: Source, out: Path) -> list[str]:
    """The sound as peaks are taken from it: on the programme's clock, as long as the programme."""
    whole = f"aresample=async=1:first_pts=0,apad=whole_dur={source.duration_ms / 1000:.3f}"
    form = ["-ac", "1", "-ar", str(peaks.RATE), "-f", "s16le"]
    return [*START, *_input(made), "-map", "0:a:0", "-af", whole, *form, str(out)]


def poster(original: Path, source: Source, out: Path) -> list[str]:
    """One frame from the beginning, but not the first: that is black in every second programme."""
    late, early = source.unseen
    at = (late + min((source.duration_ms - late - early) // 10, 10_000)) / 1000
    width, height = _within(source, 1280)
    look = f"scale={width}:{height},setsar=1"
    return [
        *START, "-ss", f"{at:.3f}", *_input(original), "-map", f"0:{source.video}", "-frames:v", "1",
        "-vf", look, "-q:v", "3", *BARE, str(out),
    ]  # fmt: skip


def plain(original: Path, source: Source, out: Path) -> list[str]:
    """The progressive MP4, or the sound alone."""
    rung = source.plain
    if rung is None:
        return [*START, *_input(original), "-map", f"0:{source.audio}", *_sound(0, source), *_faststart(out)]
    look = f"[0:{source.video}]{_steady(source)},{_scaled(rung)}[v]"
    return [
        *START, *_input(original), "-filter_complex", look, "-map", "[v]", *_map_sound(source),
        *_pictures(0, rung, source), *(_sound(0, source) if source.audio is not None else []), *_faststart(out),
    ]  # fmt: skip


def copied(joined: Path, out: Path) -> list[str]:
    """The progressive MP4 out of a rung that is there already: its init file and segments, one behind the other."""
    return [*START, "-copyts", *_input(joined), "-map", "0", "-c", "copy", *_faststart(out)]


def extract(original: Path, source: Source, begin_ms: int, end_ms: int, out: Path) -> list[str]:
    """A stretch as a new original: every frame encoded, so that nothing of what lies before it is in the file."""
    first = max(0, begin_ms - ALMOST)
    begin, length = f"{first / 1000:.3f}", f"{(end_ms - 2 * ALMOST - first) / 1000:.3f}"
    pictures = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p"]
    video = ["-map", f"0:{source.video}", *pictures] if source.video is not None else []
    whole = replace(source, unheard=(0, 0))  # of a stretch nothing is known of that kind
    sound = [*_map_sound(source), *_sound(0, whole)] if source.audio is not None else []
    return [*START, "-ss", begin, *_input(original), "-t", length, *video, *sound, *_faststart(out)]


def in_one_pass(original: Path, source: Source, out: Path) -> list[str]:
    """All rungs at once, each encoded."""
    maps, settings, streams = [], [], []
    heard = source.audio is not None
    for number, rung in enumerate(source.rungs):
        streams.append(f"v:{number}{f',a:{number}' if heard else ''},name:{rung.name}")
        maps += ["-map", f"[v{number}]", *_map_sound(source)]
        settings += [*_pictures(number, rung, source), *(_sound(number, source) if heard else [])]
    return [*START, *_input(original), *_split(source, source.rungs), *maps, *settings, *BARE, *_hls(out, streams)]


def ladder(original: Path, made: Path, source: Source, out: Path) -> list[str]:
    """All rungs at once. That of the MP4 is copied from it, and so is the sound of all: it costs nothing, and whoever
    changes the quality hears no seam.
    """
    fresh = [rung for rung in source.rungs if rung != source.plain]
    at, heard = int(bool(fresh)), source.audio is not None
    maps, settings, streams = [], [], []
    for number, rung in enumerate(source.rungs):
        streams.append(f"v:{number}{f',a:{number}' if heard else ''},name:{rung.name}")
        copied = rung == source.plain
        maps += ["-map", f"{at}:v:0" if copied else f"[v{number}]", *(["-map", f"{at}:a:0"] if heard else [])]
        # Options without a stream's number would be applied to what is copied, too, and end in an error.
        settings += [f"-c:v:{number}", "copy"] if copied else _pictures(number, rung, source)
        settings += [f"-c:a:{number}", "copy"] if heard else []
    inputs = [*(_input(original) if fresh else []), *_input(made)]
    return [*START, *inputs, *_split(source, fresh), *maps, *settings, *BARE, *_hls(out, streams)]


def _split(source: Source, fresh: list[Rung]) -> list[str]:
    if not fresh:
        return []
    names = [str(source.rungs.index(rung)) for rung in fresh]
    head = f"[0:{source.video}]{_steady(source)},split={len(fresh)}" + "".join(f"[s{name}]" for name in names)
    scaled = [f"[s{name}]{_scaled(rung)}[v{name}]" for name, rung in zip(names, fresh, strict=True)]
    return ["-filter_complex", ";".join([head, *scaled])]


def _hls(out: Path, streams: list[str]) -> list[str]:
    """Files of a segment each: a browser that plays ranges of one large file pulls six times as much."""
    return [
        # Else pictures in HLS stand 80 ms beside those in the MP4.
        "-avoid_negative_ts", "disabled",
        "-f", "hls", "-hls_time", str(SEGMENT), "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4",
        "-hls_flags", "independent_segments", "-hls_segment_filename", str(out / "%v" / "%05d.m4s"),
        "-var_stream_map", " ".join(streams), str(out / "%v" / "index.m3u8"),
    ]  # fmt: skip


def every(source: Source) -> int:
    """Of how many key frames one becomes a tile."""
    return max(1, ceil(source.duration_ms / 1000 / GROUP / TILES))


def tile(source: Source) -> tuple[int, int]:
    return _within(source, TILE)


def board(made: Path, source: Source, out: Path) -> list[str]:
    """Key frames alone are decoded: a tenth of the work."""
    width, height = tile(source)
    look = f"select='not(mod(n,{every(source)}))',scale={width}:{height},setsar=1,tile={ACROSS}x{ACROSS}"
    return [
        *START, "-skip_frame", "nokey", *_input(made), "-map", "0:v:0", "-vf", look, "-fps_mode", "passthrough",
        "-q:v", "5", *BARE, "-start_number", "0", str(out / "%03d.jpg"),
    ]  # fmt: skip


def _input(path: Path) -> list[str]:
    return [*GUARDED, "-i", f"file:{path}"]


def _within(source: Source, longest: int) -> tuple[int, int]:
    scale = min(1, longest / max(source.width, source.height))
    return max(2, 2 * round(source.width * scale / 2)), max(2, 2 * round(source.height * scale / 2))


def _steady(source: Source) -> str:
    """At one rate. Where there is sound and no picture (yet, any more), the nearest picture stands."""
    late, early = source.unseen
    begin = ":start_time=0" if late else ""
    end = f",tpad=stop_mode=clone:stop_duration={early / 1000:.3f}" if early else ""
    return f"fps={source.fps}{begin}{end}"


def _scaled(rung: Rung) -> str:
    return f"scale={rung.width}:{rung.height},setsar=1,format=yuv420p"


def _map_sound(source: Source) -> list[str]:
    return [] if source.audio is None else ["-map", f"0:{source.audio}"]


def _pictures(number: int, rung: Rung, source: Source) -> list[str]:
    group, n = str(source.group), number
    return [
        f"-c:v:{n}", "libx264", f"-preset:v:{n}", "veryfast", f"-profile:v:{n}", "high",
        f"-g:v:{n}", group, f"-keyint_min:v:{n}", group, f"-sc_threshold:v:{n}", "0",
        f"-crf:v:{n}", "23", f"-maxrate:v:{n}", f"{rung.rate}k", f"-bufsize:v:{n}", f"{2 * rung.rate}k",
    ]  # fmt: skip


def _sound(number: int, source: Source) -> list[str]:
    """Where there is a picture and no sound (yet, any more), silence: segments without sound stop some players."""
    n, fill = number, []
    if any(source.unheard):
        whole = f"aresample=async=1:first_pts=0,apad=whole_dur={source.duration_ms / 1000:.3f}"
        fill = [f"-filter:a:{n}", whole]
    return [*fill, f"-c:a:{n}", "aac", f"-b:a:{n}", f"{SOUND}k", f"-ar:a:{n}", "48000", f"-ac:a:{n}", "2"]


def _faststart(out: Path) -> list[str]:
    return [*BARE, "-movflags", "+faststart", "-f", "mp4", str(out)]
