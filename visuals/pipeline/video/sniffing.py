"""What a file says it is with its first bytes. Everything that is only text, a playlist above all, is refused here."""

#: where, what, and the container that begins so
SIGNS = (
    *((4, sign, "mov") for sign in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")),
    (0, b"\x1aE\xdf\xa3", "matroska"),
    (0, b"\x06\x0e\x2b\x34\x02\x05\x01\x01", "mxf"),
)
PACKETS = ((0, 188), (4, 192))  # where the first packet of a transport stream begins, and how long one is
HEAD = 1024  # bytes that are enough


def container(head: bytes) -> str:
    """One of mov, matroska, mxf, avi, mpegts; "" is nothing that we take."""
    for at, sign, name in SIGNS:
        if head[at : at + len(sign)] == sign:
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    for begin, length in PACKETS:
        syncs = head[begin::length][:4]
        if len(syncs) >= 3 and set(syncs) == {0x47}:
            return "mpegts"
    return ""
