"""What a player is told in its markup: with it a browser plays the clip, with or without script."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import translation

from kit.durations import clock
from visuals.models import Clip, Footage, TextTrack
from visuals.templatetags.pictures import share_url, shown

register = template.Library()


@register.inclusion_tag("visuals/_video.html")
def video(clip: Clip, from_ms: int = 0, following: Clip | None = None) -> dict[str, Any]:
    """The native player and what belongs below it. ``from_ms``: where a link into the clip leads to."""
    playback, footage = clip.playback, clip.footage
    if playback is None or footage is None:
        return {}
    length = playback.end - playback.begin if playback.end is not None else 0
    return {
        "clip": clip,
        "playback": playback,
        "source": playback.starting_at(from_ms / 1000),
        "poster": share_url(shown(clip.poster)) or playback.still,
        "size": (footage.width or 1280, footage.height or 720),
        "tracks": [_track(track) for track in clip.shown_tracks],
        "length": f"{length:.3f}",
        "spoken_length": clock(round(length * 1000)),
        "following": following,
        "board": _board(footage) if playback.is_cut else "",
        "programme": footage.title if playback.is_cut else "",
    }


@register.simple_tag
def player_facts(clip: Clip, from_ms: int = 0) -> dict[str, str]:
    """Seconds as a script reads them, whatever the language of the page writes for a point."""
    playback, footage = clip.playback, clip.footage
    if playback is None or footage is None:
        return {}
    return {
        "hls": playback.hls,
        "begin": f"{playback.begin:.3f}",
        "end": "" if playback.end is None else f"{playback.end:.3f}",
        "from": f"{from_ms / 1000:.3f}" if from_ms else "",
        "frame": f"{footage.frame_ms:.3f}",
    }


def _board(footage: Footage) -> str:
    """The storyboard as ``player-board.js`` reads it; "" while there is none."""
    version = footage.active
    if version is None or not version.board:
        return ""
    sheets = reverse("footage_file", args=[footage.key, version.number, "board/000.jpg"]).replace("000.jpg", "{}.jpg")
    facts = (version.board[name] for name in ("width", "height", "columns", "rows", "every_ms", "tiles"))
    return " ".join(map(str, (sheets, *facts)))


def _track(track: TextTrack) -> dict[str, str]:
    return {
        "kind": track.kind,
        "language": track.language,
        "label": track.label or language_name(track.language),
        "url": track.address,
    }


@register.filter
def language_name(code: str) -> str:
    """In that language itself, as somebody who speaks it looks for it."""
    try:
        return str(translation.get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code
