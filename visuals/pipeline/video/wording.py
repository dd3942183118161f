"""Why a file was refused, why a job failed, and what a newsroom lacks: codes of machines as sentences for people."""

from django.utils.translation import gettext as _

from visuals.pipeline.video import encoder

REFUSED = {
    "not_a_video": lambda: _("This is no video we can read. MP4, MOV, MKV, WebM, MPEG-TS, AVI and MXF work."),
    "truncated": lambda: _("The end of the file is missing. It was probably cut off when it was copied."),
    "too_short": lambda: _("The file is shorter than a second."),
    "too_long": lambda: _("The file lasts more than six hours. Please cut it in two."),
    "too_large": lambda: _("The picture is larger than 4K. Please export a smaller one."),
    "too_fast": lambda: _("The file has more than 60 frames a second. Please export it with fewer."),
    "too_many_streams": lambda: _("The file has more than 32 tracks. Please export it with what is needed."),
    "undecodable": lambda: _("Picture or sound cannot be decoded. Please export it anew, as H.264 with AAC."),
    "too_slow": lambda: _("The file could not be read within a minute. Please export it anew."),
    "too_hungry": lambda: _("The file needs more memory than it is worth. Please export it anew."),
    "too_big": lambda: _("The file is larger than %(most)s GB.") % {"most": MOST_BYTES // 1024**3},
    "no_room": lambda: _("There is no room left on the disk. What has arrived is kept."),
    "already_filled": lambda: _("This programme has a file already. A new file becomes a programme of its own."),
}
FAILED = {
    "disk_full": lambda: _("There is no room on the disk. It is tried again every five minutes."),
    "killed": lambda: _("The encoder or its worker was ended from outside."),
    "stalled": lambda: _("The encoder made no progress for two minutes."),
    "too_slow": lambda: _("The encoder took longer than it is allowed to."),
    "broken": lambda: _("What the encoder made did not pass the check."),
    "encoder": lambda: _("The encoder ended with an error."),
    "no_encoder": lambda: _("This machine lacks what encodes video: av or ffmpeg."),
    "speech": lambda: _("The program that writes captions ended with an error."),
    "speech_slow": lambda: _("The program that writes captions took longer than it is allowed to."),
    "speech_words": lambda: _("What the program wrote cannot be used as captions of this programme."),
    "no_speech": lambda: _("No program is set here that could write captions (SPEECH_COMMAND)."),
    "no_store": lambda: _("The object store does not answer. It is tried again every five minutes."),
    "system": lambda: _("The machine refused to read or write a file."),
    "bug": lambda: _("Something is wrong in the newsroom’s own code. Please tell whoever runs it."),
}
MISSING = {
    "av": lambda: _("the Python package “av”, which measures files (pip install -r requirements-video.txt)"),
    "ffmpeg": lambda: _("the program ffmpeg, which encodes them (Debian: apt install ffmpeg; or set FFMPEG)"),
    "libx264": lambda: _("an ffmpeg with libx264"),
    "aac": lambda: _("an ffmpeg with AAC"),
}
MOST_BYTES = 32 * 1024**3


def why(code: str) -> str:
    """The sentence for a code of either kind; "" for none."""
    sentence = REFUSED.get(code) or FAILED.get(code)
    return sentence() if sentence else code


def lacks() -> list[str]:
    """What this newsroom has to get before it can take video; empty: nothing."""
    return [MISSING[code]() for code in encoder.missing()]
